//! What stands around the station: printers and scanners at the bench, analysers, the operating system's keyring.
//!
//! Purpose: hand finished bytes to a printer, or a secret to the keyring, hear what a scanner reads, and tell truthfully
//! what is known afterwards.
//! Nothing here knows what the bytes say, and nothing retries: printing twice is a decision of people.
//!
//! Deliberately absent: async code; callers put a blocking [`Printer::send`] on a thread of its own.

mod analyser;
mod error;
mod keyring;
mod printer;
mod scanner;

pub use analyser::{
    AnalyserError, AnalyserEvent, AnalyserLine, AnalyserProtocol, AnalyserWatch, Frames1381, Heard, Link,
    MESSAGE_BYTES_MAX, Measured, Message, Mllp, PatientRecords, ReadError, Report, ReportPurpose,
    ReportStatus, Specimen, Trouble, Verdict, message_lines, read_message,
};
pub use error::PrinterError;
pub use keyring::{Keyring, KeyringError};
pub use printer::{
    JobName, LabelPrinter, PrintReceipt, Printer, PrinterCondition, PrinterLanguage, PrinterStatus,
    TimeLimits,
};
pub use scanner::{Frames, ScannerError, ScannerEvent, ScannerWatch, SerialLine, SerialPort, serial_ports};
