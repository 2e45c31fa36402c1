//! Enrolment, consent, questionnaire, collection, cross-check, label prints.

use super::Context;
use super::check::{alive, day, filled, not_in_future, number, whole};
use crate::record::*;
use crate::register::Register;
use crate::unit::UnitState;
use crate::{
    Code, ConsentScope, DeliveryMode, DinSource, InfantSex, Inventory, Measure, NumberScheme, Record, Refusal,
};
use isbt128::{ContainerRole, DonationNumber};

/// What is entered at enrolment.
#[derive(Debug, Clone)]
pub struct EnrolInput<'a> {
    /// Public or family.
    pub inventory: Inventory,
    /// Expected day of birth.
    pub due_date: &'a str,
    /// Name.
    pub name: &'a str,
    /// Identity document number.
    pub identity_document: &'a str,
    /// Telephone number.
    pub phone: &'a str,
}

/// Enrols a mother: the record and its personal part.
///
/// # Errors
/// Empty or overlong fields; a due date that is no day.
pub fn enrol(input: &EnrolInput<'_>) -> Result<(Record, MotherPersonal), Refusal> {
    let due_date = day(input.due_date, "due_date")?;
    let personal = MotherPersonal {
        name: filled(input.name, 100, "name")?,
        identity_document: filled(input.identity_document, 40, "identity_document")?,
        phone: filled(input.phone, 40, "phone")?,
    };
    let record = MotherEnrolled { inventory: input.inventory, due_date: due_date.to_string() };
    Ok((Record::MotherEnrolled(record), personal))
}

/// Records consent.
///
/// # Errors
/// Recorded before; no transplantation in the scope; a signature in the future.
pub fn record_consent(
    unit: &UnitState,
    form_version: &str,
    scope: &[ConsentScope],
    signed_on: &str,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    alive(unit)?;
    if unit.consent.is_some() {
        return Err(Refusal::stop(Code::ConsentAlready));
    }
    let form_version = filled(form_version, 20, "form_version")?;
    if !scope.contains(&ConsentScope::Transplant) {
        return Err(Refusal::stop(Code::ConsentScope).at("scope"));
    }
    let signed_on = day(signed_on, "signed_on")?;
    // One day of grace covers every time zone.
    let latest = jiff::Timestamp::from_millisecond(context.now_ms)
        .map(|now| now.to_zoned(jiff::tz::TimeZone::UTC).date().saturating_add(jiff::Span::new().days(1)));
    if latest.is_ok_and(|latest| signed_on > latest) {
        return Err(Refusal::stop(Code::InFuture).with("value", signed_on).at("signed_on"));
    }
    let mut scope = scope.to_vec();
    scope.sort_unstable();
    scope.dedup();
    Ok(Record::ConsentRecorded(ConsentRecorded { form_version, scope, signed_on: signed_on.to_string() }))
}

/// Records the answers and what they amount to.
///
/// # Errors
/// Recorded before; another form; an answer missing.
pub fn record_questionnaire(
    unit: &UnitState,
    form_version: &str,
    answers: Vec<QuestionAnswered>,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    alive(unit)?;
    if unit.questionnaire.is_some() {
        return Err(Refusal::stop(Code::QuestionnaireAlready));
    }
    let form = &context.rules.questionnaire;
    if form_version != form.version {
        return Err(Refusal::stop(Code::NotAChoice).with("value", form_version).at("form_version"));
    }
    let outcome = form.judge(&answers)?;
    Ok(Record::QuestionnaireRecorded(QuestionnaireRecorded {
        form_version: form_version.to_owned(),
        answers,
        outcome,
    }))
}

/// What is entered for a collection.
#[derive(Debug, Clone)]
pub struct CollectionInput<'a> {
    /// The number.
    pub din: DonationNumber,
    /// The numbering that the scan or the block is of.
    pub scheme: NumberScheme,
    /// Where it came from.
    pub din_source: DinSource,
    /// Whether any donation that this station knows has the number.
    pub din_known: Option<crate::DonationId>,
    /// Sex of the infant.
    pub infant_sex: InfantSex,
    /// Birth weight, g.
    pub birth_weight_g: &'a str,
    /// Completed weeks.
    pub gestation_weeks: &'a str,
    /// Days beyond them.
    pub gestation_days: &'a str,
    /// Mode of delivery.
    pub delivery_mode: DeliveryMode,
    /// Start, ms.
    pub started_ms: i64,
    /// End, ms.
    pub ended_ms: i64,
    /// Volume, mL.
    pub volume_ml: Option<&'a str>,
    /// Gross weight, g.
    pub gross_weight_g: Option<&'a str>,
    /// Bag lot.
    pub bag_lot: &'a str,
    /// What is known of that lot.
    pub register: &'a Register,
}

/// Registers a collection.
///
/// # Errors
/// Consent or questionnaire missing, a deferral, a number that was used or is not the bank's, implausible values,
/// times in the future or in the wrong order, a bag of a lot that was not to be used when the collection began.
pub fn register_collection(
    unit: &UnitState,
    input: &CollectionInput<'_>,
    context: &Context<'_>,
) -> Result<Record, Refusal> {
    alive(unit)?;
    ready_to_collect(unit)?;
    let din = input.din.to_string();
    number_is_free(input, &din, context)?;
    let norm = &context.rules.norm;
    let birth_weight_g = birth_weight(input.birth_weight_g, context)?;
    let gestation_d = gestation(input.gestation_weeks, input.gestation_days, context)?;
    times(input.started_ms, input.ended_ms, context.now_ms)?;
    let (volume_ml, gross_weight_g) = volume(input, context)?;
    let bag_lot = filled(input.bag_lot, 40, "bag_lot")?;
    input.register.judge_bag(&bag_lot, context.site, input.started_ms)?;
    Ok(Record::CollectionRegistered(CollectionRegistered {
        din,
        scheme: input.scheme,
        din_source: input.din_source,
        infant_sex: input.infant_sex,
        birth_weight_g,
        gestation_d,
        delivery_mode: input.delivery_mode,
        started_ms: input.started_ms,
        ended_ms: input.ended_ms,
        volume_ml,
        gross_weight_g,
        bag_lot,
        anticoagulant_ml: norm.bag.anticoagulant_ml,
    }))
}

