//! Norm profiles: what each kind of rule says at its boundary, that an unconfirmed limit says nothing, how the bank
//! confirms limits, which profiles judge.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

#[path = "../common/rule_set.rs"]
mod common;

use domain::decide::{self, ConfirmationInput, ConfirmedValue, Context, confirm_limits, judgements};
use domain::record::*;
use domain::rules::{Finding, NormFile, NormProfile, RuleSet};
use domain::unit::{Stamp, Stamped, UnitState};
use domain::*;
use std::sync::Arc;

mod profiles;

const ENDED_MS: i64 = 1_800_000_000_000;
const HOUR_MS: i64 = 3_600_000;
const NORMS: [&str; 4] = [
    include_str!("../../../../assets/norms/template-cn-v1.json"),
    include_str!("../../../../assets/norms/template-cn-v2.json"),
    include_str!("../../../../assets/norms/fda-licensed-v1.json"),
    include_str!("../../../../assets/norms/netcord-fact-v1.json"),
];

fn rules() -> RuleSet {
    let files = NORMS.iter().enumerate().map(|(index, text)| {
        let profile = serde_json::from_str(text).unwrap();
        Arc::new(NormFile { profile, digest: format!("{index}{index}").repeat(32) })
    });
    let norms: Vec<Arc<NormFile>> = files.collect();
    RuleSet {
        norm_digest: norms[0].digest.clone(),
        norms,
        ..common::rules(
            NORMS[0],
            &[(include_str!("../../../../assets/sops/processing-hes-v1.json"), &"ff".repeat(32))],
        )
    }
}

fn context(rules: &RuleSet) -> Context<'_> {
    Context {
        now_ms: ENDED_MS + 100 * HOUR_MS,
        operator: PersonId::from_bytes([8; 16]),
        roles: &[Role::Quality],
        site: SiteId::from_bytes([2; 16]),
        rules,
        scheme: NumberScheme::Local,
        facility: "A9999",
        purpose: Purpose::Live,
        approvals: &[],
    }
}

/// Everything that the profile says, confirmed as it stands.
fn confirmed(rules: &mut RuleSet, index: usize) {
    let profile = &rules.norms[index].profile;
    let codes: Vec<String> =
        profile.limits().iter().filter(|l| !l.judges()).map(|l| l.code.to_owned()).collect();
    let said: Vec<LimitConfirmed> =
        codes.iter().map(|code| confirm(rules, index, code, None).unwrap()).collect();
    rules.confirm_limits(&said);
    let file = Arc::clone(&rules.norms[index]);
    rules.judge_by(vec![file]);
}

/// Bounds and the reason for them.
type Own<'a> = ([Option<&'a str>; 2], Option<&'a str>);

/// The record that confirms a limit: as it stands, or with other bounds.
fn confirm(rules: &RuleSet, index: usize, code: &str, own: Option<Own<'_>>) -> Result<LimitConfirmed, Code> {
    let file = &rules.norms[index];
    let shown = file.profile.limit(code).map(|limit| limit.says);
    let bounds = match shown {
        Some(domain::rules::LimitText::Bounds(limit)) => [limit.min, limit.max],
        _ => [None, None],
    };
    let bounds = bounds.map(|bound| bound.map(|bound| bound.to_string()));
    let ([min, max], reason) = own.unwrap_or(([bounds[0].as_deref(), bounds[1].as_deref()], None));
    let version = file.profile.version.to_string();
    let limits = [ConfirmedValue { limit: code, min, max, reason }];
    let input = ConfirmationInput {
        digest: &file.digest,
        code: &file.profile.code,
        version: &version,
        limits: &limits,
        name: "刘质控",
    };
    match confirm_limits(&input, &context(rules)).map_err(|refusal| refusal.code)?.remove(0) {
        Record::LimitConfirmed(said) => Ok(said),
        other => panic!("{other:?}"),
    }
}

fn unit(facts: Vec<(i64, Record)>) -> UnitState {
    let facts = facts.into_iter().zip(1u64..).map(|((at_ms, record), seq)| Stamped {
        stamp: Stamp {
            at_ms,
            operator: None,
            second: None,
            station: StationId::from_bytes([1; 16]),
            seq,
            site: SiteId::from_bytes([2; 16]),
            body_hash: [0; 32],
        },
        record,
    });
    UnitState::fold(DonationId::from_bytes([3; 16]), facts)
}

