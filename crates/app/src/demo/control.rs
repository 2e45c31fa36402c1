//! The controls of the demo bank: two tests on two devices over ninety days, with what a chart has to show.

use super::bank::Scene;
use super::{Timed, record};
use crate::context::Answer;
use crate::register::day_span;
use domain::control::ControlSeries;
use domain::material::Lot;
use domain::record::*;
use domain::{ControlEntry, ControlLevel, Measure, Record, Role, StationId, TargetSource};
use rust_decimal::Decimal;

const DAY_MS: i64 = 86_400_000;
const LOT: &str = "QC26001";
/// Days on which something happened, with how far the value lay from the mean, in tenths of a standard deviation.
const EVENTS: [(i64, i64); 4] = [(62, 24), (40, -34), (18, 22), (17, 23)];

/// A test on a device: level, mean and standard deviation in hundredths.
struct Controlled {
    test: &'static str,
    device: &'static str,
    unit: &'static str,
    reported_code: &'static str,
    levels: [(ControlLevel, i64, i64); 2],
}

const CONTROLLED: [Controlled; 2] = [
    Controlled {
        test: "viability_post",
        device: "EQ-007",
        unit: "%",
        reported_code: "VIABILITY",
        levels: [(ControlLevel::Low, 6_200, 180), (ControlLevel::Normal, 9_450, 110)],
    },
    Controlled {
        test: "tnc_post",
        device: "EQ-002",
        unit: "10*3/uL",
        reported_code: "WBC",
        levels: [(ControlLevel::Normal, 705, 21), (ControlLevel::High, 1_890, 55)],
    },
];

fn hundredths(number: i64) -> Measure {
    Measure(Decimal::new(number, 2))
}

/// How far the value of a day lies from the mean, in tenths of a standard deviation: about it, with what happened.
fn off(day: i64, level: ControlLevel) -> i64 {
    let happened = EVENTS.iter().find(|(on, _)| *on == day && level == ControlLevel::Normal);
    happened.map_or_else(|| (day * 7 + level as i64 * 5) % 25 - 12, |(_, tenths)| *tenths)
}

pub(super) fn stock(scene: &Scene, station: StationId, records: &mut Vec<Timed>) -> Answer<()> {
    let (keeper, second) = (scene.person(Role::Processing), scene.second());
    let (lab, quality) = (scene.person(Role::TestLab), scene.person(Role::Quality));
    let begin_ms = scene.now_ms - 95 * DAY_MS;
    // The station's chain begins with these records: the place of an entry is its number among them.
    let seq = |records: &Vec<Timed>| u64::try_from(records.len()).unwrap_or(0);
    let expires = jiff::Timestamp::from_millisecond(scene.now_ms + 200 * DAY_MS);
    let expires = expires.map_or_else(|_| String::new(), |at| at.strftime("%Y-%m-%d").to_string());
    let (expires_on, _, expires_ms) = day_span(&expires, "expires_on")?;
    let received = MaterialReceived {
        code: LOT.to_owned(),
        kind: domain::decide::CONTROL_KIND.to_owned(),
        description: "血细胞与活率质控品".to_owned(),
        expires_on,
        expires_ms,
        open_days: None,
        quantity: Measure(Decimal::from(12)),
        unit: "支".to_owned(),
        supplier: "华东医药器材".to_owned(),
        site: scene.site,
    };
    let lot = Lot::subject(LOT);
    records.push(record(&lot, begin_ms, keeper, Record::MaterialReceived(received)));
    let inspected = MaterialInspected {
        code: LOT.to_owned(),
        delivery_station: station,
        delivery_seq: seq(records),
        accepted: true,
        note: "冷链完好".to_owned(),
    };
    records.push(record(&lot, begin_ms + DAY_MS, second, Record::MaterialInspected(inspected)));
    for of in &CONTROLLED {
        let subject = ControlSeries::subject(of.test, of.device);
        for (level, mean, sd) in of.levels {
            let proposed = ControlTargetProposed {
                test: of.test.to_owned(),
                device: of.device.to_owned(),
                lot: LOT.to_owned(),
                level,
                unit: of.unit.to_owned(),
                mean: hundredths(mean),
                sd: hundredths(sd),
                target_source: TargetSource::Manufacturer,
                reference: format!("{LOT} 说明书 2026-01"),
                values: None,
                reported_code: of.reported_code.to_owned(),
                specimen: format!("CTL-{}*", level.as_str().to_uppercase()),
                site: scene.site,
            };
            let at_ms = begin_ms + 2 * DAY_MS;
            records.push(record(&subject, at_ms, lab, Record::ControlTargetProposed(proposed)));
            let settled = ControlTargetSettled {
                test: of.test.to_owned(),
                device: of.device.to_owned(),
                target_station: station,
                target_seq: seq(records),
                approved: true,
                note: String::new(),
            };
            let at_ms = begin_ms + 3 * DAY_MS;
            records.push(record(&subject, at_ms, quality, Record::ControlTargetSettled(settled)));
        }
        for day in (1..=90).rev() {
            for (level, mean, sd) in of.levels {
                let measured_ms = scene.now_ms - day * DAY_MS + level as i64 * 300_000;
                let recorded = ControlRecorded {
                    test: of.test.to_owned(),
                    device: of.device.to_owned(),
                    lot: LOT.to_owned(),
                    level,
                    value: hundredths(mean + sd * off(day, level) / 10),
                    unit: of.unit.to_owned(),
                    mean: hundredths(mean),
                    sd: hundredths(sd),
                    measured_ms,
                    entry: ControlEntry::Typed,
                    site: scene.site,
                };
                records.push(record(&subject, measured_ms + 60_000, lab, Record::ControlRecorded(recorded)));
                // What was rejected was looked into before the next one was measured.
                if matches!(day, 40 | 17) && level == ControlLevel::Normal {
                    let explained = ControlExplained {
                        test: of.test.to_owned(),
                        device: of.device.to_owned(),
                        control_station: station,
                        control_seq: seq(records),
                        cause: "染色试剂受潮".to_owned(),
                        action: "更换试剂并重新校准".to_owned(),
                    };
                    let at_ms = measured_ms + 3_600_000;
                    records.push(record(&subject, at_ms, lab, Record::ControlExplained(explained)));
                }
            }
        }
    }
    Ok(())
}
