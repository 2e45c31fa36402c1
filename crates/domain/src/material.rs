//! A lot of a reagent or consumable, folded from its entries, and whether it may be used at a site and a moment.
//!
//! Its aggregate is named by the code that is scanned, so that every site's deliveries of a lot meet in it and a recall
//! holds everywhere. Where two entries disagree on its shelf life, the shorter one counts.

use crate::record::{MaterialCounted, MaterialInspected, MaterialOpened, MaterialRecalled, MaterialReceived};
use crate::unit::{Fact, Stamped};
use crate::{Code, Measure, Record, Refusal, SiteId};

/// How the key of a hold begins that a recall placed.
pub const RECALL_KEY: &str = "recall-";
/// Length of [`Lot::hold_key`], bytes.
pub const HOLD_KEY_LENGTH: usize = RECALL_KEY.len() + 16;

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// A delivery with its inspection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// As it arrived.
    pub received: Stamped<MaterialReceived>,
    /// What the inspection found; a refusal of any station counts over another's acceptance.
    pub inspected: Option<Stamped<MaterialInspected>>,
}

/// A lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot {
    /// Deliveries at every site, oldest first; never empty.
    pub deliveries: Vec<Delivery>,
    /// Openings at every site, oldest entry first.
    pub openings: Vec<Stamped<MaterialOpened>>,
    /// Counts at every site, oldest first.
    pub counts: Vec<Stamped<MaterialCounted>>,
    /// The first recall.
    pub recalled: Option<Stamped<MaterialRecalled>>,
    /// The first delivery: what the lot is.
    pub what: MaterialReceived,
}

/// What the inspection of a site's deliveries amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inspection {
    /// Nothing was delivered there.
    Nothing,
    /// None has been inspected yet.
    Awaited,
    /// Every one that was inspected was refused.
    Refused,
    /// At least one was accepted.
    Accepted,
}

impl Delivery {
    fn is_accepted(&self) -> bool {
        self.inspected.as_ref().is_some_and(|inspected| inspected.record.accepted)
    }
}

impl Lot {
    /// The aggregate of the lot with that code.
    #[must_use]
    pub fn subject(code: &str) -> [u8; 16] {
        crate::named_subject(b"cordkeep.material.v1\0", code)
    }

    /// How the keys of the holds begin that a recall of the lot places, so that a unit is held once. Stations that recall
    /// it before they hear of each other hold it each with a key of their own, which is lifted by itself.
    #[must_use]
    pub fn hold_key(code: &str) -> String {
        let subject = Self::subject(code);
        format!("{RECALL_KEY}{}", crate::hex(subject.get(..8).unwrap_or_default()))
    }

    /// The lot after all facts, which come in display order; none where it was never received.
    #[must_use]
    pub fn fold(facts: impl IntoIterator<Item = Fact>) -> Option<Self> {
        let mut deliveries: Vec<Delivery> = Vec::new();
        let (mut inspections, mut openings, mut counts) = (Vec::new(), Vec::new(), Vec::new());
        let mut recalled = None;
        for Stamped { stamp, record } in facts {
            match record {
                Record::MaterialReceived(record) => {
                    deliveries.push(Delivery { received: Stamped { stamp, record }, inspected: None });
                }
                Record::MaterialInspected(record) => inspections.push(Stamped { stamp, record }),
                Record::MaterialOpened(record) => openings.push(Stamped { stamp, record }),
                Record::MaterialCounted(record) => counts.push(Stamped { stamp, record }),
                Record::MaterialRecalled(record) if recalled.is_none() => {
                    recalled = Some(Stamped { stamp, record });
                }
                _ => {}
            }
        }
        for inspected in inspections {
            let place = (inspected.record.delivery_station, inspected.record.delivery_seq);
            let named = |delivery: &&mut Delivery| {
                (delivery.received.stamp.station, delivery.received.stamp.seq) == place
            };
            let Some(delivery) = deliveries.iter_mut().find(named) else { continue };
            if delivery.inspected.is_none() || !inspected.record.accepted {
                delivery.inspected = Some(inspected);
            }
        }
        let what = deliveries.first()?.received.record.clone();
        Some(Self { deliveries, openings, counts, recalled, what })
    }

