//! Rooms: registering them, what was measured, plates, what it means for runs.

use super::credential::sign;
use super::unit::resolve;
use crate::context::{Act, Answer, Cx};
use crate::problem::{refused, stored};
use crate::view::{monitorings_of_run, monitorings_of_unit, plate_list, room_list_view, room_view};
use api::wire::*;
use domain::decide::{
    self, AssessmentInput, MonitoringInput, PlateEntry, PlateInput, ReadingEntry, RoomInput,
};
use domain::environment::{EntryPlace, Room, plate_number};
use domain::record::MonitoredRun;
use domain::{Code, Record, Refusal, RoomId, RunId, StationId};

fn at(station: StationId, seq: u32) -> EntryPlace {
    (station, u64::from(seq))
}

fn found(cx: &Cx<'_>, room: RoomId) -> Answer<Room> {
    let known = cx.store()?.find_room(room).map_err(stored)?;
    known.ok_or_else(|| refused(Refusal::stop(Code::RoomUnknown).at("room")))
}

/// Records, and answers the room as it is then.
fn recorded(cx: &mut Cx<'_>, room: RoomId, record: Record) -> Answer<RoomView> {
    cx.record(vec![Act::new(room.bytes(), record)])?;
    room_view(cx, found(cx, room)?)
}

pub(crate) fn environment_list(cx: &mut Cx<'_>, _: Empty) -> Answer<RoomList> {
    room_list_view(cx)
}

pub(crate) fn environment_room(cx: &mut Cx<'_>, request: RoomQuery) -> Answer<RoomView> {
    room_view(cx, found(cx, request.room)?)
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

/// The runs with their units; one that is not known here as the entry says that is put right.
fn runs(
    cx: &Cx<'_>,
    asked: &[RunId],
    room: &Room,
    replaces: Option<EntryPlace>,
) -> Answer<Vec<MonitoredRun>> {
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
    Ok(found)
}

pub(crate) fn environment_record(cx: &mut Cx<'_>, request: MonitorRoom) -> Answer<RoomView> {
    let room = found(cx, request.room)?;
    let replaces = request.replaces.as_ref().map(|of| at(of.station, of.seq));
    let runs = runs(cx, &request.runs, &room, replaces)?;
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
