//! Runs: what is next for all, and how each unit stands.

use super::{Names, choice, step_view, timers_of, together};
use crate::command::LoadedRun;
use crate::context::{Answer, Cx, LoadedUnit};
use crate::problem::{refused, stored};
use crate::procedures::UnitRules;
use crate::rules::line_clearance;
use api::wire::*;
use domain::rules::{Progress, Standing, Step, StepProgress};
use domain::run::{Membership, Run};
use domain::unit::{Stamp, Stamped};
use domain::{Code, DonationId, Refusal, decide};
use std::collections::HashMap;

pub(crate) fn run_row(cx: &Cx<'_>, row: store::query::RunRow, names: &Names) -> RunRow {
    let rules = cx.rules();
    let file = rules.sops.iter().find(|file| file.sop.code == row.sop && file.sop.version == row.version);
    let title = |pick: fn(&domain::rules::Bilingual) -> &String| {
        file.map_or_else(|| row.sop.clone(), |file| pick(&file.sop.title).clone())
    };
    RunRow {
        run: row.run,
        number: row.number,
        sop_zh: title(|title| &title.zh),
        sop_en: title(|title| &title.en),
        version: row.version,
        site_code: names.site(row.site),
        units: row.units,
        started_ms: row.started_ms,
        closed_ms: row.closed_ms,
    }
}

/// A unit of the run with its place in the procedure.
struct Placed<'a> {
    unit: &'a LoadedUnit,
    progress: Progress<'a>,
}

impl<'a> Placed<'a> {
    fn at(&self, step: &str) -> Option<&StepProgress<'a>> {
        self.progress.step(step)
    }

    fn donation(&self) -> DonationId {
        self.unit.state.donation
    }
}

/// The run with its units; in hand is the step asked for where the bench can do it now, else the next one.
pub(crate) fn run_view(cx: &Cx<'_>, found: &LoadedRun, asked: Option<&str>) -> Answer<RunView> {
    let names = Names::read(cx)?;
    let row = cx.store()?.find_run_row(found.id).map_err(stored)?;
    let row = row.ok_or_else(|| refused(Refusal::stop(Code::RunUnknown).at("run")))?;
    let rules = found.units.first().map(|unit| cx.reading_rules(&unit.state)).transpose()?;
    let placed: Vec<Placed<'_>> = match &rules {
        Some(rules) => {
            let place = |unit| Placed { unit, progress: Progress::of(rules.sop(), &rules.norm, &unit.state) };
            found.units.iter().map(place).collect()
        }
        None => Vec::new(),
    };
    let steps = rules.as_ref().map(|rules| &rules.sop().steps);
    let doable = |step: &&Step| step.recorded_by.is_none() && !done_to(&step.code, &placed).is_empty();
    let members = found.members();
    let asked =
        steps.and_then(|steps| steps.iter().filter(|step| Some(step.code.as_str()) == asked).find(doable));
    let in_hand = asked.or_else(|| next_of(&placed));
    let in_hand = match (&rules, in_hand) {
        (Some(rules), Some(step)) => Some(step_in_hand(cx, step, &placed, rules, &names)?),
        _ => None,
    };
    let by_unit: HashMap<DonationId, &Placed<'_>> =
        placed.iter().map(|placed| (placed.donation(), placed)).collect();
    let step = in_hand.as_ref().map(|in_hand| in_hand.step.code.as_str());
    let blocked = cx.with_context(|context| {
        let pairs = members.iter().map(|member| {
            let elsewhere = member.elsewhere.map(|number| {
                let din = member.unit.din().unwrap_or_default();
                Refusal::stop(Code::RunElsewhere).with("dins", din).with("number", number)
            });
            let stopped = decide::at_work(member.unit, member.contests, context).err();
            (member.unit.donation, elsewhere.or(stopped))
        });
        pairs.collect::<HashMap<_, _>>()
    })?;
    let unaccounted: Vec<DonationId> = found.run.unaccounted().collect();
    let unit = |member: &Membership| {
        let placed = by_unit.get(&member.unit).filter(|_| member.left.is_none());
        let next = placed.and_then(|placed| placed.progress.next()).map(|next| next.step);
        let begun = placed.zip(step).and_then(|(placed, step)| placed.at(step)?.begun_ms);
        let start = placed.zip(step).and_then(|(placed, step)| {
            decide::started_with_scans(&placed.unit.state, step).map(|begun| &begun.record.scans)
        });
        let begun_with = start.into_iter().flatten();
        let stopped = blocked.get(&member.unit).filter(|_| member.left.is_none()).cloned().flatten();
        Ok(RunUnitView {
            unit: names.unit_row(cx.unit_row(member.unit)?),
            joined_ms: member.joined.at_ms,
            joined_by: names.person(member.joined.operator),
            left_ms: member.left.as_ref().map(|left| left.stamp.at_ms),
            left_by: member.left.as_ref().map(|left| names.person(left.stamp.operator)),
            left_reason: member.left.as_ref().map(|left| left.record.reason.clone()),
            next_number: next.map(|next| next.number),
            next_zh: next.map(|next| next.title.zh.clone()).unwrap_or_default(),
            next_en: next.map(|next| next.title.en.clone()).unwrap_or_default(),
            begun_ms: begun,
            begun_with: begun_with
                .map(|scan| StepScanInput { code: scan.code.clone(), scan: scan.value.clone() })
                .collect(),
            unaccounted: member.left.is_none() && unaccounted.contains(&member.unit),
            blocked_by: stopped.map(refused),
        })
    };
    let run = &found.run;
    Ok(RunView {
        row: run_row(cx, row, &names),
        started_by: names.person(run.started.stamp.operator),
        closed_by: run.closed.as_ref().map(|closed| names.person(closed.stamp.operator)),
        now_ms: cx.now_ms(),
        steps: steps.into_iter().flatten().map(|step| counted(step, &placed)).collect(),
        units: run.members.iter().map(unit).collect::<Answer<_>>()?,
        timers: rules.as_ref().map(|rules| run_timers(found, rules)).unwrap_or_default(),
        clearances: clearances(run, &names),
        in_hand,
    })
}

