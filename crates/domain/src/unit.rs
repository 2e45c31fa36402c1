//! A donation and its unit: the state that its records fold into.
//!
//! The fold takes facts in display order and is total: whatever the stations recorded, in whatever order it arrived,
//! the same set of facts gives the same state. Disagreements never fail here; they become visible.

mod correction;
mod fold;
mod holds;
mod status;

pub use correction::{CorrectedPart, Correction, result_text};
pub use holds::{Contest, ContestKind, Hold, HoldReason};

use crate::record::*;
use crate::{
    DonationId, Eligibility, Inventory, Meaning, PersonId, ShipmentId, SiteId, StationId, UnitStatus,
};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// When, where and by whom something was recorded.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Stamp {
    /// Wall clock, ms since 1970-01-01 UTC.
    pub at_ms: i64,
    /// Operator.
    pub operator: Option<PersonId>,
    /// Second person.
    pub second: Option<PersonId>,
    /// Station.
    pub station: StationId,
    /// Place in the station's chain.
    pub seq: u64,
    /// Site.
    pub site: SiteId,
    /// Hash of the body.
    pub body_hash: [u8; 32],
}

/// A record with its stamp.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Stamped<T> {
    /// When, where, who.
    pub stamp: Stamp,
    /// What.
    pub record: T,
}

/// Any record of a donation with its stamp.
pub type Fact = Stamped<Record>;

/// A signature over the unit's content.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Signature {
    /// The signed record.
    pub signed: Stamped<ContentSigned>,
    /// Whether what was signed has changed since.
    pub voided: bool,
}

/// Everything that is known of a donation and its unit, but personal data.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct UnitState {
    /// Which.
    pub donation: DonationId,
    /// Enrolment; none only where its entry has not arrived yet.
    pub enrolment: Option<Stamped<MotherEnrolled>>,
    /// Consent; the first one stands.
    pub consent: Option<Stamped<ConsentRecorded>>,
    /// Questionnaire; the first one stands.
    pub questionnaire: Option<Stamped<QuestionnaireRecorded>>,
    /// Collection; the first one stands.
    pub collection: Option<Stamped<CollectionRegistered>>,
    /// Cross-check; the last one stands.
    pub cross_check: Option<Stamped<LabelsCrossChecked>>,
    /// Prints.
    pub label_prints: Vec<Stamped<LabelsPrinted>>,
    /// Journeys, oldest first.
    pub journeys: Vec<Stamped<UnitPacked>>,
    /// Receipts, oldest first.
    pub receipts: Vec<Stamped<UnitReceived>>,
    /// Decision on arrival from the last journey; the last one stands, and a rejection whatever follows.
    pub receipt_decision: Option<Stamped<ReceiptDecided>>,
    /// Steps in the order they were done.
    pub steps: Vec<Stamped<StepRecorded>>,
    /// Results by test, oldest first; the last one is current.
    pub results: BTreeMap<String, Vec<Stamped<ResultRecorded>>>,
    /// Places, oldest first; the last one is current.
    pub places: Vec<Stamped<UnitStored>>,
    /// Rejection; the first one stands.
    pub rejection: Option<Stamped<UnitRejected>>,
    /// Holds that people placed, oldest first.
    pub holds: Vec<Hold>,
    /// Reviews, oldest first.
    pub reviews: Vec<Signature>,
    /// Releases, oldest first.
    pub releases: Vec<Signature>,
    /// Certificates, oldest first.
    pub certificates: Vec<Stamped<CertificateIssued>>,
    /// Values that were replaced, oldest correction first.
    pub corrections: Vec<Correction>,
    /// Digest of all that a review signs.
    pub content_digest: String,
    /// Wall clock of the last fact.
    pub changed_ms: i64,
}

impl UnitState {
    /// The donation number.
    #[must_use]
    pub fn din(&self) -> Option<&str> {
        self.collection.as_ref().map(|c| c.record.din.as_str())
    }

    /// The inventory; public until the enrolment is known.
    #[must_use]
    pub fn inventory(&self) -> Inventory {
        self.enrolment.as_ref().map_or(Inventory::Public, |e| e.record.inventory)
    }

    /// Whether the questionnaire defers the donation.
    #[must_use]
    pub fn is_deferred(&self) -> bool {
        self.questionnaire.as_ref().is_some_and(|q| q.record.outcome == Eligibility::Deferred)
    }

    /// The journey that the unit is on: packed and not yet received from it.
    #[must_use]
    pub fn open_journey(&self) -> Option<&Stamped<UnitPacked>> {
        let last = self.journeys.last()?;
        let arrived = self.receipts.iter().any(|r| r.record.shipment == last.record.shipment);
        (!arrived).then_some(last)
    }

    /// The last journey.
    #[must_use]
    pub fn last_shipment(&self) -> Option<ShipmentId> {
        self.journeys.last().map(|j| j.record.shipment)
    }

    /// Where the unit is, or was when it left: the site of receipt, else of collection, else of enrolment.
    #[must_use]
    pub fn site(&self) -> Option<SiteId> {
        let stamps = [
            self.receipts.last().map(|r| &r.stamp),
            self.collection.as_ref().map(|c| &c.stamp),
            self.enrolment.as_ref().map(|e| &e.stamp),
        ];
        stamps.into_iter().flatten().next().map(|stamp| stamp.site)
    }

    /// Current place.
    #[must_use]
    pub fn place(&self) -> Option<&Stamped<UnitStored>> {
        self.places.last()
    }

    /// Current result of a test.
    #[must_use]
    pub fn result(&self, test: &str) -> Option<&Stamped<ResultRecorded>> {
        self.results.get(test)?.last()
    }

    /// The review that stands.
    #[must_use]
    pub fn review(&self) -> Option<&Stamped<ContentSigned>> {
        self.reviews.iter().rev().find(|s| !s.voided).map(|s| &s.signed)
    }

    /// The release that stands.
    #[must_use]
    pub fn release(&self) -> Option<&Stamped<ContentSigned>> {
        self.releases.iter().rev().find(|s| !s.voided).map(|s| &s.signed)
    }

    /// Codes of the steps done.
    #[must_use]
    pub fn steps_done(&self) -> Vec<&str> {
        self.steps.iter().map(|step| step.record.step.as_str()).collect()
    }

    /// Where it stands.
    #[must_use]
    pub fn status(&self) -> UnitStatus {
        status::status(self)
    }

    /// The digest that a signature of this meaning carries: the content's digest bound to the donation, so that a
    /// signature copied to another record fails.
    #[must_use]
    pub fn signing_digest(&self, meaning: Meaning) -> String {
        let mut sha = Sha256::new();
        sha.update(b"cordkeep.signature.v1\0");
        sha.update(self.donation.bytes());
        sha.update([match meaning {
            Meaning::Review => 0u8,
            Meaning::Release => 1,
            Meaning::Override => 2,
            Meaning::Resolution => 3,
            Meaning::Accounts => 4,
            Meaning::Approval => 5,
            Meaning::Readings => 6,
        }]);
        sha.update(self.content_digest.as_bytes());
        crate::hex(&sha.finalize())
    }
}
