//! The controls of a test on a device, folded from their entries: target values, what was measured, which of Westgard's
//! rules each value breaks, and whether the device is in control.
//!
//! Values count in the order in which they were measured, whenever they were entered. Levels that follow each other belong
//! to one run; a level that comes again, or a pause of [`RUN_MS`], begins the next one. A recorded action begins the rules
//! anew for what is measured after it: what was before the repair says nothing of what came after.

use crate::record::{
    ControlCorrected, ControlExplained, ControlRecorded, ControlTargetEnded, ControlTargetProposed,
    ControlTargetSettled,
};
use crate::rules::{ControlPoint, ControlTarget, control_rules};
use crate::unit::{Fact, Stamp, Stamped};
use crate::{ControlLevel, ControlRule, Measure, Record, SiteId, StationId};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The longest pause within a run, ms.
pub const RUN_MS: i64 = 4 * 60 * 60 * 1_000;
/// Values before the newest one that rules look at, of whatever level.
const WINDOW: usize = 64;
/// Values of its level that rules look at, however many of other levels came between.
const LEVEL_WINDOW: usize = 10;

/// Target values of a lot and level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// As they were brought in.
    pub proposed: Stamped<ControlTargetProposed>,
    /// What another person said of them; a refusal of any station counts over another's approval.
    pub settled: Option<Stamped<ControlTargetSettled>>,
    /// That they hold no longer; the first time stands.
    pub ended: Option<Stamped<ControlTargetEnded>>,
}

/// A control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// As it was recorded.
    pub recorded: Stamped<ControlRecorded>,
    /// Where it stands, the first entry first: stations that told the same control each have one.
    pub places: Vec<(StationId, u64)>,
    /// Corrections, oldest first.
    pub corrections: Vec<Stamped<ControlCorrected>>,
    /// Causes and actions, oldest first.
    pub explained: Vec<Stamped<ControlExplained>>,
    /// The value that counts; none where nothing of the kind was measured.
    pub value: Option<Measure>,
    /// How far it lies from the mean, in standard deviations.
    pub deviation: Option<Decimal>,
    /// The rules that it breaks.
    pub rules: Vec<ControlRule>,
    /// What it said before it was withdrawn, where that was a rejection.
    pub withdrawn: Option<Broken>,
}

/// A value that rejects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// The value.
    pub value: Measure,
    /// In standard deviations from the mean.
    pub deviation: Decimal,
    /// The rule that it breaks.
    pub rule: ControlRule,
}

/// The controls of a test on a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlSeries {
    /// Test code.
    pub test: String,
    /// Number of the device.
    pub device: String,
    /// Target values, oldest proposal first.
    pub targets: Vec<Target>,
    /// Controls in the order in which they were measured; the same one told twice is here once.
    pub controls: Vec<Control>,
}

/// A level that is out of control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlStop {
    /// Test code.
    pub test: String,
    /// Number of the device.
    pub device: String,
    /// Where it was measured.
    pub site: SiteId,
    /// Level.
    pub level: ControlLevel,
    /// Code of the lot.
    pub lot: String,
    /// The rule that is broken.
    pub rule: ControlRule,
    /// What was measured.
    pub value: Measure,
    /// In standard deviations from the mean.
    pub deviation: Decimal,
    /// When, ms since 1970-01-01 UTC.
    pub measured_ms: i64,
}

/// How the controls of some tests stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ControlStanding {
    /// What is out of control.
    pub stops: Vec<ControlStop>,
    /// Tests that are out of control somewhere, each with a device that has approved target values for it.
    pub controlled: Vec<(String, String)>,
}

impl ControlStanding {
    /// What stops a result of the test: of the device that is named, where it has controls of its own. A device without
    /// them says no more than none: then any stop of the site does.
    #[must_use]
    pub fn stop_of(&self, test: &str, device: Option<&str>, site: SiteId) -> Option<&ControlStop> {
        let is_controlled = |device: &str| {
            self.controlled.iter().any(|(of, known)| (of.as_str(), known.as_str()) == (test, device))
        };
        let own = device.filter(|device| is_controlled(device));
        let concerns = |stop: &&ControlStop| {
            let is_it = Some(stop.device.as_str()) == device;
            stop.test == test && (is_it || own.is_none() && stop.site == site)
        };
        self.stops.iter().find(concerns)
    }
}

