//! Sending print jobs: one thread for each printer that has work, beside whoever works. The station is locked only to take
//! a job and to note how it ended, so a printer that stalls holds up nobody but its own queue.

use crate::app::{App, Event};
use crate::command::find_printer;
use crate::context::{Answer, Cx};
use crate::problem::{printed, stored};
use api::Problem;
use api::wire::PrinterView;
use devices::{PrintReceipt, Printer, PrinterError};
use std::collections::BTreeSet;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;
use store::print::{JobEnd, JobRow};

/// How long an order waits to be told that its job is done, before it is told that the job waits.
const ANSWER_WITHIN: Duration = Duration::from_secs(3);

/// Printers that have a thread, and jobs that ended since the program started.
#[derive(Debug, Default)]
pub(crate) struct Spool {
    busy: Mutex<BTreeSet<String>>,
    ended: Mutex<BTreeSet<i64>>,
    end: Condvar,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn json(problem: &Problem) -> String {
    serde_json::to_string(problem).unwrap_or_default()
}

/// After the file was opened: what was being sent is in doubt, what waited goes out.
pub(crate) fn resume(cx: &mut Cx<'_>) -> Answer<()> {
    let now_ms = cx.now_ms();
    let problem = json(&Problem::fault("print.interrupted"));
    let store = cx.store_mut()?;
    store.doubt_interrupted_jobs(&problem, now_ms).map_err(stored)?;
    for printer in store.waiting_printers().map_err(stored)? {
        pump(cx, &printer);
    }
    Ok(())
}

/// Sees to it that a thread sends what waits for a printer. The caller holds the station, so no job is overlooked by a
/// thread that is about to end.
pub(crate) fn pump(cx: &Cx<'_>, printer: &str) {
    if locked(&cx.app.spool.busy).insert(printer.to_owned()) {
        let (app, printer) = (cx.app.me.clone(), printer.to_owned());
        std::thread::spawn(move || run(&app, &printer));
    }
}

/// Waits a little for a job to end while others work.
pub(crate) fn await_end(cx: &mut Cx<'_>, job: i64) {
    cx.beside(|app| {
        let ended = locked(&app.spool.ended);
        // Whether it ended in time or not, the caller looks at the job itself.
        drop(app.spool.end.wait_timeout_while(ended, ANSWER_WITHIN, |ended| !ended.remove(&job)));
    });
}

/// What a thread sends next.
struct Sending {
    job: JobRow,
    bytes: Vec<u8>,
    to: Answer<(PrinterView, Printer)>,
}

fn run(app: &Weak<App>, name: &str) {
    // The application may end while a printer stalls: the job is then found half sent when the file is opened again.
    while let Some(next) = app.upgrade().and_then(|app| take(&app, name)) {
        let end = send(&next);
        let Some(app) = app.upgrade() else { return };
        finish(&app, next.job.job, &end);
    }
}

fn take(app: &App, name: &str) -> Option<Sending> {
    let mut cx = app.cx();
    let now_ms = cx.now_ms();
    let next = cx.store_mut().and_then(|store| store.take_job(name, now_ms).map_err(stored));
    match next {
        Ok(Some((job, bytes))) => {
            // Tried again, it has not ended yet.
            locked(&app.spool.ended).remove(&job.job);
            let to = find_printer(&cx, name);
            Some(Sending { job, bytes, to })
        }
        other => {
            if let Err(problem) = other {
                tracing::error!(code = problem.code, "the print queue cannot be read");
            }
            locked(&app.spool.busy).remove(name);
            None
        }
    }
}

fn send(next: &Sending) -> JobEnd {
    let (view, printer) = match &next.to {
        Ok(to) => to,
        Err(problem) => return JobEnd::Failed(json(problem)),
    };
    match printer.send(&next.job.name, &next.bytes) {
        Ok(PrintReceipt::Saved { path }) => JobEnd::Done(path.display().to_string()),
        Ok(PrintReceipt::Queued { job }) => JobEnd::Done(format!("{} {job}", view.target)),
        Ok(PrintReceipt::Sent { .. }) => JobEnd::Done(view.target.clone()),
        Err(error) => ended(&error),
    }
}

fn ended(error: &PrinterError) -> JobEnd {
    let problem = json(&printed(error));
    if error.may_have_printed() { JobEnd::Uncertain(problem) } else { JobEnd::Failed(problem) }
}

fn finish(app: &App, job: i64, end: &JobEnd) {
    {
        let mut cx = app.cx();
        let now_ms = cx.now_ms();
        let noted = cx.store_mut().and_then(|store| store.end_job(job, end, now_ms).map_err(stored));
        if let Err(problem) = noted {
            // It stays as being sent, and is in doubt when the file is opened again.
            tracing::error!(code = problem.code, "the end of a print job could not be noted");
        }
    }
    locked(&app.spool.ended).insert(job);
    app.spool.end.notify_all();
    app.emit(&Event::Invalidate { tags: vec!["station"] });
}
