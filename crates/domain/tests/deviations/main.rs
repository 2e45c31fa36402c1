//! Deviations: how far each has come, who may do what when, what a closing signs, and what they mean for a unit.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod actions;
#[path = "../common/rule_set.rs"]
mod common;
mod removal;
mod standing;

use domain::decide::{self, ActionInput, Context, ReportInput};
use domain::deviation::Deviation;
use domain::record::*;
use domain::rules::{Bilingual, Choice, RuleSet};
use domain::unit::{Fact, Stamp, Stamped, UnitState};
use domain::*;
use proptest::prelude::*;
use std::sync::LazyLock;

const REPORTER: PersonId = PersonId::from_bytes([1; 16]);
const QUALITY: PersonId = PersonId::from_bytes([2; 16]);
const CLOSER: PersonId = PersonId::from_bytes([8; 16]);
const DOER: PersonId = PersonId::from_bytes([3; 16]);
const SITE: SiteId = SiteId::from_bytes([4; 16]);
const ONE: DonationId = DonationId::from_bytes([5; 16]);
const OTHER: DonationId = DonationId::from_bytes([6; 16]);
const STRANGER: DonationId = DonationId::from_bytes([7; 16]);
const ID: DeviationId = DeviationId::from_bytes([0xab; 16]);

static RULES: LazyLock<RuleSet> = LazyLock::new(|| {
    let norm = include_str!("../../../../assets/norms/template-cn-v1.json");
    let procedure = (include_str!("../../../../assets/sops/processing-hes-v1.json"), &*"ff".repeat(32));
    let choice = |code: &str| Choice {
        code: code.to_owned(),
        text: Bilingual { zh: code.to_owned(), en: code.to_owned() },
        verdict: Verdict::Info,
    };
    RuleSet {
        deviation_categories: vec![choice("transport")],
        deviation_causes: vec![choice("slip")],
        ..common::rules(norm, &[procedure])
    }
});

fn context(operator: PersonId, now_ms: i64) -> Context<'static> {
    Context {
        now_ms,
        operator,
        roles: &[],
        site: SITE,
        rules: &RULES,
        scheme: NumberScheme::Local,
        facility: "",
        purpose: Purpose::Live,
        approvals: &[],
    }
}

fn at(at_ms: i64, operator: PersonId, record: Record) -> Fact {
    let stamp = Stamp {
        at_ms,
        operator: Some(operator),
        second: None,
        station: StationId::from_bytes([9; 16]),
        seq: u64::try_from(at_ms).unwrap(),
        site: SITE,
        body_hash: [u8::try_from(at_ms % 251).unwrap(); 32],
    };
    Stamped { stamp, record }
}

fn text(text: &str) -> String {
    text.to_owned()
}

fn reported() -> Fact {
    let record = DeviationReported {
        category: text("transport"),
        what_happened: text("box open"),
        happened_ms: 1,
        done_at_once: String::new(),
        site: SITE,
        units: vec![ONE, OTHER],
        step: String::new(),
    };
    at(1, REPORTER, Record::DeviationReported(record))
}

fn classified(at_ms: i64, class: DeviationClass) -> Fact {
    at(at_ms, QUALITY, Record::DeviationClassified(DeviationClassified { class, reason: text("r") }))
}

fn investigated(at_ms: i64) -> Fact {
    let record = DeviationInvestigated { cause: text("slip"), findings: text("f") };
    at(at_ms, QUALITY, Record::DeviationInvestigated(record))
}

fn planned(at_ms: i64, key: &str) -> Fact {
    let record = ActionPlanned {
        key: text(key),
        action_kind: ActionKind::Corrective,
        what: text("w"),
        responsible: DOER,
        due_on: text("d"),
        due_ms: 1_000,
    };
    at(at_ms, QUALITY, Record::ActionPlanned(record))
}

fn done(at_ms: i64, key: &str) -> Fact {
    at(at_ms, DOER, Record::ActionDone(ActionDone { key: text(key), note: text("n") }))
}

fn checked(at_ms: i64, key: &str, effective: bool) -> Fact {
    at(at_ms, QUALITY, Record::ActionChecked(ActionChecked { key: text(key), effective, note: text("n") }))
}

fn fold(facts: &[Fact]) -> Deviation {
    Deviation::fold(ID, facts.iter().cloned()).unwrap()
}

