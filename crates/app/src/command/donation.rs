//! The bedside.

use crate::context::{Act, Answer, Cx};
use crate::problem::{refused, stored};
use crate::register::bag_lot;
use crate::scan;
use crate::view::Names;
use api::wire::*;
use domain::decide::{self, CollectionInput, EnrolInput, filled};
use domain::record::QuestionAnswered;
use domain::{Code, DinSource, DonationId, Refusal};
use isbt128::{ContainerRole, DonationNumber, FacilityNumber};

/// More of one name are told apart by number or telephone.
const MOTHERS_MAX: usize = 50;

pub(crate) fn donation_enrol(cx: &mut Cx<'_>, request: EnrolMother) -> Answer<UnitRef> {
    let input = EnrolInput {
        inventory: request.inventory,
        due_date: &request.due_date,
        name: &request.name,
        identity_document: &request.identity_document,
        phone: &request.phone,
    };
    let (record, personal) = decide::enrol(&input).map_err(refused)?;
    let donation = DonationId::from_bytes(cx.app.host.id());
    cx.record(vec![Act::new(donation.bytes(), record).with_personal(personal)])?;
    cx.unit_ref(donation)
}

pub(crate) fn donation_record_consent(cx: &mut Cx<'_>, request: RecordConsent) -> Answer<UnitRef> {
    let unit = cx.unit(request.donation)?;
    let record = cx.decide(|context| {
        decide::record_consent(
            &unit.state,
            &request.form_version,
            &request.scope,
            &request.signed_on,
            context,
        )
    })?;
    cx.record(vec![Act::new(request.donation.bytes(), record)])?;
    cx.unit_ref(request.donation)
}

pub(crate) fn donation_questionnaire(cx: &mut Cx<'_>, _: Empty) -> Answer<QuestionnaireForm> {
    let form = &cx.rules().questionnaire;
    let questions = form.questions.iter().map(|question| Question {
        code: question.code.clone(),
        zh: question.text.zh.clone(),
        en: question.text.en.clone(),
        defers: question.defers,
    });
    Ok(QuestionnaireForm { version: form.version.clone(), questions: questions.collect() })
}

pub(crate) fn donation_record_questionnaire(
    cx: &mut Cx<'_>,
    request: RecordQuestionnaire,
) -> Answer<UnitRef> {
    let unit = cx.unit(request.donation)?;
    let answers: Vec<QuestionAnswered> = request
        .answers
        .into_iter()
        .map(|answered| QuestionAnswered { question: answered.question, answer: answered.answer })
        .collect();
    let record = cx.decide(|context| {
        decide::record_questionnaire(&unit.state, &request.form_version, answers, context)
    })?;
    cx.record(vec![Act::new(request.donation.bytes(), record)])?;
    cx.unit_ref(request.donation)
}

/// The next number of this station's blocks and how many are left.
fn next_number(cx: &Cx<'_>) -> Answer<(Option<DonationNumber>, u32)> {
    let bank = cx.bank()?;
    let Ok(facility) = FacilityNumber::parse(&bank.facility) else { return Ok((None, 0)) };
    let free = super::kit::free_numbers(cx)?;
    let next = free.first().and_then(|free| DonationNumber::from_parts(facility, free.year, free.next).ok());
    let remaining = free.iter().map(|free| free.last.saturating_sub(free.next).saturating_add(1));
    Ok((next, remaining.fold(0, u32::saturating_add)))
}

pub(crate) fn donation_next_din(cx: &mut Cx<'_>, _: Empty) -> Answer<NextDin> {
    let (next, remaining) = next_number(cx)?;
    Ok(NextDin {
        din: next.map(|din| din.to_string()),
        check_character: next.map(|din| din.check_character().to_string()),
        remaining,
    })
}

