//! Procedures: which version of what the bank works by is approved for use.

use super::record;
use crate::{Meaning, ProcedureKind};

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
}
