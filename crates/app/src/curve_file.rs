//! The file of a controlled-rate freezer: a table of times and temperatures, maybe below lines about the run.

mod cell;

use crate::context::Answer;
use crate::text_file::decode;
use api::Problem;
use cell::{Moment, TimeUnit};
use domain::decide::CURVE_POINTS_MAX;
use domain::record::CurvePoint;

const BYTES_MAX: usize = 4 * 1024 * 1024;
/// Lines before the header that tell of the run.
const PREAMBLE_MAX: usize = 50;

/// A curve's file, read.
#[derive(Debug)]
pub(crate) struct CurveRows {
    pub(crate) points: Vec<CurvePoint>,
    /// The moment of the first row, where the file says so, ms since 1970-01-01 UTC.
    pub(crate) started_ms: Option<i64>,
}

/// A column that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Time,
    Chamber,
    Sample,
}

/// Each column with the headings that it may have; the first one is said where it is missing.
const COLUMNS: [(Column, &[&str]); 3] = [
    (Column::Time, &["time", "elapsed time", "elapsed", "run time", "时间", "运行时间", "用时", "日期时间"]),
    (
        Column::Chamber,
        &[
            "chamber",
            "chamber temperature",
            "chamber temp",
            "腔体",
            "腔体温度",
            "腔温",
            "舱温",
            "箱内温度",
            "冷室温度",
        ],
    ),
    (
        Column::Sample,
        &["sample", "sample temperature", "sample temp", "样品", "样品温度", "样本", "样本温度", "标本温度"],
    ),
];

/// Where the table begins and how it is laid out.
struct Header {
    /// Line of the header, the first being 1.
    line: u64,
    /// The byte after it.
    end: usize,
    delimiter: u8,
    columns: Vec<Option<Column>>,
    names: Vec<String>,
    unit: TimeUnit,
}

impl Header {
    fn name(&self, column: Column) -> &str {
        let at = self.columns.iter().position(|known| *known == Some(column));
        at.and_then(|at| self.names.get(at)).map_or_else(|| usual(column), String::as_str)
    }
}

fn usual(column: Column) -> &'static str {
    let found = COLUMNS.iter().find(|(known, _)| *known == column);
    found.and_then(|(_, headings)| headings.first().copied()).unwrap_or_default()
}

fn refuse(code: &str) -> Problem {
    Problem::refusal(code).at("content")
}

/// Reads a file.
///
/// # Errors
/// Too large, no text, no header, a column missing or there twice, too many rows; else the first cell that is none, with
/// line, column and value.
pub(crate) fn read(bytes: &[u8]) -> Answer<CurveRows> {
    if bytes.len() > BYTES_MAX {
        return Err(refuse("result.file_size").with("max_mb", BYTES_MAX / 1024 / 1024));
    }
    let (_, text) = decode(bytes).ok_or_else(|| refuse("result.file_encoding"))?;
    let header = header(&text)?;
    let table = text.get(header.end..).unwrap_or_default();
    let mut reader = reader(table, header.delimiter);
    let mut rows = CurveRows { points: Vec::new(), started_ms: None };
    let mut first: Option<Moment> = None;
    for record in reader.records() {
        let unreadable = |line: u64| refuse("result.file_line").with("line", header.line + line);
        let record = record.map_err(|e| unreadable(e.position().map_or(1, csv::Position::line)))?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let line = header.line + record.position().map_or(0, |at| line_at(table, at));
        // A quote that is not closed in its line swallows the rows after it.
        let broken = record.iter().any(|cell| cell.contains(['\n', '\r']));
        // Between commas a cell beyond the header, even an empty one, is a decimal comma.
        let beyond = |cell: &str| header.delimiter == b',' || !cell.trim().is_empty();
        if broken || record.iter().skip(header.columns.len()).any(beyond) {
            return Err(refuse("result.file_line").with("line", line));
        }
        if rows.points.len() == CURVE_POINTS_MAX {
            return Err(refuse("result.file_rows").with("max", CURVE_POINTS_MAX));
        }
        let point = row(&header, &record, line, &mut first)?;
        if let Some(before) = rows.points.last().filter(|before| point.at_ms <= before.at_ms) {
            let text = cell(&header, &record, Column::Time);
            return Err(refuse("freezing.file_time")
                .with("line", line)
                .with("value", text)
                .with("before_s", f64::from(before.at_ms) / 1_000.0));
        }
        rows.points.push(point);
    }
    if rows.points.is_empty() {
        return Err(refuse("result.file_empty"));
    }
    rows.started_ms = first.and_then(Moment::utc_ms);
    Ok(rows)
}

/// When the program began, counted from the first row, ms; at once where nothing is entered.
///
/// # Errors
/// Neither seconds nor `mm:ss` nor `hh:mm:ss`.
pub(crate) fn begins_ms(text: &str) -> Answer<u32> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(0);
    }
    let ms = cell::elapsed_ms(text, TimeUnit::Seconds).and_then(|ms| u32::try_from(ms).ok());
    ms.ok_or_else(|| Problem::refusal("freezing.begins_text").with("value", text).at("begins"))
}

