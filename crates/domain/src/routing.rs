//! Which sites an entry concerns. The centre routes by it; unknown kinds stay with the subject they belong to.

use crate::{PersonalData, Record};

/// Where an entry goes beyond the site that wrote it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Routing {
    /// Reference data: every station of the bank.
    pub reference: bool,
    /// Sites that the subject, with its whole history, now also concerns.
    pub sites: Vec<[u8; 16]>,
}

/// Routes one entry. A body that does not decode is routed like an unknown kind.
#[must_use]
pub fn route(kind: &str, kind_version: u16, body: &[u8]) -> Routing {
    match Record::decode(kind, kind_version, body) {
        Ok(Some(
            Record::BankCreated(_)
            | Record::SiteAdded(_)
            | Record::StationRegistered(_)
            | Record::StationContinued(_)
            | Record::NumberBlockAssigned(_)
            | Record::KitsPrinted(_)
            | Record::KitSpoiled(_)
            | Record::CodesPrinted(_)
            | Record::PickListIssued(_)
            | Record::PickListCalledOff(_)
            | Record::KitsCalledOff(_)
            | Record::PersonAdded(_)
            | Record::PasswordSet(_)
            | Record::RolesChanged(_)
            | Record::PersonSuspended(_)
            | Record::PersonReinstated(_)
            | Record::BadgeGiven(_)
            | Record::BadgeRevoked(_)
            | Record::PasswordReset(_)
            | Record::PasswordChanged(_)
            | Record::AccountReviewed(_)
            | Record::SignInRefused(_)
            | Record::BadgeTested(_)
            | Record::TankAdded(_)
            | Record::TankRead(_)
            | Record::TankReviewed(_)
            | Record::WorkResolved(_)
            | Record::ResolutionSigned(_)
            | Record::ProcedureApproved(_)
            | Record::ProcedureReturned(_)
            | Record::SopDrawn(_)
            | Record::SopPieceDrawn(_)
            | Record::LimitConfirmed(_)
            | Record::ProfileStandingSet(_)
            | Record::KitsPrintedByTemplate(_)
            | Record::TemplateDrawn(_)
            | Record::TemplateApproved(_)
            | Record::TemplateWithdrawn(_)
            | Record::EquipmentRegistered(_)
            | Record::EquipmentServiced(_)
            | Record::EquipmentTakenOut(_)
            | Record::EquipmentReturned(_)
            | Record::MaterialReceived(_)
            | Record::MaterialInspected(_)
            | Record::MaterialOpened(_)
            | Record::MaterialCounted(_)
            | Record::MaterialRecalled(_)
            | Record::MaterialRecallWithdrawn(_)
            | Record::MaterialStockRuleSet(_)
            | Record::DeviationReported(_)
            | Record::DeviationWidened(_)
            | Record::DeviationClassified(_)
            | Record::DeviationInvestigated(_)
            | Record::ActionPlanned(_)
            | Record::ActionDone(_)
            | Record::ActionChecked(_)
            | Record::ActionChanged(_)
            | Record::ActionWithdrawn(_)
            | Record::DeviationUnitRemoved(_)
            | Record::DeviationClosed(_)
            | Record::DeviationReopened(_)
            | Record::ControlTargetProposed(_)
            | Record::ControlTargetSettled(_)
            | Record::ControlTargetEnded(_)
            | Record::ControlRecorded(_)
            | Record::ControlCorrected(_)
            | Record::ControlExplained(_)
            | Record::RoomRegistered(_)
            | Record::RoomRetired(_)
            | Record::EnvironmentMonitored(_)
            | Record::PlateRead(_)
            | Record::EnvironmentAssessed(_)
            | Record::EnvironmentRunWidened(_)
            | Record::PartBoxSetUp(_),
        )) => Routing { reference: true, sites: Vec::new() },
        Ok(Some(Record::ShipmentPacked(packed))) => {
            Routing { reference: false, sites: vec![*packed.to_site.bytes()] }
        }
        Ok(Some(Record::UnitPacked(packed))) => {
            Routing { reference: false, sites: vec![*packed.to_site.bytes()] }
        }
        _ => Routing::default(),
    }
}

/// The site and whether its stations may hold personal data recorded elsewhere, for an entry that says so.
#[must_use]
pub fn personal_entitlement(kind: &str, kind_version: u16, body: &[u8]) -> Option<([u8; 16], bool)> {
    match Record::decode(kind, kind_version, body) {
        Ok(Some(Record::SiteAdded(site))) => {
            Some((*site.site.bytes(), site.personal_data == PersonalData::Entitled))
        }
        _ => None,
    }
}

/// Kinds whose bodies stay with the bank's own stations: password hashes and the texts of badges. Ascending.
pub const BANK_ONLY_KINDS: &[&str] = &[
    "badge.given",
    "badge.revoked",
    "person.added",
    "person.password_changed",
    "person.password_reset",
    "person.password_set",
];
