//! Printers of this station.

use super::label::{fonts, language, local_time, mode, sha256};
use crate::context::{Answer, Cx};
use crate::problem::{refused, stored};
use api::Problem;
use api::wire::*;
use devices::{LabelPrinter, Printer};
use domain::decide::filled;
use isbt128::{LocalCode, LocalKind};
use labels::{LabelCode, LabelModel, LabelTexts, TemplateId};
use store::PrinterRow;
use store::print::NewJob;

const fn kind_word(kind: PrinterKind) -> &'static str {
    match kind {
        PrinterKind::Folder => "folder",
        PrinterKind::Cups => "cups",
        PrinterKind::Tcp => "tcp",
        PrinterKind::Device => "device",
    }
}

const fn language_word(language: PrinterLanguage) -> &'static str {
    match language {
        PrinterLanguage::Pdf => "pdf",
        PrinterLanguage::Zpl203 => "zpl203",
        PrinterLanguage::Zpl300 => "zpl300",
        PrinterLanguage::Zpl600 => "zpl600",
    }
}

fn view(row: PrinterRow) -> PrinterView {
    let kind = match row.kind.as_str() {
        "cups" => PrinterKind::Cups,
        "tcp" => PrinterKind::Tcp,
        "device" => PrinterKind::Device,
        _ => PrinterKind::Folder,
    };
    let language = match row.language.as_str() {
        "zpl203" => PrinterLanguage::Zpl203,
        "zpl300" => PrinterLanguage::Zpl300,
        "zpl600" => PrinterLanguage::Zpl600,
        _ => PrinterLanguage::Pdf,
    };
    PrinterView { name: row.name, kind, target: row.target, language }
}

/// The name of the folder printer that every station has.
pub(crate) const FOLDER_PRINTER: &str = "PDF";

pub(crate) fn list(cx: &Cx<'_>) -> Answer<Vec<PrinterView>> {
    let mut printers: Vec<PrinterView> =
        cx.store()?.list_printers().map_err(stored)?.into_iter().map(view).collect();
    if !printers.iter().any(|printer| printer.name == FOLDER_PRINTER) {
        let target = cx.app.data_dir.join("prints").display().to_string();
        let (name, kind) = (FOLDER_PRINTER.to_owned(), PrinterKind::Folder);
        printers.push(PrinterView { name, kind, target, language: PrinterLanguage::Pdf });
    }
    Ok(printers)
}

pub(crate) fn find(cx: &Cx<'_>, name: &str) -> Answer<(PrinterView, Printer)> {
    let unknown = || Problem::refusal("printer.unknown").with("printer", name).at("printer");
    let view = list(cx)?.into_iter().find(|printer| printer.name == name).ok_or_else(unknown)?;
    let printer = parse(view.kind, &view.target)?;
    // The station's own folder is ours to make; a folder that somebody named must be there, or it may be a slip.
    if view.name == FOLDER_PRINTER {
        std::fs::create_dir_all(&view.target).map_err(crate::problem::io)?;
    }
    Ok((view, printer))
}

/// Writes a file beside what the station prints, and answers where it lies.
pub(super) fn save_file(cx: &Cx<'_>, name: &str, bytes: &[u8]) -> Answer<String> {
    let (_, folder) = find(cx, FOLDER_PRINTER)?;
    Ok(match folder.send(name, bytes).map_err(|e| crate::problem::printed(&e))? {
        devices::PrintReceipt::Saved { path } => path.display().to_string(),
        _ => String::new(),
    })
}

fn parse(kind: PrinterKind, target: &str) -> Answer<Printer> {
    let wrong = || Problem::refusal("printer.target").with("value", target).at("target");
    match kind {
        PrinterKind::Folder => Ok(Printer::Folder(target.into())),
        PrinterKind::Cups => Ok(Printer::Cups { queue: target.to_owned() }),
        PrinterKind::Device => {
            let fits = target.starts_with('/') && !target.contains("..");
            fits.then(|| Printer::Device(target.into()))
                .ok_or_else(|| Problem::refusal("printer.target_device").with("value", target).at("target"))
        }
        PrinterKind::Tcp => {
            let (host, port) = target.rsplit_once(':').ok_or_else(wrong)?;
            let port = port.parse().ok().filter(|port| *port > 0).ok_or_else(wrong)?;
            if host.is_empty() {
                return Err(wrong());
            }
            Ok(Printer::Tcp { host: host.to_owned(), port })
        }
    }
}

pub(crate) fn printer_list(cx: &mut Cx<'_>, _: Empty) -> Answer<PrinterList> {
    Ok(PrinterList { printers: list(cx)? })
}

