//! Controls: target values, values, causes and actions, and the results that a rejected one throws doubt on.

use crate::context::{Act, Answer, Cx};
use crate::control_file;
use crate::problem::{refused, stored};
use crate::register::{device_code, lot_code};
use crate::view::{self, Names, control_list_view, control_point, control_view, controls_of_test, look_back};
use api::Problem;
use api::wire::*;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::control::ControlSeries;
use domain::decide::{self, ControlInput, TargetInput};
use domain::material::Lot;
use domain::{Code, ControlEntry, Record, Refusal, StationId};

pub(crate) fn control_list(cx: &mut Cx<'_>, _: Empty) -> Answer<ControlList> {
    control_list_view(cx)
}

pub(crate) fn control_get(cx: &mut Cx<'_>, request: ControlQuery) -> Answer<ControlView> {
    let series = found(cx, &request.test, &request.device)?;
    let span = (request.from_ms.unwrap_or(i64::MIN), request.until_ms.unwrap_or(i64::MAX));
    control_view(cx, &series, span)
}

pub(crate) fn control_of_test(cx: &mut Cx<'_>, request: ControlsOfTestQuery) -> Answer<ControlsOfTest> {
    controls_of_test(cx, &request.test)
}

pub(crate) fn control_look_back(cx: &mut Cx<'_>, request: ControlPlace) -> Answer<LookBack> {
    let series = found(cx, &request.test, &request.device)?;
    look_back(cx, &series, (request.station, u64::from(request.seq)))
}

/// The controls of a test on a device that has some.
fn found(cx: &Cx<'_>, test: &str, device: &str) -> Answer<ControlSeries> {
    let known = cx.store()?.find_controls(test, device).map_err(stored)?;
    known.ok_or_else(|| refused(Refusal::stop(Code::ControlUnknown)))
}

/// The number of a device that is registered.
pub(crate) fn registered_device(cx: &Cx<'_>, text: &str) -> Answer<String> {
    let code = device_code(text).map_err(|problem| problem.at("device"))?;
    match cx.store()?.find_equipment(&code).map_err(stored)? {
        Some(_) => Ok(code),
        None => Err(refused(Refusal::stop(Code::EquipmentUnknown).with("value", code).at("device"))),
    }
}

/// A lot that was received.
pub(crate) fn received_lot(cx: &Cx<'_>, text: &str) -> Answer<Lot> {
    let code = lot_code(text).map_err(|problem| problem.at("lot"))?;
    let lot = cx.store()?.find_lot(&code).map_err(stored)?;
    lot.ok_or_else(|| refused(Refusal::stop(Code::LotUnknown).with("value", code).at("lot")))
}

/// Records, and answers the series as it is then.
fn recorded(cx: &mut Cx<'_>, test: &str, device: &str, record: Record) -> Answer<ControlView> {
    cx.record(vec![Act::new(&ControlSeries::subject(test, device), record)])?;
    control_view(cx, &found(cx, test, device)?, view::ALL_TIME)
}

pub(crate) fn control_propose_target(cx: &mut Cx<'_>, request: ProposeTarget) -> Answer<ControlView> {
    let device = registered_device(cx, &request.device)?;
    let lot = received_lot(cx, &request.lot)?;
    let series = cx.store()?.find_controls(&request.test, &device).map_err(stored)?;
    let input = TargetInput {
        test: &request.test,
        device: &device,
        level: request.level,
        unit: &request.unit,
        mean: &request.mean,
        sd: &request.sd,
        source: request.source,
        reference: &request.reference,
        reported_code: &request.reported_code,
        specimen: &request.specimen,
    };
    let record = cx.decide(|context| decide::propose_target(series.as_ref(), &lot, &input, context))?;
    recorded(cx, &request.test, &device, record)
}

pub(crate) fn control_settle_target(cx: &mut Cx<'_>, request: SettleTarget) -> Answer<ControlView> {
    let series = found(cx, &request.test, &request.device)?;
    let target = (request.station, u64::from(request.seq));
    let lots = series
        .targets_in_force()
        .map(|known| cx.store()?.find_lot(&known.proposed.record.lot).map_err(stored));
    let lots: Vec<Lot> = lots.filter_map(Result::transpose).collect::<Answer<_>>()?;
    let settled = (request.approved, request.note.as_str());
    let record = cx.decide(|context| decide::settle_target(&series, &lots, target, settled, context))?;
    recorded(cx, &series.test, &series.device, record)
}