fn conclusions() -> Vec<UnitConclusion> {
    vec![
        UnitConclusion { donation: ONE, fitness: UnitFitness::Fit, note: String::new() },
        UnitConclusion { donation: OTHER, fitness: UnitFitness::Unfit, note: text("warm") },
    ]
}

fn close(deviation: &Deviation, operator: PersonId) -> Result<Record, Code> {
    let digest = deviation.closing_digest("c", &conclusions());
    let context = context(operator, 500);
    decide::close_deviation(deviation, ("c", conclusions()), (&digest, "刘"), &context).map_err(|r| r.code)
}

fn closed(facts: &[Fact], at_ms: i64) -> Vec<Fact> {
    let record = close(&fold(facts), CLOSER).unwrap();
    [facts, &[at(at_ms, CLOSER, record)]].concat()
}

#[test]
fn a_deviation_goes_on_to_the_next_stage_only_when_the_one_before_is_done() {
    use DeviationClass::{Critical, Major, Minor};
    use DeviationStage as Stage;
    let minor = vec![reported(), classified(2, Minor)];
    let major = vec![reported(), classified(2, Major), investigated(3)];
    let acting = [major.clone(), vec![planned(4, "k")]].concat();
    let acted = [acting.clone(), vec![done(5, "k")]].concat();
    let failed = [acted.clone(), vec![checked(6, "k", false)]].concat();
    let minor_acted = [minor.clone(), vec![planned(4, "k"), done(5, "k")]].concat();
    for (what, given, then) in [
        ("nobody said how grave it is", vec![reported()], Stage::Reported),
        ("a minor one wants no investigation", minor, Stage::Closing),
        ("a major one does", vec![reported(), classified(2, Major)], Stage::Investigation),
        ("a critical one does", vec![reported(), classified(2, Critical)], Stage::Investigation),
        ("no action is planned", major.clone(), Stage::Closing),
        ("one is open", acting, Stage::Action),
        ("it was done and nobody looked", acted.clone(), Stage::Check),
        ("nobody needs to look at a minor one", minor_acted, Stage::Closing),
        ("it did not help", failed.clone(), Stage::Action),
        ("done again, not looked at yet", [failed, vec![done(7, "k")]].concat(), Stage::Check),
        ("it helped", [acted, vec![checked(6, "k", true)]].concat(), Stage::Closing),
        ("graver than was thought", [major, vec![classified(9, Critical)]].concat(), Stage::Action),
    ] {
        assert_eq!(fold(&given).stage(), then, "{what}");
    }
}

#[test]
fn a_critical_one_wants_an_action_that_helped() {
    let critical = [reported(), classified(20, DeviationClass::Critical), investigated(30)];
    let mut facts = critical.to_vec();
    assert_eq!((fold(&facts).stage(), fold(&facts).lacks_action()), (DeviationStage::Action, true));
    assert_eq!(close(&fold(&facts), CLOSER), Err(Code::DeviationNotReady));
    facts.push(planned(40, "a"));
    assert_eq!((fold(&facts).stage(), fold(&facts).lacks_action()), (DeviationStage::Action, false));
    facts.extend([done(50, "a"), checked(60, "a", true)]);
    assert_eq!(fold(&facts).stage(), DeviationStage::Closing);
    let major = [reported(), classified(20, DeviationClass::Major), investigated(30)];
    assert_eq!(fold(&major).stage(), DeviationStage::Closing);
}

#[test]
fn a_closing_wants_everything_done_another_person_and_what_was_shown() {
    let ready = vec![reported(), classified(2, DeviationClass::Major), investigated(3)];
    assert_eq!(close(&fold(&[reported()]), QUALITY), Err(Code::DeviationNotReady));
    assert!(close(&fold(&ready), CLOSER).is_ok());
    let shown = fold(&ready).closing_digest("c", &conclusions());
    let later = fold(&[ready.clone(), vec![investigated(4)]].concat());
    let stale = decide::close_deviation(&later, ("c", conclusions()), (&shown, "刘"), &context(CLOSER, 9));
    assert_eq!(stale.unwrap_err().code, Code::ContentChanged);
    let over = fold(&closed(&ready, 10));
    assert!(over.closed && over.stage() == DeviationStage::Closed);
    assert_eq!(close(&over, QUALITY), Err(Code::DeviationClosed));
    let again = [closed(&ready, 10), vec![at(11, QUALITY, decide::reopen_deviation(&over, "r").unwrap())]];
    assert!(!fold(&again.concat()).closed);
    assert_eq!(decide::reopen_deviation(&fold(&ready), "r").unwrap_err().code, Code::DeviationNotClosed);
}

