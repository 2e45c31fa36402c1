//! What is asked of a unit before its parts are worked with.

use crate::decide::Context;
use crate::rules::SampleRules;
use crate::unit::{Contest, ContestKind, Part, UnitState};
use crate::{Code, Refusal};

/// The unit whose parts are worked with.
#[derive(Debug, Clone, Copy)]
pub struct PartScene<'a> {
    /// The unit.
    pub unit: &'a UnitState,
    /// What it and others disagree about.
    pub contests: &'a [Contest],
    /// What the bank says of samples.
    pub rules: &'a SampleRules,
    /// Who, where and when.
    pub context: &'a Context<'a>,
}

impl PartScene<'_> {
    /// Refuses a number that another unit claims too: nobody can tell whose the vessel is.
    pub(super) fn is_numbered(&self) -> Result<(), Refusal> {
        match self.rivalry() {
            Some(contest) if contest.lost => {
                Err(Refusal::stop(Code::PartNumberLost).with("din", &contest.about))
            }
            Some(contest) => Err(Refusal::stop(Code::SpecimenContested).with("din", &contest.about)),
            None => Ok(()),
        }
    }

    /// Refuses a number that another unit claims too, as long as nobody has settled whose it is.
    pub(super) fn is_told_apart(&self) -> Result<(), Refusal> {
        match self.rivalry() {
            Some(contest) if !contest.lost => self.is_numbered(),
            _ => Ok(()),
        }
    }

    fn rivalry(&self) -> Option<&Contest> {
        self.contests.iter().find(|contest| contest.kind == ContestKind::DuplicateDin)
    }

    /// Refuses where the bag is on its way, or at another site.
    pub(super) fn has_bag(&self) -> Result<(), Refusal> {
        match self.unit.open_journey().is_some() || self.unit.site() != Some(self.context.site) {
            true => Err(Refusal::stop(Code::PartBagElsewhere).at("part")),
            false => Ok(()),
        }
    }

    /// Refuses a part that is kept at another site. A compartment that is kept nowhere is where the bag is.
    pub(super) fn has_part(&self, part: &Part) -> Result<(), Refusal> {
        match part.kept_site() {
            Some(site) if site == self.context.site => Ok(()),
            Some(_) => Err(Refusal::stop(Code::PartElsewhere).with("number", part.number).at("part")),
            None if part.is_compartment() => self.has_bag(),
            None => Ok(()),
        }
    }
}
