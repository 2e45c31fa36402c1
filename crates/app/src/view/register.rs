//! Devices, lots and their uses.

use super::Names;
use crate::context::{Answer, Cx};
use crate::problem::stored;
use api::wire::*;
use domain::decide;
use domain::environment::Room;
use domain::equipment::{DUE_SOON_MS, Due, Equipment};
use domain::material::{Delivery, Lot, Recall};
use domain::register::{USED_FOR_FREEZING, USED_FOR_RESULT};
use domain::rules::{Bilingual, RequiredScan, StepScanKind};
use domain::stock::{LotStock, StockRules};
use domain::{Code, DonationId, Measure, ServiceKind, SiteId};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::collections::HashMap;
use store::query::{RegisterCursor, UnitRow, UseRow};

/// Where a page ends, as text.
pub(crate) fn cursor(row: &RegisterCursor) -> String {
    format!("{}:{}:{}", row.due_ms, row.site, row.code)
}

/// Reads it back; a page from the beginning where it cannot be read.
pub(crate) fn read_cursor(text: Option<&str>) -> Option<RegisterCursor> {
    let mut parts = text?.splitn(3, ':');
    let due_ms = parts.next()?.parse().ok()?;
    let site = parts.next()?.parse().ok()?;
    Some(RegisterCursor { due_ms, code: parts.next()?.to_owned(), site })
}

fn service_due(device: &Equipment, service: ServiceKind, now_ms: i64) -> ServiceDue {
    let due = device.due(service, now_ms);
    let last = device.last_service(service, now_ms).filter(|_| due != Due::NotWanted);
    ServiceDue {
        wanted: due != Due::NotWanted,
        due_on: last.map(|done| done.record.due_on.clone()),
        overdue: match due {
            Due::NotWanted => false,
            Due::Never => true,
            Due::Until(due_ms) => now_ms >= due_ms,
        },
    }
}

/// How a device stands.
pub(crate) fn equipment_standing(device: &Equipment, now_ms: i64) -> EquipmentStanding {
    if device.outage().is_some() {
        EquipmentStanding::OutOfService
    } else if ServiceKind::ALL.iter().any(|service| service_due(device, *service, now_ms).overdue) {
        EquipmentStanding::Overdue
    } else if device.next_due_ms(now_ms).saturating_sub(DUE_SOON_MS) <= now_ms {
        EquipmentStanding::DueSoon
    } else {
        EquipmentStanding::Good
    }
}

/// A device in a list.
pub(crate) fn equipment_row(device: &Equipment, names: &Names, now_ms: i64) -> EquipmentRow {
    let registered = &device.registered.record;
    let calibration = service_due(device, ServiceKind::Calibration, now_ms);
    let maintenance = service_due(device, ServiceKind::Maintenance, now_ms);
    let standing = equipment_standing(device, now_ms);
    EquipmentRow {
        code: registered.code.clone(),
        kind: registered.kind.clone(),
        name: registered.description.clone(),
        site_code: names.site(registered.site),
        room: registered.room.clone(),
        standing,
        calibration,
        maintenance,
        out_reason: device.outage().map(|outage| outage.begun.record.reason.clone()),
    }
}

/// All of a device.
pub(crate) fn equipment_view(cx: &Cx<'_>, device: &Equipment) -> Answer<EquipmentView> {
    let names = Names::read(cx)?;
    let services = device.services.iter().rev().map(|done| ServiceView {
        service: done.record.service,
        done_on: done.record.done_on.clone(),
        due_on: done.record.due_on.clone(),
        by: done.record.by.clone(),
        certificate: done.record.certificate.clone(),
        entered_by: names.person(done.stamp.operator),
        entered_ms: done.stamp.at_ms,
    });
    let outages = device.outages.iter().rev().map(|outage| OutageView {
        begun_ms: outage.begun.stamp.at_ms,
        begun_by: names.person(outage.begun.stamp.operator),
        reason: outage.begun.record.reason.clone(),
        ended_ms: outage.ended.as_ref().map(|ended| ended.stamp.at_ms),
        ended_by: outage.ended.as_ref().map(|ended| names.person(ended.stamp.operator)),
        ended_reason: outage.ended.as_ref().map(|ended| ended.record.reason.clone()),
    });
    Ok(EquipmentView {
        row: equipment_row(device, &names, cx.now_ms()),
        services: services.collect(),
        outages: outages.collect(),
        users: cx.store()?.count_users(device.code()).map_err(stored)?,
    })
}

