//! The register of materials, the recall of a lot and its end, and what counts stock.

use super::Context;
use super::check::{filled, not_in_future, number};
use super::equipment::{kind, short};
use crate::material::Lot;
use crate::record::{
    HoldPlaced, MaterialCounted, MaterialInspected, MaterialOpened, MaterialRecallWithdrawn,
    MaterialRecalled, MaterialReceived, MaterialStockRuleSet,
};
use crate::unit::{UnitState, recall_withdrawal_digest};
use crate::{Code, Meaning, Measure, Record, Refusal, StationId, UnitStatus};
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

/// What is signed to take the recalls of a lot back.
#[derive(Debug, Clone, Copy)]
pub struct WithdrawalInput<'a> {
    /// Why.
    pub reason: &'a str,
    /// Digest of the recalls as they were shown.
    pub digest: &'a str,
    /// Printed name of the signer.
    pub name: &'a str,
}

/// What is entered of how a kind's stock is judged.
#[derive(Debug, Clone, Copy)]
pub struct StockRuleInput<'a> {
    /// Whether it is.
    pub counted: bool,
    /// How much one use takes; one where it is empty.
    pub per_use: &'a str,
    /// Less than this is low; empty where nothing is.
    pub low: &'a str,
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
/// Something empty, too long or no number; another kind than deliveries before it that were not refused; a recalled lot.
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
        if lot.what.kind != kind && !lot.is_refused() {
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

/// The digest that taking back the recalls that stand carries now.
///
/// # Errors
/// None stands; the person is one who recalled it.
pub fn withdrawal_digest(lot: &Lot, context: &Context<'_>) -> Result<String, Refusal> {
    let mut standing = lot.recalls.iter().filter(|recall| recall.withdrawn.is_none()).peekable();
    if standing.peek().is_none() {
        return Err(Refusal::stop(Code::NotRecalled).with("value", lot.code()));
    }
    if standing.any(|recall| recall.recalled.stamp.operator == Some(context.operator)) {
        return Err(Refusal::stop(Code::RecallSamePerson));
    }
    Ok(recall_withdrawal_digest(lot.code(), &lot.standing_recalls()))
}

/// Takes back the recalls that stand, over exactly those that were shown: another person than who recalled the lot.
///
/// # Errors
/// Those of [`withdrawal_digest`]; other recalls than were shown; no reason.
pub fn withdraw_recall(
    lot: &Lot,
    input: &WithdrawalInput<'_>,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    if withdrawal_digest(lot, context)? != input.digest {
        return Err(Refusal::stop(Code::ContentChanged).at("digest"));
    }
    Ok(Record::MaterialRecallWithdrawn(MaterialRecallWithdrawn {
        code: lot.code().to_owned(),
        recalls: lot.standing_recalls(),
        reason: filled(input.reason, 500, "reason")?,
        digest: input.digest.to_owned(),
        name: input.name.to_owned(),
        meaning: Meaning::RecallWithdrawal,
    }))
}

/// Says whether the stock of a lot's kind is judged at this site, in the unit of that lot.
///
/// # Errors
/// No number; a use that takes nothing; no reason; nothing was delivered here.
pub fn set_stock_rule(
    lot: &Lot,
    input: &StockRuleInput<'_>,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    if lot.deliveries_at(context.site).next().is_none() {
        return Err(Refusal::stop(Code::LotElsewhere).with("value", lot.code()));
    }
    let or = |text: &str, least: Decimal, otherwise: Decimal, field| match text.trim() {
        "" => Ok(Measure(otherwise)),
        text => amount(text, least, field),
    };
    Ok(Record::MaterialStockRuleSet(MaterialStockRuleSet {
        kind: lot.what.kind.clone(),
        site: context.site,
        counted: input.counted,
        per_use: or(input.per_use, Decimal::new(1, 3), Decimal::ONE, "per_use")?,
        low_level: or(input.low, Decimal::ZERO, Decimal::ZERO, "low")?,
        unit: lot.unit(context.site).to_owned(),
        reason: filled(input.reason, 500, "reason")?,
    }))
}

/// Whether a recall of the lot put the unit on hold, also where that hold was lifted since.
#[must_use]
pub fn was_held_for(unit: &UnitState, lot: &Lot) -> bool {
    let key = lot.hold_key();
    unit.holds.iter().any(|hold| hold.placed.record.key.starts_with(&key))
}

/// The hold that a recall places on a unit which the lot was used on; none where the unit is refused, or was put on hold
/// for this recall before, also where that hold was lifted since. `own` tells the hold from those of other stations.
#[must_use]
pub fn hold_user(unit: &UnitState, lot: &Lot, recalled: &MaterialRecalled, own: &str) -> Option<Record> {
    if was_held_for(unit, lot) || unit.status() == UnitStatus::Rejected {
        return None;
    }
    let key = format!("{}-{own}", lot.hold_key());
    let name = &lot.what.description;
    let note: String = format!("{} {name}: {}", recalled.code, recalled.reason).chars().take(500).collect();
    Some(Record::HoldPlaced(HoldPlaced { key, note }))
}
