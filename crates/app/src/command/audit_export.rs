//! The audit trail on paper and in tables. A file takes a bounded number of entries: whoever has more narrows the filter.

use super::label::{fonts, local_time, mode};
use super::printer::FOLDER_PRINTER;
use crate::app::App;
use crate::context::{Answer, Cx};
use crate::problem::{io, labelled, printed, stored};
use crate::view::Names;
use crate::words::{AuditWords, audit_words, kind_name, named};
use api::Problem;
use api::wire::*;
use labels::document::{self, Bilingual, Block, Cell, Column, Dress, Fact, Languages, Table, Tone};
use labels::{DocumentModel, render_document};
use std::sync::atomic::Ordering;

/// Entries in a CSV file, at most.
const CSV_MAX: usize = 100_000;
/// Entries in a PDF file, at most: some 300 pages.
const PDF_MAX: usize = 3_000;
const PAGE: u32 = 500;

pub(crate) fn audit_export(cx: &mut Cx<'_>, request: ExportAudit) -> Answer<AuditExported> {
    let (max, extension) = match request.format {
        AuditFormat::Csv => (CSV_MAX, "csv"),
        AuditFormat::Pdf => (PDF_MAX, "pdf"),
    };
    cx.app.export_called_off.store(false, Ordering::Relaxed);
    let (_, folder) = super::printer::find(cx, FOLDER_PRINTER)?;
    let rows = gather(cx, &request.filter, max)?;
    let name = format!("audit-{}.{extension}", file_time(cx.now_ms()));
    let locale = cx.locale();
    let pages = match request.format {
        AuditFormat::Csv => None,
        AuditFormat::Pdf => Some((model(cx, &request.filter, &rows)?, fonts(cx)?)),
    };
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let receipt = cx.beside(|app| {
        let bytes = match pages {
            None => csv(&rows, locale)?,
            Some((model, fonts)) => render_document(&model, &fonts).map_err(|e| labelled(&e))?,
        };
        still_wanted(app)?;
        folder.send(&name, &bytes).map_err(|e| printed(&e))
    })?;
    let path = match receipt {
        devices::PrintReceipt::Saved { path } => path.display().to_string(),
        _ => String::new(),
    };
    Ok(AuditExported { path, rows: count })
}

/// Calls the export off that goes on; nothing of it is written.
pub(crate) fn audit_call_off(cx: &mut Cx<'_>, _: Empty) -> Answer<Empty> {
    cx.app.export_called_off.store(true, Ordering::Relaxed);
    Ok(Empty {})
}

fn still_wanted(app: &App) -> Answer<()> {
    match app.export_called_off.load(Ordering::Relaxed) {
        true => Err(Problem::refusal("audit.called_off")),
        false => Ok(()),
    }
}

pub(super) fn file_time(at_ms: i64) -> String {
    local(at_ms, "%Y%m%d-%H%M%S")
}

fn local(at_ms: i64, format: &str) -> String {
    jiff::Timestamp::from_millisecond(at_ms).map_or_else(
        |_| String::new(),
        |at| at.to_zoned(jiff::tz::TimeZone::system()).strftime(format).to_string(),
    )
}

fn utc(at_ms: i64) -> String {
    jiff::Timestamp::from_millisecond(at_ms)
        .map_or_else(|_| String::new(), |at| at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string())
}

/// Everything that the filter finds; a refusal where it is more than `max`.
fn gather(cx: &mut Cx<'_>, filter: &AuditFilter, max: usize) -> Answer<Vec<AuditRow>> {
    let names = Names::read(cx)?;
    let mut rows = Vec::new();
    let mut after = None;
    loop {
        let (page, next) = super::audit::page(cx, &names, filter, after, PAGE)?;
        rows.extend(page);
        if rows.len() > max {
            return Err(Problem::refusal("audit.too_many").with("max", max));
        }
        let (done, all) = (u64::try_from(rows.len()).unwrap_or(0), u64::try_from(max).unwrap_or(0));
        cx.app.emit(&crate::Event::Progress { work: "audit.export", done, all });
        match next {
            Some(cursor) => after = Some(cursor),
            None => return Ok(rows),
        }
        // Whoever records meanwhile adds in front of the list, behind which it goes on.
        cx.give_way();
        still_wanted(cx.app)?;
    }
}

