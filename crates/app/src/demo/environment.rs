//! The clean room of the demo bank: measured every other day for a month, one day too humid, and a plate to be read.

use super::bank::Scene;
use super::{Timed, record};
use domain::environment::Room;
use domain::record::*;
use domain::{Measure, Record, Role, RoomGrade, RoomQuantity, RoomState, StationId};
use rust_decimal::Decimal;

const DAY_MS: i64 = 86_400_000;
const CODE: &str = "CR-01";
const POINTS: [&str; 3] = ["台面", "回风口", "门口"];
/// The day on which the room was too humid.
const HUMID_DAY: i64 = 8;

/// What is measured at each point: about this value, so much up and down, decimals.
const MEASURED: [(RoomQuantity, i64, i64, u32); 4] = [
    (RoomQuantity::Particles05, 118_000, 31_000, 0),
    (RoomQuantity::Particles5, 740, 260, 0),
    (RoomQuantity::Temperature, 214, 9, 1),
    (RoomQuantity::Humidity, 547, 41, 1),
];

/// From -1 to 1, in hundredths: the same in every demo bank.
fn swing(day: i64, point: i64, quantity: RoomQuantity) -> i64 {
    (day * 37 + point * 53 + quantity as i64 * 71) % 201 - 100
}

fn readings(day: i64) -> Vec<RoomReading> {
    let points = (0_i64..).zip(POINTS);
    let mut found: Vec<RoomReading> = points
        .flat_map(|(at, point)| {
            MEASURED.map(|(quantity, about, by, decimals)| {
                let humid = day == HUMID_DAY && quantity == RoomQuantity::Humidity;
                let extra = if humid { 160 } else { 0 };
                let value = about + by * swing(day, at, quantity) / 100 + extra;
                RoomReading {
                    point: point.to_owned(),
                    quantity,
                    value: Measure(Decimal::new(value, decimals)),
                }
            })
        })
        .collect();
    let pressure = Measure(Decimal::new(142 + swing(day, 1, RoomQuantity::Pressure) / 5, 1));
    found.push(RoomReading { point: "门口".to_owned(), quantity: RoomQuantity::Pressure, value: pressure });
    found
}

pub(super) fn stock(scene: &Scene, station: StationId, records: &mut Vec<Timed>) {
    let (measures, reads) = (scene.person(Role::Processing), scene.second());
    let subject = Room::subject(scene.site, CODE);
    let registered = RoomRegistered {
        code: CODE.to_owned(),
        site: scene.site,
        name_zh: "细胞处理洁净间".to_owned(),
        name_en: "Cell processing room".to_owned(),
        grade: RoomGrade::B,
        points: POINTS.map(str::to_owned).to_vec(),
        reason: None,
    };
    let begin_ms = scene.now_ms - 40 * DAY_MS;
    records.push(record(subject.bytes(), begin_ms, measures, Record::RoomRegistered(registered)));
    for day in (1..=15).rev().map(|half| half * 2) {
        let monitored_ms = scene.now_ms - day * DAY_MS;
        let number = format!("SP-{:04}", 1_000 - day);
        let monitored = EnvironmentMonitored {
            room: CODE.to_owned(),
            site: scene.site,
            monitored_ms,
            state: RoomState::InOperation,
            grade: RoomGrade::B,
            readings: readings(day),
            plates: vec![ExposedPlate {
                number: number.clone(),
                point: "台面".to_owned(),
                quantity: RoomQuantity::SettlePlate,
                minutes: 240,
            }],
            runs: Vec::new(),
            replaces: Vec::new(),
            reason: None,
        };
        let at_ms = monitored_ms + 60_000;
        records.push(record(subject.bytes(), at_ms, measures, Record::EnvironmentMonitored(monitored)));
        // Read after four days; the last plates still grow.
        let read_ms = monitored_ms + 4 * DAY_MS;
        if read_ms > scene.now_ms {
            continue;
        }
        // The station's chain begins with these records: the place of an entry is its number among them.
        let monitoring_seq = u64::try_from(records.len()).unwrap_or(0);
        let read = PlateRead {
            room: CODE.to_owned(),
            site: scene.site,
            monitoring_station: station,
            monitoring_seq,
            plate: number,
            cfu: u32::try_from(day % 5 % 3).unwrap_or(0),
            organism: String::new(),
            read_ms,
            replaces_station: None,
            replaces_seq: None,
            reason: None,
        };
        records.push(record(subject.bytes(), read_ms + 60_000, reads, Record::PlateRead(read)));
    }
}
