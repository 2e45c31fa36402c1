//! Procedures: what they say and whether they may be worked by.

use super::Names;
use crate::context::{Answer, Cx};
use crate::problem::stored;
use crate::procedures::{Known, digest};
use crate::words::{audit_words, named};
use api::wire::*;
use domain::ProcedureKind;
use domain::decide::sop_in_force;
use domain::record::SopDrawn;
use domain::rules::{Input, InputKind, Limit, NormProfile, Procedure, Step, TestKind};
use domain::unit::Stamped;

pub(crate) fn procedure_views(cx: &Cx<'_>) -> Answer<Vec<ProcedureView>> {
    let known = cx.known()?;
    let names = Names::read(cx)?;
    let operator = cx.state.session.map(|session| session.person);
    let drawn = cx.store()?.list_procedures().map_err(stored)?.drawn;
    let in_force = cx.with_context(|context| sop_in_force(context).map(|file| file.digest.clone()))?.ok();
    let views = known.rules.procedures().into_iter().map(|procedure| {
        let mut view = procedure_view(cx, &known, procedure);
        let of = |drawn: &&Stamped<SopDrawn>| digest(&drawn.record.content) == view.digest;
        if let Some(drawn) = drawn.iter().find(of) {
            view.drawn_by = Some(names.person(drawn.stamp.operator));
            view.drawn_ms = Some(drawn.stamp.at_ms);
            view.drawn_reason = Some(drawn.record.reason.clone());
            view.based_on = Some(drawn.record.based_on.clone()).filter(|digest| !digest.is_empty());
            view.own = operator.is_some() && drawn.stamp.operator == operator;
        }
        let later = in_force.as_ref().is_some_and(|digest| *digest != view.digest);
        if view.kind == ProcedureKind::Sop && view.state == ProcedureState::InForce && later {
            view.state = ProcedureState::Superseded;
        }
        view
    });
    Ok(views.collect())
}

fn procedure_view(cx: &Cx<'_>, known: &Known, procedure: Procedure) -> ProcedureView {
    // Two stations may approve the same before they hear of each other; the earlier one puts it in effect.
    let approval = known
        .approvals
        .iter()
        .filter(|approval| procedure.is_approved_by(&approval.record))
        .min_by_key(|approval| approval.record.effective_ms);
    let state = match approval {
        None => ProcedureState::NotApproved,
        Some(approval) if approval.record.effective_ms > cx.now_ms() => ProcedureState::Scheduled,
        Some(_) => ProcedureState::InForce,
    };
    let lines = match known.rules.sop_of_digest(&procedure.digest) {
        Some(file) => file.sop.steps.iter().map(step_line).collect(),
        None => limit_lines(&known.rules.norm),
    };
    ProcedureView {
        kind: procedure.kind,
        code: procedure.code,
        version: procedure.version,
        zh: procedure.title.zh,
        en: procedure.title.en,
        digest: procedure.digest,
        state,
        approved_by: approval.map(|approval| approval.record.name.clone()),
        approved_ms: approval.map(|approval| approval.stamp.at_ms),
        effective_ms: approval.map(|approval| approval.record.effective_ms),
        drawn_by: None,
        drawn_ms: None,
        drawn_reason: None,
        based_on: None,
        own: false,
        lines,
    }
}

fn step_line(step: &Step) -> ProcedureLine {
    let ranges: Vec<String> = step.inputs.iter().filter_map(range).collect();
    ProcedureLine {
        number: Some(step.number),
        zh: step.title.zh.clone(),
        en: step.title.en.clone(),
        limit: ranges.join("; "),
        source: String::new(),
        needs_second: step.needs_second,
        confirmed: true,
    }
}

/// What can be entered at all, such as `0 – 400 mL`.
fn range(input: &Input) -> Option<String> {
    let InputKind::Number { min, max } = &input.kind else { return None };
    let bounds = match (min, max) {
        (Some(min), Some(max)) => format!("{min} – {max}"),
        (Some(min), None) => format!("≥ {min}"),
        (None, Some(max)) => format!("≤ {max}"),
        (None, None) => return None,
    };
    Some(format!("{bounds} {}", input.unit).trim_end().to_owned())
}

fn limit_lines(norm: &NormProfile) -> Vec<ProcedureLine> {
    let words = audit_words();
    let fixed = [
        ("volume_ml", &norm.volume_ml),
        ("gross_weight_g", &norm.gross_weight_g),
        ("birth_weight_g", &norm.birth_weight_g),
        ("gestation_d", &norm.gestation_d),
        ("transport_hours", &norm.transport.hours),
        ("transport_temperature", &norm.transport.temperature_c),
    ];
    let fixed = fixed.into_iter().map(|(code, limit)| {
        let name = named(if words.fields.contains_key(code) { &words.fields } else { &words.warnings }, code);
        limit_line(name.zh, name.en, limit)
    });
    let tests = norm.tests.iter().map(|test| {
        let (zh, en) = (test.name.zh.clone(), test.name.en.clone());
        match &test.kind {
            TestKind::Number(limit) => limit_line(zh, en, limit),
            TestKind::Choice { source, confirmed, .. } => {
                line(zh, en, String::new(), source.clone(), *confirmed)
            }
        }
    });
    fixed.chain(tests).collect()
}

fn limit_line(zh: String, en: String, limit: &Limit) -> ProcedureLine {
    line(zh, en, limit.text(), limit.source.clone(), limit.confirmed)
}

fn line(zh: String, en: String, limit: String, source: String, confirmed: bool) -> ProcedureLine {
    ProcedureLine { number: None, zh, en, limit, source, needs_second: false, confirmed }
}
