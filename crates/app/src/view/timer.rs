//! Timers of units, those of a run together.

use crate::procedures::UnitRules;
use api::wire::TimerView;
use domain::RunId;
use domain::rules::{Bilingual, Progress};
use domain::unit::UnitState;

/// The moment that somebody has to be there by.
pub(crate) fn due_ms(timer: &TimerView) -> i64 {
    timer.closes_ms.or(timer.opens_ms).unwrap_or(i64::MAX)
}

/// Every timer of a unit; none of one that is refused.
pub(crate) fn timers_of(
    unit: &UnitState,
    rules: &UnitRules,
    run: Option<&(RunId, String)>,
) -> Vec<TimerView> {
    if unit.rejection.is_some() {
        return Vec::new();
    }
    let sop = rules.sop();
    let progress = Progress::of(sop, &rules.norm, unit);
    let views = progress.timers().map(|(placed, window)| {
        let from = sop.step(window.from).map(|from| from.title.clone());
        let Bilingual { zh: from_zh, en: from_en } =
            from.unwrap_or_else(|| Bilingual { zh: String::new(), en: String::new() });
        TimerView {
            donation: unit.donation,
            din: unit.din().map(str::to_owned),
            run: run.map(|(run, _)| *run),
            run_number: run.map(|(_, number)| number.clone()),
            units: 1,
            step: placed.step.code.clone(),
            number: placed.step.number,
            zh: placed.step.title.zh.clone(),
            en: placed.step.title.en.clone(),
            from_zh,
            from_en,
            dwell: window.dwell,
            opens_ms: window.opens_ms,
            closes_ms: window.closes_ms,
            outside: window.outside,
        }
    });
    views.collect()
}

/// The most pressing first; of the units of a run one timer for each window, which presses as its most pressing unit does.
pub(crate) fn together(mut timers: Vec<TimerView>) -> Vec<TimerView> {
    timers.sort_by(|a, b| due_ms(a).cmp(&due_ms(b)).then(a.number.cmp(&b.number)).then(a.din.cmp(&b.din)));
    let mut found: Vec<TimerView> = Vec::new();
    for timer in timers {
        let same = |other: &&mut TimerView| {
            timer.run.is_some()
                && (other.run, &other.step, other.dwell, &other.from_en, &other.from_zh)
                    == (timer.run, &timer.step, timer.dwell, &timer.from_en, &timer.from_zh)
        };
        match found.iter_mut().find(same) {
            Some(first) => first.units += timer.units,
            None => found.push(timer),
        }
    }
    found
}
