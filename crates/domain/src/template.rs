//! The bank's own versions of one label template, folded from the entries of its aggregate.
//!
//! Invariant: what is in force is a function of the set of entries, in whatever order they came. Each decision names
//! those that it takes the place of; where two stations decided without knowing of each other, both stand at the head
//! and the safe side applies (a withdrawal before an approval, ours before a version, the later before the earlier)
//! until somebody signs the next decision, which names both.
//!
//! Deliberately not here: whether a text makes a good label. That is judged where labels are drawn.

use crate::record::{TemplateApproved, TemplateDrawn, TemplateWithdrawn};
use crate::unit::{Fact, Stamp, Stamped};
use crate::{Meaning, Record};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;

/// The longest text of a template in bytes; ours have up to 5,000.
pub const CONTENT_BYTES_MAX: usize = 32 * 1024;

/// The aggregate of a template's versions: the same at every station.
#[must_use]
pub fn subject(template: &str) -> [u8; 16] {
    let mut sha = Sha256::new();
    sha.update(b"cordkeep.label_template.v1\0");
    sha.update(template.as_bytes());
    let mut subject = [0; 16];
    for (to, from) in subject.iter_mut().zip(sha.finalize()) {
        *to = from;
    }
    subject
}

/// What names one entry for good: SHA-256 of its station, its place in the chain and the hash of what it says, hexadecimal.
#[must_use]
pub fn entry_name(stamp: &Stamp) -> String {
    let mut sha = Sha256::new();
    sha.update(b"cordkeep.entry.v1\0");
    sha.update(stamp.station.bytes());
    sha.update(stamp.seq.to_be_bytes());
    sha.update(stamp.body_hash);
    crate::hex(&sha.finalize())
}

/// SHA-256 of a template's text, hexadecimal.
#[must_use]
pub fn content_digest(content: &str) -> String {
    crate::hex(&Sha256::digest(content.as_bytes()))
}

/// What is signed: the meaning, the template, the entry that drew the version (none for ours) and the decisions whose
/// place this one takes.
fn signing_digest(meaning: Meaning, template: &str, target: Option<&str>, replaces: &[String]) -> String {
    let mut sha = Sha256::new();
    sha.update(b"cordkeep.template.signature.v1\0");
    sha.update(if meaning == Meaning::TemplateApproval { b"approved\0".as_slice() } else { b"withdrawn\0" });
    for part in [Some(template), Some(target.unwrap_or("ours"))].into_iter().flatten() {
        sha.update(part.as_bytes());
        sha.update([0]);
    }
    for name in replaces {
        sha.update(name.as_bytes());
        sha.update([0]);
    }
    crate::hex(&sha.finalize())
}

/// A version as drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// [`entry_name`].
    pub name: String,
    /// The record, with who drew it and when.
    pub drawn: Stamped<TemplateDrawn>,
    /// Approvals that are good, oldest first.
    pub approvals: Vec<Stamped<TemplateApproved>>,
}

/// A good decision.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Decision {
    name: String,
    at: (i64, [u8; 16], u64),
    withdrawal: bool,
    /// The version in force by it; none for ours.
    target: Option<String>,
    replaces: Vec<String>,
}

/// All that is known of one template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateState {
    template: String,
    versions: Vec<Version>,
    withdrawals: Vec<Stamped<TemplateWithdrawn>>,
    heads: Vec<Decision>,
}

fn order(stamp: &Stamp) -> (i64, [u8; 16], u64) {
    (stamp.at_ms, *stamp.station.bytes(), stamp.seq)
}

impl TemplateState {
    /// Folds the entries of the aggregate, in any order. A signature that is not over what it names, or by who drew the
    /// version, counts for nothing; so does a text that is too long.
    #[must_use]
    pub fn fold(template: &str, facts: impl IntoIterator<Item = Fact>) -> Self {
        let mut facts: Vec<Fact> = facts.into_iter().collect();
        facts.sort_by_key(|fact| order(&fact.stamp));
        facts.dedup_by_key(|fact| (fact.stamp.station, fact.stamp.seq));
        let mut state =
            Self { template: template.to_owned(), versions: vec![], withdrawals: vec![], heads: vec![] };
        let (mut approvals, mut withdrawals) = (Vec::new(), Vec::new());
        for Stamped { stamp, record } in facts {
            match record {
                Record::TemplateDrawn(record)
                    if record.template == template && record.content.len() <= CONTENT_BYTES_MAX =>
                {
                    let (name, drawn) = (entry_name(&stamp), Stamped { stamp, record });
                    state.versions.push(Version { name, drawn, approvals: Vec::new() });
                }
                Record::TemplateApproved(record) if record.template == template => {
                    approvals.push(Stamped { stamp, record });
                }
                Record::TemplateWithdrawn(record) if record.template == template => {
                    withdrawals.push(Stamped { stamp, record });
                }
                _ => {}
            }
        }
        let mut decisions = Vec::new();
        for approval in approvals {
            if let Some(decision) = state.approve(approval) {
                decisions.push(decision);
            }
        }
        for withdrawal in withdrawals {
            if let Some(decision) = state.withdraw(withdrawal) {
                decisions.push(decision);
            }
        }
        let replaced: BTreeSet<String> =
            decisions.iter().flat_map(|decision| decision.replaces.iter().cloned()).collect();
        decisions.retain(|decision| !replaced.contains(&decision.name));
        decisions.sort_by(|a, b| a.name.cmp(&b.name));
        state.heads = decisions;
        state
    }

