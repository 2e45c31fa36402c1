//! Papers that the bank makes.

use super::record;
use crate::DocumentKind;

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
}
