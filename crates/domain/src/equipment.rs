//! A piece of equipment, folded from its entries, and whether it may be used at a moment.
//!
//! Its aggregate is named by the number on its label, so that two stations that register the same one meet in it.

use crate::record::{EquipmentRegistered, EquipmentReturned, EquipmentServiced, EquipmentTakenOut};
use crate::unit::{Fact, Stamped};
use crate::{Code, Record, Refusal, ServiceKind};

/// How long before the end of a calibration, a maintenance or a shelf life the screens say so, ms.
pub const DUE_SOON_MS: i64 = 30 * 24 * 60 * 60 * 1_000;

/// A time out of service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outage {
    /// Taken out.
    pub begun: Stamped<EquipmentTakenOut>,
    /// Returned.
    pub ended: Option<Stamped<EquipmentReturned>>,
}

/// A piece of equipment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equipment {
    /// What is known of it; the latest.
    pub registered: Stamped<EquipmentRegistered>,
    /// Calibrations and maintenances, oldest entry first.
    pub services: Vec<Stamped<EquipmentServiced>>,
    /// Times out of service, oldest first; only the last one may be open.
    pub outages: Vec<Outage>,
}

/// How a calibration or maintenance stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// The device wants none.
    NotWanted,
    /// It was never done.
    Never,
    /// It is good up to this moment, ms since 1970-01-01 UTC.
    Until(i64),
}

impl Equipment {
    /// The aggregate of the device with that number.
    #[must_use]
    pub fn subject(code: &str) -> [u8; 16] {
        crate::named_subject(b"cordkeep.equipment.v1\0", code)
    }

    /// The device after all facts, which come in display order; none where it is not registered.
    #[must_use]
    pub fn fold(facts: impl IntoIterator<Item = Fact>) -> Option<Self> {
        let mut registered = None;
        let mut services = Vec::new();
        let mut outages: Vec<Outage> = Vec::new();
        for Stamped { stamp, record } in facts {
            match record {
                Record::EquipmentRegistered(record) => registered = Some(Stamped { stamp, record }),
                Record::EquipmentServiced(record) => services.push(Stamped { stamp, record }),
                Record::EquipmentTakenOut(record)
                    if outages.last().is_none_or(|last| last.ended.is_some()) =>
                {
                    outages.push(Outage { begun: Stamped { stamp, record }, ended: None });
                }
                Record::EquipmentReturned(record) => {
                    if let Some(last) = outages.last_mut().filter(|last| last.ended.is_none()) {
                        last.ended = Some(Stamped { stamp, record });
                    }
                }
                _ => {}
            }
        }
        Some(Self { registered: registered?, services, outages })
    }

    /// The number on its label.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.registered.record.code
    }

    /// Why it is out of service now.
    #[must_use]
    pub fn outage(&self) -> Option<&Outage> {
        self.outages.last().filter(|last| last.ended.is_none())
    }

    /// The last service of a sort that was done by then.
    #[must_use]
    pub fn last_service(&self, service: ServiceKind, at_ms: i64) -> Option<&Stamped<EquipmentServiced>> {
        let done = self.services.iter().filter(|done| done.record.service == service);
        done.filter(|done| done.record.done_ms <= at_ms).max_by_key(|done| done.record.done_ms)
    }

    /// Whether it is not used without that service.
    #[must_use]
    pub fn wants(&self, service: ServiceKind) -> bool {
        let registered = &self.registered.record;
        match service {
            ServiceKind::Calibration => registered.wants_calibration,
            ServiceKind::Maintenance => registered.wants_maintenance,
        }
    }

    /// How a sort of service stood at a moment.
    #[must_use]
    pub fn due(&self, service: ServiceKind, at_ms: i64) -> Due {
        match self.last_service(service, at_ms) {
            _ if !self.wants(service) => Due::NotWanted,
            Some(done) => Due::Until(done.record.due_ms),
            None => Due::Never,
        }
    }

    /// When the next service is due: `i64::MIN` for one that was never done, `i64::MAX` where none is wanted.
    #[must_use]
    pub fn next_due_ms(&self, at_ms: i64) -> i64 {
        let due = ServiceKind::ALL.iter().map(|service| match self.due(*service, at_ms) {
            Due::NotWanted => i64::MAX,
            Due::Never => i64::MIN,
            Due::Until(due_ms) => due_ms,
        });
        due.min().unwrap_or(i64::MAX)
    }

    /// Whether it may be used at a moment where a procedure wants `kind`.
    ///
    /// # Errors
    /// The wrong kind; out of service; calibration or maintenance overdue or never done.
    pub fn judge(&self, kind: Option<&str>, at_ms: i64) -> Result<(), Refusal> {
        let registered = &self.registered.record;
        let refuse = |code| Refusal::stop(code).with("value", &registered.code);
        if let Some(kind) = kind.filter(|kind| *kind != registered.kind) {
            return Err(refuse(Code::EquipmentKind)
                .with("kind_wanted", kind)
                .with("kind_found", &registered.kind));
        }
        let out = self.outages.iter().find(|outage| {
            let ended = outage.ended.as_ref().is_some_and(|ended| ended.stamp.at_ms <= at_ms);
            outage.begun.stamp.at_ms <= at_ms && !ended
        });
        if let Some(outage) = out {
            return Err(refuse(Code::EquipmentOut).with("reason", &outage.begun.record.reason));
        }
        for (service, overdue, never) in [
            (ServiceKind::Calibration, Code::CalibrationOverdue, Code::CalibrationNever),
            (ServiceKind::Maintenance, Code::MaintenanceOverdue, Code::MaintenanceNever),
        ] {
            match self.due(service, at_ms) {
                Due::Never => return Err(refuse(never)),
                Due::Until(due_ms) if at_ms >= due_ms => {
                    let due_on = self.last_service(service, at_ms).map(|done| done.record.due_on.as_str());
                    return Err(refuse(overdue).with("due", due_on.unwrap_or_default()));
                }
                _ => {}
            }
        }
        Ok(())
    }
}
