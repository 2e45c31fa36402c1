//! Holds, rejection, review, release, certificates.

use super::asked::{is_unended, set_aside, unended, unknown};
use super::check::{alive, all_known, filled};
use super::departed::departed;
use super::freezer::other_freezer;
use super::judgement::sort;
use super::procedure::{in_force, returned_sop, sop_of};
use super::step::{done_alone, progress};
use super::transport::arrival_fails;
use super::twice::told_differently;
use super::{Context, curve_findings, findings_under, judged_profiles, unconfirmed};
use crate::record::*;
use crate::rules::{Finding, Procedure, RecordedBy, TestDefinition, worst};
use crate::unit::{Contest, ContestKind, HoldReason, UnitState};
use crate::{
    Code, ConsentScope, Meaning, PersonId, ReceiptDecision, Record, Refusal, RepeatState, ResultState,
    UnitFitness, Verdict,
};

/// Something that stops a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocker {
    /// Why.
    pub code: Code,
    /// What it is about; empty where nothing more is to say.
    pub subject: String,
}

impl Blocker {
    fn new(code: Code, subject: impl Into<String>) -> Self {
        Self { code, subject: subject.into() }
    }
}

/// Every rule of the profile that decides, where the procedure was departed from, what one person did alone where it wants two,
/// and figures that were told in two ways; exceptions first.
#[must_use]
pub fn review_findings(unit: &UnitState, context: &Context<'_>) -> Vec<Finding> {
    review_findings_beside(unit, Vec::new(), context)
}

/// The same with what was found of things that are not on the unit's own record, such as the rooms that it was worked in.
#[must_use]
pub fn review_findings_beside(unit: &UnitState, beside: Vec<Finding>, context: &Context<'_>) -> Vec<Finding> {
    let mut findings = findings_under(unit, &context.rules.norm);
    findings.extend(beside);
    findings.extend(departed(unit, context));
    findings.extend(done_alone(unit, context));
    findings.extend(told_differently(unit, context));
    findings.extend(unended(unit, context));
    findings.extend(set_aside(unit));
    findings.extend(unknown(unit.unknown.iter().cloned()));
    sort(&mut findings);
    findings
}

