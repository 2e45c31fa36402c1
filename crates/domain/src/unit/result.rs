//! Which result of a test is current: the one that was measured last, whatever order the entries came in or were made in.
//!
//! A result of which no instrument says when it was measured counts from its entry. One that stands in place of others stays
//! there: it is as old as the newest of them, unless it was measured later. So a value that another station measured earlier and
//! entered later does not become current, nor does its correction. Where two are of one moment, one that stands in place of
//! another is newer than one that stands in place of nothing, which may be the same measurement taken a second time; else the
//! later entry is the newer one.
//!
//! A result in whose place no other stands is a head. There is one of each test, but where stations did not hear of each other.

use super::{Correction, Stamp, Stamped, UnitState, entry_name, is_confirmation};
use crate::record::ResultRecorded;
use crate::{ResultState, StationId};
use std::collections::{BTreeMap, BTreeSet};

/// Where a result stands among those of its test.
struct Standing {
    /// When it was measured, as far as that counts for which is newer, ms.
    moment_ms: i64,
    /// Whether it stands in place of another, also of one that has not arrived.
    is_in_place: bool,
    /// The places of those that it stands in place of.
    replaces: Vec<usize>,
}

impl Standing {
    const fn order(&self) -> (i64, bool) {
        (self.moment_ms, self.is_in_place)
    }
}

impl UnitState {
    pub(super) fn record_result(&mut self, stamp: Stamp, record: ResultRecorded) {
        self.results.entry(record.test.clone()).or_default().push(Stamped { stamp, record });
    }

    /// Brings the results of each test, which are in display order, into the order of their measurement.
    pub(super) fn order_results(&mut self) {
        let results = std::mem::take(&mut self.results);
        let mut noted: Vec<((i64, StationId, u64), Correction)> = Vec::new();
        for (test, all) in results {
            let standings = self.standings(&all);
            for (standing, new) in standings.iter().zip(&all) {
                let replaced = standing.replaces.iter().filter_map(|place| all.get(*place));
                let replaced = replaced.map(|old| (entry(&old.stamp), entry(&new.stamp)));
                self.replaced_results.extend(replaced);
            }
            let mut ordered: Vec<_> = standings.into_iter().zip(all).collect();
            ordered.sort_by_key(|(standing, _)| standing.order());
            let ordered: Vec<_> = ordered.into_iter().map(|(_, result)| result).collect();
            // Of one test in the order of its results; of several the one that was made first.
            let mut made = None;
            for (old, new) in ordered.iter().zip(ordered.iter().skip(1)) {
                let entry = (new.stamp.at_ms, new.stamp.station, new.stamp.seq);
                let at = made.map_or(entry, |made| entry.max(made));
                made = Some(at);
                noted.extend(Correction::of_result(old, new).map(|correction| (at, correction)));
            }
            self.results.insert(test, ordered);
        }
        noted.sort_by_key(|(at, _)| *at);
        self.corrections.extend(noted.into_iter().map(|(_, correction)| correction));
    }

    /// Where each result of a test stands, by their places in display order.
    fn standings(&self, all: &[Stamped<ResultRecorded>]) -> Vec<Standing> {
        let mut standings: Vec<Standing> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        // Clocks that were put back do not turn the order of entries around.
        let mut entered_ms = i64::MIN;
        for (at, result) in all.iter().enumerate() {
            entered_ms = entered_ms.max(result.stamp.at_ms);
            // What was recorded was measured by then, whatever the instrument's clock says.
            let measured_ms = self.measured_ms(&result.stamp).map(|measured_ms| measured_ms.min(entered_ms));
            let named = self.replaced(&result.stamp);
            let replaces = named.map_or_else(
                || unnamed(&standings, all, result),
                |names| names.iter().filter_map(|name| places.get(name).copied()).collect(),
            );
            let replaced = replaces.iter().filter_map(|place| standings.get(*place));
            let replaced_ms = replaced.map(|standing| standing.moment_ms).max();
            let moment_ms = measured_ms.max(replaced_ms).unwrap_or(entered_ms);
            let is_in_place = named.is_some() || !replaces.is_empty();
            standings.push(Standing { moment_ms, is_in_place, replaces });
            // Names are wanted only where some result has one.
            if !self.replacing.is_empty() {
                places.insert(entry_name(&result.stamp), at);
            }
        }
        standings
    }