#[test]
fn every_unit_needs_a_conclusion_and_an_unfit_one_a_reason() {
    let deviation = fold(&[reported()]);
    let conclude = |units: &[UnitConclusion]| {
        decide::conclude(&deviation, units, |_| text("din")).map_err(|refusal| refusal.code)
    };
    let [fit, unfit] = <[UnitConclusion; 2]>::try_from(conclusions()).unwrap();
    let stranger = UnitConclusion { donation: STRANGER, ..fit.clone() };
    let unsaid = UnitConclusion { note: text("  "), ..unfit.clone() };
    assert_eq!(conclude(&[unfit.clone(), fit.clone()]), Ok(conclusions()), "in the deviation's own order");
    assert_eq!(conclude(std::slice::from_ref(&fit)), Err(Code::DeviationUnitOpen));
    assert_eq!(conclude(&[fit.clone(), unsaid]), Err(Code::Empty));
    assert_eq!(conclude(&[fit, unfit, stranger]), Err(Code::DeviationOtherUnit));
}

#[test]
fn actions_are_done_once_and_checked_by_another_person() {
    let begun = vec![reported(), classified(2, DeviationClass::Major), investigated(3), planned(4, "k")];
    let finished = fold(&[begun.clone(), vec![done(5, "k")]].concat());
    let check = |deviation: &Deviation, key: &str, by| {
        decide::check_action(deviation, key, (true, "n"), &context(by, 9)).map(|_| ()).map_err(|r| r.code)
    };
    let act = |deviation: &Deviation, key: &str| {
        decide::do_action(deviation, key, "n").map(|_| ()).map_err(|r| r.code)
    };
    assert_eq!(act(&fold(&begun), "other"), Err(Code::ActionUnknown));
    assert_eq!(act(&fold(&begun), "k"), Ok(()));
    assert_eq!(act(&finished, "k"), Err(Code::ActionDoneBefore));
    assert_eq!(check(&fold(&begun), "k", QUALITY), Err(Code::ActionNotDone));
    assert_eq!(check(&finished, "k", DOER), Err(Code::ActionSamePerson));
    assert_eq!(check(&finished, "k", QUALITY), Ok(()));
    let helped = fold(&[begun, vec![done(5, "k"), checked(6, "k", true)]].concat());
    assert_eq!(check(&helped, "k", QUALITY), Err(Code::ActionCheckedBefore));
    let plan = |due_ms| {
        let input =
            ActionInput { kind: ActionKind::Preventive, what: "w", responsible: DOER, due: ("d", due_ms) };
        decide::plan_action(&helped, text("l"), &input, &context(QUALITY, 100)).map_err(|r| r.code)
    };
    assert_eq!(plan(100).unwrap_err(), Code::ActionDuePast);
    assert!(plan(101).is_ok());
}

#[test]
fn a_report_is_refused_for_what_it_lacks_and_names_the_field() {
    let good = ReportInput {
        category: "transport",
        what_happened: "box open",
        happened_ms: None,
        done_at_once: "",
        units: &[ONE, ONE],
        step: "",
    };
    let report = |input: &ReportInput<'_>| decide::report_deviation(input, &context(REPORTER, 1_000));
    let Record::DeviationReported(reported) = report(&good).unwrap() else { panic!("a report") };
    assert_eq!((reported.units, reported.happened_ms), (vec![ONE], 1_000));
    for (input, code, field) in [
        (ReportInput { category: "none", ..good }, Code::NotAChoice, "category"),
        (ReportInput { what_happened: " ", ..good }, Code::Empty, "what_happened"),
        (ReportInput { happened_ms: Some(1_000_000), ..good }, Code::InFuture, "happened_ms"),
    ] {
        let refusal = report(&input).unwrap_err();
        assert_eq!((refusal.code, refusal.field), (code, Some(field)));
    }
    let many: Vec<DonationId> =
        (0..=decide::DEVIATED_MAX).map(|n| DonationId::from_bytes((n as u128).to_be_bytes())).collect();
    assert_eq!(report(&ReportInput { units: &many, ..good }).unwrap_err().code, Code::DeviationTooMany);
    let deviation = fold(&[self::reported()]);
    let widen = |units: &[DonationId]| decide::widen_deviation(&deviation, units, "r").map_err(|r| r.code);
    assert_eq!(widen(&[ONE, OTHER]), Err(Code::DeviationNoNewUnit));
    assert_eq!(widen(&[ONE, STRANGER]).unwrap().units, [STRANGER]);
}

