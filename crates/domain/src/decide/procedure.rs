//! Procedures are approved before use (21 CFR 1271.47(b)).

use super::Context;
use super::check::{CLOCK_TOLERANCE_MS, filled};
use crate::record::{ProcedureApproved, ProcedureReturned, ProfileStandingSet};
use crate::rules::{NormProfile, Procedure, SopFile};
use crate::unit::UnitState;
use crate::{Code, Meaning, ProcedureKind, ProfileStanding, Purpose, Record, Refusal, UnitFitness};
use std::sync::Arc;

/// Refuses work under a procedure that is not approved, or not in effect yet. A demo bank's work is not real: it may be
/// older than the rule.
///
/// # Errors
/// [`Code::ProcedureNotApproved`].
pub fn in_force(procedure: &Procedure, context: &Context<'_>) -> Result<(), Refusal> {
    if effective_ms(procedure, context).is_some() || context.purpose == Purpose::Demo {
        return Ok(());
    }
    Err(Refusal::stop(Code::ProcedureNotApproved)
        .with("procedure", &procedure.code)
        .with("version", &procedure.version))
}

/// Refuses judging by limits that are not approved, or not in effect yet.
///
/// # Errors
/// [`Code::ProcedureNotApproved`].
pub fn limits_in_force(context: &Context<'_>) -> Result<(), Refusal> {
    in_force(&context.rules.limits(), context)
}

/// Since when a procedure is in effect; none where it is not. Two stations may approve the same before they hear of
/// each other; the earlier approval counts.
fn effective_ms(procedure: &Procedure, context: &Context<'_>) -> Option<i64> {
    let now_ms = context.now_ms.saturating_add(CLOCK_TOLERANCE_MS);
    let approvals = context.approvals.iter().filter(|approval| procedure.is_approved_by(approval));
    approvals.map(|approval| approval.effective_ms).filter(|effective_ms| *effective_ms <= now_ms).min()
}

/// The SOP that units accepted at a moment are worked by, of whatever code: the one whose last approval came into effect last.
/// Of two of the same moment the one whose digest is greater, so that every station takes the same. One that was returned is
/// none of them, also where another station approved it before it heard of that.
fn sop_at<'a>(context: &Context<'a>, at_ms: i64) -> Option<&'a Arc<SopFile>> {
    let standing =
        context.rules.sops.iter().filter(|file| !context.rules.returned.contains_key(&file.digest));
    let effective = standing.filter_map(|file| {
        let procedure = Procedure::from(file.as_ref());
        let approvals = context.approvals.iter().filter(|approval| procedure.is_approved_by(approval));
        let since_ms =
            approvals.map(|approval| approval.effective_ms).filter(|since| *since <= at_ms).max()?;
        Some((since_ms, &file.digest, file))
    });
    effective.max_by_key(|(since_ms, digest, _)| (*since_ms, *digest)).map(|(.., file)| file)
}

/// The SOP that units accepted now are worked by.
///
/// # Errors
/// [`Code::ProcedureNotApproved`] of the first one, where none is in effect and the bank is live.
pub fn sop_in_force<'a>(context: &Context<'a>) -> Result<&'a Arc<SopFile>, Refusal> {
    if let Some(file) = sop_at(context, context.now_ms.saturating_add(CLOCK_TOLERANCE_MS)) {
        return Ok(file);
    }
    let first = context.rules.sops.first().ok_or_else(|| Refusal::stop(Code::ProcedureUnknown))?;
    in_force(&Procedure::from(first.as_ref()), context).map(|()| first)
}

/// The SOP that a unit is worked by: what it is pinned to, else the one in force now, else the first one that there is.
///
/// # Errors
/// [`Code::SopUnknown`] where the version has not come to this station.
pub fn sop_of<'a>(unit: &UnitState, context: &Context<'a>) -> Result<&'a Arc<SopFile>, Refusal> {
    let unknown = |(code, version): (String, String)| {
        Refusal::stop(Code::SopUnknown).with("procedure", code).with("version", version)
    };
    if let Some(file) = context.rules.sop_of(unit).map_err(unknown)? {
        return Ok(file);
    }
    sop_in_force(context).or_else(|refusal| context.rules.sops.first().ok_or(refusal))
}

/// Every procedure of which a record may say that the unit is not released: its own SOP, and whatever judges all units, also
/// a profile that judges none now.
#[must_use]
pub fn deciding_procedures(unit: &UnitState, context: &Context<'_>) -> Vec<Procedure> {
    let own = sop_of(unit, context).ok().map(|file| Procedure::from(file.as_ref()));
    let others = context.rules.procedures().into_iter().filter(|one| one.kind != ProcedureKind::Sop);
    own.into_iter().chain(others).collect()
}

