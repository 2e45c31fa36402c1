//! A lot of a reagent or consumable, folded from its entries, and whether it may be used at a site and a moment.
//!
//! Its aggregate is named by the code that is scanned, so that every site's deliveries of a lot meet in it and a recall
//! holds everywhere. Where two entries disagree on its shelf life, the shorter one counts; a delivery that was refused says
//! nothing of the lot, so that a slip at its receipt is put right by entering it anew.

use crate::record::{
    MaterialCounted, MaterialInspected, MaterialOpened, MaterialRecallWithdrawn, MaterialRecalled,
    MaterialReceived,
};
use crate::unit::{Fact, Stamped, entry_name};
use crate::{Code, Measure, Record, Refusal, SiteId};
use rust_decimal::Decimal;

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

/// A recall, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recall {
    /// As it was said.
    pub recalled: Stamped<MaterialRecalled>,
    /// The first act that took it back by name; none while it stands.
    pub withdrawn: Option<Stamped<MaterialRecallWithdrawn>>,
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
    /// Recalls, oldest first, those taken back included.
    pub recalls: Vec<Recall>,
    /// The first recall that stands.
    pub recalled: Option<Stamped<MaterialRecalled>>,
    /// What the lot is: the first delivery that was not refused, or the first of all.
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

impl Recall {
    /// The name of its entry.
    #[must_use]
    pub fn name(&self) -> String {
        entry_name(&self.recalled.stamp)
    }

    fn withdrawn_name(&self) -> Option<String> {
        self.withdrawn.as_ref().map(|_| self.name())
    }

    fn stands_at(&self, at_ms: i64) -> bool {
        let ended = self.withdrawn.as_ref().is_some_and(|withdrawn| withdrawn.stamp.at_ms <= at_ms);
        self.recalled.stamp.at_ms <= at_ms && !ended
    }
}

impl Delivery {
    fn is_accepted(&self) -> bool {
        self.inspected.as_ref().is_some_and(|inspected| inspected.record.accepted)
    }

    fn is_refused(&self) -> bool {
        self.inspected.as_ref().is_some_and(|inspected| !inspected.record.accepted)
    }
}

/// What deliveries say of their lot: those that nobody refused. Where each was refused all of them do, so that what was
/// refused for its shelf life is not thought good at a site that received none.
fn telling(deliveries: &[Delivery]) -> impl Iterator<Item = &MaterialReceived> {
    let none = deliveries.iter().all(Delivery::is_refused);
    let telling = deliveries.iter().filter(move |delivery| none || !delivery.is_refused());
    telling.map(|delivery| &delivery.received.record)
}

impl Lot {
    /// The aggregate of the lot with that code.
    #[must_use]
    pub fn subject(code: &str) -> [u8; 16] {
        crate::named_subject(b"cordkeep.material.v1\0", code)
    }

    /// How the keys of the holds begin that a recall of the lot places, so that a unit is held once. Stations that recall
    /// it before they hear of each other hold it each with a key of their own, which is lifted by itself. What stands once a
    /// recall was taken back holds units anew: a hold that was lifted for the one before says nothing of it.
    #[must_use]
    pub fn hold_key(&self) -> String {
        let mut withdrawn: Vec<String> = self.recalls.iter().filter_map(Recall::withdrawn_name).collect();
        withdrawn.sort_unstable();
        let subject = match withdrawn.is_empty() {
            true => Self::subject(self.code()),
            false => {
                let name = format!("{}\0{}", self.code(), withdrawn.join("\0"));
                crate::named_subject(b"cordkeep.recall_after.v1\0", &name)
            }
        };
        format!("{RECALL_KEY}{}", crate::hex(subject.get(..8).unwrap_or_default()))
    }

