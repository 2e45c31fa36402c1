//! Rooms are registered and given up; what is measured in them, which plates are exposed, what grew on them.

use super::super::Context;
use super::super::check::{filled, not_in_future, number, whole};
use super::super::equipment::short;
use crate::environment::{EntryPlace, Monitoring, Room, place};
use crate::record::{
    EnvironmentMonitored, ExposedPlate, MonitoredRun, PlateRead, RoomReading, RoomRegistered, RoomRetired,
};
use crate::{Code, Measure, Record, Refusal, RoomGrade, RoomQuantity, RoomState, SiteId};

/// Points of a room.
const POINTS_MAX: usize = 60;
/// Readings or plates of one entry.
const VALUES_MAX: usize = 500;
/// A day.
const EXPOSURE_MAX_MIN: u32 = 1_440;
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
/// Something empty or too long; no point, one twice, too many.
pub fn register_room(input: &RoomInput<'_>) -> Result<Record, Refusal> {
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
    Ok(Record::RoomRegistered(RoomRegistered {
        code: filled(input.code, 40, "code")?,
        site: input.site,
        name_zh: filled(input.name_zh, 80, "name_zh")?,
        name_en: filled(input.name_en, 80, "name_en")?,
        grade: input.grade,
        points,
    }))
}

fn in_use(room: &Room) -> Result<&RoomRegistered, Refusal> {
    let known = room.registered.as_ref().filter(|_| room.retired.is_none());
    let refuse = || Refusal::stop(Code::RoomRetired).with("room", room.code()).at("room");
    known.map(|known| &known.record).ok_or_else(refuse)
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
    Ok(ExposedPlate { number: filled(entry.number, 40, "plates")?, point, quantity, minutes })
}

/// Records what was measured in a room, and the plates that were exposed. `used` are places where plates of these numbers
/// were exposed already.
///
/// # Errors
/// A room that is given up; nothing measured, or too much; in the future; an unknown point; a value that cannot be true, or
/// two of one sort at a point; a plate that is in use; in place of what is no longer there, or without a reason.
pub fn monitor_room(
    room: &Room,
    input: &MonitoringInput<'_>,
    used: &[(String, EntryPlace)],
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    let known = in_use(room)?;
    let corrected = input.replaces.map(|at| standing_at(room, at)).transpose()?;
    let reason = match corrected {
        Some(_) => Some(filled(input.reason, 500, "reason")?),
        None => None,
    };
    // A point that the room no longer has is still one of what was measured there.
    let mut points = known.points.clone();
    for entry in corrected.into_iter().flat_map(Monitoring::entries) {
        points.extend(entry.record.readings.iter().map(|one| one.point.clone()));
        points.extend(entry.record.plates.iter().map(|one| one.point.clone()));
    }
    let now_ms = context.now_ms;
    let monitored_ms = not_in_future(input.monitored_ms.unwrap_or(now_ms), now_ms, "monitored_ms")?;
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
        let own = |at: &EntryPlace| {
            corrected.is_some_and(|known| known.entries().any(|of| place(&of.stamp) == *at))
        };
        let elsewhere = used.iter().any(|(number, at)| *number == one.number && !own(at));
        if elsewhere || plates.iter().any(|known| known.number == one.number) {
            return Err(Refusal::stop(Code::EnvironmentPlateUsed).with("plate", one.number).at("plates"));
        }
        plates.push(one);
    }
    Ok(Record::EnvironmentMonitored(EnvironmentMonitored {
        room: known.code.clone(),
        site: known.site,
        monitored_ms,
        state: input.state,
        grade: corrected.map_or(known.grade, |before| before.recorded.record.grade),
        readings,
        plates,
        runs: input.runs.to_vec(),
        replaces_station: input.replaces.map(|(station, _)| station),
        replaces_seq: input.replaces.map(|(_, seq)| seq),
        reason,
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
    let number = input.number.trim();
    let unknown = || Refusal::stop(Code::EnvironmentPlateUnknown).with("plate", number).at("plate");
    let plate = monitoring.plates.iter().find(|plate| plate.exposed.number == number).ok_or_else(unknown)?;
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
