//! What the station knows of equipment and materials, for the steps that want them scanned.

use crate::command::has_position;
use crate::context::{Act, Answer, Cx};
use crate::problem::{refused, scanned, stored};
use crate::scan;
use crate::view::short;
use domain::decide::{self, day};
use domain::environment::Room;
use domain::register::{EQUIPMENT_KINDS, MATERIAL_KINDS, Place, Register};
use domain::rules::{RequiredScan, StepScanKind};
use domain::unit::UnitState;
use domain::{Code, DonationId, Refusal, SiteId};
use isbt128::{LocalCode, LocalKind};
use jiff::ToSpan as _;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;

/// The last day that a register takes: what lies further ahead is a slip of the keyboard.
const YEAR_MAX: i16 = 2200;

impl Cx<'_> {
    /// What is known of these things, and what this site keeps a register of.
    pub(crate) fn register_of(
        &self,
        wanted: &[RequiredScan],
        scans: &[(String, String)],
    ) -> Answer<Register> {
        self.register_at(self.site()?, wanted, scans)
    }

    /// What is known of these things, and what a site keeps a register of: the one where they were used.
    pub(crate) fn register_at(
        &self,
        site: SiteId,
        wanted: &[RequiredScan],
        scans: &[(String, String)],
    ) -> Answer<Register> {
        let store = self.store()?;
        let (equipment_kinds, material_kinds) = store.kept_kinds(site).map_err(stored)?;
        let mut register = Register { equipment_kinds, material_kinds, ..Register::default() };
        for (code, value) in scans {
            match wanted.iter().find(|wanted| wanted.code == *code).map(|wanted| wanted.kind) {
                Some(StepScanKind::Equipment) => {
                    register.equipment.extend(store.find_equipment(value).map_err(stored)?);
                }
                Some(StepScanKind::Lot) => {
                    if let Some(lot) = store.find_lot(value).map_err(stored)? {
                        let stock = store.find_stock(&lot, site).map_err(stored)?;
                        register.stock.insert(lot.code().to_owned(), stock);
                        register.lots.push(lot);
                    }
                }
                Some(StepScanKind::Position) => register.places.extend(self.places(site, value)?),
                None => {}
            }
        }
        Ok(register)
    }

    /// The places of that code: a position that a tank has, and a room of the site, with the moment where it was given up.
    fn places(&self, site: SiteId, code: &str) -> Answer<Vec<Place>> {
        let place = |site, kinds: [String; 2], until_ms| Place {
            code: code.to_owned(),
            site,
            kinds: kinds.into(),
            until_ms,
        };
        let tanks = self.store()?.list_tanks().map_err(stored)?;
        let tanks = tanks.iter().filter(|tank| has_position(tank, code));
        let mut places: Vec<Place> =
            tanks.map(|tank| place(tank.site, ["tank".to_owned(), word(&tank.purpose)], None)).collect();
        let room = self.store()?.find_room(Room::subject(site, code)).map_err(stored)?;
        places.extend(room.and_then(|room| {
            let grade = word(&room.registered?.record.grade);
            let until_ms = room.retired.map(|retired| retired.stamp.at_ms);
            Some(place(site, ["room".to_owned(), format!("room_{grade}")], until_ms))
        }));
        Ok(places)
    }

    /// What is known of the lot of a collection bag, and what this site keeps a register of.
    pub(crate) fn register_of_bag(&self, lot: &str) -> Answer<Register> {
        let (store, site) = (self.store()?, self.site()?);
        let (equipment_kinds, material_kinds) = store.kept_kinds(site).map_err(stored)?;
        let mut register = Register { equipment_kinds, material_kinds, ..Register::default() };
        if let Some(lot) = store.find_lot(lot).map_err(stored)? {
            let stock = store.find_stock(&lot, site).map_err(stored)?;
            register.stock.insert(lot.code().to_owned(), stock);
            register.lots.push(lot);
        }
        Ok(register)
    }

    /// The holds of a unit for lots that were recalled since they were used on it.
    pub(crate) fn recall_holds(&self, donation: DonationId, register: &Register) -> Answer<Vec<Act>> {
        if register.lots.iter().all(|lot| lot.recalled.is_none()) {
            return Ok(Vec::new());
        }
        Ok(self.recall_holds_on(&self.unit(donation)?.state, register))
    }

    /// The same of a unit that may not be recorded yet.
    pub(crate) fn recall_holds_on(&self, unit: &UnitState, register: &Register) -> Vec<Act> {
        let recalled = register.lots.iter().filter_map(|lot| Some((lot, &lot.recalled.as_ref()?.record)));
        recalled
            .filter_map(|(lot, recall)| decide::hold_user(unit, lot, recall, &self.hold_name()))
            .map(|hold| Act::new(unit.donation.bytes(), hold))
            .collect()
    }

    /// Tells a hold from every other one.
    pub(crate) fn hold_name(&self) -> String {
        short(&DonationId::from_bytes(self.app.host.id()).to_string())
    }

    /// A recalled lot that was used on the unit and that the recall has not put it on hold for yet: the use came to this
    /// station after the recall.
    pub(crate) fn recalled_use(&self, unit: &UnitState) -> Answer<Option<String>> {
        let store = self.store()?;
        let recalled = store.list_recalled().map_err(stored)?;
        if recalled.is_empty() {
            return Ok(None);
        }
        for used in store.list_uses_on(unit.donation).map_err(stored)? {
            if !recalled.contains(&used.code) {
                continue;
            }
            let lot = store.find_lot(&used.code).map_err(stored)?;
            if lot.is_some_and(|lot| !decide::was_held_for(unit, &lot)) {
                return Ok(Some(used.code));
            }
        }
        Ok(None)
    }

    /// Refuses a unit that a recalled lot was used on and that is not on hold for it.
    pub(crate) fn refuse_recalled(&self, unit: &UnitState) -> Answer<()> {
        match self.recalled_use(unit)? {
            None => Ok(()),
            Some(code) => Err(refused(Refusal::stop(Code::RecalledUse).with("value", code))),
        }
    }

    /// Kinds of equipment, and of materials: ours, and those that a procedure names.
    pub(crate) fn kinds(&self) -> (Vec<String>, Vec<String>) {
        let rules = self.rules();
        let scans: Vec<RequiredScan> = rules
            .sops
            .iter()
            .flat_map(|file| file.sop.steps.iter().flat_map(|step| step.all_scans()))
            .collect();
        let all = |ours: &[&str], kind| {
            let named = scans.iter().filter(|scan| scan.kind == kind).filter_map(|scan| scan.of.clone());
            let named: BTreeSet<String> = named.filter(|of| !ours.contains(&of.as_str())).collect();
            let mut kinds: Vec<String> = named.into_iter().collect();
            kinds.extend(ours.iter().map(|kind| (*kind).to_owned()));
            kinds
        };
        (all(EQUIPMENT_KINDS, StepScanKind::Equipment), all(MATERIAL_KINDS, StepScanKind::Lot))
    }
}

