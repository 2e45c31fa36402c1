//! Controls from a CSV file, read as files of results are, and judged row by row against each series.

use crate::command::{received_lot, registered_device};
use crate::context::{Act, Answer, Cx};
use crate::problem::stored;
use crate::result_file::{Column, Layout, Line, Sheet, find_test};
use api::Problem;
use api::wire::{ControlFileRow, ControlFileView, FileRowVerdict};
use domain::control::ControlSeries;
use domain::decide::{ControlInput, record_control};
use domain::{ControlEntry, ControlLevel, Record};
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use std::collections::BTreeMap;

/// The columns of a file of controls.
const LAYOUT: Layout = Layout {
    columns: &[
        (Column::Device, &["device", "analyser", "analyzer", "instrument", "设备", "仪器", "设备编号"]),
        (Column::Test, &["test", "test code", "code", "项目", "项目代码", "检测项目"]),
        (Column::Lot, &["lot", "control lot", "批号", "质控批号", "质控品批号"]),
        (Column::Level, &["level", "control level", "水平", "质控水平", "浓度水平"]),
        (Column::Value, &["value", "result", "结果", "值", "测定值", "检测结果"]),
        (Column::Unit, &["unit", "单位"]),
        (
            Column::Measured,
            &["measured", "measured at", "time", "date", "测定时间", "检测时间", "时间", "日期"],
        ),
    ],
    required: &[Column::Device, Column::Test, Column::Lot, Column::Level, Column::Value, Column::Measured],
};

/// A file with what it comes to.
pub(crate) struct Judged {
    pub(crate) view: ControlFileView,
    pub(crate) acts: Vec<Act>,
}

/// What tells a row from every other one.
type Said = (String, String, String, ControlLevel, i64, String);

/// How many rows a file has.
pub(crate) fn rows(bytes: &[u8]) -> Answer<usize> {
    Sheet::read(bytes, &LAYOUT).map(|sheet| sheet.lines.len())
}

/// Judges every row; nothing is recorded yet.
pub(crate) fn judge(cx: &Cx<'_>, bytes: &[u8]) -> Answer<Judged> {
    let sheet = Sheet::read(bytes, &LAYOUT)?;
    let mut view = ControlFileView {
        encoding: sheet.encoding.to_owned(),
        rows: Vec::new(),
        good: 0,
        same: 0,
        faults: 0,
    };
    let mut acts = Vec::new();
    let mut known: BTreeMap<(String, String), Option<ControlSeries>> = BTreeMap::new();
    let mut said: Vec<Said> = Vec::new();
    for line in &sheet.lines {
        let cell = |column| line.cell(column).to_owned();
        let mut row = ControlFileRow {
            line: line.number,
            device: cell(Column::Device),
            test: cell(Column::Test),
            lot: cell(Column::Lot),
            level: cell(Column::Level),
            value: cell(Column::Value),
            verdict: FileRowVerdict::Same,
            column: None,
            problem: None,
        };
        match read(cx, line, &mut known, &mut said) {
            Ok(Some((subject, record))) => {
                view.good += 1;
                row.verdict = FileRowVerdict::Good;
                acts.push(Act::new(&subject, record));
            }
            Ok(None) => view.same += 1,
            Err(problem) => {
                view.faults += 1;
                row.verdict = FileRowVerdict::Fault;
                row.column = Some(sheet.heading(column_of(problem.field.as_deref())));
                row.problem = Some(problem);
            }
        }
        view.rows.push(row);
    }
    Ok(Judged { view, acts })
}

/// One row: where it belongs and what is recorded; none where it is on record, or stands in the file before.
fn read(
    cx: &Cx<'_>,
    line: &Line,
    known: &mut BTreeMap<(String, String), Option<ControlSeries>>,
    said: &mut Vec<Said>,
) -> Answer<Option<([u8; 16], Record)>> {
    let rules = cx.rules();
    let test = find_test(&rules, line.cell(Column::Test)).ok_or_else(|| {
        Problem::refusal("result.test_unknown").with("test", line.cell(Column::Test)).at("test")
    })?;
    let device = registered_device(cx, line.cell(Column::Device))?;
    let lot = received_lot(cx, line.cell(Column::Lot))?;
    let level = level(line.cell(Column::Level)).ok_or_else(|| {
        Problem::refusal("value.not_a_choice").with("value", line.cell(Column::Level)).at("level")
    })?;
    let measured_ms = moment_ms(line.cell(Column::Measured)).ok_or_else(|| {
        Problem::refusal("value.not_a_moment").with("value", line.cell(Column::Measured)).at("measured_ms")
    })?;
    let place = (test.code.clone(), device.clone());
    if !known.contains_key(&place) {
        let series = cx.store()?.find_controls(&test.code, &device).map_err(stored)?;
        known.insert(place.clone(), series);
    }
    let input = ControlInput {
        level,
        value: line.cell(Column::Value),
        unit: line.cell(Column::Unit),
        measured_ms: Some(measured_ms),
        entry: ControlEntry::File,
    };
    let series = known.get(&place).and_then(Option::as_ref);
    let record = cx.decide(|context| record_control(series, &lot, &input, context))?;
    let value = line.cell(Column::Value).to_owned();
    let this = (test.code.clone(), device.clone(), lot.code().to_owned(), level, measured_ms, value);
    if said.contains(&this) {
        return Ok(None);
    }
    said.push(this);
    Ok(record.map(|record| (ControlSeries::subject(&test.code, &device), record)))
}

