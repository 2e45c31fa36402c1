//! Procedures and their approval.

use crate::{Problem, Secret};
use domain::*;

words! {
    /// Whether a procedure may be worked by.
    enum ProcedureState {
        /// It ships with the program, and nobody has approved it.
        NotApproved,
        /// The bank drew it, and it waits for another person to approve or return it.
        InReview,
        /// It went back to who drew it, and is never approved.
        Returned,
        /// Approved, and in effect at a moment to come.
        Scheduled,
        /// Approved and in effect.
        InForce,
        /// A norm profile that the bank ended: it judges no more.
        Ended,
        /// Approved, and another version came into effect after it. Units that began with it go on with it.
        Superseded,
    }

    /// How a step differs between two versions.
    enum ProcedureChangeKind {
        /// Only the new version has it.
        Added,
        /// Only the old version has it.
        Removed,
        /// It says something else.
        Changed,
        /// It stands elsewhere.
        Moved,
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
        /// Who drew it, where the bank did; none for one that ships with the program.
        drawn_by: Option<String>,
        /// When it was drawn.
        drawn_ms: Option<i64>,
        /// Why it was drawn.
        drawn_reason: Option<String>,
        /// SHA-256 of the version that it began with, hexadecimal.
        based_on: Option<String>,
        /// The version that whoever approves it compares it with: the one that it began with, or else the one that is in
        /// force; none for another kind than an SOP, and where there is none.
        compared_with: Option<ProcedureName>,
        /// The SOP, of whatever code, in whose place units would be worked by this one; none where it is in force itself.
        replaces: Option<ProcedureName>,
        /// Printed name of who returned it.
        returned_by: Option<String>,
        /// When it was returned.
        returned_ms: Option<i64>,
        /// Why it was returned.
        returned_reason: Option<String>,
        /// Whether the operator drew it, and so does not approve it.
        own: bool,
        /// Whether it is the norm profile that decides on releases.
        decides: bool,
        /// Whether the operator may say so of it now.
        can_decide: bool,
        /// Whether the operator may end it now.
        can_end: bool,
        /// What the bank said last of a norm profile's standing, where it did.
        standing: Option<StandingView>,
        /// Limits that the bank has still to confirm; 0 for an SOP.
        unconfirmed: u32,
        /// What it says, in order: its steps, or its limits.
        lines: Vec<ProcedureLine>,
    }

    /// Names one version of a procedure.
    struct ProcedureName {
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
    }

    /// Asks for one version of an SOP.
    struct ProcedureQuery {
        /// SHA-256 of its text, hexadecimal.
        digest: String,
    }

    /// A version of an SOP to be read or worked on.
    struct ProcedureText {
        /// Stable code.
        code: String,
        /// Version.
        version: String,
        /// SHA-256 of the text, hexadecimal.
        digest: String,
        /// The text, JSON.
        content: String,
        /// SHA-256 of the version that a draft of this text is compared with, hexadecimal: of a returned one the version that
        /// it was based on; none where that is new.
        draft_base: Option<String>,
    }

    /// Asks what one version changes of another.
    struct CompareProcedures {
        /// SHA-256 of the earlier one's text, hexadecimal.
        before: String,
        /// SHA-256 of the later one's text.
        after: String,
    }

    /// What one version changes of another.
    struct ProcedureDifference {
        /// In the order of the later one.
        changes: Vec<ProcedureChange>,
    }

    /// The operator's drafts at this station.
    struct DraftList {
        /// The one kept last first.
        drafts: Vec<DraftView>,
    }

    /// A draft that was not submitted for review.
    struct DraftView {
        /// SHA-256 of the version whose text it began with, hexadecimal: names the draft among its author's.
        began_with: String,
        /// Code, as the draft says it now; of the version that it began with where the draft cannot be read.
        code: String,
        /// Version, likewise.
        version: String,
        /// The version that it began with; empty where this station does not have it.
        began_version: String,
        /// Length of its text in bytes.
        bytes: u32,
        /// When it was kept last.
        saved_ms: i64,
    }

    /// Names one of the operator's drafts.
    struct DraftQuery {
        /// SHA-256 of the version whose text it began with, hexadecimal.
        began_with: String,
    }

    /// The draft that there is.
    struct FoundDraft {
        /// None where there is none.
        draft: Option<DraftText>,
    }

    /// A draft to be worked on.
    struct DraftText {
        /// The text, finished or not.
        content: String,
        /// Why it is drawn, as far as it is written.
        reason: String,
        /// When it was kept last.
        saved_ms: i64,
    }

    /// Keeps a draft at this station, finished or not, in place of what was kept of it.
    struct KeepDraft {
        /// SHA-256 of the version whose text it began with, hexadecimal.
        began_with: String,
        /// The text; longer than what can be submitted where its author has still to shorten it.
        content: String,
        /// Why it is drawn, as far as it is written.
        reason: String,
    }

    /// A draft is on disk.
    struct DraftKept {
        /// When.
        saved_ms: i64,
    }

    /// Returns a version that waits for review to who drew it.
    struct ReturnProcedure {
        /// The SOP's code, as shown.
        code: String,
        /// Its version, as shown.
        version: String,
        /// Digest of its text, as shown.
        digest: String,
        /// Why.
        reason: String,
    }

    /// A text of an SOP to be tried out.
    struct CheckProcedure {
        /// The text, JSON.
        content: String,
        /// SHA-256 of the version that it began with, hexadecimal; none for a new one.
        based_on: Option<String>,
    }

    /// What is wrong with a text, and what it changes.
    struct ProcedureCheck {
        /// Faults; empty for a text that can be saved.
        faults: Vec<ProcedureFault>,
        /// What it changes of the version that it began with, in order.
        changes: Vec<ProcedureChange>,
        /// Number of steps.
        steps: u32,
    }

    /// A fault of a text.
    struct ProcedureFault {
        /// What is wrong: a problem whose text tells it.
        problem: Problem,
        /// Where, such as `steps.spin_first.inputs.minutes`.
        at: String,
    }

    /// A change between two versions.
    struct ProcedureChange {
        /// What sort.
        kind: ProcedureChangeKind,
        /// Number of the step in the version that has it.
        number: u32,
        /// Chinese title.
        zh: String,
        /// English title.
        en: String,
        /// The step's text in the old version, JSON; none where it is new.
        before: Option<String>,
        /// The step's text in the new version, JSON; none where it is gone. Pictures are named by their size.
        after: Option<String>,
        /// Its picture in the old version, where the two differ.
        before_picture: Option<super::PictureView>,
        /// Its picture in the new version, where the two differ.
        after_picture: Option<super::PictureView>,
    }

    /// Writes a draft into a file, finished or not.
    struct ProcedureToFile {
        /// The text.
        content: String,
    }

    /// What was written.
    struct ProcedureFile {
        /// Where the file lies.
        path: String,
    }

    /// Submits a version of an SOP for review.
    struct DrawProcedure {
        /// The text, JSON.
        content: String,
        /// SHA-256 of the version that it began with, hexadecimal; none for a new one.
        based_on: Option<String>,
        /// Why.
        reason: String,
        /// SHA-256 of the version that the operator's draft of it began with, hexadecimal: it is no longer kept.
        draft: Option<String>,
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
        /// Whether the limit may judge: the bank has confirmed it, or there is nothing to judge by; true for a step.
        confirmed: bool,
        /// Code of a limit; none for a step.
        code: Option<String>,
        /// Lowest passing value of a limit with bounds.
        min: Option<String>,
        /// Highest passing value.
        max: Option<String>,
        /// Unit of a limit with bounds; empty where none.
        unit: String,
        /// What a value outside the bounds gets; none for choices and steps.
        outside: Option<Verdict>,
        /// What each choice gets; empty for bounds and steps.
        choices: Vec<ChoiceVerdict>,
        /// How often a reactive result is measured again; none where it is not.
        repeats: Option<u32>,
        /// Printed name of who confirmed it, where the bank did.
        confirmed_by: Option<String>,
        /// When.
        confirmed_ms: Option<i64>,
        /// Why the bank took a value of its own, where it did.
        own_reason: Option<String>,
    }

    /// A choice of a test and what it gets.
    struct ChoiceVerdict {
        /// Chinese text.
        zh: String,
        /// English text.
        en: String,
        /// The verdict.
        verdict: Verdict,
    }

    /// Confirms limits of a norm profile, signed: from now on they judge.
    struct ConfirmLimits {
        /// The profile's code.
        code: String,
        /// Its version.
        version: String,
        /// Digest of its content, as shown.
        digest: String,
        /// The limits with the values that are confirmed.
        limits: Vec<LimitValue>,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// The signer's own password.
        password: Secret,
    }

    /// A limit with the value that is confirmed.
    struct LimitValue {
        /// Code of the limit.
        limit: String,
        /// Lowest passing value, as shown or the bank's own; none for choices and where there is no such bound.
        min: Option<String>,
        /// Highest passing value.
        max: Option<String>,
        /// Why the bank takes another value than the one shown.
        reason: Option<String>,
    }

    /// What the bank said of a norm profile's standing.
    struct StandingView {
        /// What.
        standing: ProfileStanding,
        /// From when on.
        effective_ms: i64,
        /// Why.
        reason: String,
        /// Printed name of the signer.
        name: String,
    }

    /// Says that a norm profile decides from now on, or judges no more, signed.
    struct SetStanding {
        /// The profile's code.
        code: String,
        /// Digest of the version that judges, as shown.
        digest: String,
        /// What is said.
        standing: ProfileStanding,
        /// Why.
        reason: String,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// The signer's own password.
        password: Secret,
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
