//! Rooms are registered and given up; what is measured in them, which plates are exposed, what grew on them.

use super::super::Context;
use super::super::check::{filled, not_in_future, number, whole};
use super::super::equipment::short;
use super::super::scanned::names_other;
use crate::environment::{EntryPlace, Monitoring, Room, place, plate_number};
use crate::record::{
    EnvironmentMonitored, EnvironmentRunWidened, ExposedPlate, MonitoredRun, PlateRead, RoomReading,
    RoomRegistered, RoomRetired,
};
use crate::unit::entry_name;
use crate::{Code, Measure, Record, Refusal, RoomGrade, RoomQuantity, RoomState, RunId, SiteId};

/// Points of a room.
const POINTS_MAX: usize = 60;
/// Readings or plates of one entry.
const VALUES_MAX: usize = 500;
/// A day.
const EXPOSURE_MAX_MIN: u32 = 1_440;
/// Long enough for what was forgotten, too short for a slip of the year.
const DAYS_BACK_MAX: i64 = 366;
const DAY_MS: i64 = 86_400_000;
const HOUR_MS: i64 = 3_600_000;
const MINUTE_MS: i64 = 60_000;
/// Far more than can be counted on a plate.
const COLONIES_MAX: u32 = 100_000;

/// What is entered of a room.
#[derive(Debug, Clone, Copy)]
pub struct RoomInput<'a> {
    /// Its code at the site.
    pub code: &'a str,
    /// Where.
    pub site: SiteId,
    /// Chinese name.
    pub name_zh: &'a str,
    /// English name.
    pub name_en: &'a str,
    /// How clean it is to be.
    pub grade: RoomGrade,
    /// Names of the places where something is measured.
    pub points: &'a [String],
    /// Why what was known of it is put right; may be empty where its grade stays.
    pub reason: &'a str,
}

/// A value as it was entered.
#[derive(Debug, Clone, Copy)]
pub struct ReadingEntry<'a> {
    /// Where in the room.
    pub point: &'a str,
    /// What.
    pub quantity: RoomQuantity,
    /// How much.
    pub value: &'a str,
}

/// A plate as it was entered.
#[derive(Debug, Clone, Copy)]
pub struct PlateEntry<'a> {
    /// Its number.
    pub number: &'a str,
    /// Where in the room.
    pub point: &'a str,
    /// What its colonies tell.
    pub quantity: RoomQuantity,
    /// How long it is exposed, min.
    pub minutes: &'a str,
}

/// When a run went on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunTime {
    /// Which.
    pub run: RunId,
    /// Its first step, ms.
    pub first_ms: i64,
    /// Its last step, ms.
    pub last_ms: i64,
}

/// What is entered of a monitoring.
#[derive(Debug, Clone, Copy)]
pub struct MonitoringInput<'a> {
    /// When; none for now.
    pub monitored_ms: Option<i64>,
    /// What went on in the room.
    pub state: RoomState,
    /// Values.
    pub readings: &'a [ReadingEntry<'a>],
    /// Plates.
    pub plates: &'a [PlateEntry<'a>],
    /// Runs that it belongs to.
    pub runs: &'a [MonitoredRun],
    /// When those of them went on that are known here.
    pub times: &'a [RunTime],
    /// How far from a run it may have been.
    pub margin_hours: u32,
    /// The entry that it takes the place of.
    pub replaces: Option<EntryPlace>,
    /// Why; may be empty where it takes the place of none.
    pub reason: &'a str,
}

/// What is entered when a plate is read.
#[derive(Debug, Clone, Copy)]
pub struct PlateInput<'a> {
    /// The monitoring that it was exposed in.
    pub monitoring: EntryPlace,
    /// Its number.
    pub number: &'a str,
    /// Colonies.
    pub cfu: &'a str,
    /// What grew; may be empty.
    pub organism: &'a str,
    /// When it was read; none for now.
    pub read_ms: Option<i64>,
    /// Why another reading takes the place of the one before; may be empty for the first.
    pub reason: &'a str,
}

