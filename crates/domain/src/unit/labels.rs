//! Labels of a unit counted: printed = applied + destroyed, or some are still to be accounted for.

use super::UnitState;
use crate::LabelFate;
use crate::record::LabelsPrintedByTemplate;
use std::collections::BTreeMap;

/// Labels of one template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct LabelCount {
    /// That came out of a printer.
    pub printed: u32,
    /// Where they belong.
    pub applied: u32,
    /// Destroyed.
    pub destroyed: u32,
}

impl LabelCount {
    /// Not yet accounted for.
    #[must_use]
    pub const fn open(&self) -> u32 {
        self.printed.saturating_sub(self.applied.saturating_add(self.destroyed))
    }
}

impl UnitState {
    /// The unit's labels by template. A cross-check shows the labels that it scanned to be applied.
    #[must_use]
    pub fn label_counts(&self) -> BTreeMap<String, LabelCount> {
        let mut counts: BTreeMap<String, LabelCount> = BTreeMap::new();
        for template in self.label_prints.iter().flat_map(|print| &print.record.templates) {
            counts.entry(template.clone()).or_default().printed += 1;
        }
        for account in &self.label_fates {
            for template in &account.record.templates {
                let count = counts.entry(template.clone()).or_default();
                match account.record.fate {
                    LabelFate::NotPrinted => count.printed = count.printed.saturating_sub(1),
                    LabelFate::Applied => count.applied += 1,
                    LabelFate::Destroyed => count.destroyed += 1,
                }
            }
        }
        for scan in self.cross_check.iter().flat_map(|check| &check.record.scans) {
            // Labels printed ahead of time for a kit are nobody's print of this unit.
            if let Some(count) = counts.get_mut(&scan.role)
                && count.open() > 0
            {
                count.applied += 1;
            }
        }
        counts
    }

    /// Prints of which at least one label came out.
    #[must_use]
    pub fn prints_on_paper(&self) -> usize {
        self.printed().count()
    }

    /// Those among them with a label of this template.
    #[must_use]
    pub fn prints_of(&self, template: &str) -> u32 {
        let prints = self.printed().filter(|print| print.templates.iter().any(|found| found == template));
        u32::try_from(prints.count()).unwrap_or(u32::MAX)
    }

    fn printed(&self) -> impl Iterator<Item = &LabelsPrintedByTemplate> {
        let void = |print: &LabelsPrintedByTemplate| {
            self.label_fates.iter().map(|account| &account.record).any(|account| {
                account.fate == LabelFate::NotPrinted
                    && account.copy == Some(print.copy)
                    && account.templates.len() == print.templates.len()
            })
        };
        self.label_prints.iter().map(|print| &print.record).filter(move |print| !void(print))
    }
}
