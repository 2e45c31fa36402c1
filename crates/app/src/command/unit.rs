//! Units: lists, one unit, timeline, holds, rejection, what a scan means.

use super::credential::{second_person, sign};
use crate::context::{Act, Answer, Cx, may};
use crate::problem::{refused, stored};
use crate::scan;
use crate::view::{Names, correction_views, doubt_views, made_by, short, unit_view};
use api::Problem;
use api::wire::*;
use domain::decide;
use domain::unit::{Stamp, UnitState};
use domain::{DonationId, Permission, PersonId, Record, Role, RunId};
use isbt128::DonationNumber;
use serde_json::{Map, Value};
use store::query::{Cursor, UnitFilter};

const PAGE_MAX: u32 = 500;

pub(crate) fn scan_read(cx: &mut Cx<'_>, request: ReadScan) -> Answer<ScanMeaning> {
    let (kind, value) =
        match (scan::document(&request.text, request.wanted.as_ref(), "text")?, &request.wanted) {
            (Some(document), _) => document,
            (None, Some(wanted)) => scan::judge(&request.text, wanted, "text")?,
            (None, None) => scan::meaning(&scan::parse(&request.text, "text")?),
        };
    let names = Names::read(cx)?;
    let store = cx.store()?;
    let mut meaning = ScanMeaning {
        kind,
        value,
        unit: None,
        shipment: None,
        person: None,
        part: None,
        run: None,
        room: None,
        warning: None,
    };
    match kind {
        ScanKind::Bag
        | ScanKind::Tube
        | ScanKind::MaternalTube
        | ScanKind::Form
        | ScanKind::Segment
        | ScanKind::Vial
        | ScanKind::Canister
        | ScanKind::Donation => {
            let found = store.find_din(&meaning.value).map_err(stored)?;
            meaning.unit = found.into_iter().next().map(|row| names.unit_row(row));
        }
        ScanKind::Position => {
            if let Some((donation, _)) = store.find_occupant(&meaning.value).map_err(stored)? {
                meaning.unit = store.find_unit(donation).map_err(stored)?.map(|row| names.unit_row(row));
            } else {
                meaning.room = super::environment::room_here(cx, &meaning.value)?;
            }
        }
        ScanKind::Run => {
            let run: Option<RunId> = meaning.value.parse().ok();
            let row = run.map(|run| store.find_run_row(run)).transpose().map_err(stored)?.flatten();
            meaning.run = row.map(|row| row.run);
        }
        ScanKind::Part => {
            if let Some(found) = super::part::scanned(cx, &meaning.value, "text")? {
                meaning.unit =
                    store.find_unit(found.donation).map_err(stored)?.map(|row| names.unit_row(row));
                meaning.part = Some(found.part.to_string());
                meaning.warning = found.warning.map(refused);
            }
        }
        ScanKind::Box => {
            meaning.shipment = store.find_box(&meaning.value).map_err(stored)?.map(|found| found.shipment);
        }
        ScanKind::Badge => {
            meaning.person = super::credential::badge_holder(cx, &meaning.value)?
                .map(|person| PersonRef { person: person.person, name: person.name });
        }
        _ => {}
    }
    Ok(meaning)
}

/// The donation that a query names.
pub(crate) fn resolve(cx: &Cx<'_>, query: &UnitQuery) -> Answer<DonationId> {
    if let Some(donation) = query.donation {
        return Ok(donation);
    }
    let text = query.din.as_deref().map(str::trim).unwrap_or_default();
    let din = match DonationNumber::parse(text) {
        Ok(din) => din,
        Err(_) => scan::donation(text, "din")?.din,
    };
    let found = cx.store()?.find_din(din.as_str()).map_err(stored)?;
    found.first().map(|row| row.donation).ok_or_else(|| unknown(din.as_str(), "din"))
}

pub(crate) fn unknown(din: &str, field: &str) -> Problem {
    Problem::refusal("unit.unknown").with("din", din).at(field)
}

fn read_cursor(text: &str) -> Option<Cursor> {
    let (changed_ms, donation) = text.split_once(':')?;
    Some(Cursor { changed_ms: changed_ms.parse().ok()?, donation: donation.parse().ok()? })
}

pub(crate) fn unit_list(cx: &mut Cx<'_>, request: UnitListQuery) -> Answer<UnitPage> {
    let filter = UnitFilter {
        statuses: request.statuses,
        text: request.text,
        inventory: request.inventory,
        held_only: request.held_only,
        held_besides: cx.held_besides()?.into_iter().collect(),
    };
    let after = request.after.as_deref().and_then(read_cursor);
    let limit = request.limit.clamp(1, PAGE_MAX);
    let store = cx.store()?;
    let rows = store.list_units(&filter, after, limit).map_err(stored)?;
    let total = store.count_units(&filter).map_err(stored)?;
    let full = rows.len() == usize::try_from(limit).unwrap_or(usize::MAX);
    let next = rows.last().filter(|_| full).map(|row| format!("{}:{}", row.changed_ms, row.donation));
    let names = Names::read(cx)?;
    Ok(UnitPage { rows: rows.into_iter().map(|row| names.unit_row(row)).collect(), next, total })
}