fn unit(facts: &[Fact]) -> UnitState {
    UnitState::fold(ONE, facts.iter().cloned())
}

fn settled(at_ms: i64, fitness: UnitFitness) -> Fact {
    let record = UnitDeviationSettled { deviation: ID, fitness, note: text("n") };
    at(at_ms, QUALITY, Record::UnitDeviationSettled(record))
}

#[test]
fn an_open_deviation_stops_a_release_and_so_does_one_that_found_the_unit_unfit() {
    use UnitFitness::{Fit, Unfit};
    let begun = |at_ms| at(at_ms, REPORTER, decide::deviate_unit(ID, "transport"));
    for (what, given, then) in [
        ("open", vec![begun(1)], vec![Code::DeviationOpen]),
        ("closed, fit", vec![begun(1), settled(2, Fit)], vec![]),
        ("closed, unfit", vec![begun(1), settled(2, Unfit)], vec![Code::DeviationUnfit]),
        (
            "the graver of two counts",
            vec![begun(1), settled(2, Unfit), settled(3, Fit)],
            vec![Code::DeviationUnfit],
        ),
        ("opened again", vec![begun(1), settled(2, Unfit), begun(3)], vec![Code::DeviationOpen]),
        ("and closed anew", vec![begun(1), settled(2, Unfit), begun(3), settled(4, Fit)], vec![]),
    ] {
        let blockers = decide::blockers(&unit(&given), &[], &context(QUALITY, 9));
        let found = blockers.iter().filter(|blocker| blocker.code.as_str().starts_with("deviation."));
        let found: Vec<_> =
            found.inspect(|blocker| assert_eq!(blocker.subject, "ABABABAB")).map(|b| b.code).collect();
        assert_eq!(found, then, "{what}");
    }
    let once = unit(&[begun(1)]);
    assert_ne!(once.content_digest, unit(&[]).content_digest, "a review does not outlive a deviation");
}

#[test]
fn a_closing_made_over_less_than_there_was_does_not_count() {
    let ready = vec![reported(), classified(2, DeviationClass::Major), investigated(3)];
    let whole = closed(&ready, 10);
    // Another station planned an action meanwhile; its entry stands before the closing, or after it.
    for at_ms in [5, 20] {
        let mut facts = [whole.clone(), vec![planned(at_ms, "late")]].concat();
        facts.sort_by_key(|fact| fact.stamp.at_ms);
        let deviation = fold(&facts);
        assert!(!deviation.closed && deviation.closings[0].voided, "at {at_ms}");
        assert_eq!(deviation.stage(), DeviationStage::Action);
    }
    // What is closed anew begins anew on the unit, so that the conclusion that does not count leaves no trace.
    let fit = &conclusions()[0];
    let kinds = |deviation: &Deviation| -> Vec<&str> {
        decide::settle_unit(deviation, fit).iter().map(Record::kind).collect()
    };
    assert_eq!(kinds(&fold(&ready)), ["unit.deviation_settled"]);
    assert_eq!(kinds(&fold(&whole)), ["unit.deviated", "unit.deviation_settled"]);
}

fn said_by(at_ms: i64, operator: PersonId, class: DeviationClass) -> Fact {
    at(at_ms, operator, Record::DeviationClassified(DeviationClassified { class, reason: text("r") }))
}

