//! Photos and files of steps: kept with their units, read back where this station holds them.

use crate::context::{Act, Answer, Cx};
use crate::problem::stored;
use crate::procedures::digest_of;
use crate::view::Names;
use api::Problem;
use api::wire::*;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::decide::{self, AttachmentInput, MEMBERS_MAX};
use domain::rules::FILE_BYTES_MAX;
use domain::{Code, Refusal};
use std::collections::BTreeSet;

pub(crate) fn attachment_keep(cx: &mut Cx<'_>, request: KeepAttachment) -> Answer<AttachmentRef> {
    // What is far too long is not even read.
    if request.content.len() > FILE_BYTES_MAX * 2 {
        return Err(crate::problem::refused(
            Refusal::stop(Code::AttachmentSize)
                .with("name", &request.name)
                .with("value_kb", request.content.len() / 4 * 3 / 1024)
                .with("max_kb", FILE_BYTES_MAX / 1024)
                .at("content"),
        ));
    }
    let bytes = STANDARD
        .decode(&request.content)
        .map_err(|_| Problem::refusal("command.arguments").with("detail", "base64").at("content"))?;
    if request.donations.is_empty() || request.donations.len() > MEMBERS_MAX {
        let detail = format!("1..={MEMBERS_MAX}");
        return Err(Problem::refusal("command.arguments").with("detail", detail).at("donations"));
    }
    let digest = digest_of(&bytes);
    let input = AttachmentInput {
        step: &request.step,
        input: &request.input,
        name: &request.name,
        bytes: &bytes,
        digest: &digest,
    };
    let mut acts = Vec::new();
    // A unit that is named twice keeps it once.
    for donation in request.donations.iter().collect::<BTreeSet<_>>() {
        let unit = cx.unit(*donation)?;
        let kept = cx.decide(|context| decide::keep_attachment(&unit.state, &input, context))?;
        let act = |(record, part)| Act::new(donation.bytes(), record).with_personal(part);
        acts.extend(kept.into_iter().map(act));
    }
    if !acts.is_empty() {
        cx.record(acts)?;
    }
    let first = request.donations.first().copied().ok_or_else(|| Problem::fault("fault.internal"))?;
    let unit = cx.unit(first)?;
    let kept = unit.state.attachment(&digest).ok_or_else(|| Problem::fault("fault.internal"))?;
    Ok(AttachmentRef { digest: kept.digest.clone(), media: kept.media, size: kept.size })
}

pub(crate) fn attachment_get(cx: &mut Cx<'_>, request: AttachmentQuery) -> Answer<AttachmentView> {
    let unit = cx.unit(request.donation)?;
    let unknown = || {
        let refusal = Refusal::stop(Code::AttachmentUnknown).with("input", "").with("value", &request.digest);
        crate::problem::refused(refusal.at("digest"))
    };
    let kept = unit.state.attachment(&request.digest).ok_or_else(unknown)?;
    let first = unit.state.attachments.iter().find(|entry| entry.record.digest == request.digest);
    let stamp = &first.ok_or_else(unknown)?.stamp;
    let whole = cx.store()?.find_attachment(request.donation, kept).map_err(stored)?;
    // What does not make the digest is not what was kept.
    let whole = whole.filter(|whole| digest_of(&whole.bytes) == request.digest);
    Ok(AttachmentView {
        kept: AttachmentRef { digest: kept.digest.clone(), media: kept.media, size: kept.size },
        at_ms: stamp.at_ms,
        by: Names::read(cx)?.person(stamp.operator),
        content: whole.as_ref().map(|whole| STANDARD.encode(&whole.bytes)),
        name: whole.map(|whole| whole.name),
    })
}

pub(crate) fn procedure_picture(cx: &mut Cx<'_>, request: PictureQuery) -> Answer<PictureView> {
    let rules = cx.rules();
    let none = || Problem::refusal("procedure.no_text").at("digest");
    let file = rules.sop_of_digest(&request.digest).ok_or_else(none)?;
    let step = file.sop.step(&request.step).and_then(|step| step.picture.as_ref()).ok_or_else(none)?;
    let (media, _) = step.read().ok_or_else(none)?;
    Ok(PictureView { zh: step.zh.clone(), en: step.en.clone(), media, content: step.data.clone() })
}
