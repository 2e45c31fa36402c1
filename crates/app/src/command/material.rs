//! The register of materials, and recalls.

use super::credential::sign;
use super::equipment::{PAGE_MAX, taken};
use crate::context::{Act, Answer, Cx};
use crate::problem::{refused, stored};
use crate::register::{day_span, device_code, lot_code};
use crate::view::{Names, cursor, low_stock, material_row, material_view, read_cursor};
use api::wire::*;
use domain::decide::{self, CountInput, InspectionInput, ReceiptInput, StockRuleInput, WithdrawalInput};
use domain::material::Lot;
use domain::stock::StockRules;
use domain::{Code, Record, Refusal};

/// Units that a recall puts on hold in one commit.
const HOLD_BATCH: u32 = 200;

fn found(cx: &Cx<'_>, code: &str) -> Answer<Lot> {
    let code = lot_code(code)?;
    let lot = cx.store()?.find_lot(&code).map_err(stored)?;
    lot.ok_or_else(|| refused(Refusal::stop(Code::LotUnknown).with("value", code).at("code")))
}

/// Records, and answers the lot as it is then.
fn recorded(cx: &mut Cx<'_>, code: &str, record: Record) -> Answer<MaterialView> {
    cx.record(vec![Act::new(&Lot::subject(code), record)])?;
    material_view(cx, &found(cx, code)?)
}

pub(crate) fn material_list(cx: &mut Cx<'_>, request: RegisterQuery) -> Answer<MaterialPage> {
    let limit = request.limit.clamp(1, PAGE_MAX);
    let after = read_cursor(request.after.as_deref());
    let store = cx.store()?;
    let listed = store.list_materials(request.used_up, after, limit).map_err(stored)?;
    let full = listed.len() == usize::try_from(limit).unwrap_or(usize::MAX);
    let next = listed.last().filter(|_| full).map(cursor);
    let names = Names::read(cx)?;
    let (here, now_ms) = (cx.site()?, cx.now_ms());
    let mut rows = Vec::new();
    for found in listed {
        if let Some(lot) = store.find_lot(&found.code).map_err(stored)? {
            let stock = store.find_stock(&lot, found.site).map_err(stored)?;
            rows.push(material_row(&lot, &stock, (found.site, here), &names, now_ms));
        }
    }
    Ok(MaterialPage { rows, next, kinds: cx.kinds().1, low: low_stock(cx)? })
}

pub(crate) fn material_get(cx: &mut Cx<'_>, request: ThingQuery) -> Answer<MaterialView> {
    material_view(cx, &found(cx, &request.code)?)
}

pub(crate) fn material_receive(cx: &mut Cx<'_>, request: ReceiveMaterial) -> Answer<MaterialView> {
    let code = lot_code(&request.code)?;
    let lot = cx.store()?.find_lot(&code).map_err(stored)?;
    if device_code(&code).is_ok() && cx.store()?.find_equipment(&code).map_err(stored)?.is_some() {
        return Err(taken(&code));
    }
    let (expires_on, _, expires_ms) = day_span(&request.expires_on, "expires_on")?;
    let input = ReceiptInput {
        code: &code,
        kind: &request.kind,
        name: &request.name,
        expires: (&expires_on, expires_ms),
        open_days: &request.open_days,
        quantity: &request.quantity,
        unit: &request.unit,
        supplier: &request.supplier,
    };
    let record = cx.decide(|context| decide::receive_material(lot.as_ref(), &input, context))?;
    recorded(cx, &code, record)
}

pub(crate) fn material_inspect(cx: &mut Cx<'_>, request: InspectMaterial) -> Answer<MaterialView> {
    let lot = found(cx, &request.code)?;
    let delivery = (request.station, u64::from(request.seq));
    let input = InspectionInput { delivery, accepted: request.accepted, note: &request.note };
    let record = cx.decide(|context| decide::inspect_material(&lot, &input, context))?;
    recorded(cx, lot.code(), record)
}

