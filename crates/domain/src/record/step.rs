//! Steps of a procedure: the version a unit is worked by, beginnings, ends, what was skipped; versions drawn by the bank.

use super::{StepRecorded, StepValue, record};
use crate::{DepartureRule, Meaning, StationId};

record! {
    /// The procedure that a unit is worked by from now on: the version in force when it was accepted.
    SopPinned {
        /// SOP code.
        0 sop: String,
        /// SOP version.
        1 version: String,
        /// SHA-256 of its text, hexadecimal.
        2 digest: String,
    }

    /// A step that goes on for a time was begun.
    StepBegun {
        /// SOP code.
        0 sop: String,
        /// SOP version.
        1 version: String,
        /// Step code.
        2 step: String,
    }

    /// A step that goes on for a time was begun, with what was scanned for it.
    StepStarted {
        /// SOP code.
        0 sop: String,
        /// SOP version.
        1 version: String,
        /// Step code.
        2 step: String,
        /// Codes scanned.
        3 scans: Vec<StepScan>,
    }

    /// A beginning was wrong and counts for nothing: another device was meant, or another unit.
    StepStartVoided {
        /// Step code.
        0 step: String,
        /// Chain of the entry that began it.
        1 station: StationId,
        /// Its place there.
        2 seq: u64,
        /// Why.
        3 reason: String,
    }

    /// A step of the SOP was done; with what was scanned, and where it departed from the procedure.
    StepDone {
        /// SOP code.
        0 sop: String,
        /// SOP version.
        1 sop_version: String,
        /// Step code.
        2 step: String,
        /// Values entered.
        3 values: Vec<StepValue>,
        /// Codes scanned.
        4 scans: Vec<StepScan>,
        /// When it was done, where that is not when it was entered, ms since 1970-01-01 UTC.
        5 done_ms: Option<i64>,
        /// Where it departed from the procedure.
        6 departures: Vec<Departure>,
        /// Why; none without a departure that is signed.
        7 reason: Option<String>,
        /// Digest of what was shown and signed; empty without a signature.
        8 digest: String,
        /// Printed name of the signer; empty without a signature.
        9 name: String,
        /// Meaning of the signature.
        10 meaning: Option<Meaning>,
    }

    /// A code that was scanned for a step.
    StepScan {
        /// Code of the scan within the step, such as `equipment` or `lot`.
        0 code: String,
        /// What was read.
        1 value: String,
    }

    /// A departure from the procedure.
    Departure {
        /// Which rule.
        0 rule: DepartureRule,
        /// The step or input it is about.
        1 about: String,
        /// The limit: a moment in ms since 1970-01-01 UTC, or a range.
        2 limit: String,
    }

    /// A step was left out, signed.
    StepSkipped {
        /// SOP code.
        0 sop: String,
        /// SOP version.
        1 version: String,
        /// Step code.
        2 step: String,
        /// Why.
        3 reason: String,
        /// Digest of what was shown and signed.
        4 digest: String,
        /// Printed name of the signer.
        5 name: String,
        /// Meaning of the signature.
        6 meaning: Meaning,
    }

    /// A step was left out with a reason, where the procedure wants no signature for that.
    StepLeftOut {
        /// SOP code.
        0 sop: String,
        /// SOP version.
        1 version: String,
        /// Step code.
        2 step: String,
        /// Why.
        3 reason: String,
    }

    /// A version of an SOP as the bank drew it. Nobody works by it before it is approved.
    SopDrawn {
        /// SOP code.
        0 sop: String,
        /// SOP version.
        1 version: String,
        /// The whole text, JSON; at most [`crate::rules::CONTENT_BYTES_MAX`].
        2 content: String,
        /// SHA-256 of the text that the person began with, hexadecimal; empty for a new one.
        3 based_on: String,
        /// Why.
        4 reason: String,
    }

    /// A piece of a version of an SOP whose text, with its pictures, is too long for one entry.
    SopPieceDrawn {
        /// SOP code.
        0 sop: String,
        /// SOP version.
        1 version: String,
        /// SHA-256 of the whole text, hexadecimal.
        2 digest: String,
        /// Which piece this is, from 0.
        3 piece: u32,
        /// Number of pieces.
        4 pieces: u32,
        /// This piece of the text.
        5 content: String,
        /// SHA-256 of the text that the person began with, hexadecimal; empty for a new one.
        6 based_on: String,
        /// Why.
        7 reason: String,
    }
}

impl StepDone {
    /// What was scanned under that code.
    #[must_use]
    pub fn scan(&self, code: &str) -> Option<&str> {
        self.scans.iter().find(|scan| scan.code == code).map(|scan| scan.value.as_str())
    }
}

impl From<StepBegun> for StepStarted {
    fn from(StepBegun { sop, version, step }: StepBegun) -> Self {
        Self { sop, version, step, scans: Vec::new() }
    }
}

impl From<StepSkipped> for StepLeftOut {
    fn from(StepSkipped { sop, version, step, reason, .. }: StepSkipped) -> Self {
        Self { sop, version, step, reason }
    }
}

impl From<StepRecorded> for StepDone {
    fn from(old: StepRecorded) -> Self {
        let scan =
            |code: &str, value: Option<String>| value.map(|value| StepScan { code: code.to_owned(), value });
        Self {
            sop: old.sop,
            sop_version: old.sop_version,
            step: old.step,
            values: old.values,
            scans: [scan("equipment", old.equipment), scan("lot", old.lot)].into_iter().flatten().collect(),
            done_ms: None,
            departures: Vec::new(),
            reason: None,
            digest: String::new(),
            name: String::new(),
            meaning: None,
        }
    }
}
