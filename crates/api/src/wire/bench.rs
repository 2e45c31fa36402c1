//! The bench: steps of the SOP and test results.

use super::{CorrectionView, Finding, UnitRow};
use crate::Problem;
use crate::Secret;
use domain::*;

words! {
    /// What an input of a step takes.
    enum InputKind {
        /// A number with a unit.
        Number,
        /// One of some choices.
        Choice,
        /// Free text.
        Text,
    }
}

wire! {
    /// The bench for one unit.
    struct BenchView {
        /// The unit.
        unit: UnitRow,
        /// SOP title, Chinese.
        sop_zh: String,
        /// SOP title, English.
        sop_en: String,
        /// SOP version that the unit is pinned to.
        sop_version: String,
        /// Every step with its state.
        steps: Vec<StepView>,
        /// Code of the step to be done now; none when all are done or the unit is not on the bench.
        next_step: Option<String>,
        /// Why no step can be recorded now; none when one can.
        blocked_by: Option<Problem>,
        /// Why no result can be recorded now; none when one can.
        results_blocked_by: Option<Problem>,
        /// Every test with its current result.
        results: Vec<ResultView>,
        /// Digest that a rejection is signed over.
        rejection_digest: String,
    }

    /// A step, as the SOP has it and as it was done.
    struct StepView {
        /// Stable code.
        code: String,
        /// Number in the SOP.
        number: u32,
        /// Chinese title.
        zh: String,
        /// English title.
        en: String,
        /// Chinese instruction.
        help_zh: String,
        /// English instruction.
        help_en: String,
        /// What is to be entered.
        inputs: Vec<StepInput>,
        /// Whether a scan of the equipment is wanted.
        needs_equipment: bool,
        /// Whether a scan of the lot is wanted.
        needs_lot: bool,
        /// Whether a second person confirms with their own password.
        needs_second: bool,
        /// When it was done.
        done_ms: Option<i64>,
        /// By whom.
        by: Option<String>,
        /// Second person.
        second: Option<String>,
        /// Values as recorded, `code value unit`.
        values: Vec<StepValueView>,
        /// Equipment as scanned.
        equipment: Option<String>,
        /// Lot as scanned.
        lot: Option<String>,
        /// Values that were replaced, oldest correction first.
        corrected: Vec<CorrectionView>,
    }

    /// An input of a step.
    struct StepInput {
        /// Stable code.
        code: String,
        /// Chinese label.
        zh: String,
        /// English label.
        en: String,
        /// What it takes.
        kind: InputKind,
        /// Unit of measurement; empty where none.
        unit: String,
        /// Lowest plausible number.
        min: Option<String>,
        /// Highest plausible number.
        max: Option<String>,
        /// Choices.
        choices: Vec<ChoiceView>,
    }

    /// A choice of an input or a test.
    struct ChoiceView {
        /// Stable code.
        code: String,
        /// Chinese text.
        zh: String,
        /// English text.
        en: String,
    }

    /// A recorded value.
    struct StepValueView {
        /// Input code.
        code: String,
        /// Chinese label.
        zh: String,
        /// English label.
        en: String,
        /// The value as entered.
        value: String,
        /// Unit.
        unit: String,
    }

    /// Records the next step.
    struct RecordStep {
        /// Which unit.
        donation: DonationId,
        /// The step's code; must be the next one.
        step: String,
        /// Values by input code.
        values: Vec<StepValueInput>,
        /// Scan of the equipment.
        equipment_scan: Option<String>,
        /// Scan of the lot.
        lot_scan: Option<String>,
        /// Second person's sign-in name.
        second_login: Option<String>,
        /// Second person's password.
        second_password: Option<Secret>,
    }

    /// A value to be recorded.
    struct StepValueInput {
        /// Input code.
        code: String,
        /// As entered.
        value: String,
    }

    /// A test with its current result.
    struct ResultView {
        /// Stable code, such as `tnc_post`.
        test: String,
        /// Chinese name.
        zh: String,
        /// English name.
        en: String,
        /// Unit; empty where none.
        unit: String,
        /// Choices; empty for a number.
        choices: Vec<ChoiceView>,
        /// Whether a release needs it.
        required: bool,
        /// Value as entered.
        value: Option<String>,
        /// Method as entered.
        method: Option<String>,
        /// State.
        state: Option<ResultState>,
        /// What the norm profile says.
        finding: Option<Finding>,
        /// When it was reported.
        at_ms: Option<i64>,
        /// By whom.
        by: Option<String>,
        /// Earlier values that this one corrects, newest first: `value (reason)`.
        corrected: Vec<CorrectedValue>,
    }

    /// A value that was corrected.
    struct CorrectedValue {
        /// The old value.
        value: String,
        /// Why it was changed.
        reason: String,
        /// When the old value was reported.
        at_ms: i64,
        /// By whom.
        by: String,
    }

    /// Reports a result.
    struct RecordResult {
        /// Which unit.
        donation: DonationId,
        /// Test code.
        test: String,
        /// Value: a number or a choice code; empty for `not_done` and `invalid`.
        value: String,
        /// Method, as text.
        method: String,
        /// State.
        state: ResultState,
        /// Needed where a result is already there: why it is corrected.
        correction_reason: Option<String>,
    }

    /// A recorded result.
    struct ResultReply {
        /// The test with its new result.
        result: ResultView,
        /// Whether the profile's limits propose to reject the unit.
        proposes_rejection: bool,
        /// The bench as it is now.
        bench: BenchView,
    }
}
