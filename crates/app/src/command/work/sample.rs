//! Samples of which stations recorded what cannot all be. Settled on the page of the unit.

use crate::command::part::part_code;
use crate::context::{Answer, Cx};
use crate::problem::stored;
use crate::procedures::samples_of;
use crate::view::{Names, part_sides, root_sides};
use api::wire::*;
use domain::PartSource;
use domain::unit::PartId;
use store::query::PartTrouble;

/// Parts that cannot all be as stations say: settled by a count, a new number, a new place, or by looking for it.
pub(super) fn parts(cx: &Cx<'_>, names: &Names) -> Answer<Vec<WorkItem>> {
    let mut items: Vec<WorkItem> = Vec::new();
    for (trouble, row) in cx.store()?.list_part_troubles().map_err(stored)? {
        let unit = names.unit_row(cx.unit_row(row.donation)?);
        let code = part_code(row.din.as_deref().unwrap_or_default(), row.number);
        let (kind, key, about) = match trouble {
            PartTrouble::Overdrawn => ("part_overdrawn", format!("{}~{}", row.donation, row.part), code),
            PartTrouble::Twin => ("part_twin", format!("{}~{}", row.donation, row.number), code),
            PartTrouble::Compartment => {
                ("part_compartment", row.donation.to_string(), row.din.unwrap_or_default())
            }
            PartTrouble::Late => ("part_late", format!("{}~{}", row.donation, row.part), code),
            PartTrouble::LateAct => ("part_after_discard", format!("{}~{}", row.donation, row.part), code),
            PartTrouble::Cell => {
                let place = [row.device, row.box_code, row.cell].into_iter().flatten().collect::<Vec<_>>();
                ("part_cell", place.join("~"), place.join(" · "))
            }
        };
        let key = format!("{kind}:{key}");
        match items.iter_mut().find(|item| item.key == key) {
            Some(item) => {
                item.since_ms = item.since_ms.max(row.at_ms);
                if !item.units.iter().any(|known| known.donation == unit.donation) {
                    item.units.push(unit);
                }
            }
            None => items.push(WorkItem {
                key,
                kind: kind.to_owned(),
                about,
                sides: sides(cx, names, trouble, unit.donation, row.part)?,
                thing: None,
                units: vec![unit],
                since_ms: row.at_ms,
                digest: String::new(),
            }),
        }
    }
    Ok(items)
}

fn sides(
    cx: &Cx<'_>,
    names: &Names,
    trouble: PartTrouble,
    donation: domain::DonationId,
    part: PartId,
) -> Answer<Vec<WorkSide>> {
    if !matches!(trouble, PartTrouble::Overdrawn | PartTrouble::LateAct) {
        return Ok(Vec::new());
    }
    let unit = cx.unit(donation)?.state;
    Ok(unit.part(part).map(|part| part_sides(&unit, part, names)).unwrap_or_default())
}

/// Blood and cells that gave more than there was: settled by a count, or by putting right what is wrong.
pub(super) fn roots(cx: &Cx<'_>, names: &Names) -> Answer<Vec<WorkItem>> {
    let mut items = Vec::new();
    for (donation, since_ms) in cx.store()?.list_root_suspects().map_err(stored)? {
        let unit = cx.unit(donation)?.state;
        let rules = samples_of(cx, &unit)?;
        for (source, word) in [(PartSource::Collection, "collection"), (PartSource::Product, "product")] {
            if !rules.is_root_overdrawn(source, &unit) {
                continue;
            }
            items.push(WorkItem {
                key: format!("part_root:{donation}~{word}"),
                kind: "part_root".to_owned(),
                about: unit.din().unwrap_or_default().to_owned(),
                units: vec![names.unit_row(cx.unit_row(donation)?)],
                since_ms,
                digest: String::new(),
                sides: root_sides(&unit, source, names),
                thing: None,
            });
        }
    }
    Ok(items)
}
