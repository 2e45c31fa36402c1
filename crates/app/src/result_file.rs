//! Results from a CSV file: read in UTF-8 or GBK, with a header in Chinese or English, judged row by row against each unit.

mod sheet;

pub(crate) use sheet::{Column, Layout, Line, Sheet};

use crate::analyser::specimen_unit;
use crate::command::registered_device;
use crate::context::{Answer, Cx, LoadedUnit};
use crate::problem::{refused, stored};
use api::Problem;
use api::wire::{BilingualText, FileRowVerdict, ResultFileRow, ResultFileView};
use domain::control::ControlStanding;
use domain::decide::{Entry, ResultInput, record_result};
use domain::record::ResultRecorded;
use domain::rules::{RuleSet, TestDefinition, TestKind, is_same_unit};
use domain::{DonationId, Record, ResultState};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Place;

/// A file with what it comes to.
pub(crate) struct Judged {
    pub(crate) view: ResultFileView,
    pub(crate) records: Vec<(DonationId, Record)>,
}

/// What one row comes to.
enum Outcome {
    Recorded(DonationId, Box<Record>),
    Same,
    /// On record as preliminary, while the file says that it is final.
    Unconfirmed,
}

/// A row that is refused, and the column at fault.
type Fault = (Column, Problem);

/// A test of a unit.
type Asked = (DonationId, String);

/// What a row says of a test.
#[derive(PartialEq)]
struct Said {
    value: String,
    state: ResultState,
}

struct Reader<'a, 'b> {
    cx: &'a Cx<'b>,
    name: &'a str,
    units: BTreeMap<DonationId, LoadedUnit>,
    /// All that the file says of a test, each with the line that says it first.
    said: BTreeMap<Asked, Vec<(u32, Said)>>,
    /// How the controls of each test stand.
    controls: BTreeMap<String, ControlStanding>,
    /// What was judged already, and whether it was refused.
    seen: BTreeMap<Asked, bool>,
}

/// How many rows a file has.
pub(crate) fn rows(bytes: &[u8]) -> Answer<usize> {
    Sheet::read(bytes, &sheet::RESULTS).map(|sheet| sheet.lines.len())
}

/// Judges every row; nothing is recorded yet.
pub(crate) fn judge(cx: &Cx<'_>, name: &str, bytes: &[u8]) -> Answer<Judged> {
    let sheet = Sheet::read(bytes, &sheet::RESULTS)?;
    let rules = cx.rules();
    let mut reader = Reader {
        cx,
        name,
        units: BTreeMap::new(),
        said: BTreeMap::new(),
        controls: BTreeMap::new(),
        seen: BTreeMap::new(),
    };
    for line in &sheet.lines {
        reader.hear(line, find_test(&rules, line.cell(Column::Test)))?;
    }
    let mut view = ResultFileView {
        encoding: sheet.encoding.to_owned(),
        rows: Vec::new(),
        good: 0,
        waits: 0,
        same: 0,
        faults: 0,
    };
    let mut records = Vec::new();
    for line in &sheet.lines {
        let test = find_test(&rules, line.cell(Column::Test));
        let mut row = ResultFileRow {
            line: line.number,
            din: line.cell(Column::Din).to_owned(),
            test: line.cell(Column::Test).to_owned(),
            name: test.map(|test| BilingualText { zh: test.name.zh.clone(), en: test.name.en.clone() }),
            value: line.cell(Column::Value).to_owned(),
            verdict: FileRowVerdict::Same,
            column: None,
            problem: None,
        };
        match reader.row(line, test)? {
            Ok(Outcome::Same) => view.same += 1,
            Ok(Outcome::Unconfirmed) => {
                view.same += 1;
                row.verdict = FileRowVerdict::Unconfirmed;
            }
            Ok(Outcome::Recorded(donation, record)) => {
                view.good += 1;
                row.verdict = FileRowVerdict::Good;
                if is_waiting(&record, line) {
                    view.waits += 1;
                    row.verdict = FileRowVerdict::Waits;
                }
                records.push((donation, *record));
            }
            Err((column, problem)) => {
                view.faults += 1;
                row.verdict = FileRowVerdict::Fault;
                row.column = Some(sheet.heading(column));
                row.problem = Some(problem);
            }
        }
        view.rows.push(row);
    }
    Ok(Judged { view, records })
}