impl Target {
    /// Whether another person approved them.
    #[must_use]
    pub fn is_approved(&self) -> bool {
        self.settled.as_ref().is_some_and(|settled| settled.record.approved)
    }
}

impl Control {
    fn new(recorded: Stamped<ControlRecorded>) -> Self {
        Self {
            value: Some(recorded.record.value),
            places: vec![place(&recorded.stamp)],
            recorded,
            corrections: Vec::new(),
            explained: Vec::new(),
            deviation: None,
            rules: Vec::new(),
            withdrawn: None,
        }
    }

    /// The value that counts, or that counted before it was withdrawn.
    fn told(&self) -> Measure {
        let corrected = self.corrections.iter().rev().find_map(|right| right.record.value);
        self.value.or(corrected).unwrap_or(self.recorded.record.value)
    }

    /// Why results may not be reported on its strength. Taking a rejection back opens nothing.
    fn broken(&self) -> Option<Broken> {
        let broken = || Some(Broken { value: self.value?, deviation: self.deviation?, rule: self.out()? });
        broken().or(self.withdrawn)
    }

    /// The rule for which the run is out of control, the first of several.
    #[must_use]
    pub fn out(&self) -> Option<ControlRule> {
        self.rules.iter().copied().find(|rule| rule.is_out())
    }

    /// Whether results may be reported on its strength.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.deviation.is_some() && self.out().is_none()
    }
}

/// What tells a control from every other one.
fn said(record: &ControlRecorded) -> (String, ControlLevel, i64, Measure) {
    (record.lot.clone(), record.level, record.measured_ms, record.value)
}

fn place(stamp: &Stamp) -> (StationId, u64) {
    (stamp.station, stamp.seq)
}

impl ControlSeries {
    /// The aggregate of a test on a device.
    #[must_use]
    pub fn subject(test: &str, device: &str) -> [u8; 16] {
        crate::named_subject(b"cordkeep.control.v1\0", &format!("{test}\0{device}"))
    }

    /// The controls after all facts, which come in display order; none where nothing is known of them.
    #[must_use]
    pub fn fold(facts: impl IntoIterator<Item = Fact>) -> Option<Self> {
        let (mut targets, mut controls): (Vec<Target>, Vec<Control>) = (Vec::new(), Vec::new());
        let (mut settled, mut corrections, mut explained) = (Vec::new(), Vec::new(), Vec::new());
        let mut ended = Vec::new();
        let mut seen: BTreeMap<_, usize> = BTreeMap::new();
        for Stamped { stamp, record } in facts {
            match record {
                Record::ControlTargetProposed(record) => {
                    targets.push(Target { proposed: Stamped { stamp, record }, settled: None, ended: None });
                }
                Record::ControlTargetSettled(record) => settled.push(Stamped { stamp, record }),
                Record::ControlTargetEnded(record) => ended.push(Stamped { stamp, record }),
                Record::ControlCorrected(record) => corrections.push(Stamped { stamp, record }),
                Record::ControlExplained(record) => explained.push(Stamped { stamp, record }),
                Record::ControlRecorded(record) => {
                    let at = *seen.entry(said(&record)).or_insert(controls.len());
                    match controls.get_mut(at) {
                        Some(same) => same.places.push(place(&stamp)),
                        None => controls.push(Control::new(Stamped { stamp, record })),
                    }
                }
                _ => {}
            }
        }
        for looked in settled {
            let wanted = (looked.record.target_station, looked.record.target_seq);
            let found = targets.iter_mut().find(|target| place(&target.proposed.stamp) == wanted);
            let Some(target) = found else { continue };
            if target.settled.is_none() || !looked.record.approved {
                target.settled = Some(looked);
            }
        }
        for end in ended {
            let wanted = (end.record.target_station, end.record.target_seq);
            let found = targets.iter_mut().find(|target| place(&target.proposed.stamp) == wanted);
            if let Some(target) = found.filter(|target| target.ended.is_none()) {
                target.ended = Some(end);
            }
        }
        let find = |wanted, controls: &[Control]| {
            controls.iter().position(|control| control.places.contains(&wanted))
        };
        for right in corrections {
            let at = find((right.record.control_station, right.record.control_seq), &controls);
            if let Some(control) = at.and_then(|at| controls.get_mut(at)) {
                control.value = right.record.value;
                control.corrections.push(right);
            }
        }
        for why in explained {
            let at = find((why.record.control_station, why.record.control_seq), &controls);
            if let Some(control) = at.and_then(|at| controls.get_mut(at)) {
                control.explained.push(why);
            }
        }
        let of_target = targets.first().map(|target| {
            let record = &target.proposed.record;
            (record.test.clone(), record.device.clone())
        });
        let of_control = controls.first().map(|control| {
            let record = &control.recorded.record;
            (record.test.clone(), record.device.clone())
        });
        let (test, device) = of_target.or(of_control)?;
        judge(&mut controls);
        Some(Self { test, device, targets, controls })
    }

