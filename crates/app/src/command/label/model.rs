//! What the labels of a unit say and carry.

use super::{language, local_time, mode, scheme};
use crate::context::{Answer, Cx, LoadedUnit};
use crate::problem::{refused, scanned, stored};
use api::wire::{LabelTemplate, Locale};
use domain::rules::TestKind;
use domain::{Code, Inventory, Refusal};
use isbt128::{
    Abo, BloodGroup, CivilDate, DatePurpose, DonationNumber, Flags, IntendedUse, RhD, ScanDate, TimeOfDay,
};
use labels::{LabelCode, LabelModel, LabelTexts, ProductCodes, TemplateId};
use std::collections::BTreeMap;

const LABELS_MAX: usize = 60;

/// Containers of a set that ISBT 128 flags can tell apart (ST-001 2.4.1).
const CONTAINERS_MAX: usize = 9;

/// The labels that a unit can have, in the order in which they come to be.
pub(super) const OF_UNIT: [LabelTemplate; 12] = [
    LabelTemplate::Bag,
    LabelTemplate::Tube,
    LabelTemplate::MaternalTube,
    LabelTemplate::Form,
    LabelTemplate::CryoBag,
    LabelTemplate::CryoBagSmall,
    LabelTemplate::CryoBagTwo,
    LabelTemplate::Compartment,
    LabelTemplate::Segment,
    LabelTemplate::Vial,
    LabelTemplate::Canister,
    LabelTemplate::Quadrants,
];

pub(crate) const fn template_id(template: LabelTemplate) -> TemplateId {
    match template {
        LabelTemplate::Bag => TemplateId::Bag,
        LabelTemplate::Tube => TemplateId::Tube,
        LabelTemplate::MaternalTube => TemplateId::MaternalTube,
        LabelTemplate::Form => TemplateId::Form,
        LabelTemplate::CryoBag => TemplateId::CryoBag,
        LabelTemplate::CryoBagSmall => TemplateId::CryoBagSmall,
        LabelTemplate::CryoBagTwo => TemplateId::CryoBagTwo,
        LabelTemplate::Compartment => TemplateId::Compartment,
        LabelTemplate::Segment => TemplateId::Segment,
        LabelTemplate::Vial => TemplateId::Vial,
        LabelTemplate::Canister => TemplateId::Canister,
        LabelTemplate::Quadrants => TemplateId::Quadrants,
        LabelTemplate::Position => TemplateId::Position,
        LabelTemplate::ShippingBox => TemplateId::ShippingBox,
        LabelTemplate::Equipment => TemplateId::Equipment,
        LabelTemplate::Badge => TemplateId::Badge,
    }
}

/// The flags that tell scanners what a label is stuck on.
pub(crate) const fn flags(template: LabelTemplate) -> Flags {
    match template {
        LabelTemplate::Tube => Flags::TEST_TUBE,
        LabelTemplate::MaternalTube => Flags::MATERNAL_TUBE,
        LabelTemplate::Form => Flags::FORM,
        LabelTemplate::Segment => Flags::SEGMENT,
        LabelTemplate::Vial => Flags::VIAL,
        LabelTemplate::Canister => Flags::CANISTER,
        _ => Flags::NONE,
    }
}

/// The labels in the order asked for. Several of one template are counted on them: `2 / 5`. A template that was printed
/// before says so.
pub(crate) fn of_unit(
    cx: &mut Cx<'_>,
    unit: &LoadedUnit,
    templates: &[LabelTemplate],
    locale: Locale,
) -> Answer<Vec<LabelModel>> {
    if templates.is_empty() {
        return Err(refused(Refusal::stop(Code::Empty).at("templates")));
    }
    if templates.len() > LABELS_MAX {
        return Err(refused(Refusal::stop(Code::TooLong).with("max", LABELS_MAX).at("templates")));
    }
    if let Some(other) = templates.iter().find(|template| !OF_UNIT.contains(template)) {
        let code = template_id(*other).code();
        return Err(refused(Refusal::stop(Code::NotAChoice).with("value", code).at("templates")));
    }
    let codes = codes(unit)?;
    let texts = texts(cx, unit, locale)?;
    let mode = mode(cx.bank()?.purpose);
    let mut total: BTreeMap<TemplateId, usize> = BTreeMap::new();
    for template in templates {
        *total.entry(template_id(*template)).or_default() += 1;
    }
    let compartments = total.get(&TemplateId::Compartment).copied().unwrap_or_default();
    if compartments > CONTAINERS_MAX {
        return Err(refused(Refusal::stop(Code::TooLong).with("max", CONTAINERS_MAX).at("templates")));
    }
    let mut seen: BTreeMap<TemplateId, usize> = BTreeMap::new();
    let mut models = Vec::new();
    for wanted in templates {
        let template = template_id(*wanted);
        let number = *seen.entry(template).and_modify(|number| *number += 1).or_insert(1);
        let place = format!("{number} / {}", total.get(&template).copied().unwrap_or_default());
        let mut texts = texts.clone();
        let flags = match wanted {
            LabelTemplate::Compartment => {
                texts.compartment = place;
                let number = u8::try_from(number).unwrap_or(u8::MAX);
                Flags::container(number).map_err(|e| scanned(&e, "templates"))?
            }
            LabelTemplate::Segment | LabelTemplate::Vial => {
                texts.content = place;
                flags(*wanted)
            }
            _ => flags(*wanted),
        };
        let code = match wanted {
            LabelTemplate::Compartment | LabelTemplate::Quadrants => {
                LabelCode::Product(ProductCodes { flags, ..codes })
            }
            _ => LabelCode::Donation { din: codes.din, flags, scheme: codes.scheme },
        };
        let copy = unit.state.prints_of(template.code()).saturating_add(1);
        models.push(LabelModel { template, language: language(locale), code, mode, copy, texts });
    }
    Ok(models)
}