/// Whether it is preliminary for another reason than that the file says so.
fn is_waiting(record: &Record, line: &Line) -> bool {
    let preliminary = record.result().is_some_and(|(result, _)| result.state == ResultState::Preliminary);
    preliminary && state(line.cell(Column::State)) != Some(ResultState::Preliminary)
}

impl Reader<'_, '_> {
    /// Notes what a row says, so that rows which contradict each other are known before one of them is judged.
    fn hear(&mut self, line: &Line, test: Option<&TestDefinition>) -> Answer<()> {
        if let Ok((asked, said)) = self.read(line, test)? {
            let all = self.said.entry(asked).or_default();
            if all.iter().all(|(_, other)| *other != said) {
                all.push((line.number, said));
            }
        }
        Ok(())
    }

    /// What a row says, and of what. The outer error is a fault of the station.
    fn read(&self, line: &Line, test: Option<&TestDefinition>) -> Answer<Result<(Asked, Said), Fault>> {
        let din = line.cell(Column::Din).to_owned();
        let found = specimen_unit(self.cx, std::slice::from_ref(&din))?;
        let suits = match (&found, test) {
            (Ok(named), Some(test)) => named.suits(self.cx, test)?,
            _ => Ok(()),
        };
        let donation = match found.and_then(|named| suits.map(|()| named.donation)) {
            Ok(donation) => donation,
            Err(refusal) => return Ok(Err((Column::Din, refused(refusal).with("value", din)))),
        };
        let unknown = || Problem::refusal("result.test_unknown").with("test", line.cell(Column::Test));
        let Some(test) = test else { return Ok(Err((Column::Test, unknown()))) };
        Ok(said(line, test).map(|said| ((donation, test.code.clone()), said)))
    }

    /// One row. The outer error is a fault of the station.
    fn row(&mut self, line: &Line, test: Option<&TestDefinition>) -> Answer<Result<Outcome, Fault>> {
        let (asked, said, test) = match (self.read(line, test)?, test) {
            (Ok((asked, said)), Some(test)) => (asked, said, test),
            (Err(fault), _) => return Ok(Err(fault)),
            (Ok(_), None) => return Err(Problem::fault("fault.internal")),
        };
        let other = self.said.get(&asked).and_then(|all| all.iter().find(|(_, other)| *other != said));
        // Nobody can tell which of them is right, so that none is taken.
        if let Some((other, _)) = other {
            return Ok(Err((Column::Value, Problem::refusal("result.file_twice").with("line", *other))));
        }
        // What was refused is refused again, with its reason.
        if self.seen.get(&asked) == Some(&false) {
            return Ok(Ok(Outcome::Same));
        }
        let donation = asked.0;
        if let Place::Vacant(place) = self.units.entry(donation) {
            place.insert(self.cx.unit(donation)?);
        }
        if let Place::Vacant(place) = self.controls.entry(test.code.clone()) {
            let store = self.cx.store()?;
            let stops = store.list_control_stops(Some(&test.code)).map_err(stored)?;
            place.insert(store.control_standing(stops).map_err(stored)?);
        }
        let outcome = self.judge(donation, line, test, &said);
        self.seen.insert(asked, outcome.is_err());
        Ok(outcome)
    }

