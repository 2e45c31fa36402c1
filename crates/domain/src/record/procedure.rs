//! Procedures: which version of what the bank works by is approved for use.

use super::record;
use crate::{Meaning, Measure, ProcedureKind, ProfileStanding, Verdict};

record! {
    /// A version of a procedure is approved for use, signed (21 CFR 1271.47(b)). Good for exactly this content.
    ProcedureApproved {
        /// What sort.
        0 procedure: ProcedureKind,
        /// Its code.
        1 code: String,
        /// Its version.
        2 version: String,
        /// SHA-256 of its data file, hexadecimal: what was shown and is signed.
        3 digest: String,
        /// From when on it is used, ms since 1970-01-01 UTC.
        4 effective_ms: i64,
        /// Printed name of the signer.
        5 name: String,
        /// Meaning of the signature.
        6 meaning: Meaning,
    }

    /// A version of an SOP that waits for review goes back to who drew it. It is never approved, whatever another station
    /// signed meanwhile. Nothing comes into use by it, so that it wants a reason and no signature.
    ProcedureReturned {
        /// The SOP's code.
        0 code: String,
        /// Its version.
        1 version: String,
        /// SHA-256 of its text, hexadecimal: what was shown.
        2 digest: String,
        /// Why.
        3 reason: String,
        /// Printed name of who returned it.
        4 name: String,
    }

    /// The bank confirms one limit of a norm profile, signed: from now on it judges. Good for exactly this content.
    LimitConfirmed {
        /// The profile's code.
        0 profile: String,
        /// Its version.
        1 version: String,
        /// SHA-256 of its data file, hexadecimal.
        2 digest: String,
        /// Which limit: `transport_hours`, or a test's code.
        3 limit: String,
        /// Lowest passing value, as confirmed; none for choices.
        4 min: Option<Measure>,
        /// Highest passing value, as confirmed; none for choices.
        5 max: Option<Measure>,
        /// Its unit; empty where none.
        6 unit: String,
        /// Where it comes from, as shown to the signer.
        7 source: String,
        /// Why the bank takes another value than the profile's.
        8 reason: Option<String>,
        /// Printed name of the signer.
        9 name: String,
        /// Meaning of the signature.
        10 meaning: Meaning,
    }

    /// The bank says that a norm profile decides from now on, or judges no more, signed.
    ProfileStandingSet {
        /// The profile's code: all of its versions.
        0 profile: String,
        /// The version that judged when it was said.
        1 version: String,
        /// SHA-256 of that version's data file, hexadecimal: what was shown and is signed.
        2 digest: String,
        /// What is said.
        3 standing: ProfileStanding,
        /// From when on, ms since 1970-01-01 UTC.
        4 effective_ms: i64,
        /// Why.
        5 reason: String,
        /// Printed name of the signer.
        6 name: String,
        /// Meaning of the signature.
        7 meaning: Meaning,
    }

    /// A norm profile that a unit was judged by, and what it said.
    JudgedProfile {
        /// Its code.
        0 code: String,
        /// Its version.
        1 version: String,
        /// SHA-256 of its data file, hexadecimal.
        2 digest: String,
        /// The gravest verdict.
        3 verdict: Verdict,
    }
}