/// What is given to approve a procedure.
#[derive(Debug, Clone, Copy)]
pub struct ApprovalInput<'a> {
    /// What sort.
    pub kind: ProcedureKind,
    /// Its code, as shown.
    pub code: &'a str,
    /// Its version, as shown.
    pub version: &'a str,
    /// Digest of its content, as shown.
    pub digest: &'a str,
    /// From when on it is used, ms; at once where none is given.
    pub effective_ms: Option<i64>,
    /// Printed name of the signer.
    pub name: &'a str,
}

/// Approves exactly what was shown. A version of an SOP may be approved anew, so that the bank goes back to it: it is refused
/// where units are worked by it at that moment anyhow.
///
/// # Errors
/// Not what is in the rule set; returned or approved before; in effect before it is approved; the person who drew it.
pub fn approve_procedure(input: &ApprovalInput<'_>, context: &Context<'_>) -> Result<Record, Refusal> {
    let named = |procedure: &Procedure| {
        (procedure.kind, procedure.code.as_str(), procedure.version.as_str())
            == (input.kind, input.code, input.version)
    };
    let versions: Vec<Procedure> = context.rules.procedures().into_iter().filter(named).collect();
    if versions.is_empty() {
        return Err(Refusal::stop(Code::ProcedureUnknown)
            .with("procedure", input.code)
            .with("version", input.version)
            .at("version"));
    }
    let shown = versions.into_iter().find(|procedure| procedure.digest == input.digest);
    let procedure = shown.ok_or_else(|| Refusal::stop(Code::ContentChanged).at("digest"))?;
    let drawn = context.rules.sop_of_digest(&procedure.digest).and_then(|file| file.drawn_by);
    if procedure.kind == ProcedureKind::Sop && drawn == Some(context.operator) {
        return Err(Refusal::stop(Code::ProcedureSamePerson)
            .with("procedure", procedure.code)
            .with("version", procedure.version));
    }
    refuse_returned(&procedure, context)?;
    let effective_ms = input.effective_ms.unwrap_or(context.now_ms);
    let approved = match procedure.kind {
        ProcedureKind::Sop => {
            sop_at(context, effective_ms).is_some_and(|file| file.digest == procedure.digest)
        }
        _ => context.approvals.iter().any(|approval| procedure.is_approved_by(approval)),
    };
    if approved {
        return Err(Refusal::stop(Code::ProcedureAlreadyApproved)
            .with("procedure", procedure.code)
            .with("version", procedure.version));
    }
    if effective_ms < context.now_ms.saturating_sub(CLOCK_TOLERANCE_MS) {
        return Err(Refusal::stop(Code::ProcedureBackdated).with("value", effective_ms).at("effective_ms"));
    }
    Ok(Record::ProcedureApproved(ProcedureApproved {
        procedure: procedure.kind,
        code: procedure.code,
        version: procedure.version,
        digest: procedure.digest,
        effective_ms,
        name: input.name.to_owned(),
        meaning: Meaning::Approval,
    }))
}

/// What is given to return a version to who drew it.
#[derive(Debug, Clone, Copy)]
pub struct ReturnInput<'a> {
    /// The SOP's code, as shown.
    pub code: &'a str,
    /// Its version, as shown.
    pub version: &'a str,
    /// Digest of its text, as shown.
    pub digest: &'a str,
    /// Why.
    pub reason: &'a str,
    /// Printed name of who returns it.
    pub name: &'a str,
}

/// Returns a version that waits for review to who drew it.
///
/// # Errors
/// Not what is in the rule set; a shipped version, or none that waits for review any more; the person who drew it; no
/// reason.
pub fn return_procedure(input: &ReturnInput<'_>, context: &Context<'_>) -> Result<Record, Refusal> {
    let refuse = |code| Refusal::stop(code).with("procedure", input.code).with("version", input.version);
    let named = |file: &&Arc<SopFile>| file.sop.code == input.code && file.sop.version == input.version;
    if !context.rules.sops.iter().any(|file| named(&file)) {
        return Err(refuse(Code::ProcedureUnknown).at("version"));
    }
    let shown = context.rules.sops.iter().filter(named).find(|file| file.digest == input.digest);
    let file = shown.ok_or_else(|| Refusal::stop(Code::ContentChanged).at("digest"))?;
    let procedure = Procedure::from(file.as_ref());
    let drawn_by = file.drawn_by.ok_or_else(|| refuse(Code::ProcedureNotInReview))?;
    if drawn_by == context.operator {
        return Err(refuse(Code::ProcedureOwnReview));
    }
    refuse_returned(&procedure, context)?;
    if context.approvals.iter().any(|approval| procedure.is_approved_by(approval)) {
        return Err(refuse(Code::ProcedureAlreadyApproved));
    }
    Ok(Record::ProcedureReturned(ProcedureReturned {
        code: procedure.code,
        version: procedure.version,
        digest: procedure.digest,
        reason: filled(input.reason, 500, "reason")?,
        name: input.name.to_owned(),
    }))
}

