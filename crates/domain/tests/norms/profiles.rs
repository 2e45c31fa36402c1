//! Which profiles judge, which of them decides, and what the bank may say of that.

use super::{context, rules};
use domain::decide::{self, Context};
use domain::record::*;
use domain::rules::{Procedure, standing_approvals};
use domain::unit::{Stamp, Stamped};
use domain::*;
use std::sync::Arc;

#[test]
fn the_code_approved_first_decides_and_of_a_code_the_version_in_effect_last() {
    let rules = rules();
    let approved = |index: usize, effective_ms: i64| {
        let procedure = rules.norms[index].procedure();
        ProcedureApproved {
            procedure: ProcedureKind::Limits,
            code: procedure.code,
            version: procedure.version,
            digest: procedure.digest,
            effective_ms,
            name: "刘质控".to_owned(),
            meaning: Meaning::Approval,
        }
    };
    let cases: Vec<(Vec<ProcedureApproved>, Vec<&str>)> = vec![
        (vec![], vec!["template-cn 1"]),
        (vec![approved(0, 10)], vec!["template-cn 1"]),
        (vec![approved(1, 10)], vec!["template-cn 2"]),
        (vec![approved(0, 10), approved(1, 20)], vec!["template-cn 2"]),
        (vec![approved(0, 10), approved(1, 200)], vec!["template-cn 1"]),
        (vec![approved(3, 10), approved(0, 20)], vec!["netcord-fact 1", "template-cn 1"]),
        (vec![approved(0, 20), approved(3, 10), approved(1, 30)], vec!["netcord-fact 1", "template-cn 2"]),
        (vec![approved(2, 10), approved(3, 10)], vec!["fda-licensed 1", "netcord-fact 1"]),
        (vec![ProcedureApproved { digest: "77".repeat(32), ..approved(2, 10) }], vec!["template-cn 1"]),
    ];
    for (mut approvals, expected) in cases {
        for _ in 0..2 {
            let found = rules.profiles_at(&approvals, &[], 100);
            let found: Vec<String> =
                found.iter().map(|file| format!("{} {}", file.profile.code, file.profile.version)).collect();
            assert_eq!(found, expected, "{approvals:?}");
            approvals.reverse();
        }
    }
}

fn signed_when_effective(record: ProcedureApproved) -> Stamped<ProcedureApproved> {
    let stamp = Stamp {
        at_ms: record.effective_ms,
        operator: None,
        second: None,
        station: StationId::from_bytes([1; 16]),
        seq: 1,
        site: SiteId::from_bytes([2; 16]),
        body_hash: [0; 32],
    };
    Stamped { stamp, record }
}

#[test]
fn an_approval_signed_before_the_end_revives_nothing_whenever_it_takes_effect() {
    let rules = rules();
    let approved = |index: usize, effective_ms: i64| {
        let Procedure { code, version, digest, .. } = rules.norms[index].procedure();
        let (procedure, name, meaning) = (ProcedureKind::Limits, "刘质控".to_owned(), Meaning::Approval);
        ProcedureApproved { procedure, code, version, digest, effective_ms, name, meaning }
    };
    let mut later = signed_when_effective(approved(1, 80));
    later.stamp.at_ms = 20;
    let approvals = [signed_when_effective(approved(0, 10)), signed_when_effective(approved(2, 10)), later];
    let Procedure { code, version, digest, .. } = rules.norms[0].procedure();
    let (standing, meaning) = (ProfileStanding::Ended, Meaning::ProfileStanding);
    let (reason, name) = ("policy".to_owned(), "刘质控".to_owned());
    let end = ProfileStandingSet {
        profile: code,
        version,
        digest,
        standing,
        effective_ms: 50,
        reason,
        name,
        meaning,
    };
    let standing = standing_approvals(&approvals, std::slice::from_ref(&end), 100);
    let found = rules.profiles_at(&standing, &[end], 100);
    assert_eq!(found.iter().map(|file| file.profile.code.as_str()).collect::<Vec<_>>(), ["fda-licensed"]);
}