/// Everything that stops a review or a release now.
#[must_use]
pub fn blockers(unit: &UnitState, contests: &[Contest], context: &Context<'_>) -> Vec<Blocker> {
    let mut found = Vec::new();
    found.extend(unit.unread(contests).map(|one| Blocker::new(Code::RecordUnknown, one.to_string())));
    if unit.rejection.is_some() {
        found.push(Blocker::new(Code::Rejected, ""));
    }
    if unit.research.is_some() {
        found.push(Blocker::new(Code::InResearch, ""));
    }
    // A hold because the released content changed is settled by reviewing and releasing again; one because of a
    // deviation, a room, a returned procedure or a record of a later version is named with it, elsewhere.
    if let Some(reason) = unit.hold_reason(contests)
        && reason != HoldReason::ContentChangedAfterRelease
        && !matches!(reason, HoldReason::Contested(kind) if kind.is_named_apart())
    {
        found.push(Blocker::new(Code::Held, reason.as_str()));
    }
    for (missing, code) in [
        (unit.consent.is_none(), Code::ConsentMissing),
        (unit.questionnaire.is_none(), Code::QuestionnaireMissing),
        (unit.collection.is_none(), Code::NotCollected),
        (unit.is_deferred(), Code::Deferred),
        (unit.place().is_none(), Code::NotStored),
    ] {
        if missing {
            found.push(Blocker::new(code, ""));
        }
    }
    let accepted =
        unit.receipt_decision.as_ref().is_some_and(|d| d.record.decision == ReceiptDecision::Accept);
    if !accepted {
        found.push(Blocker::new(Code::ReceiptOpen, ""));
    }
    found.extend(arrival_fails(unit, context).map(|rule| Blocker::new(Code::ArrivalFails, rule)));
    match progress(unit, context) {
        Ok(progress) => found.extend(
            progress
                .missing_before(RecordedBy::Review)
                .map(|step| Blocker::new(Code::StepsMissing, &step.code)),
        ),
        Err(_) => found.push(Blocker::new(Code::SopUnknown, "")),
    }
    for test in &context.rules.norm.tests {
        // Repeats are records beside a result, and no results: they contradict nothing.
        let contradicting = unit.contradicting_results(&test.code).next();
        found.extend(contradicting.map(|_| Blocker::new(Code::ResultContradicts, &test.code)));
        match unit.result(&test.code) {
            Some(result) if result.record.state == ResultState::Final => {
                let repeats = test.repeats(unit).map(|repeats| repeats.state);
                let fails = test.judge_of(unit).is_some_and(|finding| finding.verdict == Verdict::Fail);
                found.extend(match repeats {
                    Some(RepeatState::Open) => Some(Blocker::new(Code::RepeatOpen, &test.code)),
                    _ => fails.then(|| Blocker::new(Code::ResultFails, &test.code)),
                });
            }
            other => {
                let open = test.required
                    || test.critical && is_unended(test, unit)
                    || other.is_some_and(|result| waits(test, &result.record))
                    || is_taken_back(unit, test);
                found.extend(open.then(|| Blocker::new(Code::ResultMissing, &test.code)));
            }
        }
    }
    // What no profile has is judged by none, and nobody can report it.
    let stale = unit.stale_tests().filter(|test| context.rules.test(test).is_some());
    found.extend(stale.map(|test| Blocker::new(Code::ResultStale, test)));
    found.extend(unjudged(unit, context));
    found.extend(unit.open_deviations().map(|deviation| {
        Blocker::new(Code::DeviationOpen, crate::deviation::number(deviation.begun.record.deviation))
    }));
    found.extend(unit.unfit_by().map(|deviation| {
        Blocker::new(Code::DeviationUnfit, crate::deviation::number(deviation.begun.record.deviation))
    }));
    found.extend(curve_blocker(unit, context));
    found.extend(freezer_blocker(unit, context));
    found.extend(unsettled(contests).map(|contest| Blocker::new(Code::DeviationUnsettled, contest.name())));
    found.extend(
        returned_sop(unit, context)
            .map(|sop| Blocker::new(Code::SopReturned, format!("{} {}", sop.code, sop.version))),
    );
    // Nothing is judged by steps and limits that nobody has approved.
    for procedure in judged_by(unit, context) {
        if let Err(refusal) = in_force(&procedure, context) {
            found.push(Blocker::new(refusal.code, procedure.code));
        }
    }
    found
}

/// What the freezing curve says against a review: the conclusion of its own, or that it wants one. Where this station does
/// not know the program, it does not know either what the curve says. A curve in place of another wants a review whatever
/// it shows: who brings it in does not decide alone that the one before says nothing.
fn curve_blocker(unit: &UnitState, context: &Context<'_>) -> Option<Blocker> {
    let curve = unit.curve()?;
    let file = curve.recorded.record.file_name.as_str();
    match curve.fitness() {
        Some(UnitFitness::Fit) => unit.is_curve_torn().then(|| Blocker::new(Code::CurveOpen, file)),
        Some(UnitFitness::Unfit) => Some(Blocker::new(Code::CurveUnfit, file)),
        None => {
            let grave =
                |findings: Vec<Finding>| matches!(worst(&findings), Verdict::Fail | Verdict::Unconfirmed);
            let open = unit.curves.len() > 1 || curve_findings(curve, context).is_none_or(grave);
            open.then(|| Blocker::new(Code::CurveOpen, file))
        }
    }
}

/// A curve of another freezer than the steps name: the step may have been recorded after the curve, or anew.
fn freezer_blocker(unit: &UnitState, context: &Context<'_>) -> Option<Blocker> {
    let curve = &unit.curve()?.recorded.record;
    let other = other_freezer(unit, &curve.equipment, context);
    other.map(|_| Blocker::new(Code::CurveFreezer, &curve.file_name))
}

