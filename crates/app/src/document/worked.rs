//! How a unit was worked, on paper: by which procedure, each step with its departures, each result.

use super::dossier::{done, verdict};
use super::{Desk, code};
use crate::command::local_time;
use crate::context::{Answer, Cx, LoadedUnit};
use api::wire::{ComputedView, DepartureView, InputKind, ResultView, StepView};
use domain::rules::Standing;
use labels::document::{Cell, DocumentData, Row, Tone};

/// Which version of which procedure the unit was worked by.
pub(super) fn worked_by(cx: &Cx<'_>, desk: &Desk, unit: &LoadedUnit, data: &mut DocumentData) -> Answer<()> {
    let rules = cx.reading_rules(&unit.state)?;
    let sop = rules.sop();
    let title = desk.pick(&sop.title.zh, &sop.title.en);
    data.fact("procedure", format!("{title} · {} {}", sop.code, sop.version));
    data.fact("procedure_digest", rules.sop_digest().to_owned());
    Ok(())
}

pub(super) fn step(desk: &Desk, step: &StepView) -> Row {
    let value = |code: &str, value: &str, unit: &str| {
        let input = step.inputs.iter().find(|input| input.code == code);
        if input.is_some_and(|input| input.kind == InputKind::Time) {
            return value.parse().map_or_else(|_| value.to_owned(), local_time);
        }
        let choice = input.and_then(|input| input.choices.iter().find(|choice| choice.code == value));
        let text = choice.map_or(value, |choice| desk.pick(&choice.zh, &choice.en));
        format!("{text} {unit}").trim().to_owned()
    };
    let values = step.values.iter().map(|one| {
        let label = desk.pick(&one.zh, &one.en);
        if let Some(kept) = &one.attachment {
            let media = desk.words.value("media", &code(&kept.media));
            let named: String = kept.digest.chars().take(16).collect();
            return format!("{label} {media}, {} KB, SHA-256 {named}…", kept.size.div_ceil(1024));
        }
        format!("{label} {}", value(&one.code, &one.value, &one.unit))
    });
    let was = step
        .corrected
        .iter()
        .map(|old| format!("{} {}（{}）", desk.said(&old.label), desk.said(&old.old), old.reason));
    let people = [step.by.clone(), step.second.clone()].into_iter().flatten().collect::<Vec<_>>();
    let things = step.scans.iter().filter_map(|scan| scan.value.clone()).collect::<Vec<_>>();
    let record = Cell {
        text: values.collect::<Vec<_>>().join("\n"),
        note: departed(desk, step),
        was: was.collect(),
        ..Cell::default()
    };
    let title = Cell {
        text: desk.pick(&step.zh, &step.en).to_owned(),
        note: desk.pick(&step.help_zh, &step.help_en).to_owned(),
        ..Cell::default()
    };
    let mut at = done(step.done_ms, Some(&people.join(" / ")));
    if let Some(entered_ms) = step.entered_ms {
        at.note = format!("{} · {} {}", at.note, desk.word("entered"), local_time(entered_ms));
    }
    Row::from([
        ("number", Cell::new(step.number.to_string()).toned(Tone::Quiet)),
        ("step", title),
        (
            "record",
            if step.departures.is_empty() && step.reason.is_none() && !departed_before(step) {
                record
            } else {
                record.toned(Tone::Warning)
            },
        ),
        ("things", Cell::new(things.join("\n")).toned(Tone::Quiet)),
        ("at", at),
    ])
}

/// Whether it was not done as the procedure says before it was done again.
fn departed_before(step: &StepView) -> bool {
    step.earlier.iter().any(|earlier| !earlier.departures.is_empty())
}

/// Where a step was not done as the procedure says, and why, each time that it was done; empty where it was.
fn departed(desk: &Desk, step: &StepView) -> String {
    let skipped = (step.standing == Standing::Skipped).then(|| desk.word("left_out"));
    let before = step.earlier.iter().filter(|earlier| !earlier.departures.is_empty()).flat_map(|earlier| {
        let at = std::iter::once(local_time(earlier.done_ms));
        at.chain(in_words(desk, &earlier.departures)).chain(earlier.reason.clone())
    });
    let rules = in_words(desk, &step.departures);
    before.chain(skipped).chain(rules).chain(step.reason.clone()).collect::<Vec<_>>().join(" · ")
}

fn in_words(desk: &Desk, departures: &[DepartureView]) -> Vec<String> {
    let word = |departure: &DepartureView| {
        let limit = departure.limit_ms.map_or_else(|| departure.limit.clone(), local_time);
        let rule = desk.words.value("rule", &code(&departure.rule));
        format!("{rule} · {} {limit}", desk.pick(&departure.zh, &departure.en)).trim().to_owned()
    };
    departures.iter().map(word).collect()
}

pub(super) fn test(desk: &Desk, result: &ResultView) -> Row {
    let chosen = |value: &str| {
        let choice = result.choices.iter().find(|choice| choice.code == value);
        choice.map_or_else(|| value.to_owned(), |choice| desk.pick(&choice.zh, &choice.en).to_owned())
    };
    let measured = |value: &str| format!("{} {}", chosen(value), result.unit).trim().to_owned();
    let was = result.corrected.iter().rev().map(|old| format!("{}（{}）", measured(&old.value), old.reason));
    let state = result.state.filter(|state| *state != domain::ResultState::Final);
    let repeats = result.repeats.iter().map(|repeats| {
        let values = repeats.all.iter().map(|repeat| match repeat.state {
            domain::ResultState::Final => measured(&repeat.value),
            state => desk.words.value("state", &code(&state)),
        });
        let values: Vec<String> = values.collect();
        let come = desk.words.value("repeats", &code(&repeats.state));
        format!("{come} {}/{} {}", repeats.made, repeats.times, values.join(", ")).trim().to_owned()
    });
    let state = state.map(|state| desk.words.value("state", &code(&state)));
    let computed = result.computed.as_ref().map(|computed| computed_of(desk, computed));
    let aside = result.set_aside.iter().map(|one| {
        format!(
            "{} {} {} {} · {}",
            desk.word("set_aside"),
            one.value,
            one.by,
            local_time(one.at_ms),
            one.reason
        )
    });
    let notes: Vec<String> = state
        .into_iter()
        .chain(result.not_done.clone())
        .chain(repeats)
        .chain(computed)
        .chain(aside)
        .collect();
    let value = Cell {
        text: result.value.as_deref().map(measured).unwrap_or_default(),
        note: notes.join(" · "),
        was: was.collect(),
        ..Cell::default()
    };
    let finding = result.finding.as_ref();
    let method = Cell::new(result.method.clone().unwrap_or_default());
    Row::from([
        ("test", Cell::new(desk.pick(&result.zh, &result.en))),
        ("value", value),
        ("limit", Cell::new(finding.map(|found| found.limit.clone()).unwrap_or_default())),
        ("method", Cell { note: result.device.clone().unwrap_or_default(), ..method.toned(Tone::Quiet) }),
        ("at", done(result.at_ms, result.by.as_deref())),
        ("verdict", finding.map(|found| verdict(desk, found.verdict)).unwrap_or_default()),
    ])
}

/// The formula with what stood for each of its letters.
fn computed_of(desk: &Desk, computed: &ComputedView) -> String {
    let inputs = ('a'..='z').zip(&computed.inputs).map(|(letter, input)| {
        let said = format!("{letter} = {} {} {}", desk.pick(&input.zh, &input.en), input.value, input.unit);
        said.trim().to_owned()
    });
    std::iter::once(format!("= {}", computed.formula)).chain(inputs).collect::<Vec<_>>().join("; ")
}
