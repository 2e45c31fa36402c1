//! Holds, rejection, signatures, certificates, settled disagreements.

use super::{JudgedProfile, record};
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

    /// The unit is refused by a signature over what it was then.
    RejectionSigned {
        /// Reason code of the pick-list.
        0 reason: String,
        /// Note.
        1 note: String,
        /// Digest of what was shown, hexadecimal; empty where version 1 recorded none.
        2 digest: String,
        /// Printed name of the signer; empty where version 1 recorded none.
        3 name: String,
        /// Meaning of the signature.
        4 meaning: Meaning,
    }

    /// The unit is given to research by a signature over what it was then, and never to a patient.
    ResearchAssigned {
        /// Why, and for what.
        0 note: String,
        /// Digest of what was shown, hexadecimal.
        1 digest: String,
        /// Printed name of the signer.
        2 name: String,
        /// Meaning of the signature.
        3 meaning: Meaning,
        /// The norm profiles that judged it, the one that decides first.
        4 profiles: Vec<JudgedProfile>,
    }

    /// A hold is lifted by a signature over exactly that hold.
    HoldLiftSigned {
        /// Names the hold.
        0 key: String,
        /// Why.
        1 reason: String,
        /// Digest of the hold as it was shown, hexadecimal; empty where version 1 recorded none.
        2 digest: String,
        /// Printed name of the signer; empty where version 1 recorded none.
        3 name: String,
        /// Meaning of the signature.
        4 meaning: Meaning,
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

    /// A person signed the content of a unit, with the norm profiles that had judged it at that moment.
    ContentJudged {
        /// Digest of exactly what was shown, hexadecimal.
        0 digest: String,
        /// Printed name.
        1 name: String,
        /// Meaning.
        2 meaning: Meaning,
        /// The profiles, the one that decides first.
        3 profiles: Vec<JudgedProfile>,
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

    /// A disagreement is settled by a signature over all sides as they were shown.
    ResolutionSigned {
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
        /// Digest of the sides as they were shown, hexadecimal; empty where version 1 recorded none.
        7 digest: String,
    }
}

impl From<ContentJudged> for ContentSigned {
    fn from(judged: ContentJudged) -> Self {
        let ContentJudged { digest, name, meaning, profiles: _ } = judged;
        Self { digest, name, meaning }
    }
}

impl From<UnitRejected> for RejectionSigned {
    fn from(first: UnitRejected) -> Self {
        let UnitRejected { reason, note } = first;
        Self { reason, note, digest: String::new(), name: String::new(), meaning: Meaning::Rejection }
    }
}

impl From<HoldLifted> for HoldLiftSigned {
    fn from(first: HoldLifted) -> Self {
        let HoldLifted { key, reason } = first;
        Self { key, reason, digest: String::new(), name: String::new(), meaning: Meaning::HoldLifted }
    }
}

impl From<WorkResolved> for ResolutionSigned {
    fn from(first: WorkResolved) -> Self {
        let WorkResolved { kind, about, units, keep, reason, name, meaning } = first;
        Self { kind, about, units, keep, reason, name, meaning, digest: String::new() }
    }
}
