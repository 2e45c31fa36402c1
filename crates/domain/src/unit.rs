//! A donation and its unit: the state that its records fold into.
//!
//! The fold takes facts in display order and is total: whatever the stations recorded, in whatever order it arrived,
//! the same set of facts gives the same state. Disagreements never fail here; they become visible.

mod computed;
mod correction;
mod curve;
mod deviation;
mod ending;
mod fold;
mod holds;
mod labels;
mod part;
mod result;
mod signature;
mod start;
mod status;
mod unknown;

pub use computed::{OwnValue, Recomputed};
pub use correction::{CorrectedPart, Correction, SCAN, is_confirmation, result_text};
pub use curve::UnitCurve;
pub use deviation::UnitDeviation;
pub use holds::{Contest, ContestKind, Hold, HoldReason};
pub use labels::LabelCount;
pub use part::{
    Part, PartChange, PartCount, PartDiscard, PartDraw, PartId, PartLabel, PartPlacing, PartRootCount,
    PartSettlement,
};
pub(crate) use signature::of_room;
pub use signature::{entry_name, recall_withdrawal_digest, resolution_digest};
pub use unknown::UnknownRecord;
pub(crate) use unknown::unread_beside;

use crate::record::*;
use crate::{
    DonationId, Eligibility, Inventory, Meaning, PersonId, ShipmentId, SiteId, StationId, UnitStatus,
};
use std::collections::{BTreeMap, BTreeSet};

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

/// On which device a test of the unit was measured.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ResultDevice {
    /// Code of the test.
    pub test: String,
    /// Number of the device.
    pub device: String,
    /// When it was measured, as far as is known: as the instrument says, and never after it was recorded; else when it was entered.
    pub used_ms: i64,
}

