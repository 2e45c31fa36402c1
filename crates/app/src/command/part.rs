//! Samples and other parts of a donation.

mod boxes;
mod label;
mod scan;
mod settle;

use super::credential::{second_person, sign};
use crate::context::{Act, Answer, Cx, LoadedUnit, may};
use crate::problem::{refused, stored};
use crate::procedures::samples_of;
use crate::register::device_code;
use crate::scan as read;
use crate::view::parts_view;
use api::wire::*;
use domain::decide::{self, Context, MakeInput, PartScene, PlaceInput};
use domain::equipment::Equipment;
use domain::register::KEEPING_KINDS;
use domain::rules::{BoxShape, SampleRules};
use domain::unit::PartId;
use domain::{Code, DonationId, PartSource, Permission, PersonId, Record, Refusal, Role, SiteId};
use isbt128::{LocalCode, LocalKind};
use std::collections::BTreeMap;

pub(crate) use boxes::{box_shape, part_box, part_box_set_up, part_boxes};
pub(crate) use label::{part_call_off_label, part_print_labels};
pub(crate) use scan::{is_shared as part_is_shared, named as named_part, scanned};
pub(crate) use settle::{part_count_root, part_settle};

/// The text of a part's label: the donation's number and the part's.
pub(crate) fn part_code(din: &str, number: u32) -> String {
    format!("{din}-{number:02}")
}

fn id(text: &str, field: &'static str) -> Answer<PartId> {
    let unknown = || refused(Refusal::stop(Code::PartUnknown).with("value", text).at(field));
    text.trim().parse().map_err(|()| unknown())
}

/// The number that is typed or scanned, whatever has become of the device: what stands in it is still to be found.
fn keeping_code(text: &str) -> Answer<String> {
    match text.trim() {
        "" => Err(refused(Refusal::stop(Code::Empty).at("device"))),
        tank if tank.starts_with(LocalKind::Tank.identifier()) => {
            read::local(tank, LocalKind::Tank, "tank", "device")
        }
        other => device_code(other).map_err(|problem| problem.at("device")),
    }
}

/// The freezer, refrigerator or tank that is typed or scanned. It has to be one of this site, and a device in service.
fn keeping_device(cx: &Cx<'_>, text: &str) -> Answer<String> {
    let unknown = |code: &str| refused(Refusal::stop(Code::PartDevice).with("value", code).at("device"));
    let here = cx.site()?;
    let code = keeping_code(text)?;
    let tanks = cx.store()?.list_tanks().map_err(stored)?;
    if tanks.iter().any(|tank| tank.site == here && tank.code == code) {
        return Ok(code);
    }
    let device = cx.store()?.find_equipment(&code).map_err(stored)?.ok_or_else(|| unknown(&code))?;
    if !is_kept_here(&device, here) {
        return Err(unknown(&code));
    }
    device.judge(None, cx.now_ms()).map_err(|refusal| refused(refusal.at("device")))?;
    Ok(code)
}

/// Whether samples are kept in the device, at that site.
pub(crate) fn is_kept_here(device: &Equipment, site: SiteId) -> bool {
    let registered = &device.registered.record;
    registered.site == site && KEEPING_KINDS.contains(&registered.kind.as_str())
}

/// A place that is read: the device is one, and what is in the box is known.
struct ReadPlace {
    device: String,
    box_code: String,
    shape: BoxShape,
    taken: BTreeMap<String, String>,
}

impl ReadPlace {
    fn of(cx: &Cx<'_>, place: &PartPlaceInput) -> Answer<Self> {
        let device = keeping_device(cx, &place.device)?;
        let box_code = place.box_code.trim().to_owned();
        let mut taken = BTreeMap::new();
        if !box_code.is_empty() {
            LocalCode::new(LocalKind::Box, &box_code).map_err(|e| crate::problem::scanned(&e, "box_code"))?;
            for row in cx.store()?.list_box(cx.site()?, &device, Some(&box_code)).map_err(stored)? {
                let occupant = part_code(row.din.as_deref().unwrap_or_default(), row.number);
                row.cell.map(|cell| taken.insert(cell, occupant));
            }
        }
        let shape = box_shape(cx, &box_code)?;
        Ok(Self { device, box_code, shape, taken })
    }

