//! Where a unit stands in its procedure: which steps are done, which can be done now, which wait, and until when.

use super::{Branch, Condition, Departing, RecordedBy, Sop, Step};
use crate::record::LabelVerified;
use crate::rules::NormProfile;
use crate::unit::{Stamped, UnitState};
use crate::{ReceiptDecision, ResultState, UnitFitness};

const MINUTE_MS: i64 = 60_000;

/// Where one step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Done.
    Done,
    /// Left out.
    Skipped,
    /// Not for this unit.
    NotApplicable,
    /// Can be done now.
    Ready,
    /// Waits for a step before it.
    Waiting,
}

/// A window of time that a step is to be done in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window<'a> {
    /// The step it is counted from: the step itself for how long it goes on.
    pub from: &'a str,
    /// Whether it is how long the step goes on.
    pub dwell: bool,
    /// Not before, ms since 1970-01-01 UTC.
    pub opens_ms: Option<i64>,
    /// At the latest, ms since 1970-01-01 UTC.
    pub closes_ms: Option<i64>,
    /// What being outside is.
    pub outside: Departing,
}

impl Window<'_> {
    /// The moment that somebody has to be there by: its end, or where it has none, its beginning.
    #[must_use]
    pub fn due_ms(&self) -> Option<i64> {
        self.closes_ms.or(self.opens_ms)
    }
}

/// One step of one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepProgress<'a> {
    /// The step.
    pub step: &'a Step,
    /// Where it stands.
    pub standing: Standing,
    /// When it was begun, where it goes on for a time and is not done yet.
    pub begun_ms: Option<i64>,
    /// When it was done.
    pub done_ms: Option<i64>,
    /// Its windows, those whose beginning is known.
    pub windows: Vec<Window<'a>>,
    /// Steps that its times are counted from and that were not done though they are for the unit, with what that takes.
    pub uncounted: Vec<(&'a str, Departing)>,
}

impl StepProgress<'_> {
    /// Whether the bench can do it now.
    #[must_use]
    pub fn is_at_bench(&self) -> bool {
        self.standing == Standing::Ready && self.step.recorded_by.is_none()
    }

    /// Whether something that wants all steps before it waits for this one.
    fn is_missing(&self) -> bool {
        matches!(self.standing, Standing::Ready | Standing::Waiting) && !self.step.optional
    }
}

/// A unit in its procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress<'a> {
    /// Every step in order.
    pub steps: Vec<StepProgress<'a>>,
}

impl<'a> Progress<'a> {
    /// Places a unit.
    #[must_use]
    pub fn of(sop: &'a Sop, norm: &NormProfile, unit: &UnitState) -> Self {
        let mut steps: Vec<StepProgress<'a>> = Vec::with_capacity(sop.steps.len());
        let mut stopping = false;
        for step in &sop.steps {
            let done_ms = done_ms(step, norm, unit);
            let waits = stopping || (step.stop && steps.iter().any(StepProgress::is_missing));
            let standing = if done_ms.is_some() {
                Standing::Done
            } else if unit.skipped.iter().any(|skipped| skipped.record.step == step.code) {
                Standing::Skipped
            } else {
                match step.when.as_ref().map(|branch| applies(branch, &steps, unit)) {
                    Some(Some(false)) => Standing::NotApplicable,
                    Some(None) => Standing::Waiting,
                    None | Some(Some(true)) if waits => Standing::Waiting,
                    None | Some(Some(true)) => Standing::Ready,
                }
            };
            let begun_ms = unit.going_on(&step.code).map(|begun| begun.stamp.at_ms);
            let windows = windows(step, begun_ms, &steps);
            let uncounted = uncounted(step, &steps);
            let progress = StepProgress { step, standing, begun_ms, done_ms, windows, uncounted };
            // A stop point holds everything after it, also where it may be done beside others.
            stopping |= progress.is_missing() && (!step.parallel || step.stop);
            steps.push(progress);
        }
        Self { steps }
    }

