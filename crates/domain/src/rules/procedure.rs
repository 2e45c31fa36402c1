//! What the bank approves before it is used: SOPs, norm profiles, freezers' programs and limits of clean rooms, each as one version of one
//! data file.

use super::{Bilingual, FreezingFile, RuleSet, SopFile};
use crate::ProcedureKind;
use crate::record::ProcedureApproved;
use crate::unit::UnitState;
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

/// One version of a procedure, named by its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Procedure {
    /// What sort.
    pub kind: ProcedureKind,
    /// Its code.
    pub code: String,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: Bilingual,
    /// SHA-256 of its data file, hexadecimal.
    pub digest: String,
}

impl RuleSet {
    /// Every procedure: the SOPs, the norm profiles, the freezers' programs, the limits of clean rooms.
    #[must_use]
    pub fn procedures(&self) -> Vec<Procedure> {
        let sops = self.sops.iter().map(|file| Procedure::from(file.as_ref()));
        let profiles = self.norms.iter().map(|file| file.procedure());
        let only = self.norms.is_empty().then(|| self.limits());
        let programs = self.freezing.iter().map(|file| file.procedure());
        let rooms = self.environment.iter().map(|file| file.procedure());
        sops.chain(profiles).chain(only).chain(programs).chain(rooms).collect()
    }

    /// The profile that decides as a procedure.
    #[must_use]
    pub fn limits(&self) -> Procedure {
        Procedure {
            kind: ProcedureKind::Limits,
            code: self.norm.code.clone(),
            version: self.norm.version.to_string(),
            title: self.norm.title.clone(),
            digest: self.norm_digest.clone(),
        }
    }

    /// The freezer's program of that content.
    #[must_use]
    pub fn freezing_of_digest(&self, digest: &str) -> Option<&Arc<FreezingFile>> {
        self.freezing.iter().find(|file| file.digest == digest)
    }

    /// The SOP of that content.
    #[must_use]
    pub fn sop_of_digest(&self, digest: &str) -> Option<&Arc<SopFile>> {
        self.sops.iter().find(|file| file.digest == digest)
    }

    /// The SOP that a unit is worked by, where something recorded says so: what it was pinned to on acceptance, else
    /// what its first step names. The error is that name, where this station does not know such a version.
    ///
    /// # Errors
    /// Code and version.
    pub fn sop_of(&self, unit: &UnitState) -> Result<Option<&Arc<SopFile>>, (String, String)> {
        if let Some(pinned) = &unit.sop {
            let found = self.sop_of_digest(&pinned.record.digest).map(Some);
            return found.ok_or_else(|| (pinned.record.sop.clone(), pinned.record.version.clone()));
        }
        let Some(first) = unit.steps.first() else { return Ok(None) };
        let (code, version) = (&first.record.sop, &first.record.sop_version);
        let found = self.sops.iter().find(|file| file.sop.code == *code && file.sop.version == *version);
        found.map(Some).ok_or_else(|| (code.clone(), version.clone()))
    }
}

impl From<&SopFile> for Procedure {
    fn from(file: &SopFile) -> Self {
        Self {
            kind: ProcedureKind::Sop,
            code: file.sop.code.clone(),
            version: file.sop.version.clone(),
            title: file.sop.title.clone(),
            digest: file.digest.clone(),
        }
    }
}

impl Procedure {
    /// The aggregate of its approvals: the same at every station, another for every other content.
    #[must_use]
    pub fn subject(&self) -> [u8; 16] {
        let mut sha = Sha256::new();
        sha.update(b"cordkeep.procedure.v1\0");
        sha.update([match self.kind {
            ProcedureKind::Sop => 0u8,
            ProcedureKind::Limits => 1,
            ProcedureKind::Freezing => 2,
            ProcedureKind::Environment => 3,
        }]);
        for part in [&self.code, &self.version, &self.digest] {
            sha.update(part.as_bytes());
            sha.update([0]);
        }
        let mut subject = [0; 16];
        for (to, from) in subject.iter_mut().zip(sha.finalize()) {
            *to = from;
        }
        subject
    }

    /// Whether an approval is of exactly this.
    #[must_use]
    pub fn is_approved_by(&self, approval: &ProcedureApproved) -> bool {
        approval.procedure == self.kind
            && approval.code == self.code
            && approval.version == self.version
            && approval.digest == self.digest
    }
}
