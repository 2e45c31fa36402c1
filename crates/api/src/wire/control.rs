//! Controls: target values, what was measured, what a rejected control means.

use super::{FileRowVerdict, TestName};
use crate::Problem;
use domain::*;

wire! {
    /// What is controlled, and what may be.
    struct ControlList {
        /// Tests on devices that have controls.
        series: Vec<ControlRow>,
        /// Tests of the norm profiles.
        tests: Vec<TestName>,
        /// Devices of the register.
        devices: Vec<ThingName>,
        /// Lots of control material that are not used up here.
        lots: Vec<ThingName>,
    }

    /// A device or a lot by its code, with its name.
    struct ThingName {
        /// Code.
        code: String,
        /// Name.
        name: String,
    }

    /// A test on a device that has controls.
    struct ControlRow {
        /// Test code.
        test: String,
        /// Chinese name of the test.
        zh: String,
        /// English name of the test.
        en: String,
        /// Number of the device.
        device: String,
        /// Its name; empty where it is not registered here.
        device_name: String,
        /// When the last control was measured, ms.
        last_ms: Option<i64>,
        /// Target values that wait for another person.
        waiting: u32,
        /// Levels that are out of control.
        stops: Vec<ControlStopView>,
    }

    /// A level that is out of control.
    struct ControlStopView {
        /// Level.
        level: ControlLevel,
        /// Code of the lot.
        lot: String,
        /// The rule that is broken.
        rule: ControlRule,
        /// What was measured.
        value: String,
        /// In standard deviations from the mean.
        deviation: String,
        /// When, ms.
        measured_ms: i64,
    }

    /// Asks for the controls of a test on a device.
    struct ControlQuery {
        /// Test code.
        test: String,
        /// Number of the device.
        device: String,
        /// Not before, ms.
        from_ms: Option<i64>,
        /// Before this moment, ms.
        until_ms: Option<i64>,
    }

    /// The controls of a test on a device.
    struct ControlView {
        /// Which, and how it stands.
        row: ControlRow,
        /// Whether a rejected control stops results; it only warns otherwise.
        stops_results: bool,
        /// Target values, latest first.
        targets: Vec<TargetView>,
        /// Controls in the order in which they were measured.
        points: Vec<ControlPointView>,
        /// How many there are in the time asked for; the latest are shown.
        total: u32,
        /// Lots and levels that have enough values for the bank's own target values.
        own: Vec<OwnTarget>,
    }

    /// Values of a lot and level that the bank's own target values can be computed of.
    struct OwnTarget {
        /// Code of the lot.
        lot: String,
        /// Level.
        level: ControlLevel,
        /// How many.
        values: u32,
        /// Their mean.
        mean: String,
        /// Their standard deviation.
        sd: String,
    }

    /// Target values of a lot and level.
    struct TargetView {
        /// Chain of their entry.
        station: StationId,
        /// Place in it.
        seq: u32,
        /// Code of the lot.
        lot: String,
        /// Level.
        level: ControlLevel,
        /// Unit; empty where none.
        unit: String,
        /// Mean.
        mean: String,
        /// Standard deviation.
        sd: String,
        /// Where they come from.
        source: TargetSource,
        /// What says so.
        reference: String,
        /// Of how many values they were computed, where they are the bank's own.
        values: Option<u32>,
        /// The device's own code.
        reported_code: String,
        /// The specimen number of the material.
        specimen: String,
        /// Who brought them in.
        proposed_by: String,
        /// When, ms.
        proposed_ms: i64,
        /// Whether the one who asks brought them in.
        own: bool,
        /// Whether they hold; none before another person looked.
        approved: Option<bool>,
        /// Who looked.
        settled_by: String,
        /// When, ms.
        settled_ms: Option<i64>,
        /// What that person noted.
        note: String,
        /// Whether new controls are judged by them.
        in_force: bool,
        /// Who said that they hold no longer; empty where nobody did.
        ended_by: String,
        /// When, ms.
        ended_ms: Option<i64>,
        /// Why.
        ended_reason: String,
    }

    /// A control.
    struct ControlPointView {
        /// Chain of its entry.
        station: StationId,
        /// Place in it.
        seq: u32,
        /// Code of the lot.
        lot: String,
        /// Level.
        level: ControlLevel,
        /// The value that counts; none where nothing of the kind was measured.
        value: Option<String>,
        /// Unit; empty where none.
        unit: String,
        /// The mean that it is judged by.
        mean: String,
        /// The standard deviation that it is judged by.
        sd: String,
        /// In standard deviations from the mean.
        deviation: Option<String>,
        /// The rules that it breaks.
        rules: Vec<ControlRule>,
        /// Whether one of them rejects it.
        rejected: bool,
        /// When it was measured, ms.
        measured_ms: i64,
        /// When it was entered, ms.
        entered_ms: i64,
        /// How.
        entry: ControlEntry,
        /// By whom; empty where an analyser sent it.
        by: String,
        /// Corrections, oldest first.
        corrections: Vec<ControlCorrection>,
        /// Causes and actions, oldest first.
        explained: Vec<ControlExplanation>,
    }

    /// A value of a control that was put right.
    struct ControlCorrection {
        /// The value from then on; none where nothing was measured.
        value: Option<String>,
        /// Why.
        reason: String,
        /// Who.
        by: String,
        /// When, ms.
        at_ms: i64,
    }

    /// Why a control broke a rule, and what was done.
    struct ControlExplanation {
        /// The cause.
        cause: String,
        /// What was done.
        action: String,
        /// Who says so.
        by: String,
        /// When, ms.
        at_ms: i64,
    }

    /// Brings target values in.
    struct ProposeTarget {
        /// Test code.
        test: String,
        /// Number of the device, as scanned or typed.
        device: String,
        /// Code of the lot, as scanned or typed.
        lot: String,
        /// Level.
        level: ControlLevel,
        /// Unit; empty where none.
        unit: String,
        /// Mean; not looked at where the values are the bank's own.
        mean: String,
        /// Standard deviation; as the mean.
        sd: String,
        /// Where they come from.
        source: TargetSource,
        /// What says so.
        reference: String,
        /// The device's own code; empty where nothing comes by a line.
        reported_code: String,
        /// The specimen number of the material; may be empty.
        specimen: String,
    }

    /// Approves target values, or does not.
    struct SettleTarget {
        /// Test code.
        test: String,
        /// Number of the device.
        device: String,
        /// Chain of the proposal's entry.
        station: StationId,
        /// Place in it.
        seq: u32,
        /// Whether they hold.
        approved: bool,
        /// Why not.
        note: String,
    }

    /// Ends target values that hold.
    struct EndTarget {
        /// Test code.
        test: String,
        /// Number of the device.
        device: String,
        /// Chain of the proposal's entry.
        station: StationId,
        /// Place in it.
        seq: u32,
        /// Why.
        reason: String,
    }

    /// Records a control.
    struct RecordControl {
        /// Test code.
        test: String,
        /// Number of the device.
        device: String,
        /// Code of the lot, as scanned or typed.
        lot: String,
        /// Level.
        level: ControlLevel,
        /// What was measured.
        value: String,
        /// When, ms; now where nothing is said.
        measured_ms: Option<i64>,
    }

    /// What became of a control.
    struct ControlReply {
        /// The control as it is judged.
        judged: ControlPointView,
        /// Whether it was on record before.
        same: bool,
        /// The series as it is now.
        view: ControlView,
    }

    /// Puts the value of a control right.
    struct CorrectControl {
        /// Test code.
        test: String,
        /// Number of the device.
        device: String,
        /// Chain of the control's entry.
        station: StationId,
        /// Place in it.
        seq: u32,
        /// The right value; empty where nothing of the kind was measured.
        value: String,
        /// Why.
        reason: String,
    }

    /// Says why a control broke a rule, and what was done.
    struct ExplainControl {
        /// Test code.
        test: String,
        /// Number of the device.
        device: String,
        /// Chain of the control's entry.
        station: StationId,
        /// Place in it.
        seq: u32,
        /// The cause.
        cause: String,
        /// What was done.
        action: String,
    }

    /// Names a control.
    struct ControlPlace {
        /// Test code.
        test: String,
        /// Number of the device.
        device: String,
        /// Chain of its entry.
        station: StationId,
        /// Place in it.
        seq: u32,
    }

    /// Results that a rejected control throws doubt on.
    struct LookBack {
        /// When the last accepted control of its level was measured before it, ms; where there was none, when target values
        /// of the level were approved first.
        from_ms: Option<i64>,
        /// Whether that is an accepted control.
        from_accepted: bool,
        /// When the next accepted one was, ms; none where there is none yet.
        until_ms: Option<i64>,
        /// Results reported between, oldest first.
        rows: Vec<LookBackRow>,
        /// Whether there are more than are shown.
        more: bool,
    }

    /// A result that was reported between two accepted controls.
    struct LookBackRow {
        /// Which unit.
        donation: DonationId,
        /// Its number; none where its records are not at this station.
        din: Option<String>,
        /// Check character of the number.
        check_character: Option<String>,
        /// Where it stands.
        status: Option<UnitStatus>,
        /// When it was reported, ms.
        at_ms: i64,
        /// What.
        value: String,
        /// Unit of the value.
        unit: String,
        /// The device, where it was said; of others it is not known.
        device: Option<String>,
    }

    /// Asks which devices a test is controlled on.
    struct ControlsOfTestQuery {
        /// Test code.
        test: String,
    }

    /// The devices that a test is controlled on.
    struct ControlsOfTest {
        /// They, with what is out of control.
        devices: Vec<ControlRow>,
        /// Whether a rejected control stops results; it only warns otherwise.
        stops_results: bool,
    }

    /// What a file of controls says, row by row.
    struct ControlFileView {
        /// Encoding that it was read in: `UTF-8` or `GBK`.
        encoding: String,
        /// The rows.
        rows: Vec<ControlFileRow>,
        /// Rows that are recorded, or would be.
        good: u32,
        /// Rows that say what is on record already.
        same: u32,
        /// Rows at fault.
        faults: u32,
    }

    /// A row of a file of controls.
    struct ControlFileRow {
        /// Line in the file, the header being the first.
        line: u32,
        /// Device as it stands there.
        device: String,
        /// Test as it stands there.
        test: String,
        /// Lot as it stands there.
        lot: String,
        /// Level as it stands there.
        level: String,
        /// Value as it stands there.
        value: String,
        /// What becomes of it.
        verdict: FileRowVerdict,
        /// The heading of the column at fault.
        column: Option<String>,
        /// What is wrong.
        problem: Option<Problem>,
    }
}
