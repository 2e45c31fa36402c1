//! Rooms: registering them, what was measured, plates, what it means for runs.

use super::credential::sign;
use super::unit::resolve;
use crate::context::{Act, Answer, Cx};
use crate::problem::{refused, stored};
use crate::register::day_span;
use crate::rules::monitoring;
use crate::scan;
use crate::view::{monitorings_of_run, monitorings_of_unit, plate_list, room_list_view, room_view};
use api::wire::*;
use domain::decide::{
    self, AssessmentInput, MonitoringInput, PlateEntry, PlateInput, ReadingEntry, RoomInput, RunTime,
};
use domain::environment::{EntryPlace, Room, plate_number};
use domain::record::MonitoredRun;
use domain::run::Run;
use domain::{Code, Record, Refusal, RoomId, RunId, SiteId, StationId};
use store::query::{RunFilter, RunRow};

/// Runs that a page holds at the most.
const RUNS_MAX: u32 = 100;

fn at(station: StationId, seq: u32) -> EntryPlace {
    (station, u64::from(seq))
}

fn found(cx: &Cx<'_>, room: RoomId) -> Answer<Room> {
    let known = cx.store()?.find_room(room).map_err(stored)?;
    known.ok_or_else(|| refused(Refusal::stop(Code::RoomUnknown).at("room")))
}

/// The room of that code at this site, in use or not.
pub(super) fn room_here(cx: &Cx<'_>, code: &str) -> Answer<Option<RoomId>> {
    let room = Room::subject(cx.site()?, code);
    let known = cx.store()?.find_room_part(room, &[]).map_err(stored)?;
    Ok(known.filter(|known| known.registered.is_some()).map(|_| room))
}

/// Records, and answers the room as it is then.
fn recorded(cx: &mut Cx<'_>, room: RoomId, record: Record) -> Answer<RoomView> {
    cx.record(vec![Act::new(room.bytes(), record)])?;
    shown(cx, room)
}

fn shown(cx: &Cx<'_>, room: RoomId) -> Answer<RoomView> {
    room_view(cx, room)?.ok_or_else(|| refused(Refusal::stop(Code::RoomUnknown).at("room")))
}

pub(crate) fn environment_list(cx: &mut Cx<'_>, _: Empty) -> Answer<RoomList> {
    room_list_view(cx)
}

pub(crate) fn environment_room(cx: &mut Cx<'_>, request: RoomQuery) -> Answer<RoomView> {
    shown(cx, request.room)
}

pub(crate) fn environment_of_run(cx: &mut Cx<'_>, request: RunQuery) -> Answer<MonitoringsOfRun> {
    monitorings_of_run(cx, request.run)
}

pub(crate) fn environment_of_unit(cx: &mut Cx<'_>, request: UnitQuery) -> Answer<MonitoringsOfUnit> {
    monitorings_of_unit(cx, resolve(cx, &request)?)
}

pub(crate) fn environment_find_plate(cx: &mut Cx<'_>, request: FindPlate) -> Answer<PlateList> {
    let number = &plate_number(&request.number);
    let list = plate_list(cx, number)?;
    if list.plates.is_empty() {
        let unknown = Refusal::stop(Code::EnvironmentPlateUnknown).with("plate", number);
        return Err(refused(unknown.at("number")));
    }
    Ok(list)
}

pub(crate) fn environment_register(cx: &mut Cx<'_>, request: RegisterRoom) -> Answer<RoomView> {
    // What is put right stays where it is: a room of another site does not become one of this.
    let named = request.room.map(|room| found(cx, room)).transpose()?;
    let (site, code) = match &named {
        Some(room) => (room.site().map_or_else(|| cx.site(), Ok)?, room.code().to_owned()),
        None => (cx.site()?, request.code.trim().to_owned()),
    };
    let subject = named.as_ref().map_or_else(|| Room::subject(site, &code), |room| room.id);
    let known = match named {
        Some(room) => Some(room),
        None => cx.store()?.find_room(subject).map_err(stored)?,
    };
    let input = RoomInput {
        code: &code,
        site,
        name_zh: &request.name_zh,
        name_en: &request.name_en,
        grade: request.grade,
        points: &request.points,
        reason: &request.reason,
    };
    let record = decide::register_room(known.as_ref(), &input).map_err(refused)?;
    recorded(cx, subject, record)
}

