//! The deviations of the demo bank: a year of closed ones for the trends, and one open in every stage. Those that concern a
//! unit concern refused ones alone, so that the queues of the other screens stay as the stories tell them.

use super::bank::Scene;
use super::{Dice, Timed, record, write};
use crate::context::{Answer, Cx};
use crate::problem::stored;
use crate::register::day_span;
use domain::decide;
use domain::record::*;
use domain::{
    ActionKind, DeviationClass, DeviationId, DonationId, Meaning, PersonId, Record, Role, UnitFitness,
    UnitStatus,
};
use store::query::UnitFilter;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// How many were closed.
const CLOSED: i64 = 22;
/// What happened: category, cause, words, what was done at once.
const STORIES: [(&str, &str, &str, &str); 8] = [
    (
        "transport",
        "supplier",
        "运输箱到达时温度记录仪显示 27.4 °C，超出 18–24 °C 约 40 分钟",
        "隔离运输箱，通知承运方",
    ),
    ("labelling", "procedure_not_followed", "母血管标签贴在管帽上，无法扫描", "核对身份后重新打印并粘贴"),
    ("equipment", "equipment_failure", "离心机运行中报警停转，3 分钟后恢复", "样本移至备用离心机"),
    ("processing", "slip", "羟乙基淀粉加入量比规程少 2 mL", "补加并记录"),
    ("environment", "environment", "洁净室压差低于 10 Pa 共 6 分钟", "暂停操作，检查门封"),
    ("documents", "training", "采集记录单缺少脐带结扎时间", "联系采集点补充说明"),
    ("testing", "material_defect", "细胞计数质控品低值超出 2SD", "更换批号后复测合格"),
    ("storage", "workload", "液氮罐夜间补液晚 90 分钟，最低液位 38%", "立即补液，核对温度记录"),
];

struct Told {
    id: DeviationId,
    reporter: Option<PersonId>,
    quality: Option<PersonId>,
    director: Option<PersonId>,
    at_ms: i64,
    units: Vec<DonationId>,
}

impl Told {
    fn put(&self, records: &mut Vec<Timed>, hours: i64, by: Option<PersonId>, said: Record) {
        records.push(record(self.id.bytes(), self.at_ms + hours * HOUR_MS, by, said));
    }
}

/// One of the stories up to a stage: 0 reported, 1 classified, 2 investigated, 3 an action planned, 4 done, 5 checked.
fn tell(
    told: &Told,
    scene: &Scene,
    which: usize,
    (stage, closed): (u8, bool),
    records: &mut Vec<Timed>,
) -> Answer<()> {
    let Some(&(category, cause, words, done_at_once)) = STORIES.get(which % STORIES.len()) else {
        return Ok(());
    };
    let class = match which % 5 {
        0 | 3 => DeviationClass::Minor,
        4 if which % 10 == 4 => DeviationClass::Critical,
        _ => DeviationClass::Major,
    };
    // A minor one is closed as soon as it is classified; the open ones beyond that stage are graver.
    let minor = class == DeviationClass::Minor;
    let stage = if minor && closed { 1 } else { stage };
    let class = if minor && stage >= 2 { DeviationClass::Major } else { class };
    let reported = DeviationReported {
        category: category.to_owned(),
        what_happened: words.to_owned(),
        happened_ms: told.at_ms - HOUR_MS / 2,
        done_at_once: done_at_once.to_owned(),
        site: scene.site,
        units: told.units.clone(),
        step: String::new(),
    };
    told.put(records, 0, told.reporter, Record::DeviationReported(reported));
    for donation in &told.units {
        let deviated = decide::deviate_unit(told.id, category);
        records.push(record(donation.bytes(), told.at_ms, told.reporter, deviated));
    }
    if stage >= 1 {
        let reason = "按可能的影响分级".to_owned();
        told.put(
            records,
            5,
            told.quality,
            Record::DeviationClassified(DeviationClassified { class, reason }),
        );
    }
    if stage >= 2 {
        let findings = "查阅了记录，询问了当班人员，与规程逐项核对".to_owned();
        let investigated = DeviationInvestigated { cause: cause.to_owned(), findings };
        told.put(records, 30, told.quality, Record::DeviationInvestigated(investigated));
    }
    let key = "demo".to_owned();
    if let (true, Some(responsible)) = (stage >= 3, told.reporter) {
        let due = domain_day(told.at_ms + 14 * DAY_MS);
        let (due_on, _, due_ms) = day_span(&due, "due_on")?;
        let what = "修订规程并培训当班人员".to_owned();
        let planned = ActionPlanned {
            key: key.clone(),
            action_kind: ActionKind::Preventive,
            what,
            responsible,
            due_on,
            due_ms,
        };
        told.put(records, 31, told.quality, Record::ActionPlanned(planned));
    }
    if stage >= 4 {
        let done = ActionDone { key: key.clone(), note: "已培训 6 人，签到表存档".to_owned() };
        told.put(records, 24 * 6, told.reporter, Record::ActionDone(done));
    }
    if stage >= 5 {
        let checked =
            ActionChecked { key, effective: true, note: "抽查 20 份记录，未再发生".to_owned() };
        told.put(records, 24 * 9, told.quality, Record::ActionChecked(checked));
    }
    Ok(())
}

