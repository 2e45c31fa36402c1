//! Barcode scanners on a serial line, also those on USB that pose as one: read here and not as keys, so that neither
//! the focus nor an input method nor a keyboard layout comes between the code and the screen.

mod frame;
mod port;
mod watch;

pub use frame::Frames;
pub use port::{SerialPort, serial_ports};
pub use watch::{ScannerEvent, ScannerWatch};

/// The serial line that a scanner is on. Eight data bits, no parity, one stop bit, as scanners come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SerialLine {
    /// The port, such as `/dev/ttyACM0` or `/dev/serial/by-id/usb-…`.
    pub path: String,
    /// Bits per second; scanners on USB ignore it.
    pub baud: u32,
}

/// Why a scanner cannot be heard.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScannerError {
    /// Nothing is plugged in there, or no longer.
    #[error("no scanner at {path}")]
    Missing {
        /// The port.
        path: String,
    },
    /// It is there and cannot be used: no right, another program has it.
    #[error("{path}: {reason}")]
    Open {
        /// The port.
        path: String,
        /// The operating system's answer.
        reason: String,
    },
}

impl ScannerError {
    /// A stable dotted code, the key of the sentence shown to people.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "scanner.missing",
            Self::Open { .. } => "scanner.open",
        }
    }

    /// The values that fill the sentence.
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Missing { path } => vec![("path", path.clone())],
            Self::Open { path, reason } => vec![("path", path.clone()), ("reason", reason.clone())],
        }
    }
}
