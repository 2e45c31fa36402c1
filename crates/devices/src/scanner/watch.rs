//! Listening to one scanner for as long as the station is open, plugged in or not.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use super::{Frames, ScannerError, SerialLine};

/// A scanner that says nothing for so long has ended its code.
const SILENCE: Duration = Duration::from_millis(80);
/// How often to look whether a scanner is plugged in.
const RETRY: Duration = Duration::from_millis(500);

/// What a scanner does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScannerEvent {
    /// It is there and listened to.
    Connected,
    /// It is not, and why; told when the reason changes.
    Lost(ScannerError),
    /// It read a code: the text without what ends it.
    Read(String),
}

/// A thread that listens to one scanner, until this is dropped. A scanner that is pulled out is looked for until it is
/// back.
#[derive(Debug)]
pub struct ScannerWatch {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl ScannerWatch {
    /// Begins to listen. `on_event` is called on the listening thread.
    pub fn start(line: SerialLine, on_event: impl Fn(ScannerEvent) + Send + 'static) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = std::thread::spawn(move || listen(&line, &stopped, &on_event));
        Self { stop, thread: Some(thread) }
    }
}

impl Drop for ScannerWatch {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let Some(thread) = self.thread.take() else { return };
        thread.thread().unpark();
        // Dropped by its own listener, it ends by itself.
        if thread.thread().id() != std::thread::current().id() {
            drop(thread.join());
        }
    }
}

fn listen(line: &SerialLine, stop: &AtomicBool, on_event: &impl Fn(ScannerEvent)) {
    let mut told: Option<ScannerError> = None;
    while !stop.load(Ordering::Relaxed) {
        let lost = match open(line) {
            Ok(mut port) => {
                told = None;
                on_event(ScannerEvent::Connected);
                read(&mut *port, line, stop, on_event);
                ScannerError::Missing { path: line.path.clone() }
            }
            Err(error) => error,
        };
        if stop.load(Ordering::Relaxed) {
            return;
        }
        if told.as_ref() != Some(&lost) {
            on_event(ScannerEvent::Lost(lost.clone()));
            told = Some(lost);
        }
        std::thread::park_timeout(RETRY);
    }
}

fn open(line: &SerialLine) -> Result<Box<dyn serialport::SerialPort>, ScannerError> {
    let path = line.path.clone();
    if cfg!(unix) && !Path::new(&path).exists() {
        return Err(ScannerError::Missing { path });
    }
    let builder = serialport::new(&line.path, line.baud).timeout(SILENCE).dtr_on_open(true);
    builder.open().map_err(|error| match error.kind() {
        serialport::ErrorKind::NoDevice if !Path::new(&path).exists() => ScannerError::Missing { path },
        _ => ScannerError::Open { path, reason: error.to_string() },
    })
}

/// Reads until the scanner is gone or the station closes.
fn read(
    port: &mut dyn serialport::SerialPort,
    line: &SerialLine,
    stop: &AtomicBool,
    on_event: &impl Fn(ScannerEvent),
) {
    let mut frames = Frames::default();
    let mut buffer = [0; 512];
    while !stop.load(Ordering::Relaxed) {
        match port.read(&mut buffer) {
            Ok(0) => return,
            Ok(n) => {
                for code in frames.push(buffer.get(..n).unwrap_or_default()) {
                    on_event(ScannerEvent::Read(code));
                }
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) if e.kind() == io::ErrorKind::TimedOut => {
                frames.end().into_iter().for_each(|code| on_event(ScannerEvent::Read(code)));
                // Some drivers go on saying nothing after the plug is out.
                if cfg!(unix) && !Path::new(&line.path).exists() {
                    return;
                }
            }
            Err(_) => return,
        }
    }
}
