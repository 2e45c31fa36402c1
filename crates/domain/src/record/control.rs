//! Control material: what it is to measure, what it measured, and what was done about it; results with their device.

use super::record;
use crate::record::ResultRecorded;
use crate::{ControlEntry, ControlLevel, Measure, SiteId, StationId, TargetSource};

record! {
    /// What a lot of control material is to measure in a test on a device was brought in. It holds once another person
    /// approves it.
    ControlTargetProposed {
        /// Test code.
        0 test: String,
        /// Number of the device.
        1 device: String,
        /// Code of the lot.
        2 lot: String,
        /// Level of the material.
        3 level: ControlLevel,
        /// Unit of the values; empty where none.
        4 unit: String,
        /// Mean.
        5 mean: Measure,
        /// Standard deviation.
        6 sd: Measure,
        /// Where they come from.
        7 target_source: TargetSource,
        /// The sheet, or what else says so.
        8 reference: String,
        /// How many values they were computed of, where they are the bank's own.
        9 values: Option<u32>,
        /// The device's own code of what it measures; empty where nothing comes by a line.
        10 reported_code: String,
        /// The specimen number by which the device names the material, `*` at an end standing for anything; may be empty.
        11 specimen: String,
        /// Where.
        12 site: SiteId,
    }

    /// Another person looked at proposed target values.
    ControlTargetSettled {
        /// Test code.
        0 test: String,
        /// Number of the device.
        1 device: String,
        /// The proposal: the chain of its entry.
        2 target_station: StationId,
        /// The proposal: the place in that chain.
        3 target_seq: u64,
        /// Whether they hold.
        4 approved: bool,
        /// Why not; may be empty where they do.
        5 note: String,
    }

    /// Target values hold no longer: the test is not controlled on the device by this lot and level from then on.
    ControlTargetEnded {
        /// Test code.
        0 test: String,
        /// Number of the device.
        1 device: String,
        /// The proposal: the chain of its entry.
        2 target_station: StationId,
        /// The proposal: the place in that chain.
        3 target_seq: u64,
        /// Why.
        4 reason: String,
    }

    /// A control was measured.
    ControlRecorded {
        /// Test code.
        0 test: String,
        /// Number of the device.
        1 device: String,
        /// Code of the lot.
        2 lot: String,
        /// Level of the material.
        3 level: ControlLevel,
        /// What was measured.
        4 value: Measure,
        /// Unit; empty where none.
        5 unit: String,
        /// The mean that held then.
        6 mean: Measure,
        /// The standard deviation that held then.
        7 sd: Measure,
        /// When it was measured, ms since 1970-01-01 UTC.
        8 measured_ms: i64,
        /// How it came to be in the record.
        9 entry: ControlEntry,
        /// Where.
        10 site: SiteId,
    }

    /// A control's value was put right.
    ControlCorrected {
        /// Test code.
        0 test: String,
        /// Number of the device.
        1 device: String,
        /// The control: the chain of its entry.
        2 control_station: StationId,
        /// The control: the place in that chain.
        3 control_seq: u64,
        /// The right value; none where nothing of the kind was measured.
        4 value: Option<Measure>,
        /// Why.
        5 reason: String,
    }

    /// Why a control broke a rule, and what was done.
    ControlExplained {
        /// Test code.
        0 test: String,
        /// Number of the device.
        1 device: String,
        /// The control: the chain of its entry.
        2 control_station: StationId,
        /// The control: the place in that chain.
        3 control_seq: u64,
        /// The cause.
        4 cause: String,
        /// What was done.
        5 action: String,
    }

    /// A test was reported that was measured on a device with a number. Everything else as in version 1.
    ResultMeasured {
        /// What was reported.
        #[serde(flatten)]
        0 result: ResultRecorded,
        /// Number of the device.
        1 device: String,
    }
}
