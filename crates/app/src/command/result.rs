//! Open tests, and results from a file.

use crate::context::{Act, Answer, Cx, LoadedUnit};
use crate::problem::stored;
use crate::result_file::{self, Judged};
use crate::view::{bench_view, check_character};
use api::Problem;
use api::wire::*;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::rules::TestDefinition;
use domain::{DonationId, Role, UnitStatus, decide};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Rows of the list of open tests.
const OPEN_MAX: u32 = 200;

fn specimen(test: &TestDefinition) -> Option<BilingualText> {
    test.specimen.as_ref().map(|text| BilingualText { zh: text.zh.clone(), en: text.en.clone() })
}

pub(crate) fn result_open(cx: &mut Cx<'_>, request: OpenTestsQuery) -> Answer<OpenTests> {
    let rules = cx.rules();
    let tests = rules.tests();
    let mut asked: Vec<(i64, DonationId, &TestDefinition)> = Vec::new();
    let mut counts = Vec::new();
    let mut total = 0_u32;
    for test in tests {
        let found = cx.store()?.open_tests(test, OPEN_MAX).map_err(stored)?;
        if request.test.as_ref().is_none_or(|wanted| *wanted == test.code) {
            total = total.saturating_add(found.total);
            asked.extend(found.oldest.into_iter().map(|(donation, since_ms)| (since_ms, donation, test)));
        }
        counts.push(OpenTestCount {
            test: test.code.clone(),
            zh: test.name.zh.clone(),
            en: test.name.en.clone(),
            specimen: specimen(test),
            open: found.total,
        });
    }
    if let Some(donation) = request.donation {
        let of_unit = rules.tests().into_iter();
        let wanted = of_unit.filter(|test| request.test.as_ref().is_none_or(|code| *code == test.code));
        asked = wanted.map(|test| (0, donation, test)).collect();
    }
    asked.sort_by_key(|(since_ms, donation, _)| (*since_ms, *donation));
    asked.truncate(usize::try_from(OPEN_MAX).unwrap_or(usize::MAX));
    let roles = cx.with_context(|context| context.roles.to_vec())?;
    let mut units: BTreeMap<DonationId, LoadedUnit> = BTreeMap::new();
    let mut rows = Vec::new();
    for (_, donation, test) in asked {
        let unit = match units.entry(donation) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(cx.unit(donation)?),
        };
        rows.extend(open_row(unit, test, &roles));
    }
    if request.donation.is_some() {
        rows.sort_by_key(|row| row.ordered_ms.unwrap_or(row.since_ms));
        total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    }
    Ok(OpenTests { rows, total, tests: counts, now_ms: cx.now_ms() })
}

/// A row of the list; none where the unit has left the laboratory's hands, or does not wait for the test.
fn open_row(unit: &LoadedUnit, test: &TestDefinition, roles: &[Role]) -> Option<OpenTest> {
    let state = &unit.state;
    let here = matches!(state.status(), UnitStatus::Processing | UnitStatus::Stored | UnitStatus::Reviewed);
    let placed = test.placed(state);
    if !here || !placed.state.is_open() {
        return None;
    }
    let din = state.din().map(str::to_owned);
    Some(OpenTest {
        donation: state.donation,
        check_character: din.as_deref().and_then(check_character),
        din,
        test: test.code.clone(),
        zh: test.name.zh.clone(),
        en: test.name.en.clone(),
        specimen: specimen(test),
        standing: placed.state,
        since_ms: placed.since_ms?,
        ordered_ms: placed.ordered_ms,
        mine: decide::reporter(test, roles).is_ok(),
        held: state.hold_reason(&unit.contests).is_some(),
    })
}

/// Records anew, of the values in force, the results that are out of date: exactly what was shown.
pub(crate) fn result_recompute(cx: &mut Cx<'_>, request: RecomputeResults) -> Answer<BenchView> {
    let unit = cx.unit(request.donation)?;
    let shown: Vec<decide::Shown> =
        request.values.into_iter().map(|shown| (shown.test, shown.value)).collect();
    let records =
        cx.decide(|context| decide::recompute_results(&unit.state, &shown, &request.reason, context))?;
    let acts = records.into_iter().map(|record| Act::new(request.donation.bytes(), record));
    cx.record(acts.collect())?;
    bench_view(cx, &cx.unit(request.donation)?)
}

fn judged(cx: &Cx<'_>, file: &ResultFile) -> Answer<Judged> {
    let bytes = STANDARD
        .decode(&file.content)
        .map_err(|_| Problem::refusal("command.arguments").with("detail", "base64").at("content"))?;
    result_file::judge(cx, &file.name, &bytes)
}

/// What the file says and what would become of it; nothing is recorded.
pub(crate) fn result_check_file(cx: &mut Cx<'_>, request: ResultFile) -> Answer<ResultFileView> {
    Ok(judged(cx, &request)?.view)
}

/// Records the file: all of it, or the good rows where that is asked for, in one transaction.
pub(crate) fn result_take_file(cx: &mut Cx<'_>, request: ResultFile) -> Answer<ResultFileView> {
    let Judged { view, records } = judged(cx, &request)?;
    if view.faults > 0 && !request.only_good {
        return Err(Problem::refusal("result.file_faults").with("count", view.faults).at("only_good"));
    }
    if !records.is_empty() {
        let acts = records.into_iter().map(|(donation, record)| Act::new(donation.bytes(), record));
        cx.record(acts.collect())?;
    }
    Ok(view)
}
