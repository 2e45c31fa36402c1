//! The safe side applies: a hold wins over a release, and what two units claim holds both until somebody signed.

use super::Read;
use crate::Fault;
use crate::station::Station;
use domain::record::{HoldLiftSigned, HoldPlaced, ResolutionSigned};
use domain::{DonationId, Record, decide};
use ledger::{Hlc, StationId};
use std::collections::{BTreeMap, BTreeSet};

/// When a resolution was signed and which it is, and the unit that it keeps.
type Settled = ((i64, [u8; 16]), DonationId);

/// What the entries that a station holds say, in the order in which they are shown.
#[derive(Default)]
struct Said {
    holds: BTreeMap<DonationId, BTreeSet<String>>,
    numbers: BTreeMap<DonationId, String>,
    places: BTreeMap<DonationId, String>,
    /// What was settled, about what, between whom, for whom; the last one of the same counts.
    settled: BTreeMap<(String, Vec<DonationId>), Settled>,
}

impl Said {
    fn by(entries: &[Read]) -> Result<Self, Fault> {
        let mut sorted: Vec<(Hlc, StationId, u64, &Read)> = entries
            .iter()
            .map(|read| (read.header.hlc, read.header.station, read.header.seq, read))
            .collect();
        sorted.sort_unstable_by_key(|(hlc, station, seq, _)| (*hlc, *station, *seq));
        let mut said = Self::default();
        for (_, _, _, Read { header, entry }) in sorted {
            let record = Record::decode(&header.kind, header.kind_version, entry.body());
            let Some(record) = record.map_err(|e| Fault::violation(e.to_string()))? else { continue };
            said.hear(*header.subject.id.bytes(), header.clock.wall_ms, record);
        }
        Ok(said)
    }

    fn hear(&mut self, subject: [u8; 16], at_ms: i64, record: Record) {
        let donation = DonationId::from_bytes(subject);
        match record {
            Record::HoldPlaced(HoldPlaced { key, .. }) => {
                self.holds.entry(donation).or_default().insert(key);
            }
            Record::HoldLiftSigned(HoldLiftSigned { key, .. }) => {
                self.holds.entry(donation).or_default().remove(&key);
            }
            Record::CollectionRegistered(collection) => {
                self.numbers.entry(donation).or_insert(collection.din);
            }
            Record::UnitStored(stored) => {
                self.places.insert(donation, stored.position);
            }
            Record::ResolutionSigned(ResolutionSigned { about, mut units, keep, .. }) => {
                units.sort_unstable();
                let order = (at_ms, subject);
                let last = self.settled.entry((about, units)).or_insert((order, keep));
                if order >= last.0 {
                    *last = (order, keep);
                }
            }
            _ => {}
        }
    }
}

/// Checks what a station shows of its units.
pub(super) fn check(station: &Station, entries: &[Read]) -> Result<(), Fault> {
    let said = Said::by(entries)?;
    for (donation, keys) in &said.holds {
        if !keys.is_empty() {
            held(station, *donation, "a hold that nobody lifted")?;
        }
    }
    for claims in [&said.numbers, &said.places] {
        let mut by_claim: BTreeMap<&String, Vec<DonationId>> = BTreeMap::new();
        for (donation, claim) in claims {
            by_claim.entry(claim).or_default().push(*donation);
        }
        for (claim, units) in by_claim {
            let keep = said.settled.get(&(claim.clone(), units.clone())).map(|(_, keep)| *keep);
            for unit in units.iter().filter(|unit| units.len() > 1 && Some(**unit) != keep) {
                held(station, *unit, &format!("{claim} twice"))?;
            }
        }
    }
    Ok(())
}

/// Whether the unit is on hold wherever that matters: in lists, at review and release, for its certificate.
fn held(station: &Station, donation: DonationId, why: &str) -> Result<(), Fault> {
    let store = station.store()?;
    let wrong = |what: &str| {
        let index = station.index;
        Err(Fault::violation(format!("at station {index} unit {donation} has {why}, and {what}")))
    };
    let Some(row) = store.find_unit(donation)? else { return wrong("is not known") };
    if !row.held {
        return wrong("is not shown as held");
    }
    let Some(unit) = store.find_unit_state(donation)? else { return wrong("has no state") };
    let contests = store.list_contests_of(donation)?;
    if unit.hold_reason(&contests).is_none() {
        return wrong("no rule holds it");
    }
    if decide::issue_certificate(&unit, &contests, Some("again")).is_ok() {
        return wrong("gets a certificate");
    }
    Ok(())
}
