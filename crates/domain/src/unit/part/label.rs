//! Labels of parts: which were ordered, and which never came out of a printer.

use super::{Part, PartId};
use crate::record::{PartLabelCalledOff, PartLabelled};
use crate::unit::{Stamp, Stamped, UnitState};

/// A label of a part.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PartLabel {
    /// The order: its entry.
    pub order: PartId,
    /// When and by whom it was ordered.
    pub stamp: Stamp,
    /// The number that it was ordered with.
    pub number: u32,
    /// Why again, where one was printed before.
    pub reprint_reason: Option<String>,
    /// That it never came out, with the reason; the first time stands.
    pub called_off: Option<(Stamp, String)>,
}

impl Part {
    /// Labels of it that came out, as far as anybody said, with the number that it has.
    #[must_use]
    pub fn printed(&self) -> u32 {
        let same = self.labels_out().filter(|label| label.number == self.number);
        u32::try_from(same.count()).unwrap_or(u32::MAX)
    }

    /// Labels of it that came out, as far as anybody said, oldest first.
    pub fn labels_out(&self) -> impl Iterator<Item = &PartLabel> {
        self.labels.iter().filter(|label| label.called_off.is_none())
    }

    /// Whether it got another number, and no label with it was printed since: what it carries names another part.
    #[must_use]
    pub fn is_unlabelled(&self) -> bool {
        !self.numbers.is_empty() && self.printed() == 0
    }
}

impl UnitState {
    /// Whether a vessel may be there whose label says the number: a label that came out says it for good, whatever number the
    /// part has since, and a part that was discarded may be there all the same.
    #[must_use]
    pub fn may_carry(&self, number: u32) -> bool {
        let says = |part: &Part| {
            part.number == number
                || part.made.record.number == number
                || part.numbers.iter().any(|one| one.record.number == number)
                || part.labels_out().any(|label| label.number == number)
        };
        let may_be = |part: &Part| self.is_kept(part) || self.is_discard_doubted(part);
        self.parts.iter().any(|part| says(part) && may_be(part))
    }

    /// The parts whose labels of an order came out, as far as anybody said, with the number of each label.
    pub fn labels_of(&self, order: PartId) -> impl Iterator<Item = (PartId, u32)> {
        self.parts.iter().flat_map(move |part| {
            let labels = part.labels_out().filter(move |label| label.order == order);
            labels.map(|label| (part.id, label.number))
        })
    }

    pub(in crate::unit) fn label_parts(&mut self, printed: Stamped<PartLabelled>) {
        let Stamped { stamp, record } = printed;
        for (text, number) in record.of_parts.iter().zip(&record.numbers) {
            let Ok(id) = text.parse::<PartId>() else { continue };
            if let Some(part) = self.part_mut(id.station, id.seq) {
                part.labels.push(PartLabel {
                    order: PartId::of(&stamp),
                    stamp: stamp.clone(),
                    number: *number,
                    reprint_reason: record.reprint_reason.clone(),
                    called_off: None,
                });
            }
        }
    }

    pub(in crate::unit) fn call_off_labels(&mut self, called_off: Stamped<PartLabelCalledOff>) {
        let Stamped { stamp, record } = called_off;
        let order = PartId { station: record.station, seq: record.seq };
        for id in record.of_parts.iter().filter_map(|text| text.parse::<PartId>().ok()) {
            let part = self.part_mut(id.station, id.seq);
            let labels = part.into_iter().flat_map(|part| &mut part.labels);
            for label in labels.filter(|label| label.order == order && label.called_off.is_none()) {
                label.called_off = Some((stamp.clone(), record.reason.clone().unwrap_or_default()));
            }
        }
    }
}
