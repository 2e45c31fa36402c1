//! What a site knows of its equipment and materials, and the judgement of what is scanned for a step.
//!
//! A thing that is known is always judged. One that is unknown is refused where the site keeps a register of what the
//! step asks for; a site that has registered nothing of it goes on as before.

use crate::equipment::Equipment;
use crate::material::Lot;
use crate::record::StepScan;
use crate::rules::{RequiredScan, Step, StepScanKind};
use crate::stock::LotStock;
use crate::{Code, Refusal, SiteId};
use std::collections::{BTreeMap, BTreeSet};

/// Kinds of equipment that a bank may register beside those that its procedures name. Their words are the screens'.
pub const EQUIPMENT_KINDS: &[&str] = &[
    "balance",
    "analyser",
    "welder",
    "centrifuge",
    "cytometer",
    "sealer",
    "freezer",
    "separator",
    "expressor",
    "cabinet",
    "incubator",
    "refrigerator",
    "deep_freezer",
    "water_bath",
    "pipette",
    "thermometer",
    "probe",
    "other",
];

/// The kind of material that a collection wants.
pub const COLLECTION_BAG: &str = "collection_bag";

/// Kinds of equipment that samples are kept in, beside tanks.
pub const KEEPING_KINDS: &[&str] = &["refrigerator", "deep_freezer", "incubator"];

/// Kinds of materials that a bank may receive beside those that its procedures name.
pub const MATERIAL_KINDS: &[&str] = &[
    COLLECTION_BAG,
    "processing_set",
    "freezing_bag",
    "hes",
    "dmso",
    "dextran",
    "albumin",
    "anticoagulant",
    "medium",
    "culture_bottle",
    "antibody",
    "viability_dye",
    "control",
    "tube",
    "vial",
    "disinfectant",
    "other",
];

/// What a device was used for that no step scanned: a result that was measured on it, under the code of the test.
pub const USED_FOR_RESULT: &str = "result";
/// The same: a freezing curve, under the code of the program.
pub const USED_FOR_FREEZING: &str = "freezing_curve";

/// A place that a step may be done at: a position of a tank, or a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// As it is scanned, such as `T01-R01-S001`.
    pub code: String,
    /// Where.
    pub site: SiteId,
    /// What it is: `tank` and the tank's purpose, or `room` and the room's grade, such as `room_b`.
    pub kinds: BTreeSet<String>,
    /// When it was given up, ms; none while it is in use.
    pub until_ms: Option<i64>,
}

/// What is known of the things that are scanned for a step, and what the site keeps a register of.
#[derive(Debug, Clone, Default)]
pub struct Register {
    /// The devices scanned that are registered.
    pub equipment: Vec<Equipment>,
    /// The lots scanned that were received, at any site.
    pub lots: Vec<Lot>,
    /// What the stock of lots is judged by, under their codes.
    pub stock: BTreeMap<String, LotStock>,
    /// The places scanned that there are.
    pub places: Vec<Place>,
    /// How many units the same things are used on at once, beside the first.
    pub beside: usize,
    /// Kinds of equipment that are registered at the site.
    pub equipment_kinds: BTreeSet<String>,
    /// Kinds of materials that were received at the site.
    pub material_kinds: BTreeSet<String>,
}

impl Register {
    /// The device with that number.
    #[must_use]
    pub fn device(&self, code: &str) -> Option<&Equipment> {
        self.equipment.iter().find(|device| device.code() == code)
    }

    /// The lot with that code.
    #[must_use]
    pub fn lot(&self, code: &str) -> Option<&Lot> {
        self.lots.iter().find(|lot| lot.code() == code)
    }

    /// Judges one scan.
    ///
    /// # Errors
    /// Why it may not be used; its parameter `scan` names the scan.
    pub fn judge(&self, wanted: &RequiredScan, value: &str, site: SiteId, at_ms: i64) -> Result<(), Refusal> {
        self.judge_thing(wanted, value, site, at_ms)?;
        self.judge_stock(wanted, value, 1, site, at_ms)
    }

    /// Judges one scan, but not what is left of a lot.
    fn judge_thing(
        &self,
        wanted: &RequiredScan,
        value: &str,
        site: SiteId,
        at_ms: i64,
    ) -> Result<(), Refusal> {
        let kind = wanted.of.as_deref();
        let verdict = match wanted.kind {
            StepScanKind::Position => self.judge_place(kind, value, site, at_ms),
            StepScanKind::Equipment => match self.device(value) {
                Some(device) => device.judge(kind, at_ms),
                None => unknown(Code::EquipmentUnknown, kind, &self.equipment_kinds, value),
            },
            StepScanKind::Lot => self.judge_lot(kind, value, site, at_ms),
        };
        verdict.map_err(|refusal| refusal.with("scan", &wanted.code).at("scans"))
    }

