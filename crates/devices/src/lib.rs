//! Devices at the bench: printers.
//!
//! Purpose: hand finished bytes to a printer and tell truthfully what is known afterwards. Nothing here knows what
//! the bytes say, and nothing retries: printing twice is a decision of people.
//!
//! Deliberately absent: async code; callers put a blocking [`Printer::send`] on a thread of its own.

mod error;
mod printer;

pub use error::PrinterError;
pub use printer::{JobName, PrintReceipt, Printer, TimeLimits};
