//! Serial scanners of this station: listened to while the station is open, and every code passed on to the screens.

use crate::app::{App, Event};
use crate::context::{Answer, Cx};
use crate::problem::stored;
use api::Problem;
use api::wire::{ScannerLine, ScannerLineView};
use devices::{ScannerError, ScannerEvent, ScannerWatch, SerialLine};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const SETTING: &str = "scanner_lines";

/// How a scanner is: none until it was looked for.
type Found = Arc<Mutex<Option<Result<(), ScannerError>>>>;

/// The scanners that are listened to.
#[derive(Debug, Default)]
pub(crate) struct Scanners(Mutex<Vec<Watched>>);

#[derive(Debug)]
struct Watched {
    line: SerialLine,
    found: Found,
    _watch: ScannerWatch,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The lines that are set.
pub(crate) fn lines(cx: &Cx<'_>) -> Answer<Vec<ScannerLine>> {
    let text = cx.store()?.text_setting(SETTING).map_err(stored)?.unwrap_or_default();
    // What an older or newer program wrote otherwise can be set again.
    Ok(serde_json::from_str(&text).unwrap_or_default())
}

pub(crate) fn set_lines(cx: &mut Cx<'_>, lines: &[ScannerLine]) -> Answer<()> {
    let text = serde_json::to_vec(lines)
        .map_err(|e| Problem::fault("fault.internal").with("detail", e.to_string()))?;
    cx.store_mut()?.set_setting(SETTING, &text).map_err(stored)
}

/// Listens to the lines that are set, and to no other. A program that only passes by, such as the command line, leaves
/// them to the window.
pub(crate) fn follow(cx: &Cx<'_>) -> Answer<()> {
    if !cx.app.listens.load(Ordering::Relaxed) {
        return Ok(());
    }
    let wanted: Vec<SerialLine> =
        lines(cx)?.into_iter().map(|line| SerialLine { path: line.path, baud: line.baud }).collect();
    let mut watched = locked(&cx.app.scanners.0);
    watched.retain(|watched| wanted.contains(&watched.line));
    for line in wanted {
        if !watched.iter().any(|watched| watched.line == line) {
            watched.push(watch(cx.app, line));
        }
    }
    Ok(())
}

fn watch(app: &App, line: SerialLine) -> Watched {
    let found = Found::default();
    let (me, noted) = (app.me.clone(), Arc::clone(&found));
    let watch = ScannerWatch::start(line.clone(), move |event| {
        let Some(app) = me.upgrade() else { return };
        match event {
            ScannerEvent::Read(text) => app.emit(&Event::Scan { text, at_ms: app.host.now_ms() }),
            ScannerEvent::Connected => note(&app, &noted, Ok(())),
            ScannerEvent::Lost(error) => note(&app, &noted, Err(error)),
        }
    });
    Watched { line, found, _watch: watch }
}

fn note(app: &App, found: &Found, now: Result<(), ScannerError>) {
    *locked(found) = Some(now);
    app.emit(&Event::Invalidate { tags: vec!["station"] });
}

/// The lines that are set, and how each is.
pub(crate) fn views(cx: &Cx<'_>) -> Answer<Vec<ScannerLineView>> {
    let watched = locked(&cx.app.scanners.0);
    let view = |line: ScannerLine| {
        let of_line = watched.iter().find(|watched| watched.line.path == line.path);
        let found = of_line.and_then(|watched| locked(&watched.found).clone());
        let problem = found.as_ref().and_then(|found| found.as_ref().err()).map(|error| {
            let problem = Problem::fault(error.code());
            error.params().into_iter().fold(problem, |problem, (name, value)| problem.with(name, value))
        });
        ScannerLineView {
            path: line.path,
            baud: line.baud,
            connected: matches!(found, Some(Ok(()))),
            problem,
        }
    };
    Ok(lines(cx)?.into_iter().map(view).collect())
}
