//! The bench: steps of the SOP and test results.
//! tidy: long because it is one list: what screens of the bench ask and are told.

use super::{CorrectionView, Finding, UnitRow};
use crate::Problem;
use crate::Secret;
use domain::rules::{Departing, RecordedBy, Standing, StepScanKind};
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
        /// A moment, ms since 1970-01-01 UTC.
        Time,
        /// A text that is scanned.
        Scan,
        /// A photo, kept first and named by its digest.
        Photo,
        /// A file, kept first and named by its digest.
        File,
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
        /// SHA-256 of its text, hexadecimal; empty where the text has not come to this station.
        sop_digest: String,
        /// Every step with its state.
        steps: Vec<StepView>,
        /// Code of the step to be done now, which another screen or somebody else may have to do; none when the bench has none to
        /// do, or the unit is not on it.
        next_step: Option<String>,
        /// The station's clock when this was answered, ms since 1970-01-01 UTC: what timers count by.
        now_ms: i64,
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
        /// The picture beside the instruction, where there is one.
        picture: Option<super::StepPictureRef>,
        /// Where it stands.
        standing: Standing,
        /// Roles that may do it; empty for everyone who may process.
        who: Vec<Role>,
        /// Whether the operator may do it.
        mine: bool,
        /// The record of another screen that does it; none where the bench records it.
        recorded_by: Option<RecordedBy>,
        /// Whether the steps after it may be done without it.
        optional: bool,
        /// Whether it may be done more than once.
        repeatable: bool,
        /// Whether it can be done again, by itself or as a departure.
        may_repeat: bool,
        /// What doing it again takes, where that is a departure.
        repeat: Departing,
        /// What leaving it out takes.
        skip: Departing,
        /// Whether the steps after it may be done before it.
        parallel: bool,
        /// Whether it wants every step before it.
        stop: bool,
        /// What is to be entered.
        inputs: Vec<StepInput>,
        /// What is to be scanned.
        scans: Vec<StepScanView>,
        /// Whether a second person confirms with their own password.
        needs_second: bool,
        /// How long it goes on; none where it is over at once.
        dwell: Option<DwellView>,
        /// When it was begun, while it goes on.
        begun_ms: Option<i64>,
        /// Windows of time that it is to be done in.
        windows: Vec<WindowView>,
        /// Digest that leaving it out is signed over; none where it cannot be left out.
        skip_digest: Option<String>,
        /// When it was done.
        done_ms: Option<i64>,
        /// When it was entered, where that was later.
        entered_ms: Option<i64>,
        /// By whom it was done or left out.
        by: Option<String>,
        /// Second person.
        second: Option<String>,
        /// Values as recorded, `code value unit`.
        values: Vec<StepValueView>,
        /// Where it departed from the procedure.
        departures: Vec<DepartureView>,
        /// Why it departed or was left out.
        reason: Option<String>,
        /// Values that were replaced, oldest correction first.
        corrected: Vec<CorrectionView>,
        /// How it was done before, where it was done more than once, oldest first.
        earlier: Vec<EarlierStep>,
    }

    /// A step as it was done before it was done again.
    struct EarlierStep {
        /// When it was done, ms since 1970-01-01 UTC.
        done_ms: i64,
        /// By whom.
        by: String,
        /// Second person.
        second: Option<String>,
        /// Where it departed from the procedure.
        departures: Vec<DepartureView>,
        /// Why.
        reason: Option<String>,
    }

    /// A scan that a step wants.
    struct StepScanView {
        /// Stable code within the step.
        code: String,
        /// Chinese name of what is scanned.
        zh: String,
        /// English name.
        en: String,
        /// The sort of code.
        kind: StepScanKind,
        /// What was scanned; of a step that goes on, at its beginning, and nothing else is scanned then.
        value: Option<String>,
    }

    /// How long a step goes on.
    struct DwellView {
        /// At least, minutes.
        min_min: Option<u32>,
        /// At most, minutes.
        max_min: Option<u32>,
    }

    /// A window of time.
    struct WindowView {
        /// Chinese title of the step that it is counted from.
        from_zh: String,
        /// English title.
        from_en: String,
        /// Whether it is how long the step itself goes on.
        dwell: bool,
        /// Not before, ms since 1970-01-01 UTC.
        opens_ms: Option<i64>,
        /// At the latest, ms since 1970-01-01 UTC.
        closes_ms: Option<i64>,
        /// What being outside is.
        outside: Departing,
    }

    /// A departure from the procedure.
    struct DepartureView {
        /// Which rule.
        rule: DepartureRule,
        /// Chinese name of the step or input that it is about.
        zh: String,
        /// English name.
        en: String,
        /// The limit as a range; empty where it is a moment.
        limit: String,
        /// The limit as a moment, ms since 1970-01-01 UTC.
        limit_ms: Option<i64>,
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
        /// Lowest number that the procedure wants.
        low: Option<String>,
        /// Highest number that the procedure wants.
        high: Option<String>,
        /// Whether it may stay empty.
        optional: bool,
        /// Choices.
        choices: Vec<ChoiceView>,
        /// What a scanned text looks like: `#` a digit, `@` a letter, `?` anything, `*` any number of them.
        pattern: Option<String>,
        /// What a photo or file may be; empty for everything else.
        accept: Vec<MediaType>,
        /// The most kilobytes of a photo or file.
        max_kb: Option<u32>,
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
        /// The photo or file that the value names.
        attachment: Option<super::AttachmentRef>,
    }

    /// Records the next step.
    struct RecordStep {
        /// Which unit.
        donation: DonationId,
        /// The step's code.
        step: String,
        /// Values by input code.
        values: Vec<StepValueInput>,
        /// Codes scanned, by scan code.
        scans: Vec<StepScanInput>,
        /// When it was done, where that is not now, ms since 1970-01-01 UTC.
        done_ms: Option<i64>,
        /// Second person's sign-in name.
        second_login: Option<String>,
        /// Second person's password.
        second_password: Option<Secret>,
        /// Why it departs from the procedure.
        reason: Option<String>,
        /// Digest of the departure as it was shown.
        digest: Option<String>,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// The signer's own password.
        password: Option<Secret>,
    }

    /// A step as it would be recorded.
    struct StepShown {
        /// Where it departs from the procedure.
        departures: Vec<DepartureView>,
        /// Whether that wants a reason and a signature.
        wants_signature: bool,
        /// Digest that the signature is made over.
        digest: String,
        /// Whether recording it puts the unit on hold: it says what would have been refused and happened all the same.
        holds: bool,
    }

    /// A code scanned for a step.
    struct StepScanInput {
        /// Scan code.
        code: String,
        /// As scanned.
        scan: String,
    }

    /// Asks whether what was scanned for a step may be used.
    struct CheckScan {
        /// Which unit.
        donation: DonationId,
        /// The step's code.
        step: String,
        /// What was scanned.
        scan: StepScanInput,
        /// When the step was done, where that is not now, ms since 1970-01-01 UTC.
        done_ms: Option<i64>,
    }

    /// Begins a step that goes on for a time, with what it is done with.
    struct BeginStep {
        /// Which unit.
        donation: DonationId,
        /// The step's code.
        step: String,
        /// Codes scanned, by scan code.
        scans: Vec<StepScanInput>,
    }

    /// Takes back a beginning that was wrong, before the step is recorded.
    struct VoidStart {
        /// Which unit.
        donation: DonationId,
        /// The step's code.
        step: String,
        /// Why.
        reason: String,
    }

    /// Leaves a step out, signed where the procedure wants that.
    struct SkipStep {
        /// Which unit.
        donation: DonationId,
        /// The step's code.
        step: String,
        /// Why.
        reason: String,
        /// Digest as shown.
        digest: String,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// The signer's own password, where it is signed.
        password: Option<Secret>,
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
        /// Choices; empty for a number and for a text.
        choices: Vec<ChoiceView>,
        /// How a text may be written; empty for a number and for a choice.
        example: String,
        /// Whether a release needs it.
        required: bool,
        /// What it is measured in; none where the norm profile does not say.
        specimen: Option<super::BilingualText>,
        /// The usual method; empty where the norm profile does not say.
        usual_method: String,
        /// Digits after the point; none where the norm profile does not say.
        decimals: Option<u32>,
        /// Whether a wrong value would do great harm: it is typed twice.
        critical: bool,
        /// Whether the one who asks may report it.
        mine: bool,
        /// Who may.
        reported_by: Vec<Role>,
        /// Where the test stands.
        standing: TestState,
        /// Since when; none where nothing asks for it.
        since_ms: Option<i64>,
        /// Value as entered.
        value: Option<String>,
        /// Method as entered.
        method: Option<String>,
        /// The device that it was measured on, where it is known.
        device: Option<String>,
        /// State.
        state: Option<ResultState>,
        /// Why it is not done, where that was said.
        not_done: Option<String>,
        /// What the norm profile says.
        finding: Option<Finding>,
        /// When it was reported.
        at_ms: Option<i64>,
        /// By whom.
        by: Option<String>,
        /// Whether it is measured again before it counts, and how that stands.
        repeats: Option<RepeatsView>,
        /// Earlier values that this one corrects, newest first: `value (reason)`.
        corrected: Vec<CorrectedValue>,
        /// What an analyser said that may have been this unit's and was set aside, newest first.
        set_aside: Vec<SetAsideView>,
        /// How it was computed, where it was computed of the unit's own record.
        computed: Option<super::ComputedView>,
    }

    /// The repeats of a result.
    struct RepeatsView {
        /// What they come to.
        state: RepeatState,
        /// How many have a value.
        made: u32,
        /// How many are wanted.
        times: u32,
        /// Every repeat, oldest first.
        all: Vec<RepeatView>,
    }

    /// One repeat.
    struct RepeatView {
        /// Value; empty where it is invalid.
        value: String,
        /// State.
        state: ResultState,
        /// Method.
        method: String,
        /// Device.
        device: Option<String>,
        /// When.
        at_ms: i64,
        /// By whom.
        by: String,
    }

    /// A result of an analyser that was set aside.
    struct SetAsideView {
        /// As the instrument said it.
        value: String,
        /// What the instrument calls itself; empty where it is not known.
        instrument: String,
        /// What stands on the specimen; empty likewise.
        specimen: String,
        /// Why.
        reason: String,
        /// When.
        at_ms: i64,
        /// By whom, and a second person where there was one.
        by: String,
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
        /// A critical value typed a second time, without sight of the first.
        value_again: Option<String>,
        /// Method, as text.
        method: String,
        /// State.
        state: ResultState,
        /// Needed where a result is already there: why it is corrected.
        correction_reason: Option<String>,
        /// Whether it was measured again because the result on record wants that.
        #[serde(default)]
        repeat: bool,
        /// Number of the device that it was measured on, as scanned or typed.
        device: Option<String>,
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
