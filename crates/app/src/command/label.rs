//! Labels: preview, print, what became of them, and whether they read.

pub(super) mod model;

pub(crate) use model::template_id;

use super::credential::second_of;
use super::printer;
use crate::context::{Act, Answer, Cx, LoadedUnit};
use crate::problem::{labelled, refused};
use crate::template::{self, Drawn};
use crate::view::Names;
use api::Problem;
use api::wire::*;
use base64::Engine as _;
use domain::record::LabelsPrintedByTemplate;
use domain::rules::{RecordedBy, is_final_label};
use domain::unit::UnitState;
use domain::{Code, LabelFate, NumberScheme, Permission, PersonId, Purpose, Record, Refusal, decide};
use isbt128::{Concatenation, Expectation, Scan, Scheme};
use labels::{BankMode, Dpi, Fonts, Language};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use store::print::NewJob;

pub(crate) const fn language(locale: Locale) -> Language {
    match locale {
        Locale::ZhCn => Language::Chinese,
        Locale::En => Language::English,
    }
}

pub(crate) const fn mode(purpose: Purpose) -> BankMode {
    match purpose {
        Purpose::Live => BankMode::Live,
        Purpose::Demo => BankMode::Demo,
    }
}

pub(crate) const fn scheme(scheme: NumberScheme) -> Scheme {
    match scheme {
        NumberScheme::Isbt128 => Scheme::Isbt128,
        NumberScheme::Local => Scheme::Local,
    }
}

/// The fonts, loaded at the first print.
pub(crate) fn fonts(cx: &mut Cx<'_>) -> Answer<Arc<Fonts>> {
    if let Some(fonts) = &cx.state.fonts {
        return Ok(Arc::clone(fonts));
    }
    let fonts = Arc::new(Fonts::load_system().map_err(|e| labelled(&e))?);
    cx.state.fonts = Some(Arc::clone(&fonts));
    Ok(fonts)
}

