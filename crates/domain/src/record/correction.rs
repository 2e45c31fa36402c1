//! Corrections: what was recorded stays; the new value stands beside it with its reason.

use super::{Departure, StepScan, StepValue, record};
use crate::{DeliveryMode, InfantSex, Meaning, Measure, StationId};

record! {
    /// Facts of the collection are corrected. A field that is none stays as it was.
    CollectionCorrected {
        /// Why.
        0 reason: String,
        /// Sex of the infant.
        1 infant_sex: Option<InfantSex>,
        /// Birth weight, g.
        2 birth_weight_g: Option<u32>,
        /// Gestational age, days.
        3 gestation_d: Option<u32>,
        /// Mode of delivery.
        4 delivery_mode: Option<DeliveryMode>,
        /// Start, ms since 1970-01-01 UTC.
        5 started_ms: Option<i64>,
        /// End, ms since 1970-01-01 UTC.
        6 ended_ms: Option<i64>,
        /// Net volume without anticoagulant, mL.
        7 volume_ml: Option<Measure>,
    }

    /// Values of a step are corrected; only those that changed.
    StepCorrected {
        /// Step code.
        0 step: String,
        /// The new values.
        1 values: Vec<StepValue>,
        /// Why.
        2 reason: String,
    }

    /// What was recorded of a step is corrected, values and what was scanned; only what changed.
    StepAmended {
        /// Step code.
        0 step: String,
        /// The new values.
        1 values: Vec<StepValue>,
        /// The right codes, where another device or lot was scanned.
        2 scans: Vec<StepScan>,
        /// Where the new values depart from the procedure.
        3 departures: Vec<Departure>,
        /// Why.
        4 reason: String,
        /// Digest of what was shown and signed; empty without a signature.
        5 digest: String,
        /// Printed name of the signer; empty without a signature.
        6 name: String,
        /// Meaning of the signature.
        7 meaning: Option<Meaning>,
        /// Writer of the entry that is corrected; none where version 1 named the step alone.
        8 station: Option<StationId>,
        /// Place of that entry in the writer's chain.
        9 seq: u64,
    }
}

impl From<StepCorrected> for StepAmended {
    fn from(StepCorrected { step, values, reason }: StepCorrected) -> Self {
        let text = String::new;
        Self {
            step,
            values,
            scans: Vec::new(),
            departures: Vec::new(),
            reason,
            digest: text(),
            name: text(),
            meaning: None,
            station: None,
            seq: 0,
        }
    }
}
