//! The text of the QR code on a document: which entry of which chain proves it, and what it says. docs/documents.md.
//!
//! Upper-case letters, digits, colons and hyphens alone, so that the code stays small.

use crate::{DocumentKind, StationId, counted};

/// Characters of the entry's hash that the code carries.
pub const HASH_LENGTH: usize = 16;
const HEAD: [&str; 2] = ["CORDKEEP", "V1"];

/// Where a document is proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentSeal {
    /// Which document.
    pub document: DocumentKind,
    /// SHA-256 that the entry carries, 64 lower-case hexadecimal digits.
    pub digest: String,
    /// Writer of the chain.
    pub station: StationId,
    /// Place in the chain.
    pub seq: u64,
    /// The first [`HASH_LENGTH`] hexadecimal digits of the entry's hash, lower case.
    pub hash: String,
}

/// A text that is no such code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// It does not begin as one.
    #[error("not the code of a document")]
    NotASeal,
    /// It is of a later version, or cut off.
    #[error("a code of a document that cannot be read")]
    Unreadable,
}

const fn word(document: DocumentKind) -> &'static str {
    match document {
        DocumentKind::Dossier => "DOSSIER",
        DocumentKind::StorageCertificate => "STORAGE-CERTIFICATE",
        DocumentKind::Manifest => "MANIFEST",
        DocumentKind::PickList => "PICK-LIST",
        DocumentKind::Worksheet => "WORKSHEET",
        DocumentKind::ReleaseCertificate => "RELEASE-CERTIFICATE",
    }
}

impl DocumentSeal {
    /// Whether a text claims to be one.
    #[must_use]
    pub fn is_meant(text: &str) -> bool {
        text.trim().get(..9).is_some_and(|head| head.eq_ignore_ascii_case("CORDKEEP:"))
    }

    /// Reads the text of the code, in either case.
    ///
    /// # Errors
    /// [`SealError`].
    pub fn parse(text: &str) -> Result<Self, SealError> {
        if !Self::is_meant(text) {
            return Err(SealError::NotASeal);
        }
        let upper = text.trim().to_ascii_uppercase();
        let parts: Vec<&str> = upper.split(':').collect();
        let [_, version, document, digest, station, seq, hash] = parts.as_slice() else {
            return Err(SealError::Unreadable);
        };
        let hexadecimal = |text: &str, length: usize| {
            let good = text.len() == length && text.chars().all(|c| c.is_ascii_hexdigit());
            good.then(|| text.to_ascii_lowercase()).ok_or(SealError::Unreadable)
        };
        if *version != HEAD[1] {
            return Err(SealError::Unreadable);
        }
        let found = DocumentKind::ALL.iter().copied().find(|kind| word(*kind) == *document);
        Ok(Self {
            document: found.ok_or(SealError::Unreadable)?,
            digest: hexadecimal(digest, 64)?,
            station: hexadecimal(station, 32)?.parse().map_err(|_| SealError::Unreadable)?,
            seq: counted(seq).ok_or(SealError::Unreadable)?,
            hash: hexadecimal(hash, HASH_LENGTH)?,
        })
    }
}

impl std::fmt::Display for DocumentSeal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [head, version] = HEAD;
        let Self { document, digest, station, seq, hash } = self;
        let text = format!("{head}:{version}:{}:{digest}:{station}:{seq}:{hash}", word(*document));
        f.write_str(&text.to_ascii_uppercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back_in_either_case_and_nothing_cut_off_does() {
        for document in DocumentKind::ALL {
            let seal = DocumentSeal {
                document: *document,
                digest: "0a".repeat(32),
                station: StationId::from_bytes([0xab; 16]),
                seq: 4711,
                hash: "0123456789abcdef".to_owned(),
            };
            let text = seal.to_string();
            assert_eq!(DocumentSeal::parse(&text), Ok(seal.clone()));
            assert_eq!(DocumentSeal::parse(&format!(" {}\n", text.to_lowercase())), Ok(seal));
            for end in 9..text.len() {
                assert_eq!(DocumentSeal::parse(&text[..end]), Err(SealError::Unreadable), "{}", &text[..end]);
            }
            for seq in ["+4711", "04711", "-4711", "4711.0"] {
                let other = text.replacen(":4711:", &format!(":{seq}:"), 1);
                assert_eq!(DocumentSeal::parse(&other), Err(SealError::Unreadable), "{other}");
            }
            let later = text.replacen(":V1:", ":V2:", 1);
            assert_eq!(DocumentSeal::parse(&later), Err(SealError::Unreadable));
        }
        assert_eq!(DocumentSeal::parse("=W00001642817500"), Err(SealError::NotASeal));
        assert_eq!(DocumentSeal::parse("库"), Err(SealError::NotASeal));
    }
}