    /// Counts a control that is not on record yet: what the series is once it is.
    pub fn add(&mut self, record: ControlRecorded) {
        // It stands behind everything that is on record.
        let stamp = Stamp {
            at_ms: i64::MAX,
            operator: None,
            second: None,
            station: StationId::from_bytes([u8::MAX; 16]),
            seq: u64::try_from(self.controls.len()).unwrap_or(u64::MAX),
            site: record.site,
            body_hash: [0; 32],
        };
        self.controls.push(Control::new(Stamped { stamp, record }));
        judge(&mut self.controls);
    }

    /// The target values that hold for a lot and level: those approved last, until they are ended; none before them come back.
    #[must_use]
    pub fn target(&self, lot: &str, level: ControlLevel) -> Option<&Target> {
        let of = |target: &&Target| {
            let record = &target.proposed.record;
            target.is_approved() && record.lot == lot && record.level == level
        };
        let approved =
            |target: &&Target| target.settled.as_ref().map(|said| (said.stamp.at_ms, said.stamp.seq));
        self.targets.iter().filter(of).max_by_key(approved).filter(|target| target.ended.is_none())
    }

    /// The target values that hold, one for each lot and level.
    pub fn targets_in_force(&self) -> impl Iterator<Item = &Target> {
        self.targets.iter().filter(|target| {
            let record = &target.proposed.record;
            let held = self.target(&record.lot, record.level);
            held.is_some_and(|held| place(&held.proposed.stamp) == place(&target.proposed.stamp))
        })
    }

    /// The target values whose entry stands there.
    #[must_use]
    pub fn target_at(&self, station: StationId, seq: u64) -> Option<&Target> {
        self.targets.iter().find(|target| place(&target.proposed.stamp) == (station, seq))
    }

    /// The control whose entry stands there.
    #[must_use]
    pub fn control_at(&self, station: StationId, seq: u64) -> Option<&Control> {
        self.controls.iter().find(|control| control.places.contains(&(station, seq)))
    }

    /// Whether the same control is on record.
    #[must_use]
    pub fn has(&self, recorded: &ControlRecorded) -> bool {
        self.controls.iter().any(|control| said(&control.recorded.record) == said(recorded))
    }

    /// The control of a level measured last up to a moment, of whatever lot, that says how the device measures.
    fn last(&self, level: ControlLevel, at_ms: i64) -> Option<&Control> {
        let of_level = |control: &&Control| {
            let record = &control.recorded.record;
            let says = control.deviation.is_some() || control.withdrawn.is_some();
            record.level == level && record.measured_ms <= at_ms && says
        };
        self.controls.iter().rev().find(of_level)
    }

    /// The levels that are out of control: each stays so until a later control of it is accepted.
    #[must_use]
    pub fn stops(&self) -> Vec<ControlStop> {
        self.stops_at(i64::MAX)
    }

    /// The levels that were out of control at a moment, by what is known of it now.
    #[must_use]
    pub fn stops_at(&self, at_ms: i64) -> Vec<ControlStop> {
        let stop = |level: &ControlLevel| {
            let control = self.last(*level, at_ms)?;
            let record = &control.recorded.record;
            let Broken { value, deviation, rule } = control.broken()?;
            Some(ControlStop {
                test: self.test.clone(),
                device: self.device.clone(),
                site: record.site,
                level: *level,
                lot: record.lot.clone(),
                rule,
                value,
                deviation,
                measured_ms: record.measured_ms,
            })
        };
        ControlLevel::ALL.iter().filter_map(stop).collect()
    }

