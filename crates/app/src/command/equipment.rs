//! The register of equipment.

use crate::context::{Act, Answer, Cx};
use crate::problem::{refused, stored};
use crate::register::{day_span, device_code, lot_code};
use crate::view::{Names, cursor, equipment_row, equipment_view, read_cursor};
use api::Problem;
use api::wire::*;
use domain::decide::{self, EquipmentInput, ServiceInput};
use domain::equipment::Equipment;
use domain::{Code, Permission, Record, Refusal};

pub(super) const PAGE_MAX: u32 = 200;

fn found(cx: &Cx<'_>, code: &str) -> Answer<Equipment> {
    let code = device_code(code)?;
    let device = cx.store()?.find_equipment(&code).map_err(stored)?;
    device.ok_or_else(|| refused(Refusal::stop(Code::EquipmentUnknown).with("value", code).at("code")))
}

pub(super) fn taken(code: &str) -> Problem {
    refused(Refusal::stop(Code::RegisterTaken).with("value", code).at("code"))
}

/// Records, and answers the device as it is then.
fn recorded(cx: &mut Cx<'_>, code: &str, record: Record) -> Answer<EquipmentView> {
    cx.record(vec![Act::new(&Equipment::subject(code), record)])?;
    equipment_view(cx, &found(cx, code)?)
}

pub(crate) fn equipment_list(cx: &mut Cx<'_>, request: RegisterQuery) -> Answer<EquipmentPage> {
    let limit = request.limit.clamp(1, PAGE_MAX);
    let store = cx.store()?;
    let listed = store.list_equipment(read_cursor(request.after.as_deref()), limit).map_err(stored)?;
    let full = listed.len() == usize::try_from(limit).unwrap_or(usize::MAX);
    let next = listed.last().filter(|_| full).map(cursor);
    let names = Names::read(cx)?;
    let mut rows = Vec::new();
    for found in listed {
        let device = store.find_equipment(&found.code).map_err(stored)?;
        rows.extend(device.map(|device| equipment_row(&device, &names, cx.now_ms())));
    }
    Ok(EquipmentPage { rows, next, kinds: cx.kinds().0 })
}

pub(crate) fn equipment_get(cx: &mut Cx<'_>, request: ThingQuery) -> Answer<EquipmentView> {
    equipment_view(cx, &found(cx, &request.code)?)
}

pub(crate) fn equipment_register(cx: &mut Cx<'_>, request: RegisterEquipment) -> Answer<EquipmentView> {
    let code = device_code(&request.code)?;
    if lot_code(&code).is_ok() && cx.store()?.find_lot(&code).map_err(stored)?.is_some() {
        return Err(taken(&code));
    }
    let known = cx.store()?.find_equipment(&code).map_err(stored)?;
    // What is put right stays where it is: another site may see a slip of the pen.
    let site = known.as_ref().map(|device| device.registered.record.site);
    let input = EquipmentInput {
        code: &code,
        kind: &request.kind,
        name: &request.name,
        site: match site {
            Some(site) => site,
            None => cx.site()?,
        },
        room: &request.room,
        wants: &request.wants,
        may_loosen: cx.may(Permission::Review)?,
    };
    let record = decide::register_equipment(known.as_ref(), &input).map_err(refused)?;
    recorded(cx, &code, record)
}

pub(crate) fn equipment_service(cx: &mut Cx<'_>, request: ServiceEquipment) -> Answer<EquipmentView> {
    let device = found(cx, &request.code)?;
    let (done_on, done_ms, _) = day_span(&request.done_on, "done_on")?;
    let (due_on, _, due_ms) = day_span(&request.due_on, "due_on")?;
    let input = ServiceInput {
        service: request.service,
        done: (&done_on, done_ms),
        due: (&due_on, due_ms),
        by: &request.by,
        certificate: &request.certificate,
    };
    let record = cx.decide(|context| decide::service_equipment(&device, &input, context))?;
    recorded(cx, device.code(), record)
}

pub(crate) fn equipment_take_out(cx: &mut Cx<'_>, request: ThingReason) -> Answer<EquipmentView> {
    let device = found(cx, &request.code)?;
    let record = decide::take_out_equipment(&device, &request.reason).map_err(refused)?;
    recorded(cx, device.code(), record)
}

pub(crate) fn equipment_return(cx: &mut Cx<'_>, request: ThingReason) -> Answer<EquipmentView> {
    let device = found(cx, &request.code)?;
    let record = decide::return_equipment(&device, &request.reason).map_err(refused)?;
    recorded(cx, device.code(), record)
}