pub(crate) fn control_end_target(cx: &mut Cx<'_>, request: EndTarget) -> Answer<ControlView> {
    let EndTarget { test, device, station, seq, reason } = request;
    of_control(cx, (&test, &device), (station, seq), |series, target| {
        decide::end_target(series, target, &reason)
    })
}

pub(crate) fn control_record(cx: &mut Cx<'_>, request: RecordControl) -> Answer<ControlReply> {
    let device = registered_device(cx, &request.device)?;
    let lot = received_lot(cx, &request.lot)?;
    let series = cx.store()?.find_controls(&request.test, &device).map_err(stored)?;
    let measured_ms = request.measured_ms.unwrap_or_else(|| cx.now_ms());
    let input = ControlInput {
        level: request.level,
        value: &request.value,
        unit: "",
        measured_ms: Some(measured_ms),
        entry: ControlEntry::Typed,
    };
    let record = cx.decide(|context| decide::record_control(series.as_ref(), &lot, &input, context))?;
    let same = record.is_none();
    if let Some(record) = record {
        cx.record(vec![Act::new(&ControlSeries::subject(&request.test, &device), record)])?;
    }
    let series = found(cx, &request.test, &device)?;
    let is_it = |control: &&domain::control::Control| {
        let record = &control.recorded.record;
        (record.lot.as_str(), record.level, record.measured_ms) == (lot.code(), request.level, measured_ms)
    };
    let judged = series.controls.iter().rev().find(is_it).ok_or_else(|| Problem::fault("fault.internal"))?;
    let judged = control_point(judged, &Names::read(cx)?);
    Ok(ControlReply { judged, same, view: control_view(cx, &series, view::ALL_TIME)? })
}

fn of_control(
    cx: &mut Cx<'_>,
    (test, device): (&str, &str),
    (station, seq): (StationId, u32),
    decide: impl FnOnce(&ControlSeries, (StationId, u64)) -> Result<Record, Refusal>,
) -> Answer<ControlView> {
    let series = found(cx, test, device)?;
    let record = decide(&series, (station, u64::from(seq))).map_err(refused)?;
    recorded(cx, test, device, record)
}

pub(crate) fn control_correct(cx: &mut Cx<'_>, request: CorrectControl) -> Answer<ControlView> {
    let CorrectControl { test, device, station, seq, value, reason } = request;
    of_control(cx, (&test, &device), (station, seq), |series, control| {
        decide::correct_control(series, control, &value, &reason)
    })
}

pub(crate) fn control_explain(cx: &mut Cx<'_>, request: ExplainControl) -> Answer<ControlView> {
    let ExplainControl { test, device, station, seq, cause, action } = request;
    of_control(cx, (&test, &device), (station, seq), |series, control| {
        decide::explain_control(series, control, &cause, &action)
    })
}

fn judged(cx: &Cx<'_>, file: &ResultFile) -> Answer<control_file::Judged> {
    let bytes = STANDARD
        .decode(&file.content)
        .map_err(|_| Problem::refusal("command.arguments").with("detail", "base64").at("content"))?;
    control_file::judge(cx, &bytes)
}

/// What the file says and what would become of it; nothing is recorded.
pub(crate) fn control_check_file(cx: &mut Cx<'_>, request: ResultFile) -> Answer<ControlFileView> {
    Ok(judged(cx, &request)?.view)
}

/// Records the file: all of it, or the good rows where that is asked for, in one transaction.
pub(crate) fn control_take_file(cx: &mut Cx<'_>, request: ResultFile) -> Answer<ControlFileView> {
    let control_file::Judged { view, acts } = judged(cx, &request)?;
    if view.faults > 0 && !request.only_good {
        return Err(Problem::refusal("result.file_faults").with("count", view.faults).at("only_good"));
    }
    if !acts.is_empty() {
        cx.record(acts)?;
    }
    Ok(view)
}
