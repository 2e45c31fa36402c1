//! The equipment and materials of the demo bank, in every state that a screen shows. The numbers are those that the
//! stories of the units name.

use super::bank::Scene;
use super::{Timed, record};
use crate::context::Answer;
use crate::register::day_span;
use domain::equipment::Equipment;
use domain::material::Lot;
use domain::record::*;
use domain::stock::StockRules;
use domain::{Measure, Record, Role, ServiceKind, StationId};
use rust_decimal::Decimal;

const DAY_MS: i64 = 86_400_000;
/// The freezer that samples are kept in.
pub(super) const SAMPLE_FREEZER: &str = "EQ-025";
/// Kinds with a name; the demo bank's devices take turns.
const DEVICES: [(&str, &str); 8] = [
    ("balance", "电子天平 ME2002"),
    ("analyser", "血液分析仪 XN-1000"),
    ("centrifuge", "低温离心机 RC12"),
    ("sealer", "热合机 T-Seal II"),
    ("welder", "无菌接管机 TSCD-II"),
    ("freezer", "程序降温仪 Kryo 560"),
    ("cytometer", "流式细胞仪 FACSLyric"),
    ("refrigerator", "医用冷藏箱 HYC-390"),
];
const MATERIALS: [(&str, &str, &str); 4] = [
    ("hes", "6% 羟乙基淀粉 500 mL", "瓶"),
    ("freezing_bag", "冻存袋 25 mL（五腔）", "个"),
    ("dmso", "DMSO 55% / 右旋糖酐 5%", "支"),
    ("processing_set", "密闭加工管路", "套"),
];

/// The number of a device for a step of the short procedure: the kinds take turns, and so do the three of a kind.
pub(super) fn device_for(step: &str, turn: u32) -> u32 {
    let first = match step {
        "weigh" => 1,
        "count_pre" => 2,
        "freeze" => 6,
        _ => 3,
    };
    first + 8 * turn
}

/// The number of a lot for a step of the short procedure.
pub(super) fn lot_for(step: &str, turn: u32) -> u32 {
    let first = match step {
        "add_hes" => 1,
        "transfer" => 2,
        _ => 3,
    };
    26_000 + first + 4 * turn
}

fn day(at_ms: i64) -> String {
    jiff::Timestamp::from_millisecond(at_ms)
        .map_or_else(|_| String::new(), |at| at.strftime("%Y-%m-%d").to_string())
}

/// How many days from now the calibration of a device ends.
const fn calibrated_days(number: i64) -> i64 {
    match number {
        5 => 12,
        9 => -3,
        17 => 25,
        _ => 40 + number * 9,
    }
}

/// How many days from now a lot expires.
const fn expires_days(number: i64) -> i64 {
    match number {
        3 => -5,
        6 => 20,
        _ => 120 + number * 15,
    }
}

pub(super) fn stock(scene: &Scene, station: StationId, records: &mut Vec<Timed>) -> Answer<()> {
    let (keeper, quality) = (scene.person(Role::Processing), scene.person(Role::Quality));
    let begin_ms = scene.now_ms - 400 * DAY_MS;
    freezer(scene, keeper, begin_ms, records);
    for number in 1..=24_i64 {
        let code = format!("EQ-{number:03}");
        let subject = Equipment::subject(&code);
        let place = usize::try_from(number - 1).unwrap_or(0) % DEVICES.len();
        let (kind, name) = DEVICES.get(place).copied().unwrap_or(("other", ""));
        let calibrated = kind != "refrigerator";
        let mut put = |at_ms, person, entry| records.push(record(&subject, at_ms, person, entry));
        let registered = EquipmentRegistered {
            code: code.clone(),
            kind: kind.to_owned(),
            description: format!("{name} · SN{}", 41_000 + number * 137),
            site: scene.site,
            room: if number % 3 == 0 { "检验室" } else { "洁净间 B" }.to_owned(),
            wants_calibration: calibrated,
            wants_maintenance: kind == "centrifuge",
        };
        put(begin_ms, keeper, Record::EquipmentRegistered(registered));
        let mut services = vec![];
        if calibrated {
            services.push((ServiceKind::Calibration, calibrated_days(number), "市计量检测院"));
        }
        if kind == "centrifuge" {
            services.push((ServiceKind::Maintenance, 70 + number, "厂家工程师"));
        }
        for (service, days, by) in services {
            let (due_on, _, due_ms) = day_span(&day(scene.now_ms + days * DAY_MS), "due_on")?;
            let (done_on, done_ms, _) = day_span(&day(scene.now_ms + (days - 365) * DAY_MS), "done_on")?;
            let serviced = EquipmentServiced {
                code: code.clone(),
                service,
                done_on,
                done_ms,
                due_on,
                due_ms,
                by: by.to_owned(),
                certificate: format!("JZ-{}", 26_000 + number),
            };
            put(done_ms.max(begin_ms) + DAY_MS / 2, keeper, Record::EquipmentServiced(serviced));
        }
        if number == 13 {
            let reason = "运行中异响，已报修".to_owned();
            put(
                scene.now_ms - 2 * DAY_MS,
                keeper,
                Record::EquipmentTakenOut(EquipmentTakenOut { code, reason }),
            );
        }
    }
    for number in 1..=13_i64 {
        lot(scene, station, number, (keeper, scene.second(), quality), records)?;
    }
    low(scene, keeper, records);
    super::control::stock(scene, station, records)?;
    super::environment::stock(scene, station, records);
    Ok(())
}