    /// The code that is scanned.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.what.code
    }

    /// Deliveries at a site, oldest first.
    pub fn deliveries_at(&self, site: SiteId) -> impl Iterator<Item = &Delivery> {
        self.deliveries.iter().filter(move |delivery| delivery.received.record.site == site)
    }

    /// The delivery whose entry stands there.
    #[must_use]
    pub fn delivery(&self, station: crate::StationId, seq: u64) -> Option<&Delivery> {
        let is_it = |d: &&Delivery| (d.received.stamp.station, d.received.stamp.seq) == (station, seq);
        self.deliveries.iter().find(is_it)
    }

    /// When it expires, and the day that people read: the shortest that any delivery says.
    #[must_use]
    pub fn expiry(&self) -> (i64, &str) {
        let records = self.deliveries.iter().map(|delivery| &delivery.received.record);
        records
            .min_by_key(|record| record.expires_ms)
            .map_or((self.what.expires_ms, &self.what.expires_on), |record| {
                (record.expires_ms, &record.expires_on)
            })
    }

    /// How many days it may be used once it is opened: the fewest that any delivery says.
    #[must_use]
    pub fn open_days(&self) -> Option<u32> {
        self.deliveries.iter().filter_map(|delivery| delivery.received.record.open_days).min()
    }

    /// What the inspections of a site's deliveries amount to.
    #[must_use]
    pub fn inspection(&self, site: SiteId) -> Inspection {
        let mut found = Inspection::Nothing;
        for delivery in self.deliveries_at(site) {
            found = match (found, &delivery.inspected) {
                (Inspection::Accepted, _) => Inspection::Accepted,
                (_, Some(_)) if delivery.is_accepted() => Inspection::Accepted,
                (Inspection::Awaited, _) | (_, None) => Inspection::Awaited,
                (_, Some(_)) => Inspection::Refused,
            };
        }
        found
    }

    /// The container in use at a site at a moment: the one opened last.
    #[must_use]
    pub fn opened_ms(&self, site: SiteId, at_ms: i64) -> Option<i64> {
        let there = self.openings.iter().filter(|opened| opened.record.site == site);
        there.map(|opened| opened.record.opened_ms).filter(|opened_ms| *opened_ms <= at_ms).max()
    }

    /// Up to when the container in use at a site may be used for having been opened, ms; none where that does not end it
    /// or nothing is open.
    #[must_use]
    pub fn open_until_ms(&self, site: SiteId, at_ms: i64) -> Option<i64> {
        let days = self.open_days()?;
        Some(self.opened_ms(site, at_ms)?.saturating_add(i64::from(days).saturating_mul(DAY_MS)))
    }

    /// What is there of it at a site: the last count, and what was accepted after it.
    #[must_use]
    pub fn stock(&self, site: SiteId) -> Measure {
        let counted = self.counts.iter().rev().find(|counted| counted.record.site == site);
        let mut stock = counted.map_or(Measure::tenths(0).0, |counted| counted.record.left.0);
        for delivery in self.deliveries_at(site).filter(|delivery| delivery.is_accepted()) {
            let accepted_ms = delivery.inspected.as_ref().map_or(i64::MIN, |inspected| inspected.stamp.at_ms);
            if counted.is_none_or(|counted| accepted_ms > counted.stamp.at_ms) {
                stock += delivery.received.record.quantity.0;
            }
        }
        Measure(stock.normalize())
    }

    /// Whether nothing of it is left at a site, nor waits for inspection.
    #[must_use]
    pub fn is_used_up(&self, site: SiteId) -> bool {
        let waits = self.deliveries_at(site).any(|delivery| delivery.inspected.is_none());
        !waits && self.stock(site).0.is_zero()
    }

    /// Whether it may be used at a site and a moment where a procedure wants `kind`. What was used before a recall and is
    /// entered after it is not refused for that: the use must be known, and the unit goes on hold.
    ///
    /// # Errors
    /// Recalled; the wrong kind; expired; not received, not inspected or refused there; not opened, or too long ago.
    pub fn judge(&self, kind: Option<&str>, site: SiteId, at_ms: i64) -> Result<(), Refusal> {
        let refuse = |code| Refusal::stop(code).with("value", self.code());
        if let Some(recalled) = self.recalled.as_ref().filter(|recalled| recalled.stamp.at_ms <= at_ms) {
            return Err(refuse(Code::LotRecalled).with("reason", &recalled.record.reason));
        }
        if let Some(kind) = kind.filter(|kind| *kind != self.what.kind) {
            return Err(refuse(Code::LotKind).with("kind_wanted", kind).with("kind_found", &self.what.kind));
        }
        let (expires_ms, expires_on) = self.expiry();
        if at_ms >= expires_ms {
            return Err(refuse(Code::LotExpired).with("expires", expires_on));
        }
        match self.inspection(site) {
            Inspection::Nothing => return Err(refuse(Code::LotElsewhere)),
            Inspection::Awaited => return Err(refuse(Code::LotNotInspected)),
            Inspection::Refused => return Err(refuse(Code::LotRefused)),
            Inspection::Accepted => {}
        }
        if let Some(days) = self.open_days() {
            let until_ms = self
                .open_until_ms(site, at_ms)
                .ok_or_else(|| refuse(Code::LotNotOpened).with("days", days))?;
            if at_ms > until_ms {
                return Err(refuse(Code::LotOpenTooLong).with("days", days).with("until", until_ms));
            }
        }
        Ok(())
    }
}
