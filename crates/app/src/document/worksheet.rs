//! The steps of the procedure to be written on, for a day when the computer is down: what is written is entered later.

use super::{Desk, code};
use crate::context::{Answer, Cx, LoadedUnit};
use domain::rules::{Choice, Input, InputKind, Step};
use labels::document::{Blank, Cell, DocumentData, Row, Tone};

pub(super) fn data(cx: &Cx<'_>, desk: &Desk, unit: &LoadedUnit) -> Answer<DocumentData> {
    let rules = cx.unit_rules(&unit.state)?;
    let sop = rules.sop();
    let mut data = DocumentData { identity: desk.identity(unit)?, ..DocumentData::default() };
    data.fact("inventory", desk.words.value("inventory", &code(&unit.state.inventory())));
    data.fact("procedure", desk.pick(&sop.title.zh, &sop.title.en));
    data.fact("version", format!("{} · {}", sop.code, sop.version));
    if let Some(collection) = &unit.state.collection {
        data.fact("collected", crate::command::local_time(collection.record.ended_ms));
    }
    // A sheet for the bench: what other screens record is entered there.
    let bench = sop.steps.iter().filter(|step| step.recorded_by.is_none());
    let steps = bench.map(|step| row(desk, step, unit.state.step_done(&step.code).is_some()));
    data.tables.insert("steps", steps.collect());
    Ok(data)
}

fn blank(label: impl Into<String>, unit: impl Into<String>) -> Blank {
    Blank { label: label.into(), unit: unit.into() }
}

fn row(desk: &Desk, step: &Step, is_done: bool) -> Row {
    let title = Cell {
        text: desk.pick(&step.title.zh, &step.title.en).to_owned(),
        note: desk.pick(&step.help.zh, &step.help.en).to_owned(),
        ..Cell::default()
    };
    let number = Cell::new(step.number.to_string()).toned(Tone::Quiet);
    if is_done {
        let recorded = Cell::new(desk.word("recorded")).toned(Tone::Quiet);
        // Nobody is told any more how to do it.
        let title = Cell { note: String::new(), ..title };
        return Row::from([("number", number), ("step", title), ("values", recorded)]);
    }
    let choices: Vec<String> = step.inputs.iter().filter_map(|input| choice(desk, input)).collect();
    let written = step.inputs.iter().filter(|input| {
        !matches!(input.kind, InputKind::Choice(_) | InputKind::Photo {} | InputKind::File { .. })
    });
    let label = |input: &Input| desk.pick(&input.label.zh, &input.label.en).to_owned();
    let values = Cell {
        text: choices.join("\n"),
        blanks: written.map(|input| blank(label(input), &input.unit)).collect(),
        ..Cell::default()
    };
    let things = step.all_scans().into_iter().map(|scan| blank(desk.pick(&scan.zh, &scan.en), ""));
    let things = Cell { blanks: things.collect(), ..Cell::default() };
    let people = [(true, "time"), (true, "by"), (step.needs_second, "second")];
    let people = people.into_iter().filter(|(needed, _)| *needed);
    let people =
        Cell { blanks: people.map(|(_, key)| blank(desk.word(key), "")).collect(), ..Cell::default() };
    Row::from([
        ("number", number),
        ("step", title),
        ("values", values),
        ("things", things),
        ("people", people),
    ])
}

/// An input with its choices, each with a box to tick.
fn choice(desk: &Desk, input: &Input) -> Option<String> {
    let InputKind::Choice(choices) = &input.kind else { return None };
    // A box stays with its words.
    let word = |choice: &Choice| desk.pick(&choice.text.zh, &choice.text.en).replace(' ', "\u{a0}");
    let boxes: Vec<String> = choices.iter().map(|choice| format!("□\u{a0}{}", word(choice))).collect();
    Some(format!("{}   {}", desk.pick(&input.label.zh, &input.label.en), boxes.join("   ")))
}