pub(crate) fn donation_register_collection(cx: &mut Cx<'_>, request: RegisterCollection) -> Answer<UnitRef> {
    let unit = cx.unit(request.donation)?;
    let bank = cx.bank()?;
    let (din, scheme) = match request.din_source {
        DinSource::Block => {
            let next = next_number(cx)?
                .0
                .ok_or_else(|| refused(Refusal::stop(Code::BlockEmpty).at("din_source")))?;
            (next, bank.scheme)
        }
        DinSource::Kit => {
            let text = request.din_scan.as_deref().map(str::trim).filter(|text| !text.is_empty());
            let text = text.ok_or_else(|| refused(Refusal::stop(Code::DinScanMissing).at("din_scan")))?;
            let found = scan::donation(text, "din_scan")?;
            if super::kit::facts(cx, found.din)?.spoiled {
                let spoiled = Refusal::stop(Code::KitSpoiled).with("din", found.din.as_str());
                return Err(refused(spoiled.at("din_scan")));
            }
            (found.din, found.scheme.unwrap_or(bank.scheme))
        }
    };
    let bag_lot = bag_lot(&request.bag_lot)?;
    let register = cx.register_of_bag(&bag_lot)?;
    let known = cx.store()?.find_din(din.as_str()).map_err(stored)?;
    let input = CollectionInput {
        din,
        scheme,
        din_source: request.din_source,
        din_known: known.first().map(|row| row.donation),
        infant_sex: request.infant_sex,
        birth_weight_g: &request.birth_weight_g,
        gestation_weeks: &request.gestation_weeks,
        gestation_days: &request.gestation_days,
        delivery_mode: request.delivery_mode,
        started_ms: request.started_ms,
        ended_ms: request.ended_ms,
        volume_ml: request.volume_ml.as_deref(),
        gross_weight_g: request.gross_weight_g.as_deref(),
        bag_lot: &bag_lot,
        register: &register,
    };
    let record = cx.decide(|context| decide::register_collection(&unit.state, &input, context))?;
    let mut acts = vec![Act::new(request.donation.bytes(), record)];
    acts.extend(cx.recall_holds(request.donation, &register)?);
    cx.record(acts)?;
    cx.unit_ref(request.donation)
}

/// Whether a collection bag may be used: said at the scan, and judged again when the collection is registered.
pub(crate) fn donation_check_bag_lot(cx: &mut Cx<'_>, request: CheckBagLot) -> Answer<BagLot> {
    let code = filled(&bag_lot(&request.bag_lot)?, 40, "bag_lot").map_err(refused)?;
    let register = cx.register_of_bag(&code)?;
    let at_ms = request.started_ms;
    cx.decide(|context| register.judge_bag(&code, context.site, at_ms.unwrap_or(context.now_ms)))?;
    Ok(BagLot { code })
}

pub(crate) fn donation_cross_check(cx: &mut Cx<'_>, request: CrossCheck) -> Answer<UnitRef> {
    let unit = cx.unit(request.donation)?;
    let mut scans: Vec<(ContainerRole, String, String)> = Vec::new();
    for text in &request.scans {
        let found = scan::donation(text, "scans")?;
        // A typed number says nothing about what it stands on.
        let at_the_bedside = |role: &ContainerRole| {
            use ContainerRole::{Bag, Form, MaternalTube, Tube};
            matches!(role, Bag | Form | MaternalTube | Tube)
        };
        let Some(role) = found.role.filter(at_the_bedside) else {
            return Err(scan::wrong_kind(
                "container",
                scan::meaning(&scan::parse(text, "scans")?).0,
                "scans",
            ));
        };
        scans.push((role, found.din.to_string(), text.trim().to_owned()));
    }
    let record = decide::cross_check(&unit.state, &scans).map_err(refused)?;
    cx.record(vec![Act::new(request.donation.bytes(), record)])?;
    cx.unit_ref(request.donation)
}

pub(crate) fn donation_find_mother(cx: &mut Cx<'_>, request: FindMother) -> Answer<UnitsOfMother> {
    let text = filled(&request.text, 100, "text").map_err(refused)?;
    let names = Names::read(cx)?;
    let store = cx.store()?;
    let mut rows = Vec::new();
    for donation in store.find_mother(&text, MOTHERS_MAX).map_err(stored)? {
        rows.extend(store.find_unit(donation).map_err(stored)?.map(|row| names.unit_row(row)));
    }
    let here = cx.site()?;
    let sites = cx.store()?.list_sites().map_err(stored)?;
    let entitled =
        sites.iter().any(|site| site.site == here && site.personal_data == domain::PersonalData::Entitled);
    Ok(UnitsOfMother { rows, partial: !entitled && sites.len() > 1 })
}

pub(crate) fn donation_personal(cx: &mut Cx<'_>, request: DonationQuery) -> Answer<PersonalView> {
    let personal = cx.store()?.find_personal(request.donation).map_err(stored)?;
    Ok(PersonalView {
        held_here: personal.is_some(),
        name: personal.as_ref().map(|p| p.name.clone()),
        identity_document: personal.as_ref().map(|p| p.identity_document.clone()),
        phone: personal.map(|p| p.phone),
    })
}
