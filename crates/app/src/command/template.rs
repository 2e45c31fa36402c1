//! Label templates of the bank's own: looked at, drawn, approved, taken back.

use super::audit_export::file_time;
use super::credential::sign;
use super::label::{fonts, language, mode, scheme};
use super::printer::save_file;
use crate::context::{Act, Answer, Cx};
use crate::problem::{labelled, refused, scanned};
use crate::template;
use crate::view::Names;
use api::Problem;
use api::wire::*;
use base64::Engine as _;
use domain::decide::{DrawingInput, approve_template, draw_template, withdraw_template};
use domain::template::{CONTENT_BYTES_MAX, TemplateState, Version, content_digest, subject};
use domain::{Code, Purpose, Refusal};
use isbt128::Scheme;
use labels::{Dpi, LabelError, LabelModel, Language, Template, TemplateId, Templates};

/// The template of a word on the wire.
fn id(template: LabelTemplate) -> Answer<TemplateId> {
    let word = serde_json::to_value(template).ok();
    let word = word.as_ref().and_then(|word| word.as_str()).unwrap_or_default();
    TemplateId::from_code(word).ok_or_else(|| Problem::fault("fault.internal"))
}

/// The word on the wire of a template.
fn wire(id: TemplateId) -> Option<LabelTemplate> {
    serde_json::from_value(serde_json::Value::from(id.code())).ok()
}

pub(crate) fn template_list(cx: &mut Cx<'_>, _: Empty) -> Answer<TemplateList> {
    let in_force = template::in_force(cx)?;
    let mut templates = Vec::new();
    for id in TemplateId::ALL {
        if let Some(word) = wire(id) {
            let problem = in_force.problem(id).cloned();
            templates.push(summary(word, &template::state(cx, id)?, problem));
        }
    }
    Ok(TemplateList { templates })
}

fn summary(template: LabelTemplate, state: &TemplateState, problem: Option<Problem>) -> TemplateSummary {
    let in_force = state.in_force();
    let approval = in_force.and_then(|version| version.approvals.last());
    let after = in_force.and_then(|found| state.versions().iter().position(|version| version == found));
    let later = state.versions().iter().skip(after.map_or(0, |place| place + 1));
    let waiting = later.filter(|version| !version.is_approved()).count();
    TemplateSummary {
        template,
        version: in_force.map_or(0, |version| version.drawn.record.version),
        approved_by: approval.map(|approval| approval.record.name.clone()),
        approved_ms: approval.map(|approval| approval.stamp.at_ms),
        waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
        contested: !state.contenders().is_empty(),
        problem,
    }
}

pub(crate) fn template_get(cx: &mut Cx<'_>, request: TemplateQuery) -> Answer<TemplateDetail> {
    let id = id(request.template)?;
    let (state, names) = (template::state(cx, id)?, Names::read(cx)?);
    let operator = cx.operator()?.person;
    let settled = state.contenders().is_empty();
    let ours = Templates::source(id);
    let versions = state.versions().iter().rev().map(|version| {
        let (stamp, record) = (&version.drawn.stamp, &version.drawn.record);
        let in_force = state.in_force() == Some(version);
        let approval = version.approvals.last();
        let problem = Template::parse(id.code(), &record.content).err().map(|e| labelled(&e));
        let open = !(in_force && settled);
        TemplateVersionView {
            id: version.name.clone(),
            version: record.version,
            content: record.content.clone(),
            content_digest: content_digest(&record.content),
            based_on: record.based_on.clone(),
            reason: record.reason.clone(),
            drawn_by: names.person(stamp.operator),
            drawn_ms: stamp.at_ms,
            station_name: names.station(stamp.station),
            state: match (in_force, version.is_approved()) {
                (true, _) => TemplateVersionState::InForce,
                (false, true) => TemplateVersionState::Former,
                (false, false) => TemplateVersionState::Drawn,
            },
            approved_by: approval.map(|approval| approval.record.name.clone()),
            approved_ms: approval.map(|approval| approval.stamp.at_ms),
            own: stamp.operator == Some(operator),
            approval_digest: open.then(|| state.approval_digest(version)),
            back_to_digest: (open && version.is_approved()).then(|| state.withdrawal_digest(Some(version))),
            problem,
        }
    });
    let number = |version: Option<&Version>| version.map_or(0, |version| version.drawn.record.version);
    let withdrawals = state.withdrawals().iter().rev().map(|taken_back| TemplateWithdrawalView {
        version: taken_back.record.version,
        back_to_version: taken_back.record.back_to_version,
        reason: taken_back.record.reason.clone(),
        by: taken_back.record.name.clone(),
        at_ms: taken_back.stamp.at_ms,
    });
    let problem = template::in_force(cx)?.problem(id).cloned();
    Ok(TemplateDetail {
        summary: summary(request.template, &state, problem),
        ours: ours.to_owned(),
        ours_digest: content_digest(ours),
        placeholders: LabelModel::placeholders().map(str::to_owned).collect(),
        versions: versions.collect(),
        contenders: state.contenders().into_iter().map(number).collect(),
        withdrawals: withdrawals.collect(),
        back_to_ours: (state.in_force().is_some() || !settled).then(|| state.withdrawal_digest(None)),
    })
}

