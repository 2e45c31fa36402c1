//! What stands between a refused unit's bag and its end, as a given/when/then table.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

#[path = "common/rule_set.rs"]
mod common;

use domain::decide::{Context, assign_research, blockers, dispose, issue_certificate, notify_family};
use domain::record::*;
use domain::rules::RuleSet;
use domain::unit::{Contest, ContestKind, Stamp, Stamped, UnitState};
use domain::*;

const NOW_MS: i64 = 1_800_000_000_000;
const DIN: &str = "A999926000001";
const UNIT: DonationId = DonationId::from_bytes([3; 16]);

fn rules() -> RuleSet {
    common::rules(include_str!("../../../assets/norms/template-cn-v1.json"), &[])
}

fn context(rules: &RuleSet) -> Context<'_> {
    Context {
        now_ms: NOW_MS,
        operator: PersonId::from_bytes([8; 16]),
        roles: &[Role::Storage],
        site: SiteId::from_bytes([2; 16]),
        rules,
        scheme: NumberScheme::Local,
        facility: "A9999",
        purpose: Purpose::Live,
        approvals: &[],
    }
}

fn collected() -> Record {
    Record::CollectionRegistered(CollectionRegistered {
        din: DIN.to_owned(),
        scheme: NumberScheme::Local,
        din_source: DinSource::Block,
        infant_sex: InfantSex::Female,
        birth_weight_g: 3_300,
        gestation_d: 275,
        delivery_mode: DeliveryMode::Vaginal,
        started_ms: NOW_MS - 20,
        ended_ms: NOW_MS - 10,
        volume_ml: Measure::tenths(985),
        gross_weight_g: None,
        bag_lot: "L1".to_owned(),
        anticoagulant_ml: Measure::tenths(350),
    })
}

fn refused() -> Record {
    Record::UnitRejected(UnitRejected { reason: "contamination".to_owned(), note: String::new() })
}

fn gone() -> Record {
    let note = "lot 7".to_owned();
    Record::UnitDisposed(UnitDisposed { disposal: Disposal::MedicalWaste, position: None, note })
}

fn packed() -> Record {
    Record::UnitPacked(UnitPacked {
        shipment: ShipmentId::from_bytes([9; 16]),
        to_site: SiteId::from_bytes([4; 16]),
    })
}

/// A unit of a site, with what was recorded of it.
fn unit(site: u8, records: Vec<Record>) -> UnitState {
    let fact = |(record, seq): (Record, u64)| Stamped {
        stamp: Stamp {
            at_ms: NOW_MS,
            operator: None,
            second: None,
            station: StationId::from_bytes([1; 16]),
            seq,
            site: SiteId::from_bytes([site; 16]),
            body_hash: [0; 32],
        },
        record,
    };
    UnitState::fold(UNIT, records.into_iter().zip(1..).map(fact))
}

#[test]
fn a_bag_goes_only_where_it_is_and_only_when_nobody_can_take_it_for_another() {
    let rules = rules();
    let twice = |kind| Contest { kind, about: DIN.to_owned(), units: vec![UNIT], lost: false };
    let nobody = Vec::new;
    for (given, contests, scanned, second, why) in [
        (unit(2, vec![collected(), refused()]), nobody(), DIN, 7, None),
        (unit(2, vec![collected(), refused()]), vec![twice(ContestKind::DuplicatePosition)], DIN, 7, None),
        (unit(2, vec![collected()]), nobody(), DIN, 7, Some("disposal.not_rejected")),
        (unit(2, vec![collected(), refused(), gone()]), nobody(), DIN, 7, Some("disposal.already")),
        (unit(2, vec![collected(), refused()]), nobody(), "A999926000002", 7, Some("disposal.other_bag")),
        (unit(2, vec![refused()]), nobody(), DIN, 7, Some("disposal.other_bag")),
        (
            unit(2, vec![collected(), refused()]),
            vec![twice(ContestKind::DuplicateDin)],
            DIN,
            7,
            Some("specimen.contested"),
        ),
        (unit(4, vec![collected(), refused()]), nobody(), DIN, 7, Some("disposal.elsewhere")),
        (unit(2, vec![collected(), packed(), refused()]), nobody(), DIN, 7, Some("disposal.elsewhere")),
        (unit(2, vec![collected(), refused()]), nobody(), DIN, 8, Some("disposal.same_person")),
    ] {
        let second = PersonId::from_bytes([second; 16]);
        let what = (Disposal::MedicalWaste, "lot 7");
        let decided = dispose(&given, &contests, what, scanned, second, &context(&rules));
        assert_eq!(decided.err().map(|refusal| refusal.code.as_str()), why);
    }
}

