//! Papers: preview, print with a record, and whether a paper is what the ledger says.

use super::certificate::utc_time;
use super::label::{fonts, local_time, sha256};
use super::printer;
use crate::context::{Act, Answer, Cx};
use crate::document::{Composed, Wanted, compose};
use crate::problem::{labelled, refused, stored};
use crate::view::Names;
use api::Problem;
use api::wire::*;
use base64::Engine as _;
use domain::record::DocumentIssued;
use domain::{
    Code, DocumentKind, DocumentSeal, DonationId, HASH_LENGTH, PersonId, Record, Refusal, ShipmentId, decide,
};
use labels::document::{Block, DocumentModel, seal};
use std::collections::BTreeMap;
use std::path::Path;
use store::EntryPosition;
use store::print::{IssuedRow, NewJob};

const fn language_tag(locale: Locale) -> &'static str {
    match locale {
        Locale::ZhCn => "zh-CN",
        Locale::En => "en",
    }
}

/// What the order of such a paper is recorded as.
fn record_of(wanted: &Wanted<'_>, record: DocumentIssued) -> Record {
    match (wanted.document, wanted.run) {
        (DocumentKind::Manifest, _) => Record::ManifestIssued(record),
        (DocumentKind::PickList, _) => Record::PickListIssued(record),
        (DocumentKind::Worksheet, Some(_)) => Record::RunSheetIssued(record),
        _ => Record::DocumentIssued(record),
    }
}

