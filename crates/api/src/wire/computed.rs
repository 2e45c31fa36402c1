//! How results are computed, and computing them anew.

use domain::{DonationId, ResultState};

wire! {
    /// How a result was computed, and whether it still is what its inputs make.
    struct ComputedView {
        /// In signs: the inputs are a, b and so on, in their order.
        formula: String,
        /// Of what.
        inputs: Vec<ComputedInputView>,
        /// Whether an input is no longer what it was: the result satisfies nothing.
        stale: bool,
        /// Where it is stale: the value that the inputs make now; none where one of them is gone.
        value_now: Option<String>,
        /// How final that would be.
        state_now: Option<ResultState>,
    }

    /// An input of a computed result.
    struct ComputedInputView {
        /// Chinese name.
        zh: String,
        /// English name.
        en: String,
        /// Unit.
        unit: String,
        /// The value that it was computed of.
        value: String,
        /// The value in force; none where the unit's record has it no longer.
        now: Option<String>,
        /// Whether they are the same.
        changed: bool,
    }

    /// A value that a person saw before it is recorded.
    struct ShownValue {
        /// Test code.
        test: String,
        /// The value.
        value: String,
    }

    /// Records anew, of the values in force, all results that are out of date.
    struct RecomputeResults {
        /// Which unit.
        donation: DonationId,
        /// Every value that was shown.
        values: Vec<ShownValue>,
        /// Why.
        reason: String,
    }
}
