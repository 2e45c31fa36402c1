//! Which norm profiles a bank judges by: of each code the version that came into effect last. The one whose code the
//! bank approved first decides releases; the others are shown and recorded beside it.

use super::{NamedLimit, NormFile, NormProfile, Procedure, RuleSet, TestDefinition};
use crate::record::{LimitConfirmed, ProcedureApproved};
use crate::{Permission, ProcedureKind, Role};
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
    /// there is; whether that may be worked by, its own approval says.
    #[must_use]
    pub fn profiles_at(&self, approvals: &[ProcedureApproved], now_ms: i64) -> Vec<Arc<NormFile>> {
        // By code: when the first version came into effect, and the version that did so last.
        let mut codes: BTreeMap<&str, (i64, i64, &Arc<NormFile>)> = BTreeMap::new();
        for file in &self.norms {
            let procedure = file.procedure();
            let good = approvals.iter().filter(|approval| procedure.is_approved_by(approval));
            let since =
                good.map(|approval| approval.effective_ms).filter(|since_ms| *since_ms <= now_ms).min();
            let Some(since_ms) = since else { continue };
            let (first_ms, last_ms, last) =
                codes.entry(&file.profile.code).or_insert((since_ms, since_ms, file));
            *first_ms = (*first_ms).min(since_ms);
            if (since_ms, file.profile.version) > (*last_ms, last.profile.version) {
                (*last_ms, *last) = (since_ms, file);
            }
        }
        let mut found: Vec<_> = codes.into_iter().collect();
        found.sort_by_key(|(code, (first_ms, ..))| (*first_ms, self.place_of(code)));
        match (found.is_empty(), self.norms.first()) {
            (true, Some(first)) => vec![Arc::clone(first)],
            _ => found.into_iter().map(|(_, (.., file))| Arc::clone(file)).collect(),
        }
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