#[test]
fn a_bag_that_is_gone_has_no_place() {
    let place = UnitStored {
        tank: TankId::from_bytes([5; 16]),
        rack: 1,
        slot: 2,
        position: "T01-R01-S002".to_owned(),
        move_reason: None,
    };
    let stored = vec![collected(), Record::UnitStored(place), refused()];
    assert!(unit(2, stored.clone()).place().is_some());
    let after = unit(2, stored.into_iter().chain([gone()]).collect());
    assert_eq!((after.place(), after.status()), (None, UnitStatus::Rejected));
}

#[test]
fn a_family_is_told_of_a_refusal_and_not_ahead_of_time() {
    let rules = rules();
    let told = |unit: &UnitState, at_ms, note| {
        notify_family(unit, (FamilyNotice::Phone, at_ms), note, &context(&rules)).err().map(|e| e.code)
    };
    let rejected = unit(2, vec![collected(), refused()]);
    assert_eq!(told(&rejected, NOW_MS, "said"), None);
    assert_eq!(told(&unit(2, vec![collected()]), NOW_MS, "said"), Some(Code::NotRejected));
    assert_eq!(told(&rejected, NOW_MS + 3_600_000, "said"), Some(Code::InFuture));
    assert_eq!(told(&rejected, NOW_MS, " "), Some(Code::Empty));
}

fn consent(scope: &[ConsentScope]) -> Record {
    Record::ConsentRecorded(ConsentRecorded {
        form_version: "3".to_owned(),
        scope: scope.to_vec(),
        signed_on: "2026-01-01".to_owned(),
    })
}

fn arrived(decision: ReceiptDecision) -> Record {
    let proposed = decision;
    Record::ReceiptDecided(ReceiptDecided { decision, proposed, reason: None })
}

fn released(unit: &UnitState) -> Record {
    let meaning = Meaning::Release;
    let digest = unit.signing_digest(meaning);
    Record::UnitReleased(ContentSigned { digest, name: "王主任".to_owned(), meaning })
}

fn held() -> Record {
    Record::HoldPlaced(HoldPlaced { key: "a".to_owned(), note: "label torn".to_owned() })
}

#[test]
fn a_unit_is_given_to_research_where_its_mother_agreed_and_nothing_leaves_it_open() {
    use ConsentScope::{Research, Transplant};
    let rules = rules();
    let whole = || vec![consent(&[Transplant, Research]), collected(), arrived(ReceiptDecision::Accept)];
    let with = |more: Record| whole().into_iter().chain([more]).collect::<Vec<_>>();
    let ready = unit(2, whole());
    let given_before = assign_research(
        &ready,
        &[],
        "CD34+ study 12",
        (&ready.signing_digest(Meaning::Research), "刘质控"),
        &context(&rules),
    );
    let given_before = given_before.unwrap();
    for (given, contests, note, why) in [
        (whole(), Vec::new(), "study 12", None),
        (whole(), Vec::new(), " ", Some("value.empty")),
        (
            vec![collected(), arrived(ReceiptDecision::Accept)],
            Vec::new(),
            "study 12",
            Some("donation.consent_missing"),
        ),
        (
            vec![consent(&[Transplant]), collected(), arrived(ReceiptDecision::Accept)],
            Vec::new(),
            "study 12",
            Some("disposition.research_consent"),
        ),
        (vec![consent(&[Research]), collected()], Vec::new(), "study 12", Some("release.receipt_open")),
        (with(refused()), Vec::new(), "study 12", Some("unit.rejected")),
        (with(held()), Vec::new(), "study 12", Some("unit.held")),
        (with(given_before.clone()), Vec::new(), "study 13", Some("disposition.research")),
        (with(released(&ready)), Vec::new(), "study 12", Some("release.already_released")),
        (
            with(released(&ready)).into_iter().chain([consent(&[Research])]).collect(),
            Vec::new(),
            "study 12",
            Some("unit.held"),
        ),
        (
            whole(),
            vec![Contest {
                kind: ContestKind::DuplicateDin,
                about: DIN.to_owned(),
                units: vec![UNIT],
                lost: false,
            }],
            "study 12",
            Some("unit.held"),
        ),
    ] {
        let state = unit(2, given);
        let digest = state.signing_digest(Meaning::Research);
        let decided = assign_research(&state, &contests, note, (&digest, "刘质控"), &context(&rules));
        assert_eq!(decided.err().map(|refusal| refusal.code.as_str()), why);
    }
    let other = ready.signing_digest(Meaning::Review);
    let decided = assign_research(&ready, &[], "study 12", (&other, "刘质控"), &context(&rules));
    assert_eq!(
        decided.err().map(|e| e.code),
        Some(Code::ContentChanged),
        "another signature than what was shown"
    );
}

