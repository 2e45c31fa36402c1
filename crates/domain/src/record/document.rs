//! Papers that the bank makes.

use super::record;
use crate::{DocumentKind, StationId};

record! {
    /// A document was ordered from a printer. What it says is proven by the digest, which stands in its QR code too.
    DocumentIssued {
        /// Which document.
        0 document: DocumentKind,
        /// Its number.
        1 number: String,
        /// Language: `zh-CN` or `en`.
        2 language: String,
        /// 1 for the original, then copies.
        3 copy: u32,
        /// How many papers were ordered at once.
        4 papers: u32,
        /// Where they went.
        5 destination: String,
        /// Why again.
        6 reason: Option<String>,
        /// SHA-256 of its wording, hexadecimal: docs/documents.md.
        7 digest: String,
        /// Donation numbers on it.
        8 about: Vec<String>,
    }

    /// The print of a document was called off, or nothing of it came out: its order stands in the ledger, the paper does
    /// not exist.
    DocumentCalledOff {
        /// Which document.
        0 document: DocumentKind,
        /// Its number.
        1 number: String,
        /// Which copy it would have been.
        2 copy: u32,
        /// The station that ordered it.
        3 station: StationId,
        /// Place of the order in that station's chain.
        4 seq: u64,
        /// Why, where somebody said.
        5 reason: Option<String>,
    }
}