/// Registers a room, or puts right what is known of it.
///
/// # Errors
/// Something empty or too long; no point, one twice, too many; another grade than before, without a reason.
pub fn register_room(known: Option<&Room>, input: &RoomInput<'_>) -> Result<Record, Refusal> {
    let mut points: Vec<String> = Vec::new();
    for point in input.points {
        let point = filled(point, 60, "points")?;
        if points.contains(&point) {
            return Err(Refusal::stop(Code::RoomPointTwice).with("value", point).at("points"));
        }
        points.push(point);
    }
    if points.is_empty() || points.len() > POINTS_MAX {
        return Err(Refusal::stop(Code::RoomPoints).with("max", POINTS_MAX).at("points"));
    }
    let before = known.and_then(|known| known.registered.as_ref()).map(|known| known.record.grade);
    let reason = match before {
        Some(grade) if grade != input.grade => Some(filled(input.reason, 500, "reason")?),
        _ => Some(short(input.reason, 500, "reason")?).filter(|reason| !reason.is_empty()),
    };
    Ok(Record::RoomRegistered(RoomRegistered {
        code: filled(input.code, 40, "code")?,
        site: input.site,
        name_zh: filled(input.name_zh, 80, "name_zh")?,
        name_en: filled(input.name_en, 80, "name_en")?,
        grade: input.grade,
        points,
        reason,
    }))
}

fn in_use(room: &Room) -> Result<&RoomRegistered, Refusal> {
    let refuse = || Refusal::stop(Code::RoomRetired).with("room", room.code()).at("room");
    registered(room).and_then(|known| if room.retired.is_none() { Ok(known) } else { Err(refuse()) })
}

fn registered(room: &Room) -> Result<&RoomRegistered, Refusal> {
    let refuse = || Refusal::stop(Code::RoomRetired).with("room", room.code()).at("room");
    room.registered.as_ref().map(|known| &known.record).ok_or_else(refuse)
}

/// Gives a room up.
///
/// # Errors
/// It is given up already; no reason.
pub fn retire_room(room: &Room, reason: &str) -> Result<Record, Refusal> {
    let known = in_use(room)?;
    let reason = filled(reason, 500, "reason")?;
    Ok(Record::RoomRetired(RoomRetired { code: known.code.clone(), site: known.site, reason }))
}

fn at_point(point: &str, points: &[String], field: &'static str) -> Result<String, Refusal> {
    let known = points.iter().find(|known| known.as_str() == point.trim());
    known.cloned().ok_or_else(|| Refusal::stop(Code::NotAChoice).with("value", point).at(field))
}

fn reading(entry: &ReadingEntry<'_>, points: &[String]) -> Result<RoomReading, Refusal> {
    let quantity = entry.quantity;
    let value = number(entry.value, "readings")?;
    let (min, max) = quantity.plausible();
    let (lowest, highest) = (Measure(min.into()), Measure(max.into()));
    let refuse = |code, name, bound| {
        let refusal = Refusal::stop(code).with("value", value).with(name, bound);
        Err(refusal.with("unit", quantity.unit()).at("readings"))
    };
    if value < lowest {
        return refuse(Code::TooLow, "min", lowest);
    }
    if value > highest {
        return refuse(Code::TooHigh, "max", highest);
    }
    Ok(RoomReading { point: at_point(entry.point, points, "readings")?, quantity, value })
}

fn exposed(entry: &PlateEntry<'_>, points: &[String]) -> Result<ExposedPlate, Refusal> {
    let quantity = entry.quantity;
    if !quantity.is_of_plate() {
        return Err(Refusal::stop(Code::NotAChoice).with("value", quantity.as_str()).at("plates"));
    }
    // A plate that was pressed on a surface was open for no time; one that settles was.
    let least = u32::from(quantity == RoomQuantity::SettlePlate);
    let minutes = match entry.minutes.trim() {
        "" if least == 0 => 0,
        text => whole(text, least, EXPOSURE_MAX_MIN, "min", "plates")?,
    };
    let point = at_point(entry.point, points, "plates")?;
    if let Some(found) = names_other(entry.number.trim()) {
        let other = Refusal::stop(Code::WrongKind).with("expected", "other").with("found", found);
        return Err(other.at("plates"));
    }
    Ok(ExposedPlate { number: filled(&plate_number(entry.number), 40, "plates")?, point, quantity, minutes })
}

