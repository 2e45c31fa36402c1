//! Folding facts into a state.

use super::{Fact, Hold, ResultDevice, Signature, Stamp, Stamped, UnitState};
use crate::record::{
    ContentJudged, ContentSigned, HoldLiftSigned, JudgedProfile, ReceiptDecisionSigned, ResultTimed,
    StepSkipped, UnitPacked,
};
use crate::{DonationId, Meaning, ReceiptDecision, Record};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};

impl UnitState {
    /// A donation of which nothing is known yet.
    #[must_use]
    pub fn new(donation: DonationId) -> Self {
        Self {
            donation,
            enrolment: None,
            consent: None,
            questionnaire: None,
            collection: None,
            cross_check: None,
            label_prints: Vec::new(),
            label_fates: Vec::new(),
            label_checks: Vec::new(),
            journeys: Vec::new(),
            receipts: Vec::new(),
            receipt_decision: None,
            sop: None,
            begun: Vec::new(),
            taken_back: Vec::new(),
            begun_wrongly: Vec::new(),
            steps: Vec::new(),
            skipped: Vec::new(),
            skip_signatures: Vec::new(),
            amendment_signatures: Vec::new(),
            attachments: Vec::new(),
            results: BTreeMap::new(),
            devices: Vec::new(),
            repeats: Vec::new(),
            set_aside: Vec::new(),
            computed: Vec::new(),
            timed: Vec::new(),
            replacing: Vec::new(),
            replaced_results: BTreeSet::new(),
            places: Vec::new(),
            rejection: None,
            research: None,
            disposed: None,
            notices: Vec::new(),
            holds: Vec::new(),
            deviations: Vec::new(),
            curves: Vec::new(),
            parts: Vec::new(),
            root_counts: Vec::new(),
            reviews: Vec::new(),
            releases: Vec::new(),
            certificates: Vec::new(),
            called_off: Vec::new(),
            corrections: Vec::new(),
            unknown: Vec::new(),
            content_digest: String::new(),
            unrejected_digest: String::new(),
            changed_ms: 0,
        }
    }

    /// The state after all facts, which come in display order.
    #[must_use]
    pub fn fold(donation: DonationId, facts: impl IntoIterator<Item = Fact>) -> Self {
        let mut state = Self::new(donation);
        let mut content = Sha256::new();
        content.update(b"cordkeep.content.v1\0");
        let mut unrejected = content.clone();
        for (order, fact) in facts.into_iter().enumerate() {
            if fact.record.is_reviewable() {
                let entry = super::signature::entry_bytes(&fact.stamp);
                content.update(&entry);
                // What is found out about a refused unit later takes nothing from its refusal.
                let apart = matches!(
                    fact.record,
                    Record::UnitRejected(_)
                        | Record::RejectionSigned(_)
                        | Record::ResearchAssigned(_)
                        | Record::UnitDeviated(_)
                        | Record::UnitDeviationSettled(_)
                        | Record::UnitDeviationRemoved(_)
                        | Record::PartSeparated(_)
                );
                // What was signed before covers the curve that was known; one brought in later is of the units beside it too.
                let curve =
                    matches!(fact.record, Record::UnitCurveRecorded(_) | Record::UnitCurveReviewed(_));
                if !(apart || curve && state.rejection.is_some()) {
                    unrejected.update(&entry);
                }
            }
            state.apply(order, fact);
        }
        state.order_results();
        state.content_digest = crate::hex(&content.finalize());
        state.unrejected_digest = crate::hex(&unrejected.finalize());
        state.void_changed_signatures();
        state
    }

