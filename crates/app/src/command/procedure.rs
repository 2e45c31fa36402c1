//! Procedures: reading, trying out, drawing, approving; confirming single limits.

use super::audit_export::file_time;
mod draft;

pub(crate) use draft::{procedure_discard_draft, procedure_draft, procedure_drafts, procedure_keep_draft};

use super::credential::sign;
use super::printer::save_file;
use crate::context::{Act, Answer, Cx};
use crate::problem::stored;
use crate::procedures::digest;
use crate::rules::shipped_text;
use crate::view::procedure_views;
use api::Problem;
use api::wire::*;
use domain::decide::{
    self, ApprovalInput, ConfirmationInput, ConfirmedValue, ReturnInput, SopInput, StandingInput,
    approve_procedure, return_procedure,
};
use domain::rules::{Change, Procedure, Sop, SopFault, SopFile, Step, StepPicture, differences};

pub(crate) fn procedure_list(cx: &mut Cx<'_>, _: Empty) -> Answer<ProcedureList> {
    Ok(ProcedureList { procedures: procedure_views(cx)? })
}

pub(crate) fn procedure_text(cx: &mut Cx<'_>, request: ProcedureQuery) -> Answer<ProcedureText> {
    let content = text_of(cx, &request.digest)?;
    let rules = cx.rules();
    let file = rules.sop_of_digest(&request.digest).ok_or_else(|| Problem::refusal("procedure.no_text"))?;
    Ok(ProcedureText {
        code: file.sop.code.clone(),
        version: file.sop.version.clone(),
        draft_base: draft_base(cx, &request.digest)?,
        digest: request.digest,
        content,
    })
}

/// What a draft that begins with a version is compared with: that version, and for one that was returned what it was based
/// on, so that a reviewer sees all that changes what is worked by.
pub(super) fn draft_base(cx: &Cx<'_>, began_with: &str) -> Answer<Option<String>> {
    if !cx.rules().returned.contains_key(began_with) {
        return Ok(Some(began_with.to_owned()));
    }
    let drawn = cx.store()?.list_procedures().map_err(stored)?.drawn;
    let found = drawn.into_iter().find(|drawn| drawn.record.digest == began_with);
    Ok(found.map(|drawn| drawn.record.based_on).filter(|digest| !digest.is_empty()))
}

pub(crate) fn procedure_compare(cx: &mut Cx<'_>, request: CompareProcedures) -> Answer<ProcedureDifference> {
    let (before, after) = (text_of(cx, &request.before)?, text_of(cx, &request.after)?);
    let rules = cx.rules();
    let file =
        |digest: &str| rules.sop_of_digest(digest).ok_or_else(|| Problem::refusal("procedure.no_text"));
    let changes = changes(file(&request.before)?, &before, &file(&request.after)?.sop, &after);
    Ok(ProcedureDifference { changes })
}

/// The text of a version, as it ships or as it was drawn.
fn text_of(cx: &Cx<'_>, wanted: &str) -> Answer<String> {
    if let Some(text) = shipped_text(wanted) {
        return Ok(text.to_owned());
    }
    let drawn = cx.store()?.list_procedures().map_err(stored)?.drawn;
    let found = drawn.into_iter().find(|drawn| drawn.record.digest == wanted);
    found.map(|drawn| drawn.record.content).ok_or_else(|| Problem::refusal("procedure.no_text").at("digest"))
}

pub(crate) fn procedure_check(cx: &mut Cx<'_>, request: CheckProcedure) -> Answer<ProcedureCheck> {
    let sop = match Sop::parse_drawing(&request.content) {
        Ok(sop) => sop,
        Err(faults) => {
            let faults = faults.iter().map(fault_view).collect();
            return Ok(ProcedureCheck { faults, changes: Vec::new(), steps: 0 });
        }
    };
    let Some(based_on) = request.based_on else {
        return Ok(ProcedureCheck { faults: Vec::new(), changes: Vec::new(), steps: count(&sop) });
    };
    let before = text_of(cx, &based_on)?;
    let rules = cx.rules();
    let file = rules.sop_of_digest(&based_on).ok_or_else(|| Problem::refusal("procedure.no_text"))?;
    let changes = changes(file, &before, &sop, &request.content);
    Ok(ProcedureCheck { faults: Vec::new(), changes, steps: count(&sop) })
}

