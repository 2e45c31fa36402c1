//! Steps and results.

use super::credential::second_person;
use super::unit::resolve;
use crate::context::{Act, Answer, Cx};
use crate::scan;
use crate::view::{Names, bench_view, result_view};
use api::Problem;
use api::wire::*;
use domain::decide::{self, ResultInput, StepInput};
use domain::{Permission, Verdict};
use isbt128::LocalKind;

pub(crate) fn bench_get(cx: &mut Cx<'_>, request: UnitQuery) -> Answer<BenchView> {
    let donation = resolve(cx, &request)?;
    bench_view(cx, &cx.unit(donation)?)
}

fn given(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

pub(crate) fn bench_record_step(cx: &mut Cx<'_>, request: RecordStep) -> Answer<BenchView> {
    let unit = cx.unit(request.donation)?;
    let equipment = given(request.equipment_scan.as_ref())
        .map(|text| scan::local(text, LocalKind::Equipment, "equipment", "equipment_scan"))
        .transpose()?;
    let lot = given(request.lot_scan.as_ref()).map(|text| scan::lot(text, "lot_scan")).transpose()?;
    let second = match given(request.second_login.as_ref()) {
        Some(login) => {
            let password = request.second_password.unwrap_or_default();
            Some(second_person(cx, login, &password, Permission::Process)?)
        }
        None => None,
    };
    let values: Vec<(String, String)> =
        request.values.into_iter().map(|value| (value.code, value.value)).collect();
    let input = StepInput {
        step: &request.step,
        values: &values,
        equipment: equipment.as_deref(),
        lot: lot.as_deref(),
        second,
    };
    let record = cx.decide(|context| decide::record_step(&unit.state, &unit.contests, &input, context))?;
    cx.record(vec![Act::new(request.donation.bytes(), record).with_second(second)])?;
    bench_view(cx, &cx.unit(request.donation)?)
}

pub(crate) fn bench_record_result(cx: &mut Cx<'_>, request: RecordResult) -> Answer<ResultReply> {
    let unit = cx.unit(request.donation)?;
    let input = ResultInput {
        test: &request.test,
        value: &request.value,
        method: &request.method,
        state: request.state,
        correction_reason: request.correction_reason.as_deref(),
    };
    let record = cx.decide(|context| decide::record_result(&unit.state, &input, context))?;
    cx.record(vec![Act::new(request.donation.bytes(), record)])?;
    let unit = cx.unit(request.donation)?;
    let rules = cx.rules();
    let test = rules.norm.test(&request.test).ok_or_else(|| Problem::fault("fault.internal"))?;
    let result = result_view(test, &unit.state, &Names::read(cx)?);
    let fails = result.finding.as_ref().is_some_and(|finding| finding.verdict == Verdict::Fail);
    Ok(ResultReply {
        proposes_rejection: fails && result.value.as_deref().is_some_and(|value| !value.is_empty()),
        result,
        bench: bench_view(cx, &unit)?,
    })
}
