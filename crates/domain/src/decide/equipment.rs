//! The register of equipment.

use super::Context;
use super::check::{CLOCK_TOLERANCE_MS, filled};
use crate::equipment::Equipment;
use crate::record::{EquipmentRegistered, EquipmentReturned, EquipmentServiced, EquipmentTakenOut};
use crate::{Code, Record, Refusal, ServiceKind, SiteId};

/// What is entered of a device.
#[derive(Debug, Clone, Copy)]
pub struct EquipmentInput<'a> {
    /// The number on its label.
    pub code: &'a str,
    /// Its kind.
    pub kind: &'a str,
    /// Name, maker, serial number.
    pub name: &'a str,
    /// Where it stands.
    pub site: SiteId,
    /// Room there.
    pub room: &'a str,
    /// Which services it is not used without.
    pub wants: &'a [ServiceKind],
    /// Whether whoever enters it may say that a known device is used without a service from now on: as who returns one to service.
    pub may_loosen: bool,
}

/// What is entered of a calibration or maintenance.
#[derive(Debug, Clone, Copy)]
pub struct ServiceInput<'a> {
    /// Which of the two.
    pub service: ServiceKind,
    /// The day on which it was done, and when that day began, ms.
    pub done: (&'a str, i64),
    /// The last day on which it is good, and when that day ends, ms.
    pub due: (&'a str, i64),
    /// Who did it.
    pub by: &'a str,
    /// Certificate or report; may be empty.
    pub certificate: &'a str,
}

/// A kind is a code as procedures write it.
pub(super) fn kind(text: &str) -> Result<String, Refusal> {
    let text = filled(text, 40, "kind")?;
    let fits = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-'));
    if fits { Ok(text) } else { Err(Refusal::stop(Code::NotAChoice).with("value", text).at("kind")) }
}

/// Text that may be empty.
pub(super) fn short(text: &str, max: usize, field: &'static str) -> Result<String, Refusal> {
    if text.trim().is_empty() { Ok(String::new()) } else { filled(text, max, field) }
}

/// Registers a device, or puts right what is known of it. A service that it was not used without stays wanted, unless quality says
/// otherwise: whoever finds a calibration overdue could do away with it otherwise.
///
/// # Errors
/// Something empty or too long; no kind; a service that is wanted no more by somebody who may not say so.
pub fn register_equipment(known: Option<&Equipment>, input: &EquipmentInput<'_>) -> Result<Record, Refusal> {
    let services = [ServiceKind::Calibration, ServiceKind::Maintenance];
    let mut dropped = services.into_iter().filter(|service| {
        known.is_some_and(|device| device.wants(*service)) && !input.wants.contains(service)
    });
    if let Some(service) = dropped.next().filter(|_| !input.may_loosen) {
        let service = match service {
            ServiceKind::Calibration => "calibration",
            ServiceKind::Maintenance => "maintenance",
        };
        return Err(Refusal::stop(Code::EquipmentLoosened).with("service", service).at("wants"));
    }
    Ok(Record::EquipmentRegistered(EquipmentRegistered {
        code: filled(input.code, 80, "code")?,
        kind: kind(input.kind)?,
        description: filled(input.name, 120, "name")?,
        site: input.site,
        room: short(input.room, 80, "room")?,
        wants_calibration: input.wants.contains(&ServiceKind::Calibration),
        wants_maintenance: input.wants.contains(&ServiceKind::Maintenance),
    }))
}

/// Records a calibration or maintenance.
///
/// # Errors
/// Done in the future; due before it was done; nobody who did it.
pub fn service_equipment(
    device: &Equipment,
    input: &ServiceInput<'_>,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    let ((done_on, done_ms), (due_on, due_ms)) = (input.done, input.due);
    if done_ms > context.now_ms.saturating_add(CLOCK_TOLERANCE_MS) {
        return Err(Refusal::stop(Code::InFuture).with("value", done_on).at("done_on"));
    }
    if due_ms <= done_ms {
        return Err(Refusal::stop(Code::ServiceDueBefore).at("due_on"));
    }
    Ok(Record::EquipmentServiced(EquipmentServiced {
        code: device.code().to_owned(),
        service: input.service,
        done_on: done_on.to_owned(),
        done_ms,
        due_on: due_on.to_owned(),
        due_ms,
        by: filled(input.by, 120, "by")?,
        certificate: short(input.certificate, 120, "certificate")?,
    }))
}

/// Takes a device out of service.
///
/// # Errors
/// It is out already; no reason.
pub fn take_out_equipment(device: &Equipment, reason: &str) -> Result<Record, Refusal> {
    if device.outage().is_some() {
        return Err(Refusal::stop(Code::EquipmentOutAlready));
    }
    let (code, reason) = (device.code().to_owned(), filled(reason, 500, "reason")?);
    Ok(Record::EquipmentTakenOut(EquipmentTakenOut { code, reason }))
}

/// Returns a device to service.
///
/// # Errors
/// It is in service; no reason.
pub fn return_equipment(device: &Equipment, reason: &str) -> Result<Record, Refusal> {
    if device.outage().is_none() {
        return Err(Refusal::stop(Code::EquipmentInService));
    }
    let (code, reason) = (device.code().to_owned(), filled(reason, 500, "reason")?);
    Ok(Record::EquipmentReturned(EquipmentReturned { code, reason }))
}