pub(crate) fn unit_get(cx: &mut Cx<'_>, request: UnitQuery) -> Answer<UnitView> {
    let donation = resolve(cx, &request)?;
    unit_view(cx, &cx.unit(donation)?)
}

pub(crate) fn unit_timeline(cx: &mut Cx<'_>, request: UnitQuery) -> Answer<Timeline> {
    let donation = resolve(cx, &request)?;
    timeline_of(cx, donation)
}

/// Every entry about a unit.
pub(crate) fn timeline_of(cx: &Cx<'_>, donation: DonationId) -> Answer<Timeline> {
    let names = Names::read(cx)?;
    let history = cx.store()?.list_history(donation).map_err(stored)?;
    let state = cx.unit(donation)?.state;
    let rules = cx.reading_rules(&state)?;
    let events = history.into_iter().map(|row| TimelineEvent {
        doubts: doubt_views(&row.doubts),
        changes: correction_views(made_by(&state, &row.stamp), &rules, &names),
        at_ms: row.stamp.at_ms,
        operator: row.stamp.operator.map(|person| names.person(Some(person))),
        second: row.stamp.second.map(|person| names.person(Some(person))),
        station: names.station(row.stamp.station),
        site_code: names.site(row.stamp.site),
        seq: u32::try_from(row.stamp.seq).unwrap_or(u32::MAX),
        hash: short(&row.hash),
        fields: row
            .record
            .as_ref()
            .map(|record| strike(fields(record, &names), &state, &row.stamp))
            .unwrap_or_default(),
        has_personal: row.has_personal,
        kind: row.kind,
    });
    Ok(Timeline { donation, din: cx.unit_row(donation)?.din, events: events.collect() })
}

/// Marks the fields whose value a later record replaced.
fn strike(fields: Vec<TimelineField>, state: &UnitState, stamp: &Stamp) -> Vec<TimelineField> {
    let is_it = |other: &Stamp| (other.station, other.seq) == (stamp.station, stamp.seq);
    let replaced: Vec<&str> =
        state.corrections.iter().filter(|c| is_it(&c.replaced)).map(|c| c.field.as_str()).collect();
    // A result's value lies in one of two fields.
    let is_replaced = |name: &str| {
        replaced.contains(&name) || (matches!(name, "number" | "choice") && replaced.contains(&"value"))
    };
    fields.into_iter().map(|field| TimelineField { replaced: is_replaced(&field.name), ..field }).collect()
}

/// A record's fields, flat. What is empty is left out; sites are shown by their code; secrets are not shown.
pub(crate) fn fields(record: &Record, names: &Names) -> Vec<TimelineField> {
    let mut found = Vec::new();
    if let Ok(Value::Object(object)) = serde_json::to_value(record) {
        flatten(object, names, &mut found);
    }
    found
}

fn flatten(object: Map<String, Value>, names: &Names, found: &mut Vec<TimelineField>) {
    for (name, value) in object {
        match (name.as_str(), value) {
            ("password_hash", _) => {}
            // What a device or a formula says beside a result: the result's own fields stand among the others.
            ("result" | "reported", Value::Object(result)) => flatten(result, names, found),
            ("points", value) => {
                let rows = value.as_array().map_or(0, Vec::len).to_string();
                found.push(TimelineField { name, value: rows, replaced: false });
            }
            ("measures", value) => flatten_measures(&value, found),
            ("values", value) => flatten_values(&value, found),
            (_, value) => {
                let text = text(&name, &value, names);
                found.extend(text.map(|value| TimelineField { name, value, replaced: false }));
            }
        }
    }
}

fn flatten_values(value: &Value, found: &mut Vec<TimelineField>) {
    for entry in value.as_array().into_iter().flatten() {
        let get = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let value = [get("value"), get("unit")].join(" ").trim().to_owned();
        found.push(TimelineField { name: get("code"), value, replaced: false });
    }
}

/// What was computed of a curve: one value, or the lowest and the highest.
fn flatten_measures(value: &Value, found: &mut Vec<TimelineField>) {
    for entry in value.as_array().into_iter().flatten() {
        let get = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (low, high) = (get("low"), get("high"));
        let value = if low == high { low } else { format!("{low} … {high}") };
        found.push(TimelineField { name: get("rule"), value, replaced: false });
    }
}

