//! Procedures and their approval.

use super::credential::sign;
use crate::context::{Act, Answer, Cx};
use crate::view::procedure_views;
use api::wire::*;
use domain::decide::{ApprovalInput, approve_procedure};

pub(crate) fn procedure_list(cx: &mut Cx<'_>, _: Empty) -> Answer<ProcedureList> {
    Ok(ProcedureList { procedures: procedure_views(cx)? })
}

pub(crate) fn procedure_approve(cx: &mut Cx<'_>, request: ApproveProcedure) -> Answer<ProcedureList> {
    let name = cx.operator()?.name;
    let input = ApprovalInput {
        kind: request.kind,
        code: &request.code,
        version: &request.version,
        digest: &request.digest,
        effective_ms: request.effective_ms,
        name: &name,
    };
    let record = cx.decide(|context| approve_procedure(&input, context))?;
    sign(cx, request.login.as_deref(), &request.password)?;
    let subject = cx.rules().procedure(request.kind).subject();
    cx.record(vec![Act::new(&subject, record)])?;
    procedure_list(cx, Empty {})
}