pub(crate) fn environment_retire(cx: &mut Cx<'_>, request: RetireRoom) -> Answer<RoomView> {
    let record = decide::retire_room(&found(cx, request.room)?, &request.reason).map_err(refused)?;
    recorded(cx, request.room, record)
}

/// Runs of the room's site, the latest first.
pub(crate) fn environment_find_runs(cx: &mut Cx<'_>, request: FindRoomRuns) -> Answer<RunPage> {
    let room = found(cx, request.room)?;
    let site = room.site().map_or_else(|| cx.site(), Ok)?;
    let limit = request.limit.clamp(1, RUNS_MAX);
    let filter = run_filter(cx, site, &request)?;
    let after = request.after.as_deref().and_then(read_run_cursor);
    let rows = cx.store()?.find_runs(&filter, after, limit).map_err(stored)?;
    let full = rows.len() == usize::try_from(limit).unwrap_or(usize::MAX);
    let next = rows.last().filter(|_| full).map(|row| format!("{}:{}", row.started_ms, row.run));
    let of_room = |row: RunRow| -> Answer<RoomRunRow> {
        let rooms = cx.store()?.list_scanned_rooms(row.run).map_err(stored)?;
        // Where nothing was scanned it may have been here: better once too often than a failed plate that stops nobody.
        let proposed = rooms.is_empty() || rooms.iter().any(|code| code == room.code());
        Ok(RoomRunRow { run: row.run, number: row.number, started_ms: row.started_ms, rooms, proposed })
    };
    Ok(RunPage { rows: rows.into_iter().map(of_room).collect::<Answer<_>>()?, next })
}

fn read_run_cursor(text: &str) -> Option<(i64, RunId)> {
    let (started_ms, run) = text.split_once(':')?;
    Some((started_ms.parse().ok()?, run.parse().ok()?))
}

/// What was typed or scanned is a day, a unit, or a part of a run's number.
fn run_filter(cx: &Cx<'_>, site: SiteId, request: &FindRoomRuns) -> Answer<RunFilter> {
    let text = request.text.trim();
    let during = request.at_ms.map(|at_ms| (at_ms, at_ms.saturating_add(1)));
    let filter = RunFilter { site, number: None, during, unit: None };
    if text.is_empty() {
        return Ok(filter);
    }
    if let Ok((_, begin_ms, end_ms)) = day_span(text, "text") {
        return Ok(RunFilter { during: Some((begin_ms, end_ms)), ..filter });
    }
    let number = plate_number(text);
    let din = scan::donation(text, "text").map_or_else(|_| number.clone(), |scanned| scanned.din.to_string());
    let units = cx.store()?.find_din(&din).map_err(stored)?;
    if let Some(unit) = units.first() {
        return Ok(RunFilter { unit: Some(unit.donation), ..filter });
    }
    Ok(RunFilter { number: Some(number), ..filter })
}

/// When a run that is known here went on.
fn time_of(cx: &Cx<'_>, id: RunId, run: &Run) -> Answer<RunTime> {
    let mut units = Vec::new();
    for member in &run.members {
        units.extend(cx.store()?.find_unit_state(member.unit).map_err(stored)?);
    }
    let (first_ms, last_ms) = run.time(units.iter().map(AsRef::as_ref), cx.now_ms());
    Ok(RunTime { run: id, first_ms, last_ms })
}

