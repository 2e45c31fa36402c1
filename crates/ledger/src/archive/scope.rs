//! What an archive holds whole; of every other entry it holds the header.

use crate::{EntryHeader, SubjectId};
use minicbor::{Decode, Encode};

/// What was chosen for an archive. Its verifier checks that exactly these entries are whole.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Scope {
    /// The chosen aggregates, ascending; none for all.
    #[n(0)]
    pub subjects: Option<Vec<SubjectId>>,
    /// Kinds of records that are never whole, ascending, such as those that carry password hashes.
    #[n(1)]
    pub withheld_kinds: Vec<String>,
    /// Whether personal parts may be there.
    #[n(2)]
    pub personal: bool,
}

impl Scope {
    /// Whether the entry is held whole.
    #[must_use]
    pub fn holds(&self, header: &EntryHeader) -> bool {
        self.withheld_kinds.binary_search(&header.kind).is_err()
            && self.subjects.as_ref().is_none_or(|chosen| chosen.binary_search(&header.subject.id).is_ok())
    }

    pub(super) fn is_ordered(&self) -> bool {
        self.withheld_kinds.is_sorted_by(|a, b| a < b)
            && self.subjects.as_ref().is_none_or(|chosen| chosen.is_sorted_by(|a, b| a < b))
    }
}
