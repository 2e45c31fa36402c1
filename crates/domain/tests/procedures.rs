//! Approval of procedures: good for exactly one content, from its moment on, and never backdated.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

#[path = "common/rule_set.rs"]
mod common;

use domain::decide::{
    ApprovalInput, Context, ReturnInput, approve_procedure, in_force, return_procedure, sop_in_force,
};
use domain::record::ProcedureApproved;
use domain::rules::{Procedure, RuleSet, SopFile};
use domain::*;

const NOW_MS: i64 = 1_800_000_000_000;
const HOUR_MS: i64 = 3_600_000;

fn rules() -> RuleSet {
    RuleSet {
        norm_digest: "11".repeat(32),
        ..common::rules(
            include_str!("../../../assets/norms/template-cn-v1.json"),
            &[(include_str!("../../../assets/sops/processing-hes-v1.json"), &"22".repeat(32))],
        )
    }
}

fn context<'a>(rules: &'a RuleSet, approvals: &'a [ProcedureApproved], purpose: Purpose) -> Context<'a> {
    Context {
        now_ms: NOW_MS,
        operator: PersonId::from_bytes([8; 16]),
        roles: &[Role::Processing],
        site: SiteId::from_bytes([2; 16]),
        rules,
        scheme: NumberScheme::Local,
        facility: "A9999",
        purpose,
        approvals,
    }
}

fn sop_approval(rules: &RuleSet) -> ProcedureApproved {
    let sop = Procedure::from(rules.sops[0].as_ref());
    let input = ApprovalInput {
        kind: sop.kind,
        code: &sop.code,
        version: &sop.version,
        digest: &sop.digest,
        effective_ms: None,
        name: "刘质控",
    };
    match approve_procedure(&input, &context(rules, &[], Purpose::Live)).unwrap() {
        Record::ProcedureApproved(approved) => approved,
        other => panic!("{other:?}"),
    }
}

// requirement: 1271.47(b)-(d)
#[test]
fn an_approval_is_good_for_its_own_content_from_its_moment_on() {
    let rules = rules();
    let good = sop_approval(&rules);
    let sop = Procedure::from(rules.sops[0].as_ref());
    assert_eq!((good.effective_ms, good.meaning, good.name.as_str()), (NOW_MS, Meaning::Approval, "刘质控"));
    let cases = [
        (vec![], false),
        (vec![good.clone()], true),
        (vec![ProcedureApproved { effective_ms: NOW_MS + HOUR_MS, ..good.clone() }], false),
        (vec![ProcedureApproved { digest: "33".repeat(32), ..good.clone() }], false),
        (vec![ProcedureApproved { version: "2".to_owned(), ..good.clone() }], false),
        (vec![ProcedureApproved { code: "another".to_owned(), ..good.clone() }], false),
        (vec![ProcedureApproved { procedure: ProcedureKind::Limits, ..good.clone() }], false),
        (vec![ProcedureApproved { effective_ms: NOW_MS + HOUR_MS, ..good.clone() }, good.clone()], true),
    ];
    for (approvals, allowed) in cases {
        let found = in_force(&sop, &context(&rules, &approvals, Purpose::Live));
        let code = found.map_err(|refusal| refusal.code);
        assert_eq!(code, if allowed { Ok(()) } else { Err(Code::ProcedureNotApproved) }, "{approvals:?}");
        let limits = in_force(&rules.limits(), &context(&rules, &approvals, Purpose::Live));
        assert!(limits.is_err(), "another procedure: {approvals:?}");
        assert_eq!(in_force(&sop, &context(&rules, &approvals, Purpose::Demo)), Ok(()));
    }
}

#[test]
fn only_what_is_shown_is_approved_once_and_before_its_use() {
    let rules = rules();
    let sop = Procedure::from(rules.sops[0].as_ref());
    let input = ApprovalInput {
        kind: sop.kind,
        code: &sop.code,
        version: &sop.version,
        digest: &sop.digest,
        effective_ms: None,
        name: "刘质控",
    };
    let refused = |input: ApprovalInput<'_>, approvals: &[ProcedureApproved]| {
        approve_procedure(&input, &context(&rules, approvals, Purpose::Live)).unwrap_err().code
    };
    assert_eq!(refused(ApprovalInput { version: "2", ..input }, &[]), Code::ProcedureUnknown);
    assert_eq!(refused(ApprovalInput { kind: ProcedureKind::Limits, ..input }, &[]), Code::ProcedureUnknown);
    assert_eq!(refused(ApprovalInput { digest: &rules.norm_digest, ..input }, &[]), Code::ContentChanged);
    let past = Some(NOW_MS - HOUR_MS);
    assert_eq!(refused(ApprovalInput { effective_ms: past, ..input }, &[]), Code::ProcedureBackdated);
    assert_eq!(refused(input, &[sop_approval(&rules)]), Code::ProcedureAlreadyApproved);
}

#[test]
fn another_content_is_another_aggregate() {
    let rules = rules();
    let sop = Procedure::from(rules.sops[0].as_ref()).subject();
    assert_ne!(sop, rules.limits().subject());
    let other = SopFile { digest: "33".repeat(32), ..SopFile::clone(&rules.sops[0]) };
    assert_ne!(sop, Procedure::from(&other).subject());
}

const AUTHOR: PersonId = PersonId::from_bytes([7; 16]);

/// The shipped version, and one that a person drew.
fn drawn() -> RuleSet {
    let mut rules = rules();
    let mut file = SopFile::clone(&rules.sops[0]);
    file.sop.version = "2".to_owned();
    rules.sops.push(std::sync::Arc::new(SopFile { digest: "44".repeat(32), drawn_by: Some(AUTHOR), ..file }));
    rules
}