/// How a lot stands at a site.
pub(crate) fn lot_standing(lot: &Lot, stock: &LotStock, site: SiteId, now_ms: i64) -> LotStanding {
    let ends_ms = lot.open_until_ms(site, now_ms).unwrap_or(i64::MAX).min(lot.expiry().0);
    match lot.judge(None, site, now_ms).err().map(|refusal| refusal.code) {
        Some(Code::LotRecalled) => LotStanding::Recalled,
        Some(Code::LotRefused | Code::LotElsewhere) => LotStanding::Refused,
        _ if lot.is_used_up(site) => LotStanding::UsedUp,
        Some(Code::LotNotInspected) => LotStanding::NotInspected,
        Some(Code::LotExpired) => LotStanding::Expired,
        Some(Code::LotOpenTooLong) => LotStanding::OpenTooLong,
        Some(_) => LotStanding::NotOpened,
        None if stock.judge(lot, 1, site, now_ms).is_err() => LotStanding::NoneLeft,
        None if ends_ms.saturating_sub(DUE_SOON_MS) <= now_ms => LotStanding::EndsSoon,
        None => LotStanding::Good,
    }
}

/// A lot at a site, in a list.
pub(crate) fn material_row(
    lot: &Lot,
    stock: &LotStock,
    (site, here): (SiteId, SiteId),
    names: &Names,
    now_ms: i64,
) -> MaterialRow {
    let left = stock.left(lot, site, now_ms);
    MaterialRow {
        code: lot.code().to_owned(),
        kind: lot.what.kind.clone(),
        name: lot.what.description.clone(),
        site_code: names.site(site),
        here: site == here,
        standing: lot_standing(lot, stock, site, now_ms),
        expires_on: lot.expiry().1.to_owned(),
        open_until_ms: lot.open_until_ms(site, now_ms),
        stock: left.unwrap_or_else(|| lot.stock(site)).to_string(),
        unit: lot.unit(site).to_owned(),
        counted: left.is_some(),
    }
}

/// Kinds whose stock is judged at this site and that are low there, or of which a lot is overdrawn.
pub(crate) fn low_stock(cx: &Cx<'_>) -> Answer<Vec<StockNote>> {
    let (store, here, now_ms) = (cx.store()?, cx.site()?, cx.now_ms());
    let (_, kinds) = store.kept_kinds(here).map_err(stored)?;
    let mut notes = Vec::new();
    for kind in kinds {
        let rules = store.find_stock_rules(&kind).map_err(stored)?;
        let Some(rule) = rules.at(here, now_ms) else { continue };
        let (mut left, mut overdrawn) = (Decimal::ZERO, Vec::new());
        for code in store.list_lots_of(&kind, here, u32::MAX).map_err(stored)? {
            let Some(lot) = store.find_lot(&code).map_err(stored)? else { continue };
            let stock = store.find_stock(&lot, here).map_err(stored)?;
            let Some(Measure(of_lot)) = stock.left(&lot, here, now_ms) else { continue };
            if of_lot < Decimal::ZERO {
                overdrawn.push(code);
            } else if is_usable(&lot, here, now_ms) {
                left += of_lot;
            }
        }
        if left < rule.low_level.0 || !overdrawn.is_empty() {
            let (low_level, unit) = (rule.low_level.to_string(), rule.unit.clone());
            notes.push(StockNote { kind, left: left.normalize().to_string(), low_level, unit, overdrawn });
        }
    }
    Ok(notes)
}

