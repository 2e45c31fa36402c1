//! What is wrong with an SOP's text, by field, before anybody works by it.

use super::{BRANCH_DEPTH_MAX, Branch, Comparison, Condition, Input, InputKind, Sop, Step};
use crate::rules::{Bilingual, FILE_BYTES_MAX};
use std::collections::BTreeSet;

/// The longest text of an SOP in bytes, its pictures included; the shipped one of 56 steps has some 40,000.
pub const CONTENT_BYTES_MAX: usize = 2 * 1024 * 1024;
/// The most steps.
pub const STEPS_MAX: usize = 200;

/// A fault of an SOP: a stable code, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SopFault {
    /// Code of a text, such as `sop.rule.unknown_step`.
    pub code: &'static str,
    /// Where, such as `steps.spin_first.inputs.minutes`.
    pub at: String,
    /// The value at fault; empty where none.
    pub value: String,
}

impl SopFault {
    /// Every code.
    pub const CODES: &'static [&'static str] = &[
        "sop.rule.unreadable",
        "sop.rule.too_long",
        "sop.rule.no_steps",
        "sop.rule.too_many",
        "sop.rule.code",
        "sop.rule.twice",
        "sop.rule.text",
        "sop.rule.unknown_step",
        "sop.rule.later_step",
        "sop.rule.unknown_input",
        "sop.rule.not_a_choice",
        "sop.rule.range",
        "sop.rule.no_choices",
        "sop.rule.elsewhere",
        "sop.rule.no_time",
        "sop.rule.numbers",
        "sop.rule.picture",
        "sop.rule.picture_size",
        "sop.rule.pattern",
        "sop.rule.file_size",
        "sop.rule.no_condition",
        "sop.rule.nested",
        "sop.rule.one_comparison",
        "sop.rule.not_a_number",
        "sop.rule.unit",
        "sop.rule.uncertain_from",
        "sop.rule.role",
    ];
}

struct Faults(Vec<SopFault>);

impl Faults {
    fn add(&mut self, code: &'static str, at: impl Into<String>, value: impl Into<String>) {
        self.0.push(SopFault { code, at: at.into(), value: value.into() });
    }

    fn text(&mut self, text: &Bilingual, at: &str) {
        for (language, text) in [("zh", &text.zh), ("en", &text.en)] {
            if text.trim().is_empty() || text.chars().count() > 1_000 {
                self.add(
                    "sop.rule.text",
                    format!("{at}.{language}"),
                    text.chars().take(40).collect::<String>(),
                );
            }
        }
    }

    fn code(&mut self, code: &str, at: &str) {
        let fits = !code.is_empty()
            && code.len() <= 40
            && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-'));
        if !fits {
            self.add("sop.rule.code", at, code);
        }
    }
}

impl Sop {
    /// Reads an SOP and finds everything that is wrong with it.
    ///
    /// # Errors
    /// The faults, never empty.
    pub fn parse(content: &str) -> Result<Self, Vec<SopFault>> {
        let alone = |code, at: &str, value: String| vec![SopFault { code, at: at.to_owned(), value }];
        if content.len() > CONTENT_BYTES_MAX {
            return Err(alone("sop.rule.too_long", "", content.len().div_ceil(1024).to_string()));
        }
        let sop: Self = serde_json::from_str(content)
            .map_err(|error| alone("sop.rule.unreadable", "", error.to_string()))?;
        let faults = sop.faults();
        if faults.is_empty() { Ok(sop) } else { Err(faults) }
    }