/// A fault of a template with the rule that it breaks and where.
fn fault(error: &LabelError, field: &str) -> Problem {
    let mut problem = match error.rule() {
        Some(rule) => Problem::refusal(&format!("template.rule.{}", rule.code())),
        None => Problem::refusal(error.code()),
    };
    for (name, value) in error.params().into_iter().filter(|(name, _)| *name != "template") {
        problem = problem.with(name, value);
    }
    problem.at(field)
}

fn at(error: &LabelError) -> String {
    let params = error.params();
    params.into_iter().find(|(name, _)| *name == "field").map(|(_, field)| field).unwrap_or_default()
}

/// The template of a text, and everything that keeps it from printing labels that read: on paper and at every
/// resolution, under both numberings, for the usual and for the longest names.
fn tried(id: TemplateId, content: &str) -> Answer<(Option<Template>, Vec<Problem>)> {
    if content.len() > CONTENT_BYTES_MAX {
        return Ok((None, vec![too_long()]));
    }
    let template = match Template::parse_all(id.code(), content) {
        Ok(template) => template,
        Err(errors) => return Ok((None, errors.iter().map(|error| fault(error, &at(error))).collect())),
    };
    let mut faults: Vec<Problem> = Vec::new();
    for model in specimens(id)? {
        for dpi in std::iter::once(None).chain(Dpi::ALL.map(Some)) {
            for misfit in template.misfits(&model, dpi) {
                let found = fault(&misfit.error, &misfit.field);
                let said = |known: &Problem| {
                    (&known.code, &known.field, known.params.get("dpi"))
                        == (&found.code, &found.field, found.params.get("dpi"))
                };
                if !faults.iter().any(said) {
                    faults.push(found);
                }
            }
        }
    }
    Ok((Some(template), faults))
}

fn specimens(id: TemplateId) -> Answer<Vec<LabelModel>> {
    let mut models = Vec::new();
    for language in [Language::Chinese, Language::English] {
        for scheme in [Scheme::Local, Scheme::Isbt128] {
            for longest in [false, true] {
                for purpose in [Purpose::Live, Purpose::Demo] {
                    models.push(specimen(id, language, (scheme, purpose), longest)?);
                }
            }
        }
    }
    Ok(models)
}

fn specimen(
    id: TemplateId,
    language: Language,
    (scheme, purpose): (Scheme, Purpose),
    longest: bool,
) -> Answer<LabelModel> {
    let make = if longest { LabelModel::longest_specimen } else { LabelModel::specimen };
    let model = make(id, language, scheme).map_err(|e| scanned(&e, "content"))?;
    Ok(LabelModel { mode: mode(purpose), ..model })
}

