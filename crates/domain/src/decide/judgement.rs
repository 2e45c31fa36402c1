//! What each norm profile says of a unit. The deciding profile's findings stop a release; those of the others are shown
//! and recorded beside them.

use super::Context;
use super::transport::{findings_of_arrival, hours_between};
use crate::Verdict;
use crate::record::JudgedProfile;
use crate::rules::{Finding, NormProfile, gravity, recovery_percent, worst};
use crate::unit::UnitState;

/// Longer after any collection than any limit allows.
const NEVER_MS: i64 = i64::MAX;

/// One profile and what it says of a unit.
#[derive(Debug, Clone)]
pub struct Judgement<'a> {
    /// The profile.
    pub profile: &'a NormProfile,
    /// SHA-256 of its data file, hexadecimal.
    pub digest: &'a str,
    /// The gravest verdict.
    pub verdict: Verdict,
    /// Every rule, exceptions first.
    pub findings: Vec<Finding>,
}

/// What every profile in force says, the one that decides first.
#[must_use]
pub fn judgements<'a>(unit: &UnitState, context: &Context<'a>) -> Vec<Judgement<'a>> {
    let judged = context.rules.judging().enumerate().map(|(index, (profile, digest))| {
        let mut findings = findings_under(unit, profile);
        if index > 0 {
            findings.extend(missing_results(unit, profile));
            sort(&mut findings);
        }
        Judgement { profile, digest, verdict: worst(&findings), findings }
    });
    judged.collect()
}

/// The same, as a signature keeps it.
#[must_use]
pub fn judged_profiles(unit: &UnitState, context: &Context<'_>) -> Vec<JudgedProfile> {
    let kept = judgements(unit, context).into_iter().map(|judged| JudgedProfile {
        code: judged.profile.code.clone(),
        version: judged.profile.version.to_string(),
        digest: judged.digest.to_owned(),
        verdict: judged.verdict,
    });
    kept.collect()
}

/// Every rule of one profile that there is something to judge by, exceptions first.
#[must_use]
pub fn findings_under(unit: &UnitState, profile: &NormProfile) -> Vec<Finding> {
    let mut findings = findings_of_arrival(unit, profile);
    findings.extend(clock_to_freezing(unit, profile));
    findings.extend(recovery(unit, profile));
    findings.extend(findings_of_tests(unit, profile));
    sort(&mut findings);
    findings
}

pub(super) fn sort(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| match finding.verdict {
        Verdict::Info => u8::MAX,
        verdict => gravity(Verdict::Fail) - gravity(verdict),
    });
}

/// What the profile says of every current result.
pub(super) fn findings_of_tests(unit: &UnitState, profile: &NormProfile) -> Vec<Finding> {
    let judged = profile.tests.iter().filter_map(|test| test.judge_of(unit));
    judged.collect()
}

/// Required tests of which there is no result.
fn missing_results(unit: &UnitState, profile: &NormProfile) -> Vec<Finding> {
    let missing = profile.tests.iter().filter(|test| test.required && unit.result(&test.code).is_none());
    let missing = missing.map(|test| Finding {
        rule: test.code.clone(),
        verdict: Verdict::Fail,
        value: String::new(),
        limit: String::new(),
        source: profile.limit(&test.code).map(|limit| limit.source().to_owned()).unwrap_or_default(),
    });
    missing.collect()
}

/// The second clock: from the end of collection to the start of freezing. Where the step was entered only when it was
/// done, that moment counts: too long a time is never told too short. A unit in a tank of which no start is recorded took too long:
/// its procedure may call the step by another code than the profile, and silence would pass whatever time it took.
fn clock_to_freezing(unit: &UnitState, profile: &NormProfile) -> Option<Finding> {
    let limits = profile.freezing.as_ref()?;
    let ended_ms = unit.collection.as_ref()?.record.ended_ms;
    let begun = unit.begun.iter().filter(|begun| limits.steps.contains(&begun.record.step));
    let done = unit.steps.iter().filter(|done| limits.steps.contains(&done.record.step));
    let begun = begun.map(|begun| begun.stamp.at_ms);
    let started = begun.chain(done.map(|done| done.record.done_ms.unwrap_or(done.stamp.at_ms))).min();
    let judge = |started_ms| limits.hours.judge("freezing_hours", hours_between(ended_ms, started_ms));
    match started {
        Some(started_ms) => Some(judge(started_ms)),
        None if unit.place().is_some() => Some(Finding { value: String::new(), ..judge(NEVER_MS) }),
        None => None,
    }
}

/// What is left of the nucleated cells. Where the count before processing is missing, or is of nothing, that is said in its place.
fn recovery(unit: &UnitState, profile: &NormProfile) -> Option<Finding> {
    let limit = profile.tnc_recovery.as_ref()?;
    let after = unit.result("tnc_post")?.record.number?;
    let counted = unit.step_done("count_pre").map(|done| done.record.values.as_slice()).unwrap_or_default();
    let counted = counted.iter().find(|value| value.code == "tnc_pre").map(|value| value.value.as_str());
    let before = counted.and_then(|value| value.parse().ok());
    let Some(percent) = before.and_then(|before| recovery_percent(before, after)) else {
        return Some(Finding {
            rule: "tnc_recovery_unknown".to_owned(),
            verdict: Verdict::Warn,
            value: counted.unwrap_or_default().to_owned(),
            limit: limit.text(),
            source: limit.source.clone(),
        });
    };
    let finding = limit.judge("tnc_recovery", percent);
    // What is made of a value that is out of date is no better than that.
    let verdict = if unit.is_stale("tnc_post") { Verdict::Stale } else { finding.verdict };
    Some(Finding { verdict, ..finding })
}
