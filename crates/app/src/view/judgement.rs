//! What the norm profiles say of a unit, what is computed of it, how long its records are kept.

use super::finding;
use crate::context::{Answer, Cx};
use api::wire::*;
use domain::decide;
use domain::record::JudgedProfile;
use domain::rules::{RuleSet, calculations};
use domain::unit::UnitState;

pub(crate) fn judgement_views(cx: &Cx<'_>, state: &UnitState) -> Answer<Vec<JudgementView>> {
    cx.with_context(|context| {
        let judged = decide::judgements(state, context).into_iter().enumerate();
        let views = judged.map(|(index, judged)| JudgementView {
            code: judged.profile.code.clone(),
            version: judged.profile.version.to_string(),
            zh: judged.profile.title.zh.clone(),
            en: judged.profile.title.en.clone(),
            decides: index == 0,
            verdict: judged.verdict,
            findings: judged.findings.into_iter().map(finding).collect(),
        });
        views.collect()
    })
}

pub(crate) fn calculation_views(state: &UnitState) -> Vec<CalculationView> {
    let views = calculations(state).into_iter().map(|made| CalculationView {
        code: made.code.to_owned(),
        value: made.value.to_string(),
        unit: made.unit.to_owned(),
        formula: made.formula.to_owned(),
        stale: made.stale,
        inputs: made
            .inputs
            .iter()
            .map(|input| CalculationInputView {
                code: input.code.to_owned(),
                value: input.value.to_string(),
                unit: input.unit.to_owned(),
            })
            .collect(),
    });
    views.collect()
}

pub(crate) fn retention_view(rules: &RuleSet) -> Option<RetentionView> {
    let longest = rules.retention()?;
    Some(RetentionView {
        years: longest.years.to_string(),
        zh: longest.profile.title.zh.clone(),
        en: longest.profile.title.en.clone(),
        source: longest.limit.source().to_owned(),
        confirmed: longest.limit.judges(),
    })
}

pub(crate) fn signed_profile(profile: &JudgedProfile) -> SignedProfile {
    SignedProfile { code: profile.code.clone(), version: profile.version.clone(), verdict: profile.verdict }
}
