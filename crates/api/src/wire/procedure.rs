//! Procedures and their approval.

use crate::Secret;
use domain::*;

words! {
    /// Whether a procedure may be worked by.
    enum ProcedureState {
        /// Nobody has approved it.
        NotApproved,
        /// Approved, and in effect at a moment to come.
        Scheduled,
        /// Approved and in effect.
        InForce,
    }
}

wire! {
    /// The procedures in this station's rule set.
    struct ProcedureList {
        /// The SOP and the limits.
        procedures: Vec<ProcedureView>,
    }

    /// One version of a procedure.
    struct ProcedureView {
        /// What sort.
        kind: ProcedureKind,
        /// Stable code.
        code: String,
        /// Version.
        version: String,
        /// Chinese title.
        zh: String,
        /// English title.
        en: String,
        /// SHA-256 of its data file, hexadecimal.
        digest: String,
        /// Whether it may be worked by.
        state: ProcedureState,
        /// Printed name of who approved it.
        approved_by: Option<String>,
        /// When it was approved.
        approved_ms: Option<i64>,
        /// From when on it is in effect.
        effective_ms: Option<i64>,
        /// What it says, in order: its steps, or its limits.
        lines: Vec<ProcedureLine>,
    }

    /// A step or a limit, as the signer reads it.
    struct ProcedureLine {
        /// Number of a step in the full procedure.
        number: Option<u32>,
        /// Chinese name.
        zh: String,
        /// English name.
        en: String,
        /// The limit, or what can be entered at all, such as `≤ 48 h`; empty where none.
        limit: String,
        /// Where a limit comes from; empty for a step.
        source: String,
        /// Whether a second person confirms the step.
        needs_second: bool,
        /// Whether the bank has confirmed the limit; true for a step.
        confirmed: bool,
    }

    /// Approves a procedure as it was shown, signed.
    struct ApproveProcedure {
        /// What sort.
        kind: ProcedureKind,
        /// Its code.
        code: String,
        /// Its version.
        version: String,
        /// Digest of its content, as shown.
        digest: String,
        /// From when on it is in effect, ms since 1970-01-01 UTC; at once where none is given.
        effective_ms: Option<i64>,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// The signer's own password.
        password: Secret,
    }
}