    fn apply(&mut self, order: usize, fact: Fact) {
        let Stamped { stamp, record } = fact;
        self.changed_ms = self.changed_ms.max(stamp.at_ms);
        match record {
            Record::MotherEnrolled(r) => keep_first(&mut self.enrolment, stamp, r),
            Record::ConsentRecorded(r) => keep_first(&mut self.consent, stamp, r),
            Record::QuestionnaireRecorded(r) => keep_first(&mut self.questionnaire, stamp, r),
            Record::CollectionRegistered(r) => keep_first(&mut self.collection, stamp, r),
            Record::UnitRejected(r) => keep_first(&mut self.rejection, stamp, r.into()),
            Record::RejectionSigned(r) => keep_first(&mut self.rejection, stamp, r),
            Record::ResearchAssigned(r) => keep_first(&mut self.research, stamp, r),
            Record::LabelsCrossChecked(record) => self.cross_check = Some(Stamped { stamp, record }),
            Record::ReceiptDecided(record) => self.decide(Stamped { stamp, record: record.into() }),
            Record::ReceiptDecisionSigned(record) => self.decide(Stamped { stamp, record }),
            Record::LabelsPrinted(record) => {
                self.label_prints.push(Stamped { stamp, record: record.into() });
            }
            Record::LabelsPrintedByTemplate(record) => self.label_prints.push(Stamped { stamp, record }),
            Record::LabelsAccounted(record) => self.label_fates.push(Stamped { stamp, record }),
            Record::LabelVerified(record) => self.label_checks.push(Stamped { stamp, record }),
            Record::UnitPacked(record) => self.pack(Stamped { stamp, record }),
            Record::UnitReceived(record) => self.receipts.push(Stamped { stamp, record }),
            Record::SopPinned(r) => keep_first(&mut self.sop, stamp, r),
            Record::StepBegun(record) => self.begin(Stamped { stamp, record: record.into() }),
            Record::StepStarted(record) => self.begin(Stamped { stamp, record }),
            Record::StepStartVoided(record) => self.void_start(&record),
            Record::StepRecorded(record) => self.steps.push(Stamped { stamp, record: record.into() }),
            Record::StepDone(record) => self.steps.push(Stamped { stamp, record }),
            Record::StepSkipped(record) => self.skip(Stamped { stamp, record }),
            Record::StepLeftOut(record) => self.skipped.push(Stamped { stamp, record }),
            Record::AttachmentKept(record) => self.attachments.push(Stamped { stamp, record }),
            Record::UnitDisposed(r) => keep_first(&mut self.disposed, stamp, r),
            Record::FamilyNotified(record) => self.notices.push(Stamped { stamp, record }),
            Record::UnitStored(record) => self.places.push(Stamped { stamp, record }),
            Record::CertificateIssued(record) => self.certificates.push(Stamped { stamp, record }),
            Record::DocumentCalledOff(record) => self.called_off.push((record.station, record.seq)),
            Record::ResultRecorded(record) => self.record_result(stamp, record),
            Record::ResultRepeated(record) => {
                self.measured_on(&stamp, &record.result.test, record.device.as_ref(), None);
                self.repeats.push(Stamped { stamp, record });
            }
            Record::ResultSetAside(record) => self.set_aside.push(Stamped { stamp, record }),
            Record::ResultMeasured(record) => {
                self.measured_on(&stamp, &record.result.test, Some(&record.device), None);
                self.record_result(stamp, record.result);
            }
            Record::ResultComputed(record) => {
                self.measured_on(&stamp, &record.result.test, record.device.as_ref(), None);
                self.record_result(stamp.clone(), record.result.clone());
                self.computed.push(Stamped { stamp, record });
            }
            Record::ResultTimed(record) => self.record_timed(stamp, record),
            Record::ResultReplaced(record) => {
                self.replacing.push(Stamped { stamp: stamp.clone(), record: record.of });
                self.record_timed(stamp, record.reported);
            }
            Record::CollectionCorrected(record) => self.correct_collection(&stamp, record),
            Record::StepCorrected(record) => self.correct_step(&stamp, record.into()),
            Record::StepAmended(record) => {
                let signed = record.meaning.map(|_| Stamped { stamp: stamp.clone(), record: record.clone() });
                self.amendment_signatures.extend(signed);
                self.correct_step(&stamp, record);
            }
            Record::ReviewSigned(record) => self.reviews.push(signature(stamp, record, Vec::new())),
            Record::UnitReleased(record) => self.releases.push(signature(stamp, record, Vec::new())),
            Record::ReviewJudged(record) => self.reviews.push(judged(stamp, record)),
            Record::ReleaseJudged(record) => self.releases.push(judged(stamp, record)),
            Record::HoldPlaced(record) => {
                self.holds.push(Hold { placed: Stamped { stamp, record }, lifted: None })
            }
            Record::HoldLifted(record) => self.lift(Stamped { stamp, record: record.into() }),
            Record::HoldLiftSigned(record) => self.lift(Stamped { stamp, record }),
            Record::UnitDeviated(record) => self.deviate(Stamped { stamp, record }),
            Record::UnitDeviationSettled(record) => self.settle_deviation(Stamped { stamp, record }),
            Record::UnitDeviationRemoved(record) => self.remove_deviation(Stamped { stamp, record }),
            Record::UnitCurveRecorded(record) => self.freeze(Stamped { stamp, record }),
            Record::UnitCurveReviewed(record) => self.review_curve(Stamped { stamp, record }),
            Record::PartMade(record) => self.make_part(order, Stamped { stamp, record }),
            Record::PartUsed(record) => self.use_part(order, Stamped { stamp, record }),
            Record::PartPlaced(record) => self.place_part(order, Stamped { stamp, record }),
            Record::PartTakenOut(record) => self.take_out_part(order, Stamped { stamp, record }),
            Record::PartSeparated(record) => self.separate_part(Stamped { stamp, record }),
            Record::PartDiscarded(record) => self.discard_part(order, Stamped { stamp, record }),
            Record::PartCorrected(record) => self.correct_part(Stamped { stamp, record }),
            Record::PartCounted(record) => self.count_part(order, Stamped { stamp, record }),
            Record::PartLabelled(record) => self.label_parts(Stamped { stamp, record }),
            Record::PartLabelCalledOff(record) => self.call_off_labels(Stamped { stamp, record }),
            Record::PartSettled(record) => self.settle_part(order, Stamped { stamp, record }),
            Record::PartRootCounted(record) => self.count_root(order, Stamped { stamp, record }),
            Record::PartVoided(record) => self.void_part(Stamped { stamp, record }),
            Record::PartRenumbered(record) => self.renumber_part(Stamped { stamp, record }),
            // Records of other aggregates have no business here; an entry that says otherwise changes nothing.
            _ => {}
        }
    }

