//! Approval of procedures: good for exactly one content, from its moment on, and never backdated.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

#[path = "common/rule_set.rs"]
mod common;

use domain::decide::{ApprovalInput, Context, approve_procedure, in_force};
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
