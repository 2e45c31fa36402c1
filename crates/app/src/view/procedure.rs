//! Procedures: what they say and whether they may be worked by.

use super::Names;
use crate::context::{Answer, Cx};
use crate::problem::stored;
use crate::procedures::Known;
use crate::words::{audit_words, named};
use api::wire::*;
use domain::decide::{room_limits, sop_in_force};
use domain::record::{LimitConfirmed, ProcedureApproved, ProfileStandingSet};
use domain::rules::{
    Bilingual, Input, InputKind, LimitText, NamedLimit, Procedure, RuleSet, SopFile, SopText, Step,
};
use domain::unit::Stamped;
use domain::{ProcedureKind, ProfileStanding};

pub(crate) fn procedure_views(cx: &Cx<'_>) -> Answer<Vec<ProcedureView>> {
    let known = cx.known()?;
    let names = Names::read(cx)?;
    let operator = cx.state.session.map(|session| session.person);
    let drawn = cx.store()?.list_procedures().map_err(stored)?.drawn;
    let in_force = cx.with_context(|context| sop_in_force(context).map(|file| file.digest.clone()))?.ok();
    let may = cx.may(domain::Permission::ApproveProcedure)?;
    let rooms_by = cx.with_context(|context| room_limits(context).map(|file| file.digest.clone()))?;
    let views = known.rules.procedures().into_iter().map(|procedure| {
        let mut view = procedure_view(cx, &known, procedure, in_force.as_deref());
        let of = |drawn: &&Stamped<SopText>| drawn.record.digest == view.digest;
        if let Some(drawn) = drawn.iter().find(of) {
            view.drawn_by = Some(names.person(drawn.stamp.operator));
            view.drawn_ms = Some(drawn.stamp.at_ms);
            view.drawn_reason = Some(drawn.record.reason.clone());
            view.based_on = Some(drawn.record.based_on.clone()).filter(|digest| !digest.is_empty());
            view.own = operator.is_some() && drawn.stamp.operator == operator;
            if view.state == ProcedureState::NotApproved {
                view.state = ProcedureState::InReview;
            }
        }
        // Whatever was signed by a station that had not heard of it: it is in force nowhere.
        if let Some(returned) = known.returns.iter().find(|said| said.record.digest == view.digest) {
            view.returned_by = Some(returned.record.name.clone());
            view.returned_ms = Some(returned.stamp.at_ms);
            view.returned_reason = Some(returned.record.reason.clone());
            view.state = ProcedureState::Returned;
        }
        view.compared_with = compared_with(&known.rules, &view, in_force.as_deref());
        let replaced =
            in_force.as_deref().filter(|digest| view.kind == ProcedureKind::Sop && *digest != view.digest);
        view.replaces =
            replaced.and_then(|digest| known.rules.sop_of_digest(digest)).map(|file| sop_name(file));
        // Programs stand beside each other: which of them a freezer ran is said with each curve.
        let later = match view.kind {
            ProcedureKind::Sop => in_force.as_ref().is_some_and(|digest| *digest != view.digest),
            ProcedureKind::Freezing => false,
            ProcedureKind::Environment => rooms_by.as_ref().is_some_and(|digest| *digest != view.digest),
            ProcedureKind::Limits => !known.rules.judging().any(|(_, digest)| digest == view.digest),
        };
        if view.kind == ProcedureKind::Limits {
            view.standing = standing_of(&known, &view);
        }
        let judges = view.kind == ProcedureKind::Limits && view.state == ProcedureState::InForce && !later;
        if view.state == ProcedureState::InForce && later {
            let code_judges = known.rules.judging().any(|(profile, _)| profile.code == view.code);
            let ended = view.kind == ProcedureKind::Limits && !code_judges;
            view.state = if ended { ProcedureState::Ended } else { ProcedureState::Superseded };
        }
        view.can_decide = may && judges && !view.decides;
        view.can_end = may && judges && known.rules.judging().count() > 1;
        view
    });
    Ok(views.collect())
}

fn procedure_view(cx: &Cx<'_>, known: &Known, procedure: Procedure, in_force: Option<&str>) -> ProcedureView {
    // Two stations may approve the same before they hear of each other; the earlier one puts it in effect.
    let of = || known.approvals.iter().filter(|approval| procedure.is_approved_by(&approval.record));
    let stands = |approval: &&Stamped<ProcedureApproved>| known.approvals().contains(&approval.record);
    let since_ms = |approval: &&Stamped<ProcedureApproved>| approval.record.effective_ms;
    let standing = match procedure.kind {
        // One that is approved anew is to come, else the last time counts.
        ProcedureKind::Sop => {
            let (to_come, past): (Vec<_>, Vec<_>) =
                of().filter(stands).partition(|approval| approval.record.effective_ms > cx.now_ms());
            let is_in_force = in_force == Some(procedure.digest.as_str());
            let past = past.into_iter().max_by_key(since_ms);
            past.filter(|_| is_in_force).or(to_come.into_iter().min_by_key(since_ms)).or(past)
        }
        _ => of().filter(stands).min_by_key(since_ms),
    };
    // Of what was ended the last approval is shown.
    let approval = standing.or_else(|| of().next_back());
    let state = match approval {
        None => ProcedureState::NotApproved,
        Some(approval) if approval.record.effective_ms > cx.now_ms() => ProcedureState::Scheduled,
        Some(_) => ProcedureState::InForce,
    };
    let norm = known.rules.norms.iter().find(|file| file.digest == procedure.digest);
    let program = known.rules.freezing_of_digest(&procedure.digest);
    let rooms = known.rules.environment.iter().find(|file| file.digest == procedure.digest);
    let lines = match (known.rules.sop_of_digest(&procedure.digest), norm) {
        (Some(file), _) => file.sop.steps.iter().map(step_line).collect(),
        (None, Some(file)) => {
            let mut lines = limit_lines(file.profile.limits(), known, |said| file.is_confirmed_by(said));
            for line in &mut lines {
                let test = line.code.as_deref().and_then(|code| file.profile.test(code));
                line.repeats = test.and_then(|test| test.repeat.as_ref()).map(|rule| rule.times);
            }
            lines
        }
        (None, None) => match program {
            Some(file) => limit_lines(file.program.limits(), known, |said| file.is_confirmed_by(said)),
            None => rooms.map_or_else(Vec::new, |file| {
                limit_lines(file.limits.limits(), known, |said| file.is_confirmed_by(said))
            }),
        },
    };
    let unconfirmed = norm
        .map(|file| file.profile.unconfirmed())
        .or_else(|| program.map(|file| file.program.unconfirmed()))
        .or_else(|| rooms.map(|file| file.limits.unconfirmed()))
        .unwrap_or(0);
    let decides = norm.is_some() && procedure.digest == known.rules.norm_digest;
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
        compared_with: None,
        replaces: None,
        returned_by: None,
        returned_ms: None,
        returned_reason: None,
        own: false,
        decides: decides && state == ProcedureState::InForce,
        can_decide: false,
        can_end: false,
        standing: None,
        unconfirmed: u32::try_from(unconfirmed).unwrap_or(u32::MAX),
        lines,
    }
}

