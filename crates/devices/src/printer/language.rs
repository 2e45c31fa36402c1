//! What a printer understands, and whether it can be asked how it is.

use super::{Printer, PrinterStatus, TimeLimits, status};
use crate::error::PrinterError;

/// The language a printer takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PrinterLanguage {
    /// Pages in true size.
    Pdf,
    /// ZPL II for a print head of so many dots per inch.
    Zpl {
        /// Dots per inch.
        dpi: u32,
    },
}

/// A printer with the language it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelPrinter {
    /// Where jobs go.
    pub printer: Printer,
    /// What it understands.
    pub language: PrinterLanguage,
}

impl LabelPrinter {
    /// How the printer is, under the default [`TimeLimits`]; none where neither way nor language can tell.
    ///
    /// # Errors
    /// As [`Self::status_within`].
    pub fn status(&self) -> Result<Option<PrinterStatus>, PrinterError> {
        self.status_within(TimeLimits::default())
    }

    /// How the printer is; none where neither way nor language can tell. Nothing is printed by asking.
    ///
    /// # Errors
    /// [`PrinterError::Address`], [`PrinterError::Connect`] or [`PrinterError::DeviceMissing`] when it is not there,
    /// [`PrinterError::StatusSilent`] or [`PrinterError::DeviceSilent`] when it does not answer within a limit,
    /// [`PrinterError::StatusUnreadable`] or [`PrinterError::DeviceUnreadable`] when its answer is none or breaks off.
    pub fn status_within(&self, limits: TimeLimits) -> Result<Option<PrinterStatus>, PrinterError> {
        match (&self.printer, self.language) {
            (Printer::Tcp { host, port }, PrinterLanguage::Zpl { .. }) => {
                status::ask((host, *port), limits).map(Some)
            }
            (Printer::Device(path), PrinterLanguage::Zpl { .. }) => {
                status::ask_device(path, limits).map(Some)
            }
            _ => Ok(None),
        }
    }
}
