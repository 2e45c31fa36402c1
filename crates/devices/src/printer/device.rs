//! Raw data to the device file of a printer on USB, such as `/dev/usb/lp0`.
//!
//! The file is written without blocking, so that a printer which takes nothing more holds up its own queue alone and no
//! longer than the limit.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::Duration;

use super::{PrintReceipt, TimeLimits};
use crate::error::PrinterError;

/// How long to wait before a device that was not ready is tried again.
const PAUSE: Duration = Duration::from_millis(10);

pub(super) fn send(path: &Path, bytes: &[u8], limits: TimeLimits) -> Result<PrintReceipt, PrinterError> {
    let mut device = open(path, OpenOptions::new().write(true))?;
    let total = bytes.len();
    let path = path.to_path_buf();
    let mut sent = 0;
    while let Some(rest) = bytes.get(sent..).filter(|rest| !rest.is_empty()) {
        match patiently(limits.write, || device.write(rest)) {
            Ok(Some(0)) => {
                let source = io::ErrorKind::WriteZero.into();
                return Err(PrinterError::DeviceBroken { path, sent, total, source });
            }
            Ok(Some(n)) => sent += n,
            Ok(None) => {
                let limit_ms = limits.write.as_millis();
                return Err(PrinterError::DeviceStalled { path, sent, total, limit_ms });
            }
            Err(source) => return Err(PrinterError::DeviceBroken { path, sent, total, source }),
        }
    }
    Ok(PrintReceipt::Sent { bytes: sent })
}

/// A device that is asked and answers. An end of data while nothing has come yet means that it has nothing to say so far.
pub(super) struct Talk {
    device: File,
    limit: Duration,
}

impl Talk {
    pub(super) fn open(path: &Path, limits: TimeLimits) -> Result<Self, PrinterError> {
        let device = open(path, OpenOptions::new().read(true).write(true))?;
        Ok(Self { device, limit: limits.write })
    }
}

impl Read for Talk {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let device = &mut self.device;
        let read = patiently(self.limit, || match device.read(buffer) {
            Ok(0) => Err(io::ErrorKind::WouldBlock.into()),
            read => read,
        })?;
        read.ok_or_else(|| io::ErrorKind::TimedOut.into())
    }
}

impl Write for Talk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let device = &mut self.device;
        patiently(self.limit, || device.write(bytes))?.ok_or_else(|| io::ErrorKind::TimedOut.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.device.flush()
    }
}

/// Tries until the device is ready; none when it was not within the limit.
fn patiently(limit: Duration, mut act: impl FnMut() -> io::Result<usize>) -> io::Result<Option<usize>> {
    let mut waited = Duration::ZERO;
    loop {
        match act() {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) if e.kind() == io::ErrorKind::WouldBlock => {
                if waited >= limit {
                    return Ok(None);
                }
                std::thread::sleep(PAUSE);
                waited += PAUSE;
            }
            done => return done.map(Some),
        }
    }
}

fn open(path: &Path, options: &mut OpenOptions) -> Result<File, PrinterError> {
    let missing = |source| PrinterError::DeviceMissing { path: path.to_path_buf(), source };
    #[cfg(unix)]
    {
        use std::os::unix::fs::{FileTypeExt as _, OpenOptionsExt as _};
        let kind = std::fs::metadata(path).map_err(missing)?.file_type();
        // A slip in the path must not write labels into somebody's document.
        if !kind.is_char_device() && !kind.is_fifo() {
            return Err(missing(io::Error::other("not a device")));
        }
        options.custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY);
    }
    options.open(path).map_err(missing)
}
