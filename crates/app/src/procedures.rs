//! What the station knows of procedures: the shipped ones, those that the bank drew, the approvals, and the limits that
//! the bank confirmed. Read from the log once and kept as long as nothing is added and no profile comes into effect.
//!
//! Invariant: a version that was drawn is never lost to what this build cannot read. Such a version is left out of the
//! rules; a unit that is worked by it stops with a refusal that names it.

use crate::context::{Answer, Cx};
use crate::problem::{refused, stored};
use domain::decide;
use domain::record::{LimitConfirmed, ProcedureApproved, ProcedureReturned, ProfileStandingSet};
use domain::rules::{RuleSet, Sop, SopFile, standing_approvals};
use domain::unit::{Stamped, UnitState};
use sha2::{Digest as _, Sha256};
use std::ops::{Deref, Range};
use std::sync::Arc;
use store::ledger::StationId;

/// The rules with the approvals.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) rules: Arc<RuleSet>,
    pub(crate) approvals: Vec<Stamped<ProcedureApproved>>,
    /// Versions of SOPs that went back to who drew them, in display order.
    pub(crate) returns: Vec<Stamped<ProcedureReturned>>,
    /// Limits that the bank confirmed, in display order.
    pub(crate) confirmations: Vec<Stamped<LimitConfirmed>>,
    /// Which profiles decide or judge no more, in display order.
    pub(crate) standings: Vec<Stamped<ProfileStandingSet>>,
    /// The approvals that stand, without their stamps, as decisions take them.
    bare: Vec<ProcedureApproved>,
    /// From when to when the profiles are those in force: one approved for later may come into effect.
    pub(crate) judges: Range<i64>,
}

/// What was read last.
#[derive(Debug, Default)]
pub(crate) struct Cache(parking_lot::Mutex<Option<Read>>);

#[derive(Debug)]
struct Read {
    /// Whose ledger, and how much there was in it.
    of: (StationId, u32),
    known: Arc<Known>,
}

/// The rules with the SOP that one unit is worked by.
#[derive(Debug, Clone)]
pub(crate) struct UnitRules {
    rules: Arc<RuleSet>,
    file: Arc<SopFile>,
}

impl UnitRules {
    /// SHA-256 of the SOP's text, hexadecimal; empty where it has not come to this station.
    pub(crate) fn sop_digest(&self) -> &str {
        &self.file.digest
    }

    pub(crate) fn sop(&self) -> &Sop {
        &self.file.sop
    }
}

impl Deref for UnitRules {
    type Target = RuleSet;

    fn deref(&self) -> &RuleSet {
        &self.rules
    }
}

impl Cx<'_> {
    /// What the station knows of procedures now.
    pub(crate) fn known(&self) -> Answer<Arc<Known>> {
        let store = self.store()?;
        let of = (self.identity()?.station, store.count_procedures().map_err(stored)?);
        let mut cache = self.state.procedures.0.lock();
        let now_ms = self.now_ms();
        if let Some(read) = cache.as_ref().filter(|read| read.of == of && read.known.judges.contains(&now_ms))
        {
            return Ok(Arc::clone(&read.known));
        }
        let found = store.list_procedures().map_err(stored)?;
        let mut rules = RuleSet::clone(&self.app.rules);
        for drawn in &found.drawn {
            let digest = drawn.record.digest.clone();
            match Sop::parse(&drawn.record.content) {
                Ok(_) if rules.sop_of_digest(&digest).is_some() => {}
                Ok(sop) => {
                    let drawn_by = drawn.stamp.operator;
                    rules.sops.push(Arc::new(SopFile { sop, digest, drawn_by }));
                }
                Err(faults) => {
                    tracing::warn!(digest, ?faults, "a drawn procedure is left out");
                }
            }
        }
        for returned in &found.returns {
            let first = rules.returned.entry(returned.record.digest.clone()).or_insert(returned.stamp.at_ms);
            *first = returned.stamp.at_ms.min(*first);
        }
        rules.confirm_limits(found.confirmations.iter().map(|confirmed| &confirmed.record));
        let standings: Vec<_> = found.standings.iter().map(|said| said.record.clone()).collect();
        let bare = standing_approvals(&found.approvals, &standings, now_ms);
        rules.judge_by(rules.profiles_at(&bare, &standings, now_ms));
        let moments = found.approvals.iter().map(|approval| approval.record.effective_ms);
        let moments: Vec<i64> = moments.chain(standings.iter().map(|said| said.effective_ms)).collect();
        let known = Arc::new(Known {
            rules: Arc::new(rules),
            approvals: found.approvals,
            returns: found.returns,
            confirmations: found.confirmations,
            standings: found.standings,
            bare,
            judges: between(&moments, now_ms),
        });
        *cache = Some(Read { of, known: Arc::clone(&known) });
        Ok(known)
    }

    /// The rules: those that ship with the program alone where no bank is open yet, or where its file cannot be read.
    /// Decisions do not go by these: their context fails where the file does.
    pub(crate) fn rules(&self) -> Arc<RuleSet> {
        match self.known() {
            Ok(known) => Arc::clone(&known.rules),
            Err(problem) => {
                if problem.severity == api::Severity::Fault {
                    tracing::error!(%problem, "the bank's own procedures cannot be read");
                }
                Arc::clone(&self.app.rules)
            }
        }
    }

    /// The rules with the SOP that a unit is worked by.
    pub(crate) fn unit_rules(&self, unit: &UnitState) -> Answer<UnitRules> {
        let rules = self.rules();
        let file = self.with_context(|context| decide::sop_of(unit, context).cloned())?.map_err(refused)?;
        Ok(UnitRules { rules, file })
    }

    /// The same for screens that only show: where the procedure has not come to this station they have no step to show,
    /// and what was recorded stands in the timeline alone.
    pub(crate) fn reading_rules(&self, unit: &UnitState) -> Answer<UnitRules> {
        match self.unit_rules(unit) {
            Err(problem) if problem.code == domain::Code::SopUnknown.as_str() => {
                let code = problem.params.get("procedure").and_then(|code| code.as_str()).unwrap_or_default();
                let title = domain::rules::Bilingual { zh: code.to_owned(), en: code.to_owned() };
                let sop = Sop { code: code.to_owned(), version: String::new(), title, steps: Vec::new() };
                let file = Arc::new(SopFile { sop, digest: String::new(), drawn_by: None });
                Ok(UnitRules { rules: self.rules(), file })
            }
            found => found,
        }
    }
}

impl Known {
    /// What decisions take.
    pub(crate) fn approvals(&self) -> &[ProcedureApproved] {
        &self.bare
    }
}

/// What parts of a donation there are, in the words of the procedure that the unit is worked by.
pub(crate) fn samples_of(cx: &Cx<'_>, unit: &UnitState) -> Answer<domain::rules::SampleRules> {
    Ok(crate::rules::samples().for_procedure(cx.reading_rules(unit)?.sop()))
}

/// From the last of the moments that has come to the first that has not.
fn between(moments: &[i64], now_ms: i64) -> Range<i64> {
    let since = moments.iter().copied().filter(|at_ms| *at_ms <= now_ms).max().unwrap_or(i64::MIN);
    since..moments.iter().copied().filter(|at_ms| *at_ms > now_ms).min().unwrap_or(i64::MAX)
}

/// What names a text: SHA-256, hexadecimal.
pub(crate) fn digest(text: &str) -> String {
    digest_of(text.as_bytes())
}

/// What names bytes: SHA-256, hexadecimal.
pub(crate) fn digest_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