fn text(words: &BilingualText, locale: Locale) -> &str {
    match locale {
        Locale::ZhCn => &words.zh,
        Locale::En => &words.en,
    }
}

fn doubts(row: &AuditRow, words: &AuditWords) -> BilingualText {
    let each = row.doubts.iter().map(|doubt| {
        let word = named(&words.doubts, &doubt.kind);
        let by = seconds(doubt.by_ms);
        BilingualText { zh: format!("{} {by}", word.zh), en: format!("{} {by}", word.en) }
    });
    joined(each)
}

fn seconds(by_ms: i64) -> String {
    format!("{}.{:03} s", by_ms / 1_000, by_ms.unsigned_abs() % 1_000)
}

fn joined(each: impl Iterator<Item = BilingualText>) -> BilingualText {
    let (zh, en): (Vec<String>, Vec<String>) = each.map(|words| (words.zh, words.en)).unzip();
    BilingualText { zh: zh.join(" | "), en: en.join(" | ") }
}

fn warnings(row: &AuditRow) -> BilingualText {
    joined(row.warnings.iter().zip(&row.warning_names).map(|(warning, name)| {
        let with = |name: &str| format!("{name} {}", warning.value).trim().to_owned();
        BilingualText { zh: with(&name.zh), en: with(&name.en) }
    }))
}

/// A text that somebody typed never starts a formula in the reader's spreadsheet: a `'` is put before it.
fn plain(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

const CSV_COLUMNS: [&str; 18] = [
    "moment",
    "moment_utc",
    "clock",
    "operator",
    "second",
    "site",
    "station",
    "kind",
    "kind_code",
    "subject",
    "field",
    "old",
    "new",
    "reason",
    "happened",
    "warnings",
    "seq",
    "hash",
];

fn csv(rows: &[AuditRow], locale: Locale) -> Answer<Vec<u8>> {
    let words = audit_words();
    // The mark by which spreadsheets know UTF-8.
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let failed = |error: csv::Error| io(std::io::Error::other(error));
    writer
        .write_record(CSV_COLUMNS.map(|column| text(&named(&words.columns, column), locale).to_owned()))
        .map_err(failed)?;
    for row in rows {
        let changed = |pick: &dyn Fn(&CorrectionView) -> BilingualText| {
            text(&joined(row.changes.iter().map(pick)), locale).to_owned()
        };
        let cells = [
            local_time(row.at_ms),
            utc(row.at_ms),
            text(&doubts(row, words), locale).to_owned(),
            row.operator.clone().unwrap_or_default(),
            row.second.clone().unwrap_or_default(),
            row.site_code.clone(),
            row.station_name.clone(),
            text(&kind_name(&row.kind), locale).to_owned(),
            row.kind.clone(),
            row.subject.clone().unwrap_or_default(),
            changed(&|change| change.label.clone()),
            changed(&|change| change.old.clone()),
            changed(&|change| change.new.clone()),
            row.reason.clone().unwrap_or_default(),
            row.happened_ms.map(local_time).unwrap_or_default(),
            text(&warnings(row), locale).to_owned(),
            row.seq.to_string(),
            row.hash.clone(),
        ];
        writer.write_record(cells.map(|cell| plain(&cell))).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| io(std::io::Error::other(error.to_string())))
}

fn pair(words: &BilingualText) -> Bilingual {
    Bilingual::new(words.zh.clone(), words.en.clone())
}

fn model(cx: &Cx<'_>, filter: &AuditFilter, rows: &[AuditRow]) -> Answer<DocumentModel> {
    let words = audit_words();
    let bank = cx.bank()?;
    let column = |name: &str, share: f32| Column { title: pair(&named(&words.columns, name)), share };
    let table = Table {
        columns: vec![
            column("moment", 1.4),
            column("kind", 1.4),
            column("subject", 1.9),
            column("who", 1.3),
            column("place", 1.3),
            column("change", 2.6),
            column("entry", 1.2),
        ],
        rows: rows.iter().map(|row| cells(row, words, cx.locale())).collect(),
        empty: pair(&named(&words.filter, "none")),
        ..Table::default()
    };
    let title = filter
        .report
        .map_or(&words.title, |report| words.reports.get(report_word(report)).unwrap_or(&words.title));
    let heading = |name: &str| Block::Heading(pair(&named(&words.filter, name)));
    Ok(DocumentModel {
        languages: Languages::Both,
        dress: Dress::Report,
        created_utc: String::new(),
        title: pair(title),
        issuer: document::Bilingual::new(bank.name_zh.clone(), bank.name_en.clone()),
        issuer_note: String::new(),
        number: format!("AT-{}", file_time(cx.now_ms())),
        subject: String::new(),
        marks: Vec::new(),
        mode: mode(bank.purpose),
        footer: Vec::new(),
        blocks: vec![
            heading("heading"),
            Block::Facts(filter_facts(cx, filter, rows.len())?),
            heading("entries"),
            Block::Table(table),
        ],
    })
}

const fn report_word(report: AuditReport) -> &'static str {
    match report {
        AuditReport::Exceptions => "exceptions",
        AuditReport::Reprints => "reprints",
        AuditReport::LateEntries => "late_entries",
        AuditReport::Releases => "releases",
        AuditReport::FailedSignIns => "failed_sign_ins",
        AuditReport::ClockJumps => "clock_jumps",
        AuditReport::Corrections => "corrections",
    }
}

