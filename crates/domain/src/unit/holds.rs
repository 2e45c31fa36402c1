//! Holds: placed by people, or by a rule where facts exclude each other. Hold wins over release.

use super::{Stamped, UnitState, UnknownRecord};
use crate::DonationId;
use crate::Meaning;
use crate::record::{HoldLiftSigned, HoldPlaced};

/// A hold that a person placed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Hold {
    /// Placed.
    pub placed: Stamped<HoldPlaced>,
    /// Lifted.
    pub lifted: Option<Stamped<HoldLiftSigned>>,
}

impl Hold {
    /// What the signature that lifts it is made over.
    pub(super) fn lifting_digest(&self, donation: DonationId) -> String {
        let entry = super::signature::entry_bytes(&self.placed.stamp);
        super::signature::of_donation(donation, Meaning::HoldLifted, &entry)
    }
}

/// What units can disagree about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContestKind {
    /// One donation number on two donations.
    DuplicateDin,
    /// Two units in one position.
    DuplicatePosition,
    /// A deviation that the unit's own record calls settled and that is not, as far as this station knows.
    DeviationUnsettled,
    /// What was found in a room during a run of the unit waits for quality, or was assessed as unfit. Never stored: it follows
    /// from the limits that are confirmed now.
    RoomStopped,
    /// The version of the procedure that it was worked by was returned, and no deviation has answered for that. Never stored: it
    /// follows from what is returned.
    SopReturned,
    /// Of something that the unit is judged by there is a record that this version does not know. Never stored: it follows from
    /// what this version knows.
    RecordUnknown,
}

impl ContestKind {
    /// The word in records and on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DuplicateDin => "duplicate_din",
            Self::DuplicatePosition => "duplicate_position",
            Self::DeviationUnsettled => "deviation_unsettled",
            Self::RoomStopped => "room_stopped",
            Self::SopReturned => "sop_returned",
            Self::RecordUnknown => "record_unknown",
        }
    }

    /// Whether it stops review and release under a code of its own, and puts only what was reviewed by then on hold.
    #[must_use]
    pub const fn is_named_apart(self) -> bool {
        match self {
            Self::DuplicateDin | Self::DuplicatePosition => false,
            Self::DeviationUnsettled | Self::RoomStopped | Self::SopReturned | Self::RecordUnknown => true,
        }
    }
}

/// A disagreement that the unit has a part in and that nobody has settled in its favour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contest {
    /// What about.
    pub kind: ContestKind,
    /// The number, the position or the deviation.
    pub about: String,
    /// All that claim it, sorted.
    pub units: Vec<DonationId>,
    /// Whether it was settled, for another of them.
    pub lost: bool,
}

impl Contest {
    /// What people call that which it is about.
    #[must_use]
    pub fn name(&self) -> String {
        match self.kind {
            ContestKind::DuplicateDin
            | ContestKind::DuplicatePosition
            | ContestKind::RoomStopped
            | ContestKind::SopReturned => self.about.clone(),
            ContestKind::DeviationUnsettled => {
                self.about.parse().map_or_else(|_| self.about.clone(), crate::deviation::number)
            }
            ContestKind::RecordUnknown => {
                let record = UnknownRecord::parse(&self.about);
                record.map_or_else(|| self.about.clone(), |record| record.name())
            }
        }
    }
}

/// Why a unit is on hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoldReason {
    /// A person placed it.
    Manual,
    /// A disagreement.
    Contested(ContestKind),
    /// What the release signed has changed.
    ContentChangedAfterRelease,
}

impl HoldReason {
    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Contested(kind) => kind.as_str(),
            Self::ContentChangedAfterRelease => "content_changed_after_release",
        }
    }
}

impl UnitState {
    /// Whether the content changed after a release and no new release stands.
    #[must_use]
    pub fn is_changed_after_release(&self) -> bool {
        !self.releases.is_empty() && self.release().is_none()
    }

    /// Whether a disagreement puts the unit on hold. A deviation that is not settled, a room, a returned procedure, or a record that
    /// this version does not know stops review and release; what was reviewed already stays where it is.
    #[must_use]
    pub fn holds_for(&self, contest: &Contest) -> bool {
        !contest.kind.is_named_apart() || self.review().is_some()
    }

    /// The first reason for which the unit is on hold, disagreements included.
    #[must_use]
    pub fn hold_reason(&self, contests: &[Contest]) -> Option<HoldReason> {
        if self.holds.iter().any(|hold| hold.lifted.is_none()) {
            return Some(HoldReason::Manual);
        }
        if let Some(contest) = contests.iter().find(|contest| self.holds_for(contest)) {
            return Some(HoldReason::Contested(contest.kind));
        }
        if !self.unknown.is_empty() && self.review().is_some() {
            return Some(HoldReason::Contested(ContestKind::RecordUnknown));
        }
        self.is_changed_after_release().then_some(HoldReason::ContentChangedAfterRelease)
    }
}
