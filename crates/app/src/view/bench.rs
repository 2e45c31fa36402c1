//! Steps and results.

use super::{Names, choice, correction_views, finding};
use crate::analyser::find_mapping;
use crate::context::{Answer, Cx, LoadedUnit};
use crate::problem::refused;
use crate::procedures::UnitRules;
use api::wire::*;
use domain::record::{Departure, ResultSetAside, StepDone};
use domain::rules::{
    self, Bilingual, Departing, Procedure, Progress, Repeats, StepProgress, TestDefinition, TestKind,
};
use domain::unit::{CorrectedPart, Stamped, UnitState, is_confirmation, result_text};
use domain::{Code, DepartureRule, ReceiptDecision, Refusal, ResultState, decide};

fn input_view(input: &rules::Input) -> StepInput {
    let bound = |bound: Option<domain::Measure>| bound.map(|bound| bound.to_string());
    let (kind, min, max, choices) = match &input.kind {
        rules::InputKind::Number { min, max } => (InputKind::Number, bound(*min), bound(*max), Vec::new()),
        rules::InputKind::Choice(choices) => {
            (InputKind::Choice, None, None, choices.iter().map(choice).collect())
        }
        rules::InputKind::Text => (InputKind::Text, None, None, Vec::new()),
        rules::InputKind::Time => (InputKind::Time, None, None, Vec::new()),
        rules::InputKind::Scan { .. } => (InputKind::Scan, None, None, Vec::new()),
        rules::InputKind::Photo {} => (InputKind::Photo, None, None, Vec::new()),
        rules::InputKind::File { .. } => (InputKind::File, None, None, Vec::new()),
    };
    let attached = input.kind.attachment();
    let pattern = match &input.kind {
        rules::InputKind::Scan { pattern } => pattern.clone(),
        _ => None,
    };
    StepInput {
        code: input.code.clone(),
        zh: input.label.zh.clone(),
        en: input.label.en.clone(),
        kind,
        unit: input.unit.clone(),
        min,
        max,
        low: bound(input.low),
        high: bound(input.high),
        optional: input.optional,
        choices,
        pattern,
        accept: attached.map(|(accept, _)| accept.to_vec()).unwrap_or_default(),
        max_kb: attached.and_then(|(_, bytes)| u32::try_from(bytes / 1024).ok()),
    }
}

/// An input with the choice that was made.
fn chosen(input: &rules::Input, code: &str) -> Bilingual {
    let rules::InputKind::Choice(choices) = &input.kind else { return input.label.clone() };
    let found = choices.iter().find(|choice| choice.code == code).map(|choice| &choice.text);
    let said = |label: &str, text: Option<&String>| format!("{label}: {}", text.map_or(code, String::as_str));
    Bilingual {
        zh: said(&input.label.zh, found.map(|text| &text.zh)),
        en: said(&input.label.en, found.map(|text| &text.en)),
    }
}

/// Whether a departure is of a device, lot or place: it names the scan, and the code that was scanned.
const fn is_of_use(rule: DepartureRule) -> bool {
    use DepartureRule as Rule;
    matches!(
        rule,
        Rule::WrongKind
            | Rule::OutOfService
            | Rule::ServiceOverdue
            | Rule::LotRecalled
            | Rule::LotExpired
            | Rule::LotOpen
            | Rule::LotNotAccepted
            | Rule::LotShort
    )
}

/// What a scan of a step is called.
fn scan_name(rules: &UnitRules, step: &str, scan: &str) -> Bilingual {
    let scans = rules.sop().step(step).map(rules::Step::all_scans).unwrap_or_default();
    let found = scans.into_iter().find(|one| one.code == scan);
    found.map_or_else(
        || Bilingual { zh: scan.to_owned(), en: scan.to_owned() },
        |one| Bilingual { zh: one.zh, en: one.en },
    )
}

/// Departures in words.
pub(crate) fn departure_views(rules: &UnitRules, step: &str, departures: &[Departure]) -> Vec<DepartureView> {
    let about = |departure: &Departure| {
        let input = rules.sop().step(step).and_then(|step| step.input(&departure.about));
        let title = rules.sop().step(&departure.about).map(|step| &step.title);
        match (departure.rule, input, title) {
            (DepartureRule::OutOfRange, Some(input), _) => input.label.clone(),
            (DepartureRule::AdverseChoice, Some(input), _) => chosen(input, &departure.limit),
            (rule, _, _) if is_of_use(rule) => scan_name(rules, step, &departure.about),
            (_, _, Some(title)) => title.clone(),
            _ => Bilingual { zh: departure.about.clone(), en: departure.about.clone() },
        }
    };
    let views = departures.iter().map(|departure| {
        let Bilingual { zh, en } = about(departure);
        if departure.rule == DepartureRule::AdverseChoice {
            return DepartureView { rule: departure.rule, zh, en, limit: String::new(), limit_ms: None };
        }
        let limit_ms = match departure.rule {
            rule if is_of_use(rule) => None,
            DepartureRule::OutOfRange | DepartureRule::Repeated | DepartureRule::Uncounted => None,
            _ => departure.limit.parse().ok(),
        };
        let limit = if limit_ms.is_some() { String::new() } else { departure.limit.clone() };
        DepartureView { rule: departure.rule, zh, en, limit, limit_ms }
    });
    views.collect()
}

