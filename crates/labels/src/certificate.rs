//! The release certificate: everything a transplant centre or family must know about one released unit.
//!
//! The words around the values are data in `assets/certificates/release.json`. Rule of its contents: JPAC 22.13 and
//! 21 CFR 1271.370, as a checklist that the bank confirms. Deliberately absent: any judgement; verdicts come from
//! the caller, who took them from signed records.

mod compose;
mod words;

use isbt128::{DonationNumber, Scheme};

use crate::document::{Bilingual, Signature, render_document};
use crate::error::LabelError;
use crate::fonts::Fonts;
use crate::label::BankMode;

/// Whether a paper is the first of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issue {
    /// Printed for the first time.
    Original,
    /// Printed again: 2 for the second paper, and so on. Every page says `补打 COPY n`.
    Copy(u32),
}

/// The outcome of a test against its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Within the limit.
    Pass,
    /// Outside the limit.
    Fail,
    /// No limit applies.
    Information,
}

/// What the unit is. Empty texts are printed as a dash.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitFacts {
    /// Public or family inventory.
    pub inventory: Bilingual,
    /// Proper name with modifiers: `HPC, Cord Blood`.
    pub product: Bilingual,
    /// ABO and RhD.
    pub blood_group: String,
    /// HLA typing with resolution and method.
    pub hla: String,
    /// Bags and compartments, issued and remaining.
    pub containers: String,
    /// Volume with unit.
    pub volume: String,
    /// Names with concentrations.
    pub anticoagulant: String,
    /// Storage temperature.
    pub storage_temperature: String,
    /// Expiry, where there is one.
    pub expiry: String,
    /// Where the unit goes, with the patient's code; never a name.
    pub recipient: String,
    /// What it is for.
    pub intended_use: String,
}

/// How the unit was collected and received. Times are local with zone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CollectionFacts {
    /// Collection centre.
    pub centre: String,
    /// Time of collection.
    pub collected_at: String,
    /// Who collected.
    pub collector: String,
    /// Weeks and days.
    pub gestation: String,
    /// Sex, weight, mode of delivery.
    pub birth: String,
    /// Time of receipt.
    pub received_at: String,
    /// Who processed.
    pub processing_site: String,
    /// Time of freezing.
    pub frozen_at: String,
}

/// One recorded step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StepRow {
    /// The step.
    pub name: Bilingual,
    /// Local time.
    pub at: String,
    /// Operator, and second person where the step wants one.
    pub person: String,
    /// Equipment and lots.
    pub equipment: String,
    /// Values recorded.
    pub record: String,
}

/// One test result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultRow {
    /// The test.
    pub name: Bilingual,
    /// The value.
    pub value: String,
    /// Its unit.
    pub unit: String,
    /// The limit that applied.
    pub limit: String,
    /// The norm the limit comes from.
    pub source: String,
    /// Method and laboratory.
    pub method: String,
    /// The verdict as recorded.
    pub verdict: Verdict,
}

/// One infectious disease marker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkerRow {
    /// The marker.
    pub name: Bilingual,
    /// Mother or unit.
    pub sample: Bilingual,
    /// The finding.
    pub result: String,
    /// Method and laboratory.
    pub method: String,
    /// Date of the test.
    pub date: String,
    /// The verdict as recorded.
    pub verdict: Verdict,
}

/// Where the unit lay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LocationRow {
    /// The position.
    pub position: String,
    /// Since when.
    pub from: String,
    /// Until when; empty while it lies there.
    pub until: String,
    /// Who put it there.
    pub person: String,
}

/// A deviation and what was decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeviationRow {
    /// Its number.
    pub number: String,
    /// What happened.
    pub text: String,
    /// What was decided, by whom.
    pub disposition: String,
}

/// Where the facts are proven.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LedgerMark {
    /// SHA-256 of the last entry that the certificate rests on, in hexadecimal.
    pub digest: String,
    /// Station and sequence number of that entry.
    pub chain_position: String,
    /// The text of the QR code; empty for none.
    pub seal: String,
}

/// A release certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseCertificate {
    /// Its number, with version.
    pub number: String,
    /// When it was issued, local time with zone.
    pub issued_at: String,
    /// The same in UTC, as `2026-11-21T07:02:09Z`, for the file itself.
    pub created_utc: String,
    /// The bank.
    pub bank: Bilingual,
    /// Address and licence of the bank.
    pub bank_note: String,
    /// Facility number.
    pub facility: String,
    /// The unit.
    pub din: DonationNumber,
    /// ISBT 128 or local.
    pub scheme: Scheme,
    /// What the unit is.
    pub unit: UnitFacts,
    /// How it was collected.
    pub collection: CollectionFacts,
    /// Processing steps in order.
    pub steps: Vec<StepRow>,
    /// Test results.
    pub results: Vec<ResultRow>,
    /// Infectious markers of mother and unit.
    pub markers: Vec<MarkerRow>,
    /// Storage locations in order.
    pub locations: Vec<LocationRow>,
    /// Deviations; none is said in words.
    pub deviations: Vec<DeviationRow>,
    /// Signatures in the order given.
    pub signatures: Vec<Signature>,
    /// Original or copy.
    pub issue: Issue,
    /// Real bank or demonstration.
    pub mode: BankMode,
    /// Where the facts are proven.
    pub ledger: LedgerMark,
}

/// Typesets a release certificate.
pub fn render_certificate(certificate: &ReleaseCertificate, fonts: &Fonts) -> Result<Vec<u8>, LabelError> {
    render_document(&compose::document(certificate)?, fonts)
}
