//! Steps, results, places.

use super::record;
use crate::{Measure, ResultState, TankId};

record! {
    /// A step of the SOP was done.
    StepRecorded {
        /// SOP code.
        0 sop: String,
        /// SOP version.
        1 sop_version: String,
        /// Step code.
        2 step: String,
        /// Values entered.
        3 values: Vec<StepValue>,
        /// Equipment scanned.
        4 equipment: Option<String>,
        /// Lot scanned.
        5 lot: Option<String>,
    }

    /// A value of a step.
    StepValue {
        /// Input code.
        0 code: String,
        /// As entered.
        1 value: String,
        /// Unit; empty where none.
        2 unit: String,
    }

    /// A test was reported. The last one in display order is current; earlier ones stay readable.
    ResultRecorded {
        /// Test code.
        0 test: String,
        /// The number, for a measured test.
        1 number: Option<Measure>,
        /// The choice, for the others.
        2 choice: Option<String>,
        /// Unit; empty where none.
        3 unit: String,
        /// Method.
        4 method: String,
        /// State.
        5 state: ResultState,
        /// Why, where it corrects an earlier result.
        6 correction_reason: Option<String>,
    }

    /// A reactive result was measured again. It corrects nothing: what both say together, the profile says.
    ResultRepeated {
        /// What was measured.
        0 result: ResultRecorded,
        /// Number of the device that it was measured on.
        1 device: Option<String>,
        /// Names the entry of the result that it repeats: SHA-256, hexadecimal.
        2 of: String,
    }

    /// The unit is in a tank.
    UnitStored {
        /// Tank.
        0 tank: TankId,
        /// Rack, from 1.
        1 rack: u32,
        /// Slot, from 1.
        2 slot: u32,
        /// Position code as scanned, such as `T01-R02-S015`.
        3 position: String,
        /// Why, where it was moved.
        4 move_reason: Option<String>,
    }
}