/// A step as it stands with a unit.
pub(crate) fn step_view(
    placed: &StepProgress<'_>,
    state: &UnitState,
    rules: &UnitRules,
    names: &Names,
) -> StepView {
    let step = placed.step;
    let sop = rules.sop();
    let done = state.step_done(&step.code);
    let skipped = state.skipped.iter().rev().find(|skipped| skipped.record.step == step.code);
    let acted = done.map(|done| &done.stamp).or(skipped.map(|skipped| &skipped.stamp));
    let values = done.into_iter().flat_map(|done| &done.record.values).map(|value| {
        let input = step.input(&value.code);
        let label = input.map(|input| &input.label);
        let kept = input.and_then(|input| input.kind.attachment()).and(state.attachment(&value.value));
        StepValueView {
            code: value.code.clone(),
            zh: label.map_or_else(|| value.code.clone(), |label| label.zh.clone()),
            en: label.map_or_else(|| value.code.clone(), |label| label.en.clone()),
            value: value.value.clone(),
            unit: value.unit.clone(),
            attachment: kept.map(|kept| AttachmentRef {
                digest: kept.digest.clone(),
                media: kept.media,
                size: kept.size,
            }),
        }
    });
    let going_on = state.going_on(&step.code);
    let scanned = going_on.map(|begun| &begun.record.scans).or(done.map(|done| &done.record.scans));
    let value = |code: &str| {
        let found = scanned.into_iter().flatten().find(|scan| scan.code == code);
        found.map(|scan| scan.value.clone())
    };
    let scans = step.all_scans().into_iter().map(|scan| StepScanView {
        value: value(&scan.code),
        code: scan.code,
        zh: scan.zh,
        en: scan.en,
        kind: scan.kind,
    });
    let windows = placed.windows.iter().map(|window| {
        let from = sop.step(window.from).map(|from| &from.title);
        WindowView {
            from_zh: from.map(|from| from.zh.clone()).unwrap_or_default(),
            from_en: from.map(|from| from.en.clone()).unwrap_or_default(),
            dwell: window.dwell,
            opens_ms: window.opens_ms,
            closes_ms: window.closes_ms,
            outside: window.outside,
        }
    });
    let skippable = step.skip != Departing::Stop && step.recorded_by.is_none();
    let reason = done.and_then(|done| done.record.reason.clone());
    let part = CorrectedPart::Step(step.code.clone());
    StepView {
        code: step.code.clone(),
        number: step.number,
        zh: step.title.zh.clone(),
        en: step.title.en.clone(),
        help_zh: step.help.zh.clone(),
        help_en: step.help.en.clone(),
        picture: step.picture.as_ref().map(|picture| StepPictureRef {
            zh: picture.zh.clone(),
            en: picture.en.clone(),
            digest: rules.sop_digest().to_owned(),
        }),
        standing: placed.standing,
        who: step.who.clone(),
        mine: false,
        recorded_by: step.recorded_by,
        optional: step.optional,
        repeatable: step.repeatable,
        may_repeat: step.may_repeat() && step.recorded_by.is_none(),
        repeat: step.repeating().unwrap_or_default(),
        skip: step.skip,
        parallel: step.parallel,
        stop: step.stop,
        inputs: step.inputs.iter().map(input_view).collect(),
        scans: scans.collect(),
        needs_second: step.needs_second,
        dwell: step.dwell.as_ref().map(|dwell| DwellView { min_min: dwell.min_min, max_min: dwell.max_min }),
        begun_ms: placed.begun_ms,
        windows: windows.collect(),
        skip_digest: skippable.then(|| state.skipping_digest(&sop.code, &sop.version, &step.code)),
        done_ms: placed.done_ms,
        entered_ms: done.filter(|done| done.record.done_ms.is_some()).map(|done| done.stamp.at_ms),
        by: acted.map(|stamp| names.person(stamp.operator)),
        second: done.and_then(|done| done.stamp.second).map(|second| names.person(Some(second))),
        values: values.collect(),
        departures: done
            .map(|done| departure_views(rules, &step.code, &done.record.departures))
            .unwrap_or_default(),
        reason: reason
            .or_else(|| skipped.filter(|_| done.is_none()).map(|skipped| skipped.record.reason.clone())),
        corrected: correction_views(state.corrections_of(&part), rules, names),
        earlier: earlier(&step.code, state, rules, names),
    }
}