/// Whether it may be used, if need be once a container is opened.
fn is_usable(lot: &Lot, site: SiteId, now_ms: i64) -> bool {
    match lot.judge(None, site, now_ms) {
        Ok(()) => true,
        Err(refusal) => matches!(refusal.code, Code::LotNotOpened | Code::LotOpenTooLong),
    }
}

/// All of a lot.
pub(crate) fn material_view(cx: &Cx<'_>, lot: &Lot) -> Answer<MaterialView> {
    let names = Names::read(cx)?;
    let (here, now_ms, operator) = (cx.site()?, cx.now_ms(), cx.operator()?.person);
    let may = cx.may(domain::Permission::KeepRegister)?;
    let sites: BTreeSet<SiteId> =
        lot.deliveries.iter().map(|delivery| delivery.received.record.site).collect();
    let row_at = |site| -> Answer<MaterialRow> {
        let stock = cx.store()?.find_stock(lot, site).map_err(stored)?;
        Ok(material_row(lot, &stock, (site, here), &names, now_ms))
    };
    let mut rows = sites.into_iter().map(row_at).collect::<Answer<Vec<_>>>()?;
    rows.sort_by_key(|row| (!row.here, row.site_code.clone()));
    let delivery = |delivery: &Delivery| {
        let Delivery { received, inspected } = delivery;
        let record = &received.record;
        let open = record.site == here && inspected.is_none() && received.stamp.operator != Some(operator);
        DeliveryView {
            station: received.stamp.station,
            seq: u32::try_from(received.stamp.seq).unwrap_or(u32::MAX),
            site_code: names.site(record.site),
            inspectable: may && open,
            received_ms: received.stamp.at_ms,
            received_by: names.person(received.stamp.operator),
            quantity: record.quantity.to_string(),
            unit: record.unit.clone(),
            supplier: record.supplier.clone(),
            kind: record.kind.clone(),
            expires_on: record.expires_on.clone(),
            open_days: record.open_days,
            accepted: inspected.as_ref().map(|inspected| inspected.record.accepted),
            inspected_by: inspected.as_ref().map(|inspected| names.person(inspected.stamp.operator)),
            inspected_ms: inspected.as_ref().map(|inspected| inspected.stamp.at_ms),
            note: inspected.as_ref().map(|inspected| inspected.record.note.clone()).unwrap_or_default(),
        }
    };
    let unheld = match &lot.recalled {
        Some(_) => cx.store()?.list_unheld(lot, u32::MAX).map_err(stored)?.len(),
        None => 0,
    };
    let row = rows.first().cloned().map_or_else(|| row_at(here), Ok)?;
    let recalls: Vec<RecallView> = lot.recalls.iter().map(|recall| recall_view(recall, &names)).collect();
    let withdraws = cx.may(domain::Permission::Review)?;
    let withdrawal = cx.with_context(|context| decide::withdrawal_digest(lot, context))?;
    let rules = cx.store()?.find_stock_rules(&lot.what.kind).map_err(stored)?;
    Ok(MaterialView {
        row,
        open_days: lot.open_days(),
        sites: rows,
        deliveries: lot.deliveries.iter().rev().map(delivery).collect(),
        events: lot_events(lot, &names),
        recall: recalls.iter().find(|recall| recall.withdrawn.is_none()).cloned(),
        recalls: recalls.into_iter().rev().collect(),
        withdrawal_digest: withdrawal.ok().filter(|_| withdraws),
        signer: cx.operator()?.name,
        stock_rule: stock_rule_view(lot, &rules, here, &names),
        users: cx.store()?.count_users(lot.code()).map_err(stored)?,
        unheld: u32::try_from(unheld).unwrap_or(u32::MAX),
    })
}