#[test]
fn nobody_reports_classifies_and_closes_a_deviation_alone() {
    use DeviationClass::{Critical, Major, Minor};
    let ready = |classes: &[(PersonId, DeviationClass)]| {
        let said = (5..).zip(classes).map(|(at_ms, (by, class))| said_by(at_ms, *by, *class));
        let acted = vec![planned(2, "k"), done(3, "k"), checked(4, "k", true)];
        let acted = if classes.iter().any(|(_, class)| *class == Critical) { acted } else { Vec::new() };
        fold(&[vec![reported(), investigated(2)], acted, said.collect()].concat())
    };
    for (what, classes, closer, then) in [
        ("minor, by the reporter alone", vec![(REPORTER, Minor)], REPORTER, Err(Code::DeviationAlone)),
        ("minor, classified by another", vec![(QUALITY, Minor)], REPORTER, Ok(())),
        ("minor, by who classified it", vec![(QUALITY, Minor)], QUALITY, Ok(())),
        ("major, by the reporter", vec![(QUALITY, Major)], REPORTER, Err(Code::DeviationSamePerson)),
        ("major, by who classified", vec![(QUALITY, Major)], QUALITY, Err(Code::DeviationClassifierCloses)),
        ("critical, likewise", vec![(QUALITY, Critical)], QUALITY, Err(Code::DeviationClassifierCloses)),
        ("major, by a third", vec![(QUALITY, Major)], CLOSER, Ok(())),
        (
            "minor by now, by who made it so",
            vec![(QUALITY, Major), (DOER, Minor)],
            DOER,
            Err(Code::DeviationClassifierCloses),
        ),
        (
            "minor by now, by its reporter",
            vec![(QUALITY, Major), (DOER, Minor)],
            REPORTER,
            Err(Code::DeviationSamePerson),
        ),
        ("minor by now, by a third", vec![(QUALITY, Major), (DOER, Minor)], CLOSER, Ok(())),
    ] {
        assert_eq!(close(&ready(&classes), closer).map(|_| ()), then, "{what}");
    }
    let classify = |deviation: &Deviation, by, class| {
        decide::classify_deviation(deviation, class, "r", &context(by, 9)).map(|_| ()).map_err(|r| r.code)
    };
    let critical = ready(&[(QUALITY, Critical)]);
    for class in [Minor, Major] {
        assert_eq!(classify(&critical, QUALITY, class), Err(Code::DeviationDowngradeSamePerson));
        assert_eq!(classify(&critical, DOER, class), Ok(()));
    }
    assert_eq!(classify(&critical, QUALITY, Critical), Ok(()));
    assert_eq!(classify(&ready(&[(QUALITY, Minor)]), QUALITY, Critical), Ok(()));
    let classes: Vec<DeviationClass> =
        ready(&[(QUALITY, Critical), (DOER, Minor)]).classes.iter().map(|said| said.record.class).collect();
    assert_eq!(classes, [Critical, Minor]);
}

fn any_fact() -> impl Strategy<Value = Fact> {
    let conclusion = close(&fold(&[reported(), classified(2, DeviationClass::Minor)]), CLOSER).unwrap();
    let removal =
        removal::remove(&fold(&[reported(), classified(2, DeviationClass::Minor)]), ONE, CLOSER).unwrap();
    (2i64..200, 0usize..12).prop_map(move |(at_ms, which)| match which {
        0 => classified(at_ms, DeviationClass::Minor),
        1 => classified(at_ms, DeviationClass::Critical),
        2 => investigated(at_ms),
        3 => planned(at_ms, "a"),
        4 => planned(at_ms, "b"),
        5 => done(at_ms, "a"),
        6 => checked(at_ms, "a", at_ms % 2 == 0),
        7 => at(at_ms, QUALITY, conclusion.clone()),
        8 => actions::changed(at_ms, "a", QUALITY, at_ms),
        9 => actions::withdrawn(at_ms, "a"),
        10 => at(at_ms, QUALITY, removal.clone()),
        _ => at(at_ms, QUALITY, Record::DeviationReopened(DeviationReopened { reason: text("r") })),
    })
}

proptest! {
    #[test]
    fn whatever_stations_record_it_is_closed_only_by_a_good_signature_over_all_of_it(
        facts in prop::collection::vec(any_fact(), 0..30),
    ) {
        let mut facts = facts;
        facts.sort_by_key(|fact| fact.stamp.at_ms);
        facts.insert(0, reported());
        let deviation = fold(&facts);
        prop_assert_eq!(deviation.closed, deviation.stage() == DeviationStage::Closed);
        let last_good = deviation.closings.iter().rev().find(|closing| !closing.voided);
        prop_assert!(!deviation.closed || last_good.is_some());
        if deviation.closed {
            let signed = &last_good.unwrap().signed.record;
            prop_assert_eq!(&signed.digest, &deviation.closing_digest(&signed.conclusion, &signed.units));
        }
    }
}
