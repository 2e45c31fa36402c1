//! Steps and results.

use super::{Names, choice, correction_views, finding};
use crate::context::{Answer, Cx, LoadedUnit};
use crate::problem::refused;
use api::wire::*;
use domain::record::StepRecorded;
use domain::rules::{self, RuleSet, Step, TestDefinition, TestKind};
use domain::unit::{CorrectedPart, Stamped, UnitState, result_text};
use domain::{Code, ProcedureKind, ReceiptDecision, Refusal, decide};

pub(crate) fn step_view(
    step: &Step,
    done: Option<&Stamped<StepRecorded>>,
    corrected: Vec<CorrectionView>,
    names: &Names,
) -> StepView {
    let inputs = step.inputs.iter().map(|input| {
        let (kind, min, max, choices) = match &input.kind {
            rules::InputKind::Number { min, max } => {
                (InputKind::Number, min.map(|m| m.to_string()), max.map(|m| m.to_string()), Vec::new())
            }
            rules::InputKind::Choice(choices) => {
                (InputKind::Choice, None, None, choices.iter().map(choice).collect())
            }
            rules::InputKind::Text => (InputKind::Text, None, None, Vec::new()),
        };
        StepInput {
            code: input.code.clone(),
            zh: input.label.zh.clone(),
            en: input.label.en.clone(),
            kind,
            unit: input.unit.clone(),
            min,
            max,
            choices,
        }
    });
    let values = done.into_iter().flat_map(|done| &done.record.values).map(|value| {
        let label = step.inputs.iter().find(|input| input.code == value.code).map(|input| &input.label);
        StepValueView {
            code: value.code.clone(),
            zh: label.map_or_else(|| value.code.clone(), |label| label.zh.clone()),
            en: label.map_or_else(|| value.code.clone(), |label| label.en.clone()),
            value: value.value.clone(),
            unit: value.unit.clone(),
        }
    });
    StepView {
        code: step.code.clone(),
        number: step.number,
        zh: step.title.zh.clone(),
        en: step.title.en.clone(),
        help_zh: step.help.zh.clone(),
        help_en: step.help.en.clone(),
        inputs: inputs.collect(),
        needs_equipment: step.needs_equipment,
        needs_lot: step.needs_lot,
        needs_second: step.needs_second,
        done_ms: done.map(|done| done.stamp.at_ms),
        by: done.map(|done| names.person(done.stamp.operator)),
        second: done.and_then(|done| done.stamp.second).map(|second| names.person(Some(second))),
        values: values.collect(),
        equipment: done.and_then(|done| done.record.equipment.clone()),
        lot: done.and_then(|done| done.record.lot.clone()),
        corrected,
    }
}

/// The corrections of a step.
pub(crate) fn step_corrections(
    step: &Step,
    state: &UnitState,
    rules: &RuleSet,
    names: &Names,
) -> Vec<CorrectionView> {
    let part = CorrectedPart::Step(step.code.clone());
    correction_views(state.corrections_of(&part), rules, names)
}

pub(crate) fn result_view(test: &TestDefinition, unit: &UnitState, names: &Names) -> ResultView {
    let history = unit.results.get(&test.code).map(Vec::as_slice).unwrap_or_default();
    let current = history.last();
    // Each correction carries the reason for which the result before it was changed.
    let corrected = history.windows(2).rev().filter_map(|pair| match pair {
        [old, new] => Some(CorrectedValue {
            value: result_text(&old.record),
            reason: new.record.correction_reason.clone().unwrap_or_default(),
            at_ms: old.stamp.at_ms,
            by: names.person(old.stamp.operator),
        }),
        _ => None,
    });
    let choices = match &test.kind {
        TestKind::Choice { choices, .. } => choices.iter().map(choice).collect(),
        TestKind::Number(_) => Vec::new(),
    };
    ResultView {
        test: test.code.clone(),
        zh: test.name.zh.clone(),
        en: test.name.en.clone(),
        unit: test.unit().to_owned(),
        choices,
        required: test.required,
        value: current.map(|result| result_text(&result.record)),
        method: current.map(|result| result.record.method.clone()),
        state: current.map(|result| result.record.state),
        finding: current.map(|result| finding(test.judge(&result.record))),
        at_ms: current.map(|result| result.stamp.at_ms),
        by: current.map(|result| names.person(result.stamp.operator)),
        corrected: corrected.collect(),
    }
}

pub(crate) fn bench_view(cx: &Cx<'_>, unit: &LoadedUnit) -> Answer<BenchView> {
    let rules = cx.rules();
    let names = Names::read(cx)?;
    let state = &unit.state;
    let steps = rules.sop.steps.iter().map(|step| {
        let done = state.steps.iter().find(|done| done.record.step == step.code);
        step_view(step, done, step_corrections(step, state, &rules, &names), &names)
    });
    let next = rules.sop.next_step(state.steps_done().into_iter()).map(|step| step.code.clone());
    let accepted =
        state.receipt_decision.as_ref().is_some_and(|d| d.record.decision == ReceiptDecision::Accept);
    let (sop, limits) = cx.with_context(|context| {
        [ProcedureKind::Sop, ProcedureKind::Limits].map(|kind| decide::in_force(kind, context).err()).into()
    })?;
    let held = state.hold_reason(&unit.contests);
    let blocked_by = if state.rejection.is_some() {
        Some(Refusal::stop(Code::Rejected))
    } else if !accepted {
        Some(Refusal::stop(Code::NotAccepted))
    } else {
        held.map(|reason| Refusal::stop(Code::Held).with("reason", reason.as_str())).or(sop)
    };
    // Results are reported also while a unit is on hold.
    let results_blocked_by = if accepted { limits } else { Some(Refusal::stop(Code::NotAccepted)) };
    Ok(BenchView {
        unit: names.unit_row(cx.unit_row(state.donation)?),
        sop_zh: rules.sop.title.zh.clone(),
        sop_en: rules.sop.title.en.clone(),
        sop_version: rules.sop.version.clone(),
        steps: steps.collect(),
        next_step: if blocked_by.is_none() { next } else { None },
        blocked_by: blocked_by.map(refused),
        results_blocked_by: results_blocked_by.map(refused),
        results: rules.norm.tests.iter().map(|test| result_view(test, state, &names)).collect(),
        rejection_digest: state.signing_digest(domain::Meaning::Rejection),
    })
}
