//! What is left to do of devices and materials of this site: low stock, lots that end, services that are due.

use super::refused::ITEMS_MAX;
use crate::context::{Answer, Cx};
use crate::problem::stored;
use crate::view::{equipment_standing, lot_standing, low_stock};
use api::wire::{EquipmentStanding, LotStanding, WorkItem, WorkMore, WorkThing};
use domain::Permission;
use domain::equipment::DUE_SOON_MS;

/// Things of a sort that are looked at: more of one site are due at once only where nobody looks.
const LOOK_MAX: u32 = 1_000;

/// For who keeps the register: of each kind what is due first, and how many more there are.
pub(super) fn due(cx: &Cx<'_>) -> Answer<(Vec<WorkItem>, Vec<WorkMore>)> {
    if !cx.may(Permission::KeepRegister)? {
        return Ok((Vec::new(), Vec::new()));
    }
    let mut all = low(cx)?;
    all.extend(lots(cx)?);
    all.extend(devices(cx)?);
    Ok(first_of(&["stock_low", "lot_ended", "lot_ends_soon", "device_overdue", "device_due_soon"], all))
}

/// Of each kind, in this order, those that are due or wait longest, and how many more there are.
pub(super) fn first_of(kinds: &[&str], mut all: Vec<WorkItem>) -> (Vec<WorkItem>, Vec<WorkMore>) {
    let (mut items, mut more): (Vec<WorkItem>, Vec<WorkMore>) = (Vec::new(), Vec::new());
    for &kind in kinds {
        let mut of_kind: Vec<WorkItem> = all.extract_if(.., |item| item.kind == kind).collect();
        of_kind.sort_by_key(|item| item.since_ms);
        let waiting = of_kind.len().saturating_sub(usize::try_from(ITEMS_MAX).unwrap_or(usize::MAX));
        of_kind.truncate(of_kind.len() - waiting);
        items.extend(of_kind);
        let count = u32::try_from(waiting).unwrap_or(u32::MAX);
        more.extend((count > 0).then(|| WorkMore { kind: kind.to_owned(), count }));
    }
    (items, more)
}

fn item(kind: &str, since_ms: i64, thing: WorkThing) -> WorkItem {
    WorkItem {
        key: format!("{kind}:{}", thing.code),
        kind: kind.to_owned(),
        about: thing.code.clone(),
        units: Vec::new(),
        since_ms,
        digest: String::new(),
        sides: Vec::new(),
        thing: Some(thing),
    }
}

fn low(cx: &Cx<'_>) -> Answer<Vec<WorkItem>> {
    let now_ms = cx.now_ms();
    let of = |note: api::wire::StockNote| {
        let thing = WorkThing {
            code: note.kind.clone(),
            name: note.kind,
            due_ms: None,
            left: note.left,
            low_level: note.low_level,
            unit: note.unit,
        };
        item("stock_low", now_ms, thing)
    };
    Ok(low_stock(cx)?.into_iter().map(of).collect())
}

fn lots(cx: &Cx<'_>) -> Answer<Vec<WorkItem>> {
    let (store, here, now_ms) = (cx.store()?, cx.site()?, cx.now_ms());
    let mut items = Vec::new();
    for code in store.list_lots_due(here, now_ms + DUE_SOON_MS, LOOK_MAX).map_err(stored)? {
        let Some(lot) = store.find_lot(&code).map_err(stored)? else { continue };
        let stock = store.find_stock(&lot, here).map_err(stored)?;
        let kind = match lot_standing(&lot, &stock, here, now_ms) {
            LotStanding::Expired | LotStanding::OpenTooLong => "lot_ended",
            LotStanding::EndsSoon => "lot_ends_soon",
            // What waits for its inspection, is recalled or refused stands in the list with that.
            _ => continue,
        };
        let ends_ms = lot.open_until_ms(here, now_ms).unwrap_or(i64::MAX).min(lot.expiry().0);
        let thing = WorkThing {
            code,
            name: lot.what.description.clone(),
            due_ms: Some(ends_ms),
            left: stock.left(&lot, here, now_ms).unwrap_or_else(|| lot.stock(here)).to_string(),
            low_level: String::new(),
            unit: lot.unit(here).to_owned(),
        };
        items.push(item(kind, since(kind == "lot_ended", ends_ms), thing));
    }
    Ok(items)
}

fn devices(cx: &Cx<'_>) -> Answer<Vec<WorkItem>> {
    let (store, here, now_ms) = (cx.store()?, cx.site()?, cx.now_ms());
    let mut items = Vec::new();
    for code in store.list_devices_due(here, now_ms + DUE_SOON_MS, LOOK_MAX).map_err(stored)? {
        let Some(device) = store.find_equipment(&code).map_err(stored)? else { continue };
        let kind = match equipment_standing(&device, now_ms) {
            EquipmentStanding::Overdue => "device_overdue",
            EquipmentStanding::DueSoon => "device_due_soon",
            _ => continue,
        };
        let due_ms = Some(device.next_due_ms(now_ms)).filter(|due_ms| *due_ms != i64::MIN);
        let thing = WorkThing {
            code,
            name: device.registered.record.description.clone(),
            due_ms,
            left: String::new(),
            low_level: String::new(),
            unit: String::new(),
        };
        let since_ms = match due_ms {
            Some(due_ms) => since(kind == "device_overdue", due_ms),
            // It wants what was never done from its registration on.
            None => device.registered.stamp.at_ms,
        };
        items.push(item(kind, since_ms, thing));
    }
    Ok(items)
}

/// What is over is so since then; what is near its end since the screens say so.
const fn since(is_over: bool, due_ms: i64) -> i64 {
    if is_over { due_ms } else { due_ms - DUE_SOON_MS }
}