fn recall_view(recall: &Recall, names: &Names) -> RecallView {
    let Recall { recalled, withdrawn } = recall;
    RecallView {
        name: recall.name(),
        at_ms: recalled.stamp.at_ms,
        by: names.person(recalled.stamp.operator),
        reason: recalled.record.reason.clone(),
        withdrawn: withdrawn.as_ref().map(|withdrawn| WithdrawalView {
            at_ms: withdrawn.stamp.at_ms,
            by: withdrawn.record.name.clone(),
            reason: withdrawn.record.reason.clone(),
        }),
    }
}

fn stock_rule_view(lot: &Lot, rules: &StockRules, here: SiteId, names: &Names) -> Option<StockRuleView> {
    let said = rules.last(here, i64::MAX)?;
    Some(StockRuleView {
        counted: said.record.counted,
        per_use: said.record.per_use.to_string(),
        low_level: said.record.low_level.to_string(),
        unit: said.record.unit.clone(),
        fits: said.record.unit == lot.unit(here),
        at_ms: said.stamp.at_ms,
        by: names.person(said.stamp.operator),
        reason: said.record.reason.clone(),
    })
}

fn lot_events(lot: &Lot, names: &Names) -> Vec<LotEvent> {
    let opened = lot.openings.iter().map(|opened| LotEvent {
        at_ms: opened.record.opened_ms,
        by: names.person(opened.stamp.operator),
        site_code: names.site(opened.record.site),
        left: None,
        reason: None,
    });
    let counted = lot.counts.iter().map(|counted| LotEvent {
        at_ms: counted.stamp.at_ms,
        by: names.person(counted.stamp.operator),
        site_code: names.site(counted.record.site),
        left: Some(counted.record.left.to_string()),
        reason: Some(counted.record.reason.clone()),
    });
    let mut events: Vec<LotEvent> = opened.chain(counted).collect();
    events.sort_by_key(|event| std::cmp::Reverse(event.at_ms));
    events
}

/// Uses in words; what several of them share is read once.
pub(crate) struct UseViews<'a, 'b> {
    cx: &'a Cx<'b>,
    names: Names,
    units: HashMap<DonationId, (Option<UnitRow>, crate::procedures::UnitRules)>,
    things: HashMap<String, Thing>,
}

/// What a use was of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Used {
    Equipment,
    Lot,
    Room,
    /// A position of a tank.
    Position,
}

/// What the register says of a code.
#[derive(Clone, Default)]
struct Thing {
    name: String,
    room: String,
    recalled: bool,
    /// None where it is in no register.
    kind: Option<StepScanKind>,
}

impl<'a, 'b> UseViews<'a, 'b> {
    pub(crate) fn new(cx: &'a Cx<'b>) -> Answer<Self> {
        Ok(Self { cx, names: Names::read(cx)?, units: HashMap::new(), things: HashMap::new() })
    }

    fn thing(&mut self, code: &str) -> Answer<Thing> {
        if let Some(known) = self.things.get(code) {
            return Ok(known.clone());
        }
        let store = self.cx.store()?;
        let thing = if let Some(device) = store.find_equipment(code).map_err(stored)? {
            let registered = device.registered.record;
            let kind = Some(StepScanKind::Equipment);
            Thing { name: registered.description, room: registered.room, recalled: false, kind }
        } else if let Some(lot) = store.find_lot(code).map_err(stored)? {
            let (recalled, kind) = (lot.recalled.is_some(), Some(StepScanKind::Lot));
            Thing { name: lot.what.description, room: String::new(), recalled, kind }
        } else {
            Thing::default()
        };
        self.things.insert(code.to_owned(), thing.clone());
        Ok(thing)
    }

    /// A room by its names; what this station has not heard of has none.
    fn room(&self, site: SiteId, code: &str) -> Answer<Thing> {
        let room = self.cx.store()?.find_room_part(Room::subject(site, code), &[]).map_err(stored)?;
        let registered = room.and_then(|room| room.registered);
        let name = registered.map(|known| format!("{} · {}", known.record.name_zh, known.record.name_en));
        Ok(Thing { name: name.unwrap_or_default(), ..Thing::default() })
    }