fn refuse_returned(procedure: &Procedure, context: &Context<'_>) -> Result<(), Refusal> {
    if !context.rules.returned.contains_key(&procedure.digest) {
        return Ok(());
    }
    Err(Refusal::stop(Code::ProcedureReturned)
        .with("procedure", &procedure.code)
        .with("version", &procedure.version))
}

/// The version that a unit was begun with, where it was returned since: by a station that had not heard of its approval. The
/// unit ends by it, and a deviation that was reported after the return, and closed, says that it may be used.
#[must_use]
pub fn returned_sop(unit: &UnitState, context: &Context<'_>) -> Option<Procedure> {
    let file = context.rules.sop_of(unit).ok().flatten()?;
    let returned_ms = *context.rules.returned.get(&file.digest)?;
    let answered = unit.deviations.iter().any(|deviation| {
        let settled = deviation.settled.as_ref();
        // Which was taken back of this unit, or never was of it, says nothing of it.
        settled.filter(|_| deviation.removed.is_none()).is_some_and(|settled| {
            // One that was open before speaks of something else.
            let after = deviation.begun.stamp.at_ms.min(settled.stamp.at_ms) > returned_ms;
            after && settled.record.fitness == UnitFitness::Fit
        })
    });
    (!answered).then(|| Procedure::from(file.as_ref()))
}

/// What is given to say which norm profile decides, or judges no more.
#[derive(Debug, Clone, Copy)]
pub struct StandingInput<'a> {
    /// The profile's code.
    pub code: &'a str,
    /// Digest of the version that judges, as shown.
    pub digest: &'a str,
    /// What is said.
    pub standing: ProfileStanding,
    /// Why.
    pub reason: &'a str,
    /// Printed name of the signer.
    pub name: &'a str,
}

/// Says that a norm profile decides from now on, or judges no more. Reviews that were signed stay as they are; a release
/// is judged by what judges when it is signed.
///
/// # Errors
/// A profile that does not judge now, or not as it was shown; one that decides already; the last one that judges; no
/// reason.
pub fn set_profile_standing(input: &StandingInput<'_>, context: &Context<'_>) -> Result<Record, Refusal> {
    let refuse = |code| Refusal::stop(code).with("procedure", input.code);
    let judging: Vec<_> = context.rules.judging().collect();
    let found = judging.iter().enumerate().find(|(_, (profile, _))| profile.code == input.code);
    let (place, (profile, digest)) = found.ok_or_else(|| refuse(Code::ProfileNotJudging))?;
    let (profile, digest) = (*profile, *digest);
    if digest != input.digest {
        return Err(Refusal::stop(Code::ContentChanged).at("digest"));
    }
    // Of what nobody approved nothing more is said: the approval comes first.
    in_force(&profile_procedure(profile, digest), context)?;
    match input.standing {
        ProfileStanding::Decides if place == 0 => return Err(refuse(Code::ProfileDecides)),
        ProfileStanding::Ended if judging.len() == 1 => return Err(refuse(Code::ProfileLast)),
        _ => {}
    }
    Ok(Record::ProfileStandingSet(ProfileStandingSet {
        profile: profile.code.clone(),
        version: profile.version.to_string(),
        digest: digest.to_owned(),
        standing: input.standing,
        effective_ms: context.now_ms,
        reason: filled(input.reason, 500, "reason")?,
        name: input.name.to_owned(),
        meaning: Meaning::ProfileStanding,
    }))
}

fn profile_procedure(profile: &NormProfile, digest: &str) -> Procedure {
    Procedure {
        kind: ProcedureKind::Limits,
        code: profile.code.clone(),
        version: profile.version.to_string(),
        title: profile.title.clone(),
        digest: digest.to_owned(),
    }
}