fn count(sop: &Sop) -> u32 {
    u32::try_from(sop.steps.len()).unwrap_or(u32::MAX)
}

fn fault_view(fault: &SopFault) -> ProcedureFault {
    let problem = Problem::refusal(fault.code).with("value", &*fault.value).with("at", &*fault.at);
    ProcedureFault { problem: problem.at("content"), at: fault.at.clone() }
}

fn changes(before: &SopFile, before_text: &str, after: &Sop, after_text: &str) -> Vec<ProcedureChange> {
    let (old, new) = (steps_of(before_text), steps_of(after_text));
    let text = |steps: &[(String, String)], step: &Step| {
        steps.iter().find(|(code, _)| *code == step.code).map(|(_, text)| text.clone())
    };
    let view = |change: Change<'_>| {
        let (kind, step, was, is) = match change {
            Change::Added(step) => (ProcedureChangeKind::Added, step, None, step.picture.as_ref()),
            Change::Removed(step) => (ProcedureChangeKind::Removed, step, step.picture.as_ref(), None),
            Change::Changed { before, after } => {
                (ProcedureChangeKind::Changed, after, before.picture.as_ref(), after.picture.as_ref())
            }
            Change::Moved { after, .. } => (ProcedureChangeKind::Moved, after, None, None),
        };
        let differ = was != is;
        ProcedureChange {
            kind,
            number: step.number,
            zh: step.title.zh.clone(),
            en: step.title.en.clone(),
            before: if kind == ProcedureChangeKind::Added { None } else { text(&old, step) },
            after: if kind == ProcedureChangeKind::Removed { None } else { text(&new, step) },
            before_picture: was.filter(|_| differ).and_then(picture_view),
            after_picture: is.filter(|_| differ).and_then(picture_view),
        }
    };
    differences(&before.sop, after).into_iter().map(view).collect()
}

fn short(digest: &str) -> String {
    digest.chars().take(16).collect()
}

fn picture_view(picture: &StepPicture) -> Option<PictureView> {
    let (media, _) = picture.read()?;
    Some(PictureView { zh: picture.zh.clone(), en: picture.en.clone(), media, content: picture.data.clone() })
}

/// The steps of a text as it has them, by code, laid out for reading.
fn steps_of(text: &str) -> Vec<(String, String)> {
    let value: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let steps = value.get("steps").and_then(|steps| steps.as_array()).cloned().unwrap_or_default();
    let read = steps.into_iter().filter_map(|mut step| {
        let code = step.get("code")?.as_str()?.to_owned();
        // Nobody reads base64: the pictures themselves stand beside the text.
        if let Some(data) = step.pointer_mut("/picture/data") {
            let text = data.as_str().unwrap_or_default();
            *data = format!("sha256:{} ({} KB)", short(&digest(text)), text.len() / 4 * 3 / 1024).into();
        }
        Some((code, serde_json::to_string_pretty(&step).ok()?))
    });
    read.collect()
}

pub(crate) fn procedure_file(cx: &mut Cx<'_>, request: ProcedureToFile) -> Answer<ProcedureFile> {
    // Whatever there is: a draft that is too long to be saved can be put aside and made smaller.
    let name = format!("procedure-{}.json", file_time(cx.now_ms()));
    Ok(ProcedureFile { path: save_file(cx, &name, request.content.as_bytes())? })
}

