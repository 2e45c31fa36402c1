//! What becomes of a refused unit.

use crate::Secret;
use domain::*;

wire! {
    /// A rejection.
    struct RejectionView {
        /// Reason code from the pick-list.
        reason: String,
        /// Note.
        note: String,
        /// By.
        by: String,
        /// The second person; none where it was recorded before a second one was wanted.
        second: Option<String>,
        /// At.
        at_ms: i64,
    }

    /// That a unit is kept for research.
    struct ResearchView {
        /// Why, and for what.
        note: String,
        /// By.
        by: String,
        /// At.
        at_ms: i64,
    }

    /// Gives a unit to research for good.
    struct AssignResearch {
        /// Which.
        donation: DonationId,
        /// Why, and for what.
        note: String,
        /// Digest of the unit as it was shown.
        digest: String,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// The signer's own password.
        password: Secret,
    }

    /// What was done with a refused unit's bag.
    struct DisposalView {
        /// What.
        disposal: Disposal,
        /// Note.
        note: String,
        /// Where it was taken from.
        position: Option<String>,
        /// Who did it.
        by: String,
        /// Who saw it.
        second: String,
        /// When.
        at_ms: i64,
    }

    /// That the family was told.
    struct NoticeView {
        /// How.
        notice: FamilyNotice,
        /// When.
        told_ms: i64,
        /// What was said and answered.
        note: String,
        /// Who told it.
        by: String,
    }

    /// Rejects a unit, by a signature and a second person.
    struct RejectUnit {
        /// Which.
        donation: DonationId,
        /// Reason code from the pick-list `rejection_reasons`.
        reason: String,
        /// Note.
        note: String,
        /// Digest of the unit as it was shown.
        digest: String,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// The operator's password: a rejection is signed.
        password: Secret,
        /// Second person's sign-in name: another one who may review or reject.
        second_login: String,
        /// Second person's password.
        second_password: Secret,
    }

    /// Disposes of a refused unit's bag before a second person.
    struct DisposeUnit {
        /// Which.
        donation: DonationId,
        /// What is done with it.
        disposal: Disposal,
        /// Scan of the bag, or of its canister.
        bag_scan: String,
        /// To whom it goes, by which lot of waste.
        note: String,
        /// Second person's sign-in name.
        second_login: String,
        /// Second person's password.
        second_password: Secret,
    }

    /// Notes that a refused unit's family was told.
    struct NotifyFamily {
        /// Of which unit.
        donation: DonationId,
        /// How.
        notice: FamilyNotice,
        /// When, ms since 1970-01-01 UTC; none for now.
        told_ms: Option<i64>,
        /// What was said and answered.
        note: String,
    }
}
