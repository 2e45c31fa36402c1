//! How a result was made of the values that were read.

use super::{Reader, Value};
use crate::analyser::{NumberRule, ReportedStatus};
use crate::record::{ComputedInput, ResultComputation};

impl Reader<'_> {
    /// How a number is made; none where nothing of it is the unit's own.
    pub(super) fn computed_of(
        &self,
        rule: &NumberRule,
        values: &[(&str, Value)],
    ) -> Option<ResultComputation> {
        let mapping = self.reading.mapping;
        let inputs = values.iter().map(|(name, value)| {
            let own = mapping.unit_input(name).filter(|_| value.place.is_none());
            ComputedInput {
                name: (*name).to_owned(),
                value: value.number,
                unit: value.unit.clone(),
                steps: own.map(|own| own.steps.clone()).unwrap_or_default(),
                tests: own.map(|own| own.tests.clone()).unwrap_or_default(),
                typed: value.typed,
                preliminary: value.status == ReportedStatus::Preliminary,
            }
        });
        let inputs: Vec<ComputedInput> = inputs.collect();
        inputs.iter().any(ComputedInput::is_own).then(|| ResultComputation {
            mapping: mapping.code.clone(),
            mapping_version: mapping.version,
            sum: rule.sum.clone(),
            product: rule.product.clone(),
            factor: rule.factor,
            corrected_for: rule.corrected_for.clone(),
            decimals: rule.decimals,
            inputs,
        })
    }
}