pub(crate) fn procedure_draw(cx: &mut Cx<'_>, request: DrawProcedure) -> Answer<ProcedureList> {
    let sop = Sop::parse_drawing(&request.content).map_err(|faults| match faults.first() {
        Some(fault) => fault_view(fault).problem,
        None => Problem::fault("fault.internal"),
    })?;
    let digest = digest(&request.content);
    if let Some(based_on) = &request.based_on {
        text_of(cx, based_on)?;
    }
    let input = SopInput {
        sop: &sop,
        content: &request.content,
        digest: &digest,
        based_on: request.based_on.as_deref().unwrap_or_default(),
        reason: &request.reason,
    };
    let records = cx.decide(|context| decide::draw_sop(&input, context))?;
    let subject = Procedure::from(&SopFile { sop, digest, drawn_by: None }).subject();
    cx.record(records.into_iter().map(|record| Act::new(&subject, record)).collect())?;
    if let Some(began_with) = &request.draft {
        let person = cx.operator()?.person;
        cx.store_mut()?.discard_draft(person, began_with).map_err(stored)?;
    }
    procedure_list(cx, Empty {})
}

pub(crate) fn procedure_return(cx: &mut Cx<'_>, request: ReturnProcedure) -> Answer<ProcedureList> {
    let name = cx.operator()?.name;
    let input = ReturnInput {
        code: &request.code,
        version: &request.version,
        digest: &request.digest,
        reason: &request.reason,
        name: &name,
    };
    let record = cx.decide(|context| return_procedure(&input, context))?;
    let rules = cx.rules();
    let file = rules.sop_of_digest(&request.digest).ok_or_else(|| Problem::fault("fault.internal"))?;
    let subject = Procedure::from(file.as_ref()).subject();
    cx.record(vec![Act::new(&subject, record)])?;
    procedure_list(cx, Empty {})
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
    let rules = cx.rules();
    let procedure = rules.procedures().into_iter().find(|procedure| procedure.digest == request.digest);
    let subject = procedure.ok_or_else(|| Problem::fault("fault.internal"))?.subject();
    sign(cx, request.login.as_deref(), &request.password)?;
    cx.record(vec![Act::new(&subject, record)])?;
    procedure_list(cx, Empty {})
}

pub(crate) fn limit_confirm(cx: &mut Cx<'_>, request: ConfirmLimits) -> Answer<ProcedureList> {
    let name = cx.operator()?.name;
    let limits: Vec<ConfirmedValue<'_>> = request
        .limits
        .iter()
        .map(|value| ConfirmedValue {
            limit: &value.limit,
            min: value.min.as_deref(),
            max: value.max.as_deref(),
            reason: value.reason.as_deref(),
        })
        .collect();
    let input = ConfirmationInput {
        digest: &request.digest,
        code: &request.code,
        version: &request.version,
        limits: &limits,
        name: &name,
    };
    let records = cx.decide(|context| decide::confirm_limits(&input, context))?;
    let rules = cx.rules();
    let procedure = rules.procedures().into_iter().find(|procedure| procedure.digest == request.digest);
    let subject = procedure.ok_or_else(|| Problem::fault("fault.internal"))?.subject();
    sign(cx, request.login.as_deref(), &request.password)?;
    cx.record(records.into_iter().map(|record| Act::new(&subject, record)).collect())?;
    procedure_list(cx, Empty {})
}

pub(crate) fn profile_settle(cx: &mut Cx<'_>, request: SetStanding) -> Answer<ProcedureList> {
    let name = cx.operator()?.name;
    let input = StandingInput {
        code: &request.code,
        digest: &request.digest,
        standing: request.standing,
        reason: &request.reason,
        name: &name,
    };
    let record = cx.decide(|context| decide::set_profile_standing(&input, context))?;
    let rules = cx.rules();
    let procedure = rules.procedures().into_iter().find(|procedure| procedure.digest == request.digest);
    let subject = procedure.ok_or_else(|| Problem::fault("fault.internal"))?.subject();
    sign(cx, request.login.as_deref(), &request.password)?;
    cx.record(vec![Act::new(&subject, record)])?;
    procedure_list(cx, Empty {})
}
