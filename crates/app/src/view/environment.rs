//! Rooms as the screens show them.

use super::Names;
use crate::context::{Answer, Cx};
use crate::environment::{KnownRoom, Rooms};
use crate::problem::stored;
use api::wire::*;
use domain::decide::{self, Context, RoomFinding};
use domain::environment::{Monitoring, Plate, Room};
use domain::record::PlateRead;
use domain::rules::{confirmers, worst};
use domain::unit::Stamped;
use domain::{DonationId, Permission, RoomGrade, RoomId, RunId, SiteId, Verdict};
use std::collections::BTreeSet;
use store::query::{PlateRow, RoomOfRun};

/// Monitorings that one view shows at the most: the latest.
const MONITORINGS_MAX: u32 = 400;
/// Plates to be read that a list shows at the most.
const PLATES_MAX: u32 = 500;

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn names_of(room: &Room) -> (String, String) {
    let known = room.registered.as_ref().map(|known| &known.record);
    let name = |pick: fn(&domain::record::RoomRegistered) -> &String| {
        known.map_or_else(|| room.code().to_owned(), |known| pick(known).clone())
    };
    (name(|known| &known.name_zh), name(|known| &known.name_en))
}

fn verdict_of(found: &[RoomFinding]) -> Option<Verdict> {
    let findings: Vec<_> = found.iter().map(|one| one.finding.clone()).collect();
    (!findings.is_empty()).then(|| worst(&findings))
}

/// Rooms, this site's first, and what waits in them.
pub(crate) fn room_list_view(cx: &Cx<'_>) -> Answer<RoomList> {
    let (store, here) = (cx.store()?, cx.site()?);
    let names = Names::read(cx)?;
    let mut rooms = Vec::new();
    for id in store.list_rooms(None).map_err(stored)? {
        let last = store.list_monitorings(id, true, 1).map_err(stored)?;
        if let Some(room) = store.find_room_part(id, &last).map_err(stored)? {
            rooms.push(row(cx, &room, &names)?);
        }
    }
    rooms.sort_by_key(|room| room.site != here);
    let plates = store.list_open_plates(PLATES_MAX).map_err(stored)?;
    Ok(RoomList {
        rooms,
        plates: plate_views(cx, &plates)?,
        site: here,
        may_monitor: cx.may(Permission::MonitorRoom)?,
        may_register: cx.may(Permission::KeepRegister)?,
    })
}

/// `room` holds at least its newest monitoring that counts.
fn row(cx: &Cx<'_>, room: &Room, names: &Names) -> Answer<RoomRow> {
    let known = room.registered.as_ref().map(|known| &known.record);
    let site = room.site().unwrap_or(SiteId::from_bytes([0; 16]));
    let (zh, en) = names_of(room);
    let (_, open_plates) = cx.store()?.count_monitorings(room.id).map_err(stored)?;
    let last = room.standing().next_back();
    let stops = cx.room_stops()?;
    let waiting: BTreeSet<RunId> =
        stops.iter().filter(|stop| stop.of.room == room.id).map(|stop| stop.of.run).collect();
    let findings = last.map(|last| cx.with_context(|context| decide::room_findings(last, context)));
    let findings = findings.transpose()?;
    Ok(RoomRow {
        room: room.id,
        code: room.code().to_owned(),
        zh,
        en,
        site,
        site_code: names.site(site),
        grade: known.map_or(RoomGrade::Unclassified, |known| known.grade),
        points: known.map(|known| known.points.clone()).unwrap_or_default(),
        retired: room.retired.is_some(),
        retired_reason: room.retired.as_ref().map(|gone| gone.record.reason.clone()).unwrap_or_default(),
        last_ms: last.map(|last| last.recorded.record.monitored_ms),
        verdict: findings.as_deref().and_then(verdict_of),
        open_plates,
        waiting: count(waiting.len()),
    })
}