    /// Everything that is wrong with it; empty for one that can be worked by.
    #[must_use]
    pub fn faults(&self) -> Vec<SopFault> {
        let mut faults = Faults(Vec::new());
        faults.code(&self.code, "code");
        if self.version.trim().is_empty() || self.version.chars().count() > 20 {
            faults.add("sop.rule.text", "version", &self.version);
        }
        faults.text(&self.title, "title");
        if self.steps.is_empty() {
            faults.add("sop.rule.no_steps", "steps", "");
        }
        if self.steps.len() > STEPS_MAX {
            faults.add("sop.rule.too_many", "steps", self.steps.len().to_string());
        }
        let mut seen = BTreeSet::new();
        let mut purposes = BTreeSet::new();
        let (mut number, mut for_some) = (0, false);
        for (place, step) in self.steps.iter().enumerate() {
            let at = format!("steps.{}", step.code);
            if !seen.insert(step.code.as_str()) {
                faults.add("sop.rule.twice", &at, &step.code);
            }
            if !purposes.insert(step.purpose()) {
                faults.add("sop.rule.twice", format!("{at}.purpose"), step.purpose());
            }
            // Steps that are for some units each may share a number: one or the other is done.
            let shares = step.number == number && step.when.is_some() && for_some;
            if step.number <= number && !shares {
                faults.add("sop.rule.numbers", format!("{at}.number"), step.number.to_string());
            }
            (number, for_some) = (step.number, step.when.is_some());
            self.check_step(step, place, &at, &mut faults);
        }
        faults.0
    }

    fn check_step(&self, step: &Step, place: usize, at: &str, faults: &mut Faults) {
        faults.code(&step.code, &format!("{at}.code"));
        if let Some(purpose) = &step.purpose {
            faults.code(purpose, &format!("{at}.purpose"));
        }
        faults.text(&step.title, &format!("{at}.title"));
        faults.text(&step.help, &format!("{at}.help"));
        if let Some(picture) = &step.picture {
            let at = format!("{at}.picture");
            faults.text(&Bilingual { zh: picture.zh.clone(), en: picture.en.clone() }, &at);
            if let Some((code, value)) = picture.fault() {
                faults.add(code, at, value);
            }
        }
        let elsewhere = step.recorded_by.is_some();
        if elsewhere && (!step.inputs.is_empty() || !step.all_scans().is_empty() || step.dwell.is_some()) {
            faults.add("sop.rule.elsewhere", at, &step.code);
        }
        let mut seen = BTreeSet::new();
        for input in &step.inputs {
            let at = format!("{at}.inputs.{}", input.code);
            faults.code(&input.code, &at);
            faults.text(&input.label, &at);
            if !seen.insert(input.code.as_str()) {
                faults.add("sop.rule.twice", &at, &input.code);
            }
            let (low, high) = (input.low, input.high);
            match &input.kind {
                InputKind::Number { min, max } => {
                    let rising = [*min, low, high, *max].into_iter().flatten().collect::<Vec<_>>();
                    if !rising.is_sorted() {
                        let values: Vec<String> = rising.iter().map(ToString::to_string).collect();
                        faults.add("sop.rule.range", &at, values.join(" "));
                    }
                }
                InputKind::Choice(choices) => {
                    if choices.len() < 2 {
                        faults.add("sop.rule.no_choices", &at, "");
                    }
                    let mut codes = BTreeSet::new();
                    for choice in choices {
                        faults.text(&choice.text, &format!("{at}.{}", choice.code));
                        if !codes.insert(choice.code.as_str()) {
                            faults.add("sop.rule.twice", &at, &choice.code);
                        }
                    }
                }
                InputKind::Scan { pattern: Some(pattern) } => {
                    if pattern.is_empty() || pattern.chars().count() > 80 {
                        faults.add("sop.rule.pattern", &at, pattern.chars().take(40).collect::<String>());
                    }
                }
                InputKind::File { max_kb: Some(max_kb), .. } => {
                    let fits =
                        usize::try_from(*max_kb).is_ok_and(|kb| (1..=FILE_BYTES_MAX / 1024).contains(&kb));
                    if !fits {
                        faults.add("sop.rule.file_size", &at, max_kb.to_string());
                    }
                }
                InputKind::Text
                | InputKind::Time
                | InputKind::Scan { .. }
                | InputKind::Photo {}
                | InputKind::File { .. } => {}
            }
        }
        let mut seen = BTreeSet::new();
        for scan in step.all_scans() {
            let at = format!("{at}.scans.{}", scan.code);
            faults.code(&scan.code, &at);
            if let Some(of) = &scan.of {
                faults.code(of, &format!("{at}.of"));
            }
            faults.text(&Bilingual { zh: scan.zh, en: scan.en }, &at);
            if !seen.insert(scan.code.clone()) {
                faults.add("sop.rule.twice", &at, &scan.code);
            }
        }
        for timing in &step.timing {
            self.earlier(&timing.from, place, &format!("{at}.timing"), faults);
            let rising = timing.not_before_min.zip(timing.within_min).is_none_or(|(from, to)| from <= to);
            if timing.not_before_min.is_none() && timing.within_min.is_none() {
                faults.add("sop.rule.no_time", format!("{at}.timing"), &timing.from);
            } else if !rising {
                faults.add("sop.rule.range", format!("{at}.timing"), &timing.from);
            }
        }
        if let Some(dwell) = &step.dwell {
            let rising = dwell.min_min.zip(dwell.max_min).is_none_or(|(min, max)| min <= max);
            if dwell.min_min.is_none() && dwell.max_min.is_none() {
                faults.add("sop.rule.no_time", format!("{at}.dwell"), "");
            } else if !rising {
                faults.add("sop.rule.range", format!("{at}.dwell"), "");
            }
        }
        if let Some(branch) = &step.when {
            self.check_branch(branch, place, &format!("{at}.when"), faults);
        }
    }