/// Records what was measured in a room, and the plates that were exposed. `used` are places where plates of these numbers
/// were exposed already.
///
/// # Errors
/// A room that is given up; nothing measured, or too much; in the future; an unknown point; a value that cannot be true, or
/// two of one sort at a point; a plate that is in use; a run of another time; in place of what is no longer there, or without
/// a reason.
pub fn monitor_room(
    room: &Room,
    input: &MonitoringInput<'_>,
    used: &[(String, EntryPlace)],
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    let corrected = input.replaces.map(|at| standing_at(room, at)).transpose()?;
    // What was measured before a room was given up may still have to be put right.
    let known = if corrected.is_some() { registered(room)? } else { in_use(room)? };
    let reason = match corrected {
        Some(_) => Some(filled(input.reason, 500, "reason")?),
        None => None,
    };
    // What stations put right without hearing of each other is joined by the next who does.
    let joined: Vec<&Monitoring> = corrected
        .into_iter()
        .flat_map(|one| std::iter::once(one).chain(one.kin.iter().filter_map(|at| room.monitoring_at(*at))))
        .collect();
    // A point that the room no longer has is still one of what was measured there.
    let mut points = known.points.clone();
    for entry in joined.iter().flat_map(|one| one.entries()) {
        points.extend(entry.record.readings.iter().map(|one| one.point.clone()));
        points.extend(entry.record.plates.iter().map(|one| one.point.clone()));
    }
    let now_ms = context.now_ms;
    let before_ms = corrected.map_or(now_ms, |before| before.recorded.record.monitored_ms);
    let monitored_ms = not_in_future(input.monitored_ms.unwrap_or(before_ms), now_ms, "monitored_ms")?;
    if monitored_ms < now_ms.saturating_sub(DAYS_BACK_MAX * DAY_MS) && monitored_ms != before_ms {
        let refusal = Refusal::stop(Code::EnvironmentTooLongAgo).with("days", DAYS_BACK_MAX);
        return Err(refusal.at("monitored_ms"));
    }
    let mut reads = joined.iter().flat_map(|one| one.reads());
    if let Some(read) = reads.find(|read| read.record.read_ms < monitored_ms) {
        let refusal = Refusal::stop(Code::EnvironmentReadBefore).with("plate", &read.record.plate);
        return Err(refusal.at("monitored_ms"));
    }
    let count = input.readings.len() + input.plates.len();
    if count == 0 || count > VALUES_MAX {
        return Err(Refusal::stop(Code::EnvironmentNothing).with("max", VALUES_MAX).at("readings"));
    }
    let mut readings: Vec<RoomReading> = Vec::new();
    for entry in input.readings {
        let one = reading(entry, &points)?;
        if readings.iter().any(|known| (&known.point, known.quantity) == (&one.point, one.quantity)) {
            let twice = Refusal::stop(Code::EnvironmentReadingTwice).with("point", one.point);
            return Err(twice.with("quantity", one.quantity.as_str()).at("readings"));
        }
        readings.push(one);
    }
    let mut plates: Vec<ExposedPlate> = Vec::new();
    for entry in input.plates {
        let one = exposed(entry, &points)?;
        let own =
            |at: &EntryPlace| joined.iter().any(|known| known.entries().any(|of| place(&of.stamp) == *at));
        let elsewhere = used.iter().any(|(number, at)| *number == one.number && !own(at));
        if elsewhere || plates.iter().any(|known| known.number == one.number) {
            return Err(Refusal::stop(Code::EnvironmentPlateUsed).with("plate", one.number).at("plates"));
        }
        plates.push(one);
    }
    let exposed_min = plates.iter().map(|plate| plate.minutes).max().unwrap_or(0);
    let period = (monitored_ms, monitored_ms.saturating_add(i64::from(exposed_min) * MINUTE_MS));
    // What an entry said of a run at that time already is not held against who puts its values right.
    let said = corrected.filter(|_| monitored_ms == before_ms).map(|before| &before.recorded.record.runs);
    for of in
        input.runs.iter().filter(|of| !said.is_some_and(|said| said.iter().any(|known| known.run == of.run)))
    {
        let time = input.times.iter().find(|time| time.run == of.run);
        time.map_or(Ok(()), |time| went_on(of, time, period, input.margin_hours))?;
    }
    Ok(Record::EnvironmentMonitored(EnvironmentMonitored {
        room: known.code.clone(),
        site: known.site,
        monitored_ms,
        state: input.state,
        grade: known.grade,
        readings,
        plates,
        runs: input.runs.to_vec(),
        replaces: joined.iter().map(|one| entry_name(&one.recorded.stamp)).collect(),
        reason,
    }))
}

