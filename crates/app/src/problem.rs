//! From typed errors of the layers below to problems with codes.

use api::{Problem, Severity};
use domain::{Force, Refusal};
use store::StoreError;
use store::backup::BackupError;

/// Codes that the use cases add to those of the layers below.
pub const CODES: &[&str] = &[
    "command.unknown",
    "command.arguments",
    "permission.denied",
    "fault.internal",
    "freezing.file_column",
    "freezing.file_cell",
    "freezing.file_moment",
    "freezing.file_time",
    "freezing.file_unit",
    "freezing.begins_text",
    "session.required",
    "session.wrong_password",
    "session.locked_out",
    "session.own_rights",
    "session.locked",
    "session.ended_suspended",
    "session.suspended",
    "session.login_contested",
    "session.idle_range",
    "scanner.affix",
    "scanner.path",
    "scanner.speed",
    "scanner.too_many",
    "analyser.address",
    "analyser.too_many",
    "analyser.mapping",
    "analyser.port_taken",
    "analyser.text_withheld",
    "inbox.unknown",
    "inbox.several_specimens",
    "signature.login_missing",
    "signature.other_person",
    "signature.second_not_entitled",
    "password.context",
    "password.same",
    "password.must_change",
    "badge.unknown",
    "badge.revoked",
    "badge.none",
    "badge.other",
    "person.last_administrator",
    "person.administrator_sites",
    "person.role_twice",
    "person.already_suspended",
    "person.not_suspended",
    "person.nobody_chosen",
    "keyring.unused",
    "keyring.wrong",
    "restore.healthy",
    "setup.already",
    "setup.no_bank",
    "setup.locked",
    "setup.passphrase_short",
    "setup.recovery_wrong",
    "setup.facility",
    "setup.units_range",
    "password.length",
    "password.common",
    "person.login_taken",
    "person.badge_taken",
    "person.roles_empty",
    "person.unknown",
    "site.code_taken",
    "site.unknown",
    "station.unknown",
    "tank.code",
    "template.gave_way",
    "template.rule.brace",
    "template.rule.code_missing",
    "template.rule.kind",
    "template.rule.linear_align",
    "template.rule.linear_height",
    "template.rule.lines",
    "template.rule.marks_missing",
    "template.rule.marks_size",
    "template.rule.marks_size_alone",
    "template.rule.no_symbol_here",
    "template.rule.outside",
    "template.rule.over_marks",
    "template.rule.over_symbol",
    "template.rule.side",
    "template.rule.size_order",
    "template.rule.split",
    "template.rule.symbol_missing",
    "template.rule.thickness",
    "template.rule.too_many",
    "template.rule.type_size",
    "template.rule.unknown_word",
    "template.rule.unreadable",
    "template.rule.wrong_code",
    "tank.code_taken",
    "block.full",
    "unit.unknown",
    "shipment.unknown",
    "shipment.too_many",
    "shipment.box_open",
    "printer.unknown",
    "label.no_badge",
    "label.no_position",
    "printer.target",
    "printer.target_device",
    "sync.not_connected",
    "sync.already_connected",
    "print.unknown",
    "procedure.no_text",
    "procedure.draft_too_long",
    "procedure.drafts_too_many",
    "part.label_queued",
    "print.called_off",
    "print.not_failed",
    "print.not_waiting",
    "print.not_uncertain",
    "print.interrupted",
    "print.restored",
    "audit.called_off",
    "audit.cursor",
    "audit.entry_unknown",
    "audit.too_many",
    "sync.other_bank",
    "sync.file_chain_gap",
    "sync.file_damaged",
    "sync.file_differs",
    "sync.file_forged",
    "sync.file_gap",
    "sync.file_kind",
    "sync.file_locked",
    "sync.file_other_bank",
    "sync.file_other_site",
    "sync.file_page",
    "sync.file_place",
    "sync.file_read",
    "sync.file_station",
    "sync.file_two_histories",
    "sync.file_unknown_station",
    "sync.file_write",
    "block.restored",
    "backup.ledger",
    "backup.projections",
    "restore.exists",
    "document.code",
    "kit.not_called_off",
    "document.label_printer",
    "document.own_folder",
    "import.csv",
    "import.lines",
];

pub(crate) fn refused(refusal: Refusal) -> Problem {
    let severity = match refusal.force {
        Force::Stop => Severity::Refusal,
        Force::Warning => Severity::Warning,
    };
    let mut problem = Problem::new(refusal.code.as_str(), severity);
    for (name, value) in refusal.params {
        problem = problem.with(name, value);
    }
    match refusal.field {
        Some(field) => problem.at(field),
        None => problem,
    }
}

pub(crate) fn stored(error: StoreError) -> Problem {
    let severity = match error {
        StoreError::WrongPassphrase => Severity::Refusal,
        _ => Severity::Fault,
    };
    let mut problem = Problem::new(error.code(), severity);
    for (name, value) in error.params() {
        problem = problem.with(name, value);
    }
    problem
}

pub(crate) fn scanned(error: &isbt128::ScanError, field: &str) -> Problem {
    let mut problem = Problem::refusal(error.code()).at(field);
    for (name, value) in error.params() {
        problem = problem.with(name, value);
    }
    problem
}

pub(crate) fn labelled(error: &labels::LabelError) -> Problem {
    let mut problem = Problem::fault(error.code());
    for (name, value) in error.params() {
        problem = problem.with(name, value);
    }
    problem
}

pub(crate) fn printed(error: &devices::PrinterError) -> Problem {
    let mut problem = Problem::fault(error.code()).at("printer");
    for (name, value) in error.params() {
        problem = problem.with(name, value);
    }
    problem
}

pub(crate) fn synced(error: &sync::SyncError) -> Problem {
    let mut problem = Problem::fault(error.code());
    for (name, value) in error.params() {
        problem = problem.with(&name, value);
    }
    problem
}

pub(crate) fn backed_up(error: BackupError) -> Problem {
    let BackupError::Store(error) = error else {
        let problem = Problem::fault(error.code());
        return error.params().into_iter().fold(problem, |problem, (name, value)| problem.with(name, value));
    };
    stored(error)
}

pub(crate) fn io(error: std::io::Error) -> Problem {
    stored(error.into())
}
