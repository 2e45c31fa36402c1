//! Labels of parts, through the templates and printers of all labels.

use super::{id, part_code, recorded, scene};
use crate::command::label::{self, model};
use crate::command::{print, printer};
use crate::context::{Act, Answer, Cx};
use crate::problem::{refused, scanned, stored};
use crate::procedures::samples_of;
use crate::template;
use crate::view::Names;
use api::Problem;
use api::wire::*;
use domain::unit::{Part, PartId, UnitState};
use domain::{Code, PartContainer, PartKind, Permission, Record, Refusal, decide};
use isbt128::{Flags, LocalCode, LocalKind};
use labels::{LabelCode, LabelModel};
use store::print::{JobState, NewJob};

/// The template for what a part is in.
const fn template_of(container: PartContainer, kind: PartKind) -> LabelTemplate {
    match container {
        PartContainer::Compartment => LabelTemplate::Compartment,
        PartContainer::Segment => LabelTemplate::Segment,
        PartContainer::Vial => LabelTemplate::Vial,
        PartContainer::Tube | PartContainer::Bottle | PartContainer::Bag if kind.is_maternal() => {
            LabelTemplate::MaternalTube
        }
        PartContainer::Tube | PartContainer::Bottle | PartContainer::Bag => LabelTemplate::Tube,
    }
}

fn word(locale: Locale, part: &Part) -> String {
    let words = crate::inspection::Words::new(locale);
    let kind = serde_json::to_value(part.kind()).unwrap_or_default();
    words.value("part_kind", kind.as_str().unwrap_or_default())
}

fn models(
    cx: &mut Cx<'_>,
    unit: &crate::context::LoadedUnit,
    parts: &[PartId],
    locale: Locale,
) -> Answer<Vec<LabelModel>> {
    let state: &UnitState = &unit.state;
    let mut models = Vec::new();
    for part in parts.iter().filter_map(|id| state.part(*id)) {
        let template = template_of(part.made.record.container, part.kind());
        let Some(mut label) = model::of_unit(cx, unit, &[template], locale)?.into_iter().next() else {
            continue;
        };
        let Some(din) = state.din() else { continue };
        let code = LocalCode::new(LocalKind::Part, &part_code(din, part.number));
        let code = code.map_err(|e| scanned(&e, "parts"))?;
        let compartment = state.compartment_of(part).filter(|_| part.is_compartment());
        let flags = match compartment {
            Some((number, _)) => Flags::container(number).map_err(|e| scanned(&e, "parts"))?,
            None => model::flags(template),
        };
        let (din, scheme) = match &label.code {
            LabelCode::Donation { din, scheme, .. } => (*din, *scheme),
            LabelCode::Product(codes) => (codes.din, codes.scheme),
            _ => continue,
        };
        let unit_text = match part.made.record.volume_unit {
            domain::VolumeUnit::Ml => "mL",
            domain::VolumeUnit::Ul => "µL",
        };
        let held = domain::rules::in_unit(part.held_nl, part.made.record.volume_unit);
        let volume = format!("{held} {unit_text}");
        label.code = LabelCode::Part { din, flags, scheme, code };
        label.copy = part.printed().saturating_add(1);
        label.texts.content = format!("{:02} {} {volume}", part.number, word(locale, part));
        label.texts.purpose = format!("{:02} {}", part.number, word(locale, part));
        label.texts.volume = volume;
        if let Some((number, all)) = compartment {
            label.texts.compartment = format!("{number} / {all}");
        }
        models.push(label);
    }
    Ok(models)
}

pub(crate) fn part_print_labels(cx: &mut Cx<'_>, request: PrintPartLabels) -> Answer<PartLabelsReply> {
    let unit = cx.unit(request.donation)?;
    let parts: Vec<PartId> = request.parts.iter().map(|text| id(text, "parts")).collect::<Answer<_>>()?;
    let may_reprint = cx.may(Permission::ReprintLabel)?;
    let reason = request.reprint_reason.as_deref();
    let rules = samples_of(cx, &unit.state)?;
    let order = cx
        .decide(|context| decide::label_parts(&scene(&unit, &rules, context), &parts, reason, may_reprint))?;
    let (view, _) = printer::find(cx, &request.printer)?;
    let models = models(cx, &unit, &parts, request.locale)?;
    if models.is_empty() {
        return Err(refused(Refusal::stop(Code::NotCollected)));
    }
    let drawn = template::in_force(cx)?.draw(&*label::fonts(cx)?, &models, view.language)?;
    let digest = label::sha256(&drawn.bytes);
    let record = domain::record::PartLabelled {
        destination: view.name.clone(),
        digest: digest.clone(),
        own_templates: drawn.own,
        ..order
    };
    let labels = u32::try_from(models.len()).unwrap_or(u32::MAX);
    let first = record.numbers.first().copied().unwrap_or_default();
    let job = NewJob {
        printer: view.name,
        name: format!("parts-{}.{}", part_code(unit.state.din().unwrap_or_default(), first), drawn.extension),
        digest,
        bytes: drawn.bytes,
        labels,
        of: None,
        ordered_by: cx.state.session.map(|session| session.person),
        created_ms: cx.now_ms(),
    };
    let act = Act::new(request.donation.bytes(), Record::PartLabelled(record));
    let number = cx.record_with_job(vec![act], &job)?;
    crate::print::pump(cx, &job.printer);
    crate::print::await_end(cx, number);
    let job = print::view(cx, &Names::read(cx)?, print::find(cx, number)?)?;
    let destination = job.destination.clone().unwrap_or_default();
    Ok(PartLabelsReply { labels, destination, job, warning: drawn.warning })
}

pub(crate) fn part_call_off_label(cx: &mut Cx<'_>, request: CallOffPartLabel) -> Answer<PartsView> {
    let part = id(&request.part, "part")?;
    let order = id(&request.order, "order")?;
    // What still may come out of a printer is called off, or settled, in the queue.
    let job = cx.store()?.find_job_of(order.station, order.seq).map_err(stored)?;
    if job.is_some_and(|job| !matches!(job.state, JobState::Done | JobState::Cancelled)) {
        return Err(Problem::refusal("part.label_queued").at("order"));
    }
    recorded(cx, request.donation, |unit| decide::call_off_label(&unit.state, part, order, &request.reason))
}
