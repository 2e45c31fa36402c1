//! Which parts there are, and which cannot be told apart.

use super::{Part, PartDraw};
use crate::unit::UnitState;

impl UnitState {
    /// Whether another part that is still kept has the same number.
    #[must_use]
    pub fn is_twin(&self, part: &Part) -> bool {
        self.is_there(part)
            && self.parts_numbered(part.number).any(|other| other.id != part.id && self.is_there(other))
    }

    /// The part that has another number than its label: this one, or one that had this one's number.
    #[must_use]
    pub fn unlabelled_with<'a>(&'a self, part: &'a Part) -> Option<&'a Part> {
        let was = |other: &Part| other.numbers.iter().any(|one| one.record.number == part.number);
        let wants = |other: &&Part| other.is_unlabelled() && self.is_there(other);
        let twins = self.parts.iter().filter(|other| was(other));
        std::iter::once(part).chain(twins).find(wants)
    }

    /// Whether the part was entered by mistake. A chain of parts goes from older to newer ones, whatever entries say.
    #[must_use]
    pub fn is_void(&self, part: &Part) -> bool {
        let of_it = |child: &&Part| child.parent == Some(part.id) && child.order > part.order;
        part.voided.is_some()
            && part.uses.is_empty()
            && !self.parts.iter().filter(of_it).any(|child| !self.is_void(child))
    }

    /// Whether the part was, and was not discarded.
    pub(super) fn is_there(&self, part: &Part) -> bool {
        !part.is_discarded() && !self.is_void(part)
    }

    /// Parts that were made of a part.
    pub fn children_of(&self, part: &Part) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |child| child.parent == Some(part.id) && !self.is_void(child))
    }

    /// Whether the volume of an entry of that place counts towards what was taken of a part: a count says what is left
    /// whatever came before it.
    pub(super) fn counts_since(part: &Part, order: usize) -> bool {
        part.counts.last().is_none_or(|count| order > count.order)
    }

    /// Whether what was used then lies after the last count of the part.
    #[must_use]
    pub fn is_use_open(part: &Part, draw: &PartDraw) -> bool {
        Self::counts_since(part, draw.order)
    }

    /// Whether the part was made after the last count of the one that it was made of.
    #[must_use]
    pub fn is_made_open(parent: &Part, part: &Part) -> bool {
        Self::counts_since(parent, part.order)
    }

    /// Whether another part is the same compartment of the bag.
    #[must_use]
    pub fn is_position_contested(&self, part: &Part) -> bool {
        let position = part.made.record.compartment;
        let same = |other: &Part| other.id != part.id && other.made.record.compartment == position;
        position.is_some()
            && self.is_there(part)
            && self.compartments().any(|other| same(other) && self.is_there(other))
    }

    /// The compartments of the bag, discarded ones among them.
    pub fn compartments(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.is_compartment() && !self.is_void(part))
    }
}