#[test]
fn the_bank_chooses_which_profile_decides_and_ends_one_but_never_the_last() {
    let rules = rules();
    let approved = |index: usize, effective_ms: i64| {
        let Procedure { code, version, digest, .. } = rules.norms[index].procedure();
        let (procedure, name, meaning) = (ProcedureKind::Limits, "刘质控".to_owned(), Meaning::Approval);
        ProcedureApproved { procedure, code, version, digest, effective_ms, name, meaning }
    };
    let said = |index: usize, standing: ProfileStanding, effective_ms: i64| {
        let Procedure { code, version, digest, .. } = rules.norms[index].procedure();
        let (reason, name) = ("policy".to_owned(), "刘质控".to_owned());
        let meaning = Meaning::ProfileStanding;
        ProfileStandingSet { profile: code, version, digest, standing, effective_ms, reason, name, meaning }
    };
    use ProfileStanding::{Decides, Ended};
    let three = || vec![approved(1, 10), approved(2, 20), approved(3, 30)];
    let cases: Vec<(Vec<ProcedureApproved>, Vec<ProfileStandingSet>, Vec<&str>)> = vec![
        (three(), vec![], vec!["template-cn 2", "fda-licensed 1", "netcord-fact 1"]),
        (three(), vec![said(3, Decides, 50)], vec!["netcord-fact 1", "template-cn 2", "fda-licensed 1"]),
        (three(), vec![said(3, Decides, 500)], vec!["template-cn 2", "fda-licensed 1", "netcord-fact 1"]),
        (
            three(),
            vec![said(3, Decides, 60), said(2, Decides, 50)],
            vec!["netcord-fact 1", "template-cn 2", "fda-licensed 1"],
        ),
        (three(), vec![said(1, Ended, 50)], vec!["fda-licensed 1", "netcord-fact 1"]),
        (three(), vec![said(3, Decides, 40), said(3, Ended, 50)], vec!["template-cn 2", "fda-licensed 1"]),
        // A version that is approved after the end judges again, beside those that went on.
        (
            [three(), vec![approved(0, 70)]].concat(),
            vec![said(1, Ended, 50)],
            vec!["fda-licensed 1", "netcord-fact 1", "template-cn 1"],
        ),
        (
            [three(), vec![approved(1, 70)]].concat(),
            vec![said(1, Ended, 50)],
            vec!["fda-licensed 1", "netcord-fact 1", "template-cn 2"],
        ),
        (
            [three(), vec![approved(3, 70)]].concat(),
            vec![said(3, Decides, 40), said(3, Ended, 50)],
            vec!["template-cn 2", "fda-licensed 1", "netcord-fact 1"],
        ),
        // Two stations ended what the other one still took for judging.
        (
            vec![approved(1, 10), approved(2, 20)],
            vec![said(1, Ended, 50), said(2, Ended, 51)],
            vec!["fda-licensed 1"],
        ),
        (three(), vec![said(3, Ended, 40), said(1, Ended, 50), said(2, Ended, 51)], vec!["fda-licensed 1"]),
    ];
    for (approvals, said, expected) in cases {
        let stamped: Vec<_> = approvals.into_iter().map(signed_when_effective).collect();
        let standing = standing_approvals(&stamped, &said, 100);
        let found = rules.profiles_at(&standing, &said, 100);
        let found: Vec<String> =
            found.iter().map(|file| format!("{} {}", file.profile.code, file.profile.version)).collect();
        assert_eq!(found, expected, "{said:?}");
    }
}

#[test]
fn a_standing_is_said_of_what_judges_as_it_was_shown_with_a_reason() {
    let mut rules = rules();
    let files = [1, 3].map(|index| Arc::clone(&rules.norms[index]));
    rules.judge_by(files.to_vec());
    let digests = files.map(|file| file.digest.clone());
    let one = {
        let mut one = rules.clone();
        one.judge_by(vec![Arc::clone(&rules.norms[1])]);
        one
    };
    use ProfileStanding::{Decides, Ended};
    for (rules, code, digest, standing, reason, refused) in [
        (&rules, "netcord-fact", &digests[1], Decides, "policy", None),
        (&rules, "netcord-fact", &digests[1], Ended, "policy", None),
        (&rules, "template-cn", &digests[0], Ended, "policy", None),
        (&rules, "template-cn", &digests[0], Decides, "policy", Some("profile.decides_already")),
        (&rules, "fda-licensed", &digests[0], Decides, "policy", Some("profile.not_judging")),
        (&rules, "netcord-fact", &digests[0], Decides, "policy", Some("signature.content_changed")),
        (&rules, "netcord-fact", &digests[1], Ended, " ", Some("value.empty")),
        (&one, "template-cn", &digests[0], Ended, "policy", Some("profile.last")),
    ] {
        let input = decide::StandingInput { code, digest, standing, reason, name: "刘质控" };
        let context = Context { purpose: Purpose::Demo, ..context(rules) };
        let decided = decide::set_profile_standing(&input, &context);
        assert_eq!(decided.err().map(|refusal| refusal.code.as_str()), refused, "{code} {standing:?}");
    }
    let input = decide::StandingInput {
        code: "netcord-fact",
        digest: &digests[1],
        standing: Decides,
        reason: "r",
        name: "n",
    };
    let decided = decide::set_profile_standing(&input, &context(&rules));
    assert_eq!(
        decided.err().map(|e| e.code),
        Some(Code::ProcedureNotApproved),
        "of what nobody approved nothing is said"
    );
}
