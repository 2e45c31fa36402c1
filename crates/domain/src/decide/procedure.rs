//! Procedures are approved before use (21 CFR 1271.47(b)).

use super::Context;
use super::check::CLOCK_TOLERANCE_MS;
use crate::record::ProcedureApproved;
use crate::{Code, Meaning, ProcedureKind, Purpose, Record, Refusal};

/// Refuses work under a procedure that is not approved, or not in effect yet. A demo bank's work is not real: it may be
/// older than the rule.
///
/// # Errors
/// [`Code::ProcedureNotApproved`].
pub fn in_force(kind: ProcedureKind, context: &Context<'_>) -> Result<(), Refusal> {
    let procedure = context.rules.procedure(kind);
    let now_ms = context.now_ms.saturating_add(CLOCK_TOLERANCE_MS);
    let approved = context
        .approvals
        .iter()
        .any(|approval| procedure.is_approved_by(approval) && approval.effective_ms <= now_ms);
    if approved || context.purpose == Purpose::Demo {
        return Ok(());
    }
    Err(Refusal::stop(Code::ProcedureNotApproved)
        .with("procedure", procedure.code)
        .with("version", procedure.version))
}

/// What is given to approve a procedure.
#[derive(Debug, Clone, Copy)]
pub struct ApprovalInput<'a> {
    /// What sort.
    pub kind: ProcedureKind,
    /// Its code, as shown.
    pub code: &'a str,
    /// Its version, as shown.
    pub version: &'a str,
    /// Digest of its content, as shown.
    pub digest: &'a str,
    /// From when on it is used, ms; at once where none is given.
    pub effective_ms: Option<i64>,
    /// Printed name of the signer.
    pub name: &'a str,
}

/// Approves exactly what was shown.
///
/// # Errors
/// Not what is in the rule set; approved before; in effect before it is approved.
pub fn approve_procedure(input: &ApprovalInput<'_>, context: &Context<'_>) -> Result<Record, Refusal> {
    let procedure = context.rules.procedure(input.kind);
    if (input.code, input.version) != (procedure.code.as_str(), procedure.version.as_str()) {
        return Err(Refusal::stop(Code::ProcedureUnknown)
            .with("procedure", input.code)
            .with("version", input.version)
            .at("version"));
    }
    if input.digest != procedure.digest {
        return Err(Refusal::stop(Code::ContentChanged).at("digest"));
    }
    if context.approvals.iter().any(|approval| procedure.is_approved_by(approval)) {
        return Err(Refusal::stop(Code::ProcedureAlreadyApproved)
            .with("procedure", procedure.code)
            .with("version", procedure.version));
    }
    let effective_ms = input.effective_ms.unwrap_or(context.now_ms);
    if effective_ms < context.now_ms.saturating_sub(CLOCK_TOLERANCE_MS) {
        return Err(Refusal::stop(Code::ProcedureBackdated).with("value", effective_ms).at("effective_ms"));
    }
    Ok(Record::ProcedureApproved(ProcedureApproved {
        procedure: procedure.kind,
        code: procedure.code,
        version: procedure.version,
        digest: procedure.digest,
        effective_ms,
        name: input.name.to_owned(),
        meaning: Meaning::Approval,
    }))
}
