//! The formula by which an analyser's mapping makes a number: a sum of inputs, times a product of inputs, times a factor,
//! corrected for nucleated red cells, rounded once at the end, half away from zero.

use crate::{Code, Measure, Refusal};
use rust_decimal::{Decimal, RoundingStrategy};

/// A formula over named inputs. A mapping says it, and the record of a result keeps it.
#[derive(Debug, Clone, Copy)]
pub struct Formula<'a> {
    /// Inputs that are added up first.
    pub sum: &'a [String],
    /// Inputs that are multiplied.
    pub product: &'a [String],
    /// What the product is multiplied by.
    pub factor: Measure,
    /// An input in nucleated red cells per 100 leucocytes: × 100 / (100 + n).
    pub corrected_for: Option<&'a str>,
    /// Decimals of the result.
    pub decimals: u32,
}

impl Formula<'_> {
    /// How, in signs: `name` gives each input its own.
    #[must_use]
    pub fn text(&self, name: impl Fn(&str) -> String) -> String {
        let named: Vec<String> = self.sum.iter().map(|input| name(input)).collect();
        let sum = match named.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            several => Some(format!("({})", several.join(" + "))),
        };
        let factor = (self.factor.0 != Decimal::ONE).then(|| self.factor.0.normalize().to_string());
        let product = self.product.iter().map(|input| name(input));
        let factors: Vec<String> = sum.into_iter().chain(product).chain(factor).collect();
        let text = factors.join(" × ");
        match self.corrected_for {
            Some(input) => format!("{text} × 100 ÷ (100 + {})", name(input)),
            None => text,
        }
    }

    /// The value of the inputs that `of` knows.
    ///
    /// # Errors
    /// An input that is missing, with its name; a number beyond all bounds.
    pub fn compute(&self, of: impl Fn(&str) -> Option<Measure>) -> Result<Measure, Refusal> {
        let of = |name: &str| {
            let number = of(name).map(|value| value.0);
            number.ok_or_else(|| Refusal::stop(Code::AnalyserInput).with("input", name))
        };
        let overflow = || Refusal::stop(Code::NotANumber);
        let mut number = self.factor.0;
        if !self.sum.is_empty() {
            let mut sum = Decimal::ZERO;
            for name in self.sum {
                sum = sum.checked_add(of(name)?).ok_or_else(overflow)?;
            }
            number = times(number, sum)?;
        }
        for name in self.product {
            number = times(number, of(name)?)?;
        }
        if let Some(name) = self.corrected_for {
            let hundred = Decimal::ONE_HUNDRED;
            let divisor = hundred.checked_add(of(name)?).ok_or_else(overflow)?;
            number = times(number, hundred)?.checked_div(divisor).ok_or_else(overflow)?;
        }
        let mut number = number.round_dp_with_strategy(self.decimals, RoundingStrategy::MidpointAwayFromZero);
        number.rescale(self.decimals);
        Ok(Measure(number))
    }
}

/// A product that does not go beyond all bounds.
pub(crate) fn times(one: Decimal, other: Decimal) -> Result<Decimal, Refusal> {
    one.checked_mul(other).ok_or_else(|| Refusal::stop(Code::NotANumber).with("value", one))
}