/// A signature over the unit's content.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Signature {
    /// The signed record.
    pub signed: Stamped<ContentSigned>,
    /// The norm profiles that had judged it then, the one that decides first; empty where version 1 recorded none.
    pub profiles: Vec<JudgedProfile>,
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
    pub label_prints: Vec<Stamped<LabelsPrintedByTemplate>>,
    /// What became of printed labels, oldest first.
    pub label_fates: Vec<Stamped<LabelsAccounted>>,
    /// Labels scanned after printing, oldest first.
    pub label_checks: Vec<Stamped<LabelVerified>>,
    /// Journeys, oldest first.
    pub journeys: Vec<Stamped<UnitPacked>>,
    /// Receipts, oldest first.
    pub receipts: Vec<Stamped<UnitReceived>>,
    /// Decision on arrival from the last journey; the last one stands, and a rejection whatever follows.
    pub receipt_decision: Option<Stamped<ReceiptDecisionSigned>>,
    /// The procedure it is worked by; the first one stands.
    pub sop: Option<Stamped<SopPinned>>,
    /// Beginnings of steps that go on for a time, oldest first; none that was wrong.
    pub begun: Vec<Stamped<StepStarted>>,
    /// Beginnings that were taken back, oldest first.
    pub taken_back: Vec<Stamped<StepStarted>>,
    /// Beginnings that were wrong, by the entries that made them.
    pub begun_wrongly: Vec<(StationId, u64)>,
    /// Steps in the order they were done.
    pub steps: Vec<Stamped<StepDone>>,
    /// Steps left out by a signature that is good, oldest first.
    pub skipped: Vec<Stamped<StepLeftOut>>,
    /// The corrections of steps that were signed since they depart from the procedure, oldest first.
    pub amendment_signatures: Vec<Stamped<StepAmended>>,
    /// The signatures that are good and left a step out, oldest first.
    pub skip_signatures: Vec<Stamped<StepSkipped>>,
    /// Photos and files that are kept with it, in pieces, oldest first.
    pub attachments: Vec<Stamped<AttachmentKept>>,
    /// Results by test in the order of their measurement ([`result`]), oldest first; the last one is current.
    pub results: BTreeMap<String, Vec<Stamped<ResultRecorded>>>,
    /// Devices that results were measured on, oldest first.
    pub devices: Vec<Stamped<ResultDevice>>,
    /// Results that were measured again, oldest first.
    pub repeats: Vec<Stamped<ResultRepeated>>,
    /// Results of analysers that may have been its own and that people set aside, oldest first.
    pub set_aside: Vec<Stamped<ResultSetAside>>,
    /// Results that were computed, in part of the unit's own record, each with its inputs, oldest first.
    pub computed: Vec<Stamped<ResultComputed>>,
    /// When instruments measured and sent what they reported, with the result, oldest first.
    pub timed: Vec<Stamped<ResultTimed>>,
    /// Names of the entries that results stand in place of, with the stamp of each result.
    pub replacing: Vec<Stamped<Vec<String>>>,
    /// Results in whose place another stands, each with that one, by the entries that made them.
    pub replaced_results: BTreeSet<((StationId, u64), (StationId, u64))>,
    /// Places, oldest first; the last one is current.
    pub places: Vec<Stamped<UnitStored>>,
    /// Rejection; the first one stands.
    pub rejection: Option<Stamped<RejectionSigned>>,
    /// That it is kept for research; the first time stands.
    pub research: Option<Stamped<ResearchAssigned>>,
    /// What was done with the bag of a refused unit; the first time stands.
    pub disposed: Option<Stamped<UnitDisposed>>,
    /// When its family was told, oldest first.
    pub notices: Vec<Stamped<FamilyNotified>>,
    /// Holds that people placed, oldest first.
    pub holds: Vec<Hold>,
    /// Deviations that concern it, oldest first.
    pub deviations: Vec<UnitDeviation>,
    /// Freezing curves, oldest first; the last one counts.
    pub curves: Vec<UnitCurve>,
    /// Samples and other parts, in the order in which they were made.
    pub parts: Vec<Part>,
    /// What was measured to be left of the blood or the cells that parts are taken of, oldest first.
    pub root_counts: Vec<PartRootCount>,
    /// Reviews, oldest first.
    pub reviews: Vec<Signature>,
    /// Releases, oldest first.
    pub releases: Vec<Signature>,
    /// Certificates, oldest first, those that never came out of a printer among them.
    pub certificates: Vec<Stamped<CertificateIssued>>,
    /// Orders of papers of which nothing came out: the station and the place in its chain.
    pub called_off: Vec<(StationId, u64)>,
    /// Values that were replaced, oldest correction first.
    pub corrections: Vec<Correction>,
    /// Records that this version does not know, in display order.
    pub unknown: Vec<UnknownRecord>,
    /// Digest of all that a review signs.
    pub content_digest: String,
    /// Digest of all that a rejection, or giving the unit to research, signs: the same without these two and deviations.
    pub unrejected_digest: String,
    /// Wall clock of the last fact.
    pub changed_ms: i64,
}

impl UnitState {
    /// The photo or file of that digest, where every piece of it is known.
    #[must_use]
    pub fn attachment(&self, digest: &str) -> Option<&AttachmentKept> {
        let mut found = self.attachments.iter().map(|kept| &kept.record).filter(|kept| kept.digest == digest);
        let first = found.find(|kept| kept.piece == 0)?;
        let has = |piece| {
            let mut all = self.attachments.iter().map(|kept| &kept.record);
            all.any(|kept| kept.digest == digest && kept.pieces == first.pieces && kept.piece == piece)
        };
        // Nobody writes so many: an entry that says otherwise is no reason to count for long.
        (first.pieces <= 16 && (0..first.pieces).all(has)).then_some(first)
    }

    /// Whether a paper that was ordered so came out of a printer, as far as anybody said.
    #[must_use]
    pub fn came_out(&self, ordered: &Stamp) -> bool {
        !self.called_off.contains(&(ordered.station, ordered.seq))
    }

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

    /// Current place; none once the bag is gone.
    #[must_use]
    pub fn place(&self) -> Option<&Stamped<UnitStored>> {
        self.places.last().filter(|_| self.disposed.is_none())
    }

    /// Current result of a test.
    #[must_use]
    pub fn result(&self, test: &str) -> Option<&Stamped<ResultRecorded>> {
        self.results.get(test)?.last()
    }