/// Every time that a step was done but the last one: what departed then is to be seen though it was done again.
fn earlier(step: &str, state: &UnitState, rules: &UnitRules, names: &Names) -> Vec<EarlierStep> {
    let mut all: Vec<_> = state.steps.iter().filter(|done| done.record.step == step).collect();
    all.pop();
    let view = |done: &Stamped<StepDone>| EarlierStep {
        done_ms: done.record.done_ms.unwrap_or(done.stamp.at_ms),
        by: names.person(done.stamp.operator),
        second: done.stamp.second.map(|second| names.person(Some(second))),
        departures: departure_views(rules, step, &done.record.departures),
        reason: done.record.reason.clone(),
    };
    all.into_iter().map(view).collect()
}

/// A test as it stands with a unit; whether the one who asks may report it, the caller says.
pub(crate) fn result_view(test: &TestDefinition, unit: &UnitState, names: &Names) -> ResultView {
    let placed = test.placed(unit);
    let history = unit.results.get(&test.code).map(Vec::as_slice).unwrap_or_default();
    let current = history.last();
    // Each correction carries the reason for which the result before it was changed.
    let corrected = history.windows(2).rev().filter_map(|pair| match pair {
        [old, new] if !is_confirmation(&old.record, &new.record) => Some(CorrectedValue {
            value: result_text(&old.record),
            reason: new.record.correction_reason.clone().unwrap_or_default(),
            at_ms: old.stamp.at_ms,
            by: names.person(old.stamp.operator),
        }),
        _ => None,
    });
    let choices = match &test.kind {
        TestKind::Choice { choices, .. } => choices.iter().map(choice).collect(),
        TestKind::Number(_) | TestKind::Text(_) => Vec::new(),
    };
    let example = match &test.kind {
        TestKind::Text(rule) => rule.example(),
        TestKind::Number(_) | TestKind::Choice { .. } => String::new(),
    };
    ResultView {
        example,
        test: test.code.clone(),
        zh: test.name.zh.clone(),
        en: test.name.en.clone(),
        unit: test.unit().to_owned(),
        choices,
        required: test.required,
        specimen: test
            .specimen
            .as_ref()
            .map(|text| BilingualText { zh: text.zh.clone(), en: text.en.clone() }),
        usual_method: test.method.clone(),
        decimals: test.decimals,
        critical: test.critical || current.is_some_and(|result| test.is_critical_result(&result.record)),
        mine: false,
        reported_by: test.reported_by.clone(),
        standing: placed.state,
        since_ms: placed.since_ms,
        value: current.map(|result| result_text(&result.record)),
        method: current.map(|result| result.record.method.clone()),
        device: unit.device_of(&test.code).map(str::to_owned),
        state: current.map(|result| result.record.state),
        not_done: current
            .filter(|result| result.record.state == ResultState::NotDone)
            .and_then(|result| result.record.correction_reason.clone()),
        finding: test.judge_of(unit).map(finding),
        at_ms: current.map(|result| result.stamp.at_ms),
        by: current.map(|result| names.person(result.stamp.operator)),
        repeats: test.repeats(unit).map(|repeats| repeats_view(&repeats, names)),
        corrected: corrected.collect(),
        set_aside: set_aside(test, unit, names),
        computed: computed_view(test, unit),
    }
}

fn set_aside(test: &TestDefinition, unit: &UnitState, names: &Names) -> Vec<SetAsideView> {
    let own = unit.set_aside.iter().rev().filter(|one| one.record.tests.contains(&test.code));
    let view = |one: &Stamped<ResultSetAside>| {
        let second = one.stamp.second.map(|second| names.person(Some(second)));
        let by: Vec<String> = std::iter::once(names.person(one.stamp.operator)).chain(second).collect();
        SetAsideView {
            value: one.record.value.clone(),
            instrument: one.record.instrument.clone(),
            specimen: one.record.specimen.clone(),
            reason: one.record.reason.clone(),
            at_ms: one.stamp.at_ms,
            by: by.join(" / "),
        }
    };
    own.map(view).collect()
}