fn collected(volume_ml: &str, birth_weight_g: u32, gestation_d: u32) -> (i64, Record) {
    let collection = CollectionRegistered {
        din: "A999926000001".to_owned(),
        scheme: NumberScheme::Local,
        din_source: DinSource::Block,
        infant_sex: InfantSex::Female,
        birth_weight_g,
        gestation_d,
        delivery_mode: DeliveryMode::Vaginal,
        started_ms: ENDED_MS - 300_000,
        ended_ms: ENDED_MS,
        volume_ml: volume_ml.parse().unwrap(),
        gross_weight_g: None,
        bag_lot: "L1".to_owned(),
        anticoagulant_ml: Measure::tenths(350),
    };
    (ENDED_MS, Record::CollectionRegistered(collection))
}

fn received(after_ms: i64, min: &str, max: &str, intact: bool) -> (i64, Record) {
    let receipt = UnitReceived {
        shipment: ShipmentId::from_bytes([4; 16]),
        bag_scan: String::new(),
        companion_scan: String::new(),
        temperature_min_c: min.parse().unwrap(),
        temperature_max_c: max.parse().unwrap(),
        intact,
    };
    (ENDED_MS + after_ms, Record::UnitReceived(receipt))
}

fn stepped(after_ms: i64, step: &str, values: &[(&str, &str)]) -> (i64, Record) {
    let value = |(code, value): &(&str, &str)| StepValue {
        code: (*code).to_owned(),
        value: (*value).to_owned(),
        unit: String::new(),
    };
    let done = StepRecorded {
        sop: "processing-hes".to_owned(),
        sop_version: "1".to_owned(),
        step: step.to_owned(),
        values: values.iter().map(value).collect(),
        equipment: None,
        lot: None,
    };
    (ENDED_MS + after_ms, Record::StepRecorded(done))
}

fn reported(test: &str, value: &str, state: ResultState) -> (i64, Record) {
    let number = value.parse().ok();
    let result = ResultRecorded {
        test: test.to_owned(),
        number,
        choice: (number.is_none() && !value.is_empty()).then(|| value.to_owned()),
        unit: String::new(),
        method: "m".to_owned(),
        state,
        correction_reason: None,
    };
    (ENDED_MS + 50 * HOUR_MS, Record::ResultRecorded(result))
}

fn of<'a>(findings: &'a [Finding], rule: &str) -> &'a Finding {
    findings.iter().find(|finding| finding.rule == rule).unwrap_or_else(|| panic!("{rule}: {findings:?}"))
}