const fn record_kind(wanted: &Wanted<'_>) -> &'static str {
    match (wanted.document, wanted.run) {
        (DocumentKind::Manifest, _) => "manifest.issued",
        (DocumentKind::PickList, _) => "pick_list.issued",
        (DocumentKind::Worksheet, Some(_)) => "run_sheet.issued",
        _ => "document.issued",
    }
}

/// Papers of that kind and number that came out before; a pick list is a new one each time.
fn issued(cx: &Cx<'_>, wanted: &Wanted<'_>, composed: &Composed) -> Answer<Vec<DocumentIssued>> {
    let found = cx.store()?.list_issued(&composed.subject, record_kind(wanted)).map_err(stored)?;
    let counts = |row: &IssuedRow| row.came_out && row.record.number == composed.model.number;
    Ok(found.into_iter().filter(counts).map(|row| row.record).collect())
}

/// The moment, for the file itself.
fn iso(at_ms: i64) -> String {
    utc_time(at_ms).replacen(' ', "T", 1).replace(" UTC", "Z")
}

/// What stands at the foot of every page.
fn foot(model: &mut DocumentModel, cx: &Cx<'_>) {
    model.created_utc = iso(cx.now_ms());
    model.footer.insert(0, local_time(cx.now_ms()));
}

/// A document as it would be printed now, marked as a preview. Nothing is recorded, so there is nothing that a code
/// could lead to.
fn draft(cx: &mut Cx<'_>, wanted: &Wanted<'_>) -> Answer<(DocumentModel, u32, Vec<u8>)> {
    let Composed { mut model, .. } = compose(cx, wanted)?;
    model.blocks.retain(|block| !matches!(block, Block::Seal(_)));
    model.marks.push("预览 PREVIEW".to_owned());
    foot(&mut model, cx);
    let fonts = fonts(cx)?;
    let pages = labels::document::count_pages(&model, &fonts).map_err(|e| labelled(&e))?;
    let pdf = labels::render_document(&model, &fonts).map_err(|e| labelled(&e))?;
    Ok((model, u32::try_from(pages).unwrap_or(u32::MAX), pdf))
}

pub(crate) fn document_preview(cx: &mut Cx<'_>, request: DocumentRequest) -> Answer<DocumentPreview> {
    let DocumentRequest { document, donations, shipment, run, locale } = request;
    let wanted = Wanted { document, donations: &donations, shipment, run, locale };
    let copy = issued(cx, &wanted, &compose(cx, &wanted)?)?.len() + 1;
    let (model, pages, pdf) = draft(cx, &wanted)?;
    Ok(DocumentPreview {
        pdf_base64: base64::engine::general_purpose::STANDARD.encode(pdf),
        number: model.number,
        pages,
        copy: u32::try_from(copy).unwrap_or(u32::MAX),
        formal: document.is_formal(),
    })
}

/// Papers about a unit that leave the bank as evidence.
pub(crate) fn document_issue(cx: &mut Cx<'_>, request: PrintDocument) -> Answer<DocumentPrinted> {
    match request.document {
        DocumentKind::Dossier | DocumentKind::StorageCertificate => order(cx, &request),
        other => Err(other_command(other)),
    }
}

/// Papers of the daily work.
pub(crate) fn document_print(cx: &mut Cx<'_>, request: PrintDocument) -> Answer<DocumentPrinted> {
    match request.document {
        DocumentKind::Manifest | DocumentKind::PickList | DocumentKind::Worksheet => order(cx, &request),
        other => Err(other_command(other)),
    }
}

fn other_command(document: DocumentKind) -> Problem {
    let word = serde_json::to_value(document).unwrap_or_default();
    let word = word.as_str().unwrap_or_default();
    refused(Refusal::stop(Code::NotAChoice).with("value", word).at("document"))
}

/// A number as it may stand in the name of a file anywhere.
fn plain(number: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    number.chars().map(plain).collect()
}

/// Whether a folder is within the folder of the station's data, by whatever path.
fn is_own_folder(cx: &Cx<'_>, folder: &str) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    real(Path::new(folder)).starts_with(real(&cx.app.data_dir))
}

/// The record and the job in one transaction: the paper says where its record stands.
fn order(cx: &mut Cx<'_>, request: &PrintDocument) -> Answer<DocumentPrinted> {
    let PrintDocument { document, donations, shipment, run, locale, papers, .. } = request;
    let wanted = Wanted { document: *document, donations, shipment: *shipment, run: *run, locale: *locale };
    let composed = compose(cx, &wanted)?;
    let before = issued(cx, &wanted, &composed)?;
    let (copy, reason) = decide::issue_document(*document, &before, *papers, request.copy_reason.as_deref())
        .map_err(refused)?;
    let (to, _) = printer::find(cx, &request.printer)?;
    if to.language != PrinterLanguage::Pdf {
        return Err(Problem::refusal("document.label_printer").with("printer", &*to.name).at("printer"));
    }
    // Nothing personal lies in clear in the folder of the station's data.
    if composed.is_personal && to.kind == PrinterKind::Folder && is_own_folder(cx, &to.target) {
        return Err(Problem::refusal("document.own_folder").with("printer", &*to.name).at("printer"));
    }
    let Composed { mut model, subject, about, .. } = composed;
    foot(&mut model, cx);
    if document.is_formal() && copy > 1 {
        model.marks.push(format!("补打 COPY {copy}"));
    }
    let fonts = fonts(cx)?;
    let mut pages = 0;
    let digest = sha256(labels::document::wording(&model).as_bytes());
    let number = model.number.clone();
    let record = DocumentIssued {
        document: *document,
        number: number.clone(),
        language: language_tag(*locale).to_owned(),
        copy,
        papers: *papers,
        destination: to.name.clone(),
        reason,
        digest: digest.clone(),
        about,
    };
    let names = Names::read(cx)?;
    let ordered_by = cx.state.session.map(|session| session.person);
    let now_ms = cx.now_ms();
    let by = names.person(ordered_by);
    let sealed = |position: &EntryPosition| DocumentSeal {
        document: *document,
        digest: digest.clone(),
        station: position.station,
        seq: position.seq,
        hash: position.hash.chars().take(HASH_LENGTH).collect(),
    };
    let act = Act::new(&subject, record_of(&wanted, record));
    let (position, job) = cx.record_then_job(vec![act], |position| {
        let text = sealed(position).to_string();
        let values = BTreeMap::from([
            ("digest", digest.clone()),
            ("position", format!("{} #{}", names.station(position.station), position.seq)),
            ("issued_at", local_time(now_ms)),
            ("issued_by", by.clone()),
            ("copy", copy.to_string()),
        ]);
        seal(&mut model, &text, &values);
        model.footer.push(text);
        let count = labels::document::count_pages(&model, &fonts).map_err(|e| labelled(&e))?;
        pages = u32::try_from(count).unwrap_or(u32::MAX);
        let pdf = labels::document::render_papers(&model, &fonts, *papers).map_err(|e| labelled(&e))?;
        Ok(NewJob {
            printer: to.name.clone(),
            name: format!("{}-{copy}.pdf", plain(&number)),
            digest: sha256(&pdf),
            bytes: pdf,
            labels: pages.saturating_mul(*papers),
            of: None,
            ordered_by,
            created_ms: now_ms,
        })
    })?;
    crate::print::pump(cx, &request.printer);
    crate::print::await_end(cx, job);
    let job = super::print::view(cx, &Names::read(cx)?, super::print::find(cx, job)?)?;
    Ok(DocumentPrinted {
        number: model.number.clone(),
        copy,
        pages,
        seal: sealed(&position).to_string(),
        job,
    })
}

/// What an entry says of a paper.
struct Said {
    document: DocumentKind,
    number: String,
    digest: String,
    copy: u32,
    about: Vec<String>,
    voided: bool,
    called_off: bool,
}

fn said(cx: &Cx<'_>, row: &store::query::AuditRow) -> Answer<Option<Said>> {
    let record = match &row.record {
        Some(
            Record::DocumentIssued(record)
            | Record::ManifestIssued(record)
            | Record::PickListIssued(record)
            | Record::RunSheetIssued(record),
        ) => record,
        Some(Record::UnitReleased(_) | Record::ReleaseJudged(_)) => {
            let donation = DonationId::from_bytes(*row.header.subject.id.bytes());
            let state = cx.unit(donation)?.state;
            let din = state.din().unwrap_or_default().to_owned();
            let at = (*row.header.station.bytes(), row.header.seq);
            let signature = state.releases.iter().find(|signature| {
                let stamp = &signature.signed.stamp;
                (*stamp.station.bytes(), stamp.seq) == at
            });
            return Ok(Some(Said {
                document: DocumentKind::ReleaseCertificate,
                number: format!("RC-{din}"),
                digest: signature.map(|signature| signature.signed.record.digest.clone()).unwrap_or_default(),
                copy: 1,
                about: vec![din],
                voided: signature.is_none_or(|signature| signature.voided),
                called_off: false,
            }));
        }
        _ => return Ok(None),
    };
    let DocumentIssued { document, number, digest, copy, about, .. } = record.clone();
    let called_off = cx.store()?.papers_called_off(row.header.subject.id.bytes()).map_err(stored)?;
    let called_off = called_off.contains(&(*row.header.station.bytes(), row.header.seq));
    Ok(Some(Said { document, number, digest, copy, about, voided: false, called_off }))
}

pub(crate) fn document_verify(cx: &mut Cx<'_>, request: VerifyDocument) -> Answer<DocumentVerdict> {
    let seal =
        DocumentSeal::parse(&request.text).map_err(|_| Problem::refusal("document.code").at("text"))?;
    let names = Names::read(cx)?;
    let verdict = |finding| DocumentVerdict {
        good: finding == DocumentFinding::Genuine,
        finding,
        document: seal.document,
        station: names.station(seal.station),
        seq: u32::try_from(seal.seq).unwrap_or(u32::MAX),
        number: None,
        about: Vec::new(),
        copy: None,
        at_ms: None,
        by: None,
        voided: false,
        called_off: false,
    };
    let Some(row) = cx.store()?.find_audit(seal.station, seal.seq).map_err(stored)? else {
        return Ok(verdict(DocumentFinding::EntryUnknown));
    };
    if !row.hash.to_string().starts_with(&seal.hash) {
        return Ok(verdict(DocumentFinding::OtherEntry));
    }
    let Some(said) = said(cx, &row)?.filter(|said| said.document == seal.document) else {
        return Ok(verdict(DocumentFinding::OtherDocument));
    };
    if said.digest != seal.digest {
        return Ok(verdict(DocumentFinding::OtherDigest));
    }
    let operator = row.header.actors.operator.map(|id| PersonId::from_bytes(*id.bytes()));
    Ok(DocumentVerdict {
        number: Some(said.number),
        about: said.about,
        copy: Some(said.copy),
        at_ms: Some(row.header.clock.wall_ms),
        by: operator.map(|person| names.person(Some(person))),
        voided: said.voided,
        called_off: said.called_off,
        ..verdict(DocumentFinding::Genuine)
    })
}

/// Which document, for the command line.
#[derive(Debug, Clone, Copy)]
pub struct DocumentOrder<'a> {
    /// Which document.
    pub document: DocumentKind,
    /// Donation numbers.
    pub units: &'a [String],
    /// Code of the box, for a manifest.
    pub box_code: Option<&'a str>,
    /// Language.
    pub locale: Locale,
}