fn plate_views(cx: &Cx<'_>, rows: &[PlateRow]) -> Answer<Vec<PlateView>> {
    let names = Names::read(cx)?;
    let mut rooms = Rooms::new();
    let mut found = Vec::new();
    for row in rows {
        let Some(known) = cx.known_room(row.room, row.place, &mut rooms)? else { continue };
        let Some(monitoring) = known.room.monitoring_at(row.place) else { continue };
        if let Some(plate) = monitoring.plate_of(&row.number) {
            found.push(plate_view(known, monitoring, &plate, &names));
        }
    }
    Ok(found)
}

/// Plates of a number.
pub(crate) fn plate_list(cx: &Cx<'_>, number: &str) -> Answer<PlateList> {
    let mut rows = cx.store()?.list_plates(number).map_err(stored)?;
    // A number that was put right is free for the plate that really has it.
    if rows.iter().any(|row| !row.former) {
        rows.retain(|row| !row.former);
    }
    Ok(PlateList { plates: plate_views(cx, &rows)? })
}

fn plate_view(known: &KnownRoom, monitoring: &Monitoring, plate: &Plate, names: &Names) -> PlateView {
    let room = &known.room;
    let (stamp, record) = (&monitoring.recorded.stamp, &monitoring.recorded.record);
    let (zh, en) = names_of(room);
    let standing: Vec<_> = plate.standing().map(|read| (read.stamp.station, read.stamp.seq)).collect();
    let read_view = |read: &Stamped<PlateRead>| PlateReadView {
        cfu: read.record.cfu,
        organism: read.record.organism.clone(),
        read_ms: read.record.read_ms,
        entered_ms: read.stamp.at_ms,
        by: names.person(read.stamp.operator),
        replaced: !standing.contains(&(read.stamp.station, read.stamp.seq)),
        reason: read.record.reason.clone(),
    };
    let mut reads: Vec<PlateReadView> = plate.reads.iter().map(read_view).collect();
    reads.sort_by_key(|read| (read.replaced, std::cmp::Reverse(read.cfu)));
    PlateView {
        number: plate.exposed.number.clone(),
        room: room.id,
        code: room.code().to_owned(),
        zh,
        en,
        station: stamp.station,
        seq: u32::try_from(stamp.seq).unwrap_or(u32::MAX),
        point: plate.exposed.point.clone(),
        quantity: plate.exposed.quantity,
        minutes: plate.exposed.minutes,
        exposed_ms: record.monitored_ms,
        by: names.person(stamp.operator),
        twice: known.twice(monitoring).contains(&plate.exposed.number),
        reads,
    }
}

/// A room with what was found in it.
pub(crate) fn room_view(cx: &Cx<'_>, id: RoomId) -> Answer<Option<RoomView>> {
    let names = Names::read(cx)?;
    let store = cx.store()?;
    let mut places = store.list_monitorings(id, false, MONITORINGS_MAX).map_err(stored)?;
    let (total, _) = store.count_monitorings(id).map_err(stored)?;
    // What waits for somebody is shown however long ago it was.
    let stops = cx.room_stops()?;
    places.extend(stops.iter().filter(|stop| stop.of.room == id).map(|stop| stop.of.place));
    let Some(room) = store.find_room_part(id, &places).map_err(stored)? else { return Ok(None) };
    let known = cx.with_twice(room)?;
    let room = &known.room;
    let row = row(cx, room, &names)?;
    let latest = room.monitorings.iter().rev();
    let monitorings = latest.map(|one| monitoring_view(cx, &known, one, &names)).collect::<Answer<_>>()?;
    let grade = row.grade;
    let (limits, approved) =
        cx.with_context(|context| (limit_views(grade, context), is_approved(context)))?;
    let operator = cx.operator()?;
    Ok(Some(RoomView {
        row,
        limits,
        approved,
        confirmers: confirmers(),
        monitorings,
        total,
        may_monitor: cx.may(Permission::MonitorRoom)?,
        may_assess: cx.may(Permission::AssessRoom)?,
        may_register: cx.may(Permission::KeepRegister)?,
        signer: operator.name,
    }))
}

fn is_approved(context: &Context<'_>) -> bool {
    decide::room_limits(context).is_some()
}

