//! From rows and states to what the screens show.

mod audit;
mod bench;
mod control;
mod deviation;
mod environment;
mod freezing;
mod inbox;
mod judgement;
mod part;
mod procedure;
mod register;
mod run;
mod timer;
mod unit;

pub(crate) use audit::{audit_row, correction_views, doubt_views, made_by, warn};
pub(crate) use bench::{bench_view, departure_views, result_view, step_view};
pub(crate) use control::{
    ALL_TIME, control_list_view, control_point, control_view, controls_of_test, look_back,
};
pub(crate) use deviation::{deviated_unit, deviation_row, deviation_view, deviations_of};
pub(crate) use environment::{
    monitorings_of_run, monitorings_of_unit, plate_list, room_list_view, room_view,
};
pub(crate) use freezing::{curve_row, curve_shown, curve_view, program_ref, unit_curve_views};
pub(crate) use inbox::{inbox_detail, test_in_words, waiting_problem};
pub(crate) use part::{part_box_row, part_box_view, part_boxes_view, part_sides, parts_view, root_sides};
pub(crate) use procedure::procedure_views;
pub(crate) use register::{
    UseViews, Used, cursor, equipment_row, equipment_standing, equipment_view, lot_standing, low_stock,
    material_row, material_view, read_cursor,
};
pub(crate) use run::{run_row, run_view};
pub(crate) use timer::{due_ms, timers_of, together};
pub(crate) use unit::{receipt_view, unit_view};

use crate::context::{Answer, Cx};
use crate::problem::stored;
use api::wire;
use domain::{PersonId, SiteId, StationId};
use isbt128::DonationNumber;
use std::collections::{BTreeSet, HashMap};

/// Names of people, sites and stations, read once for a view.
pub(crate) struct Names {
    people: HashMap<PersonId, String>,
    sites: HashMap<SiteId, String>,
    stations: HashMap<StationId, String>,
    /// Units on hold for what no projection tells.
    held: BTreeSet<domain::DonationId>,
}

impl Names {
    pub(crate) fn read(cx: &Cx<'_>) -> Answer<Self> {
        let store = cx.store()?;
        let people = store.list_people().map_err(stored)?;
        let sites = store.list_sites().map_err(stored)?;
        let stations = store.list_stations().map_err(stored)?;
        Ok(Self {
            people: people.into_iter().map(|p| (p.person, p.name)).collect(),
            sites: sites.into_iter().map(|s| (s.site, s.code)).collect(),
            stations: stations.into_iter().map(|s| (s.station, s.name)).collect(),
            held: cx.held_besides()?,
        })
    }

    /// The printed name; the beginning of the identifier for a person whose entry has not arrived.
    pub(crate) fn person(&self, person: Option<PersonId>) -> String {
        person.map_or_else(String::new, |id| {
            self.people.get(&id).cloned().unwrap_or_else(|| short(&id.to_string()))
        })
    }

    pub(crate) fn site(&self, site: SiteId) -> String {
        self.sites.get(&site).cloned().unwrap_or_else(|| short(&site.to_string()))
    }

    pub(crate) fn station(&self, station: StationId) -> String {
        self.stations.get(&station).cloned().unwrap_or_else(|| short(&station.to_string()))
    }

    pub(crate) fn unit_row(&self, row: store::query::UnitRow) -> wire::UnitRow {
        let site = row.site.unwrap_or(SiteId::from_bytes([0; 16]));
        wire::UnitRow {
            donation: row.donation,
            check_character: row.din.as_deref().and_then(check_character),
            din: row.din,
            status: row.status,
            held: row.held || self.held.contains(&row.donation),
            inventory: row.inventory,
            site,
            site_code: self.site(site),
            collected_ms: row.collected_ms,
            volume_ml: row.volume_ml,
            position: row.position,
            changed_ms: row.changed_ms,
        }
    }
}

/// The beginning of a hash or identifier.
pub(crate) fn short(text: &str) -> String {
    text.chars().take(12).collect()
}

pub(crate) fn check_character(din: &str) -> Option<String> {
    DonationNumber::parse(din).ok().map(|din| din.check_character().to_string())
}

pub(crate) fn finding(finding: domain::rules::Finding) -> wire::Finding {
    wire::Finding {
        rule: finding.rule,
        verdict: finding.verdict,
        value: finding.value,
        limit: finding.limit,
        source: finding.source,
    }
}

pub(crate) fn choice(choice: &domain::rules::Choice) -> wire::ChoiceView {
    wire::ChoiceView { code: choice.code.clone(), zh: choice.text.zh.clone(), en: choice.text.en.clone() }
}
