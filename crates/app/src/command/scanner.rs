//! What this station's scanners send around each code, so that screens can take it away again; and which serial lines
//! scanners are on.

use super::session::session_state;
use crate::context::{Answer, Cx};
use crate::problem::stored;
use api::Problem;
use api::wire::{Empty, ScannerAffixes, ScannerList, SerialPortView, SessionState, SetScannerLines};
use std::collections::BTreeSet;

const LENGTH_MAX: usize = 4;
const PREFIX: &str = "scanner_prefix";
const SUFFIX: &str = "scanner_suffix";
const PAIRS: &str = "scanner_pairs";

/// Scanners at one bench, a spare one included.
const LINES_MAX: usize = 4;
/// Speeds that serial ports know.
const SPEEDS: [u32; 9] = [1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200, 230_400];

/// Neither may be mistaken for a part of a code: a code starts with `=` or `&`, and may end with a letter, a digit or one
/// of a few marks.
pub(crate) fn settings_set_scanner(cx: &mut Cx<'_>, request: ScannerAffixes) -> Answer<SessionState> {
    let prefix = |c: char| c.is_ascii_graphic() && !matches!(c, '=' | '&');
    let suffix = |c: char| c.is_ascii_punctuation() && !"=&./:_-".contains(c);
    check(&request.prefix, prefix, "prefix")?;
    check(&request.suffix, suffix, "suffix")?;
    let store = cx.store_mut()?;
    store.set_setting(PREFIX, request.prefix.as_bytes()).map_err(stored)?;
    store.set_setting(SUFFIX, request.suffix.as_bytes()).map_err(stored)?;
    let pairs = if request.pairs { "1" } else { "" };
    store.set_setting(PAIRS, pairs.as_bytes()).map_err(stored)?;
    session_state(cx, Empty {})
}

fn check(affix: &str, allowed: impl Fn(char) -> bool, field: &str) -> Answer<()> {
    if affix.chars().count() > LENGTH_MAX || !affix.chars().all(allowed) {
        return Err(Problem::refusal("scanner.affix").with("max", LENGTH_MAX).at(field));
    }
    Ok(())
}

/// What is set.
pub(super) fn affixes(cx: &Cx<'_>) -> Answer<ScannerAffixes> {
    let read = |name| Ok::<_, Problem>(cx.store()?.text_setting(name).map_err(stored)?.unwrap_or_default());
    Ok(ScannerAffixes { prefix: read(PREFIX)?, suffix: read(SUFFIX)?, pairs: reads_pairs(cx)? })
}

/// Whether this station's scanners read two symbols in one pass. They do not, unless somebody says so.
pub(super) fn reads_pairs(cx: &Cx<'_>) -> Answer<bool> {
    Ok(cx.store()?.text_setting(PAIRS).map_err(stored)?.as_deref() == Some("1"))
}

pub(crate) fn scanner_list(cx: &mut Cx<'_>, _: Empty) -> Answer<ScannerList> {
    let ports = devices::serial_ports().into_iter();
    Ok(ScannerList {
        lines: crate::scanner::views(cx)?,
        ports: ports.map(|port| SerialPortView { path: port.path, name: port.name }).collect(),
    })
}

/// Sets all lines at once. A scanner need not be plugged in.
pub(crate) fn scanner_set_lines(cx: &mut Cx<'_>, request: SetScannerLines) -> Answer<ScannerList> {
    if request.lines.len() > LINES_MAX {
        return Err(Problem::refusal("scanner.too_many").with("max", LINES_MAX).at("lines"));
    }
    let mut paths = BTreeSet::new();
    for line in &request.lines {
        let is_device = line.path.starts_with("/dev/") || line.path.starts_with("COM");
        let fits = is_device && !line.path.contains("..") && line.path.len() <= 200;
        if !fits || !paths.insert(&line.path) {
            return Err(Problem::refusal("scanner.path").with("value", line.path.as_str()).at("path"));
        }
        if !SPEEDS.contains(&line.baud) {
            return Err(Problem::refusal("scanner.speed").with("value", line.baud).at("baud"));
        }
    }
    crate::scanner::set_lines(cx, &request.lines)?;
    crate::scanner::follow(cx)?;
    scanner_list(cx, Empty {})
}