fn domain_day(at_ms: i64) -> String {
    jiff::Timestamp::from_millisecond(at_ms)
        .map_or_else(|_| String::new(), |at| at.strftime("%Y-%m-%d").to_string())
}

pub(super) fn add(cx: &mut Cx<'_>, dice: &mut Dice, scene: &Scene) -> Answer<()> {
    let refused = UnitFilter { statuses: vec![UnitStatus::Rejected], ..UnitFilter::default() };
    let refused = cx.store()?.list_units(&refused, None, 8).map_err(stored)?;
    let refused: Vec<DonationId> = refused.into_iter().map(|row| row.donation).collect();
    let (reporter, quality) = (scene.person(Role::Processing), scene.person(Role::Quality));
    let director = scene.person(Role::MedicalDirector);
    let mut told = |days: i64, units: Vec<DonationId>| Told {
        id: DeviationId::from_bytes(dice.id()),
        reporter,
        quality,
        director,
        at_ms: scene.now_ms - days * DAY_MS - 3 * HOUR_MS,
        units,
    };
    let mut records = Vec::new();
    let mut closed = Vec::new();
    for index in 0..CLOSED {
        // More of them lately than a year ago, as where reporting has become a habit.
        let days = 350 - index * 15 - (index * index) / 30;
        let units = refused.iter().filter(|_| index % 4 == 0).take(1).copied().collect();
        let told = told(days, units);
        tell(&told, scene, usize::try_from(index).unwrap_or(0), (5, true), &mut records)?;
        closed.push(told);
    }
    let open = [(1, 0, 0), (3, 1, 1), (6, 2, 2), (20, 3, 3), (9, 7, 4), (11, 5, 5)];
    for (days, which, stage) in open {
        let units = refused.iter().skip(1).take(usize::from(stage == 3)).copied().collect();
        tell(&told(days, units), scene, which, (stage, false), &mut records)?;
    }
    write(cx, records)?;
    let mut endings = Vec::new();
    for told in closed {
        endings.extend(end(cx, &told)?);
    }
    write(cx, endings)
}

/// The closing of a deviation, signed over what is recorded of it by now: by another person than who classified it.
fn end(cx: &Cx<'_>, told: &Told) -> Answer<Vec<Timed>> {
    let Some(deviation) = cx.store()?.find_deviation(told.id).map_err(stored)? else { return Ok(Vec::new()) };
    let conclusion = "原因已查明，措施有效；对其他样本没有影响".to_owned();
    let unfit = |donation: &DonationId| UnitConclusion {
        donation: *donation,
        fitness: UnitFitness::Unfit,
        note: "此份已拒收".to_owned(),
    };
    let units: Vec<UnitConclusion> = told.units.iter().map(unfit).collect();
    let name = told
        .director
        .map(|director| cx.store()?.find_person(director).map_err(stored))
        .transpose()?
        .flatten();
    let at_ms = told.at_ms + 10 * DAY_MS;
    let mut records = Vec::new();
    for unit in &units {
        let settled =
            UnitDeviationSettled { deviation: told.id, fitness: unit.fitness, note: unit.note.clone() };
        records.push(record(
            unit.donation.bytes(),
            at_ms,
            told.director,
            Record::UnitDeviationSettled(settled),
        ));
    }
    let closed = DeviationClosed {
        digest: deviation.closing_digest(&conclusion, &units),
        conclusion,
        units,
        name: name.map(|person| person.name).unwrap_or_default(),
        meaning: Meaning::DeviationClosing,
    };
    records.push(record(told.id.bytes(), at_ms, told.director, Record::DeviationClosed(closed)));
    Ok(records)
}
