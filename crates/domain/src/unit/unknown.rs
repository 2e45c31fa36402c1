//! Records that a later version of the program made. They are kept and handed on as they came; nothing is computed from them, and
//! so nothing is decided where one might decide otherwise.

use super::{Contest, ContestKind, Fact, UnitState};
use crate::{Code, DonationId, Refusal};

/// A record of a kind, or of a version of a kind, that this version does not know.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct UnknownRecord {
    /// Kind.
    pub kind: String,
    /// Version of its layout.
    pub version: u16,
    /// Wall clock when it was made, ms.
    pub at_ms: i64,
}

impl std::fmt::Display for UnknownRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {}", self.kind, self.version, self.at_ms)
    }
}

impl UnknownRecord {
    /// Reads what it is written as.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.rsplitn(3, ' ');
        let (at_ms, version) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some(Self { kind: parts.next()?.to_owned(), version, at_ms })
    }

    /// What people call it: kind and version.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.kind, self.version)
    }

    /// What it says of a unit that is judged by what it belongs to.
    #[must_use]
    pub fn contest(&self, donation: DonationId) -> Contest {
        let kind = ContestKind::RecordUnknown;
        Contest { kind, about: self.to_string(), units: vec![donation], lost: false }
    }

    /// The refusal for which it is the reason.
    #[must_use]
    pub fn refusal(&self) -> Refusal {
        let refusal = Refusal::stop(Code::RecordUnknown).with("record", &self.kind);
        refusal.with("version", self.version).with("at", self.at_ms)
    }
}

impl UnitState {
    /// The state after all entries of the unit, which come in display order, those that this version cannot read among them.
    #[must_use]
    pub fn fold_told(
        donation: DonationId,
        told: impl IntoIterator<Item = Result<Fact, UnknownRecord>>,
    ) -> Self {
        let mut unknown = Vec::new();
        let facts = told.into_iter().filter_map(|told| told.map_err(|record| unknown.push(record)).ok());
        let state = Self::fold(donation, facts);
        Self { unknown, ..state }
    }

    /// Everything that bears on the unit and that this version cannot read: on its own record, and of what it is judged by.
    pub fn unread(&self, contests: &[Contest]) -> impl Iterator<Item = UnknownRecord> {
        self.unknown.iter().cloned().chain(unread_beside(contests))
    }
}

/// Of that, what is not on the unit's own record.
pub(crate) fn unread_beside(contests: &[Contest]) -> impl Iterator<Item = UnknownRecord> {
    let unknown = contests.iter().filter(|contest| contest.kind == ContestKind::RecordUnknown);
    unknown.filter_map(|contest| UnknownRecord::parse(&contest.about))
}