    /// A place has to be there, whatever the site registers: what nobody can go to is no place, and one that was given up since
    /// was one. Two sites may call places alike; the one here counts.
    fn judge_place(&self, kind: Option<&str>, value: &str, site: SiteId, at_ms: i64) -> Result<(), Refusal> {
        let refuse = |code| Refusal::stop(code).with("value", value);
        let there = |place: &&Place| place.code == value && place.until_ms.is_none_or(|until| at_ms < until);
        let named = || self.places.iter().filter(there);
        let Some(place) = named().find(|place| place.site == site) else {
            let elsewhere = named().next().is_some();
            return Err(refuse(if elsewhere {
                Code::StepPositionElsewhere
            } else {
                Code::StepPositionUnknown
            }));
        };
        match kind.filter(|kind| !place.kinds.contains(*kind)) {
            None => Ok(()),
            Some(wanted) => Err(refuse(Code::StepPositionKind).with("place_kind", wanted)),
        }
    }

    /// Judges what is left of a lot that is scanned so many times.
    fn judge_stock(
        &self,
        wanted: &RequiredScan,
        value: &str,
        scans: usize,
        site: SiteId,
        at_ms: i64,
    ) -> Result<(), Refusal> {
        let (StepScanKind::Lot, Some(lot), Some(stock)) =
            (wanted.kind, self.lot(value), self.stock.get(value))
        else {
            return Ok(());
        };
        let uses = scans.saturating_mul(self.beside.saturating_add(1));
        stock.judge(lot, uses, site, at_ms).map_err(|refusal| refusal.with("scan", &wanted.code).at("scans"))
    }

    /// Judges the lot of a collection bag.
    ///
    /// # Errors
    /// Why it may not be used.
    pub fn judge_bag(&self, value: &str, site: SiteId, at_ms: i64) -> Result<(), Refusal> {
        self.judge_lot(Some(COLLECTION_BAG), value, site, at_ms).map_err(|refusal| refusal.at("bag_lot"))
    }

    fn judge_lot(&self, kind: Option<&str>, value: &str, site: SiteId, at_ms: i64) -> Result<(), Refusal> {
        let Some(lot) = self.lot(value) else {
            return unknown(Code::LotUnknown, kind, &self.material_kinds, value);
        };
        match lot.judge(kind, site, at_ms) {
            // What nobody received here is judged as unknown: strictly only where the site keeps a register.
            Err(refusal) if refusal.code == Code::LotElsewhere => {
                unknown(Code::LotElsewhere, kind, &self.material_kinds, value)
            }
            verdict => verdict,
        }
    }

    /// Judges everything scanned for a step.
    ///
    /// # Errors
    /// The first thing that may not be used.
    pub fn judge_all(
        &self,
        step: &Step,
        scans: &[StepScan],
        site: SiteId,
        at_ms: i64,
    ) -> Result<(), Refusal> {
        let refused = self.refusals(step, scans, site, at_ms).into_iter().next();
        refused.map_or(Ok(()), |(_, refusal)| Err(refusal))
    }

    /// Every scan of a step that might not be used, each with why.
    #[must_use]
    pub fn refusals(
        &self,
        step: &Step,
        scans: &[StepScan],
        site: SiteId,
        at_ms: i64,
    ) -> Vec<(StepScan, Refusal)> {
        let judged = step.all_scans().into_iter().filter_map(|wanted| {
            let scan = scans.iter().find(|scan| scan.code == wanted.code)?;
            let times = scans.iter().filter(|other| other.value == scan.value).count();
            let judged = self.judge(&wanted, &scan.value, site, at_ms);
            let judged = judged.and_then(|()| self.judge_stock(&wanted, &scan.value, times, site, at_ms));
            judged.err().map(|refusal| (scan.clone(), refusal))
        });
        judged.collect()
    }

    /// Judges what is in use since a step was begun, as of then. Its amount was taken from the stock at that time.
    ///
    /// # Errors
    /// The first thing that might not be used.
    pub fn judge_in_use(
        &self,
        step: &Step,
        scans: &[StepScan],
        site: SiteId,
        begun_ms: i64,
    ) -> Result<(), Refusal> {
        step.all_scans().iter().try_for_each(|wanted| {
            let scanned = scans.iter().find(|scan| scan.code == wanted.code);
            scanned.map_or(Ok(()), |scan| self.judge_thing(wanted, &scan.value, site, begun_ms))
        })
    }
}

fn unknown(code: Code, kind: Option<&str>, kept: &BTreeSet<String>, value: &str) -> Result<(), Refusal> {
    let keeps = kind.map_or(!kept.is_empty(), |kind| kept.contains(kind));
    if keeps { Err(Refusal::stop(code).with("value", value)) } else { Ok(()) }
}