pub(crate) fn template_preview(cx: &mut Cx<'_>, request: PreviewTemplate) -> Answer<TemplatePreview> {
    let id = id(request.template)?;
    let of_scheme = (scheme(request.scheme), request.purpose);
    let model = specimen(id, language(request.locale), of_scheme, request.longest)?;
    let Some(content) = request.content else {
        let drawn = template::in_force(cx)?.draw(&*fonts(cx)?, &[model], PrinterLanguage::Pdf)?;
        let state = template::state(cx, id)?;
        let content = state.in_force().map(|version| version.drawn.record.content.clone());
        return Ok(TemplatePreview {
            pdf_base64: Some(base64::engine::general_purpose::STANDARD.encode(drawn.bytes)),
            faults: drawn.warning.into_iter().collect(),
            digest: content_digest(content.as_deref().unwrap_or(Templates::source(id))),
        });
    };
    let (template, faults) = tried(id, &content)?;
    let fonts = fonts(cx)?;
    // A symbol that does not fit at one resolution may still be shown.
    let pdf = template.and_then(|own| {
        let own = Templates::default().with(id, own);
        own.render_pdf(std::slice::from_ref(&model), &fonts).ok()
    });
    Ok(TemplatePreview {
        pdf_base64: pdf.map(|pdf| base64::engine::general_purpose::STANDARD.encode(pdf)),
        faults,
        digest: content_digest(&content),
    })
}

fn too_long() -> Problem {
    refused(Refusal::stop(Code::TooLong).with("max", CONTENT_BYTES_MAX).at("content"))
}

pub(crate) fn template_file(cx: &mut Cx<'_>, request: TemplateToFile) -> Answer<TemplateFile> {
    let id = id(request.template)?;
    if request.content.len() > CONTENT_BYTES_MAX {
        return Err(too_long());
    }
    let name = format!("template-{}-{}.json", id.code(), file_time(cx.now_ms()));
    Ok(TemplateFile { path: save_file(cx, &name, request.content.as_bytes())? })
}

pub(crate) fn template_save(cx: &mut Cx<'_>, request: SaveTemplate) -> Answer<TemplateDetail> {
    let id = id(request.template)?;
    if let Some(fault) = tried(id, &request.content)?.1.into_iter().next() {
        return Err(fault);
    }
    let state = template::state(cx, id)?;
    let input = DrawingInput {
        content: &request.content,
        ours: Templates::source(id),
        based_on: &request.based_on,
        reason: &request.reason,
    };
    let record = draw_template(&state, &input).map_err(refused)?;
    cx.record(vec![Act::new(&subject(id.code()), record)])?;
    template_get(cx, TemplateQuery { template: request.template })
}

pub(crate) fn template_approve(cx: &mut Cx<'_>, request: ApproveTemplate) -> Answer<TemplateDetail> {
    let id = id(request.template)?;
    let (state, name) = (template::state(cx, id)?, cx.operator()?.name);
    let record =
        cx.decide(|context| approve_template(&state, &request.version, &request.digest, &name, context))?;
    // A later build may be stricter than the one that it was drawn with.
    if let Some(version) = state.version(&request.version)
        && let Some(fault) = tried(id, &version.drawn.record.content)?.1.into_iter().next()
    {
        return Err(fault);
    }
    sign(cx, request.login.as_deref(), &request.password)?;
    cx.record(vec![Act::new(&subject(id.code()), record)])?;
    template_get(cx, TemplateQuery { template: request.template })
}

pub(crate) fn template_withdraw(cx: &mut Cx<'_>, request: WithdrawTemplate) -> Answer<TemplateDetail> {
    let id = id(request.template)?;
    let (state, name) = (template::state(cx, id)?, cx.operator()?.name);
    let back_to = request.back_to.as_deref();
    let record =
        withdraw_template(&state, back_to, &request.digest, &request.reason, &name).map_err(refused)?;
    sign(cx, request.login.as_deref(), &request.password)?;
    cx.record(vec![Act::new(&subject(id.code()), record)])?;
    template_get(cx, TemplateQuery { template: request.template })
}
