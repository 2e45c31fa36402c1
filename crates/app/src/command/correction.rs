//! Corrections of collection and steps.

use crate::context::{Act, Answer, Cx};
use api::wire::*;
use domain::decide::{self, CollectionChange, StepChange};

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

pub(crate) fn unit_correct_step(cx: &mut Cx<'_>, request: CorrectStep) -> Answer<UnitRef> {
    let unit = cx.unit(request.donation)?;
    let values: Vec<(String, String)> =
        request.values.into_iter().map(|value| (value.code, value.value)).collect();
    let change = StepChange { step: &request.step, values: &values, reason: &request.reason };
    let record = cx.decide(|context| decide::correct_step(&unit.state, &change, context))?;
    cx.record(vec![Act::new(request.donation.bytes(), record)])?;
    cx.unit_ref(request.donation)
}