fn unsettled(contests: &[Contest]) -> impl Iterator<Item = &Contest> {
    contests.iter().filter(|contest| contest.kind == ContestKind::DeviationUnsettled)
}

/// Whether a result that nobody has confirmed says something that must be: a critical value, or one that would fail. The
/// test need not be one that every unit has.
fn waits(test: &TestDefinition, result: &ResultRecorded) -> bool {
    let critical = || test.is_critical(result.number, result.choice.as_deref());
    result.state == ResultState::Preliminary && (critical() || test.judge(result).verdict == Verdict::Fail)
}

/// Whether a critical or failing value was made invalid, or not done, and nothing was reported in its place. Where what several
/// stations said was settled so, any of their values.
fn is_taken_back(unit: &UnitState, test: &TestDefinition) -> bool {
    let Some((last, before)) = unit.results.get(&test.code).and_then(|all| all.split_last()) else {
        return false;
    };
    let grave = |result: &ResultRecorded| {
        test.is_critical_result(result) || test.judge(result).verdict == Verdict::Fail
    };
    let has_value = |result: &ResultRecorded| result.number.is_some() || result.choice.is_some();
    let value = before.iter().rev().find(|result| has_value(&result.record));
    let mut values = value.into_iter().chain(unit.replaced_values(&test.code));
    !has_value(&last.record) && values.any(|value| grave(&value.record))
}

/// What the deciding profile should have judged and could not, and what it fails beside tests and arrival, of which the
/// one is judged above and the other was decided on arrival.
fn unjudged(unit: &UnitState, context: &Context<'_>) -> Vec<Blocker> {
    let computed = |rule: &str| matches!(rule, "freezing_hours" | "tnc_recovery");
    let found = review_findings(unit, context).into_iter().filter_map(|finding| match finding.verdict {
        Verdict::Unconfirmed => Some(Blocker::new(Code::LimitUnconfirmed, finding.rule)),
        Verdict::Fail if computed(&finding.rule) => Some(Blocker::new(Code::ResultFails, finding.rule)),
        _ => None,
    });
    found.collect()
}

/// The procedures that a unit is judged by: its SOP and the limits.
fn judged_by(unit: &UnitState, context: &Context<'_>) -> Vec<Procedure> {
    let sop = sop_of(unit, context).ok().map(|file| Procedure::from(file.as_ref()));
    sop.into_iter().chain([context.rules.limits()]).collect()
}

fn unblocked(unit: &UnitState, contests: &[Contest], context: &Context<'_>) -> Result<(), Refusal> {
    match blockers(unit, contests, context).into_iter().next() {
        None => Ok(()),
        Some(Blocker { code: Code::RecordUnknown, .. }) => all_known(unit, contests),
        Some(Blocker { code: Code::SopUnknown, .. }) => sop_of(unit, context).map(|_| ()),
        Some(Blocker { code: Code::ProcedureNotApproved, .. }) => {
            judged_by(unit, context).iter().try_for_each(|procedure| in_force(procedure, context))
        }
        Some(Blocker { code: Code::LimitUnconfirmed, subject }) => {
            Err(unconfirmed(&context.rules.norm, &subject))
        }
        Some(blocker) => {
            let name = match blocker.code {
                Code::Held => "reason",
                Code::StepsMissing => "step",
                Code::SopReturned => "procedure",
                Code::CurveOpen | Code::CurveUnfit | Code::CurveFreezer => "file",
                Code::DeviationOpen | Code::DeviationUnfit | Code::DeviationUnsettled => "deviation",
                _ => "test",
            };
            Err(Refusal::stop(blocker.code).with(name, blocker.subject))
        }
    }
}

fn sign(unit: &UnitState, digest: &str, name: &str, meaning: Meaning) -> Result<ContentSigned, Refusal> {
    if unit.signing_digest(meaning) != digest {
        return Err(Refusal::stop(Code::ContentChanged).at("digest"));
    }
    Ok(ContentSigned { digest: digest.to_owned(), name: name.to_owned(), meaning })
}

