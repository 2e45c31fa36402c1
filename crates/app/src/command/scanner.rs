//! What this station's scanners send around each code, so that screens can take it away again.

use super::session::session_state;
use crate::context::{Answer, Cx};
use crate::problem::stored;
use api::Problem;
use api::wire::{Empty, ScannerAffixes, SessionState};

const LENGTH_MAX: usize = 4;
const PREFIX: &str = "scanner_prefix";
const SUFFIX: &str = "scanner_suffix";

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
    Ok(ScannerAffixes { prefix: read(PREFIX)?, suffix: read(SUFFIX)? })
}