/// The line clearances of a run in words. A check of another version of the list stands under its code.
fn clearances(run: &Run, names: &Names) -> Vec<ClearanceDone> {
    let list = line_clearance();
    let done = |after: bool, checks: &[String], version: &str, stamp: &Stamp| {
        let known = if after { &list.after } else { &list.before };
        let named = checks.iter().map(|code| match known.iter().find(|check| check.code == *code) {
            Some(check) if list.version == version => choice(check),
            _ => ChoiceView { code: code.clone(), zh: code.clone(), en: code.clone() },
        });
        ClearanceDone {
            after,
            checks: named.collect(),
            version: version.to_owned(),
            by: names.person(stamp.operator),
            at_ms: stamp.at_ms,
        }
    };
    let Stamped { stamp, record } = &run.started;
    let before = done(false, &record.checks, &record.clearance, stamp);
    let after = run
        .closed
        .iter()
        .map(|Stamped { stamp, record }| done(true, &record.checks, &record.clearance, stamp));
    std::iter::once(before).chain(after).collect()
}

/// Of the steps that are next for the units the first one; one that another screen does only where all wait for such a one, and
/// none where the bench has nothing left to do.
fn next_of<'a>(placed: &[Placed<'a>]) -> Option<&'a Step> {
    let next = placed.iter().filter_map(|placed| placed.progress.next()).map(|next| next.step);
    let is_over = !placed.iter().any(|placed| placed.progress.has_bench_work());
    next.min_by_key(|step| (step.recorded_by.is_some(), step.number)).filter(|_| !is_over)
}

/// The units that a step is done to now.
fn done_to<'p, 'a>(step: &str, placed: &'p [Placed<'a>]) -> Vec<&'p Placed<'a>> {
    let standing = |placed: &Placed<'_>, wanted| placed.at(step).is_some_and(|at| at.standing == wanted);
    let ready: Vec<_> = placed.iter().filter(|placed| standing(placed, Standing::Ready)).collect();
    let repeatable = |placed: &&Placed<'_>| {
        placed.at(step).is_some_and(|at| at.standing == Standing::Done && at.step.may_repeat())
    };
    if ready.is_empty() { placed.iter().filter(repeatable).collect() } else { ready }
}

fn step_in_hand(
    cx: &Cx<'_>,
    step: &Step,
    placed: &[Placed<'_>],
    rules: &UnitRules,
    names: &Names,
) -> Answer<StepInHand> {
    let units = done_to(&step.code, placed);
    // Who has not begun it comes first, then who runs out of time first.
    let presses = |placed: &&&Placed<'_>| {
        let at = placed.at(&step.code);
        let closes = at.into_iter().flat_map(|at| &at.windows).filter_map(|window| window.closes_ms).min();
        (at.is_some_and(|at| at.begun_ms.is_some()), closes.unwrap_or(i64::MAX))
    };
    let first = units.iter().min_by_key(presses);
    let shown = first.and_then(|first| Some((first.at(&step.code)?, &first.unit.state)));
    let (at, state) =
        shown.ok_or_else(|| refused(Refusal::stop(Code::RunNotAtStep).with("step", &step.code)))?;
    let mine =
        step.recorded_by.is_none() && cx.with_context(|context| decide::entitled(step, context).is_ok())?;
    let sop = rules.sop();
    let view = StepView { mine, ..step_view(at, state, rules, names) };
    let skippable = view.skip_digest.is_some();
    let skip_digests = units.iter().filter(|_| skippable).map(|placed| UnitDigest {
        donation: placed.donation(),
        digest: placed.unit.state.skipping_digest(&sop.code, &sop.version, &step.code),
    });
    Ok(StepInHand {
        per: step.per,
        skip_digests: skip_digests.collect(),
        units: units.iter().map(|placed| placed.donation()).collect(),
        step: view,
    })
}