/// What can be said of the unit in symbols. No product code: only the bank's licence could give one.
fn codes(unit: &LoadedUnit) -> Answer<ProductCodes> {
    let collection = unit.state.collection.as_ref();
    let collection = collection.ok_or_else(|| refused(Refusal::stop(Code::NotCollected)))?;
    let din = DonationNumber::parse(&collection.record.din).map_err(|e| scanned(&e, "din"))?;
    let group = unit.state.result("abo_rhd").and_then(|result| result.record.choice.as_deref());
    Ok(ProductCodes {
        din,
        flags: Flags::NONE,
        scheme: scheme(collection.record.scheme),
        product: None,
        blood_group: group.and_then(blood_group),
        expires: None,
        collected: collected(collection.record.ended_ms),
    })
}

/// The group of a result such as `ab_neg`; none of a result that ISBT 128 has no group for.
fn blood_group(choice: &str) -> Option<BloodGroup> {
    let (abo, rhd) = choice.split_once('_')?;
    let abo = match abo {
        "o" => Abo::O,
        "a" => Abo::A,
        "b" => Abo::B,
        "ab" => Abo::Ab,
        _ => return None,
    };
    let rhd = match rhd {
        "pos" => RhD::Positive,
        "neg" => RhD::Negative,
        _ => return None,
    };
    Some(BloodGroup::new(abo, rhd, IntendedUse::NotSpecified))
}

/// The end of collection by the local clock.
fn collected(at_ms: i64) -> Option<ScanDate> {
    let at = jiff::Timestamp::from_millisecond(at_ms).ok()?.to_zoned(jiff::tz::TimeZone::system());
    let part = |value: i8| u8::try_from(value).ok();
    let date = CivilDate::new(u16::try_from(at.year()).ok()?, part(at.month())?, part(at.day())?).ok()?;
    let time = TimeOfDay::new(part(at.hour())?, part(at.minute())?).ok();
    Some(ScanDate { purpose: DatePurpose::Collection, date, time })
}

/// What people read on every label of the unit.
fn texts(cx: &mut Cx<'_>, unit: &LoadedUnit, locale: Locale) -> Answer<LabelTexts> {
    let state = &unit.state;
    let Some(collection) = &state.collection else { return Ok(LabelTexts::default()) };
    let bank = cx.bank()?;
    let rules = cx.rules();
    let chinese = locale == Locale::ZhCn;
    let pick = |zh: &str, en: &str| if chinese { zh.to_owned() } else { en.to_owned() };
    let sites = cx.store()?.list_sites().map_err(stored)?;
    let centre = sites.iter().find(|site| site.site == collection.stamp.site);
    let frozen = state.steps.iter().find(|step| step.record.step == "freeze");
    let directed = state.inventory() == Inventory::Family;
    let blood_group = state.result("abo_rhd").and_then(|result| result.record.choice.clone());
    let choices = rules.norm.test("abo_rhd").map(|test| match &test.kind {
        TestKind::Choice { choices, .. } => choices.as_slice(),
        TestKind::Number(_) | TestKind::Text(_) => &[],
    });
    let blood_group =
        choices.unwrap_or_default().iter().find(|choice| Some(&choice.code) == blood_group.as_ref());
    let coldest = rules.norm.storage.temperature_c.max;
    Ok(LabelTexts {
        bank: pick(&bank.name_zh, &bank.name_en),
        collection_centre: centre.map(|site| pick(&site.name_zh, &site.name_en)).unwrap_or_default(),
        collected_at: local_time(collection.record.ended_ms),
        frozen_at: frozen.map(|step| local_time(step.stamp.at_ms)).unwrap_or_default(),
        anticoagulant: rules.norm.bag.anticoagulant.clone(),
        volume: format!("{} mL", collection.record.volume_ml),
        modifier: if directed { pick("定向供者", "Directed donor") } else { String::new() },
        blood_group: blood_group.map(|choice| pick(&choice.text.zh, &choice.text.en)).unwrap_or_default(),
        temperature: coldest.map(|limit| format!("≤ {limit} °C")).unwrap_or_default(),
        position: state.place().map(|place| place.record.position.clone()).unwrap_or_default(),
        ..LabelTexts::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_results() {
        let text = |choice| blood_group(choice).map(|group| group.scan_text());
        assert_eq!(text("o_pos").as_deref(), Some("=%5100"));
        assert_eq!(text("ab_neg").as_deref(), Some("=%2800"));
        for none in ["", "a", "a_weak", "c_pos"] {
            assert_eq!(text(none), None, "{none}");
        }
    }

    #[test]
    fn no_two_kinds_of_container_share_flags() {
        let marked = OF_UNIT.into_iter().map(flags).filter(|flags| *flags != Flags::NONE);
        let found: Vec<Flags> = marked.collect();
        let distinct: std::collections::BTreeSet<_> = found.iter().collect();
        assert_eq!((found.len(), distinct.len()), (6, 6));
    }
}