/// The filter as the paper states it, each part also where it does not narrow.
fn filter_facts(cx: &Cx<'_>, filter: &AuditFilter, rows: usize) -> Answer<Vec<Fact>> {
    let words = audit_words();
    let names = Names::read(cx)?;
    let locale = cx.locale();
    let all = text(&named(&words.filter, "all"), locale).to_owned();
    let fact = |name: &str, value: Option<String>| {
        Fact::new(pair(&named(&words.filter, name)), value.unwrap_or_else(|| all.clone()))
    };
    let report =
        filter.report.map(|report| text(&named(&words.reports, report_word(report)), locale).to_owned());
    let kinds: Vec<String> =
        filter.kinds.iter().map(|kind| text(&kind_name(kind), locale).to_owned()).collect();
    let unit = match filter.unit.as_deref().filter(|unit| !unit.trim().is_empty()) {
        Some(unit) => Some(unit_text(cx, unit)?),
        None => None,
    };
    let operator = cx.operator()?.name;
    Ok(vec![
        fact("report", report),
        fact("unit", unit),
        fact("person", filter.person.map(|person| names.person(Some(person)))),
        fact("station", filter.station.map(|station| names.station(station))),
        fact("from", filter.from_ms.map(local_time)),
        fact("until", filter.until_ms.map(local_time)),
        fact("kinds", (!kinds.is_empty()).then(|| kinds.join("、"))),
        fact("rows", Some(rows.to_string())),
        fact("made", Some(local_time(cx.now_ms()))),
        fact("by", Some(operator)),
    ])
}

/// A donation's number where the filter names it by its identifier.
fn unit_text(cx: &Cx<'_>, unit: &str) -> Answer<String> {
    let Ok(donation) = unit.parse() else { return Ok(unit.to_owned()) };
    let row = cx.store()?.find_unit(donation).map_err(stored)?;
    Ok(row.and_then(|row| row.din).unwrap_or_else(|| unit.to_owned()))
}

