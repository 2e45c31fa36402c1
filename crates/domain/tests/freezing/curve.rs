//! Curves made for tests: the shipped program, a chamber that follows it, a sample that lags and nucleates.

use domain::Meaning;
use domain::Measure;
use domain::record::{CurvePoint, LimitConfirmed};
use domain::rules::{FreezingFile, FreezingProgram, LimitText};

pub const PROGRAM: &str = include_str!("../../../../assets/freezing/cord-blood-one-degree-v1.json");
/// Minutes and °C of a sample as it should be: supercooled to -8 °C, a rise to -4 °C, then 1 °C in a minute.
pub const GOOD: [(f64, f64); 8] = [
    (0.0, 4.5),
    (5.0, 4.5),
    (14.0, -8.0),
    (15.0, -4.0),
    (17.0, -8.0),
    (19.0, -12.0),
    (47.0, -40.0),
    (54.0, -96.0),
];

/// The program, nothing confirmed.
pub fn program() -> FreezingProgram {
    serde_json::from_str(PROGRAM).unwrap()
}

/// Its file under a digest.
pub fn file(program: FreezingProgram) -> FreezingFile {
    FreezingFile { program, digest: "ab".repeat(32) }
}

/// A bank's confirmation of a limit, as it stands or with other bounds.
pub fn confirmation(program: &FreezingProgram, limit: &str, own: Option<(&str, &str)>) -> LimitConfirmed {
    let named = program.limits().into_iter().find(|known| known.code == limit).unwrap();
    let LimitText::Bounds(shown) = named.says else { panic!("{limit} has bounds") };
    let bound = |text: &str| text.parse::<Measure>().ok();
    LimitConfirmed {
        profile: program.code.clone(),
        version: program.version.to_string(),
        digest: "ab".repeat(32),
        limit: limit.to_owned(),
        min: own.map_or(shown.min, |(min, _)| bound(min)),
        max: own.map_or(shown.max, |(_, max)| bound(max)),
        unit: shown.unit.clone(),
        source: shown.source.clone(),
        reason: own.map(|_| "own validation".to_owned()),
        name: "刘质控".to_owned(),
        meaning: Meaning::LimitConfirmed,
    }
}

/// The program with every limit confirmed.
pub fn confirmed() -> FreezingProgram {
    let mut program = program();
    let limits: Vec<String> = program.limits().iter().map(|limit| limit.code.to_owned()).collect();
    for limit in limits {
        let said = confirmation(&program, &limit, None);
        program.confirm(&said);
    }
    program
}

fn line(table: &[(f64, f64)], minutes: f64) -> f64 {
    let after = table.iter().position(|(at, _)| *at >= minutes);
    match after {
        None => table.last().unwrap().1,
        Some(0) => table[0].1,
        Some(index) => {
            let ((from, low), (to, high)) = (table[index - 1], table[index]);
            low + (high - low) * (minutes - from) / (to - from)
        }
    }
}

/// A row each ten seconds until that minute: the chamber on its course, the sample by the table.
pub fn curve(sample: &[(f64, f64)], minutes: u32) -> Vec<CurvePoint> {
    let program = program();
    let course = program.course(0);
    let rows = (0..=minutes * 6).map(|row| {
        let at_ms = row * 10_000;
        let here = course.iter().find(|course| i64::from(at_ms) <= course.until_ms);
        let set = here.or(course.last()).unwrap().set_mc(i64::from(at_ms));
        let sample = (line(sample, f64::from(at_ms) / 60_000.0) * 1_000.0).round();
        CurvePoint { at_ms, chamber_mc: Some(i32::try_from(set).unwrap()), sample_mc: sample as i32 }
    });
    rows.collect()
}

/// A curve as it should be.
pub fn good() -> Vec<CurvePoint> {
    curve(&GOOD, 57)
}