    fn check_branch(&self, branch: &Branch, place: usize, at: &str, faults: &mut Faults) {
        if branch.is_empty() {
            faults.add("sop.rule.no_condition", at, "");
        }
        if branch.depth() > BRANCH_DEPTH_MAX {
            faults.add("sop.rule.nested", at, branch.depth().to_string());
        }
        for condition in branch.conditions() {
            let Some(earlier) = self.earlier(&condition.step, place, at, faults) else { continue };
            match earlier.input(&condition.input) {
                Some(input) => condition.check(input, at, faults),
                None => faults.add("sop.rule.unknown_input", at, &condition.input),
            }
        }
    }

    /// The step of that code, which has to come before the one at `place`.
    fn earlier(&self, code: &str, place: usize, at: &str, faults: &mut Faults) -> Option<&Step> {
        match self.steps.iter().position(|step| step.code == code) {
            None => faults.add("sop.rule.unknown_step", at, code),
            Some(found) if found >= place => faults.add("sop.rule.later_step", at, code),
            Some(found) => return self.steps.get(found),
        }
        None
    }
}

impl Condition {
    /// Whether it asks of an input what that can answer.
    fn check(&self, input: &Input, at: &str, faults: &mut Faults) {
        match self.comparisons() {
            0 => faults.add("sop.rule.no_choices", at, ""),
            1 => {}
            more => faults.add("sop.rule.one_comparison", at, more.to_string()),
        }
        if let InputKind::Choice(choices) = &input.kind {
            for value in &self.is {
                if !choices.iter().any(|choice| choice.code == *value) {
                    faults.add("sop.rule.not_a_choice", at, value);
                }
            }
        }
        if self.numbers.is_empty() {
            return;
        }
        if !matches!(input.kind, InputKind::Number { .. }) {
            faults.add("sop.rule.not_a_number", at, &self.input);
        }
        // A number without its unit, or in another one, would be compared with what it does not mean.
        if self.unit.as_deref().unwrap_or_default() != input.unit {
            faults.add("sop.rule.unit", at, &input.unit);
        }
        for comparison in &self.numbers {
            if let Comparison::Between(low, high) = comparison
                && low > high
            {
                faults.add("sop.rule.range", at, format!("{low} {high}"));
            }
        }
    }
}