    fn input<'a>(&'a self, place: &'a PartPlaceInput) -> PlaceInput<'a> {
        PlaceInput {
            device: &self.device,
            rack: &place.rack,
            box_code: &self.box_code,
            cell: &place.cell,
            shape: self.shape,
            taken: &self.taken,
        }
    }
}

pub(crate) fn part_list(cx: &mut Cx<'_>, request: UnitQuery) -> Answer<PartsView> {
    let donation = super::unit::resolve(cx, &request)?;
    shown(cx, donation)
}

fn shown(cx: &Cx<'_>, donation: DonationId) -> Answer<PartsView> {
    parts_view(cx, &cx.unit(donation)?.state)
}

/// The unit whose parts are worked with.
pub(super) fn scene<'a>(
    unit: &'a LoadedUnit,
    rules: &'a SampleRules,
    context: &'a Context<'a>,
) -> PartScene<'a> {
    PartScene { unit: &unit.state, contests: &unit.contests, rules, context }
}

/// Records what was decided of the unit's parts here, and answers them as they are then.
fn done(
    cx: &mut Cx<'_>,
    donation: DonationId,
    decide: impl FnOnce(&PartScene<'_>) -> Result<Record, Refusal>,
) -> Answer<PartsView> {
    let unit = cx.unit(donation)?;
    let rules = samples_of(cx, &unit.state)?;
    let record = cx.decide(|context| decide(&scene(&unit, &rules, context)))?;
    cx.record(vec![Act::new(donation.bytes(), record)])?;
    shown(cx, donation)
}

/// Records what was decided of the unit, and answers its parts as they are then.
fn recorded(
    cx: &mut Cx<'_>,
    donation: DonationId,
    decide: impl FnOnce(&LoadedUnit) -> Result<Record, Refusal>,
) -> Answer<PartsView> {
    let unit = cx.unit(donation)?;
    let record = decide(&unit).map_err(refused)?;
    cx.record(vec![Act::new(donation.bytes(), record)])?;
    shown(cx, donation)
}

pub(crate) fn part_make(cx: &mut Cx<'_>, request: MakeParts) -> Answer<PartsView> {
    let unit = cx.unit(request.donation)?;
    let parent = match request.source {
        PartSource::Part => Some(id(request.parent.as_deref().unwrap_or_default(), "parent")?),
        _ => None,
    };
    let place = request.place.as_ref().map(|place| ReadPlace::of(cx, place)).transpose()?;
    let input = MakeInput {
        kind: request.kind,
        container: request.container,
        source: request.source,
        parent,
        count: &request.count,
        volume: &request.volume,
        unit: request.unit,
        taken: &request.taken,
        made_ms: request.made_ms,
        mass_ug: &request.mass_ug,
        concentration: &request.concentration,
        place: request.place.as_ref().zip(place.as_ref()).map(|(wanted, read)| read.input(wanted)),
        compartment: &request.compartment,
        note: &request.note,
    };
    let rules = samples_of(cx, &unit.state)?;
    let records = cx.decide(|context| decide::make_parts(&scene(&unit, &rules, context), &input))?;
    let acts = records.into_iter().map(|record| Act::new(request.donation.bytes(), record)).collect();
    cx.record(acts)?;
    shown(cx, request.donation)
}

pub(crate) fn part_use(cx: &mut Cx<'_>, request: UsePart) -> Answer<PartsView> {
    let part = id(&request.part, "part")?;
    done(cx, request.donation, |scene| {
        let volume = (request.volume.as_str(), request.unit);
        decide::use_part(scene, part, volume, (request.part_use, &request.reason))
    })
}

pub(crate) fn part_place(cx: &mut Cx<'_>, request: PlacePart) -> Answer<PartsView> {
    let part = id(&request.part, "part")?;
    if !request.label.trim().is_empty() {
        labelled(cx, &request, part)?;
    }
    let read = ReadPlace::of(cx, &request.place)?;
    done(cx, request.donation, |scene| {
        let input = read.input(&request.place);
        decide::place_part(scene, part, &input, &request.reason)
    })
}

/// Refuses a label that is another part's, or that a vessel of another donation may carry too: it confirms nothing.
fn labelled(cx: &Cx<'_>, request: &PlacePart, part: PartId) -> Answer<()> {
    let code = read::local(&request.label, LocalKind::Part, "part", "label")?;
    let named = scanned(cx, &code, "label")?;
    if let Some(shared) = named.as_ref().and_then(|named| named.warning.as_ref()) {
        let refusal = shared
            .params
            .iter()
            .fold(Refusal::stop(shared.code), |stop, (name, value)| stop.with(name, value));
        return Err(refused(refusal.at("label")));
    }
    if named.is_some_and(|named| (named.donation, named.part) == (request.donation, part)) {
        return Ok(());
    }
    let unit = cx.unit(request.donation)?.state;
    let number = unit.part(part).map(|part| part.number).unwrap_or_default();
    let other = Refusal::stop(Code::PartOther).with("scanned", code).with("number", number);
    Err(refused(other.at("label")))
}

pub(crate) fn part_take_out(cx: &mut Cx<'_>, request: ChangePart) -> Answer<PartsView> {
    let part = id(&request.part, "part")?;
    done(cx, request.donation, |scene| decide::take_out_part(scene, part, &request.reason))
}

pub(crate) fn part_separate(cx: &mut Cx<'_>, request: ChangePart) -> Answer<PartsView> {
    let part = id(&request.part, "part")?;
    done(cx, request.donation, |scene| decide::separate_part(scene, part, &request.reason))
}

pub(crate) fn part_renumber(cx: &mut Cx<'_>, request: ChangePart) -> Answer<PartsView> {
    let part = id(&request.part, "part")?;
    done(cx, request.donation, |scene| decide::renumber_part(scene, part, &request.reason))
}

pub(crate) fn part_discard(cx: &mut Cx<'_>, request: DiscardPart) -> Answer<PartsView> {
    let part = id(&request.part, "part")?;
    let unit = cx.unit(request.donation)?;
    let rules = samples_of(cx, &unit.state)?;
    let what = (request.disposal, request.reason.as_str());
    // Whatever can be refused without the second person is refused before a password is asked for.
    let nobody = PersonId::from_bytes([0; 16]);
    cx.decide(|context| decide::discard_part(&scene(&unit, &rules, context), part, what, nobody))?;
    let entitles = |roles: &[Role]| may(roles, Permission::KeepSample);
    let second = second_person(cx, &request.second_login, &request.second_password, entitles)?;
    let record =
        cx.decide(|context| decide::discard_part(&scene(&unit, &rules, context), part, what, second))?;
    cx.record(vec![Act::new(request.donation.bytes(), record).with_second(Some(second))])?;
    shown(cx, request.donation)
}

pub(crate) fn part_void(cx: &mut Cx<'_>, request: VoidPart) -> Answer<PartsView> {
    let part = id(&request.part, "part")?;
    let unit = cx.unit(request.donation)?;
    let rules = samples_of(cx, &unit.state)?;
    let reason = request.reason.as_str();
    // Whatever can be refused without the second person is refused before a password is asked for.
    let nobody = PersonId::from_bytes([0; 16]);
    cx.decide(|context| decide::void_part(&scene(&unit, &rules, context), part, reason, nobody))?;
    let entitles = |roles: &[Role]| may(roles, Permission::KeepSample);
    let second = second_person(cx, &request.second_login, &request.second_password, entitles)?;
    let record =
        cx.decide(|context| decide::void_part(&scene(&unit, &rules, context), part, reason, second))?;
    cx.record(vec![Act::new(request.donation.bytes(), record).with_second(Some(second))])?;
    shown(cx, request.donation)
}

pub(crate) fn part_correct(cx: &mut Cx<'_>, request: CorrectPart) -> Answer<PartsView> {
    let entry = id(&request.part, "part")?;
    let rules = samples_of(cx, &cx.unit(request.donation)?.state)?;
    recorded(cx, request.donation, |unit| {
        let volume = (request.volume.as_str(), request.unit);
        decide::correct_part(&unit.state, &rules, (entry, request.what), volume, &request.reason)
    })
}

pub(crate) fn part_count(cx: &mut Cx<'_>, request: CountPart) -> Answer<PartsView> {
    let part = id(&request.part, "part")?;
    let unit = cx.unit(request.donation)?;
    let name = cx.operator()?.name;
    let volume = (request.volume.as_str(), request.unit);
    let signature = (request.digest.as_str(), name.as_str());
    let record = decide::count_part(&unit.state, part, volume, &request.reason, signature);
    let record = record.map_err(refused)?;
    sign(cx, request.login.as_deref(), &request.password)?;
    cx.record(vec![Act::new(request.donation.bytes(), record)])?;
    shown(cx, request.donation)
}
