//! Boxes.

use crate::context::{Act, Answer, Cx};
use crate::problem::{refused, stored};
use crate::scan;
use crate::view::Names;
use api::Problem;
use api::wire::*;
use domain::decide::{self, filled};
use domain::record::{ShipmentHandedOver, ShipmentPacked};
use domain::{Code, Record, Refusal, ShipmentId};
use isbt128::LocalKind;

const LIST_MAX: u32 = 500;
/// A box holds few bags; a longer list is a slip.
const UNITS_MAX: usize = 100;

fn row_view(row: &store::query::ShipmentRow, names: &Names) -> ShipmentRow {
    let status = if row.units > 0 && row.units_received >= row.units {
        ShipmentStatus::Received
    } else if row.handed_over_ms.is_some() {
        ShipmentStatus::InTransit
    } else {
        ShipmentStatus::Packed
    };
    ShipmentRow {
        shipment: row.shipment,
        box_code: row.box_code.clone(),
        status,
        from_site_code: names.site(row.from_site),
        to_site_code: names.site(row.to_site),
        units: row.units,
        units_received: row.units_received,
        packed_ms: row.packed_ms,
        handed_over_ms: row.handed_over_ms,
    }
}

fn view(cx: &Cx<'_>, row: &store::query::ShipmentRow) -> Answer<ShipmentView> {
    let names = Names::read(cx)?;
    let store = cx.store()?;
    let mut units = Vec::new();
    for donation in store.list_shipment_units(row.shipment).map_err(stored)? {
        // A unit's own entries may still be on their way while the box's have arrived.
        if let Some(unit) = store.find_unit(donation).map_err(stored)? {
            units.push(names.unit_row(unit));
        }
    }
    Ok(ShipmentView {
        row: row_view(row, &names),
        courier: row.courier.clone(),
        seal: row.seal.clone(),
        units,
    })
}

pub(crate) fn find(cx: &Cx<'_>, shipment: ShipmentId) -> Answer<store::query::ShipmentRow> {
    let found = cx.store()?.find_shipment(shipment).map_err(stored)?;
    found.ok_or_else(|| Problem::refusal("shipment.unknown").at("shipment"))
}

pub(crate) fn shipment_list(cx: &mut Cx<'_>, request: ShipmentListQuery) -> Answer<ShipmentPage> {
    let here = cx.site()?;
    let names = Names::read(cx)?;
    let (from, to) = match request.direction {
        Direction::Outgoing => (Some(here), None),
        Direction::Incoming => (None, Some(here)),
        Direction::Any => (None, None),
    };
    let rows = cx.store()?.list_shipments(from, to, LIST_MAX).map_err(stored)?;
    let rows = rows
        .iter()
        .map(|row| row_view(row, &names))
        .filter(|row| request.with_received || row.status != ShipmentStatus::Received);
    Ok(ShipmentPage { rows: rows.collect() })
}

pub(crate) fn shipment_get(cx: &mut Cx<'_>, request: ShipmentQuery) -> Answer<ShipmentView> {
    let found = match (request.shipment, request.box_code) {
        (Some(shipment), _) => cx.store()?.find_shipment(shipment).map_err(stored)?,
        (None, Some(code)) => cx.store()?.find_box(&box_code(&code)?).map_err(stored)?,
        (None, None) => None,
    };
    let found = found.ok_or_else(|| Problem::refusal("shipment.unknown").at("box_code"))?;
    view(cx, &found)
}

/// The code on a box, scanned or typed.
fn box_code(text: &str) -> Answer<String> {
    let text = filled(text, 40, "box_code").map_err(refused)?;
    if text.starts_with('&') || text.starts_with('=') || text.starts_with(']') {
        return scan::local(&text, LocalKind::Box, "box", "box_code");
    }
    isbt128::LocalCode::new(LocalKind::Box, &text)
        .map(|code| code.text().to_owned())
        .map_err(|e| crate::problem::scanned(&e, "box_code"))
}

pub(crate) fn shipment_pack(cx: &mut Cx<'_>, request: PackShipment) -> Answer<ShipmentView> {
    let box_code = box_code(&request.box_code)?;
    let sites = cx.store()?.list_sites().map_err(stored)?;
    if !sites.iter().any(|site| site.site == request.to_site) {
        return Err(Problem::refusal("site.unknown").at("to_site"));
    }
    if request.scans.is_empty() {
        return Err(refused(Refusal::stop(Code::ShipmentEmpty).at("scans")));
    }
    if request.scans.len() > UNITS_MAX {
        return Err(Problem::refusal("shipment.too_many").with("max", UNITS_MAX).at("scans"));
    }
    if let Some(open) = cx.store()?.find_box(&box_code).map_err(stored)?
        && open.units_received < open.units
    {
        return Err(Problem::refusal("shipment.box_open").with("box", box_code).at("box_code"));
    }
    let shipment = ShipmentId::from_bytes(cx.app.host.id());
    let mut units = Vec::new();
    let mut acts = Vec::new();
    for text in &request.scans {
        let din = scan::bag(text, "scans")?.din.to_string();
        let row = cx.store()?.find_din(&din).map_err(stored)?.into_iter().next();
        let donation = row.ok_or_else(|| super::unit::unknown(&din, "scans"))?.donation;
        if units.contains(&donation) {
            return Err(refused(Refusal::stop(Code::AlreadyPacked).with("din", din).at("scans")));
        }
        let unit = cx.unit(donation)?;
        let record = cx.decide(|context| {
            decide::pack(&unit.state, &unit.contests, shipment, request.to_site, context)
        })?;
        acts.push(Act::new(donation.bytes(), record));
        units.push(donation);
    }
    let packed =
        ShipmentPacked { shipment, box_code, from_site: cx.site()?, to_site: request.to_site, units };
    acts.push(Act::new(shipment.bytes(), Record::ShipmentPacked(packed)));
    cx.record(acts)?;
    let row = find(cx, shipment)?;
    view(cx, &row)
}

pub(crate) fn shipment_hand_over(cx: &mut Cx<'_>, request: HandOverShipment) -> Answer<ShipmentView> {
    let row = find(cx, request.shipment)?;
    if row.handed_over_ms.is_some() {
        return Err(refused(Refusal::stop(Code::AlreadyHandedOver)));
    }
    let record = ShipmentHandedOver {
        shipment: request.shipment,
        courier: filled(&request.courier, 100, "courier").map_err(refused)?,
        seal: filled(&request.seal, 40, "seal").map_err(refused)?,
    };
    cx.record(vec![Act::new(request.shipment.bytes(), Record::ShipmentHandedOver(record))])?;
    let row = find(cx, request.shipment)?;
    view(cx, &row)
}
