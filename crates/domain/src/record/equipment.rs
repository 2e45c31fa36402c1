//! Equipment: what it is, when it was calibrated and maintained, when it was out of service.

use super::record;
use crate::{ServiceKind, SiteId};

record! {
    /// A piece of equipment is registered, or what is known of it is put right: the latest counts.
    EquipmentRegistered {
        /// The number on its label.
        0 code: String,
        /// Its kind, such as `centrifuge`; what a procedure asks for.
        1 kind: String,
        /// Its name, maker and serial number.
        2 description: String,
        /// Where it stands.
        3 site: SiteId,
        /// Room there.
        4 room: String,
        /// Whether it is used only while a calibration is good.
        5 wants_calibration: bool,
        /// Whether it is used only while a maintenance is good.
        6 wants_maintenance: bool,
    }

    /// A piece of equipment was calibrated or maintained.
    EquipmentServiced {
        /// The number on its label.
        0 code: String,
        /// Which of the two.
        1 service: ServiceKind,
        /// The day on which it was done, `YYYY-MM-DD`.
        2 done_on: String,
        /// When that day began, ms since 1970-01-01 UTC.
        3 done_ms: i64,
        /// The last day on which it is good, `YYYY-MM-DD`.
        4 due_on: String,
        /// When that day ended: from this moment on it is overdue, ms since 1970-01-01 UTC.
        5 due_ms: i64,
        /// Who did it: a person or a company.
        6 by: String,
        /// Number of the certificate or report; may be empty.
        7 certificate: String,
    }

    /// A piece of equipment may not be used until it is returned.
    EquipmentTakenOut {
        /// The number on its label.
        0 code: String,
        /// Why.
        1 reason: String,
    }

    /// A piece of equipment may be used again.
    EquipmentReturned {
        /// The number on its label.
        0 code: String,
        /// Why: what was done and checked.
        1 reason: String,
    }
}