/// Timers of every step, not only of the one in hand.
fn run_timers(found: &LoadedRun, rules: &UnitRules) -> Vec<TimerView> {
    let run = (found.id, found.run.started.record.number.clone());
    together(found.units.iter().flat_map(|unit| timers_of(&unit.state, rules, Some(&run))).collect())
}

fn counted(step: &Step, placed: &[Placed<'_>]) -> RunStepView {
    let count = |wanted: &[Standing]| {
        let at = placed
            .iter()
            .filter(|placed| placed.at(&step.code).is_some_and(|at| wanted.contains(&at.standing)));
        u32::try_from(at.count()).unwrap_or(u32::MAX)
    };
    RunStepView {
        code: step.code.clone(),
        number: step.number,
        zh: step.title.zh.clone(),
        en: step.title.en.clone(),
        at_bench: step.recorded_by.is_none(),
        ready: count(&[Standing::Ready]),
        done: count(&[Standing::Done]),
        passed: count(&[Standing::Skipped, Standing::NotApplicable]),
        waiting: count(&[Standing::Waiting]),
        may_repeat: step.may_repeat() && step.recorded_by.is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::record::{StepRecorded, UnitStored};
    use domain::rules::{NormProfile, Sop};
    use domain::unit::UnitState;
    use domain::{Record, SiteId, StationId, TankId};

    const SOP: &str = r#"{
        "code": "p", "version": "1", "title": { "zh": "x", "en": "x" },
        "steps": [
            { "code": "spin", "number": 1, "title": { "zh": "x", "en": "x" }, "help": { "zh": "x", "en": "x" } },
            { "code": "store", "number": 2, "title": { "zh": "x", "en": "x" }, "help": { "zh": "x", "en": "x" },
              "recorded_by": "storage" },
            { "code": "note", "number": 3, "title": { "zh": "x", "en": "x" }, "help": { "zh": "x", "en": "x" } }
        ]
    }"#;

    fn unit(records: &[Record]) -> LoadedUnit {
        let fact = |(record, seq): (&Record, u64)| Stamped {
            stamp: Stamp {
                at_ms: 1,
                operator: None,
                second: None,
                station: StationId::from_bytes([1; 16]),
                seq,
                site: SiteId::from_bytes([2; 16]),
                body_hash: [0; 32],
            },
            record: record.clone(),
        };
        let state = UnitState::fold(DonationId::from_bytes([3; 16]), records.iter().zip(1..).map(fact));
        LoadedUnit { state: state.into(), contests: Vec::new() }
    }

    #[test]
    fn a_unit_that_waits_for_another_screen_keeps_none_of_the_others() {
        let sop = Sop::parse(SOP).unwrap();
        let norm = include_str!("../../../../assets/norms/template-cn-v1.json");
        let norm: NormProfile = serde_json::from_str(norm).unwrap();
        let done = |step: &str| {
            Record::StepRecorded(StepRecorded {
                sop: "p".to_owned(),
                sop_version: "1".to_owned(),
                step: step.to_owned(),
                values: Vec::new(),
                equipment: None,
                lot: None,
            })
        };
        let stored = Record::UnitStored(UnitStored {
            tank: TankId::from_bytes([4; 16]),
            rack: 1,
            slot: 1,
            position: "T01-R01-S001".to_owned(),
            move_reason: None,
        });
        let fresh = unit(&[]);
        let spun = unit(&[done("spin")]);
        let stored = unit(&[done("spin"), stored]);
        for (units, next) in [
            (vec![&fresh, &spun], Some("spin")),
            (vec![&spun, &stored], Some("note")),
            (vec![&stored, &fresh, &spun], Some("spin")),
            (vec![&spun, &spun], None),
            (vec![], None),
        ] {
            let place = |unit: &&'_ LoadedUnit| Progress::of(&sop, &norm, &unit.state);
            let placed: Vec<Placed<'_>> =
                units.iter().map(|unit| Placed { unit, progress: place(unit) }).collect();
            assert_eq!(next_of(&placed).map(|step| step.code.as_str()), next);
        }
    }
}