    /// The results of a test in whose place no other stands, oldest first; the current one is the last of them.
    pub fn result_heads<'a>(&'a self, test: &str) -> impl Iterator<Item = &'a Stamped<ResultRecorded>> {
        let all = self.results.get(test).map(Vec::as_slice).unwrap_or_default();
        let is_replaced = |stamp: &Stamp| self.replaced_results.iter().any(|(old, _)| *old == entry(stamp));
        all.iter().filter(move |result| !is_replaced(&result.stamp))
    }

    /// The heads of a test that say something else than its current result: whoever reported the one had not heard of the
    /// other. A person looks at them and reports one with a reason.
    pub fn contradicting_results<'a>(
        &'a self,
        test: &str,
    ) -> impl Iterator<Item = &'a Stamped<ResultRecorded>> {
        let current = self.result(test);
        self.result_heads(test)
            .filter(move |head| current.is_some_and(|current| !agrees(&head.record, &current.record)))
    }

    /// The results with a value that the current one of a test stands in place of, be it by way of results without one.
    pub fn replaced_values<'a>(&'a self, test: &str) -> Vec<&'a Stamped<ResultRecorded>> {
        let all = self.results.get(test).map(Vec::as_slice).unwrap_or_default();
        let Some((current, before)) = all.split_last() else { return Vec::new() };
        let mut by = BTreeSet::from([entry(&current.stamp)]);
        let mut found = Vec::new();
        // What stands in place of a result comes after it.
        for result in before.iter().rev() {
            let at = entry(&result.stamp);
            if self.replaced_results.iter().any(|(old, new)| *old == at && by.contains(new)) {
                if result.record.number.is_some() || result.record.choice.is_some() {
                    found.push(result);
                } else {
                    by.insert(at);
                }
            }
        }
        found
    }

    fn measured_ms(&self, stamp: &Stamp) -> Option<i64> {
        self.timed.iter().find(|timed| is_same(&timed.stamp, stamp))?.record.measured_ms
    }

    fn replaced(&self, stamp: &Stamp) -> Option<&[String]> {
        let of = self.replacing.iter().find(|of| is_same(&of.stamp, stamp));
        of.map(|of| of.record.as_slice())
    }
}

const fn entry(stamp: &Stamp) -> (StationId, u64) {
    (stamp.station, stamp.seq)
}

fn is_same(one: &Stamp, other: &Stamp) -> bool {
    entry(one) == entry(other)
}

/// Whether a head says what the current result says. A preliminary value that is final elsewhere is no other one.
fn agrees(head: &ResultRecorded, current: &ResultRecorded) -> bool {
    let became_final = head.state == ResultState::Preliminary && current.state == ResultState::Final;
    (head.number, &head.choice) == (current.number, &current.choice)
        && (head.state == current.state || became_final)
}

/// What a result of the versions before, which named no entry, stands in place of: of what was current, where it has a reason or
/// made that final. With a reason also of what its own station had reported, which knew that; whether it knew the others' nobody
/// can say.
fn unnamed(
    standings: &[Standing],
    all: &[Stamped<ResultRecorded>],
    new: &Stamped<ResultRecorded>,
) -> Vec<usize> {
    let before = || standings.iter().zip(all).enumerate();
    let Some((current, (_, old))) = before().max_by_key(|(_, (standing, _))| standing.order()) else {
        return Vec::new();
    };
    if new.record.correction_reason.is_none() {
        return if is_confirmation(&old.record, &new.record) { vec![current] } else { Vec::new() };
    }
    let replaced = |(place, (_, old)): (usize, (&Standing, &Stamped<ResultRecorded>))| {
        (place == current || old.stamp.station == new.stamp.station).then_some(place)
    };
    before().filter_map(replaced).collect()
}
