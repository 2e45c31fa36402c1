//! Labels of no unit: storage positions, boxes, equipment, badges.

use super::label::{fonts, language, mode, sha256, template_id};
use super::storage::{find_tank, position_code, tank_of_position};
use super::{credential, printer};
use crate::context::{Act, Answer, Cx};
use crate::problem::{refused, scanned, stored};
use crate::template;
use crate::view::Names;
use api::Problem;
use api::wire::*;
use domain::environment::Room;
use domain::record::CodesPrinted;
use domain::{Code, Permission, Refusal, StationId, decide};
use isbt128::{LocalCode, LocalKind, StaffId};
use labels::{LabelCode, LabelModel, LabelTexts};
use store::print::NewJob;

pub(crate) fn code_positions(cx: &mut Cx<'_>, request: PositionsQuery) -> Answer<Positions> {
    let tank = find_tank(cx, request.tank)?;
    for (rack, field) in [(request.first_rack, "first_rack"), (request.last_rack, "last_rack")] {
        let bound = if rack == 0 { Some((Code::TooLow, "min", 1)) } else { None };
        let bound = bound.or_else(|| (rack > tank.racks).then_some((Code::TooHigh, "max", tank.racks)));
        if let Some((code, name, limit)) = bound {
            return Err(refused(Refusal::stop(code).with("value", rack).with(name, limit).at(field)));
        }
    }
    let racks = request.first_rack..=request.last_rack;
    let codes: Vec<String> = racks
        .flat_map(|rack| (1..=tank.slots).map(move |slot| (rack, slot)))
        .map(|(rack, slot)| position_code(&tank.code, rack, slot))
        .collect();
    let before = cx.store()?.printed_codes(template_id(LabelTemplate::Position).code()).map_err(stored)?;
    let printed = codes.iter().filter(|code| before.contains_key(*code)).count();
    Ok(Positions { codes, printed: u32::try_from(printed).unwrap_or(u32::MAX) })
}

pub(crate) fn code_print(cx: &mut Cx<'_>, request: PrintCodes) -> Answer<CodesReply> {
    let template_id = template_id(request.template);
    // Badges are for whoever keeps the accounts, everything else for whoever prints.
    let badges = request.template == LabelTemplate::Badge;
    cx.require(if badges { Permission::Administer } else { Permission::PrintLabel })?;
    let station = StationId::from_bytes(*cx.identity()?.station.bytes());
    let (view, _) = printer::find(cx, &request.printer)?;
    let order = CodesPrinted {
        station,
        template: template_id.code().to_owned(),
        codes: request.items.iter().map(|item| item.code.trim().to_owned()).collect(),
        destination: view.name.clone(),
        reprint_reason: request.reprint_reason.clone(),
        digest: String::new(),
        own_templates: Vec::new(),
    };
    let before = cx.store()?.printed_codes(&order.template).map_err(stored)?;
    let again = order.codes.iter().any(|code| before.contains_key(code));
    let may_reprint = cx.may(Permission::ReprintLabel)?;
    // Before anything is drawn: a refusal says so at once.
    decide::codes_printed(order.clone(), again, may_reprint).map_err(refused)?;
    let bank = cx.bank()?;
    let bank_name = if request.locale == Locale::ZhCn { &bank.name_zh } else { &bank.name_en };
    let mut models = Vec::new();
    for item in &request.items {
        let code = item.code.trim();
        let (code, name) = named(cx, request.template, code, &item.name)?;
        let copy = before.get(item.code.trim()).copied().unwrap_or_default().saturating_add(1);
        let texts = LabelTexts {
            bank: bank_name.clone(),
            name,
            detail: item.detail.trim().to_owned(),
            ..LabelTexts::default()
        };
        let (language, mode) = (language(request.locale), mode(bank.purpose));
        models.push(LabelModel { template: template_id, language, code, mode, copy, texts });
    }
    let fonts = fonts(cx)?;
    let templates_in_force = template::in_force(cx)?;
    let drawn = cx.beside(|_| templates_in_force.draw(&fonts, &models, view.language))?;
    let digest = sha256(&drawn.bytes);
    let order = CodesPrinted { digest: digest.clone(), own_templates: drawn.own, ..order };
    let record = decide::codes_printed(order, again, may_reprint);
    let first = request.items.first().map(|item| item.code.trim()).unwrap_or_default();
    let fit: String =
        first.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).take(40).collect();
    let job = NewJob {
        printer: view.name,
        name: format!("{}-{fit}.{}", template_id.code(), drawn.extension),
        digest,
        bytes: drawn.bytes,
        labels: u32::try_from(models.len()).unwrap_or(u32::MAX),
        of: None,
        ordered_by: cx.state.session.map(|session| session.person),
        created_ms: cx.now_ms(),
    };
    let act = Act::new(station.bytes(), record.map_err(refused)?);
    let number = cx.record_with_job(vec![act], &job)?;
    crate::print::pump(cx, &job.printer);
    crate::print::await_end(cx, number);
    let job = super::print::view(cx, &Names::read(cx)?, super::print::find(cx, number)?)?;
    Ok(CodesReply { job, warning: drawn.warning })
}

/// Whether this site has a room of that code that is in use.
fn is_room(cx: &Cx<'_>, code: &str) -> Answer<bool> {
    let id = Room::subject(cx.site()?, code);
    let room = cx.store()?.find_room_part(id, &[]).map_err(stored)?;
    Ok(room.is_some_and(|room| room.registered.is_some() && room.retired.is_none()))
}

/// What a label carries and what people read on it; only what there is gets a label.
fn named(cx: &Cx<'_>, template: LabelTemplate, code: &str, name: &str) -> Answer<(LabelCode, String)> {
    let local = |kind| LocalCode::new(kind, code).map(LabelCode::Local).map_err(|e| scanned(&e, "items"));
    let name = name.trim().to_owned();
    match template {
        LabelTemplate::Position => {
            if tank_of_position(cx, code)?.is_none() && !is_room(cx, code)? {
                return Err(Problem::refusal("label.no_position").with("value", code).at("items"));
            }
            Ok((local(LocalKind::Position)?, name))
        }
        LabelTemplate::ShippingBox => Ok((local(LocalKind::Box)?, name)),
        LabelTemplate::Equipment => Ok((local(LocalKind::Equipment)?, name)),
        LabelTemplate::Badge => {
            let holder = credential::badge_holder(cx, code)?;
            let holder =
                holder.ok_or_else(|| Problem::refusal("label.no_badge").with("value", code).at("items"))?;
            // A bank with a facility number gives its people staff identifiers of ISBT 128.
            let code = match code.strip_prefix("='").map(StaffId::parse) {
                Some(Ok(staff)) => LabelCode::Staff(staff),
                _ => local(LocalKind::Staff)?,
            };
            Ok((code, holder.name))
        }
        _ => {
            let value = template_id(template).code();
            Err(refused(Refusal::stop(Code::NotAChoice).with("value", value).at("template")))
        }
    }
}