    /// The lot after all facts, which come in display order; none where it was never received.
    #[must_use]
    pub fn fold(facts: impl IntoIterator<Item = Fact>) -> Option<Self> {
        let mut deliveries: Vec<Delivery> = Vec::new();
        let (mut inspections, mut openings, mut counts) = (Vec::new(), Vec::new(), Vec::new());
        let (mut recalls, mut withdrawals) = (Vec::new(), Vec::new());
        for Stamped { stamp, record } in facts {
            match record {
                Record::MaterialReceived(record) => {
                    deliveries.push(Delivery { received: Stamped { stamp, record }, inspected: None });
                }
                Record::MaterialInspected(record) => inspections.push(Stamped { stamp, record }),
                Record::MaterialOpened(record) => openings.push(Stamped { stamp, record }),
                Record::MaterialCounted(record) => counts.push(Stamped { stamp, record }),
                Record::MaterialRecalled(record) => {
                    recalls.push(Recall { recalled: Stamped { stamp, record }, withdrawn: None });
                }
                Record::MaterialRecallWithdrawn(record) => withdrawals.push(Stamped { stamp, record }),
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
        for recall in &mut recalls {
            let name = recall.name();
            recall.withdrawn = withdrawals.iter().find(|said| said.record.recalls.contains(&name)).cloned();
        }
        let standing = recalls.iter().find(|recall| recall.withdrawn.is_none());
        let recalled = standing.map(|recall| recall.recalled.clone());
        let what = telling(&deliveries).next()?.clone();
        Some(Self { deliveries, openings, counts, recalls, recalled, what })
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

    /// Whether each of its deliveries was refused, at whatever site.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.deliveries.iter().all(Delivery::is_refused)
    }

    /// When it expires, and the day that people read: the shortest that its deliveries say.
    #[must_use]
    pub fn expiry(&self) -> (i64, &str) {
        telling(&self.deliveries)
            .min_by_key(|record| record.expires_ms)
            .map_or((self.what.expires_ms, &self.what.expires_on), |record| {
                (record.expires_ms, &record.expires_on)
            })
    }

    /// How many days it may be used once it is opened: the fewest that its deliveries say.
    #[must_use]
    pub fn open_days(&self) -> Option<u32> {
        telling(&self.deliveries).filter_map(|record| record.open_days).min()
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

    /// The names of the recalls that stand.
    #[must_use]
    pub fn standing_recalls(&self) -> Vec<String> {
        self.recalls.iter().filter(|recall| recall.withdrawn.is_none()).map(Recall::name).collect()
    }

    /// The unit of its quantities at a site: that of the last delivery.
    #[must_use]
    pub fn unit(&self, site: SiteId) -> &str {
        self.deliveries_at(site).last().map_or(&self.what.unit, |delivery| &delivery.received.record.unit)
    }

    /// What is there of it at a site: the last count, and what was accepted after it. What was used since is not taken off.
    #[must_use]
    pub fn stock(&self, site: SiteId) -> Measure {
        self.stock_at(site, i64::MAX, &[], Measure(Decimal::ZERO))
    }

    /// What was there of it at a site and a moment: the last count, and what was accepted after it, without what was used
    /// after it. Below nothing where more was used than there was by the records.
    #[must_use]
    pub fn stock_at(&self, site: SiteId, at_ms: i64, uses_ms: &[i64], per_use: Measure) -> Measure {
        let counts = self.counts.iter().rev().filter(|counted| counted.stamp.at_ms <= at_ms);
        let counted = counts.clone().find(|counted| counted.record.site == site);
        let mut stock = counted.map_or(Decimal::ZERO, |counted| counted.record.left.0);
        for delivery in self.deliveries_at(site).filter(|delivery| delivery.is_accepted()) {
            let accepted_ms = delivery.inspected.as_ref().map_or(i64::MIN, |inspected| inspected.stamp.at_ms);
            if accepted_ms <= at_ms && counted.is_none_or(|counted| accepted_ms > counted.stamp.at_ms) {
                stock += delivery.received.record.quantity.0;
            }
        }
        let since_ms = counted.map_or(i64::MIN, |counted| counted.stamp.at_ms);
        let used = uses_ms.iter().filter(|used_ms| **used_ms > since_ms && **used_ms <= at_ms).count();
        stock -= Decimal::from(used) * per_use.0;
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
    /// Recalled; refused there; the wrong kind; expired; not received or not inspected there; not opened, or too long ago.
    pub fn judge(&self, kind: Option<&str>, site: SiteId, at_ms: i64) -> Result<(), Refusal> {
        let refuse = |code| Refusal::stop(code).with("value", self.code());
        if let Some(recall) = self.recalls.iter().find(|recall| recall.stands_at(at_ms)) {
            return Err(refuse(Code::LotRecalled).with("reason", &recall.recalled.record.reason));
        }
        let inspection = self.inspection(site);
        // What is said of a refused one may be the slip that it was refused for.
        if inspection != Inspection::Refused {
            if let Some(kind) = kind.filter(|kind| *kind != self.what.kind) {
                return Err(refuse(Code::LotKind)
                    .with("kind_wanted", kind)
                    .with("kind_found", &self.what.kind));
            }
            let (expires_ms, expires_on) = self.expiry();
            if at_ms >= expires_ms {
                return Err(refuse(Code::LotExpired).with("expires", expires_on));
            }
        }
        match inspection {
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