/// A moment for the eye: local date, time and zone offset.
pub(crate) fn local_time(at_ms: i64) -> String {
    jiff::Timestamp::from_millisecond(at_ms).map_or_else(
        |_| String::new(),
        |at| at.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M %:z").to_string(),
    )
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The labels of a unit as PDF, by the templates in force.
fn render(cx: &mut Cx<'_>, unit: &LoadedUnit, templates: &[LabelTemplate], locale: Locale) -> Answer<Drawn> {
    let models = model::of_unit(cx, unit, templates, locale)?;
    template::in_force(cx)?.draw(&*fonts(cx)?, &models, PrinterLanguage::Pdf)
}

pub(crate) fn label_preview(cx: &mut Cx<'_>, request: LabelRequest) -> Answer<PdfReply> {
    let unit = cx.unit(request.donation)?;
    let drawn = render(cx, &unit, &request.templates, request.locale)?;
    let pdf_base64 = base64::engine::general_purpose::STANDARD.encode(drawn.bytes);
    Ok(PdfReply { pdf_base64, warning: drawn.warning })
}

/// Orders a print: the record and the job in one transaction, sent beside whoever works.
pub(crate) fn label_print(cx: &mut Cx<'_>, request: PrintLabels) -> Answer<PrintReply> {
    let unit = cx.unit(request.donation)?;
    let may_reprint = cx.may(Permission::ReprintLabel)?;
    let reason = request.reprint_reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    let templates = codes(&request.templates);
    let copy = decide::labels_printed(&unit.state, &templates, reason, may_reprint).map_err(refused)?;
    let (view, _) = printer::find(cx, &request.printer)?;
    let models = model::of_unit(cx, &unit, &request.templates, request.locale)?;
    let drawn = template::in_force(cx)?.draw(&*fonts(cx)?, &models, view.language)?;
    let din = unit.state.din().unwrap_or_default().to_owned();
    let labels = u32::try_from(request.templates.len()).unwrap_or(u32::MAX);
    let record = LabelsPrintedByTemplate {
        templates,
        destination: view.name.clone(),
        copy,
        reprint_reason: reason.map(str::to_owned),
        digest: sha256(&drawn.bytes),
        own_templates: drawn.own,
    };
    let job = NewJob {
        printer: view.name,
        name: format!("labels-{din}-{copy}.{}", drawn.extension),
        digest: record.digest.clone(),
        bytes: drawn.bytes,
        labels,
        of: Some((request.donation, copy)),
        ordered_by: cx.state.session.map(|session| session.person),
        created_ms: cx.now_ms(),
    };
    let act = Act::new(request.donation.bytes(), Record::LabelsPrintedByTemplate(record));
    let number = cx.record_with_job(vec![act], &job)?;
    crate::print::pump(cx, &job.printer);
    crate::print::await_end(cx, number);
    let job = super::print::view(cx, &Names::read(cx)?, super::print::find(cx, number)?)?;
    Ok(PrintReply {
        labels,
        destination: job.destination.clone().unwrap_or_default(),
        copy,
        job,
        warning: drawn.warning,
    })
}

fn codes(templates: &[LabelTemplate]) -> Vec<String> {
    templates.iter().map(|wanted| model::template_id(*wanted).code().to_owned()).collect()
}

/// The unit's labels counted, in the order of the templates.
pub(crate) fn counts(cx: &Cx<'_>, unit: &UnitState) -> Answer<Vec<LabelCountView>> {
    let counts = unit.label_counts();
    // Where the procedure is not known here, the check is refused with that reason.
    let for_two = cx.with_context(|context| decide::wants_second(unit, RecordedBy::LabelCheck, context))?;
    let for_two = for_two.unwrap_or(true);
    let found = model::OF_UNIT.into_iter().filter_map(|wanted| {
        let code = model::template_id(wanted).code();
        let count = counts.get(code)?;
        Some(LabelCountView {
            template: wanted,
            printed: count.printed,
            applied: count.applied,
            destroyed: count.destroyed,
            open: count.open(),
            needs_second: for_two && is_final_label(code),
        })
    });
    Ok(found.collect())
}

pub(crate) fn label_account(cx: &mut Cx<'_>, request: AccountLabels) -> Answer<UnitRef> {
    let unit = cx.unit(request.donation)?;
    // That a print never came out is said of its job.
    if request.fate == LabelFate::NotPrinted {
        return Err(refused(Refusal::stop(Code::NotAChoice).with("value", "not_printed").at("fate")));
    }
    let templates = codes(&request.templates);
    let record = decide::account_labels(&unit.state, request.fate, &templates, &request.reason);
    cx.record(vec![Act::new(request.donation.bytes(), record.map_err(refused)?)])?;
    cx.unit_ref(request.donation)
}

pub(crate) fn label_verify(cx: &mut Cx<'_>, request: VerifyLabel) -> Answer<LabelVerdict> {
    let unit = cx.unit(request.donation)?;
    let scan = crate::scan::parse(&request.text, "text")?;
    let (kind, _) = crate::scan::meaning(&scan);
    let din = scan.donation().map(|din| din.to_string());
    let id = model::template_id(request.template);
    let compare = |din: Option<&str>| {
        let record = decide::label_verified(&unit.state, id.code(), scan.role(), din, request.text.trim());
        let record = record.map_err(refused)?;
        let good = matches!(&record, Record::LabelVerified(verified) if verified.matches);
        Ok::<_, Problem>((record, good))
    };
    let (mut record, mut good) = compare(din.as_deref())?;
    let mut other = None;
    if good && let Some((beside, text)) = beside_number(cx, &unit, request.template)? {
        let reading = match super::scanner::reads_pairs(cx)? {
            true => Concatenation::Required(beside),
            false => Concatenation::Allowed,
        };
        let accepted = Expectation::default().reading(reading).judge(&request.text);
        let accepted = accepted.map_err(|refusal| crate::scan::unwanted(&refusal, "text"))?;
        let foreign = |part: &&Scan| part.kind() == beside && part.scan_text() != text;
        other = accepted.scan.parts().into_iter().find(foreign).map(|_| crate::scan::word_of(beside));
        if other.is_some() {
            // The number is the unit's, the label is not: it matches nothing.
            (record, good) = compare(None)?;
        }
    }
    let second = match is_final_label(id.code()) {
        true => second_at_check(cx, &unit, &request, good)?,
        false => None,
    };
    cx.record(vec![Act::new(request.donation.bytes(), record).with_second(second)])?;
    Ok(LabelVerdict { good, din, kind, other })
}

/// The second person of a check of the final label. A wrong label does no step: it is recorded whoever was there.
fn second_at_check(
    cx: &mut Cx<'_>,
    unit: &LoadedUnit,
    request: &VerifyLabel,
    good: bool,
) -> Answer<Option<PersonId>> {
    let given = (request.second_login.as_ref(), request.second_password.as_ref());
    let second = second_of(cx, &unit.state, RecordedBy::LabelCheck, given);
    if !good {
        let operator = cx.operator()?.person;
        return Ok(second.ok().flatten().filter(|second| *second != operator));
    }
    let second = second?;
    cx.decide(|context| decide::second_of_record(&unit.state, RecordedBy::LabelCheck, second, context))?;
    Ok(second)
}

/// The code that the unit's label carries as a symbol beside its number.
fn beside_number(
    cx: &mut Cx<'_>,
    unit: &LoadedUnit,
    wanted: LabelTemplate,
) -> Answer<Option<(isbt128::ScanKind, String)>> {
    let locale = cx.locale();
    let models = model::of_unit(cx, unit, &[wanted], locale)?;
    let Some(label) = models.first() else { return Ok(None) };
    template::in_force(cx)?.templates().beside_number(label).map_err(|e| labelled(&e))
}

impl crate::App {
    /// The labels of a unit as PDF, without recording a print. For the command line.
    ///
    /// # Errors
    /// An unknown number, nothing collected, no fonts.
    pub fn label_pdf(
        &self,
        din: &str,
        templates: &[LabelTemplate],
        locale: Locale,
    ) -> Result<Vec<u8>, Problem> {
        let mut cx = self.cx();
        let query = UnitQuery { donation: None, din: Some(din.to_owned()) };
        let unit = cx.unit(super::unit::resolve(&cx, &query)?)?;
        render(&mut cx, &unit, templates, locale).map(|drawn| drawn.bytes)
    }

    /// The labels of a unit as ZPL II for a printer of 203, 300 or 600 dpi, without recording a print. For the command
    /// line.
    ///
    /// # Errors
    /// An unknown number, nothing collected, no fonts, another resolution, a symbol too fine for it.
    pub fn label_zpl(
        &self,
        din: &str,
        templates: &[LabelTemplate],
        locale: Locale,
        dpi: u32,
    ) -> Result<Vec<u8>, Problem> {
        let language = match Dpi::from_per_inch(dpi) {
            Some(Dpi::Dpi203) => PrinterLanguage::Zpl203,
            Some(Dpi::Dpi300) => PrinterLanguage::Zpl300,
            Some(Dpi::Dpi600) => PrinterLanguage::Zpl600,
            None => {
                return Err(Problem::refusal("value.not_a_choice").with("value", dpi.to_string()).at("dpi"));
            }
        };
        let mut cx = self.cx();
        let query = UnitQuery { donation: None, din: Some(din.to_owned()) };
        let unit = cx.unit(super::unit::resolve(&cx, &query)?)?;
        let models = model::of_unit(&mut cx, &unit, templates, locale)?;
        let fonts = fonts(&mut cx)?;
        template::in_force(&cx)?.draw(&fonts, &models, language).map(|drawn| drawn.bytes)
    }
}
