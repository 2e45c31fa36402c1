//! Which result of a test is current: the one that was measured last, whatever order the entries came in or were made in.
//!
//! A result of which no instrument says when it was measured counts from its entry. One that stands in place of another stays
//! there: it is as old as that one, unless it was measured later. So a value that another station measured earlier and entered
//! later does not become current, nor does its correction. Where two are of one moment, the later entry is the newer one.

use super::{Correction, Stamp, Stamped, UnitState, entry_name, is_confirmation};
use crate::StationId;
use crate::record::ResultRecorded;
use std::collections::BTreeMap;

impl UnitState {
    pub(super) fn record_result(&mut self, stamp: Stamp, record: ResultRecorded) {
        self.results.entry(record.test.clone()).or_default().push(Stamped { stamp, record });
    }

    /// Brings the results of each test, which are in display order, into the order of their measurement.
    pub(super) fn order_results(&mut self) {
        let results = std::mem::take(&mut self.results);
        let mut noted: Vec<((i64, StationId, u64), Correction)> = Vec::new();
        for (test, all) in results {
            let moments = self.moments(&all);
            let mut ordered: Vec<_> = moments.into_iter().zip(all).collect();
            ordered.sort_by_key(|(moment_ms, _)| *moment_ms);
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

    /// When each result of a test was measured, as far as that counts for which is newer, ms.
    fn moments(&self, all: &[Stamped<ResultRecorded>]) -> Vec<i64> {
        let mut moments: Vec<i64> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        // Clocks that were put back do not turn the order of entries around.
        let mut entered_ms = i64::MIN;
        for (at, result) in all.iter().enumerate() {
            entered_ms = entered_ms.max(result.stamp.at_ms);
            // What was recorded was measured by then, whatever the instrument's clock says.
            let measured_ms = self.measured_ms(&result.stamp).map(|measured_ms| measured_ms.min(entered_ms));
            let replaced = match self.replaced(&result.stamp) {
                Some(name) => places.get(name).copied(),
                // Versions before named no entry: they replaced what was current.
                None => newest(&moments).filter(|current| {
                    let replaces =
                        |old: &Stamped<ResultRecorded>| is_confirmation(&old.record, &result.record);
                    result.record.correction_reason.is_some() || all.get(*current).is_some_and(replaces)
                }),
            };
            let replaced_ms = replaced.and_then(|place| moments.get(place)).copied();
            moments.push(measured_ms.max(replaced_ms).unwrap_or(entered_ms));
            // Names are wanted only where some result has one.
            if !self.replacing.is_empty() {
                places.insert(entry_name(&result.stamp), at);
            }
        }
        moments
    }

    fn measured_ms(&self, stamp: &Stamp) -> Option<i64> {
        self.timed.iter().find(|timed| is_same(&timed.stamp, stamp))?.record.measured_ms
    }

    fn replaced(&self, stamp: &Stamp) -> Option<&str> {
        let of = self.replacing.iter().find(|of| is_same(&of.stamp, stamp));
        of.map(|of| of.record.as_str())
    }
}

fn is_same(one: &Stamp, other: &Stamp) -> bool {
    (one.station, one.seq) == (other.station, other.seq)
}

/// The place of the newest moment, the last one of several.
fn newest(moments: &[i64]) -> Option<usize> {
    let newest = moments.iter().enumerate().max_by_key(|(_, moment_ms)| **moment_ms);
    newest.map(|(place, _)| place)
}
