//! Which norm profiles a bank judges by: of each code the version that came into effect last. The one whose code the
//! bank chose, or else approved first, decides releases; the others are shown and recorded beside it.

use super::{NamedLimit, NormFile, NormProfile, Procedure, RuleSet, TestDefinition};
use crate::record::{LimitConfirmed, ProcedureApproved, ProfileStandingSet};
use crate::unit::Stamped;
use crate::{Permission, ProcedureKind, ProfileStanding, Role};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How long the records of a unit are kept, by the profile that wants it longest.
#[derive(Debug, Clone, Copy)]
pub struct Retention<'a> {
    /// The profile.
    pub profile: &'a NormProfile,
    /// Its limit, the lower bound in years.
    pub limit: NamedLimit<'a>,
    /// Years.
    pub years: crate::Measure,
}

/// A profile that the bank approved.
#[derive(Debug, Clone)]
struct ApprovedProfile<'a> {
    code: &'a str,
    /// The version that came into effect last.
    file: &'a Arc<NormFile>,
    /// Since when that version is in effect.
    since_ms: i64,
    /// When the first version of the code came into effect.
    first_ms: i64,
}

/// When the bank ended a profile last, where it did.
fn ended_ms<'a>(
    said: impl IntoIterator<Item = &'a ProfileStandingSet>,
    code: &str,
    now_ms: i64,
) -> Option<i64> {
    let of = said.into_iter().filter(|said| said.profile == code && said.standing == ProfileStanding::Ended);
    of.map(|said| said.effective_ms).filter(|since_ms| *since_ms <= now_ms).max()
}

/// The approvals that stand: of a norm profile that was ended those that were signed after its end. The last end counts for
/// nothing where no profile in effect would be left: nobody releases without limits.
#[must_use]
pub fn standing_approvals<'a>(
    approvals: impl IntoIterator<Item = &'a Stamped<ProcedureApproved>>,
    said: &[ProfileStandingSet],
    now_ms: i64,
) -> Vec<ProcedureApproved> {
    let approvals: Vec<&Stamped<ProcedureApproved>> = approvals.into_iter().collect();
    let is_limits = |approval: &ProcedureApproved| approval.procedure == ProcedureKind::Limits;
    let left = |without: Option<&ProfileStandingSet>| -> Vec<ProcedureApproved> {
        let stands = |approval: &&&Stamped<ProcedureApproved>| {
            let said = said.iter().filter(|one| without.is_none_or(|last| *one != last));
            let ended = ended_ms(said, &approval.record.code, now_ms).filter(|_| is_limits(&approval.record));
            ended.is_none_or(|ended_ms| approval.stamp.at_ms > ended_ms)
        };
        approvals.iter().filter(stands).map(|approval| approval.record.clone()).collect()
    };
    let all = left(None);
    if all.iter().any(|approval| is_limits(approval) && approval.effective_ms <= now_ms) {
        return all;
    }
    let ends =
        said.iter().filter(|said| said.standing == ProfileStanding::Ended && said.effective_ms <= now_ms);
    match ends.max_by_key(|said| said.effective_ms) {
        Some(last) => left(Some(last)),
        None => all,
    }
}

impl NormFile {
    /// It as a procedure.
    #[must_use]
    pub fn procedure(&self) -> Procedure {
        Procedure {
            kind: ProcedureKind::Limits,
            code: self.profile.code.clone(),
            version: self.profile.version.to_string(),
            title: self.profile.title.clone(),
            digest: self.digest.clone(),
        }
    }

    /// Whether a confirmation is of a limit of exactly this.
    #[must_use]
    pub fn is_confirmed_by(&self, said: &LimitConfirmed) -> bool {
        said.digest == self.digest
            && said.profile == self.profile.code
            && said.version == self.profile.version.to_string()
    }
}

impl RuleSet {
    /// Every profile that judges now, the one that decides first. Where the bank has approved none it is the first that
    /// there is; whether that may be worked by, its own approval says. The approvals are those that stand
    /// ([`standing_approvals`]); `said` is in display order: of one moment the last word counts.
    #[must_use]
    pub fn profiles_at(
        &self,
        approvals: &[ProcedureApproved],
        said: &[ProfileStandingSet],
        now_ms: i64,
    ) -> Vec<Arc<NormFile>> {
        let mut found = self.approved_at(approvals, now_ms);
        found.sort_by_key(|profile| (profile.first_ms, self.place_of(profile.code)));
        let chosen = said
            .iter()
            .filter(|said| said.standing == ProfileStanding::Decides && said.effective_ms <= now_ms)
            .filter(|said| found.iter().any(|profile| profile.code == said.profile))
            // What comes back after its end decides again only where the bank says so again.
            .filter(|chosen| {
                ended_ms(said, &chosen.profile, now_ms).is_none_or(|end| end < chosen.effective_ms)
            })
            .max_by_key(|said| said.effective_ms);
        if let Some(chosen) = chosen {
            found.sort_by_key(|profile| profile.code != chosen.profile);
        }
        match (found.is_empty(), self.norms.first()) {
            (true, Some(first)) => vec![Arc::clone(first)],
            _ => found.into_iter().map(|profile| Arc::clone(profile.file)).collect(),
        }
    }

