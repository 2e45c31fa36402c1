//! Corrections of collection and steps.

use super::bench::{given, scans, wanted};
use super::credential::{second_person, sign};
use crate::context::{Act, Answer, Cx, LoadedUnit};
use crate::view::departure_views;
use api::wire::*;
use domain::decide::{self, CollectionChange, Context, StepChange};
use domain::register::Register;
use domain::{PersonId, Record, Refusal, Role};

pub(crate) fn unit_correct_collection(cx: &mut Cx<'_>, request: CorrectCollection) -> Answer<UnitRef> {
    let unit = cx.unit(request.donation)?;
    let gestation = match (&request.gestation_weeks, &request.gestation_days) {
        (None, None) => None,
        (weeks, days) => Some((weeks.as_deref().unwrap_or_default(), days.as_deref().unwrap_or_default())),
    };
    let change = CollectionChange {
        infant_sex: request.infant_sex,
        birth_weight_g: request.birth_weight_g.as_deref(),
        gestation,
        delivery_mode: request.delivery_mode,
        started_ms: request.started_ms,
        ended_ms: request.ended_ms,
        volume_ml: request.volume_ml.as_deref(),
        reason: &request.reason,
    };
    let record = cx.decide(|context| decide::correct_collection(&unit.state, &change, context))?;
    cx.record(vec![Act::new(request.donation.bytes(), record)])?;
    cx.unit_ref(request.donation)
}

/// What is entered to correct a step, and its decision.
fn on_correction<T>(
    cx: &Cx<'_>,
    unit: &LoadedUnit,
    request: &CorrectStep,
    second: Option<PersonId>,
    decide: impl FnOnce(&StepChange<'_>, &Context<'_>) -> Result<T, Refusal>,
) -> Answer<(T, Register)> {
    let wanted = wanted(cx, unit, &request.step)?;
    let scans = scans(&wanted, &request.scans)?;
    // By the register of where the work was done, as the first entry was.
    let site = match unit.state.step_done(&request.step) {
        Some(done) => unit.state.taken_into_use(done).0,
        None => cx.site()?,
    };
    let register = cx.register_at(site, &wanted, &scans)?;
    let values: Vec<(String, String)> =
        request.values.iter().map(|value| (value.code.clone(), value.value.clone())).collect();
    let change = StepChange {
        step: &request.step,
        values: &values,
        scans: &scans,
        register: &register,
        reason: &request.reason,
        second,
    };
    let decided = cx.decide(|context| decide(&change, context))?;
    Ok((decided, register))
}

pub(crate) fn unit_show_step_correction(cx: &mut Cx<'_>, request: CorrectStep) -> Answer<StepShown> {
    let unit = cx.unit(request.donation)?;
    let (shown, _) = on_correction(cx, &unit, &request, None, |change, context| {
        decide::show_correction(&unit.state, change, context)
    })?;
    let rules = cx.unit_rules(&unit.state)?;
    Ok(StepShown {
        departures: departure_views(&rules, &request.step, &shown.correction.departures),
        wants_signature: shown.wants_signature,
        digest: unit.state.amending_digest(&shown.correction),
        holds: shown.holds,
    })
}

pub(crate) fn unit_correct_step(cx: &mut Cx<'_>, request: CorrectStep) -> Answer<UnitRef> {
    let unit = cx.unit(request.donation)?;
    let second = match given(request.second_login.as_ref()) {
        Some(login) => {
            let password = request.second_password.clone().unwrap_or_default();
            // The second may correct what the first may; an unknown step is refused with its own words.
            let step = cx.unit_rules(&unit.state)?.sop().step(&request.step).cloned();
            let entitles = |roles: &[Role]| step.as_ref().is_none_or(|step| decide::may_correct(step, roles));
            Some(second_person(cx, login, &password, entitles)?)
        }
        None => None,
    };
    let name = cx.operator()?.name;
    let password = request.password.as_deref().filter(|password| !password.is_empty());
    let digest = request.digest.clone().unwrap_or_default();
    let signature = password.map(|_| (digest.as_str(), name.as_str()));
    let own = cx.hold_name();
    let ((record, hold), register) = on_correction(cx, &unit, &request, second, |change, context| {
        let record = decide::correct_step(&unit.state, change, signature, context)?;
        Ok((record, decide::hold_corrected(&unit.state, change, &own, context)?))
    })?;
    let signed = matches!(&record, Record::StepAmended(amended) if amended.meaning.is_some());
    if let Some(password) = password.filter(|_| signed) {
        sign(cx, request.login.as_deref(), password)?;
    }
    let mut acts = vec![Act::new(request.donation.bytes(), record).with_second(second)];
    acts.extend(hold.map(|hold| Act::new(request.donation.bytes(), hold)));
    // A lot that was recalled since is now known to be in the unit.
    acts.extend(cx.recall_holds(request.donation, &register)?);
    cx.record(acts)?;
    cx.unit_ref(request.donation)
}
