//! Review and release.

use super::credential::sign;
use super::unit::resolve;
use crate::context::{Act, Answer, Cx};
use crate::environment::Rooms;
use crate::problem::stored;
use crate::view::{Names, finding, unit_view};
use api::wire::*;
use domain::decide;
use domain::{Code, Meaning, Permission, Verdict};

pub(crate) fn review_queue(cx: &mut Cx<'_>, request: ReviewQueueQuery) -> Answer<ReviewQueue> {
    let skip: u32 = request.after.as_deref().and_then(|after| after.parse().ok()).unwrap_or(0);
    let limit = request.limit.clamp(1, 200);
    let found = cx.store()?.list_review_queue(skip, limit).map_err(stored)?;
    let names = Names::read(cx)?;
    let full = found.len() == usize::try_from(limit).unwrap_or(usize::MAX);
    let mut rows = Vec::new();
    let mut rooms = Rooms::new();
    for row in found {
        let unit = cx.unit(row.donation)?;
        let (blockers, warnings) = cx.with_context(|context| {
            let blockers = decide::blockers(&unit.state, &unit.contests, context).len();
            let findings = decide::review_findings(&unit.state, context);
            let warns = |verdict| matches!(verdict, Verdict::Warn | Verdict::Unconfirmed | Verdict::Stale);
            (blockers, findings.iter().filter(|finding| warns(finding.verdict)).count())
        })?;
        let elsewhere = usize::from(cx.recalled_use(&unit.state)?.is_some())
            + cx.environment_blockers(row.donation, &mut rooms)?.len();
        rows.push(ReviewRow {
            reviewed: row.reviewed,
            unit: names.unit_row(row),
            blockers: u32::try_from(blockers + elsewhere).unwrap_or(u32::MAX),
            warnings: u32::try_from(warnings).unwrap_or(u32::MAX),
        });
    }
    Ok(ReviewQueue { rows, next: full.then(|| (skip + limit).to_string()) })
}

pub(crate) fn review_get(cx: &mut Cx<'_>, request: UnitQuery) -> Answer<ReviewView> {
    let donation = resolve(cx, &request)?;
    let unit = cx.unit(donation)?;
    let operator = cx.operator()?;
    let (findings, blockers, research) = cx.with_context(|context| {
        (
            decide::review_findings(&unit.state, context),
            decide::blockers(&unit.state, &unit.contests, context),
            decide::research_blockers(&unit.state, &unit.contests, context),
        )
    })?;
    let recalled =
        cx.recalled_use(&unit.state)?.map(|subject| decide::Blocker { code: Code::RecalledUse, subject });
    let rooms = cx.environment_blockers(donation, &mut Rooms::new())?;
    let blockers: Vec<decide::Blocker> = recalled.into_iter().chain(blockers).chain(rooms).collect();
    let review = unit.state.review();
    let clear = blockers.is_empty();
    let released = unit.state.release().is_some();
    let other_person = review.is_some_and(|review| review.stamp.operator != Some(operator.person));
    let meaning = if review.is_some() { Meaning::Release } else { Meaning::Review };
    Ok(ReviewView {
        unit: unit_view(cx, &unit)?,
        findings: findings.into_iter().map(finding).collect(),
        blockers: blockers.into_iter().map(blocker).collect(),
        can_research: research.is_empty() && cx.may(Permission::Review)?,
        research_blockers: research.into_iter().map(blocker).collect(),
        research_digest: unit.state.signing_digest(Meaning::Research),
        confirmers: domain::rules::confirmers(),
        digest: unit.state.signing_digest(meaning),
        can_review: clear && review.is_none() && !released && cx.may(Permission::Review)?,
        can_release: clear && other_person && !released && cx.may(Permission::Release)?,
        signer: operator.name,
    })
}

fn blocker(found: decide::Blocker) -> Blocker {
    Blocker { code: found.code.as_str().to_owned(), subject: found.subject }
}

pub(crate) fn review_research(cx: &mut Cx<'_>, request: AssignResearch) -> Answer<UnitRef> {
    let unit = cx.unit(request.donation)?;
    let name = cx.operator()?.name;
    let record = cx.decide(|context| {
        let signature = (request.digest.as_str(), name.as_str());
        decide::assign_research(&unit.state, &unit.contests, &request.note, signature, context)
    })?;
    sign(cx, request.login.as_deref(), &request.password)?;
    cx.record(vec![Act::new(request.donation.bytes(), record)])?;
    cx.unit_ref(request.donation)
}

pub(crate) fn review_sign(cx: &mut Cx<'_>, request: SignContent) -> Answer<UnitRef> {
    let unit = cx.unit(request.donation)?;
    cx.refuse_recalled(&unit.state)?;
    cx.refuse_environment(request.donation)?;
    let name = cx.operator()?.name;
    let record = cx.decide(|context| {
        decide::review_sign(&unit.state, &unit.contests, &request.digest, &name, context)
    })?;
    sign(cx, request.login.as_deref(), &request.password)?;
    cx.record(vec![Act::new(request.donation.bytes(), record)])?;
    cx.unit_ref(request.donation)
}

pub(crate) fn release_sign(cx: &mut Cx<'_>, request: SignContent) -> Answer<UnitRef> {
    let unit = cx.unit(request.donation)?;
    cx.refuse_recalled(&unit.state)?;
    cx.refuse_environment(request.donation)?;
    let name = cx.operator()?.name;
    let record = cx.decide(|context| {
        decide::release_sign(&unit.state, &unit.contests, &request.digest, &name, context)
    })?;
    sign(cx, request.login.as_deref(), &request.password)?;
    cx.record(vec![Act::new(request.donation.bytes(), record)])?;
    cx.unit_ref(request.donation)
}
