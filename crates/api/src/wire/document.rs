//! Papers: preview, print, and whether a paper is what the ledger says.

use super::{Locale, PrintJob};
use domain::{DocumentKind, DonationId, RunId, ShipmentId};

words! {
    /// What was found of the code on a paper.
    enum DocumentFinding {
        /// The ledger holds the entry, and it says what the paper says.
        Genuine,
        /// This station does not hold the entry.
        EntryUnknown,
        /// Another entry stands there.
        OtherEntry,
        /// The entry is about another document.
        OtherDocument,
        /// The entry says something else than the paper.
        OtherDigest,
    }
}

wire! {
    /// Asks for a document as it would be printed now.
    struct DocumentRequest {
        /// Which document.
        document: DocumentKind,
        /// The unit; for a pick list all its units.
        donations: Vec<DonationId>,
        /// The box, for a manifest.
        shipment: Option<ShipmentId>,
        /// The run, for its worksheet; none for that of a unit.
        run: Option<RunId>,
        /// Language.
        locale: Locale,
    }

    /// A document as it would be printed now, marked as a preview.
    struct DocumentPreview {
        /// The file, base64.
        pdf_base64: String,
        /// Its number.
        number: String,
        /// Pages.
        pages: u32,
        /// Which copy a print would be: 1 for the original.
        copy: u32,
        /// Whether a copy wants a reason.
        formal: bool,
    }

    /// Prints a document.
    struct PrintDocument {
        /// Which document.
        document: DocumentKind,
        /// The unit; for a pick list all its units.
        donations: Vec<DonationId>,
        /// The box, for a manifest.
        shipment: Option<ShipmentId>,
        /// The run, for its worksheet; none for that of a unit.
        run: Option<RunId>,
        /// Language.
        locale: Locale,
        /// Name of the printer.
        printer: String,
        /// How many papers.
        papers: u32,
        /// Why again, for a copy of what leaves the bank as evidence.
        copy_reason: Option<String>,
    }

    /// What was printed.
    struct DocumentPrinted {
        /// Its number.
        number: String,
        /// 1 for the original.
        copy: u32,
        /// Pages of one paper.
        pages: u32,
        /// Text of the QR code on it.
        seal: String,
        /// The print job.
        job: PrintJob,
    }

    /// Asks whether a paper is what the ledger says.
    struct VerifyDocument {
        /// Text of the QR code on it.
        text: String,
    }

    /// Whether a paper is what the ledger says. What lies behind `finding` is the entry's, and missing where there is
    /// none.
    struct DocumentVerdict {
        /// Whether all agrees.
        good: bool,
        /// What was found.
        finding: DocumentFinding,
        /// What the paper says it is.
        document: DocumentKind,
        /// Name of the station whose chain it is.
        station: String,
        /// Place in the chain.
        seq: u32,
        /// The document's number.
        number: Option<String>,
        /// Donation numbers on it.
        about: Vec<String>,
        /// 1 for the original.
        copy: Option<u32>,
        /// When it was issued.
        at_ms: Option<i64>,
        /// By whom.
        by: Option<String>,
        /// Whether what was signed was changed since: a release that no longer stands.
        voided: bool,
        /// Whether the ledger says that this paper never came out of a printer.
        called_off: bool,
    }
}