/// A signature with the profiles that judge the unit at this moment.
fn judged(signed: ContentSigned, unit: &UnitState, context: &Context<'_>) -> ContentJudged {
    let ContentSigned { digest, name, meaning } = signed;
    ContentJudged { digest, name, meaning, profiles: judged_profiles(unit, context) }
}

/// Signs the review of exactly what was shown.
///
/// # Errors
/// A blocker, a changed content, a review that stands.
pub fn review_sign(
    unit: &UnitState,
    contests: &[Contest],
    digest: &str,
    name: &str,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    if unit.review().is_some() {
        return Err(Refusal::stop(Code::AlreadyReviewed));
    }
    unblocked(unit, contests, context)?;
    sign(unit, digest, name, Meaning::Review)
        .map(|signed| Record::ReviewJudged(judged(signed, unit, context)))
}

/// Signs the release. All rules are judged again at this moment; reviewer and releaser are two persons.
///
/// # Errors
/// No valid review, the same person, a blocker, a changed content, a release that stands.
pub fn release_sign(
    unit: &UnitState,
    contests: &[Contest],
    digest: &str,
    name: &str,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    if unit.release().is_some() {
        return Err(Refusal::stop(Code::AlreadyReleased));
    }
    unblocked(unit, contests, context)?;
    let review = unit.review().ok_or_else(|| Refusal::stop(Code::ReviewMissing))?;
    if review.stamp.operator == Some(context.operator) {
        return Err(Refusal::stop(Code::SamePerson));
    }
    sign(unit, digest, name, Meaning::Release)
        .map(|signed| Record::ReleaseJudged(judged(signed, unit, context)))
}

/// What stops giving a unit to research: whatever leaves open whose bag it is, whether it may be used at all, or what the
/// mother agreed to. That it is unfit for a patient stops nothing.
#[must_use]
pub fn research_blockers(unit: &UnitState, contests: &[Contest], context: &Context<'_>) -> Vec<Blocker> {
    let standing = [
        Code::RecordUnknown,
        Code::Rejected,
        Code::InResearch,
        Code::Held,
        Code::ConsentMissing,
        Code::NotCollected,
        Code::ReceiptOpen,
    ];
    let mut found: Vec<Blocker> = blockers(unit, contests, context)
        .into_iter()
        .filter(|blocker| standing.contains(&blocker.code) || blocker.code == Code::DeviationUnsettled)
        .collect();
    let scope = unit.consent.as_ref().map(|consent| consent.record.scope.as_slice()).unwrap_or_default();
    if unit.consent.is_some() && !scope.contains(&ConsentScope::Research) {
        found.push(Blocker::new(Code::ResearchConsent, ""));
    }
    if unit.release().is_some() {
        found.push(Blocker::new(Code::AlreadyReleased, ""));
    }
    // Somebody may have it already: what its new content means is said by a review, or by a refusal.
    if let Some(reason @ HoldReason::ContentChangedAfterRelease) = unit.hold_reason(contests) {
        found.push(Blocker::new(Code::Held, reason.as_str()));
    }
    found
}

/// Gives a unit to research by a signature over exactly what was shown. It cannot be taken back: no patient gets it.
///
/// # Errors
/// Something that stops it; a changed content; no note.
pub fn assign_research(
    unit: &UnitState,
    contests: &[Contest],
    note: &str,
    (digest, name): (&str, &str),
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    all_known(unit, contests)?;
    if let Some(blocker) = research_blockers(unit, contests, context).into_iter().next() {
        let refusal = Refusal::stop(blocker.code);
        return Err(match blocker.code {
            Code::Held => refusal.with("reason", blocker.subject),
            Code::DeviationUnsettled => refusal.with("deviation", blocker.subject),
            _ => refusal,
        });
    }
    let note = filled(note, 500, "note")?;
    let ContentSigned { digest, name, meaning } = sign(unit, digest, name, Meaning::Research)?;
    let profiles = judged_profiles(unit, context);
    Ok(Record::ResearchAssigned(ResearchAssigned { note, digest, name, meaning, profiles }))
}