fn limit_views(grade: RoomGrade, context: &Context<'_>) -> Vec<RoomLimitView> {
    let file = decide::room_limits(context).or_else(|| context.rules.environment.last());
    let of_grade = file.into_iter().flat_map(|file| &file.limits.limits).filter(|one| one.grade == grade);
    let views = of_grade.map(|one| RoomLimitView {
        state: one.state,
        quantity: one.quantity,
        level: one.level,
        min: one.limit.min.map(|min| min.to_string()),
        max: one.limit.max.map(|max| max.to_string()),
        unit: one.limit.unit.clone(),
        source: one.limit.source.clone(),
        confirmed: one.limit.judges() && is_approved(context),
    });
    views.collect()
}

fn monitoring_view(
    cx: &Cx<'_>,
    known: &KnownRoom,
    monitoring: &Monitoring,
    names: &Names,
) -> Answer<MonitoringView> {
    let room = &known.room;
    let (stamp, record) = (&monitoring.recorded.stamp, &monitoring.recorded.record);
    let found = cx.with_context(|context| decide::room_findings(monitoring, context))?;
    let former = cx.with_context(|context| decide::room_former_findings(monitoring, context))?;
    let twice = known.twice(monitoring);
    let runs = monitoring.runs().into_iter();
    let runs = runs.map(|run| run_view(cx, room, monitoring, run, twice)).collect::<Answer<_>>()?;
    let mut former_plates: Vec<PlateView> = Vec::new();
    for (_, exposed) in monitoring.former_plates() {
        let known_already = former_plates.iter().any(|plate| plate.number == exposed.number);
        if let Some(plate) = monitoring.plate_of(&exposed.number).filter(|_| !known_already) {
            former_plates.push(plate_view(known, monitoring, &plate, names));
        }
    }
    let (zh, en) = names_of(room);
    let asks = cx.state.session.map(|session| session.person);
    Ok(MonitoringView {
        station: stamp.station,
        seq: u32::try_from(stamp.seq).unwrap_or(u32::MAX),
        room: room.id,
        code: room.code().to_owned(),
        zh,
        en,
        monitored_ms: record.monitored_ms,
        entered_ms: stamp.at_ms,
        by: names.person(stamp.operator),
        state: record.state,
        grade: record.grade,
        verdict: verdict_of(&found),
        findings: found.into_iter().map(|one| finding_view(one, monitoring)).collect(),
        plates: monitoring.plates.iter().map(|plate| plate_view(known, monitoring, plate, names)).collect(),
        former_findings: former
            .into_iter()
            .map(|one| RoomFindingView { number: String::new(), ..finding_view(one, monitoring) })
            .collect(),
        former_plates,
        runs,
        replaced: monitoring.replaced,
        reason: record.reason.clone(),
        own: asks.is_some_and(|person| monitoring.is_of(person)),
    })
}

fn finding_view(found: RoomFinding, monitoring: &Monitoring) -> RoomFindingView {
    let record = &monitoring.recorded.record;
    let number = match &found.plate {
        Some(number) => {
            let plate = monitoring.plates.iter().find(|plate| plate.exposed.number == *number);
            plate.and_then(Plate::read).map(|read| read.record.cfu.to_string())
        }
        None => {
            let mut readings = record.readings.iter();
            let reading = readings.find(|one| (&one.point, one.quantity) == (&found.point, found.quantity));
            reading.map(|reading| reading.value.to_string())
        }
    };
    RoomFindingView {
        point: found.point,
        quantity: found.quantity,
        plate: found.plate,
        number: number.unwrap_or_default(),
        value: found.finding.value,
        level: found.level,
        verdict: found.finding.verdict,
        limit: found.finding.limit,
        source: found.finding.source,
    }
}

