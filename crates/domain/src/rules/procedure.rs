//! What the bank approves before it is used: the SOP and the limits, each as one version of one data file.

use super::{Bilingual, RuleSet};
use crate::ProcedureKind;
use crate::record::ProcedureApproved;
use sha2::{Digest as _, Sha256};

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
    /// The procedure of that sort which is in the rule set.
    #[must_use]
    pub fn procedure(&self, kind: ProcedureKind) -> Procedure {
        let (code, version, title, digest) = match kind {
            ProcedureKind::Sop => {
                (&self.sop.code, self.sop.version.clone(), &self.sop.title, &self.sop_digest)
            }
            ProcedureKind::Limits => {
                (&self.norm.code, self.norm.version.to_string(), &self.norm.title, &self.norm_digest)
            }
        };
        Procedure { kind, code: code.clone(), version, title: title.clone(), digest: digest.clone() }
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
