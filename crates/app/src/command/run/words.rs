//! Refusals of runs in words: a step, a procedure and a check of the line clearance by their names in both languages, a
//! unit by its donation number. The codes stay beside them.

use crate::context::Cx;
use crate::rules::line_clearance;
use api::Problem;
use domain::DonationId;
use domain::rules::Sop;

/// The same refusal with names: `NAME_zh` and `NAME_en` beside a parameter that is a code.
pub(super) fn in_words(cx: &Cx<'_>, sop: Option<&Sop>, mut problem: Problem) -> Problem {
    for name in ["din", "dins"] {
        if let Some(text) = text(&problem, name) {
            let units: Vec<String> = text.split(", ").map(|unit| number_of(cx, unit)).collect();
            problem = problem.with(name, units.join(", "));
        }
    }
    for name in ["step", "expected", "after"] {
        let step = text(&problem, name).and_then(|code| sop?.step(&code));
        if let Some(step) = step {
            let numbered = |title: &str| format!("{} {title}", step.number);
            problem = named(problem, name, &numbered(&step.title.zh), &numbered(&step.title.en));
        }
    }
    if let Some(code) = text(&problem, "procedure") {
        let version = text(&problem, "version");
        let rules = cx.rules();
        let mut known = rules.sops.iter().map(|known| &known.sop);
        let known = known.find(|sop| sop.code == code && Some(&sop.version) == version.as_ref());
        if let Some(sop) = known {
            problem = named(problem, "procedure", &sop.title.zh, &sop.title.en);
        }
    }
    if let Some(code) = text(&problem, "check") {
        let list = line_clearance();
        if let Some(check) = list.before.iter().chain(&list.after).find(|check| check.code == code) {
            problem = named(problem, "check", &check.text.zh, &check.text.en);
        }
    }
    problem
}

fn text(problem: &Problem, name: &str) -> Option<String> {
    problem.params.get(name)?.as_str().map(str::to_owned)
}

fn named(problem: Problem, name: &str, zh: &str, en: &str) -> Problem {
    problem.with(&format!("{name}_zh"), zh).with(&format!("{name}_en"), en)
}

/// The donation number of a unit that is named by its id; what is no id stays.
fn number_of(cx: &Cx<'_>, unit: &str) -> String {
    let row = unit.parse::<DonationId>().ok().and_then(|donation| cx.unit_row(donation).ok());
    row.and_then(|row| row.din).unwrap_or_else(|| unit.to_owned())
}
