//! The register of materials, and the recall of a lot.

use super::Context;
use super::check::{filled, not_in_future, number};
use super::equipment::{kind, short};
use crate::material::Lot;
use crate::record::{
    HoldPlaced, MaterialCounted, MaterialInspected, MaterialOpened, MaterialRecalled, MaterialReceived,
};
use crate::unit::UnitState;
use crate::{Code, Measure, Record, Refusal, StationId, UnitStatus};
use rust_decimal::Decimal;

/// The longest time after opening, days.
const OPEN_DAYS_MAX: u32 = 3_650;

/// What is entered of a delivery.
#[derive(Debug, Clone, Copy)]
pub struct ReceiptInput<'a> {
    /// The code that is scanned.
    pub code: &'a str,
    /// Its kind.
    pub kind: &'a str,
    /// Name, maker, catalogue number.
    pub name: &'a str,
    /// The last day on which it may be used, and when that day ends, ms.
    pub expires: (&'a str, i64),
    /// How many days after opening; empty where that changes nothing.
    pub open_days: &'a str,
    /// How much arrived.
    pub quantity: &'a str,
    /// Unit of the quantity.
    pub unit: &'a str,
    /// Who delivered it; may be empty.
    pub supplier: &'a str,
}

/// What is entered of an inspection.
#[derive(Debug, Clone, Copy)]
pub struct InspectionInput<'a> {
    /// The delivery, by the place of its entry.
    pub delivery: (StationId, u64),
    /// Whether it may be used.
    pub accepted: bool,
    /// What was looked at and found; wanted where it is refused.
    pub note: &'a str,
}

/// What is entered when a lot is counted.
#[derive(Debug, Clone, Copy)]
pub struct CountInput<'a> {
    /// What is left.
    pub left: &'a str,
    /// Why.
    pub reason: &'a str,
}

/// Text that is a number of at least `least`.
fn amount(text: &str, least: Decimal, field: &'static str) -> Result<Measure, Refusal> {
    let value = number(text, field)?;
    if value.0 < least {
        return Err(Refusal::stop(Code::TooLow)
            .with("value", text)
            .with("min", least)
            .with("unit", "")
            .at(field));
    }
    Ok(value)
}

/// Takes a delivery in. Nobody uses it before it is inspected. An expired one is taken in to be refused.
///
/// # Errors
/// Something empty, too long or no number; another kind than deliveries before it; a recalled lot.
pub fn receive_material(
    lot: Option<&Lot>,
    input: &ReceiptInput<'_>,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    let kind = kind(input.kind)?;
    let code = filled(input.code, 80, "code")?;
    if let Some(lot) = lot {
        if let Some(recalled) = &lot.recalled {
            let refusal = Refusal::stop(Code::LotRecalled).with("value", &code);
            return Err(refusal.with("reason", &recalled.record.reason).at("code"));
        }
        if lot.what.kind != kind {
            let refusal = Refusal::stop(Code::LotDiffers).with("value", &code);
            return Err(refusal.with("kind_found", &lot.what.kind).at("kind"));
        }
    }
    let open_days = match input.open_days.trim() {
        "" => None,
        days => Some(super::check::whole(days, 1, OPEN_DAYS_MAX, "d", "open_days")?),
    };
    Ok(Record::MaterialReceived(MaterialReceived {
        code,
        kind,
        description: filled(input.name, 120, "name")?,
        expires_on: input.expires.0.to_owned(),
        expires_ms: input.expires.1,
        open_days,
        quantity: amount(input.quantity, Decimal::new(1, 3), "quantity")?,
        unit: filled(input.unit, 20, "unit")?,
        supplier: short(input.supplier, 120, "supplier")?,
        site: context.site,
    }))
}

