//! Whether the stock of a kind of material is judged at a site, and what is left of its lots.

use crate::material::Lot;
use crate::record::MaterialStockRuleSet;
use crate::unit::{Fact, Stamped};
use crate::{Code, Measure, Record, Refusal, SiteId};
use rust_decimal::Decimal;

/// What every site said of the stock of one kind, in display order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StockRules {
    said: Vec<Stamped<MaterialStockRuleSet>>,
}

/// What the stock of a lot is judged by.
#[derive(Debug, Clone, Default)]
pub struct LotStock {
    /// The rules of its kind.
    pub rules: StockRules,
    /// When it was used at the site, ms, once for each use.
    pub uses_ms: Vec<i64>,
}

impl StockRules {
    /// The aggregate of a kind's rules.
    #[must_use]
    pub fn subject(kind: &str) -> [u8; 16] {
        crate::named_subject(b"cordkeep.stock_rule.v1\0", kind)
    }

    /// The rules after all facts.
    #[must_use]
    pub fn fold(facts: impl IntoIterator<Item = Fact>) -> Self {
        let said = facts.into_iter().filter_map(|Stamped { stamp, record }| match record {
            Record::MaterialStockRuleSet(record) => Some(Stamped { stamp, record }),
            _ => None,
        });
        Self { said: said.collect() }
    }

    /// What was said last at a site by a moment, also that the stock is not judged.
    #[must_use]
    pub fn last(&self, site: SiteId, at_ms: i64) -> Option<&Stamped<MaterialStockRuleSet>> {
        let there = self.said.iter().rev().filter(|said| said.record.site == site);
        there.clone().find(|said| said.stamp.at_ms <= at_ms)
    }

    /// The rule in force at a site and a moment; none where the stock is not judged.
    #[must_use]
    pub fn at(&self, site: SiteId, at_ms: i64) -> Option<&MaterialStockRuleSet> {
        self.last(site, at_ms).map(|said| &said.record).filter(|rule| rule.counted)
    }

    /// The rule that judges a lot at a site and a moment: none where its quantities are in another unit.
    #[must_use]
    pub fn of_lot(&self, lot: &Lot, site: SiteId, at_ms: i64) -> Option<&MaterialStockRuleSet> {
        self.at(site, at_ms).filter(|rule| rule.unit == lot.unit(site))
    }
}

impl LotStock {
    /// What is left of the lot at a site and a moment; none where that is not judged.
    #[must_use]
    pub fn left(&self, lot: &Lot, site: SiteId, at_ms: i64) -> Option<Measure> {
        let rule = self.rules.of_lot(lot, site, at_ms)?;
        Some(lot.stock_at(site, at_ms, &self.uses_ms, rule.per_use))
    }

    /// Judges so many uses at once.
    ///
    /// # Errors
    /// Less is left than they take.
    pub fn judge(&self, lot: &Lot, uses: usize, site: SiteId, at_ms: i64) -> Result<(), Refusal> {
        let (Some(rule), Some(left)) = (self.rules.of_lot(lot, site, at_ms), self.left(lot, site, at_ms))
        else {
            return Ok(());
        };
        let wanted = Decimal::from(uses) * rule.per_use.0;
        if left.0 >= wanted {
            return Ok(());
        }
        Err(Refusal::stop(Code::NoneLeft)
            .with("value", lot.code())
            .with("left", left)
            .with("wanted", wanted.normalize())
            .with("unit", &rule.unit))
    }
}
