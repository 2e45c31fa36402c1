//! Timers that run or have passed at this station, whatever screen is shown.

use crate::context::{Answer, Cx};
use crate::problem::stored;
use crate::view::{due_ms, timers_of, together};
use api::wire::{Empty, TimerList, TimerView, TimersOf};
use domain::DonationId;
use domain::rules::{Sop, Step};
use std::collections::BTreeSet;
use store::query::Counted;

/// Timers still to come that a screen shows beside its work.
const COMING_SHOWN: usize = 6;
/// Passed ones beside them, the last that passed: however many there are, they take no place of what is to come.
const PASSED_SHOWN: usize = 3;
/// A timer that passed is shown beside other work for so long; then on its unit and run alone.
const PASSED_MS: i64 = 24 * 60 * MINUTE_MS;
/// Units looked at for one window: what a branch leaves out is only known of the unit itself.
const COUNTED_MAX: u32 = 100;
/// Units looked at in all.
const UNITS_MAX: usize = 150;
/// Units asked for at once.
const ASKED_MAX: usize = 200;
/// Runs asked for at once.
const RUNS_MAX: usize = 50;
const MINUTE_MS: i64 = 60_000;

/// Every window of a procedure: what it is counted from, and how long, ms.
fn windows(sop: &Sop) -> Vec<(Counted<'_>, i64)> {
    let span =
        |limit: Option<u32>, opening: Option<u32>| limit.or(opening).map(|min| i64::from(min) * MINUTE_MS);
    let of_step = |step: &'_ Step| -> Vec<(Option<String>, i64)> {
        let timing = step.timing.iter().filter_map(|timing| {
            Some((Some(timing.from.clone()), span(timing.within_min, timing.not_before_min)?))
        });
        let dwell = step.dwell.iter().filter_map(|dwell| Some((None, span(dwell.max_min, dwell.min_min)?)));
        timing.chain(dwell).collect()
    };
    let mut found = Vec::new();
    for step in &sop.steps {
        for (from, span_ms) in of_step(step) {
            match from {
                None => found.push((Counted { step, from: None }, span_ms)),
                Some(from) => {
                    let from = sop.step(&from);
                    found.extend(from.map(|from| (Counted { step, from: Some(from) }, span_ms)));
                }
            }
        }
    }
    found
}

impl Cx<'_> {
    /// The timers of a unit.
    fn unit_timers(&self, donation: DonationId) -> Answer<Vec<TimerView>> {
        let unit = self.unit(donation)?;
        let rules = self.reading_rules(&unit.state)?;
        let run = self.store()?.find_run_of(donation).map_err(stored)?;
        Ok(timers_of(&unit.state, &rules, run.as_ref()))
    }

    /// Units that may have a timer that presses, the most pressing first.
    fn pressing(&self, since_ms: i64) -> Answer<Vec<(i64, DonationId)>> {
        let (site, rules) = (self.site()?, self.rules());
        let mut found = Vec::new();
        for digest in self.store()?.list_procedures_at_work(site).map_err(stored)? {
            let Some(file) = rules.sop_of_digest(&digest) else { continue };
            for (counted, span_ms) in windows(&file.sop) {
                let rows = self
                    .store()?
                    .list_counted((&digest, site), counted, since_ms.saturating_sub(span_ms), COUNTED_MAX)
                    .map_err(stored)?;
                found.extend(rows.into_iter().map(|(unit, at_ms)| (at_ms.saturating_add(span_ms), unit)));
            }
        }
        found.sort_unstable();
        Ok(found)
    }

    /// What is still to come, the most pressing first.
    fn coming(&self, now_ms: i64) -> Answer<Vec<TimerView>> {
        let (mut seen, mut timers) = (BTreeSet::new(), Vec::new());
        for (at_ms, donation) in self.pressing(now_ms)? {
            // What comes later presses less than those that are shown already.
            let enough = timers.get(COMING_SHOWN - 1).is_some_and(|last| due_ms(last) < at_ms);
            if enough || seen.len() >= UNITS_MAX {
                break;
            }
            if seen.insert(donation) {
                timers
                    .extend(self.unit_timers(donation)?.into_iter().filter(|timer| due_ms(timer) >= now_ms));
                timers = together(timers);
            }
        }
        timers.truncate(COMING_SHOWN);
        Ok(timers)
    }

    /// The last that passed, and how many passed before them.
    fn passed(&self, now_ms: i64) -> Answer<(Vec<TimerView>, u32)> {
        let passed_ms = now_ms.saturating_sub(PASSED_MS)..now_ms;
        let pressing = self.pressing(passed_ms.start)?.into_iter();
        let units: BTreeSet<DonationId> = pressing
            .rev()
            .filter(|(at_ms, _)| passed_ms.contains(at_ms))
            .map(|(_, unit)| unit)
            .take(UNITS_MAX)
            .collect();
        let mut timers = Vec::new();
        for donation in units {
            let of_unit = self.unit_timers(donation)?.into_iter();
            timers.extend(of_unit.filter(|timer| passed_ms.contains(&due_ms(timer))));
        }
        let mut timers = together(timers);
        let more = timers.len().saturating_sub(PASSED_SHOWN);
        timers.drain(..more);
        Ok((timers, u32::try_from(more).unwrap_or(u32::MAX)))
    }
}

/// Also where nobody is signed in or the session is locked: a spin that ends waits for nobody's password. It names units and
/// steps, no person.
pub(crate) fn timer_list(cx: &mut Cx<'_>, _: Empty) -> Answer<TimerList> {
    let now_ms = cx.now_ms();
    let (mut timers, more_passed) = cx.passed(now_ms)?;
    timers.extend(cx.coming(now_ms)?);
    Ok(TimerList { timers, more_passed, now_ms })
}

/// The most pressing timer of each unit and each run.
pub(crate) fn timer_of(cx: &mut Cx<'_>, request: TimersOf) -> Answer<TimerList> {
    let mut timers = Vec::new();
    for donation in request.donations.into_iter().take(ASKED_MAX) {
        let of_unit = cx.unit_timers(donation)?.into_iter().map(|timer| TimerView { run: None, ..timer });
        timers.extend(of_unit.min_by_key(due_ms));
    }
    for id in request.runs.into_iter().take(RUNS_MAX) {
        let Some(run) = cx.store()?.find_run(id).map_err(stored)? else { continue };
        let mut of_run = Vec::new();
        for donation in run.units().collect::<Vec<_>>() {
            of_run.extend(
                cx.unit_timers(donation)?.into_iter().map(|timer| TimerView { run: Some(id), ..timer }),
            );
        }
        timers.extend(together(of_run).into_iter().next());
    }
    Ok(TimerList { timers, more_passed: 0, now_ms: cx.now_ms() })
}