    /// The step of that code.
    #[must_use]
    pub fn step(&self, code: &str) -> Option<&StepProgress<'a>> {
        self.steps.iter().find(|progress| progress.step.code == code)
    }

    /// Every window that runs or has passed: of steps that are not done, and of one that goes on again. A step that was
    /// begun in time is in time, so that only how long it goes on is counted from then on.
    pub fn timers(&self) -> impl Iterator<Item = (&StepProgress<'a>, &Window<'a>)> {
        let open = self.steps.iter().filter(|progress| {
            matches!(progress.standing, Standing::Ready | Standing::Waiting) || progress.begun_ms.is_some()
        });
        open.flat_map(|progress| {
            let counts = |window: &&Window<'a>| window.dwell || progress.begun_ms.is_none();
            progress.windows.iter().filter(counts).map(move |window| (progress, window))
        })
    }

    /// The step that comes next: the first that is ready and holds others up, whoever does it and at whatever screen; where
    /// none does, the first that the bench can do.
    #[must_use]
    pub fn next(&self) -> Option<&StepProgress<'a>> {
        let mut ready = self.steps.iter().filter(|progress| progress.standing == Standing::Ready);
        let pressing = ready.find(|progress| !progress.step.parallel && !progress.step.optional);
        pressing.or_else(|| self.steps.iter().find(|progress| progress.is_at_bench()))
    }

    /// Whether the bench can do anything now.
    #[must_use]
    pub fn has_bench_work(&self) -> bool {
        self.steps.iter().any(StepProgress::is_at_bench)
    }

    /// The first step that is missing.
    #[must_use]
    pub fn first_missing(&self) -> Option<&'a Step> {
        self.steps.iter().find(|progress| progress.is_missing()).map(|progress| progress.step)
    }

    /// The first step that is missing before such a record may be made: every step before the one that it does; every
    /// step at all where the procedure does not name it. Steps that may be done beside others are missing only where
    /// the step is a stop point.
    #[must_use]
    pub fn missing_before(&self, record: RecordedBy) -> Option<&'a Step> {
        let end = self.steps.iter().position(|progress| progress.step.recorded_by == Some(record));
        let whole = end.is_none_or(|end| self.steps.get(end).is_some_and(|at| at.step.stop));
        let before = self.steps.iter().take(end.unwrap_or(self.steps.len()));
        let mut missing = before.filter(|progress| {
            progress.is_missing() && (whole || !progress.step.parallel || progress.step.stop)
        });
        missing.next().map(|progress| progress.step)
    }
}

/// When a step was last done, by the bench or by the record of another screen.
fn done_ms(step: &Step, norm: &NormProfile, unit: &UnitState) -> Option<i64> {
    match step.recorded_by {
        None => unit.step_done(&step.code).map(|done| done.record.done_ms.unwrap_or(done.stamp.at_ms)),
        Some(RecordedBy::Results) => results_ms(norm, unit),
        Some(record) => recorded_ms(record, unit),
    }
}

/// When the record of another screen was last made; none of results, which the norm profile tells.
#[must_use]
pub fn recorded_ms(record: RecordedBy, unit: &UnitState) -> Option<i64> {
    match record {
        RecordedBy::Enrolment => unit.enrolment.as_ref().map(|r| r.stamp.at_ms),
        RecordedBy::Consent => unit.consent.as_ref().map(|r| r.stamp.at_ms),
        RecordedBy::Questionnaire => unit.questionnaire.as_ref().map(|r| r.stamp.at_ms),
        RecordedBy::Collection => unit.collection.as_ref().map(|r| r.record.ended_ms),
        RecordedBy::CrossCheck => unit.cross_check.as_ref().map(|r| r.stamp.at_ms),
        RecordedBy::Packing => unit.journeys.last().map(|r| r.stamp.at_ms),
        RecordedBy::Receipt => unit.receipts.last().map(|r| r.stamp.at_ms),
        RecordedBy::ReceiptDecision => unit
            .receipt_decision
            .as_ref()
            .filter(|r| r.record.decision == ReceiptDecision::Accept)
            .map(|r| r.stamp.at_ms),
        RecordedBy::LabelCheck => final_label_ms(unit),
        RecordedBy::CurveReview => unit
            .curve()
            .and_then(|curve| curve.review())
            .filter(|review| review.record.fitness == UnitFitness::Fit)
            .map(|review| review.stamp.at_ms),
        RecordedBy::Results => None,
        RecordedBy::Storage => unit.places.first().map(|r| r.stamp.at_ms),
        RecordedBy::Move => unit.places.get(1).map(|r| r.stamp.at_ms),
        RecordedBy::Review => unit.review().map(|r| r.stamp.at_ms),
        RecordedBy::Release => unit.release().map(|r| r.stamp.at_ms),
        RecordedBy::Certificate => unit.certificates.last().map(|r| r.stamp.at_ms),
    }
}