fn approval_of(file: &SopFile, effective_ms: i64) -> ProcedureApproved {
    ProcedureApproved {
        procedure: ProcedureKind::Sop,
        code: file.sop.code.clone(),
        version: file.sop.version.clone(),
        digest: file.digest.clone(),
        effective_ms,
        name: "刘质控".to_owned(),
        meaning: Meaning::Approval,
    }
}

#[test]
fn the_bank_goes_back_to_a_version_by_approving_it_anew() {
    let rules = drawn();
    let [first, second] = [0, 1].map(|at| rules.sops[at].as_ref());
    let input = |file: &'static str, approvals: &[ProcedureApproved], hours: i64| {
        let procedure = Procedure::from(if file == "first" { first } else { second });
        let input = ApprovalInput {
            kind: procedure.kind,
            code: &procedure.code,
            version: &procedure.version,
            digest: &procedure.digest,
            effective_ms: Some(NOW_MS + hours * HOUR_MS),
            name: "刘质控",
        };
        approve_procedure(&input, &context(&rules, approvals, Purpose::Live)).map_err(|refusal| refusal.code)
    };
    let at = |approvals: &[ProcedureApproved], hours: i64| {
        let context =
            Context { now_ms: NOW_MS + hours * HOUR_MS, ..context(&rules, approvals, Purpose::Live) };
        sop_in_force(&context).unwrap().sop.version.clone()
    };
    let mut approvals = vec![approval_of(first, NOW_MS - HOUR_MS), approval_of(second, NOW_MS + 2 * HOUR_MS)];
    assert_eq!([0, 1, 3].map(|hours| at(&approvals, hours)), ["1", "1", "2"]);
    // Each is in force at its moment, and nothing would change.
    assert_eq!(input("first", &approvals, 1), Err(Code::ProcedureAlreadyApproved));
    assert_eq!(input("second", &approvals, 3), Err(Code::ProcedureAlreadyApproved));
    assert_eq!(input("second", &approvals, -2), Err(Code::ProcedureBackdated));
    for (file, hours) in [("second", 1), ("first", 4)] {
        let Ok(Record::ProcedureApproved(anew)) = input(file, &approvals, hours) else { panic!("{file}") };
        approvals.push(anew);
    }
    assert_eq!([0, 1, 3, 4, 9].map(|hours| at(&approvals, hours)), ["1", "2", "2", "1", "1"]);
    approvals.reverse();
    assert_eq!([0, 1, 3, 4, 9].map(|hours| at(&approvals, hours)), ["1", "2", "2", "1", "1"], "in any order");
}

#[test]
fn a_version_in_review_is_returned_once_by_another_person_with_a_reason() {
    let rules = drawn();
    let file = &rules.sops[1];
    let shown = ReturnInput {
        code: &file.sop.code,
        version: "2",
        digest: &file.digest,
        reason: "spin is too short",
        name: "刘质控",
    };
    let good = context(&rules, &[], Purpose::Live);
    let Record::ProcedureReturned(returned) = return_procedure(&shown, &good).unwrap() else {
        panic!("another record")
    };
    assert_eq!((&returned.digest, returned.reason.as_str()), (&file.digest, "spin is too short"));
    let own = Context { operator: AUTHOR, ..good };
    let approved = [approval_of(file, NOW_MS)];
    let approved = context(&rules, &approved, Purpose::Live);
    let mut after = rules.clone();
    after.returned.insert(file.digest.clone(), NOW_MS);
    let after = context(&after, &[], Purpose::Live);
    let shipped = ReturnInput { version: "1", digest: &rules.sops[0].digest, ..shown };
    let cases = [
        (ReturnInput { version: "3", ..shown }, good, Code::ProcedureUnknown),
        (ReturnInput { digest: "55", ..shown }, good, Code::ContentChanged),
        (ReturnInput { reason: " ", ..shown }, good, Code::Empty),
        (shipped, good, Code::ProcedureNotInReview),
        (shown, own, Code::ProcedureOwnReview),
        (shown, approved, Code::ProcedureAlreadyApproved),
        (shown, after, Code::ProcedureReturned),
    ];
    for (input, context, code) in cases {
        assert_eq!(return_procedure(&input, &context).unwrap_err().code, code, "{input:?}");
    }
    let sop = Procedure::from(file.as_ref());
    let approve = ApprovalInput {
        kind: sop.kind,
        code: &sop.code,
        version: &sop.version,
        digest: &sop.digest,
        effective_ms: None,
        name: "刘质控",
    };
    assert_eq!(approve_procedure(&approve, &after).unwrap_err().code, Code::ProcedureReturned);
    assert!(approve_procedure(&approve, &good).is_ok());
}

// requirement: 1271.47(b)-(d)
#[test]
fn what_was_returned_comes_into_force_by_no_approval() {
    let mut rules = drawn();
    let approvals =
        [approval_of(&rules.sops[0], NOW_MS - 2 * HOUR_MS), approval_of(&rules.sops[1], NOW_MS - HOUR_MS)];
    let version = |rules: &RuleSet, approvals: &[ProcedureApproved]| {
        sop_in_force(&context(rules, approvals, Purpose::Live)).map(|file| file.sop.version.clone())
    };
    assert_eq!(version(&rules, &approvals).as_deref(), Ok("2"));
    rules.returned.insert(rules.sops[1].digest.clone(), NOW_MS);
    assert_eq!(version(&rules, &approvals).as_deref(), Ok("1"), "the one before is in force again");
    let crossed = version(&rules, &approvals[1..]).unwrap_err();
    assert_eq!(crossed.code, Code::ProcedureNotApproved, "and none where none was before");
}