/// The version that whoever approves this one compares it with. What ships with the program began with nothing that the bank
/// has approved: it is held against what the bank works by.
fn compared_with(rules: &RuleSet, view: &ProcedureView, in_force: Option<&str>) -> Option<ProcedureName> {
    if view.kind != ProcedureKind::Sop {
        return None;
    }
    let named = |digest: &str| rules.sop_of_digest(digest).filter(|file| file.digest != view.digest);
    let base = view.based_on.as_deref().and_then(named);
    base.or_else(|| in_force.and_then(named)).map(|file| sop_name(file))
}

/// A version by its name.
fn sop_name(file: &SopFile) -> ProcedureName {
    ProcedureName {
        code: file.sop.code.clone(),
        version: file.sop.version.clone(),
        zh: file.sop.title.zh.clone(),
        en: file.sop.title.en.clone(),
        digest: file.digest.clone(),
    }
}

/// What the bank said last of a profile, as long as no approval after it said otherwise.
fn standing_of(known: &Known, view: &ProcedureView) -> Option<StandingView> {
    let said = known.standings.iter().filter(|said| said.record.profile == view.code);
    let last = said.max_by_key(|said| said.record.effective_ms)?;
    let since = known.approvals().iter().any(|approval| approval.code == view.code);
    (last.record.standing == ProfileStanding::Decides || !since).then(|| standing_view(last))
}

fn standing_view(said: &Stamped<ProfileStandingSet>) -> StandingView {
    StandingView {
        standing: said.record.standing,
        effective_ms: said.record.effective_ms,
        reason: said.record.reason.clone(),
        name: said.record.name.clone(),
    }
}

fn step_line(step: &Step) -> ProcedureLine {
    let ranges: Vec<String> = step.inputs.iter().filter_map(range).collect();
    ProcedureLine {
        number: Some(step.number),
        limit: ranges.join("; "),
        needs_second: step.needs_second,
        ..line(&step.title)
    }
}

/// A line of which nothing but the name is known.
fn line(name: &Bilingual) -> ProcedureLine {
    ProcedureLine {
        number: None,
        zh: name.zh.clone(),
        en: name.en.clone(),
        limit: String::new(),
        source: String::new(),
        needs_second: false,
        confirmed: true,
        code: None,
        min: None,
        max: None,
        unit: String::new(),
        outside: None,
        choices: Vec::new(),
        repeats: None,
        confirmed_by: None,
        confirmed_ms: None,
        own_reason: None,
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

fn limit_lines(
    limits: Vec<NamedLimit<'_>>,
    known: &Known,
    is_confirmed_by: impl Fn(&LimitConfirmed) -> bool,
) -> Vec<ProcedureLine> {
    let words = audit_words();
    let lines = limits.into_iter().map(|limit| {
        let fixed = || {
            let fields = if words.fields.contains_key(limit.code) { &words.fields } else { &words.warnings };
            let name = named(fields, limit.code);
            Bilingual { zh: name.zh, en: name.en }
        };
        let mut view = line(&limit.name.cloned().unwrap_or_else(fixed));
        view.code = Some(limit.code.to_owned());
        view.source = limit.source().to_owned();
        view.confirmed = limit.judges();
        match limit.says {
            LimitText::Bounds(limit) => {
                view.limit = limit.text();
                view.min = limit.min.map(|min| min.to_string());
                view.max = limit.max.map(|max| max.to_string());
                view.unit.clone_from(&limit.unit);
                view.outside = Some(limit.outside);
            }
            LimitText::Choices { choices, .. } => {
                view.choices = choices
                    .iter()
                    .map(|choice| ChoiceVerdict {
                        zh: choice.text.zh.clone(),
                        en: choice.text.en.clone(),
                        verdict: choice.verdict,
                    })
                    .collect();
            }
        }
        let of = |said: &&Stamped<LimitConfirmed>| {
            said.record.limit == limit.code && is_confirmed_by(&said.record)
        };
        if let Some(said) = known.confirmations.iter().rev().find(of) {
            view.confirmed_by = Some(said.record.name.clone());
            view.confirmed_ms = Some(said.stamp.at_ms);
            view.own_reason.clone_from(&said.record.reason);
        }
        view
    });
    lines.collect()
}