/// Whether a label of this template is the one on the frozen bag.
#[must_use]
pub fn is_final_label(template: &str) -> bool {
    template.starts_with("cryo_bag") || template == "quadrants"
}

/// The checks at which the label of the frozen bag was scanned on it and found right, oldest first.
pub fn final_checks(unit: &UnitState) -> impl DoubleEndedIterator<Item = &Stamped<LabelVerified>> {
    unit.label_checks.iter().filter(|check| check.record.matches && is_final_label(&check.record.template))
}

/// When the label of the frozen bag was last found right.
fn final_label_ms(unit: &UnitState) -> Option<i64> {
    final_checks(unit).next_back().map(|check| check.stamp.at_ms)
}

/// When the last required test became final; none while one is open.
fn results_ms(norm: &NormProfile, unit: &UnitState) -> Option<i64> {
    let mut last = None;
    for test in norm.tests.iter().filter(|test| test.required) {
        let result =
            unit.standing_result(&test.code).filter(|result| result.record.state == ResultState::Final)?;
        last = last.max(Some(result.stamp.at_ms));
    }
    last
}

/// Whether the unit takes this branch; none while the value it hangs on is not there.
fn applies(branch: &Branch, before: &[StepProgress<'_>], unit: &UnitState) -> Option<bool> {
    branch.holds(&|condition| fits(condition, before, unit))
}

/// Whether the value that a condition asks for fits it; an input that was left empty fits nothing.
fn fits(condition: &Condition, before: &[StepProgress<'_>], unit: &UnitState) -> Option<bool> {
    let step = before.iter().find(|progress| progress.step.code == condition.step)?;
    match step.standing {
        Standing::Done => {
            let done = unit.step_done(&condition.step)?;
            let value = done.record.values.iter().find(|value| value.code == condition.input);
            Some(value.is_some_and(|value| condition.holds(&value.value)))
        }
        Standing::Skipped | Standing::NotApplicable => Some(false),
        Standing::Ready | Standing::Waiting => None,
    }
}

fn uncounted<'a>(step: &'a Step, before: &[StepProgress<'a>]) -> Vec<(&'a str, Departing)> {
    let missing = |from: &str| {
        let found = before.iter().find(|progress| progress.step.code == from);
        found.is_some_and(|from| from.done_ms.is_none() && from.standing != Standing::NotApplicable)
    };
    let said = step.timing.iter().filter_map(|timing| Some((timing.from.as_str(), timing.without?)));
    said.filter(|(from, _)| missing(from)).collect()
}

fn windows<'a>(step: &'a Step, begun_ms: Option<i64>, before: &[StepProgress<'a>]) -> Vec<Window<'a>> {
    let after = |from_ms: i64, minutes: u32| from_ms.saturating_add(i64::from(minutes) * MINUTE_MS);
    let counted = step.timing.iter().filter_map(|timing| {
        let from = before.iter().find(|progress| progress.step.code == timing.from)?;
        let from_ms = from.done_ms?;
        Some(Window {
            from: &timing.from,
            dwell: false,
            opens_ms: timing.not_before_min.map(|minutes| after(from_ms, minutes)),
            closes_ms: timing.within_min.map(|minutes| after(from_ms, minutes)),
            outside: timing.outside,
        })
    });
    let dwell = step.dwell.as_ref().zip(begun_ms).map(|(dwell, begun_ms)| Window {
        from: &step.code,
        dwell: true,
        opens_ms: dwell.min_min.map(|minutes| after(begun_ms, minutes)),
        closes_ms: dwell.max_min.map(|minutes| after(begun_ms, minutes)),
        outside: dwell.outside,
    });
    counted.chain(dwell).collect()
}