    /// Repeats of the test's current result: those of every report back to the last one that says why it replaced another.
    /// Where two stations reported the same value without hearing of each other, the repeats of both count.
    #[must_use]
    pub fn repeats_of(&self, test: &str) -> Vec<&Stamped<ResultRepeated>> {
        let mut names = Vec::new();
        for result in self.results.get(test).map(Vec::as_slice).unwrap_or_default().iter().rev() {
            names.push(entry_name(&result.stamp));
            if result.record.correction_reason.is_some() {
                break;
            }
        }
        let repeats = self.repeats.iter().filter(|repeat| repeat.record.result.test == test);
        repeats.filter(|repeat| names.contains(&repeat.record.of)).collect()
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

    /// The device that the current result of a test was measured on, where that was recorded.
    #[must_use]
    pub fn device_of(&self, test: &str) -> Option<&str> {
        let current = self.results.get(test)?.last()?;
        let entry = |stamp: &Stamp| (stamp.station, stamp.seq);
        let of = |known: &&Stamped<ResultDevice>| {
            known.record.test == test && entry(&known.stamp) == entry(&current.stamp)
        };
        self.devices.iter().find(of).map(|known| known.record.device.as_str())
    }

    /// The step as it was last done.
    #[must_use]
    pub fn step_done(&self, step: &str) -> Option<&Stamped<StepDone>> {
        self.steps.iter().rev().find(|done| done.record.step == step)
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
        let content = match meaning {
            Meaning::Rejection | Meaning::Research => &self.unrejected_digest,
            _ => &self.content_digest,
        };
        signature::of_donation(self.donation, meaning, content.as_bytes())
    }

    /// The digest that a signature over a departure carries: the step as it was shown, bound to the donation.
    #[must_use]
    pub fn step_digest(&self, shown: &StepDone) -> String {
        signature::of_donation(self.donation, Meaning::Override, &signature::step_bytes(shown))
    }

    /// The digest that a signature over a departing correction carries: the correction as it was shown, bound to the donation.
    #[must_use]
    pub fn amending_digest(&self, shown: &StepAmended) -> String {
        signature::of_donation(self.donation, Meaning::Override, &signature::amended_bytes(shown))
    }

    /// The digest that a signature for leaving out a step carries.
    #[must_use]
    pub fn skipping_digest(&self, sop: &str, version: &str, step: &str) -> String {
        let shown = [sop, "\0", version, "\0", step, "\0skipped"].concat();
        signature::of_donation(self.donation, Meaning::Override, shown.as_bytes())
    }

    /// The digest that the signature lifting a hold carries: that very entry, bound to the donation. `None` where no
    /// hold has the key.
    #[must_use]
    pub fn lifting_digest(&self, key: &str) -> Option<String> {
        self.holds
            .iter()
            .find(|hold| hold.placed.record.key == key)
            .map(|hold| hold.lifting_digest(self.donation))
    }

    /// The digest that a departure on arrival is signed over: the collection with its corrections, and the receipt.
    #[must_use]
    pub fn arrival_digest(&self) -> String {
        let collection = self.collection.iter().map(|collection| &collection.stamp);
        let corrected = self.corrections_of(&CorrectedPart::Collection).map(|correction| &correction.stamp);
        let receipt = self.receipts.last().map(|receipt| &receipt.stamp);
        let entries: Vec<u8> =
            collection.chain(corrected).chain(receipt).flat_map(signature::entry_bytes).collect();
        signature::of_donation(self.donation, Meaning::Override, &entries)
    }

    /// Whether what the departure on arrival signed has changed.
    #[must_use]
    pub fn is_departure_voided(&self) -> bool {
        let signed = self.receipt_decision.as_ref().filter(|decided| !decided.record.digest.is_empty());
        signed.is_some_and(|decided| decided.record.digest != self.arrival_digest())
    }

    /// Whether what was signed when the unit was given to research has changed. It stays with research all the same.
    #[must_use]
    pub fn is_research_voided(&self) -> bool {
        let signed = self.research.as_ref();
        signed.is_some_and(|given| given.record.digest != self.signing_digest(Meaning::Research))
    }

    /// Whether what the rejection signed has changed. It stands all the same: a refused unit stays refused.
    #[must_use]
    pub fn is_rejection_voided(&self) -> bool {
        let signed = self.rejection.as_ref().filter(|rejection| !rejection.record.digest.is_empty());
        signed.is_some_and(|rejection| rejection.record.digest != self.signing_digest(Meaning::Rejection))
    }
}
