//! Analysers of this station: which, on which line, in which language.

use super::control::registered_device;
use crate::analyser::{find_mapping, line, mappings, set_settings, settings, views};
use crate::context::{Answer, Cx};
use crate::problem::{refused, stored};
use api::Problem;
use api::wire::*;
use domain::decide::filled;

/// Analysers of one station.
const ANALYSERS_MAX: usize = 16;
/// Speeds that LIS01-A2 names, and the faster ones that instruments offer.
const SPEEDS: [u32; 8] = [1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200];

pub(crate) fn analyser_list(cx: &mut Cx<'_>, _: Empty) -> Answer<AnalyserList> {
    let ports = devices::serial_ports().into_iter();
    let rules = cx.rules();
    let mapping = |mapping: &domain::analyser::Mapping| {
        let numbers = mapping.numbers.iter().map(|rule| &rule.test);
        let tests = rules.tests().into_iter().filter(|test| {
            numbers
                .clone()
                .chain(mapping.choices.iter().map(|rule| &rule.test))
                .any(|code| *code == test.code)
        });
        MappingView {
            code: mapping.code.clone(),
            version: mapping.version,
            zh: mapping.title.zh.clone(),
            en: mapping.title.en.clone(),
            source_zh: mapping.source.zh.clone(),
            source_en: mapping.source.en.clone(),
            tests: tests.map(test_name).collect(),
        }
    };
    Ok(AnalyserList {
        analysers: views(cx)?,
        mappings: mappings().iter().map(mapping).collect(),
        ports: ports.map(|port| SerialPortView { path: port.path, name: port.name }).collect(),
        inbox: cx.store()?.count_inbox().map_err(stored)?,
    })
}

pub(crate) fn test_name(test: &domain::rules::TestDefinition) -> TestName {
    TestName { code: test.code.clone(), zh: test.name.zh.clone(), en: test.name.en.clone() }
}

/// Adds an analyser or changes the one of that name. It need not be there.
pub(crate) fn analyser_set(cx: &mut Cx<'_>, request: AnalyserSetting) -> Answer<AnalyserList> {
    let setting = AnalyserSetting {
        name: filled(&request.name, 60, "name").map_err(refused)?,
        address: request.address.trim().to_owned(),
        ..request
    };
    check_line(&setting)?;
    if find_mapping(&setting.mapping).is_none() {
        let unknown = Problem::refusal("analyser.mapping").with("mapping", setting.mapping.as_str());
        return Err(unknown.at("mapping"));
    }
    let setting = match setting.device.as_deref().map(str::trim).filter(|device| !device.is_empty()) {
        Some(device) => AnalyserSetting { device: Some(registered_device(cx, device)?), ..setting },
        None => AnalyserSetting { device: None, ..setting },
    };
    let mut all = settings(cx)?;
    let others = all.iter().filter(|other| other.name != setting.name);
    let mut taken = others.filter(|other| match (other.line, setting.line) {
        (AnalyserLineKind::Listen, AnalyserLineKind::Listen) => other.port == setting.port,
        (AnalyserLineKind::Serial, AnalyserLineKind::Serial) => other.address == setting.address,
        _ => false,
    });
    if let Some(other) = taken.next() {
        let field = if setting.line == AnalyserLineKind::Serial { "address" } else { "port" };
        return Err(Problem::refusal("analyser.port_taken").with("name", other.name.as_str()).at(field));
    }
    let place = all.iter().position(|other| other.name == setting.name);
    match place.and_then(|place| all.get_mut(place)) {
        Some(other) => *other = setting,
        None if settings(cx)?.len() == ANALYSERS_MAX => {
            return Err(Problem::refusal("analyser.too_many").with("max", ANALYSERS_MAX).at("name"));
        }
        None => all.push(setting),
    }
    store_settings(cx, &all)
}

pub(crate) fn analyser_remove(cx: &mut Cx<'_>, request: AnalyserQuery) -> Answer<AnalyserList> {
    let mut all = settings(cx)?;
    all.retain(|setting| setting.name != request.name);
    store_settings(cx, &all)
}

fn store_settings(cx: &mut Cx<'_>, all: &[AnalyserSetting]) -> Answer<AnalyserList> {
    set_settings(cx, all)?;
    crate::analyser::follow(cx)?;
    analyser_list(cx, Empty {})
}

fn check_line(setting: &AnalyserSetting) -> Answer<()> {
    let address = setting.address.as_str();
    let host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    let good_address = match setting.line {
        AnalyserLineKind::Listen => line(setting).is_some(),
        AnalyserLineKind::Connect => !address.is_empty() && address.len() <= 253 && address.chars().all(host),
        AnalyserLineKind::Serial => {
            let is_device = address.starts_with("/dev/") || address.starts_with("COM");
            is_device && !address.contains("..") && address.len() <= 200
        }
    };
    let serial = setting.line == AnalyserLineKind::Serial;
    // Ports below 1024 belong to the operating system where this machine listens.
    let least = if setting.line == AnalyserLineKind::Listen { 1_024 } else { 1 };
    if !serial && !(least..=65_535).contains(&setting.port) {
        let range = Problem::refusal("value.too_high")
            .with("value", setting.port)
            .with("max", 65_535)
            .with("unit", "");
        let low =
            Problem::refusal("value.too_low").with("value", setting.port).with("min", least).with("unit", "");
        return Err(if setting.port < least { low } else { range }.at("port"));
    }
    if !good_address {
        return Err(Problem::refusal("analyser.address").with("value", address).at("address"));
    }
    if serial && !SPEEDS.contains(&setting.baud) {
        return Err(Problem::refusal("scanner.speed").with("value", setting.baud).at("baud"));
    }
    Ok(())
}