/// Rejects a unit by a signature over exactly what was shown, and by a second person, whom the entry names.
///
/// # Errors
/// Rejected before; a changed content; a reason that is not in the pick-list; the same person twice.
pub fn reject(
    unit: &UnitState,
    reason: &str,
    note: &str,
    (digest, name): (&str, &str),
    second: PersonId,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    alive(unit)?;
    if second == context.operator {
        return Err(Refusal::stop(Code::RejectionSamePerson).at("second_login"));
    }
    let ContentSigned { digest, name, meaning } = sign(unit, digest, name, Meaning::Rejection)?;
    if !context.rules.rejection_reasons.iter().any(|choice| choice.code == reason) {
        return Err(Refusal::stop(Code::NotAChoice).with("value", reason).at("reason"));
    }
    if note.chars().count() > 500 {
        return Err(Refusal::stop(Code::TooLong).with("max", 500).at("note"));
    }
    Ok(Record::RejectionSigned(RejectionSigned {
        reason: reason.to_owned(),
        note: note.trim().to_owned(),
        digest,
        name,
        meaning,
    }))
}

/// Places a hold.
///
/// # Errors
/// An empty note.
pub fn hold(key: String, note: &str) -> Result<Record, Refusal> {
    Ok(Record::HoldPlaced(HoldPlaced { key, note: filled(note, 500, "note")? }))
}

/// Lifts a hold that a person placed, by a signature over exactly that hold.
///
/// # Errors
/// No such open hold; another hold than was shown; a record of the unit that this version does not know; an empty reason.
pub fn lift_hold(
    unit: &UnitState,
    key: &str,
    reason: &str,
    (digest, name): (&str, &str),
) -> Result<Record, Refusal> {
    if !unit.holds.iter().any(|hold| hold.placed.record.key == key && hold.lifted.is_none()) {
        return Err(Refusal::stop(Code::HoldUnknown).at("key"));
    }
    all_known(unit, &[])?;
    if unit.lifting_digest(key).as_deref() != Some(digest) {
        return Err(Refusal::stop(Code::ContentChanged).at("digest"));
    }
    Ok(Record::HoldLiftSigned(HoldLiftSigned {
        key: key.to_owned(),
        reason: filled(reason, 500, "reason")?,
        digest: digest.to_owned(),
        name: name.to_owned(),
        meaning: Meaning::HoldLifted,
    }))
}

/// Which copy of the certificate comes next, and why.
///
/// # Errors
/// Not released, a deviation that is not settled, on hold, or a copy without a reason.
pub fn issue_certificate(
    unit: &UnitState,
    contests: &[Contest],
    copy_reason: Option<&str>,
) -> Result<(u32, Option<String>), Refusal> {
    if unit.research.is_some() {
        return Err(Refusal::stop(Code::InResearch));
    }
    let release = unit.release().ok_or_else(|| Refusal::stop(Code::NotReleased))?;
    all_known(unit, contests)?;
    if let Some(contest) = unsettled(contests).next() {
        return Err(Refusal::stop(Code::DeviationUnsettled).with("deviation", contest.name()));
    }
    super::check::not_held(unit, contests)?;
    // Certificates of an earlier, voided release do not count: a new release has its own original.
    let issued = unit.certificates.iter().filter(|certificate| {
        certificate.record.content_digest == release.record.digest && unit.came_out(&certificate.stamp)
    });
    let copy = u32::try_from(issued.count()).unwrap_or(u32::MAX).saturating_add(1);
    let reason = copy_reason.map(str::trim).filter(|reason| !reason.is_empty());
    if copy > 1 && reason.is_none() {
        return Err(Refusal::stop(Code::CopyReason).at("copy_reason"));
    }
    Ok((copy, reason.map(str::to_owned)))
}