fn run_view(
    cx: &Cx<'_>,
    room: &Room,
    monitoring: &Monitoring,
    run: RunId,
    twice: &[String],
) -> Answer<MonitoredRunView> {
    let (standing, digest, conclusion) = cx.with_context(|context| {
        let digest = decide::assessment_digest(room.id, monitoring, run, twice, context);
        let conclusion = decide::room_conclusion(monitoring, run, twice, context);
        (decide::room_standing(monitoring, run, twice, context), digest, conclusion)
    })?;
    let mut named = monitoring.entries().flat_map(|entry| &entry.record.runs);
    let named = named.find(|of| of.run == run);
    let plate = match &standing {
        decide::RoomStanding::PlateTwice(number) | decide::RoomStanding::PlateOpen(number) => number.clone(),
        _ => String::new(),
    };
    Ok(MonitoredRunView {
        run,
        number: named.map(|of| of.number.clone()).unwrap_or_default(),
        donations: monitoring.units_of(run),
        former: !monitoring.recorded.record.runs.iter().any(|of| of.run == run),
        standing: word(&standing),
        plate,
        digest,
        assessment: conclusion.map(|said| RoomAssessmentView {
            fitness: said.record.fitness,
            reason: said.record.reason.clone(),
            by: said.record.name.clone(),
            at_ms: said.stamp.at_ms,
        }),
    })
}

const fn word(standing: &decide::RoomStanding) -> RoomStanding {
    use domain::UnitFitness;
    match standing {
        decide::RoomStanding::Clear => RoomStanding::Clear,
        decide::RoomStanding::PlateTwice(_) => RoomStanding::PlateTwice,
        decide::RoomStanding::Exceeded => RoomStanding::Exceeded,
        decide::RoomStanding::PlateOpen(_) => RoomStanding::PlateOpen,
        decide::RoomStanding::Corrected => RoomStanding::Corrected,
        decide::RoomStanding::Assessed(UnitFitness::Fit) => RoomStanding::Fit,
        decide::RoomStanding::Assessed(UnitFitness::Unfit) => RoomStanding::Unfit,
    }
}

/// What was found in rooms for some runs, the gravest first; each monitoring once, with those runs alone.
fn listed(cx: &Cx<'_>, rows: &[RoomOfRun]) -> Answer<Vec<MonitoringView>> {
    let names = Names::read(cx)?;
    let runs: BTreeSet<RunId> = rows.iter().map(|row| row.run).collect();
    let mut seen = BTreeSet::new();
    let mut found: Vec<MonitoringView> = Vec::new();
    let mut rooms = Rooms::new();
    for row in rows.iter().filter(|row| seen.insert((row.room, row.place))) {
        let Some(known) = cx.known_room(row.room, row.place, &mut rooms)? else { continue };
        let Some(monitoring) = known.room.monitoring_at(row.place) else { continue };
        let mut view = monitoring_view(cx, known, monitoring, &names)?;
        view.runs.retain(|of| runs.contains(&of.run));
        found.push(view);
    }
    found.sort_by_key(|one| (one.runs.iter().map(|of| rank(of.standing)).min(), one.monitored_ms));
    Ok(found)
}

/// What stands in the way first.
const fn rank(standing: RoomStanding) -> u8 {
    match standing {
        RoomStanding::Unfit => 0,
        RoomStanding::Exceeded => 1,
        RoomStanding::PlateTwice => 2,
        RoomStanding::Corrected => 3,
        RoomStanding::PlateOpen => 4,
        RoomStanding::Fit => 5,
        RoomStanding::Clear => 6,
    }
}

/// What was found while a run went on.
pub(crate) fn monitorings_of_run(cx: &Cx<'_>, run: RunId) -> Answer<MonitoringsOfRun> {
    let rows = cx.store()?.list_rooms_of_run(run).map_err(stored)?;
    Ok(MonitoringsOfRun { monitorings: listed(cx, &rows)? })
}

/// What was found while the runs of a unit went on.
pub(crate) fn monitorings_of_unit(cx: &Cx<'_>, donation: DonationId) -> Answer<MonitoringsOfUnit> {
    let rows = cx.store()?.list_rooms_of_unit(donation).map_err(stored)?;
    Ok(MonitoringsOfUnit { monitorings: listed(cx, &rows)? })
}
