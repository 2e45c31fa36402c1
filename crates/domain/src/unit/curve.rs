//! The freezing curve of a unit, as its own records say, and its reviews.

use super::{Stamped, UnitState, signature};
use crate::record::{CurveFinding, UnitCurveRecorded, UnitCurveReviewed};
use crate::{FreezingCurveId, Meaning, UnitFitness};

/// A curve that a unit was frozen by.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct UnitCurve {
    /// As it was recorded.
    pub recorded: Stamped<UnitCurveRecorded>,
    /// Its reviews whose signature is good, oldest first.
    pub reviews: Vec<Stamped<UnitCurveReviewed>>,
}

impl UnitCurve {
    /// Reviews that no other one stands in place of: more than one where two stations reviewed without hearing of each
    /// other.
    pub fn standing(&self) -> impl Iterator<Item = &Stamped<UnitCurveReviewed>> {
        self.reviews.iter().filter(|review| {
            !self.reviews.iter().any(|other| other.record.replaces.contains(&review.record.digest))
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

    /// The digest that the signature of a review carries: the curve's entry on this unit, and all that is said of it.
    #[must_use]
    pub fn curve_digest(&self, curve: &UnitCurve, findings: &[CurveFinding], replaces: &[String]) -> String {
        let mut shown = signature::entry_bytes(&curve.recorded.stamp);
        shown.extend(crate::codec::encode(&findings.to_vec()));
        shown.extend(crate::codec::encode(&replaces.to_vec()));
        signature::of_donation(self.donation, Meaning::CurveReview, &shown)
    }

    /// Two stations may record the same curve: it stands once, with the reviews that it has.
    pub(super) fn freeze(&mut self, recorded: Stamped<UnitCurveRecorded>) {
        let again = self.curve().is_some_and(|last| last.recorded.record.curve == recorded.record.curve);
        if !again {
            self.curves.push(UnitCurve { recorded, reviews: Vec::new() });
        }
    }

    fn curve_of(&self, id: FreezingCurveId) -> Option<usize> {
        self.curves.iter().rposition(|curve| curve.recorded.record.curve == id)
    }

    /// A signature over another entry, or other findings, reviews nothing.
    pub(super) fn review_curve(&mut self, review: Stamped<UnitCurveReviewed>) {
        let Some(index) = self.curve_of(review.record.curve) else { return };
        let record = &review.record;
        let good = self.curves.get(index).is_some_and(|curve| {
            self.curve_digest(curve, &record.findings, &record.replaces) == record.digest
        });
        if let Some(curve) = self.curves.get_mut(index).filter(|_| good) {
            curve.reviews.push(review);
        }
    }
}