/// Birth weight, g.
pub(super) fn birth_weight(text: &str, context: &Context<'_>) -> Result<u32, Refusal> {
    let birth_weight_g = whole(text, 1, 20_000, "g", "birth_weight_g")?;
    context.rules.norm.birth_weight_g.plausible(Measure(birth_weight_g.into()), "birth_weight_g")?;
    Ok(birth_weight_g)
}

/// Gestational age, days, from completed weeks and the days beyond them.
pub(super) fn gestation(weeks: &str, days: &str, context: &Context<'_>) -> Result<u32, Refusal> {
    let weeks = whole(weeks, 0, 60, "", "gestation_weeks")?;
    let days = whole(days, 0, 6, "d", "gestation_days")?;
    let gestation_d = weeks * 7 + days;
    context.rules.norm.gestation_d.plausible(Measure(gestation_d.into()), "gestation_weeks")?;
    Ok(gestation_d)
}

/// Start and end: neither in the future, and in this order.
pub(super) fn times(started_ms: i64, ended_ms: i64, now_ms: i64) -> Result<(), Refusal> {
    not_in_future(started_ms, now_ms, "started_ms")?;
    not_in_future(ended_ms, now_ms, "ended_ms")?;
    if ended_ms < started_ms {
        return Err(Refusal::stop(Code::EndBeforeStart).at("ended_ms"));
    }
    Ok(())
}

/// Net volume as measured, mL.
pub(super) fn measured_volume(text: &str, context: &Context<'_>) -> Result<Measure, Refusal> {
    let volume = number(text, "volume_ml")?;
    context.rules.norm.volume_ml.plausible(volume, "volume_ml")
}

fn ready_to_collect(unit: &UnitState) -> Result<(), Refusal> {
    let code = if unit.collection.is_some() {
        Code::AlreadyCollected
    } else if unit.consent.is_none() {
        Code::ConsentMissing
    } else if unit.questionnaire.is_none() {
        Code::QuestionnaireMissing
    } else if unit.is_deferred() {
        Code::Deferred
    } else {
        return Ok(());
    };
    Err(Refusal::stop(code))
}

fn number_is_free(input: &CollectionInput<'_>, din: &str, context: &Context<'_>) -> Result<(), Refusal> {
    let refuse = |code| Refusal::stop(code).with("din", din).at("din_scan");
    if input.din_known.is_some() {
        return Err(refuse(Code::DinUsed));
    }
    if input.scheme != context.scheme {
        return Err(refuse(Code::DinScheme));
    }
    if input.din.facility().to_string() != context.facility {
        return Err(refuse(Code::DinForeign).with("facility", context.facility));
    }
    Ok(())
}

/// Volume as measured, or computed from the gross weight with the bag's data.
fn volume(input: &CollectionInput<'_>, context: &Context<'_>) -> Result<(Measure, Option<Measure>), Refusal> {
    let norm = &context.rules.norm;
    let given = |text: Option<&'_ str>| text.is_some_and(|text| !text.trim().is_empty());
    if given(input.volume_ml) {
        return Ok((measured_volume(input.volume_ml.unwrap_or_default(), context)?, None));
    }
    if !given(input.gross_weight_g) {
        return Err(Refusal::stop(Code::VolumeMissing).at("volume_ml"));
    }
    let gross = number(input.gross_weight_g.unwrap_or_default(), "gross_weight_g")?;
    norm.gross_weight_g.plausible(gross, "gross_weight_g")?;
    let net = (gross.0 - norm.bag.tare_g.0) / norm.bag.density_g_per_ml.0;
    let volume = norm.volume_ml.plausible(Measure(net.round_dp(1)), "gross_weight_g")?;
    Ok((volume, Some(gross)))
}

/// Records that bag, form and at least one tube carry the unit's number.
///
/// # Errors
/// A scan of another number or of something else; a role missing.
pub fn cross_check(unit: &UnitState, scans: &[(ContainerRole, String, String)]) -> Result<Record, Refusal> {
    alive(unit)?;
    let din = unit.din().ok_or_else(|| Refusal::stop(Code::NotCollected))?;
    for (_, number, _) in scans {
        if number != din {
            let wrong = Refusal::stop(Code::WrongUnit).with("expected", din).with("found", number);
            return Err(wrong.at("scans"));
        }
    }
    let has = |role: ContainerRole| scans.iter().any(|(found, _, _)| *found == role);
    for role in [ContainerRole::Bag, ContainerRole::Tube, ContainerRole::Form] {
        if !has(role) {
            return Err(Refusal::stop(Code::CrossCheckIncomplete).with("role", role.code()).at("scans"));
        }
    }
    let scans = scans
        .iter()
        .map(|(role, _, text)| LabelScanned { role: role.code().to_owned(), text: text.clone() })
        .collect();
    Ok(Record::LabelsCrossChecked(LabelsCrossChecked { scans }))
}