    /// From when to when results may be wrong because of a control: from the last accepted one of its level before it, to
    /// the next accepted one. None where none came before or after.
    #[must_use]
    pub fn doubtful(&self, station: StationId, seq: u64) -> (Option<i64>, Option<i64>) {
        let Some(at) = self.controls.iter().position(|control| control.places.contains(&(station, seq)))
        else {
            return (None, None);
        };
        let level = self.controls.get(at).map(|control| control.recorded.record.level);
        let good = |control: &&Control| control.is_accepted() && Some(control.recorded.record.level) == level;
        let moment = |control: &Control| control.recorded.record.measured_ms;
        let before = self.controls.iter().take(at).rev().find(good).map(moment);
        let after = self.controls.iter().skip(at + 1).find(good).map(moment);
        (before, after)
    }

    /// When target values of the level were approved first, ms: since then the device is watched. None where none were.
    #[must_use]
    pub fn watched_since(&self, level: ControlLevel) -> Option<i64> {
        let of_level = self.targets.iter().filter(|target| target.proposed.record.level == level);
        let approved = of_level.filter(|target| target.is_approved());
        approved.filter_map(|target| Some(target.settled.as_ref()?.stamp.at_ms)).min()
    }

    /// Values of a lot and level that the bank's own target values may be computed of.
    #[must_use]
    pub fn own_values(&self, lot: &str, level: ControlLevel) -> Vec<Measure> {
        let of = |control: &&Control| {
            let record = &control.recorded.record;
            record.lot == lot && record.level == level && control.is_accepted()
        };
        self.controls.iter().filter(of).filter_map(|control| control.value).collect()
    }
}

/// A value on its way through the rules, with the moment that it was measured and the moment from which on it no longer
/// counts, since something was done about it.
struct Judged {
    point: ControlPoint,
    ended_ms: Option<i64>,
}

/// The values that rules look at, oldest first: the last ones, and before them those of the level that it takes.
fn recent(judged: &[Judged], level: u32) -> Vec<ControlPoint> {
    let (before, last) = judged.split_at(judged.len().saturating_sub(WINDOW));
    let is_level = |judged: &&Judged| judged.point.level == level;
    let missing = LEVEL_WINDOW.saturating_sub(last.iter().filter(is_level).count());
    let mut points: Vec<ControlPoint> =
        before.iter().rev().filter(is_level).take(missing).map(|judged| judged.point).collect();
    points.reverse();
    points.extend(last.iter().map(|judged| judged.point));
    points
}

/// Brings controls into the order in which they were measured, where that is the same that of their entries, and judges each by those before it.
fn judge(controls: &mut [Control]) {
    controls.sort_by_key(|control| {
        let Stamped { stamp, record } = &control.recorded;
        (record.measured_ms, stamp.at_ms, place(stamp))
    });
    let mut judged: Vec<Judged> = Vec::new();
    let (mut run, mut levels, mut last_ms) = (0_u64, Vec::new(), i64::MIN);
    for control in controls {
        let record = &control.recorded.record;
        let target = ControlTarget { mean: record.mean, sd: record.sd };
        let Some(deviation) = target.deviation(control.told()) else { continue };
        let begins = levels.contains(&record.level) || record.measured_ms.saturating_sub(last_ms) > RUN_MS;
        let at_run = run + u64::from(begins);
        let point = ControlPoint { run: at_run, level: record.level as u32, deviation };
        // What was done about an earlier value, before this one was measured, begins the rules anew.
        let done = |earlier: &Judged| earlier.ended_ms.is_some_and(|ended_ms| ended_ms <= record.measured_ms);
        let from = judged.iter().rposition(done).map_or(0, |at| at + 1);
        // No value counts any longer that came before the repair: the moments only go on.
        judged.drain(..from);
        let mut points = recent(&judged, point.level);
        points.push(point);
        let rules = control_rules(&points);
        let (out, deviation) = (rules.iter().copied().find(|rule| rule.is_out()), deviation.round_dp(2));
        if control.value.is_none() {
            // For the rules it was never measured.
            control.withdrawn = out.map(|rule| Broken { value: control.told(), deviation, rule });
            continue;
        }
        if begins {
            levels.clear();
        }
        run = at_run;
        levels.push(record.level);
        last_ms = record.measured_ms;
        control.deviation = Some(deviation);
        control.rules = rules;
        let explained = control.explained.first().filter(|_| out.is_some()).map(|said| said.stamp.at_ms);
        judged.push(Judged { point, ended_ms: explained });
    }
}
