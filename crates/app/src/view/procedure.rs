//! Procedures: what they say and whether they may be worked by.

use crate::context::{Answer, Cx};
use crate::problem::stored;
use crate::words::{audit_words, named};
use api::wire::*;
use domain::ProcedureKind;
use domain::rules::{Input, InputKind, Limit, NormProfile, RuleSet, Step, TestKind};

pub(crate) fn procedure_views(cx: &Cx<'_>) -> Answer<Vec<ProcedureView>> {
    let rules = cx.rules();
    ProcedureKind::ALL.iter().map(|kind| procedure_view(cx, &rules, *kind)).collect()
}

fn procedure_view(cx: &Cx<'_>, rules: &RuleSet, kind: ProcedureKind) -> Answer<ProcedureView> {
    let procedure = rules.procedure(kind);
    let approvals = cx.store()?.list_approvals(&procedure.subject()).map_err(stored)?;
    // Two stations may approve the same before they hear of each other; the earlier one puts it in effect.
    let approval = approvals
        .into_iter()
        .filter(|approval| procedure.is_approved_by(&approval.record))
        .min_by_key(|approval| approval.record.effective_ms);
    let state = match &approval {
        None => ProcedureState::NotApproved,
        Some(approval) if approval.record.effective_ms > cx.now_ms() => ProcedureState::Scheduled,
        Some(_) => ProcedureState::InForce,
    };
    Ok(ProcedureView {
        kind,
        code: procedure.code,
        version: procedure.version,
        zh: procedure.title.zh,
        en: procedure.title.en,
        digest: procedure.digest,
        state,
        approved_by: approval.as_ref().map(|approval| approval.record.name.clone()),
        approved_ms: approval.as_ref().map(|approval| approval.stamp.at_ms),
        effective_ms: approval.as_ref().map(|approval| approval.record.effective_ms),
        lines: match kind {
            ProcedureKind::Sop => rules.sop.steps.iter().map(step_line).collect(),
            ProcedureKind::Limits => limit_lines(&rules.norm),
        },
    })
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