    fn judge(
        &self,
        donation: DonationId,
        line: &Line,
        test: &TestDefinition,
        Said { value, state }: &Said,
    ) -> Result<Outcome, Fault> {
        let state = *state;
        let unit =
            self.units.get(&donation).ok_or_else(|| (Column::Din, Problem::fault("fault.internal")))?;
        if let Some(known) = unit.state.result(&test.code)
            && let Some(outcome) = on_record(test, &known.record, value, state)
        {
            return Ok(outcome);
        }
        let method = Some(line.cell(Column::Method)).filter(|method| !method.is_empty());
        let method = format!("{} · {}", method.unwrap_or(&test.method), self.name);
        let method: String = method.chars().take(100).collect();
        let reason = line.cell(Column::Reason);
        let fault = |problem: Problem| (column_of(problem.field.as_deref()), problem);
        let device = Some(line.cell(Column::Device)).filter(|device| !device.is_empty());
        let device = device.map(|device| registered_device(self.cx, device)).transpose().map_err(fault)?;
        let controls =
            self.controls.get(&test.code).ok_or_else(|| (Column::Test, Problem::fault("fault.internal")))?;
        let input = ResultInput {
            test: &test.code,
            value,
            entry: Entry::File,
            method: &method,
            state,
            correction_reason: Some(reason).filter(|reason| !reason.is_empty()),
            repeat: false,
            device: device.as_deref(),
            controls,
        };
        let decided = self.cx.decide(|context| record_result(&unit.state, &input, context));
        let record = decided.map_err(fault)?;
        Ok(Outcome::Recorded(donation, Box::new(record)))
    }
}

/// The value of a row and how final it is.
fn said(line: &Line, test: &TestDefinition) -> Result<Said, Fault> {
    let unit = line.cell(Column::Unit);
    if !unit.is_empty() && !is_same_unit(unit, test.unit()) {
        let other = Problem::refusal("result.file_unit").with("found", unit).with("wanted_unit", test.unit());
        return Err((Column::Unit, other));
    }
    let state = state(line.cell(Column::State)).ok_or_else(|| {
        let problem = Problem::refusal("value.not_a_choice").with("value", line.cell(Column::State));
        (Column::State, problem)
    })?;
    Ok(Said { value: value_of(test, line.cell(Column::Value)), state })
}

/// The column that a refusal's field is read from.
fn column_of(field: Option<&str>) -> Column {
    match field {
        Some("test") => Column::Test,
        Some("value") => Column::Value,
        Some("method") => Column::Method,
        Some("device") => Column::Device,
        Some("correction_reason") => Column::Reason,
        _ => Column::Din,
    }
}

/// A test by its code or one of its names.
pub(crate) fn find_test<'a>(rules: &'a RuleSet, text: &str) -> Option<&'a TestDefinition> {
    let is = |name: &str| name.eq_ignore_ascii_case(text);
    rules.tests().into_iter().find(|test| is(&test.code) || is(&test.name.zh) || is(&test.name.en))
}

/// The value as the test has it: the code of a choice that is told by its text.
fn value_of(test: &TestDefinition, text: &str) -> String {
    let TestKind::Choice { choices, .. } = &test.kind else { return text.to_owned() };
    let is = |name: &str| name.eq_ignore_ascii_case(text);
    let found = choices.iter().find(|choice| is(&choice.code) || is(&choice.text.zh) || is(&choice.text.en));
    found.map_or_else(|| text.to_owned(), |choice| choice.code.clone())
}

/// How final a row is; final where it does not say.
fn state(text: &str) -> Option<ResultState> {
    match text.to_lowercase().as_str() {
        "" | "final" | "最终" | "最终结果" => Some(ResultState::Final),
        "preliminary" | "初步" | "初步结果" => Some(ResultState::Preliminary),
        "not_done" | "not done" | "未做" => Some(ResultState::NotDone),
        "invalid" | "无效" => Some(ResultState::Invalid),
        _ => None,
    }
}

/// What a row comes to that the record says already. A critical value waits as a preliminary one until a person confirms it.
fn on_record(
    test: &TestDefinition,
    known: &ResultRecorded,
    value: &str,
    state: ResultState,
) -> Option<Outcome> {
    use ResultState as S;
    if matches!(state, S::NotDone | S::Invalid) {
        return (known.state == state).then_some(Outcome::Same);
    }
    let read = test.read(value).ok()?;
    if read != (known.number, known.choice.clone()) {
        return None;
    }
    match (known.state, state) {
        (S::Final, _) | (S::Preliminary, S::Preliminary) => Some(Outcome::Same),
        (S::Preliminary, S::Final) if test.is_critical_result(known) => Some(Outcome::Unconfirmed),
        _ => None,
    }
}