/// The word of a vocabulary, as in JSON.
fn word(value: &impl serde::Serialize) -> String {
    let word = serde_json::to_value(value).unwrap_or_default();
    word.as_str().unwrap_or_default().to_owned()
}

/// The number of a device: its label as scanned, or the number typed.
pub(crate) fn device_code(text: &str) -> Answer<String> {
    thing_code(text, LocalKind::Equipment, |text| {
        scan::local(text, LocalKind::Equipment, "equipment", "code")
    })
}

/// The code of a lot: as scanned, or typed.
pub(crate) fn lot_code(text: &str) -> Answer<String> {
    thing_code(text, LocalKind::ReagentLot, |text| scan::lot(text, "code"))
}

/// The lot of a collection bag as the register names it: scanned, or typed as it stands on the bag.
pub(crate) fn bag_lot(text: &str) -> Answer<String> {
    let text = text.trim();
    if text.starts_with(['&', '=']) { scan::lot(text, "bag_lot") } else { Ok(text.to_owned()) }
}

fn thing_code(text: &str, kind: LocalKind, scanned_as: impl Fn(&str) -> Answer<String>) -> Answer<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(refused(Refusal::stop(Code::Empty).at("code")));
    }
    if text.starts_with(['&', '=']) {
        return scanned_as(text);
    }
    LocalCode::new(kind, text).map(|code| code.text().to_owned()).map_err(|error| scanned(&error, "code"))
}

/// A day with the moments at which it begins and ends where this station stands, ms since 1970-01-01 UTC.
pub(crate) fn day_span(text: &str, field: &'static str) -> Answer<(String, i64, i64)> {
    let date = day(text, field).map_err(refused)?;
    let wrong = || refused(Refusal::stop(Code::NotADay).with("value", text.trim()).at(field));
    if !(1990..YEAR_MAX).contains(&date.year()) {
        return Err(wrong());
    }
    let begin = date.to_zoned(TimeZone::system()).map_err(|_| wrong())?;
    let end = begin.checked_add(1.day()).map_err(|_| wrong())?;
    let ms = |moment: &jiff::Zoned| moment.timestamp().as_millisecond();
    Ok((date.to_string(), ms(&begin), ms(&end)))
}
