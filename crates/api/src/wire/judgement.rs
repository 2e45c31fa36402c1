//! What norm profiles say of a unit, what is computed of it, how long its records are kept.

use super::Finding;
use domain::Verdict;

wire! {
    /// A norm profile at the moment of a signature.
    struct SignedProfile {
        /// Its code.
        code: String,
        /// Its version.
        version: String,
        /// The gravest thing that it said.
        verdict: Verdict,
    }

    /// What a norm profile says of a unit.
    struct JudgementView {
        /// Its code.
        code: String,
        /// Its version.
        version: String,
        /// Chinese title.
        zh: String,
        /// English title.
        en: String,
        /// Whether it decides on the release.
        decides: bool,
        /// The gravest verdict.
        verdict: Verdict,
        /// Every rule, exceptions first.
        findings: Vec<Finding>,
    }

    /// Something computed of a unit.
    struct CalculationView {
        /// What, such as `tnc_recovery`.
        code: String,
        /// The value.
        value: String,
        /// Its unit.
        unit: String,
        /// How, in signs: the inputs are a and b.
        formula: String,
        /// From what, in the order of the formula.
        inputs: Vec<CalculationInputView>,
        /// Whether one of them is out of date.
        stale: bool,
    }

    /// A value that something is computed from.
    struct CalculationInputView {
        /// A test's code, or a step's input's.
        code: String,
        /// The value.
        value: String,
        /// Its unit.
        unit: String,
    }

    /// How long records are kept.
    struct RetentionView {
        /// Years after the last that happens to the unit.
        years: String,
        /// Chinese title of the profile that wants it.
        zh: String,
        /// English title of it.
        en: String,
        /// Where it comes from.
        source: String,
        /// Whether the bank has confirmed it.
        confirmed: bool,
    }
}
