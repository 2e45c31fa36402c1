//! Review and release.

use super::credential::sign;
use super::unit::resolve;
use crate::context::{Act, Answer, Cx};
use crate::environment::Rooms;
use crate::problem::stored;
use crate::view::{Names, finding, unit_view};
use api::Problem;
use api::wire::*;
use domain::analyser::OpenResult;
use domain::decide;
use domain::{Code, DonationId, Meaning, Permission, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;
use store::{Generation, Readiness};

/// Where a unit stands in the queue: what stops it, what is to be looked at, since when it waits; the number parts those
/// that are alike.
type Place = (u32, u32, i64, DonationId);

/// The queue as it was last judged, for the pages that follow and for whoever looks next.
pub(crate) struct Queue {
    of: Generation,
    judged: Range<i64>,
    /// Units that results in the inbox may be of: another station or an analyser adds some without a word of the unit.
    inbox: BTreeMap<DonationId, u32>,
    waiting: Arc<Waiting>,
}

/// All units that wait.
#[derive(Default)]
struct Waiting {
    places: Vec<Place>,
    /// Those that could not be read, and why. One of them is no reason not to see the others.
    unread: BTreeMap<DonationId, Problem>,
}

/// Behind all that were read: how much stops it nobody knows.
const UNREAD: u32 = u32::MAX;

fn read_place(text: &str) -> Answer<Place> {
    let read = || -> Option<Place> {
        let mut parts = text.split(':');
        let place = (
            parts.next()?.parse().ok()?,
            parts.next()?.parse().ok()?,
            parts.next()?.parse().ok()?,
            parts.next()?.parse().ok()?,
        );
        parts.next().is_none().then_some(place)
    };
    read().ok_or_else(|| Problem::refusal("value.not_a_choice").with("value", text).at("after"))
}

/// How many units are looked at before others may work.
const AT_ONCE: usize = 25;

/// Those that nothing stops come first, then those that least stops; of those the ones with fewer warnings, and of those
/// the ones that wait longest.
pub(crate) fn review_queue(cx: &mut Cx<'_>, request: ReviewQueueQuery) -> Answer<ReviewQueue> {
    let after = request.after.as_deref().map(read_place).transpose()?;
    let waiting = queue(cx)?;
    let places = &waiting.places;
    let begin = after.map_or(0, |after| places.partition_point(|place| *place <= after));
    let limit = usize::try_from(request.limit.clamp(1, 200)).unwrap_or(1);
    let page: Vec<Place> = places.iter().skip(begin).take(limit).copied().collect();
    let names = Names::read(cx)?;
    let mut rows = Vec::new();
    for (blockers, warnings, waiting_since_ms, donation) in &page {
        let Some(row) = cx.store()?.find_unit(*donation).map_err(stored)? else { continue };
        rows.push(ReviewRow {
            reviewed: row.reviewed,
            unit: names.unit_row(row),
            blockers: if *blockers == UNREAD { 0 } else { *blockers },
            warnings: *warnings,
            waiting_since_ms: *waiting_since_ms,
            problem: waiting.unread.get(donation).cloned(),
        });
    }
    let next = page.last().filter(|_| places.len() > begin + page.len());
    let next = next.map(|(blockers, warnings, since_ms, donation)| {
        format!("{blockers}:{warnings}:{since_ms}:{donation}")
    });
    let unread = u32::try_from(waiting.unread.len()).unwrap_or(u32::MAX);
    Ok(ReviewQueue { rows, next, unread })
}

/// All units that wait, in order: those of the last time where nothing was written since that could move one.
fn queue(cx: &mut Cx<'_>) -> Answer<Arc<Waiting>> {
    let of = cx.store()?.readiness_generation();
    let judged = cx.known()?.judges.clone();
    let inbox = cx.units_awaited()?;
    let kept = cx.state.review_queue.as_ref();
    if let Some(kept) = kept.filter(|kept| kept.of == of && kept.judged == judged && kept.inbox == inbox) {
        return Ok(Arc::clone(&kept.waiting));
    }
    let mut found = Waiting::default();
    let mut rooms = Rooms::new();
    let waiting = cx.store()?.list_review_queue().map_err(stored)?;
    for (seen, (donation, since_ms)) in waiting.into_iter().enumerate() {
        if seen > 0 && seen.is_multiple_of(AT_ONCE) {
            cx.give_way();
            rooms = Rooms::new();
        }
        match readiness(cx, donation, &mut rooms) {
            Ok(readiness) => {
                let blockers = readiness.blockers.saturating_add(inbox.get(&donation).copied().unwrap_or(0));
                found.places.push((blockers, readiness.warnings, since_ms, donation));
            }
            Err(problem) if is_of_unit(&problem) => {
                tracing::error!(%problem, %donation, "a unit that waits for review cannot be read");
                found.places.push((UNREAD, 0, since_ms, donation));
                found.unread.insert(donation, problem);
            }
            Err(problem) => return Err(problem),
        }
    }
    let unmoved = cx.store()?.readiness_generation() == of;
    if !unmoved {
        // Others wrote meanwhile: what they released or took out waits no more.
        let waiting = cx.store()?.list_review_queue().map_err(stored)?;
        let waiting: BTreeSet<DonationId> = waiting.into_iter().map(|(donation, _)| donation).collect();
        found.places.retain(|(.., donation)| waiting.contains(donation));
        found.unread.retain(|donation, _| waiting.contains(donation));
    }
    found.places.sort_unstable();
    let found = Arc::new(found);
    // What could not be read is tried again at the next look.
    let keeps = unmoved && found.unread.is_empty();
    cx.state.review_queue = keeps.then(|| Queue { of, judged, inbox, waiting: Arc::clone(&found) });
    Ok(found)
}

/// Whether a problem says something of the unit that was looked at, and not of the station or the session.
fn is_of_unit(problem: &Problem) -> bool {
    problem.severity == api::Severity::Fault || problem.code == "unit.unknown"
}

/// How near a unit is to a release.
fn readiness(cx: &Cx<'_>, donation: DonationId, rooms: &mut Rooms) -> Answer<Readiness> {
    let known = cx.known()?;
    let contests = cx.store()?.list_contests_of(donation).map_err(stored)?;
    let kept = cx.store()?.find_readiness(donation);
    if let Some(kept) = kept.filter(|kept| kept.contests == contests && kept.judged == known.judges) {
        return Ok(kept);
    }
    let unit = cx.unit(donation)?;
    let mut beside = cx.worked_rooms(&unit.state)?;
    beside.extend(decide::unknown_beside(&unit.contests));
    let (blockers, warnings) = cx.with_context(|context| {
        let blockers = decide::blockers(&unit.state, &unit.contests, context).len();
        let findings = decide::review_findings_beside(&unit.state, beside, context);
        let warns = |verdict| matches!(verdict, Verdict::Warn | Verdict::Unconfirmed | Verdict::Stale);
        (blockers, findings.iter().filter(|finding| warns(finding.verdict)).count())
    })?;
    let elsewhere = usize::from(cx.recalled_use(&unit.state)?.is_some())
        + cx.environment_blockers(donation, rooms)?.len();
    let readiness = Readiness {
        blockers: u32::try_from(blockers + elsewhere).unwrap_or(u32::MAX),
        warnings: u32::try_from(warnings).unwrap_or(u32::MAX),
        contests,
        judged: known.judges.clone(),
    };
    cx.store()?.keep_readiness(donation, readiness.clone());
    Ok(readiness)
}

pub(crate) fn review_get(cx: &mut Cx<'_>, request: UnitQuery) -> Answer<ReviewView> {
    let donation = resolve(cx, &request)?;
    let unit = cx.unit(donation)?;
    let operator = cx.operator()?;
    let mut beside = cx.worked_rooms(&unit.state)?;
    beside.extend(decide::unknown_beside(&unit.contests));
    let (findings, blockers, research) = cx.with_context(|context| {
        (
            decide::review_findings_beside(&unit.state, beside, context),
            decide::blockers(&unit.state, &unit.contests, context),
            decide::research_blockers(&unit.state, &unit.contests, context),
        )
    })?;
    let recalled =
        cx.recalled_use(&unit.state)?.map(|subject| decide::Blocker { code: Code::RecalledUse, subject });
    let rooms = cx.environment_blockers(donation, &mut Rooms::new())?;
    let blockers = recalled.into_iter().chain(blockers).chain(rooms).map(blocker);
    let open = cx.open_results()?;
    let waits = open.iter().filter(|one| one.may_be_of(&unit.state)).map(waiting_blocker);
    let blockers: Vec<Blocker> = blockers.chain(waits).collect();
    let review = unit.state.review();
    let clear = blockers.is_empty();
    let released = unit.state.release().is_some();
    let other_person = review.is_some_and(|review| review.stamp.operator != Some(operator.person));
    let meaning = if review.is_some() { Meaning::Release } else { Meaning::Review };
    Ok(ReviewView {
        unit: unit_view(cx, &unit)?,
        findings: findings.into_iter().map(finding).collect(),
        blockers,
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
    Blocker { code: found.code.as_str().to_owned(), subject: found.subject, waits: None }
}

fn waiting_blocker(open: &OpenResult) -> Blocker {
    Blocker {
        code: Code::ResultWaiting.as_str().to_owned(),
        subject: open.test.clone(),
        waits: Some(WaitingValue { value: open.value.clone(), since_ms: open.since_ms }),
    }
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
    cx.refuse_waiting(&unit.state)?;
    let operator = cx.operator()?;
    cx.refuse_unknown_of(operator.person)?;
    let name = operator.name;
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
    cx.refuse_waiting(&unit.state)?;
    let operator = cx.operator()?;
    cx.refuse_unknown_of(operator.person)?;
    let name = operator.name;
    let record = cx.decide(|context| {
        decide::release_sign(&unit.state, &unit.contests, &request.digest, &name, context)
    })?;
    sign(cx, request.login.as_deref(), &request.password)?;
    cx.record(vec![Act::new(request.donation.bytes(), record)])?;
    cx.unit_ref(request.donation)
}