/// The runs with their units and when they went on; one that is not known here as the entry says that is put right.
fn runs(
    cx: &Cx<'_>,
    asked: &[RunId],
    room: &Room,
    replaces: Option<EntryPlace>,
) -> Answer<(Vec<MonitoredRun>, Vec<RunTime>)> {
    let mut times = Vec::new();
    let before = replaces.and_then(|place| room.monitoring_at(place));
    let mut found: Vec<MonitoredRun> = Vec::new();
    for run in asked {
        if found.iter().any(|known| known.run == *run) {
            continue;
        }
        let named = before.and_then(|of| {
            let mut named = of.entries().flat_map(|entry| &entry.record.runs);
            let named = named.find(|named| named.run == *run)?;
            Some(MonitoredRun { units: of.units_of(*run), ..named.clone() })
        });
        match cx.store()?.find_run(*run).map_err(stored)? {
            Some(known) => {
                let number = known.started.record.number.clone();
                times.push(time_of(cx, *run, &known)?);
                // A run goes on where it was begun.
                if named.is_none() && room.site().is_some_and(|site| site != known.started.stamp.site) {
                    return Err(refused(
                        Refusal::stop(Code::EnvironmentRunElsewhere).with("run", number).at("runs"),
                    ));
                }
                // Who left it was there as well.
                let mut units: Vec<_> = known.members.iter().map(|member| member.unit).collect();
                units.extend(named.into_iter().flat_map(|named| named.units));
                units.sort_unstable();
                units.dedup();
                found.push(MonitoredRun { run: *run, number, units });
            }
            None => {
                let unknown = || refused(Refusal::stop(Code::RunUnknown).at("runs"));
                found.push(named.ok_or_else(unknown)?);
            }
        }
    }
    Ok((found, times))
}

pub(crate) fn environment_record(cx: &mut Cx<'_>, request: MonitorRoom) -> Answer<RoomView> {
    let room = found(cx, request.room)?;
    let replaces = request.replaces.as_ref().map(|of| at(of.station, of.seq));
    let (runs, times) = runs(cx, &request.runs, &room, replaces)?;
    let readings: Vec<ReadingEntry<'_>> = request
        .readings
        .iter()
        .map(|one| ReadingEntry { point: &one.point, quantity: one.quantity, value: &one.value })
        .collect();
    let plates: Vec<PlateEntry<'_>> = request
        .plates
        .iter()
        .map(|one| PlateEntry {
            number: &one.number,
            point: &one.point,
            quantity: one.quantity,
            minutes: &one.minutes,
        })
        .collect();
    let mut used = Vec::new();
    for plate in &plates {
        let rows = cx.store()?.list_plates(&plate_number(plate.number)).map_err(stored)?;
        used.extend(rows.into_iter().filter(|row| !row.former).map(|row| (row.number, row.place)));
    }
    let input = MonitoringInput {
        monitored_ms: request.monitored_ms,
        state: request.state,
        readings: &readings,
        plates: &plates,
        runs: &runs,
        times: &times,
        margin_hours: monitoring().run_margin_hours,
        replaces,
        reason: &request.reason,
    };
    let record = cx.decide(|context| decide::monitor_room(&room, &input, &used, context))?;
    recorded(cx, request.room, record)
}

pub(crate) fn environment_read_plate(cx: &mut Cx<'_>, request: ReadPlate) -> Answer<RoomView> {
    let room = found(cx, request.room)?;
    let input = PlateInput {
        monitoring: at(request.station, request.seq),
        number: &request.plate,
        cfu: &request.cfu,
        organism: &request.organism,
        read_ms: request.read_ms,
        reason: &request.reason,
    };
    let record = cx.decide(|context| decide::read_plate(&room, &input, context))?;
    recorded(cx, request.room, record)
}

pub(crate) fn environment_assess(cx: &mut Cx<'_>, request: AssessRoom) -> Answer<RoomView> {
    let known = cx.with_twice(found(cx, request.room)?)?;
    let room = &known.room;
    let place = at(request.station, request.seq);
    let twice = room.monitoring_at(place).map(|of| known.twice(of)).unwrap_or_default();
    let name = cx.operator()?.name;
    let input = AssessmentInput {
        monitoring: place,
        run: request.run,
        fitness: request.fitness,
        reason: &request.reason,
        digest: &request.digest,
        name: &name,
    };
    let record = cx.decide(|context| decide::assess_room(room, &input, twice, context))?;
    sign(cx, request.login.as_deref(), &request.password)?;
    recorded(cx, request.room, record)
}