/// How the current result was computed; where it is out of date, what its inputs make now.
fn computed_view(test: &TestDefinition, unit: &UnitState) -> Option<ComputedView> {
    let of = &unit.computation(&test.code)?.record;
    let anew = unit.recomputed().into_iter().find(|anew| anew.of.result.test == test.code);
    let inputs = of.inputs.iter().enumerate().map(|(at, input)| {
        let now = match &anew {
            Some(anew) => anew.now.get(at).and_then(Option::as_ref),
            None => Some(input),
        };
        let Bilingual { zh, en } = input_name(&of.mapping, &input.name);
        ComputedInputView {
            zh,
            en,
            unit: input.unit.clone(),
            value: input.value.to_string(),
            now: now.map(|now| now.value.to_string()),
            changed: now.is_none_or(|now| now.value != input.value),
        }
    });
    let letter = |name: &str| {
        let at = of.inputs.iter().position(|input| input.name == name);
        at.and_then(|at| ('a'..='z').nth(at)).map_or_else(|| name.to_owned(), String::from)
    };
    Some(ComputedView {
        formula: of.formula().text(letter),
        inputs: inputs.collect(),
        stale: anew.is_some(),
        value_now: anew.as_ref().and_then(|anew| anew.value).map(|value| value.to_string()),
        state_now: anew.filter(|anew| anew.value.is_some()).map(|anew| decide::recomputed_state(&anew, test)),
    })
}

/// What an input is called: of the unit's own record in words, of what was measured by the instrument's code.
fn input_name(mapping: &str, name: &str) -> Bilingual {
    let mapping = find_mapping(mapping);
    if let Some(own) = mapping.and_then(|mapping| mapping.unit_input(name)) {
        return own.title.clone();
    }
    let measured = mapping.and_then(|mapping| mapping.inputs.iter().find(|input| input.name == name));
    let code = measured.and_then(|input| input.codes.first()).cloned().unwrap_or_else(|| name.to_owned());
    Bilingual { zh: code.clone(), en: code }
}

fn repeats_view(repeats: &Repeats<'_>, names: &Names) -> RepeatsView {
    let all = repeats.all.iter().map(|repeat| RepeatView {
        value: result_text(&repeat.record.result),
        state: repeat.record.result.state,
        method: repeat.record.result.method.clone(),
        device: repeat.record.device.clone(),
        at_ms: repeat.stamp.at_ms,
        by: names.person(repeat.stamp.operator),
    });
    RepeatsView { state: repeats.state, made: repeats.made, times: repeats.times, all: all.collect() }
}

pub(crate) fn bench_view(cx: &Cx<'_>, unit: &LoadedUnit) -> Answer<BenchView> {
    let names = Names::read(cx)?;
    let state = &unit.state;
    let rules = cx.reading_rules(state)?;
    let sop = rules.sop();
    let progress = Progress::of(sop, &rules.norm, state);
    let mine = cx.with_context(|context| {
        sop.steps.iter().map(|step| decide::entitled(step, context).is_ok()).collect::<Vec<_>>()
    })?;
    let steps = progress.steps.iter().zip(mine).map(|(placed, mine)| {
        let mine = mine && placed.step.recorded_by.is_none();
        StepView { mine, ..step_view(placed, state, &rules, &names) }
    });
    let next = progress.next().map(|placed| placed.step.code.clone());
    let accepted =
        state.receipt_decision.as_ref().is_some_and(|d| d.record.decision == ReceiptDecision::Accept);
    let (sop_refused, limits) = cx.with_context(|context| {
        let refused = match decide::sop_of(state, context) {
            Ok(file) => decide::in_force(&Procedure::from(file.as_ref()), context).err(),
            Err(refusal) => Some(refusal),
        };
        (refused, decide::limits_in_force(context).err())
    })?;
    let held = state.hold_reason(&unit.contests);
    let blocked_by = if state.rejection.is_some() {
        Some(Refusal::stop(Code::Rejected))
    } else if !accepted {
        Some(Refusal::stop(Code::NotAccepted))
    } else {
        held.map(|reason| Refusal::stop(Code::Held).with("reason", reason.as_str())).or(sop_refused)
    };
    // Results are reported also while a unit is on hold.
    let results_blocked_by = if accepted { limits } else { Some(Refusal::stop(Code::NotAccepted)) };
    let results = cx.with_context(|context| {
        let mine = |test: &TestDefinition| decide::reporter(test, context.roles).is_ok();
        let views = rules.tests().into_iter();
        views
            .map(|test| ResultView { mine: mine(test), ..result_view(test, state, &names) })
            .collect::<Vec<_>>()
    });
    Ok(BenchView {
        unit: names.unit_row(cx.unit_row(state.donation)?),
        sop_zh: sop.title.zh.clone(),
        sop_en: sop.title.en.clone(),
        sop_version: sop.version.clone(),
        sop_digest: rules.sop_digest().to_owned(),
        steps: steps.collect(),
        next_step: if blocked_by.is_none() { next } else { None },
        now_ms: cx.now_ms(),
        blocked_by: blocked_by.map(refused),
        results_blocked_by: results_blocked_by.map(refused),
        results: results?,
        rejection_digest: state.signing_digest(domain::Meaning::Rejection),
    })
}
