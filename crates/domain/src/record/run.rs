//! Runs: units that are worked together. What is done to each unit stands with the unit.

use super::record;
use crate::DonationId;

record! {
    /// Units are worked together from now on: all by one version of a procedure, all at one step.
    RunStarted {
        /// What people call it by.
        0 number: String,
        /// SOP code.
        1 sop: String,
        /// SOP version.
        2 version: String,
        /// The step that was next for each of them.
        3 step: String,
        /// The units, in the order in which they were scanned.
        4 units: Vec<DonationId>,
        /// Version of the checklist of the line clearance before it.
        5 clearance: String,
        /// What was confirmed of it.
        6 checks: Vec<String>,
    }

    /// A unit came to a run.
    RunUnitJoined {
        /// Which.
        0 donation: DonationId,
    }

    /// A unit left a run before its end.
    RunUnitLeft {
        /// Which.
        0 donation: DonationId,
        /// Why.
        1 reason: String,
    }

    /// A run ended.
    RunClosed {
        /// The units that were still in it, each accounted for.
        0 units: Vec<DonationId>,
        /// Version of the checklist of the line clearance after it.
        1 clearance: String,
        /// What was confirmed of it.
        2 checks: Vec<String>,
    }
}
