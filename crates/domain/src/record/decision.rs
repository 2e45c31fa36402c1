//! Holds, rejection, signatures, certificates, settled disagreements.

use super::record;
use crate::{DonationId, Meaning};

record! {
    /// The unit is refused.
    UnitRejected {
        /// Reason code of the pick-list.
        0 reason: String,
        /// Note.
        1 note: String,
    }

    /// A hold is placed.
    HoldPlaced {
        /// Names the hold.
        0 key: String,
        /// Why.
        1 note: String,
    }

    /// A hold is lifted.
    HoldLifted {
        /// Names the hold.
        0 key: String,
        /// Why.
        1 reason: String,
    }

    /// A person signed the content of a unit.
    ContentSigned {
        /// Digest of exactly what was shown, hexadecimal.
        0 digest: String,
        /// Printed name.
        1 name: String,
        /// Meaning.
        2 meaning: Meaning,
    }

    /// A certificate is issued.
    CertificateIssued {
        /// Number.
        0 number: String,
        /// 1 for the original.
        1 copy: u32,
        /// Why again.
        2 reason: Option<String>,
        /// SHA-256 of the file, hexadecimal.
        3 digest: String,
        /// Digest of the content that the release signed.
        4 content_digest: String,
    }

    /// A disagreement is settled.
    WorkResolved {
        /// `duplicate_din` or `duplicate_position`.
        0 kind: String,
        /// The number or the position.
        1 about: String,
        /// All units that claimed it, sorted.
        2 units: Vec<DonationId>,
        /// The one that is right.
        3 keep: DonationId,
        /// Why.
        4 reason: String,
        /// Printed name of the signer.
        5 name: String,
        /// Meaning of the signature.
        6 meaning: Meaning,
    }
}
