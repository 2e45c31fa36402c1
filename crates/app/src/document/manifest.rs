//! What is in a box, to travel with it: units, loggers, signatures of those who hand it on.

use super::{Composed, Desk, with_check};
use crate::command::local_time;
use crate::context::{Answer, Cx};
use crate::problem::stored;
use api::Problem;
use domain::ShipmentId;
use labels::document::{Blank, Cell, DocumentData, Row};

/// Lines for the loggers in the box.
const LOGGER_LINES: usize = 3;

pub(super) fn compose(cx: &Cx<'_>, desk: &Desk, shipment: Option<ShipmentId>) -> Answer<Composed> {
    let unknown = || Problem::refusal("shipment.unknown").at("shipment");
    let shipment = shipment.ok_or_else(unknown)?;
    let row = cx.store()?.find_shipment(shipment).map_err(stored)?.ok_or_else(unknown)?;
    let mut data = DocumentData::default();
    data.fact("box", &row.box_code);
    data.fact("from", desk.site(cx, row.from_site)?);
    data.fact("to", desk.site(cx, row.to_site)?);
    data.fact("packed", local_time(row.packed_ms));
    data.fact("handed_over", row.handed_over_ms.map(local_time).unwrap_or_default());
    data.fact("courier", row.courier.clone().unwrap_or_default());
    data.fact("seal_number", row.seal.clone().unwrap_or_default());
    let (mut rows, mut about) = (Vec::new(), Vec::new());
    for donation in cx.store()?.list_shipment_units(shipment).map_err(stored)? {
        // A unit's own entries may still be on their way while the box's have arrived.
        let Some(unit) = cx.store()?.find_unit(donation).map_err(stored)? else { continue };
        let din = unit.din.clone().unwrap_or_default();
        rows.push((
            din.clone(),
            Row::from([
                ("din", Cell::new(with_check(&din))),
                ("inventory", Cell::new(desk.words.value("inventory", &super::code(&unit.inventory)))),
                (
                    "volume",
                    Cell::new(unit.volume_ml.map(|volume| format!("{volume} mL")).unwrap_or_default()),
                ),
                ("collected", Cell::new(unit.collected_ms.map(local_time).unwrap_or_default())),
                ("packed", Cell { has_box: true, ..Cell::default() }),
                ("received", Cell { has_box: true, ..Cell::default() }),
            ]),
        ));
        about.push(din);
    }
    rows.sort_by(|one, other| one.0.cmp(&other.0));
    about.sort();
    let numbered = rows.into_iter().zip(1..).map(|((_, row), number): (_, u32)| {
        row.into_iter().chain([("number", Cell::new(number.to_string()))]).collect()
    });
    data.tables.insert("units", numbered.collect());
    data.fact("units", about.len().to_string());
    let line = || Cell { blanks: vec![Blank::default()], ..Cell::default() };
    let logger =
        || Row::from(["serial", "started", "lowest", "highest", "read_by"].map(|name| (name, line())));
    data.tables.insert("loggers", std::iter::repeat_with(logger).take(LOGGER_LINES).collect());
    let model = desk.fill(cx, data, format!("SM-{}", row.box_code), row.box_code)?;
    Ok(Composed { model, subject: *shipment.bytes(), about, is_personal: false })
}
