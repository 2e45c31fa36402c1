//! A number of an analyser with how it was made, where part of it is the unit's own record.

use super::mapping::NumberRule;
use crate::Record;
use crate::record::{ComputedInput, ResultComputed};

/// How a number is made.
pub(super) struct Computation {
    /// Code of the mapping.
    pub mapping: String,
    /// Its version.
    pub version: u32,
    /// The rule that was used.
    pub rule: NumberRule,
    /// What it was made of.
    pub inputs: Vec<ComputedInput>,
}

/// The record of a result with how it is made.
pub(super) fn with_inputs(record: Record, made: Computation) -> Record {
    let (result, device) = match record {
        Record::ResultRecorded(result) => (result, None),
        Record::ResultMeasured(measured) => (measured.result, Some(measured.device)),
        other => return other,
    };
    let Computation { mapping, version, rule, inputs } = made;
    let NumberRule { sum, product, factor, corrected_for, decimals, .. } = rule;
    Record::ResultComputed(ResultComputed {
        result,
        device,
        mapping,
        mapping_version: version,
        sum,
        product,
        factor,
        corrected_for,
        decimals,
        inputs,
    })
}