    fn record_timed(&mut self, stamp: Stamp, record: ResultTimed) {
        let measured_ms = record.measured_ms;
        self.measured_on(&stamp, &record.result.test, record.device.as_ref(), measured_ms);
        self.record_result(stamp.clone(), record.result.clone());
        if let Some(record) = record.computed() {
            self.computed.push(Stamped { stamp: stamp.clone(), record });
        }
        if record.says_when() {
            self.timed.push(Stamped { stamp, record });
        }
    }

    /// What was recorded was measured by then, whatever the instrument's clock says.
    fn measured_on(&mut self, stamp: &Stamp, test: &str, device: Option<&String>, measured_ms: Option<i64>) {
        let used_ms = measured_ms.map_or(stamp.at_ms, |measured_ms| measured_ms.min(stamp.at_ms));
        let known =
            device.map(|device| ResultDevice { test: test.to_owned(), device: device.clone(), used_ms });
        self.devices.extend(known.map(|record| Stamped { stamp: stamp.clone(), record }));
    }

    /// A signature made over another hold, or for another donation, lifts nothing.
    fn lift(&mut self, lifted: Stamped<HoldLiftSigned>) {
        let record = &lifted.record;
        let donation = self.donation;
        let open = self.holds.iter_mut().find(|h| h.placed.record.key == record.key && h.lifted.is_none());
        if let Some(hold) = open
            && (record.digest.is_empty() || record.digest == hold.lifting_digest(donation))
        {
            hold.lifted = Some(lifted);
        }
    }

    /// A signature made for another donation or another step leaves nothing out.
    fn skip(&mut self, skipped: Stamped<StepSkipped>) {
        let record = &skipped.record;
        if record.digest == self.skipping_digest(&record.sop, &record.version, &record.step) {
            let left_out = Stamped { stamp: skipped.stamp.clone(), record: skipped.record.clone().into() };
            self.skipped.push(left_out);
            self.skip_signatures.push(skipped);
        }
    }

    /// A decision on arrival speaks of the journey that had ended; the next one wants its own. A rejection stays.
    fn pack(&mut self, packed: Stamped<UnitPacked>) {
        self.journeys.push(packed);
        if !self.is_rejected_on_arrival() {
            self.receipt_decision = None;
        }
    }

    /// Where one station sent the unit on while another still decided, only a rejection counts.
    fn decide(&mut self, decided: Stamped<ReceiptDecisionSigned>) {
        let rejects = decided.record.decision == ReceiptDecision::Reject;
        if rejects || (self.open_journey().is_none() && !self.is_rejected_on_arrival()) {
            self.receipt_decision = Some(decided);
        }
    }

    fn is_rejected_on_arrival(&self) -> bool {
        self.receipt_decision.as_ref().is_some_and(|d| d.record.decision == ReceiptDecision::Reject)
    }

    /// A signature stands only while the content is exactly what it was when it was signed.
    fn void_changed_signatures(&mut self) {
        let review = self.signing_digest(Meaning::Review);
        let release = self.signing_digest(Meaning::Release);
        for signature in &mut self.reviews {
            signature.voided = signature.signed.record.digest != review;
        }
        for signature in &mut self.releases {
            signature.voided = signature.signed.record.digest != release;
        }
    }
}

fn keep_first<T>(slot: &mut Option<Stamped<T>>, stamp: Stamp, record: T) {
    if slot.is_none() {
        *slot = Some(Stamped { stamp, record });
    }
}

fn judged(stamp: Stamp, mut record: ContentJudged) -> Signature {
    let profiles = std::mem::take(&mut record.profiles);
    signature(stamp, record.into(), profiles)
}

fn signature(stamp: Stamp, record: ContentSigned, profiles: Vec<JudgedProfile>) -> Signature {
    Signature { signed: Stamped { stamp, record }, profiles, voided: false }
}
