//! Printers and the one thing they do.

mod cups;
mod device;
mod folder;
mod language;
mod status;
mod tcp;

pub use language::{LabelPrinter, PrinterLanguage};
pub use status::{PrinterCondition, PrinterStatus};

use std::path::PathBuf;
use std::time::Duration;

use crate::error::PrinterError;

/// The longest job name in characters.
const NAME_LENGTH_MAX: usize = 100;

/// The name of a job, also its file name in a folder: letters of any script, digits, `-`, `_`, `.`, not first a dot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobName(String);

impl JobName {
    /// Takes a name such as `label-A999926000123.pdf`.
    pub fn parse(name: &str) -> Result<Self, PrinterError> {
        let is_fit = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        let length = name.chars().count();
        if length == 0
            || length > NAME_LENGTH_MAX
            || name.starts_with(['.', '-'])
            || !name.chars().all(is_fit)
        {
            return Err(PrinterError::JobName { name: name.to_owned() });
        }
        Ok(Self(name.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How long a printer may keep us waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeLimits {
    /// For a connection.
    pub connect: Duration,
    /// Without taking a single byte, or for CUPS to take the job.
    pub write: Duration,
}

impl Default for TimeLimits {
    fn default() -> Self {
        Self { connect: Duration::from_secs(5), write: Duration::from_secs(15) }
    }
}

/// Where jobs go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Printer {
    /// A folder: each job becomes a file, whole or not at all. A name used before gets a number.
    Folder(PathBuf),
    /// A CUPS queue, through the program `lp`.
    Cups {
        /// The queue.
        queue: String,
    },
    /// A label printer that listens for raw data, usually on port 9100.
    Tcp {
        /// Name or address.
        host: String,
        /// The port.
        port: u16,
    },
    /// The device file of a printer on USB, such as `/dev/usb/lp0`.
    Device(PathBuf),
}

/// What is known after a job was taken. Only paper shows that it was printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrintReceipt {
    /// The file lies on disk under this path.
    Saved {
        /// The file.
        path: PathBuf,
    },
    /// CUPS took the job under this id.
    Queued {
        /// The id, such as `labels-42`; empty when `lp` did not tell.
        job: String,
    },
    /// The printer took every byte; over a network it also closed the connection in order.
    Sent {
        /// Bytes sent.
        bytes: usize,
    },
}

impl Printer {
    /// Delivers a job under the default [`TimeLimits`].
    pub fn send(&self, name: &str, bytes: &[u8]) -> Result<PrintReceipt, PrinterError> {
        self.send_within(name, bytes, TimeLimits::default())
    }

    /// Delivers a job, or says why not. Blocks until the job is taken or a limit is reached.
    pub fn send_within(
        &self,
        name: &str,
        bytes: &[u8],
        limits: TimeLimits,
    ) -> Result<PrintReceipt, PrinterError> {
        let name = JobName::parse(name)?;
        match self {
            Self::Folder(folder) => folder::save(folder, &name, bytes),
            Self::Cups { queue } => cups::queue(queue, &name, bytes, limits),
            Self::Tcp { host, port } => tcp::send((host, *port), bytes, limits),
            Self::Device(path) => device::send(path, bytes, limits),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn job_names() {
        for name in ["label-A999926000123.pdf", "证书_1.pdf", "a"] {
            assert!(JobName::parse(name).is_ok(), "{name}");
        }
        for name in ["", ".", "..", ".hidden", "-o", "a/b", "a\\b", "a b", "a\n", "../x"] {
            assert_eq!(JobName::parse(name).unwrap_err().code(), "printer.job_name", "{name}");
        }
        assert!(JobName::parse(&"x".repeat(101)).is_err());
    }
}
