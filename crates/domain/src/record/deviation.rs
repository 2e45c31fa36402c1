//! Deviations: what went another way than it should, the units that it touches, and what is done about it.

use super::record;
use crate::{ActionKind, DeviationClass, DeviationId, DonationId, Meaning, PersonId, SiteId, UnitFitness};

record! {
    /// Somebody noticed a deviation.
    DeviationReported {
        /// Code of the pick-list `deviation-categories`.
        0 category: String,
        /// What happened, in the reporter's own words.
        1 what_happened: String,
        /// When it happened, ms since 1970-01-01 UTC.
        2 happened_ms: i64,
        /// What was done about it at once; may be empty.
        3 done_at_once: String,
        /// Where it was noticed.
        4 site: SiteId,
        /// Units that it concerns; each also has a record of its own.
        5 units: Vec<DonationId>,
        /// Code of the step at which it was noticed; may be empty.
        6 step: String,
    }

    /// It concerns more units than was thought.
    DeviationWidened {
        /// The units that are added.
        0 units: Vec<DonationId>,
        /// Why.
        1 reason: String,
    }

    /// How grave it is. The latest counts.
    DeviationClassified {
        /// How grave.
        0 class: DeviationClass,
        /// Why.
        1 reason: String,
    }

    /// What was found out about its cause. The latest counts.
    DeviationInvestigated {
        /// Code of the pick-list `deviation-causes`.
        0 cause: String,
        /// What was looked at and found.
        1 findings: String,
    }

    /// Something is to be done.
    ActionPlanned {
        /// Tells it from the other actions of the deviation.
        0 key: String,
        /// Against what happened, or so that it does not happen again.
        1 action_kind: ActionKind,
        /// What.
        2 what: String,
        /// Who sees to it.
        3 responsible: PersonId,
        /// The last day for it, `YYYY-MM-DD`.
        4 due_on: String,
        /// When that day ends: from this moment on it is overdue, ms since 1970-01-01 UTC.
        5 due_ms: i64,
    }

    /// It was done.
    ActionDone {
        /// Which.
        0 key: String,
        /// What was done.
        1 note: String,
    }

    /// Another person looked at whether it helped. One that did not is open again.
    ActionChecked {
        /// Which.
        0 key: String,
        /// Whether it helped.
        1 effective: bool,
        /// How that shows.
        2 note: String,
    }

    /// A planned action goes to another person, or has another day. The latest counts.
    ActionChanged {
        /// Which.
        0 key: String,
        /// Who sees to it from now on.
        1 responsible: PersonId,
        /// The last day for it from now on, `YYYY-MM-DD`.
        2 due_on: String,
        /// When that day ends, ms since 1970-01-01 UTC.
        3 due_ms: i64,
        /// Why.
        4 reason: String,
    }

    /// A planned action is wanted no more.
    ActionWithdrawn {
        /// Which.
        0 key: String,
        /// Why.
        1 reason: String,
    }

    /// A unit was named in it by mistake and is no part of it any more.
    DeviationUnitRemoved {
        /// Which unit.
        0 donation: DonationId,
        /// Why.
        1 reason: String,
        /// Digest of the deviation as it was shown, with the unit and the reason.
        2 digest: String,
        /// Printed name of the signer.
        3 name: String,
        /// Meaning of the signature.
        4 meaning: Meaning,
    }

    /// The deviation is dealt with. Each unit has the conclusion on its own record.
    DeviationClosed {
        /// What it all comes to.
        0 conclusion: String,
        /// What it means for each unit.
        1 units: Vec<UnitConclusion>,
        /// Digest of the deviation as it was shown, with the conclusions.
        2 digest: String,
        /// Printed name of the signer.
        3 name: String,
        /// Meaning of the signature.
        4 meaning: Meaning,
    }

    /// A closed deviation is open again, for all its units.
    DeviationReopened {
        /// Why.
        0 reason: String,
    }

    /// What a deviation means for a unit.
    UnitConclusion {
        /// Which unit.
        0 donation: DonationId,
        /// Whether it may be used all the same.
        1 fitness: UnitFitness,
        /// Why.
        2 note: String,
    }

    /// A deviation concerns the unit: until it is closed, the unit is not released.
    UnitDeviated {
        /// Which deviation.
        0 deviation: DeviationId,
        /// Its category.
        1 category: String,
    }

    /// A deviation was closed, with what it means for the unit.
    UnitDeviationSettled {
        /// Which deviation.
        0 deviation: DeviationId,
        /// Whether the unit may be used.
        1 fitness: UnitFitness,
        /// Why.
        2 note: String,
    }

    /// A deviation named the unit by mistake and concerns it no more.
    UnitDeviationRemoved {
        /// Which deviation.
        0 deviation: DeviationId,
        /// Why.
        1 reason: String,
    }
}
