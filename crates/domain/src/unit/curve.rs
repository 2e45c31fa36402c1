//! The freezing curve of a unit, as its own records say, and its reviews.

use super::{Stamp, Stamped, UnitState, signature};
use crate::record::{CurveFinding, StepDone, UnitCurveRecorded, UnitCurveReviewed};
use crate::{Meaning, PersonId, UnitFitness};

/// A curve that a unit was frozen by.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct UnitCurve {
    /// As it was recorded first.
    pub recorded: Stamped<UnitCurveRecorded>,
    /// As other stations recorded the same without hearing of it, oldest first.
    pub again: Vec<Stamped<UnitCurveRecorded>>,
    /// Its reviews whose signature is good, oldest first.
    pub reviews: Vec<Stamped<UnitCurveReviewed>>,
}

impl UnitState {
    /// When the unit was in the freezer of a curve, ms: as the last step that scanned that freezer says, and else not after the
    /// curve was recorded. Files are read when somebody comes to it.
    #[must_use]
    pub fn frozen_ms(&self, curve: &UnitCurve) -> i64 {
        let Stamped { stamp, record } = &curve.recorded;
        let scans = |done: &&Stamped<StepDone>| {
            done.record.scans.iter().any(|scan| scan.value.trim() == record.equipment.trim())
        };
        let used = self.steps.iter().filter(scans).map(|done| self.used_ms(done));
        used.filter(|used_ms| *used_ms <= stamp.at_ms).max().unwrap_or(stamp.at_ms)
    }
}

impl UnitCurve {
    fn entries(&self) -> impl Iterator<Item = &Stamped<UnitCurveRecorded>> {
        std::iter::once(&self.recorded).chain(&self.again)
    }

    /// Whether that person brought it in, at whatever station.
    #[must_use]
    pub fn is_of(&self, person: PersonId) -> bool {
        self.entries().any(|entry| entry.stamp.operator == Some(person))
    }

    /// The names of its entries on the unit.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.entries().map(|entry| signature::entry_name(&entry.stamp))
    }

    fn is_named_in(&self, names: &[String]) -> bool {
        self.names().any(|name| names.contains(&name))
    }

    /// Reviews that no other one stands in place of: more than one where two stations reviewed without hearing of each
    /// other.
    pub fn standing(&self) -> impl Iterator<Item = &Stamped<UnitCurveReviewed>> {
        self.reviews.iter().filter(|review| {
            let name = signature::entry_name(&review.stamp);
            !self.reviews.iter().any(|other| other.record.replaces.contains(&name))
        })
    }

    /// The review that counts: of two that did not know of each other the graver one.
    #[must_use]
    pub fn review(&self) -> Option<&Stamped<UnitCurveReviewed>> {
        self.standing().max_by_key(|review| review.record.fitness == UnitFitness::Unfit)
    }

    /// Whether reviews that did not know of each other say different things.
    #[must_use]
    pub fn is_contested(&self) -> bool {
        let mut said = self.standing().map(|review| review.record.fitness);
        let first = said.next();
        said.any(|other| Some(other) != first)
    }

    /// The conclusion that counts.
    #[must_use]
    pub fn fitness(&self) -> Option<UnitFitness> {
        self.review().map(|review| review.record.fitness)
    }
}

impl UnitState {
    /// The curve that counts.
    #[must_use]
    pub fn curve(&self) -> Option<&UnitCurve> {
        self.curves.last()
    }

    /// The curves that none was recorded in place of, oldest first; the last one counts. More than one where stations
    /// recorded theirs without hearing of each other.
    pub fn standing_curves(&self) -> impl Iterator<Item = &UnitCurve> {
        self.curves.iter().filter(|curve| {
            let mut entries = self.curves.iter().flat_map(UnitCurve::entries);
            !entries.any(|entry| curve.is_named_in(&entry.record.replaces))
        })
    }

    /// Whether another curve stands beside the one that counts, which the reviews of it did not know of.
    #[must_use]
    pub fn is_curve_torn(&self) -> bool {
        let Some(counting) = self.curve() else { return false };
        let known =
            |curve: &UnitCurve| counting.standing().any(|review| curve.is_named_in(&review.record.replaces));
        self.standing_curves().any(|curve| curve != counting && !known(curve))
    }

    /// What a review of the curve that counts says something in place of, now: the reviews of it that stand, and the
    /// curves that stand beside it.
    #[must_use]
    pub fn curve_review_replaces(&self, curve: &UnitCurve) -> Vec<String> {
        let reviews = curve.standing().map(|review| signature::entry_name(&review.stamp));
        let beside = self.standing_curves().filter(|other| *other != curve).flat_map(UnitCurve::names);
        reviews.chain(beside).collect()
    }

    /// The digest that the signature of a review carries: the curve's entry on this unit, and all that is said of it.
    #[must_use]
    pub fn curve_digest(&self, curve: &UnitCurve, findings: &[CurveFinding], replaces: &[String]) -> String {
        self.curve_entry_digest(&curve.recorded.stamp, findings, replaces)
    }

    fn curve_entry_digest(&self, entry: &Stamp, findings: &[CurveFinding], replaces: &[String]) -> String {
        let mut shown = signature::entry_bytes(entry);
        shown.extend(crate::codec::encode(&findings.to_vec()));
        shown.extend(crate::codec::encode(&replaces.to_vec()));
        signature::of_donation(self.donation, Meaning::CurveReview, &shown)
    }

    /// Two stations may record the same curve in place of the same others: it stands once, with the reviews that it has
    /// at either.
    pub(super) fn freeze(&mut self, recorded: Stamped<UnitCurveRecorded>) {
        let record = &recorded.record;
        let same = |entry: &Stamped<UnitCurveRecorded>| {
            entry.record.curve == record.curve && entry.record.replaces == record.replaces
        };
        match self.curves.iter_mut().rev().find(|curve| curve.entries().any(same)) {
            Some(curve) => curve.again.push(recorded),
            None => self.curves.push(UnitCurve { recorded, again: Vec::new(), reviews: Vec::new() }),
        }
    }

    /// A signature over another entry, or other findings, reviews nothing.
    pub(super) fn review_curve(&mut self, review: Stamped<UnitCurveReviewed>) {
        let record = &review.record;
        let signed = |entry: &Stamped<UnitCurveRecorded>| {
            entry.record.curve == record.curve
                && self.curve_entry_digest(&entry.stamp, &record.findings, &record.replaces) == record.digest
        };
        let index = self.curves.iter().rposition(|curve| curve.entries().any(signed));
        if let Some(curve) = index.and_then(|index| self.curves.get_mut(index)) {
            curve.reviews.push(review);
        }
    }
}