    fn approve(&mut self, approval: Stamped<TemplateApproved>) -> Option<Decision> {
        let Stamped { stamp, record } = &approval;
        let version = self.versions.iter_mut().find(|version| version.name == record.drawn)?;
        let good = record.digest
            == signing_digest(
                Meaning::TemplateApproval,
                &self.template,
                Some(&record.drawn),
                &record.replaces,
            )
            && record.meaning == Meaning::TemplateApproval
            && stamp.operator.is_some()
            && stamp.operator != version.drawn.stamp.operator;
        let decision = Decision {
            name: entry_name(stamp),
            at: order(stamp),
            withdrawal: false,
            target: Some(record.drawn.clone()),
            replaces: record.replaces.clone(),
        };
        if good {
            version.approvals.push(approval);
        }
        good.then_some(decision)
    }

    fn withdraw(&mut self, withdrawal: Stamped<TemplateWithdrawn>) -> Option<Decision> {
        let Stamped { stamp, record } = &withdrawal;
        let target = record.back_to.as_deref();
        let good = record.digest
            == signing_digest(Meaning::TemplateWithdrawal, &self.template, target, &record.replaces)
            && record.meaning == Meaning::TemplateWithdrawal
            && stamp.operator.is_some()
            && target.is_none_or(|name| self.version(name).is_some_and(Version::is_approved));
        let decision = Decision {
            name: entry_name(stamp),
            at: order(stamp),
            withdrawal: true,
            target: record.back_to.clone(),
            replaces: record.replaces.clone(),
        };
        if good {
            self.withdrawals.push(withdrawal);
        }
        good.then_some(decision)
    }

    /// Its stable word.
    #[must_use]
    pub fn template(&self) -> &str {
        &self.template
    }

    /// Versions, oldest first.
    #[must_use]
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// Withdrawals that are good, oldest first.
    #[must_use]
    pub fn withdrawals(&self) -> &[Stamped<TemplateWithdrawn>] {
        &self.withdrawals
    }

    /// The version that an entry drew.
    #[must_use]
    pub fn version(&self, name: &str) -> Option<&Version> {
        self.versions.iter().find(|version| version.name == name)
    }

    /// What labels are drawn by; none for ours.
    #[must_use]
    pub fn in_force(&self) -> Option<&Version> {
        let withdrawn = self.heads.iter().filter(|head| head.withdrawal);
        // Somebody took it back: whoever approved meanwhile did not know of it.
        if self.heads.iter().any(|head| head.withdrawal && head.target.is_none()) {
            return None;
        }
        let head =
            withdrawn.max_by_key(|head| head.at).or_else(|| self.heads.iter().max_by_key(|head| head.at));
        head.and_then(|head| head.target.as_deref()).and_then(|name| self.version(name))
    }

    /// The versions that two stations decided for without knowing of each other, none standing for ours; empty where
    /// nothing is contested.
    #[must_use]
    pub fn contenders(&self) -> Vec<Option<&Version>> {
        let targets: BTreeSet<Option<&str>> = self.heads.iter().map(|head| head.target.as_deref()).collect();
        if targets.len() < 2 {
            return Vec::new();
        }
        targets.into_iter().map(|target| target.and_then(|name| self.version(name))).collect()
    }

    /// Since when two stations have decided differently, ms since 1970 UTC: when the later of them did.
    #[must_use]
    pub fn contested_since_ms(&self) -> Option<i64> {
        let latest = self.heads.iter().map(|head| head.at.0).max();
        latest.filter(|_| !self.contenders().is_empty())
    }

    /// What names the decisions that the next one takes the place of, ascending.
    #[must_use]
    pub fn heads(&self) -> Vec<String> {
        self.heads.iter().map(|head| head.name.clone()).collect()
    }

    /// What is signed to approve a version now. It changes as soon as anything else is decided.
    #[must_use]
    pub fn approval_digest(&self, version: &Version) -> String {
        signing_digest(Meaning::TemplateApproval, &self.template, Some(&version.name), &self.heads())
    }

    /// What is signed to go back to a version, or to ours, now.
    #[must_use]
    pub fn withdrawal_digest(&self, back_to: Option<&Version>) -> String {
        let target = back_to.map(|version| version.name.as_str());
        signing_digest(Meaning::TemplateWithdrawal, &self.template, target, &self.heads())
    }
}

impl Version {
    /// Whether it was approved at any time.
    #[must_use]
    pub fn is_approved(&self) -> bool {
        !self.approvals.is_empty()
    }
}