    /// What a device was used for where no step scanned it: the test, or the program of the freezing curve.
    fn used_without_scan(&self, row: &UseRow) -> Option<Bilingual> {
        let rules = self.cx.rules();
        let own = || Bilingual { zh: row.step.clone(), en: row.step.clone() };
        match row.scan.as_str() {
            USED_FOR_RESULT => Some(rules.test(&row.step).map_or_else(own, |test| test.name.clone())),
            USED_FOR_FREEZING => {
                let mut programs = rules.freezing.iter().map(|file| &file.program);
                let found = programs.rfind(|program| program.code == row.step);
                Some(found.map_or_else(own, |program| program.title.clone()))
            }
            _ => None,
        }
    }

    /// A use in words, and what sort of thing the step asked for.
    pub(crate) fn view(&mut self, row: UseRow) -> Answer<(Used, UseView)> {
        if !self.units.contains_key(&row.donation) {
            let unit = self.cx.store()?.find_unit(row.donation).map_err(stored)?;
            let rules = self.cx.reading_rules(&self.cx.unit(row.donation)?.state)?;
            self.units.insert(row.donation, (unit, rules));
        }
        let mut thing = self.thing(&row.code)?;
        let (unit, rules) = match self.units.get(&row.donation) {
            Some((unit, rules)) => (unit.as_ref(), Some(rules)),
            None => (None, None),
        };
        let step = rules.and_then(|rules| rules.sop().step(&row.step));
        let asked = step.and_then(|step| step.all_scans().into_iter().find(|scan| scan.code == row.scan));
        let own = |text: &str| Bilingual { zh: text.to_owned(), en: text.to_owned() };
        let collected = row.step == "collect" && row.scan == "bag_lot";
        let kind = match (&asked, thing.kind) {
            (Some(asked), _) => asked.kind,
            (None, Some(kind)) => kind,
            (None, None)
                if matches!(row.scan.as_str(), "equipment" | USED_FOR_RESULT | USED_FOR_FREEZING) =>
            {
                StepScanKind::Equipment
            }
            (None, None) => StepScanKind::Lot,
        };
        let used = match kind {
            StepScanKind::Equipment => Used::Equipment,
            StepScanKind::Lot => Used::Lot,
            StepScanKind::Position if asked.as_ref().is_some_and(RequiredScan::is_room) => {
                thing = self.room(row.site, &row.code)?;
                Used::Room
            }
            StepScanKind::Position => Used::Position,
        };
        let title = step.map_or_else(|| own(&row.step), |step| step.title.clone());
        let asked = asked.map_or_else(|| own(&row.scan), |asked| Bilingual { zh: asked.zh, en: asked.en });
        let by_device = self.used_without_scan(&row);
        let (title, asked) = match (collected, step) {
            _ if by_device.is_some() => (by_device.unwrap_or_else(|| own("")), own("")),
            // The procedure of the laboratory may not have the collection; the record is there all the same.
            (true, None) => (own(""), own("")),
            _ => (title, asked),
        };
        let key = crate::command::use_key(&row);
        let view = UseView {
            key,
            at_ms: row.at_ms,
            donation: row.donation,
            din: unit.and_then(|unit| unit.din.clone()),
            status: unit.map_or(domain::UnitStatus::Enrolled, |unit| unit.status),
            held: unit.is_some_and(|unit| unit.held),
            step_zh: title.zh,
            step_en: title.en,
            code: row.code,
            asked_zh: asked.zh,
            asked_en: asked.en,
            name: thing.name,
            room: thing.room,
            recalled: thing.recalled,
            by: self.names.person(row.operator),
            second: row.second.map(|second| self.names.person(Some(second))),
            site_code: self.names.site(row.site),
        };
        Ok((used, view))
    }
}