/// A rule, what there is of a unit, and what the rule says of it.
type Case = (&'static str, Vec<(i64, Record)>, Verdict);

/// What a profile says at and beside the bounds of every kind of rule.
#[test]
fn every_kind_of_rule_passes_at_its_bound_and_not_beyond() {
    use ResultState::{Final, Invalid, NotDone};
    use Verdict::{Fail, Info, Pass, Warn};
    let good = || vec![collected("40", 2_500, 238)];
    let with = |fact: (i64, Record)| [good(), vec![fact]].concat();
    let minutes = 60_000;
    let cases: Vec<Case> = vec![
        ("volume_ml", vec![collected("40.0", 2_500, 238)], Pass),
        ("volume_ml", vec![collected("39.9", 2_500, 238)], Warn),
        ("birth_weight_g", vec![collected("40", 2_500, 238)], Pass),
        ("birth_weight_g", vec![collected("40", 2_499, 238)], Warn),
        ("gestation_d", vec![collected("40", 2_500, 238)], Pass),
        ("gestation_d", vec![collected("40", 2_500, 237)], Warn),
        ("transport_hours", with(received(48 * HOUR_MS, "4", "30", true)), Pass),
        ("transport_hours", with(received(48 * HOUR_MS + 6 * minutes, "4", "30", true)), Fail),
        ("transport_temperature_min", with(received(HOUR_MS, "4.0", "30", true)), Pass),
        ("transport_temperature_min", with(received(HOUR_MS, "3.9", "30", true)), Warn),
        ("transport_temperature_max", with(received(HOUR_MS, "4", "30.0", true)), Pass),
        ("transport_temperature_max", with(received(HOUR_MS, "4", "30.1", true)), Warn),
        ("transport_intact", with(received(HOUR_MS, "4", "30", true)), Pass),
        ("transport_intact", with(received(HOUR_MS, "4", "30", false)), Fail),
        ("freezing_hours", with(stepped(48 * HOUR_MS, "freeze", &[])), Pass),
        ("freezing_hours", with(stepped(48 * HOUR_MS + 6 * minutes, "freeze", &[])), Warn),
        ("tnc_post", with(reported("tnc_post", "5.00", Final)), Pass),
        ("tnc_post", with(reported("tnc_post", "4.99", Final)), Fail),
        ("tnc_post", with(reported("tnc_post", "", NotDone)), Fail),
        ("tnc_post", with(reported("tnc_post", "9.9", Invalid)), Fail),
        ("viability_post", with(reported("viability_post", "85.0", Final)), Pass),
        ("viability_post", with(reported("viability_post", "84.9", Final)), Fail),
        ("mnc_post", with(reported("mnc_post", "0.1", Final)), Info),
        ("mnc_post", with(reported("mnc_post", "", NotDone)), Info),
        ("hbsag", with(reported("hbsag", "non_reactive", Final)), Pass),
        ("hbsag", with(reported("hbsag", "reactive", Final)), Fail),
        ("hbsag", with(reported("hbsag", "not_a_choice", Final)), Fail),
        ("anti_hbc", with(reported("anti_hbc", "reactive", Final)), Warn),
        ("cmv_igg", with(reported("cmv_igg", "positive", Final)), Info),
    ];
    let mut rules = rules();
    let template = rules.norms[1].profile.clone();
    confirmed(&mut rules, 1);
    for (rule, facts, expected) in cases {
        let unit = unit(facts);
        let finding = of(&decide::findings_under(&unit, &rules.norm), rule).clone();
        assert_eq!(finding.verdict, expected, "{finding:?}");
        let shipped = template.limit_of(rule);
        if let Some(limit) = shipped {
            assert!(finding.source.is_empty() || finding.source == limit.source(), "{finding:?}");
            // The same before the bank confirmed it: nothing that is judged at all is judged.
            let before = of(&decide::findings_under(&unit, &template), rule).clone();
            let silent = limit.judges() || finding.value.is_empty();
            assert_eq!(before.verdict, if silent { expected } else { Verdict::Unconfirmed }, "{before:?}");
            assert_eq!(before.value, finding.value);
        }
    }
}

#[test]
fn recovery_is_judged_from_the_count_before_and_the_result_after() {
    let mut rules = rules();
    confirmed(&mut rules, 1);
    for (after, expected) in
        [("6.00", Verdict::Pass), ("5.99", Verdict::Warn), ("11.00", Verdict::Pass), ("11.01", Verdict::Warn)]
    {
        let facts = vec![
            collected("90", 3_000, 270),
            stepped(HOUR_MS, "count_pre", &[("tnc_pre", "10.0")]),
            reported("tnc_post", after, ResultState::Final),
        ];
        let unit = unit(facts);
        let finding = of(&decide::findings_under(&unit, &rules.norm), "tnc_recovery").clone();
        assert_eq!(finding.verdict, expected, "{finding:?}");
        let made = domain::rules::calculations(&unit);
        let made = made.iter().find(|made| made.code == "tnc_recovery").unwrap();
        assert!(finding.value.starts_with(&made.value.to_string()), "shown as judged: {made:?}");
        assert_eq!(made.inputs.iter().map(|input| input.code).collect::<Vec<_>>(), ["tnc_pre", "tnc_post"]);
    }
}

#[test]
fn what_recovery_lacks_is_said_in_its_place() {
    let mut rules = rules();
    confirmed(&mut rules, 1);
    let counted = |value: &str| stepped(HOUR_MS, "count_pre", &[("tnc_pre", value)]);
    let after = || reported("tnc_post", "8.0", ResultState::Final);
    let (whole, lacking) = ("tnc_recovery", "tnc_recovery_unknown");
    let table = [
        ("counted", vec![counted("10.0"), after()], Some((whole, Verdict::Pass, "80.0 %"))),
        ("never counted", vec![after()], Some((lacking, Verdict::Warn, ""))),
        ("left empty", vec![stepped(HOUR_MS, "count_pre", &[]), after()], Some((lacking, Verdict::Warn, ""))),
        ("counted as nothing", vec![counted("0"), after()], Some((lacking, Verdict::Warn, "0"))),
        ("no result yet", vec![counted("10.0")], None),
        ("nothing yet", Vec::new(), None),
    ];
    for (what, facts, expected) in table {
        let unit = unit([vec![collected("90", 3_000, 270)], facts].concat());
        let found = decide::findings_under(&unit, &rules.norm);
        let found = found.iter().find(|finding| finding.rule.starts_with(whole));
        let told = found.map(|found| (found.rule.as_str(), found.verdict, found.value.as_str()));
        assert_eq!(told, expected, "{what}");
        assert!(found.is_none_or(|found| !found.limit.is_empty() && !found.source.is_empty()), "{what}");
    }
}

#[test]
fn the_second_clock_runs_until_the_freezing_begins_not_until_it_is_done() {
    let mut rules = rules();
    confirmed(&mut rules, 1);
    let begun = StepBegun {
        sop: "cord-blood-banking".to_owned(),
        version: "1".to_owned(),
        step: "freeze".to_owned(),
    };
    let begun = (ENDED_MS + 47 * HOUR_MS, Record::StepBegun(begun));
    let done = stepped(49 * HOUR_MS, "freeze", &[]);
    let of = |facts: Vec<(i64, Record)>| {
        let facts = [vec![collected("90", 3_000, 270)], facts].concat();
        let findings = decide::findings_under(&unit(facts), &rules.norm);
        findings.into_iter().find(|finding| finding.rule == "freezing_hours")
    };
    let said = of(vec![begun, done.clone()]).unwrap();
    assert_eq!((said.value.as_str(), said.limit.as_str(), said.verdict), ("47 h", "≤ 48 h", Verdict::Pass));
    assert_eq!(of(vec![done]).unwrap().value, "49 h", "entered when done: never too short");
    assert_eq!(of(Vec::new()), None, "not frozen yet");
    let stored = Record::UnitStored(UnitStored {
        tank: TankId::from_bytes([7; 16]),
        rack: 1,
        slot: 1,
        position: "T01-R01-S001".to_owned(),
        move_reason: None,
    });
    let unknown = of(vec![(ENDED_MS + 50 * HOUR_MS, stored)]).unwrap();
    let said = (unknown.value.as_str(), unknown.limit.as_str(), unknown.verdict);
    assert_eq!(said, ("", "≤ 48 h", Verdict::Warn), "in a tank, and nobody knows since when it was frozen");
}

#[test]
fn a_limit_is_confirmed_as_shown_or_with_a_reason_and_only_once() {
    let mut rules = rules();
    let own = |min, max, reason| Some(([min, max], reason));
    let refused = [
        ("nothing_such", None, Code::LimitUnknown),
        ("tnc_post", None, Code::LimitConfirmedBefore),
        ("viability_post", own(Some("80"), None, None), Code::LimitReason),
        ("viability_post", own(Some("80"), None, Some("  ")), Code::LimitReason),
        ("viability_post", own(None, None, Some("why")), Code::LimitBounds),
        ("viability_post", own(Some("90"), Some("80"), Some("why")), Code::LimitBounds),
        ("viability_post", own(Some("101"), None, Some("why")), Code::TooHigh),
        ("viability_post", own(Some("much"), None, Some("why")), Code::NotANumber),
        ("cmv_igg", None, Code::LimitConfirmedBefore),
    ];
    for (limit, own, code) in refused {
        assert_eq!(confirm(&rules, 0, limit, own).unwrap_err(), code, "{limit} {own:?}");
    }
    let judged = |rules: &RuleSet, value: &str| {
        let unit = unit(vec![reported("viability_post", value, ResultState::Final)]);
        of(&decide::findings_under(&unit, &rules.norms[0].profile), "viability_post").clone()
    };
    assert_eq!(judged(&rules, "84").verdict, Verdict::Unconfirmed);
    let first = confirm(&rules, 0, "viability_post", None).unwrap();
    assert_eq!((first.reason.as_ref(), first.meaning), (None, Meaning::LimitConfirmed));
    rules.confirm_limits([&first]);
    assert_eq!(judged(&rules, "84").verdict, Verdict::Fail);
    assert_eq!(confirm(&rules, 0, "viability_post", None).unwrap_err(), Code::LimitConfirmedBefore);
    let second = confirm(&rules, 0, "viability_post", own(Some("80"), None, Some("own validation"))).unwrap();
    rules.confirm_limits([&second]);
    let passed = judged(&rules, "84");
    assert_eq!((passed.verdict, passed.limit.as_str()), (Verdict::Pass, "≥ 80 %"));
    assert!(passed.source.starts_with("own validation ← ≥ 85 %"), "{}", passed.source);
    // It is good for that content of that profile alone.
    let other = LimitConfirmed { digest: "77".repeat(32), ..first.clone() };
    let mut fresh = self::rules();
    fresh.confirm_limits([&other, &LimitConfirmed { version: "2".to_owned(), ..first }]);
    assert_eq!(judged(&fresh, "84").verdict, Verdict::Unconfirmed);
}

#[test]
fn a_limit_that_cannot_judge_is_named_with_its_source_and_who_can_confirm_it() {
    let rules = rules();
    for (rule, limit) in [("transport_temperature_min", "4 – 30 °C"), ("hbsag", "non_reactive")] {
        let refusal = decide::unconfirmed(&rules.norm, rule);
        let said = |name: &str| {
            refusal.params.iter().find(|(known, _)| *known == name).map(|(_, said)| said.clone()).unwrap()
        };
        assert_eq!((refusal.code, refusal.force), (Code::LimitUnconfirmed, Force::Stop));
        assert_eq!((said("rule").as_str(), said("limit").as_str()), (rule, limit));
        assert_eq!(said("source"), rules.norm.limit_of(rule).unwrap().source());
        assert_eq!(said("role"), "quality, medical_director");
    }
}

#[test]
fn a_unit_is_judged_under_each_profile_and_the_longest_retention_wins() {
    let mut rules = rules();
    let files = [1, 2, 3].map(|index| Arc::clone(&rules.norms[index]));
    rules.judge_by(files.to_vec());
    let unit = unit(vec![
        collected("90", 3_000, 270),
        received(50 * HOUR_MS, "4", "20", true),
        reported("tnc_post", "4.0", ResultState::Final),
    ]);
    let context = context(&rules);
    let judged = judgements(&unit, &context);
    let codes: Vec<&str> = judged.iter().map(|judgement| judgement.profile.code.as_str()).collect();
    assert_eq!(codes, ["template-cn", "fda-licensed", "netcord-fact"]);
    // Confirmed in the first two, not read in the third.
    let tnc = |index: usize| of(&judged[index].findings, "tnc_post").verdict;
    assert_eq!([tnc(0), tnc(1), tnc(2)], [Verdict::Fail, Verdict::Fail, Verdict::Unconfirmed]);
    assert_eq!(of(&judged[1].findings, "transport_hours").verdict, Verdict::Info, "no figure there");
    let missing = |index: usize| judged[index].findings.iter().any(|f| f.rule == "haemoglobin");
    assert_eq!([missing(0), missing(1)], [false, true], "what another profile wants is told");
    for judgement in &judged {
        let weights: Vec<bool> = judgement.findings.iter().map(|f| f.verdict == Verdict::Fail).collect();
        assert!(weights.windows(2).all(|pair| pair[0] || !pair[1]), "exceptions first");
    }
    let years = |rules: &RuleSet| rules.retention().map(|r| (r.profile.code.clone(), r.years.to_string()));
    assert_eq!(years(&rules), Some(("template-cn".to_owned(), "10".to_owned())));
    let said = confirm(&rules, 2, "retention", Some(([Some("30"), None], Some("policy")))).unwrap();
    rules.confirm_limits([&said]);
    let files = [1, 2, 3].map(|index| Arc::clone(&rules.norms[index]));
    rules.judge_by(files.to_vec());
    assert_eq!(years(&rules), Some(("fda-licensed".to_owned(), "30".to_owned())));
    rules.judge_by(vec![Arc::clone(&rules.norms[3])]);
    assert_eq!(years(&rules), None, "a profile that does not say");
}

#[test]
fn an_old_profile_still_says_what_it_said() {
    let first: NormProfile = serde_json::from_str(NORMS[0]).unwrap();
    assert!(first.freezing.is_none() && first.tnc_recovery.is_none() && first.retention.is_none());
    let (new, old) = (serde_json::from_str::<NormProfile>(NORMS[1]).unwrap(), first.limits());
    for limit in old {
        let same = new.limit(limit.code).unwrap();
        assert_eq!((same.source(), same.judges()), (limit.source(), limit.judges()), "{}", limit.code);
    }
    for test in &first.tests {
        assert_eq!(new.test(&test.code).unwrap().required, test.required);
    }
    assert!(new.tests.len() > first.tests.len());
    assert!(new.tests.iter().filter(|test| test.required).all(|test| first.test(&test.code).is_some()));
}