#[test]
fn what_is_kept_for_research_is_never_released_whatever_another_station_signed() {
    let rules = rules();
    let before = || vec![consent(&[ConsentScope::Research]), collected(), arrived(ReceiptDecision::Accept)];
    let ready = unit(2, before());
    let digest = ready.signing_digest(Meaning::Research);
    let given = assign_research(&ready, &[], "study", (&digest, "刘质控"), &context(&rules)).unwrap();
    let both = unit(2, before().into_iter().chain([given.clone(), released(&ready)]).collect());
    assert_eq!(both.status(), UnitStatus::Research);
    assert!(both.release().is_none() && both.releases.first().is_some_and(|release| release.voided));
    assert!(blockers(&both, &[], &context(&rules)).iter().any(|found| found.code == Code::InResearch));
    assert_eq!(issue_certificate(&both, &[], None).err().map(|e| e.code), Some(Code::InResearch));
    let bag = |unit: &UnitState| {
        let second = PersonId::from_bytes([7; 16]);
        dispose(unit, &[], (Disposal::Research, "study"), DIN, second, &context(&rules)).err().map(|e| e.code)
    };
    assert_eq!(bag(&both), Some(Code::Held), "another station released it: a person looks first");
    let alone: Vec<Record> = before().into_iter().chain([given.clone()]).collect();
    assert_eq!(bag(&unit(2, alone.clone())), None, "its bag is handed over before two people");
    assert_eq!(bag(&unit(2, alone.into_iter().chain([held()]).collect())), Some(Code::Held));
    assert!(!both.is_research_voided());
    let later = unit(2, before().into_iter().chain([consent(&[]), refused()]).collect());
    assert_eq!(later.status(), UnitStatus::Rejected, "a refusal outweighs it");
}

#[test]
fn what_is_left_to_do_of_a_refused_unit_is_open_until_it_is_done() {
    let told = |notice| {
        Record::FamilyNotified(FamilyNotified { notice, told_ms: NOW_MS, note: "asked why".to_owned() })
    };
    let arrived = || {
        Record::ReceiptDecided(ReceiptDecided {
            decision: ReceiptDecision::Reject,
            proposed: ReceiptDecision::Reject,
            reason: None,
        })
    };
    for (what, given, bag, family) in [
        ("a good unit", vec![collected()], false, false),
        ("refused", vec![collected(), refused()], true, true),
        ("refused on arrival", vec![collected(), arrived()], true, true),
        ("refused without a bag", vec![refused()], false, true),
        ("on its way", vec![collected(), packed(), refused()], false, true),
        ("disposed of", vec![collected(), refused(), gone()], false, true),
        ("nobody was reached", vec![collected(), refused(), told(FamilyNotice::NotReached)], true, true),
        ("told", vec![collected(), refused(), told(FamilyNotice::Letter)], true, false),
        (
            "told before nobody was reached again",
            vec![collected(), refused(), told(FamilyNotice::Phone), told(FamilyNotice::NotReached)],
            true,
            false,
        ),
    ] {
        let unit = unit(2, given);
        assert_eq!((unit.awaits_disposal(), unit.awaits_notice()), (bag, family), "{what}");
        assert_eq!(unit.refused_ms().is_some(), bag || family, "{what}");
    }
}
