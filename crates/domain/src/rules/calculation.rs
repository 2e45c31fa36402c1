//! What the review computes of a unit's results and steps: recovery, shares, dose. Pure, in decimals, rounded once at the end,
//! half away from zero.
//!
//! Every function answers none where the inputs cannot be true together: a share of nothing, a count below nothing.
//! Deliberately not here: results that are made of what an analyser sends (cells of a count and a volume, the correction for
//! nucleated red cells). Its mapping says their formulas (`rules::Formula`).

use crate::Measure;
use crate::unit::UnitState;
use rust_decimal::{Decimal, RoundingStrategy};

fn rounded(number: Decimal, decimals: u32) -> Measure {
    let mut number = number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    number.rescale(decimals);
    Measure(number)
}

/// Neither is below nothing.
fn counts(numbers: &[Measure]) -> Option<()> {
    numbers.iter().all(|number| number.0 >= Decimal::ZERO).then_some(())
}

/// Mononuclear cells, ×10⁸, from nucleated cells, ×10⁸, and their share in per cent.
#[must_use]
pub fn mononuclear_cells(nucleated_e8: Measure, percent: Measure) -> Option<Measure> {
    counts(&[nucleated_e8, percent])?;
    Some(rounded(nucleated_e8.0.checked_mul(percent.0)?.checked_div(Decimal::ONE_HUNDRED)?, 2))
}

/// CD34+ cells in the bag, ×10⁶, from nucleated cells, ×10⁸, and their share of them in per cent.
#[must_use]
pub fn cd34_by_percent(nucleated_e8: Measure, percent: Measure) -> Option<Measure> {
    counts(&[nucleated_e8, percent])?;
    Some(rounded(nucleated_e8.0.checked_mul(percent.0)?, 2))
}

/// What is left after processing, per cent. Slightly above 100 is the noise of the count.
#[must_use]
pub fn recovery_percent(before: Measure, after: Measure) -> Option<Measure> {
    share_percent(after, before)
}

/// A part of a whole in the same unit, per cent.
#[must_use]
pub fn share_percent(part: Measure, whole: Measure) -> Option<Measure> {
    counts(&[part, whole])?;
    Some(rounded(part.0.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.0)?, 1))
}

/// The greatest body weight, kg, that nucleated cells, ×10⁸, reach a dose for, ×10⁷ for each kg.
#[must_use]
pub fn dose_weight_kg(nucleated_e8: Measure, dose_e7_per_kg: Measure) -> Option<Measure> {
    counts(&[nucleated_e8, dose_e7_per_kg])?;
    Some(rounded(nucleated_e8.0.checked_mul(Decimal::TEN)?.checked_div(dose_e7_per_kg.0)?, 1))
}

/// Something computed of a unit, with what it is computed from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calculation {
    /// What, such as `tnc_recovery`.
    pub code: &'static str,
    /// The value.
    pub value: Measure,
    /// Its unit.
    pub unit: &'static str,
    /// How, in signs.
    pub formula: &'static str,
    /// From what.
    pub inputs: Vec<CalculationInput>,
    /// Whether one of the inputs is out of date: computed of a value that has been corrected since.
    pub stale: bool,
}

/// A value that something is computed from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalculationInput {
    /// A test's code, or the code of a step's input.
    pub code: &'static str,
    /// The value.
    pub value: Measure,
    /// Its unit.
    pub unit: &'static str,
    /// Whether it is out of date.
    pub stale: bool,
}

/// Nucleated cells for each kg that a dose should reach at cryopreservation, ×10⁷ (Hemacord labelling).
const DOSE_E7_PER_KG: Decimal = Decimal::from_parts(25, 0, 0, false, 1);

/// Everything that can be computed of a unit now. What lacks an input is left out.
#[must_use]
pub fn calculations(unit: &UnitState) -> Vec<Calculation> {
    let result = |code: &'static str, unit_of: &'static str| {
        let value = unit.result(code)?.record.number?;
        Some(CalculationInput { code, value, unit: unit_of, stale: unit.is_stale(code) })
    };
    let before = stepped(unit, "count_pre", "tnc_pre", "×10⁸");
    let after = result("tnc_post", "×10⁸");
    let share = stepped(unit, "cd34", "cd34", "%");
    let dose =
        CalculationInput { code: "dose", value: Measure(DOSE_E7_PER_KG), unit: "×10⁷/kg", stale: false };
    let made = [
        made("tnc_recovery", "%", "100 × b ÷ a", [before, after.clone()], recovery_percent),
        made(
            "tnc_viable",
            "×10⁸",
            "a × b ÷ 100",
            [after.clone(), result("viability_post", "%")],
            mononuclear_cells,
        ),
        made("mnc_share", "%", "100 × a ÷ b", [result("mnc_post", "×10⁸"), after.clone()], share_percent),
        made("cd34_by_percent", "×10⁶", "a × b", [after.clone(), share], cd34_by_percent),
        made("cd34_share", "%", "a ÷ b", [result("cd34_post", "×10⁶"), after.clone()], |cd34, tnc| {
            cd34.0.checked_div(tnc.0).map(|share| rounded(share, 2))
        }),
        made("dose_weight", "kg", "10 × a ÷ b", [after, Some(dose)], dose_weight_kg),
    ];
    made.into_iter().flatten().collect()
}

fn stepped(
    unit: &UnitState,
    step: &str,
    code: &'static str,
    unit_of: &'static str,
) -> Option<CalculationInput> {
    let done = unit.step_done(step)?;
    let value = done.record.values.iter().find(|value| value.code == code)?.value.parse().ok()?;
    Some(CalculationInput { code, value, unit: unit_of, stale: false })
}

fn made(
    code: &'static str,
    unit: &'static str,
    formula: &'static str,
    inputs: [Option<CalculationInput>; 2],
    compute: fn(Measure, Measure) -> Option<Measure>,
) -> Option<Calculation> {
    let [Some(first), Some(second)] = inputs else { return None };
    let value = compute(first.value, second.value)?;
    let stale = first.stale || second.stale;
    Some(Calculation { code, value, unit, formula, inputs: vec![first, second], stale })
}