/// Where samples are kept.
fn freezer(scene: &Scene, keeper: Option<domain::PersonId>, at_ms: i64, records: &mut Vec<Timed>) {
    let registered = EquipmentRegistered {
        code: SAMPLE_FREEZER.to_owned(),
        kind: "deep_freezer".to_owned(),
        description: "超低温冰箱 DW-86L · SN44425".to_owned(),
        site: scene.site,
        room: "样本库".to_owned(),
        wants_calibration: false,
        wants_maintenance: false,
    };
    let subject = Equipment::subject(SAMPLE_FREEZER);
    records.push(record(&subject, at_ms, keeper, Record::EquipmentRegistered(registered)));
}

/// A kind of which less is there than the site wants.
fn low(scene: &Scene, keeper: Option<domain::PersonId>, records: &mut Vec<Timed>) {
    let kind = "processing_set";
    let rule = MaterialStockRuleSet {
        kind: kind.to_owned(),
        site: scene.site,
        counted: true,
        per_use: Measure(Decimal::from(1)),
        low_level: Measure(Decimal::from(80)),
        unit: "套".to_owned(),
        reason: "两周用量".to_owned(),
    };
    let at_ms = scene.now_ms - 30 * DAY_MS;
    records.push(record(&StockRules::subject(kind), at_ms, keeper, Record::MaterialStockRuleSet(rule)));
}

type People = (Option<domain::PersonId>, Option<domain::PersonId>, Option<domain::PersonId>);

fn lot(
    scene: &Scene,
    station: StationId,
    number: i64,
    (keeper, inspector, quality): People,
    records: &mut Vec<Timed>,
) -> Answer<()> {
    // The last one was on no unit: it shows a recall.
    let recalled = number == 13;
    let code = if recalled { "LOT25990".to_owned() } else { format!("LOT{}", 26_000 + number) };
    let subject = Lot::subject(&code);
    let place = usize::try_from(number - 1).unwrap_or(0) % MATERIALS.len();
    let (kind, name, unit) = MATERIALS.get(place).copied().unwrap_or(("other", "", "个"));
    let received_ms = scene.now_ms - 60 * DAY_MS;
    let (expires_on, _, expires_ms) =
        day_span(&day(scene.now_ms + expires_days(number) * DAY_MS), "expires_on")?;
    let received = MaterialReceived {
        code: code.clone(),
        kind: kind.to_owned(),
        description: name.to_owned(),
        expires_on,
        expires_ms,
        open_days: matches!(number, 7 | 11).then_some(28),
        quantity: Measure(Decimal::from(40 + number * 5)),
        unit: unit.to_owned(),
        supplier: "华东医药器材".to_owned(),
        site: scene.site,
    };
    records.push(record(&subject, received_ms, keeper, Record::MaterialReceived(received)));
    // The station's chain begins with these records: the place of an entry is its number among them.
    let delivery_seq = u64::try_from(records.len()).unwrap_or(0);
    let mut put = |at_ms, person, entry| records.push(record(&subject, at_ms, person, entry));
    if number != 12 {
        let note = "外观完好，随货温度记录与出厂报告齐全".to_owned();
        let accepted = number != 8;
        let note = if accepted { note } else { "外箱破损，两支渗漏".to_owned() };
        let (code, delivery_station) = (code.clone(), station);
        let inspected = MaterialInspected { code, delivery_station, delivery_seq, accepted, note };
        put(received_ms + DAY_MS, inspector, Record::MaterialInspected(inspected));
    }
    if matches!(number, 7 | 11) {
        let opened_ms = scene.now_ms - if number == 7 { 40 } else { 5 } * DAY_MS;
        let opened = MaterialOpened { code: code.clone(), site: scene.site, opened_ms };
        put(opened_ms, keeper, Record::MaterialOpened(opened));
    }
    if recalled {
        let reason = "厂家通知：该批密封不良".to_owned();
        put(scene.now_ms - 8 * DAY_MS, quality, Record::MaterialRecalled(MaterialRecalled { code, reason }));
    }
    Ok(())
}