pub(crate) fn material_open(cx: &mut Cx<'_>, request: OpenMaterial) -> Answer<MaterialView> {
    let lot = found(cx, &request.code)?;
    let record = cx.decide(|context| decide::open_material(&lot, request.opened_ms, context))?;
    recorded(cx, lot.code(), record)
}

pub(crate) fn material_count(cx: &mut Cx<'_>, request: CountMaterial) -> Answer<MaterialView> {
    let lot = found(cx, &request.code)?;
    let input = CountInput { left: &request.left, reason: &request.reason };
    let record = cx.decide(|context| decide::count_material(&lot, &input, context))?;
    recorded(cx, lot.code(), record)
}

/// The recall and the holds of the first units are one commit; the holds of the others follow. What is broken off there
/// is made up for by `material.hold_users`.
pub(crate) fn material_recall(cx: &mut Cx<'_>, request: ThingReason) -> Answer<MaterialView> {
    let lot = found(cx, &request.code)?;
    let record = decide::recall_material(&lot, &request.reason).map_err(refused)?;
    let Record::MaterialRecalled(recalled) = &record else { return material_view(cx, &lot) };
    let holds = holds(cx, recalled, &lot)?;
    let mut acts = vec![Act::new(&Lot::subject(lot.code()), record)];
    acts.extend(holds);
    cx.record(acts)?;
    hold_all(cx, lot.code())?;
    material_view(cx, &found(cx, lot.code())?)
}

/// The units that it put on hold stay there: each is lifted by itself.
pub(crate) fn material_withdraw_recall(cx: &mut Cx<'_>, request: WithdrawRecall) -> Answer<MaterialView> {
    let lot = found(cx, &request.code)?;
    let name = cx.operator()?.name;
    let input = WithdrawalInput { reason: &request.reason, digest: &request.digest, name: &name };
    let record = cx.decide(|context| decide::withdraw_recall(&lot, &input, context))?;
    sign(cx, request.login.as_deref(), &request.password)?;
    recorded(cx, lot.code(), record)
}

pub(crate) fn material_set_stock_rule(cx: &mut Cx<'_>, request: SetStockRule) -> Answer<MaterialView> {
    let lot = found(cx, &request.code)?;
    let input = StockRuleInput {
        counted: request.counted,
        per_use: &request.per_use,
        low: &request.low_level,
        reason: &request.reason,
    };
    let record = cx.decide(|context| decide::set_stock_rule(&lot, &input, context))?;
    cx.record(vec![Act::new(&StockRules::subject(&lot.what.kind), record)])?;
    material_view(cx, &lot)
}

/// Puts those on hold that a recall has not held yet: their records came later, from another station.
pub(crate) fn material_hold_users(cx: &mut Cx<'_>, request: ThingQuery) -> Answer<MaterialView> {
    let lot = found(cx, &request.code)?;
    if lot.recalled.is_none() || hold_all(cx, lot.code())? == 0 {
        return Err(refused(Refusal::stop(Code::RecallComplete)));
    }
    material_view(cx, &found(cx, lot.code())?)
}

/// Holds for the next units that the lot was used on.
fn holds(cx: &Cx<'_>, recalled: &domain::record::MaterialRecalled, lot: &Lot) -> Answer<Vec<Act>> {
    let mut acts = Vec::new();
    for donation in cx.store()?.list_unheld(lot, HOLD_BATCH).map_err(stored)? {
        let unit = cx.unit(donation)?.state;
        let hold = decide::hold_user(&unit, lot, recalled, &cx.hold_name());
        acts.extend(hold.map(|hold| Act::new(donation.bytes(), hold)));
    }
    Ok(acts)
}

/// Puts every unit on hold that the recalled lot was used on; how many.
fn hold_all(cx: &mut Cx<'_>, code: &str) -> Answer<usize> {
    let mut held = 0;
    loop {
        let lot = found(cx, code)?;
        let Some(recalled) = &lot.recalled else { return Ok(held) };
        let acts = holds(cx, &recalled.record, &lot)?;
        if acts.is_empty() {
            return Ok(held);
        }
        held += acts.len();
        cx.record(acts)?;
        cx.give_way();
    }
}
