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

    /// A test was reported. The one measured last is current (`unit::result`); earlier ones stay readable.
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

    /// A test was reported with a value that was computed, at least in part, of the unit's own record. It keeps how and of
    /// what, so that every station can tell whether it still is what its inputs make.
    ResultComputed {
        /// What was reported.
        0 result: ResultRecorded,
        /// Number of the device that the measured inputs came from.
        1 device: Option<String>,
        /// Code of the mapping that says how.
        2 mapping: String,
        /// Version of the mapping.
        3 mapping_version: u32,
        /// Names of inputs that are added up first.
        4 sum: Vec<String>,
        /// Names of inputs that are multiplied.
        5 product: Vec<String>,
        /// What the product is multiplied by.
        6 factor: Measure,
        /// Name of the input in nucleated red cells per 100 leucocytes: × 100 / (100 + n).
        7 corrected_for: Option<String>,
        /// Decimals of the result.
        8 decimals: u32,
        /// The inputs.
        9 inputs: Vec<ComputedInput>,
    }

    /// An instrument reported a test and said when it measured or sent it. Of two values that come in another order than they
    /// were measured in, that tells which one is older.
    ResultTimed {
        /// What was reported.
        0 result: ResultRecorded,
        /// Number of the device that it was measured on, where the station knows it.
        1 device: Option<String>,
        /// How it was computed, where part of it is the unit's own record.
        2 computation: Option<ResultComputation>,
        /// When it was measured by the instrument's clock, Unix milliseconds.
        3 measured_ms: Option<i64>,
        /// When the instrument sent it by its clock, Unix milliseconds.
        4 sent_ms: Option<i64>,
        /// Whether the instrument called it a correction of what it had sent before.
        5 corrected: bool,
    }

    /// A test was reported in place of reports on record: corrected, measured or computed anew, or made final. It names their
    /// entries, and stays in their place where another station reported the test too. They are several where a person settled
    /// what stations had reported without hearing of each other.
    ResultReplaced {
        /// What was reported.
        0 reported: ResultTimed,
        /// Names the entries of the results that it stands in place of, oldest first: SHA-256, hexadecimal.
        1 of: Vec<String>,
    }

    /// How a number was computed, and of what.
    ResultComputation {
        /// Code of the mapping that says how.
        0 mapping: String,
        /// Version of the mapping.
        1 mapping_version: u32,
        /// Names of inputs that are added up first.
        2 sum: Vec<String>,
        /// Names of inputs that are multiplied.
        3 product: Vec<String>,
        /// What the product is multiplied by.
        4 factor: Measure,
        /// Name of the input in nucleated red cells per 100 leucocytes: × 100 / (100 + n).
        5 corrected_for: Option<String>,
        /// Decimals of the result.
        6 decimals: u32,
        /// The inputs.
        7 inputs: Vec<ComputedInput>,
    }

    /// An input of a computed result.
    ComputedInput {
        /// Name in the mapping.
        0 name: String,
        /// The value, in the mapping's unit.
        1 value: Measure,
        /// Unit.
        2 unit: String,
        /// Steps and their inputs, `step.input`, that it is taken from: the first that was recorded counts.
        3 steps: Vec<String>,
        /// Tests that it is taken from where no step has it: the first with a number counts.
        4 tests: Vec<String>,
        /// Whether the unit's record lacked it and a person typed it.
        5 typed: bool,
        /// Whether it was not final.
        6 preliminary: bool,
    }

    /// A result of an analyser that may have been the unit's own was set aside: nothing was taken of it. What was said of the
    /// message, and by whom, stands with the message too; the unit's record goes where the message does not.
    ResultSetAside {
        /// The message, hexadecimal.
        0 message: String,
        /// Its place in the message, from 0.
        1 place: u32,
        /// Code of its test; the instrument's own where the mapping makes no single test of it.
        2 test: String,
        /// As the instrument said it; a dash where it said none, or where the station did not hold the message.
        3 value: String,
        /// Why.
        4 reason: String,
        /// Codes of all tests that the mapping may make of it.
        5 tests: Vec<String>,
        /// What the instrument calls itself; empty where the station did not hold the message.
        6 instrument: String,
        /// What stands on the specimen, as the instrument read it; empty likewise.
        7 specimen: String,
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