impl crate::App {
    /// A document's number, pages and PDF file, marked as a preview and without a record. For the command line, where nobody is signed in: no
    /// personal data is on it.
    ///
    /// # Errors
    /// An unknown number or box; what the document itself refuses; no fonts.
    pub fn document_file(&self, order: &DocumentOrder<'_>) -> Result<(String, u32, Vec<u8>), Problem> {
        let mut cx = self.cx();
        let mut donations = Vec::new();
        for number in order.units {
            let query = UnitQuery { donation: None, din: Some(number.clone()) };
            donations.push(super::unit::resolve(&cx, &query)?);
        }
        let shipment: Option<ShipmentId> = match order.box_code {
            Some(code) => {
                let found = cx.store()?.find_box(code).map_err(stored)?;
                Some(found.ok_or_else(|| Problem::refusal("shipment.unknown").at("box_code"))?.shipment)
            }
            None => None,
        };
        let DocumentOrder { document, locale, .. } = *order;
        let (model, pages, pdf) =
            draft(&mut cx, &Wanted { document, donations: &donations, shipment, run: None, locale })?;
        Ok((model.number, pages, pdf))
    }

    /// Whether a paper is what this station's ledger says, by the text of its code. For the command line.
    ///
    /// # Errors
    /// A text that is no code of a document; a fault of the file.
    pub fn verify_document(&self, text: &str) -> Result<DocumentVerdict, Problem> {
        document_verify(&mut self.cx(), VerifyDocument { text: text.to_owned() })
    }
}