/// The column that a refusal's field is read from.
fn column_of(field: Option<&str>) -> Column {
    match field {
        Some("test") => Column::Test,
        Some("lot") => Column::Lot,
        Some("level") => Column::Level,
        Some("value") => Column::Value,
        Some("unit") => Column::Unit,
        Some("measured_ms") => Column::Measured,
        _ => Column::Device,
    }
}

fn level(text: &str) -> Option<ControlLevel> {
    match text.trim().to_lowercase().as_str() {
        "low" | "低" | "低值" => Some(ControlLevel::Low),
        "normal" | "正常" | "中" | "中值" => Some(ControlLevel::Normal),
        "high" | "高" | "高值" => Some(ControlLevel::High),
        _ => None,
    }
}

/// A moment as an analyser writes it: as files do, or digits with a fraction of the second and an offset from UTC.
pub(crate) fn device_moment_ms(text: &str) -> Option<i64> {
    let text = text.trim();
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, behind) = text.split_at_checked(length)?;
    if length != 14 && (length != 12 || behind.starts_with('.')) {
        return moment_ms(text);
    }
    let (fraction, offset) = match behind.strip_prefix('.') {
        Some(behind) => behind.split_at(behind.bytes().take_while(u8::is_ascii_digit).count()),
        None => ("", behind),
    };
    let thousandths: i64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    let whole_ms = match offset {
        "" => moment_ms(digits)?,
        offset => offset_seconds(offset)?.to_timestamp(civil(digits)?).ok()?.as_millisecond(),
    };
    whole_ms.checked_add(thousandths)
}

/// An offset from UTC such as `+0800`.
fn offset_seconds(text: &str) -> Option<Offset> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes): (i32, i32) = (digits.get(..2)?.parse().ok()?, digits.get(2..)?.parse().ok()?);
    Offset::from_seconds(sign * (hours * 3_600 + minutes * 60)).ok()
}

/// A moment as a file or an analyser writes it, where this station stands.
pub(crate) fn moment_ms(text: &str) -> Option<i64> {
    Some(civil(text)?.to_zoned(TimeZone::system()).ok()?.timestamp().as_millisecond())
}

/// Date and time: year, month, day, hour, minute and perhaps
/// second, parted by anything or, with two digits each, by nothing.
fn civil(text: &str) -> Option<DateTime> {
    let text = text.trim();
    let digits = |range: std::ops::Range<usize>| text.get(range)?.parse::<i16>().ok();
    let parts: Vec<i16> = if matches!(text.len(), 12 | 14) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let two = (4..text.len()).step_by(2).map(|at| digits(at..at + 2));
        std::iter::once(digits(0..4)).chain(two).collect::<Option<_>>()?
    } else {
        let parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        parts.map(|part| part.parse().ok()).collect::<Option<_>>()?
    };
    let (date, time) = parts.split_at_checked(3)?;
    let ([year, month, day], [hour, minute, rest @ ..]) = (date, time) else { return None };
    let second = match rest {
        [] => 0,
        [second] => *second,
        _ => return None,
    };
    let small = |number: &i16| i8::try_from(*number).ok();
    let at =
        DateTime::new(*year, small(month)?, small(day)?, small(hour)?, small(minute)?, small(&second)?, 0);
    at.ok().filter(|at| (1990..2200).contains(&at.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_analysers_moment_may_have_a_fraction_and_an_offset() {
        let local = moment_ms("20261107091500");
        assert_eq!(device_moment_ms("20261107091500"), local);
        assert_eq!(device_moment_ms("2026-11-07 09:15"), local);
        assert_eq!(device_moment_ms("20261107091500.1234"), local.map(|ms| ms + 123));
        let utc = device_moment_ms("20261107011500+0000");
        assert_eq!(utc, Some(1_794_014_100_000));
        for same in
            ["20261107091500+0800", "202611070915+0800", "20261106201500-0500", "20261107091500.0+0800"]
        {
            assert_eq!(device_moment_ms(same), utc, "{same}");
        }
        for text in
            ["", "20261107", "20261107091500+08", "20261107091500Z", "20261107091500.5x", "202611070915.5"]
        {
            assert_eq!(device_moment_ms(text), None, "{text}");
        }
    }

    #[test]
    fn moments_are_read_as_files_and_analysers_write_them() {
        let wanted = moment_ms("2026-11-07 09:15:00");
        assert!(wanted.is_some());
        for text in
            ["20261107091500", "202611070915", "2026/11/7 9:15", "2026-11-07T09:15", "2026年11月7日 9:15:00"]
        {
            assert_eq!(moment_ms(text), wanted, "{text}");
        }
        for text in ["", "2026-11-07", "2026-13-07 09:15", "26-11-07 09:15", "9:15", "2026-11-07 09:15:00:00"]
        {
            assert_eq!(moment_ms(text), None, "{text}");
        }
    }
}
