//! Runs: units that are worked together.

use super::{ChoiceView, DepartureView, StepScanInput, StepValueInput, StepView, UnitRow};
use crate::{Problem, Secret};
use domain::rules::Per;
use domain::*;

wire! {
    /// A run in a list.
    struct RunRow {
        /// Which.
        run: RunId,
        /// What people call it by.
        number: String,
        /// Chinese title of the procedure.
        sop_zh: String,
        /// English title.
        sop_en: String,
        /// Version of the procedure.
        version: String,
        /// Code of the site where it was begun.
        site_code: String,
        /// Units in it.
        units: u32,
        /// When it was begun, ms since 1970-01-01 UTC.
        started_ms: i64,
        /// When it ended; none while it goes on.
        closed_ms: Option<i64>,
    }

    /// Runs, the latest first.
    struct RunList {
        /// Those that go on.
        open: Vec<RunRow>,
        /// The last that ended.
        closed: Vec<RunRow>,
        /// Those that ended with units that nobody accounted for, the one that ended first first.
        unaccounted: Vec<RunRow>,
    }

    /// Runs of one unit, those that it is in now first.
    struct RunsOfUnit {
        /// Each of them.
        runs: Vec<RunOfUnit>,
    }

    /// A run of a unit.
    struct RunOfUnit {
        /// The run.
        row: RunRow,
        /// Whether the unit is in it now, or was to its end.
        stays: bool,
        /// Whether the unit is in another open run that it came to before: nothing is done to it here until it has left one.
        contested: bool,
        /// Whether the run ended and nobody accounted for the unit.
        unaccounted: bool,
    }

    /// The checklist of the line clearance.
    struct ClearanceView {
        /// Its version.
        version: String,
        /// Before a run.
        before: Vec<ChoiceView>,
        /// After it.
        after: Vec<ChoiceView>,
    }

    /// A line clearance as it was confirmed.
    struct ClearanceDone {
        /// Whether it is the one after the run.
        after: bool,
        /// What was confirmed.
        checks: Vec<ChoiceView>,
        /// Version of the checklist.
        version: String,
        /// By whom.
        by: String,
        /// When, ms since 1970-01-01 UTC.
        at_ms: i64,
    }

    /// Finds a run.
    struct FindRun {
        /// Its number.
        number: String,
    }

    /// Asks for a run.
    struct RunQuery {
        /// Which.
        run: RunId,
        /// The step to be in hand; the next one where none is given or it cannot be done now.
        step: Option<String>,
    }

    /// Asks whether units fit together.
    struct CheckRun {
        /// The units, in the order in which they were scanned.
        units: Vec<DonationId>,
    }

    /// What units that fit together have in common.
    struct RunFit {
        /// Chinese title of the procedure.
        sop_zh: String,
        /// English title.
        sop_en: String,
        /// Its version.
        version: String,
        /// Number of the next step.
        number: u32,
        /// Chinese title of the next step.
        zh: String,
        /// English title.
        en: String,
        /// The units.
        units: Vec<UnitRow>,
    }

    /// Begins a run.
    struct StartRun {
        /// The units, in the order in which they were scanned.
        units: Vec<DonationId>,
        /// Codes of the checks of the line clearance that were confirmed.
        checks: Vec<String>,
    }

    /// A run and a unit that comes to it.
    struct RunAndUnit {
        /// Which run.
        run: RunId,
        /// Which unit.
        donation: DonationId,
    }

    /// Takes a unit out of a run.
    struct LeaveRun {
        /// Which run.
        run: RunId,
        /// Which unit.
        donation: DonationId,
        /// Why.
        reason: String,
    }

    /// Ends a run.
    struct CloseRun {
        /// Which run.
        run: RunId,
        /// The codes scanned at this end, one of each unit that is in it.
        scans: Vec<String>,
        /// Codes of the checks of the line clearance that were confirmed.
        checks: Vec<String>,
    }

    /// A run with its units, and the step in hand.
    struct RunView {
        /// The run.
        row: RunRow,
        /// Who began it.
        started_by: String,
        /// Who ended it.
        closed_by: Option<String>,
        /// The station's clock when this was answered, ms since 1970-01-01 UTC: what timers count by.
        now_ms: i64,
        /// Every step of the procedure with how many units are where in it.
        steps: Vec<RunStepView>,
        /// The step in hand, which another screen may have to do; none where the bench has nothing to do.
        in_hand: Option<StepInHand>,
        /// Every unit, also those that left.
        units: Vec<RunUnitView>,
        /// The line clearances that were confirmed: before it, and after it once it ended.
        clearances: Vec<ClearanceDone>,
        /// Timers of every step of its units, the most pressing first.
        timers: Vec<super::TimerView>,
    }

    /// A step of the procedure and how far a run is with it.
    struct RunStepView {
        /// Stable code.
        code: String,
        /// Number in the procedure.
        number: u32,
        /// Chinese title.
        zh: String,
        /// English title.
        en: String,
        /// Whether the bench records it.
        at_bench: bool,
        /// Units for which it can be done now.
        ready: u32,
        /// Units of which it is done.
        done: u32,
        /// Units that left it out or that it is not for.
        passed: u32,
        /// Units that are not there yet.
        waiting: u32,
        /// Whether those of which it is done may have it again, once nobody waits for it.
        may_repeat: bool,
    }

    /// The step that a run is at.
    struct StepInHand {
        /// The step, as it stands with the unit that presses most.
        step: StepView,
        /// What its values are entered for.
        per: Per,
        /// The units that it is done to.
        units: Vec<DonationId>,
        /// Of these, the digests that leaving it out is signed over; none where it may not be left out.
        skip_digests: Vec<UnitDigest>,
    }

    /// A unit of a run.
    struct RunUnitView {
        /// The unit.
        unit: UnitRow,
        /// When it came.
        joined_ms: i64,
        /// Who brought it.
        joined_by: String,
        /// When it left.
        left_ms: Option<i64>,
        /// Who took it out.
        left_by: Option<String>,
        /// Why.
        left_reason: Option<String>,
        /// Number of the step that is next for it.
        next_number: Option<u32>,
        /// Chinese title of that step.
        next_zh: String,
        /// English title.
        next_en: String,
        /// When it began the step in hand.
        begun_ms: Option<i64>,
        /// What was scanned then: nothing else is scanned for it when the step is recorded.
        begun_with: Vec<super::StepScanInput>,
        /// Whether the run ended and nobody accounted for it: another station took it in without hearing of the end.
        unaccounted: bool,
        /// Why nothing can be done to it now: the whole run waits until that is settled or it leaves.
        blocked_by: Option<Problem>,
    }

    /// A digest of one unit.
    struct UnitDigest {
        /// Which unit.
        donation: DonationId,
        /// As it was shown.
        digest: String,
    }

    /// Begins a step that goes on for a time, with every unit of a run.
    struct BeginRunStep {
        /// Which run.
        run: RunId,
        /// The step's code.
        step: String,
        /// The units that it was shown to be done to.
        units: Vec<DonationId>,
        /// Codes scanned, by scan code; once for all.
        scans: Vec<super::StepScanInput>,
    }

    /// Takes back a beginning that was wrong, with every unit of a run that the step goes on with.
    struct VoidRunStart {
        /// Which run.
        run: RunId,
        /// The step's code.
        step: String,
        /// The units that it was shown to be done to.
        units: Vec<DonationId>,
        /// Why.
        reason: String,
    }

    /// Asks whether what was scanned for a step of a run may be used.
    struct CheckRunScan {
        /// Which run.
        run: RunId,
        /// The step's code.
        step: String,
        /// What was scanned.
        scan: StepScanInput,
        /// When the step was done, where that is not now, ms since 1970-01-01 UTC.
        done_ms: Option<i64>,
    }

    /// Values that a unit of a run has of its own.
    struct OwnValues {
        /// Which unit.
        donation: DonationId,
        /// In place of those for all; what is empty stays empty.
        values: Vec<StepValueInput>,
    }

    /// Records a step of every unit of a run that it is done to: of all of them or of none.
    struct RecordRunStep {
        /// Which run.
        run: RunId,
        /// The step's code.
        step: String,
        /// The units that it was shown to be done to.
        units: Vec<DonationId>,
        /// Values for all, by input code.
        values: Vec<StepValueInput>,
        /// Values of single units.
        own: Vec<OwnValues>,
        /// Codes scanned, by scan code; for all.
        scans: Vec<StepScanInput>,
        /// When it was done, where that is not now, ms since 1970-01-01 UTC.
        done_ms: Option<i64>,
        /// Second person's sign-in name.
        second_login: Option<String>,
        /// Second person's password.
        second_password: Option<Secret>,
        /// Why some depart from the procedure.
        reason: Option<String>,
        /// Digests of the departures as they were shown.
        digests: Vec<UnitDigest>,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// The signer's own password.
        password: Option<Secret>,
    }

    /// A step of a run as it would be recorded.
    struct RunStepShown {
        /// Of each unit that it is done to.
        units: Vec<UnitStepShown>,
    }

    /// A step of a unit of a run as it would be recorded.
    struct UnitStepShown {
        /// Which unit.
        donation: DonationId,
        /// Its number.
        din: String,
        /// Where it departs from the procedure.
        departures: Vec<DepartureView>,
        /// Whether that wants a reason and a signature.
        wants_signature: bool,
        /// Whether recording it puts the unit on hold.
        holds: bool,
        /// Digest that the signature is made over.
        digest: String,
    }

    /// Leaves a step out for every unit of a run that could have it now, signed.
    struct SkipRunStep {
        /// Which run.
        run: RunId,
        /// The step's code.
        step: String,
        /// Why.
        reason: String,
        /// Digests as shown: of each unit that it was shown to be left out for.
        digests: Vec<UnitDigest>,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// The signer's own password, where it is signed.
        password: Option<Secret>,
    }
}