pub(crate) fn printer_set(cx: &mut Cx<'_>, request: SetPrinter) -> Answer<PrinterList> {
    let name = filled(&request.name, 40, "name").map_err(refused)?;
    let target = filled(&request.target, 300, "target").map_err(refused)?;
    parse(request.kind, &target)?;
    let language = language_word(request.language.unwrap_or(PrinterLanguage::Pdf)).to_owned();
    let row = PrinterRow { name, kind: kind_word(request.kind).to_owned(), target, language };
    cx.store_mut()?.set_printer(&row).map_err(stored)?;
    printer_list(cx, Empty {})
}

pub(crate) fn printer_remove(cx: &mut Cx<'_>, request: PrinterQuery) -> Answer<PrinterList> {
    cx.store_mut()?.remove_printer(&request.name).map_err(stored)?;
    printer_list(cx, Empty {})
}

const fn device_language(language: PrinterLanguage) -> devices::PrinterLanguage {
    match language {
        PrinterLanguage::Pdf => devices::PrinterLanguage::Pdf,
        PrinterLanguage::Zpl203 => devices::PrinterLanguage::Zpl { dpi: 203 },
        PrinterLanguage::Zpl300 => devices::PrinterLanguage::Zpl { dpi: 300 },
        PrinterLanguage::Zpl600 => devices::PrinterLanguage::Zpl { dpi: 600 },
    }
}

const fn condition(condition: devices::PrinterCondition) -> PrinterCondition {
    use devices::PrinterCondition as Told;
    match condition {
        Told::PaperOut => PrinterCondition::PaperOut,
        Told::RibbonOut => PrinterCondition::RibbonOut,
        Told::HeadOpen => PrinterCondition::HeadOpen,
        Told::Paused => PrinterCondition::Paused,
        Told::BufferFull => PrinterCondition::BufferFull,
        Told::HeadCold => PrinterCondition::HeadCold,
        Told::HeadHot => PrinterCondition::HeadHot,
        Told::MemoryLost => PrinterCondition::MemoryLost,
    }
}

/// Asks a printer how it is, while others work.
pub(crate) fn printer_status(cx: &mut Cx<'_>, request: PrinterQuery) -> Answer<PrinterStatus> {
    let (view, printer) = find(cx, &request.name)?;
    let asked = LabelPrinter { printer, language: device_language(view.language) };
    let told = cx.beside(|_| asked.status()).map_err(|error| crate::problem::printed(&error))?;
    Ok(told.map_or_else(
        || PrinterStatus { told: false, conditions: Vec::new(), jobs_waiting: 0, labels_remaining: 0 },
        |status| PrinterStatus {
            told: true,
            conditions: status.conditions.into_iter().map(condition).collect(),
            jobs_waiting: status.jobs_waiting,
            labels_remaining: status.labels_remaining,
        },
    ))
}

/// Prints a label that belongs to no unit, to see whether the printer prints straight and reads well.
pub(crate) fn printer_test(cx: &mut Cx<'_>, request: PrintTest) -> Answer<PrintJob> {
    let (view, _) = find(cx, &request.name)?;
    let bank = cx.bank()?;
    let code =
        LocalCode::new(LocalKind::Equipment, "TEST").map_err(|e| crate::problem::scanned(&e, "name"))?;
    let bank_name = if request.locale == Locale::ZhCn { bank.name_zh } else { bank.name_en };
    let model = LabelModel {
        template: TemplateId::Equipment,
        language: language(request.locale),
        code: LabelCode::Local(code),
        mode: mode(bank.purpose),
        copy: 1,
        texts: LabelTexts {
            bank: bank_name,
            name: view.name.clone(),
            detail: local_time(cx.now_ms()),
            ..LabelTexts::default()
        },
    };
    let drawn = crate::template::in_force(cx)?.draw(&*fonts(cx)?, &[model], view.language)?;
    let job = NewJob {
        printer: view.name,
        name: format!("test-label.{}", drawn.extension),
        digest: sha256(&drawn.bytes),
        bytes: drawn.bytes,
        labels: 1,
        of: None,
        ordered_by: cx.state.session.map(|session| session.person),
        created_ms: cx.now_ms(),
    };
    let number = cx.store_mut()?.add_job(&job).map_err(stored)?;
    crate::print::pump(cx, &job.printer);
    crate::print::await_end(cx, number);
    super::print::view(cx, &crate::view::Names::read(cx)?, super::print::find(cx, number)?)
}