fn text(name: &str, value: &Value, names: &Names) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) if text.is_empty() => None,
        Value::String(text) if name.ends_with("site") => {
            Some(text.parse().map_or_else(|_| text.clone(), |site| names.site(site)))
        }
        Value::String(text) => Some(text.clone()),
        Value::Object(object) if name == "computation" => {
            let mapping = object.get("mapping").and_then(Value::as_str).unwrap_or_default();
            Some(format!("{mapping} {}", object.get("mapping_version").unwrap_or(&Value::Null)))
        }
        // A place: freezer, rack, box, cell.
        Value::Object(object) if name == "kept_at" => {
            let said: Vec<&str> = ["device", "rack", "box_code", "cell"]
                .iter()
                .filter_map(|part| object.get(*part).and_then(Value::as_str))
                .collect();
            Some(said.join(" · "))
        }
        Value::Array(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| match item {
                    // A bank's own template, its digest left to the entry itself.
                    Value::Object(object) if name == "own_templates" => {
                        let template = object.get("template").and_then(Value::as_str).unwrap_or_default();
                        format!("{template} = {}", object.get("version").unwrap_or(&Value::Null))
                    }
                    Value::Object(object) => {
                        object.values().filter_map(Value::as_str).collect::<Vec<_>>().join(" = ")
                    }
                    other => other.as_str().map_or_else(|| other.to_string(), str::to_owned),
                })
                .collect();
            (!items.is_empty()).then(|| items.join(", "))
        }
        other => Some(other.to_string()),
    }
}

pub(crate) fn unit_reject(cx: &mut Cx<'_>, request: RejectUnit) -> Answer<UnitRef> {
    let unit = cx.unit(request.donation)?;
    let name = cx.operator()?.name;
    let signature = (request.digest.as_str(), name.as_str());
    let (reason, note) = (request.reason.as_str(), request.note.as_str());
    // Whatever can be refused without the second person is refused before a password is looked at.
    let nobody = PersonId::from_bytes([0; 16]);
    cx.decide(|context| decide::reject(&unit.state, reason, note, signature, nobody, context))?;
    let entitles = |roles: &[Role]| may(roles, Permission::Reject) || may(roles, Permission::Review);
    let second = second_person(cx, &request.second_login, &request.second_password, entitles)?;
    let record =
        cx.decide(|context| decide::reject(&unit.state, reason, note, signature, second, context))?;
    sign(cx, request.login.as_deref(), &request.password)?;
    cx.record(vec![Act::new(request.donation.bytes(), record).with_second(Some(second))])?;
    cx.unit_ref(request.donation)
}

pub(crate) fn unit_dispose(cx: &mut Cx<'_>, request: DisposeUnit) -> Answer<UnitRef> {
    let unit = cx.unit(request.donation)?;
    let scanned = scan::frozen_bag(&request.bag_scan, "bag_scan")?.din;
    // Whatever can be refused without the second person is refused before a password is asked for.
    let what = (request.disposal, request.note.as_str());
    let nobody = PersonId::from_bytes([0; 16]);
    cx.decide(|context| {
        decide::dispose(&unit.state, &unit.contests, what, scanned.as_str(), nobody, context)
    })?;
    let entitles = |roles: &[Role]| may(roles, Permission::RecordStep);
    let second = second_person(cx, &request.second_login, &request.second_password, entitles)?;
    let record = cx.decide(|context| {
        decide::dispose(&unit.state, &unit.contests, what, scanned.as_str(), second, context)
    })?;
    cx.record(vec![Act::new(request.donation.bytes(), record).with_second(Some(second))])?;
    cx.unit_ref(request.donation)
}

pub(crate) fn unit_notify_family(cx: &mut Cx<'_>, request: NotifyFamily) -> Answer<UnitRef> {
    let unit = cx.unit(request.donation)?;
    let told = (request.notice, request.told_ms.unwrap_or_else(|| cx.now_ms()));
    let record = cx.decide(|context| decide::notify_family(&unit.state, told, &request.note, context))?;
    cx.record(vec![Act::new(request.donation.bytes(), record)])?;
    cx.unit_ref(request.donation)
}

pub(crate) fn unit_hold(cx: &mut Cx<'_>, request: HoldUnit) -> Answer<UnitRef> {
    cx.unit(request.donation)?;
    let key = short(&DonationId::from_bytes(cx.app.host.id()).to_string());
    let record = decide::hold(key, &request.note).map_err(refused)?;
    cx.record(vec![Act::new(request.donation.bytes(), record)])?;
    cx.unit_ref(request.donation)
}

pub(crate) fn unit_lift_hold(cx: &mut Cx<'_>, request: LiftHold) -> Answer<UnitRef> {
    let unit = cx.unit(request.donation)?;
    let name = cx.operator()?.name;
    let record = decide::lift_hold(&unit.state, &request.key, &request.reason, (&request.digest, &name))
        .map_err(refused)?;
    sign(cx, request.login.as_deref(), &request.password)?;
    cx.record(vec![Act::new(request.donation.bytes(), record)])?;
    cx.unit_ref(request.donation)
}
