//! Drafts: what an author has not submitted for review. They stay at this station, in its encrypted file, until they are
//! submitted or discarded; nobody else sees them.

use crate::context::{Answer, Cx};
use crate::integrity;
use crate::problem::stored;
use api::Problem;
use api::wire::*;
use domain::PersonId;
use store::DraftRow;

/// The longest draft that is kept, in bytes: one that has still to be made shorter is not lost.
const DRAFT_BYTES_MAX: usize = 8 * 1024 * 1024;
/// The longest reason of a draft in bytes.
const REASON_BYTES_MAX: usize = 16 * 1024;
/// How many drafts one author has at a station.
const DRAFTS_MAX: usize = 50;

pub(crate) fn procedure_drafts(cx: &mut Cx<'_>, _: Empty) -> Answer<DraftList> {
    let rules = cx.rules();
    let drafts = cx.store()?.list_drafts(author(cx)?).map_err(stored)?;
    let drafts = drafts.into_iter().map(|draft| {
        let began = rules.sop_of_digest(&draft.began_with).map(|file| &file.sop);
        DraftView {
            code: draft.code.or_else(|| began.map(|sop| sop.code.clone())).unwrap_or_default(),
            version: draft.version.or_else(|| began.map(|sop| sop.version.clone())).unwrap_or_default(),
            began_version: began.map(|sop| sop.version.clone()).unwrap_or_default(),
            bytes: draft.bytes,
            saved_ms: draft.saved_ms,
            began_with: draft.began_with,
        }
    });
    Ok(DraftList { drafts: drafts.collect() })
}

pub(crate) fn procedure_draft(cx: &mut Cx<'_>, request: DraftQuery) -> Answer<FoundDraft> {
    let draft = cx.store()?.find_draft(author(cx)?, &request.began_with).map_err(stored)?;
    let draft = draft.map(|DraftRow { content, reason, saved_ms }| DraftText { content, reason, saved_ms });
    Ok(FoundDraft { draft })
}

pub(crate) fn procedure_keep_draft(cx: &mut Cx<'_>, request: KeepDraft) -> Answer<DraftKept> {
    for (text, field, max) in
        [(&request.content, "content", DRAFT_BYTES_MAX), (&request.reason, "reason", REASON_BYTES_MAX)]
    {
        if text.len() > max {
            return Err(Problem::refusal("procedure.draft_too_long")
                .with("kb", text.len().div_ceil(1024))
                .with("max", max / 1024)
                .at(field));
        }
    }
    let rules = cx.rules();
    if rules.sop_of_digest(&request.began_with).is_none() {
        return Err(Problem::refusal("procedure.no_text").at("began_with"));
    }
    let person = author(cx)?;
    let kept = cx.store()?.list_drafts(person).map_err(stored)?;
    if kept.len() >= DRAFTS_MAX && !kept.iter().any(|draft| draft.began_with == request.began_with) {
        return Err(Problem::refusal("procedure.drafts_too_many").with("max", DRAFTS_MAX));
    }
    let draft = DraftRow { content: request.content, reason: request.reason, saved_ms: cx.now_ms() };
    integrity::require_whole(cx)?;
    let written = cx.store_mut()?.keep_draft(person, &request.began_with, &draft);
    integrity::note(cx, written.as_ref().err());
    written.map_err(stored)?;
    Ok(DraftKept { saved_ms: draft.saved_ms })
}

pub(crate) fn procedure_discard_draft(cx: &mut Cx<'_>, request: DraftQuery) -> Answer<DraftList> {
    let person = author(cx)?;
    cx.store_mut()?.discard_draft(person, &request.began_with).map_err(stored)?;
    procedure_drafts(cx, Empty {})
}

fn author(cx: &Cx<'_>) -> Answer<PersonId> {
    Ok(cx.operator()?.person)
}
