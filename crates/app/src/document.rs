//! Papers: what a document says, taken from the records in the language asked for. Labels and sentences are data in
//! `assets/documents`.
//!
//! Deliberately not here: how it is set (`labels`), and its record (`command::document`).

mod dossier;
mod manifest;
mod pick_list;
mod pictures;
mod rooms;
mod run;
mod storage;
mod worked;
mod worksheet;

use crate::command::{bank_mode, document_language, number_scheme};
use crate::context::{Answer, Cx, LoadedUnit};
use crate::inspection::Words;
use crate::problem::{labelled, refused, stored};
use crate::view::Names;
use api::Problem;
use api::wire::{BilingualText, CorrectionView, Locale};
use domain::{DocumentKind, DonationId, RunId, ShipmentId, decide};
use isbt128::{DonationNumber, Flags};
use labels::document::{
    Bilingual, DocumentData, DocumentModel, DocumentTemplate, Fact, Identity, Languages, Named, Tone,
};

/// Which document, of what.
pub(crate) struct Wanted<'a> {
    pub(crate) document: DocumentKind,
    pub(crate) donations: &'a [DonationId],
    pub(crate) shipment: Option<ShipmentId>,
    /// A worksheet is of a run where one is named, else of the unit.
    pub(crate) run: Option<RunId>,
    pub(crate) locale: Locale,
}

/// A document that is not yet issued.
pub(crate) struct Composed {
    pub(crate) model: DocumentModel,
    pub(crate) subject: [u8; 16],
    /// Donation numbers on it.
    pub(crate) about: Vec<String>,
    /// Whether a person can be read on it.
    pub(crate) is_personal: bool,
}

/// What every document is made with.
struct Desk {
    locale: Locale,
    languages: Languages,
    template: DocumentTemplate,
    words: Words,
    names: Names,
}

fn template(document: DocumentKind, run: Option<RunId>) -> Answer<DocumentTemplate> {
    let (name, json) = match document {
        DocumentKind::Worksheet if run.is_some() => {
            ("run_worksheet", include_str!("../../../assets/documents/run_worksheet.json"))
        }
        DocumentKind::Dossier => ("dossier", include_str!("../../../assets/documents/dossier.json")),
        DocumentKind::StorageCertificate => {
            ("storage", include_str!("../../../assets/documents/storage.json"))
        }
        DocumentKind::Manifest => ("manifest", include_str!("../../../assets/documents/manifest.json")),
        DocumentKind::PickList => ("pick_list", include_str!("../../../assets/documents/pick_list.json")),
        DocumentKind::Worksheet => ("worksheet", include_str!("../../../assets/documents/worksheet.json")),
        DocumentKind::ReleaseCertificate => {
            return Err(Problem::refusal("value.not_a_choice")
                .with("value", "release_certificate")
                .at("document"));
        }
    };
    DocumentTemplate::parse(name, json).map_err(|e| labelled(&e))
}

/// Puts a document together from the records.
pub(crate) fn compose(cx: &Cx<'_>, wanted: &Wanted<'_>) -> Answer<Composed> {
    let desk = Desk {
        locale: wanted.locale,
        languages: Languages::Only(document_language(wanted.locale)),
        template: template(wanted.document, wanted.run)?,
        words: Words::new(wanted.locale),
        names: Names::read(cx)?,
    };
    match (wanted.document, wanted.run) {
        (DocumentKind::Manifest, _) => manifest::compose(cx, &desk, wanted.shipment),
        (DocumentKind::PickList, _) => pick_list::compose(cx, &desk, wanted.donations),
        (DocumentKind::Worksheet, Some(run)) => run::compose(cx, &desk, run),
        (document, _) => {
            let donation =
                wanted.donations.first().ok_or_else(|| Problem::refusal("unit.unknown").at("donations"))?;
            let unit = cx.unit(*donation)?;
            decide::document_of_unit(document, &unit.state, &unit.contests).map_err(refused)?;
            let (prefix, data) = match document {
                DocumentKind::Dossier => ("UD", dossier::data(cx, &desk, &unit)?),
                DocumentKind::StorageCertificate => ("SC", storage::data(cx, &desk, &unit)?),
                _ => ("WS", worksheet::data(cx, &desk, &unit)?),
            };
            let is_personal = ["named", "photographed"].iter().any(|one| data.conditions.contains(one));
            let din = unit.state.din().unwrap_or_default().to_owned();
            let number = format!("{prefix}-{din}");
            let subject = with_check(&din);
            let model = desk.fill(cx, data, number, subject)?;
            Ok(Composed { model, subject: *donation.bytes(), about: vec![din], is_personal })
        }
    }
}

/// The number with its check character.
fn with_check(din: &str) -> String {
    DonationNumber::parse(din).map_or_else(|_| din.to_owned(), |din| din.with_check())
}

/// A recorded value's word.
fn code(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

impl Desk {
    fn fill(
        &self,
        cx: &Cx<'_>,
        data: DocumentData,
        number: String,
        subject: String,
    ) -> Answer<DocumentModel> {
        let bank = cx.bank()?;
        let note: Vec<&str> = [bank.address.as_str(), bank.licence_number.as_str()]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect();
        let model = DocumentModel {
            languages: self.languages,
            dress: labels::document::Dress::Report,
            created_utc: String::new(),
            title: Bilingual::default(),
            issuer: Bilingual::new(&bank.name_zh, &bank.name_en),
            issuer_note: note.join(" · "),
            number,
            subject,
            marks: Vec::new(),
            mode: bank_mode(bank.purpose),
            footer: Vec::new(),
            blocks: Vec::new(),
        };
        Ok(self.template.fill(data, model))
    }

    fn pick<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        if self.locale == Locale::ZhCn { zh } else { en }
    }

    fn said(&self, text: &BilingualText) -> String {
        self.pick(&text.zh, &text.en).to_owned()
    }

    /// A word of the template.
    fn word(&self, key: &str) -> String {
        self.template.word(self.languages, key)
    }

    /// A value with what it replaced.
    fn corrected(&self, value: String, corrections: &[CorrectionView], field: &str) -> Fact {
        let was: Vec<String> =
            corrections.iter().filter(|one| one.field == field).map(|one| self.said(&one.old)).collect();
        let tone = if was.is_empty() { Tone::Plain } else { Tone::Warning };
        Fact { value, was, tone, label: Bilingual::default() }
    }

    /// A site by name; its code where the name has not arrived.
    fn site(&self, cx: &Cx<'_>, site: domain::SiteId) -> Answer<String> {
        let sites = cx.store()?.list_sites().map_err(stored)?;
        let found = sites.into_iter().find(|row| row.site == site);
        Ok(found.map_or_else(
            || self.names.site(site),
            |row| format!("{} {}", self.pick(&row.name_zh, &row.name_en), row.code),
        ))
    }

    /// The block with number and symbols.
    fn identity(&self, unit: &LoadedUnit) -> Answer<Option<Identity>> {
        let Some(collection) = &unit.state.collection else { return Ok(None) };
        let din =
            DonationNumber::parse(&collection.record.din).map_err(|e| crate::problem::scanned(&e, "din"))?;
        let scheme = number_scheme(collection.record.scheme);
        Ok(Some(Identity { named: Named::Donation { din, scheme, flags: Flags::FORM }, facts: Vec::new() }))
    }
}