fn cell<'a>(header: &Header, record: &'a csv::StringRecord, column: Column) -> &'a str {
    let at = header.columns.iter().position(|known| *known == Some(column));
    at.and_then(|at| record.get(at)).unwrap_or_default().trim()
}

/// Header and rows are read alike, so that a cell is under its heading.
fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

fn row(
    header: &Header,
    record: &csv::StringRecord,
    line: u64,
    first: &mut Option<Moment>,
) -> Answer<CurvePoint> {
    let wrong = |code: &str, column| {
        refuse(code)
            .with("line", line)
            .with("column", header.name(column))
            .with("value", cell(header, record, column))
    };
    let temperature = |column| {
        cell::temperature_mc(cell(header, record, column)).ok_or_else(|| wrong("freezing.file_cell", column))
    };
    let moment = cell::moment(cell(header, record, Column::Time), header.unit);
    let moment = moment.ok_or_else(|| wrong("freezing.file_moment", Column::Time))?;
    let origin = *first.get_or_insert(moment);
    let since = moment.since(origin).ok_or_else(|| wrong("freezing.file_moment", Column::Time))?;
    // A time before the first row, which the caller would not see as one that does not rise.
    let at_ms = u32::try_from(since).map_err(|_| {
        refuse("freezing.file_time")
            .with("line", line)
            .with("value", cell(header, record, Column::Time))
            .with("before_s", 0)
    })?;
    let has_chamber = header.columns.contains(&Some(Column::Chamber));
    Ok(CurvePoint {
        at_ms,
        chamber_mc: if has_chamber { Some(temperature(Column::Chamber)?) } else { None },
        sample_mc: temperature(Column::Sample)?,
    })
}

/// The line of a record within the table: the reader counts the empty lines before it as its own.
fn line_at(table: &str, at: &csv::Position) -> u64 {
    let start = usize::try_from(at.byte()).unwrap_or(usize::MAX);
    let before = table.as_bytes().get(start..).unwrap_or_default();
    let empty = before.iter().take_while(|byte| **byte == b'\n').count();
    at.line() + u64::try_from(empty).unwrap_or(0)
}

/// A heading without its unit, and the unit.
fn heading(text: &str) -> (String, String) {
    let plain = text.trim().to_lowercase().replace('_', " ");
    let wide = plain.replace(['（', '['], "(").replace(['）', ']'], ")").replace('/', "(");
    match wide.split_once('(') {
        Some((name, unit)) => (name.trim().to_owned(), unit.trim().trim_end_matches(')').trim().to_owned()),
        None => (wide.trim().to_owned(), String::new()),
    }
}

fn column(name: &str) -> Option<Column> {
    COLUMNS.iter().find(|(_, headings)| headings.contains(&name)).map(|(column, _)| *column)
}

/// The first line that names a time and a sample; where there is none, what is missing of the line that comes nearest.
fn header(text: &str) -> Answer<Header> {
    let mut end = 0;
    let mut missing = Column::Time;
    for (index, line) in text.split_inclusive('\n').take(PREAMBLE_MAX).enumerate() {
        end += line.len();
        for delimiter in [b'\t', b';', b','] {
            let Some(Ok(record)) = reader(line, delimiter).into_records().next() else { continue };
            let names: Vec<String> = record.iter().map(|name| name.trim().to_owned()).collect();
            let cells: Vec<(String, String)> = names.iter().map(|name| heading(name)).collect();
            let columns: Vec<Option<Column>> = cells.iter().map(|(name, _)| column(name)).collect();
            let has = |column| columns.contains(&Some(column));
            if !has(Column::Time) || !has(Column::Sample) {
                if has(Column::Time) {
                    missing = Column::Sample;
                }
                continue;
            }
            let unit = units(&cells, &columns, &names)?;
            let line = u64::try_from(index).unwrap_or(0) + 1;
            return Ok(Header { line, end, delimiter, columns, names, unit });
        }
    }
    Err(refuse("freezing.file_column").with("column", usual(missing)))
}

/// Checks that no column is there twice and that each is in a unit that is read; the unit of the time.
fn units(cells: &[(String, String)], columns: &[Option<Column>], names: &[String]) -> Answer<TimeUnit> {
    let mut time = TimeUnit::Seconds;
    let mut seen: Vec<Column> = Vec::new();
    for ((column, (_, unit)), name) in columns.iter().zip(cells).zip(names) {
        let Some(column) = column else { continue };
        if seen.contains(column) {
            return Err(refuse("result.file_column_twice").with("column", name.as_str()));
        }
        seen.push(*column);
        let known = match column {
            Column::Time => TimeUnit::read(unit).map(|unit| time = unit).is_some(),
            Column::Chamber | Column::Sample => matches!(unit.as_str(), "" | "°c" | "℃" | "c" | "deg c"),
        };
        if !known {
            return Err(refuse("freezing.file_unit")
                .with("column", name.as_str())
                .with("value", unit.as_str()));
        }
    }
    Ok(time)
}

#[cfg(test)]
mod tests;