/// Inspects a delivery: another person than who took it in.
///
/// # Errors
/// No such delivery at this site; inspected before; the same person; no note for a refusal.
pub fn inspect_material(
    lot: &Lot,
    input: &InspectionInput<'_>,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    let (delivery_station, delivery_seq) = input.delivery;
    let here = lot
        .delivery(delivery_station, delivery_seq)
        .filter(|delivery| delivery.received.record.site == context.site);
    let delivery = here.ok_or_else(|| Refusal::stop(Code::DeliveryUnknown))?;
    if delivery.inspected.is_some() {
        return Err(Refusal::stop(Code::DeliveryInspected));
    }
    if delivery.received.stamp.operator == Some(context.operator) {
        return Err(Refusal::stop(Code::DeliverySamePerson));
    }
    let note = match input.accepted {
        true => short(input.note, 500, "note")?,
        false => filled(input.note, 500, "note")?,
    };
    let (code, accepted) = (lot.code().to_owned(), input.accepted);
    Ok(Record::MaterialInspected(MaterialInspected { code, delivery_station, delivery_seq, accepted, note }))
}

/// Opens a container of a lot at this site.
///
/// # Errors
/// In the future; what may not be used for any other reason than its opening.
pub fn open_material(lot: &Lot, opened_ms: Option<i64>, context: &Context<'_>) -> Result<Record, Refusal> {
    let opened_ms = not_in_future(opened_ms.unwrap_or(context.now_ms), context.now_ms, "opened_ms")?;
    match lot.judge(None, context.site, opened_ms) {
        Err(refusal) if !matches!(refusal.code, Code::LotNotOpened | Code::LotOpenTooLong) => Err(refusal),
        _ => {
            let code = lot.code().to_owned();
            Ok(Record::MaterialOpened(MaterialOpened { code, site: context.site, opened_ms }))
        }
    }
}

/// Records what is left of a lot at this site.
///
/// # Errors
/// No number, or more than was delivered here; no reason; nothing was delivered here.
pub fn count_material(lot: &Lot, input: &CountInput<'_>, context: &Context<'_>) -> Result<Record, Refusal> {
    let left = amount(input.left, Decimal::ZERO, "left")?;
    let delivered: Decimal = lot.deliveries_at(context.site).map(|d| d.received.record.quantity.0).sum();
    if delivered.is_zero() {
        return Err(Refusal::stop(Code::LotElsewhere).with("value", lot.code()));
    }
    if left.0 > delivered {
        let refusal = Refusal::stop(Code::CountTooHigh).with("max", delivered.normalize());
        return Err(refusal.with("unit", &lot.what.unit).at("left"));
    }
    Ok(Record::MaterialCounted(MaterialCounted {
        code: lot.code().to_owned(),
        site: context.site,
        left,
        reason: filled(input.reason, 500, "reason")?,
    }))
}

/// Recalls a lot at every site.
///
/// # Errors
/// Recalled before; no reason.
pub fn recall_material(lot: &Lot, reason: &str) -> Result<Record, Refusal> {
    if let Some(recalled) = &lot.recalled {
        let refusal = Refusal::stop(Code::LotRecalled).with("value", lot.code());
        return Err(refusal.with("reason", &recalled.record.reason));
    }
    let (code, reason) = (lot.code().to_owned(), filled(reason, 400, "reason")?);
    Ok(Record::MaterialRecalled(MaterialRecalled { code, reason }))
}

/// Whether a recall of the lot put the unit on hold, also where that hold was lifted since.
#[must_use]
pub fn was_held_for(unit: &UnitState, code: &str) -> bool {
    let key = Lot::hold_key(code);
    unit.holds.iter().any(|hold| hold.placed.record.key.starts_with(&key))
}

/// The hold that a recall places on a unit which the lot was used on; none where the unit is refused, or was put on hold
/// for this recall before, also where that hold was lifted since. `own` tells the hold from those of other stations.
#[must_use]
pub fn hold_user(unit: &UnitState, recalled: &MaterialRecalled, name: &str, own: &str) -> Option<Record> {
    if was_held_for(unit, &recalled.code) || unit.status() == UnitStatus::Rejected {
        return None;
    }
    let key = format!("{}-{own}", Lot::hold_key(&recalled.code));
    let note: String = format!("{} {name}: {}", recalled.code, recalled.reason).chars().take(500).collect();
    Some(Record::HoldPlaced(HoldPlaced { key, note }))
}