/// Refuses a run that went on at another time than something was measured.
fn went_on(
    of: &MonitoredRun,
    time: &RunTime,
    (from_ms, until_ms): (i64, i64),
    margin_hours: u32,
) -> Result<(), Refusal> {
    let margin_ms = i64::from(margin_hours) * HOUR_MS;
    let (first_ms, last_ms) = (time.first_ms, time.last_ms);
    if from_ms <= last_ms.saturating_add(margin_ms) && until_ms >= first_ms.saturating_sub(margin_ms) {
        return Ok(());
    }
    Err(Refusal::stop(Code::EnvironmentRunOtherTime)
        .with("run", &of.number)
        .with("first", first_ms)
        .with("last", last_ms)
        .with("monitored", from_ms)
        .with("hours", margin_hours)
        .at("runs"))
}

/// Adds units that joined a run to what was measured while it went on, for where the run is not known. None where its
/// entries name them already.
#[must_use]
pub fn widen_run(monitoring: &Monitoring, joined: &MonitoredRun) -> Option<Record> {
    let known = monitoring.units_of(joined.run);
    let units: Vec<_> = joined.units.iter().copied().filter(|unit| !known.contains(unit)).collect();
    if units.is_empty() || !monitoring.runs().contains(&joined.run) {
        return None;
    }
    let record = &monitoring.recorded.record;
    let (monitoring_station, monitoring_seq) = monitoring.place();
    Some(Record::EnvironmentRunWidened(EnvironmentRunWidened {
        room: record.room.clone(),
        site: record.site,
        monitoring_station,
        monitoring_seq,
        runs: vec![MonitoredRun { units, ..joined.clone() }],
    }))
}

/// The monitoring at that place, where no other takes its place.
pub(super) fn standing_at(room: &Room, at: EntryPlace) -> Result<&Monitoring, Refusal> {
    let found = room.monitoring_at(at);
    let found = found.ok_or_else(|| Refusal::stop(Code::EnvironmentUnknown).at("monitoring"))?;
    if found.replaced {
        return Err(Refusal::stop(Code::EnvironmentReplaced).at("monitoring"));
    }
    Ok(found)
}

/// Records what grew on a plate.
///
/// # Errors
/// No such plate; no whole number; in the future, or before it was exposed; read before, without a reason.
pub fn read_plate(room: &Room, input: &PlateInput<'_>, context: &Context<'_>) -> Result<Record, Refusal> {
    let monitoring = standing_at(room, input.monitoring)?;
    let number = plate_number(input.number);
    let number = number.as_str();
    let unknown = || Refusal::stop(Code::EnvironmentPlateUnknown).with("plate", number).at("plate");
    let plate = monitoring.plate_of(number).ok_or_else(unknown)?;
    let read_ms = not_in_future(input.read_ms.unwrap_or(context.now_ms), context.now_ms, "read_ms")?;
    let record = &monitoring.recorded.record;
    if read_ms < record.monitored_ms {
        return Err(Refusal::stop(Code::EnvironmentReadBefore).with("plate", number).at("read_ms"));
    }
    let before = plate.read();
    let reason = match before {
        Some(_) if input.reason.trim().is_empty() => {
            return Err(Refusal::stop(Code::EnvironmentPlateRead).with("plate", number).at("reason"));
        }
        Some(_) => Some(filled(input.reason, 500, "reason")?),
        None => None,
    };
    let (monitoring_station, monitoring_seq) = input.monitoring;
    Ok(Record::PlateRead(PlateRead {
        room: record.room.clone(),
        site: record.site,
        monitoring_station,
        monitoring_seq,
        plate: number.to_owned(),
        cfu: whole(input.cfu, 0, COLONIES_MAX, "CFU", "cfu")?,
        organism: short(input.organism, 200, "organism")?,
        read_ms,
        replaces_station: before.map(|read| read.stamp.station),
        replaces_seq: before.map(|read| read.stamp.seq),
        reason,
    }))
}
