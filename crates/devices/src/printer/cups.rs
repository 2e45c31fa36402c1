//! Jobs through CUPS by its program `lp`, which spools them: the printer itself may be off.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;

use super::{JobName, PrintReceipt, TimeLimits};
use crate::error::PrinterError;

pub(super) fn queue(
    queue: &str,
    name: &JobName,
    bytes: &[u8],
    limits: TimeLimits,
) -> Result<PrintReceipt, PrinterError> {
    let mut command = Command::new("lp");
    command.args(["-d", queue, "-t", name.as_str(), "-o", "print-scaling=none", "-"]);
    run(command, queue, bytes, limits)
}

fn run(
    mut command: Command,
    queue: &str,
    bytes: &[u8],
    limits: TimeLimits,
) -> Result<PrintReceipt, PrinterError> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().map_err(|source| PrinterError::CupsMissing { source })?;
    let answers = talk(&mut child, bytes.to_vec());
    let Ok((said, complained)) = answers.recv_timeout(limits.write) else {
        // Nothing to do about a failing kill: the limit is what we report either way.
        let _ = child.kill();
        let _ = child.wait();
        let limit_ms = limits.write.as_millis();
        return Err(PrinterError::CupsStalled { queue: queue.to_owned(), limit_ms });
    };
    let refused = |answer: String| PrinterError::CupsRefused { queue: queue.to_owned(), answer };
    let status = child.wait().map_err(|e| refused(e.to_string()))?;
    if !status.success() {
        return Err(refused(complained.trim().to_owned()));
    }
    Ok(PrintReceipt::Queued { job: job_id(&said, queue) })
}

/// Feeds the job and collects what the program says, on threads, so that a full pipe cannot block either side.
fn talk(child: &mut Child, bytes: Vec<u8>) -> mpsc::Receiver<(String, String)> {
    let (sender, receiver) = mpsc::channel();
    let (input, output, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    thread::spawn(move || {
        // A program that ends early closes its input; its exit status tells the reason.
        let _ = input.map(|mut input| input.write_all(&bytes));
    });
    thread::spawn(move || {
        let complaints = thread::spawn(move || read(errors));
        let said = read(output);
        // No one listens any more once the limit has passed.
        let _ = sender.send((said, complaints.join().unwrap_or_default()));
    });
    receiver
}

fn read(from: Option<impl Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(from) = from {
        // What was read up to an error is still worth showing.
        let _ = from.take(64 * 1024).read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The job id in `request id is labels-42 (1 file(s))`, whatever the language around it.
fn job_id(said: &str, queue: &str) -> String {
    let is_id = |word: &&str| {
        let number = word.strip_prefix(queue).and_then(|rest| rest.strip_prefix('-'));
        number.is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit()))
    };
    said.split_whitespace().find(is_id).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn shell(script: &str, limit: Duration) -> Result<PrintReceipt, PrinterError> {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        let limits = TimeLimits { write: limit, ..TimeLimits::default() };
        run(command, "labels", &vec![b'x'; 300_000], limits)
    }

    #[test]
    fn the_job_id_is_found_in_any_language() {
        assert_eq!(job_id("request id is labels-42 (0 file(s))\n", "labels"), "labels-42");
        assert_eq!(job_id("请求 ID 为 labels-7（0 个文件）", "labels"), "");
        assert_eq!(job_id("请求 ID 为 labels-7 （0 个文件）", "labels"), "labels-7");
        assert_eq!(job_id("", "labels"), "");
    }

    #[test]
    fn a_job_is_queued() {
        let long = Duration::from_secs(60);
        let script = "test $(wc -c) -eq 300000 && echo request id is labels-42";
        let receipt = shell(script, long).unwrap();
        assert_eq!(receipt, PrintReceipt::Queued { job: "labels-42".into() });
    }

    #[test]
    fn a_refusal_says_why() {
        let long = Duration::from_secs(60);
        let error = shell("echo 'lp: unknown destination' >&2; exit 1", long).unwrap_err();
        assert_eq!(error.code(), "printer.cups_refused");
        assert!(error.params().contains(&("reason", "lp: unknown destination".into())));
    }

    #[test]
    fn a_spooler_that_hangs_is_left() {
        let error = shell("exec sleep 600", Duration::from_millis(100)).unwrap_err();
        assert_eq!(error.code(), "printer.cups_stalled");
        assert!(error.may_have_printed());
    }

    #[test]
    fn a_missing_program_is_named() {
        let command = Command::new("/nonexistent/lp");
        let error = run(command, "labels", b"x", TimeLimits::default()).unwrap_err();
        assert_eq!(error.code(), "printer.cups_missing");
    }
}