    /// Of each code that the bank approved the version that came into effect last.
    fn approved_at(&self, approvals: &[ProcedureApproved], now_ms: i64) -> Vec<ApprovedProfile<'_>> {
        let mut codes: BTreeMap<&str, ApprovedProfile<'_>> = BTreeMap::new();
        for file in &self.norms {
            let procedure = file.procedure();
            let good = approvals.iter().filter(|approval| procedure.is_approved_by(approval));
            let since =
                good.map(|approval| approval.effective_ms).filter(|since_ms| *since_ms <= now_ms).min();
            let Some(since_ms) = since else { continue };
            let code = file.profile.code.as_str();
            let one = ApprovedProfile { code, file, first_ms: since_ms, since_ms };
            let known = codes.entry(code).or_insert(one);
            known.first_ms = known.first_ms.min(since_ms);
            if (since_ms, file.profile.version) > (known.since_ms, known.file.profile.version) {
                (known.since_ms, known.file) = (since_ms, file);
            }
        }
        codes.into_values().collect()
    }

    fn place_of(&self, code: &str) -> usize {
        self.norms.iter().position(|file| file.profile.code == code).unwrap_or(usize::MAX)
    }

    /// Puts what the bank confirmed into its profiles and programs, in display order: the last word on a limit stands.
    pub fn confirm_limits<'a>(&mut self, said: impl IntoIterator<Item = &'a LimitConfirmed>) {
        for said in said {
            for file in self.norms.iter_mut().filter(|file| file.is_confirmed_by(said)) {
                Arc::make_mut(file).profile.confirm(said);
            }
            for file in self.freezing.iter_mut().filter(|file| file.is_confirmed_by(said)) {
                Arc::make_mut(file).program.confirm(said);
            }
            for file in self.environment.iter_mut().filter(|file| file.is_confirmed_by(said)) {
                Arc::make_mut(file).limits.confirm(said);
            }
        }
    }

    /// Judges by these profiles from now on, the first one deciding. Nothing changes where there is none.
    pub fn judge_by(&mut self, profiles: Vec<Arc<NormFile>>) {
        let mut profiles = profiles.into_iter();
        if let Some(first) = profiles.next() {
            self.norm = first.profile.clone();
            self.norm_digest.clone_from(&first.digest);
            self.beside = profiles.collect();
        }
    }

    /// Whether it judges by exactly these.
    #[must_use]
    pub fn judges_by(&self, profiles: &[Arc<NormFile>]) -> bool {
        let mine = std::iter::once(&self.norm_digest).chain(self.beside.iter().map(|file| &file.digest));
        mine.eq(profiles.iter().map(|file| &file.digest))
    }

    /// Every profile that judges, the one that decides first, each with the digest of its data file.
    pub fn judging(&self) -> impl Iterator<Item = (&NormProfile, &str)> {
        let first = std::iter::once((&self.norm, self.norm_digest.as_str()));
        first.chain(self.beside.iter().map(|file| (&file.profile, file.digest.as_str())))
    }

    /// The test of that code in the first profile that has it.
    #[must_use]
    pub fn test(&self, code: &str) -> Option<&TestDefinition> {
        self.judging().find_map(|(profile, _)| profile.test(code))
    }

    /// Every test that a profile wants or takes, those of the deciding one first.
    #[must_use]
    pub fn tests(&self) -> Vec<&TestDefinition> {
        let mut found: Vec<&TestDefinition> = Vec::new();
        for test in self.judging().flat_map(|(profile, _)| &profile.tests) {
            if !found.iter().any(|known| known.code == test.code) {
                found.push(test);
            }
        }
        found
    }

    /// The longest retention of records, confirmed or not: to keep longer is the safe side.
    #[must_use]
    pub fn retention(&self) -> Option<Retention<'_>> {
        let wanted = self.judging().filter_map(|(profile, _)| {
            let years = profile.retention.as_ref()?.min?;
            Some(Retention { profile, limit: profile.limit("retention")?, years })
        });
        // Of two of the same length the first, so that every station says the same.
        wanted.fold(None, |longest: Option<Retention<'_>>, one| match longest {
            Some(longest) if longest.years >= one.years => Some(longest),
            _ => Some(one),
        })
    }
}

/// The roles that may confirm a limit.
#[must_use]
pub fn confirmers() -> Vec<Role> {
    Role::ALL.iter().copied().filter(|role| role.may(Permission::ApproveProcedure)).collect()
}