fn cells(row: &AuditRow, words: &AuditWords, locale: Locale) -> Vec<Cell> {
    let clock = doubts(row, words);
    let doubted = !row.doubts.is_empty();
    let moment = Cell {
        text: local(row.at_ms, "%Y-%m-%d %H:%M:%S"),
        note: if doubted { text(&clock, locale).to_owned() } else { String::new() },
        tone: if doubted { Tone::Warning } else { Tone::Plain },
        ..Cell::default()
    };
    let who: Vec<&str> = [row.operator.as_deref(), row.second.as_deref()].into_iter().flatten().collect();
    let late = row
        .happened_ms
        .map(|at_ms| format!("{} {}", text(&named(&words.columns, "happened"), locale), local_time(at_ms)));
    let changes = row.changes.iter().map(|change| {
        let [label, old, new] = [&change.label, &change.old, &change.new].map(|words| text(words, locale));
        format!("{label}: {old} → {new}")
    });
    let said: Vec<String> = changes
        .chain(late)
        .chain(Some(text(&warnings(row), locale).to_owned()).filter(|said| !said.is_empty()))
        .collect();
    vec![
        moment,
        Cell::bilingual(&pair(&kind_name(&row.kind))),
        Cell::new(row.subject.clone().unwrap_or_default()),
        Cell::new(who.join(" + ")),
        Cell { note: row.station_name.clone(), ..Cell::new(row.site_code.clone()) },
        Cell { note: row.reason.clone().unwrap_or_default(), ..Cell::new(said.join("; ")) },
        Cell { note: row.hash.clone(), ..Cell::new(format!("#{}", row.seq)) },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::same;

    fn row() -> AuditRow {
        AuditRow {
            station: domain::StationId::from_bytes([1; 16]),
            seq: 7,
            at_ms: 1_800_000_000_123,
            doubts: vec![ClockDoubtView { kind: "backwards".to_owned(), by_ms: 2_500 }],
            happened_ms: None,
            operator: Some("李, \"晓\"梅".to_owned()),
            second: None,
            site_code: "LAB".to_owned(),
            station_name: "s1".to_owned(),
            kind: "collection.corrected".to_owned(),
            subject_kind: "donation".to_owned(),
            subject: Some("A999926000001".to_owned()),
            donation: None,
            changes: vec![CorrectionView {
                field: "volume_ml".to_owned(),
                label: same("净血量"),
                old: same("98.5 mL"),
                new: same("88.5 mL"),
                reason: "=1+1\n第二行".to_owned(),
                at_ms: 0,
                by: String::new(),
                replaced_ms: 0,
                replaced_by: String::new(),
            }],
            reason: Some("=1+1\n第二行".to_owned()),
            warnings: Vec::new(),
            warning_names: Vec::new(),
            hash: "abc".to_owned(),
        }
    }

    #[test]
    fn csv_parses_back_and_starts_no_formula() {
        for (locale, first) in [(Locale::ZhCn, "时间"), (Locale::En, "When")] {
            let bytes = csv(&[row(), row()], locale).unwrap();
            let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap();
            let mut reader = csv::Reader::from_reader(bytes);
            assert_eq!(reader.headers().unwrap().get(0), Some(first));
            let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
            assert_eq!(rows.len(), 2);
            let cell =
                |column: &str| rows[1].get(CSV_COLUMNS.iter().position(|c| *c == column).unwrap()).unwrap();
            assert_eq!(cell("moment_utc"), "2027-01-15T08:00:00.123Z");
            assert_eq!(cell("operator"), "李, \"晓\"梅");
            assert_eq!((cell("old"), cell("new")), ("98.5 mL", "88.5 mL"));
            assert_eq!(cell("reason"), "'=1+1\n第二行");
            assert!(cell("clock").ends_with("2.500 s"), "{}", cell("clock"));
        }
    }
}
