//! The rules that ship with the program: templates that a bank confirms or replaces.

use domain::rules::{
    EnvironmentFile, FreezingFile, LineClearance, MonitoringRules, NormFile, RuleSet, SampleRules, SopFile,
};
use std::sync::{Arc, OnceLock};

/// Version of the shipped rule set, recorded with every entry.
const VERSION: u32 = 1;

/// The shipped norm profiles; the first one is judged by until the bank approves one.
const NORMS: [&str; 9] = [
    include_str!("../../../assets/norms/template-cn-v1.json"),
    include_str!("../../../assets/norms/template-cn-v2.json"),
    // The same, and who reports each test, what orders it and which values are typed twice.
    include_str!("../../../assets/norms/template-cn-v3.json"),
    // The same, with the infant's markers, and reactive markers are measured again.
    include_str!("../../../assets/norms/template-cn-v4.json"),
    // The same, with HLA typing, fungal culture and what is measured after thawing.
    include_str!("../../../assets/norms/template-cn-v5.json"),
    include_str!("../../../assets/norms/fda-licensed-v1.json"),
    include_str!("../../../assets/norms/netcord-fact-v1.json"),
    // The same two, and who reports each test, whose specimen it is, what orders it and which values are typed twice.
    include_str!("../../../assets/norms/fda-licensed-v2.json"),
    include_str!("../../../assets/norms/netcord-fact-v2.json"),
];
/// The shipped programs of controlled-rate freezers.
const FREEZING: [&str; 1] = [include_str!("../../../assets/freezing/cord-blood-one-degree-v1.json")];
/// The shipped limits of clean rooms.
const ENVIRONMENT: [&str; 1] = [include_str!("../../../assets/environment/clean-room-grades-v1.json")];
/// The shipped SOPs; the first one is what units are worked by that nothing says otherwise of.
const SOPS: [&str; 8] = [
    include_str!("../../../assets/sops/processing-hes-v1.json"),
    include_str!("../../../assets/sops/cord-blood-banking-v1.json"),
    // The same, and what sort of equipment and material each scan is to be.
    include_str!("../../../assets/sops/cord-blood-banking-v2.json"),
    // The same, and which steps take one entry for a whole run.
    include_str!("../../../assets/sops/cord-blood-banking-v3.json"),
    // The same, and the freezing curve is reviewed where it was brought in.
    include_str!("../../../assets/sops/cord-blood-banking-v4.json"),
    // The same, and two persons check the final label and each place in a tank.
    include_str!("../../../assets/sops/cord-blood-banking-v5.json"),
    // The same; a finding that should not be is a departure, and each way of separating has its own step, lot and branch.
    include_str!("../../../assets/sops/cord-blood-banking-v6.json"),
    // The same; the clean room is scanned, and what carries a code of its own is scanned, not typed.
    include_str!("../../../assets/sops/cord-blood-banking-v7.json"),
];

/// The rule set in force.
///
/// # Panics
/// Where a shipped file does not parse, which a test rules out.
#[expect(clippy::expect_used, reason = "the files are part of the program; a test parses them")]
#[must_use]
pub fn rule_set() -> Arc<RuleSet> {
    static RULES: OnceLock<Arc<RuleSet>> = OnceLock::new();
    let rules = RULES.get_or_init(|| {
        let norms = NORMS.map(|text| {
            let profile = serde_json::from_str(text).expect("norm profile");
            Arc::new(NormFile { profile, digest: crate::procedures::digest(text) })
        });
        let [first, ..] = &norms;
        Arc::new(RuleSet {
            version: VERSION,
            norm: first.profile.clone(),
            norm_digest: first.digest.clone(),
            beside: Vec::new(),
            norms: norms.to_vec(),
            freezing: FREEZING.iter().map(|text| Arc::new(program(text))).collect(),
            environment: ENVIRONMENT.iter().map(|text| Arc::new(grades(text))).collect(),
            returned: std::collections::BTreeMap::new(),
            sops: SOPS.iter().map(|text| Arc::new(shipped(text))).collect(),
            questionnaire: serde_json::from_str(include_str!(
                "../../../assets/questionnaires/health-v1.json"
            ))
            .expect("questionnaire"),
            rejection_reasons: serde_json::from_str(include_str!(
                "../../../assets/picklists/rejection-reasons.json"
            ))
            .expect("pick-list"),
            deviation_categories: serde_json::from_str(include_str!(
                "../../../assets/picklists/deviation-categories.json"
            ))
            .expect("pick-list"),
            deviation_causes: serde_json::from_str(include_str!(
                "../../../assets/picklists/deviation-causes.json"
            ))
            .expect("pick-list"),
        })
    });
    Arc::clone(rules)
}

/// What is checked before a run and after it.
///
/// # Panics
/// Where the shipped file does not parse, which a test rules out.
#[expect(clippy::expect_used, reason = "the file is part of the program; a test parses it")]
pub(crate) fn line_clearance() -> &'static LineClearance {
    static CHECKS: OnceLock<LineClearance> = OnceLock::new();
    CHECKS.get_or_init(|| {
        serde_json::from_str(include_str!("../../../assets/runs/line-clearance-v1.json")).expect("checklist")
    })
}

/// How what is measured in rooms belongs to runs.
///
/// # Panics
/// Where the shipped file does not parse, which a test rules out.
#[expect(clippy::expect_used, reason = "the file is part of the program; a test parses it")]
pub(crate) fn monitoring() -> &'static MonitoringRules {
    static RULES: OnceLock<MonitoringRules> = OnceLock::new();
    RULES.get_or_init(|| {
        serde_json::from_str(include_str!("../../../assets/environment/monitoring-v1.json"))
            .expect("monitoring")
    })
}

/// What parts of a donation there are.
///
/// # Panics
/// Where the shipped file does not parse, which a test rules out.
#[expect(clippy::expect_used, reason = "the file is part of the program; a test parses it")]
pub(crate) fn samples() -> &'static SampleRules {
    static SAMPLES: OnceLock<SampleRules> = OnceLock::new();
    SAMPLES.get_or_init(|| {
        serde_json::from_str(include_str!("../../../assets/samples/cord-blood-v2.json")).expect("samples")
    })
}

#[expect(clippy::expect_used, reason = "the files are part of the program; a test parses them")]
fn shipped(text: &str) -> SopFile {
    let sop = serde_json::from_str(text).expect("SOP");
    SopFile { sop, digest: crate::procedures::digest(text), drawn_by: None }
}

#[expect(clippy::expect_used, reason = "the files are part of the program; a test parses them")]
fn program(text: &str) -> FreezingFile {
    let program = serde_json::from_str(text).expect("freezing program");
    FreezingFile { program, digest: crate::procedures::digest(text) }
}

#[expect(clippy::expect_used, reason = "the files are part of the program; a test parses them")]
fn grades(text: &str) -> EnvironmentFile {
    let limits = serde_json::from_str(text).expect("limits of clean rooms");
    EnvironmentFile { limits, digest: crate::procedures::digest(text) }
}

/// The text of a shipped SOP.
pub(crate) fn shipped_text(digest: &str) -> Option<&'static str> {
    SOPS.into_iter().find(|text| crate::procedures::digest(text) == digest)
}

#[cfg(test)]
mod tests {
    #[test]
    fn shipped_files_parse_and_have_enough_steps() {
        let rules = super::rule_set();
        for text in super::SOPS {
            domain::rules::Sop::parse(text).unwrap();
        }
        assert_eq!(rules.sops[1].sop.steps.len(), 56, "facts/domain.md 1.3");
        let clearance = super::line_clearance();
        assert!(!clearance.before.is_empty() && !clearance.after.is_empty());
        assert!(super::monitoring().run_margin_hours > 0);
        let samples = super::samples();
        assert!(
            domain::PartKind::ALL.iter().all(|kind| samples.kind(*kind).is_some()),
            "every kind can be made"
        );
        for file in &rules.norms {
            let profile = &file.profile;
            assert!(profile.tests.len() >= 10 && profile.unconfirmed() > 0, "{}", profile.code);
            let mut codes: Vec<&str> = profile.limits().iter().map(|limit| limit.code).collect();
            assert!(profile.limits().iter().all(|limit| !limit.source().is_empty()), "{}", profile.code);
            codes.sort_unstable();
            codes.dedup();
            assert_eq!(codes.len(), profile.limits().len(), "{}", profile.code);
        }
        for file in &rules.freezing {
            let limits = file.program.limits();
            assert!(limits.iter().all(|limit| !limit.source().is_empty() && !limit.judges()));
            let mut codes: Vec<&str> = limits.iter().map(|limit| limit.code).collect();
            codes.sort_unstable();
            codes.dedup();
            assert_eq!(codes.len(), limits.len(), "{}", file.program.code);
            let pairs = file.program.phases.iter().zip(file.program.phases.iter().skip(1));
            assert!(pairs.into_iter().all(|(before, after)| before.end_c == after.start_c));
            assert!(file.program.phases.iter().all(|phase| phase.lasts_ms() > 0));
        }
        for file in &rules.environment {
            let limits = file.limits.limits();
            let units = file.limits.limits.iter().all(|one| one.limit.unit == one.quantity.unit());
            assert!(units, "a limit is compared with a value of the same unit");
            assert!(limits.iter().all(|limit| !limit.source().is_empty() && !limit.judges()));
            let mut codes: Vec<&str> = limits.iter().map(|limit| limit.code).collect();
            codes.sort_unstable();
            codes.dedup();
            assert_eq!(codes.len(), limits.len(), "{}", file.limits.code);
        }
        // What is new of a profile beside ours is who reports, not what is judged.
        for code in ["fda-licensed", "netcord-fact"] {
            let of = |version| {
                let mut found = rules.norms.iter().map(|file| &file.profile);
                found.find(|profile| profile.code == code && profile.version == version).unwrap()
            };
            let (first, second) = (of(1), of(2));
            assert_eq!(first.limits().len(), second.limits().len(), "{code}");
            for (was, is) in first.tests.iter().zip(&second.tests) {
                assert_eq!((&was.code, &was.kind, was.required), (&is.code, &is.kind, is.required));
                assert!(!is.reported_by.is_empty() && is.repeat.is_none(), "{code} {}", is.code);
            }
            let ordered = second.tests.iter().filter(|test| test.required);
            assert!(ordered.clone().count() >= 11 && ordered.clone().all(|test| !test.ordered_by.is_empty()));
        }
        // Approvals of banks bind to it.
        let first = "248c0d21bc5aa7fd1da0288af0cb78e59b3a3968cdcaadff9c0dce834f7b645d";
        assert_eq!(rules.norms[0].digest, first, "template-cn version 1 never changes");
    }

    /// Units are pinned to a text by its digest: what landed never changes.
    #[test]
    fn no_procedure_that_landed_changes() {
        let landed = [
            "118b15d61fc30fadd2c47571ee8c544b10b85f298573c7f85c70102833d64d92",
            "bed12ea5db840d0be8cc3b5359f78b9f20fcabe7dc6341df6e908526e58ab7fa",
            "982796031d55d4c50ca90b2bd5151cc1203e641a0780ee5942e02828b0c09f99",
            "5109cefefb971fdd99a298c6b62fad15606c7fa9c2194b73e4ed57e2a9ba7550",
            "5cb9e1a8e1b9f0797c9e2318f180cf6d5044f079af5652ede62af1addb139c43",
            "362dfb2f0b206e4b4da263a02852f57eb4491064789d7a8b51b71726b368d1b4",
            "4305d823669c0b446a401982cf47cbc6eb2a88ae76b54aad1c66fa278a96b92f",
            "943afa5bf1950b5d7b92e3588410c75f98de92f4a77c86f1da445d9554da9472",
        ];
        let rules = super::rule_set();
        let digests: Vec<&str> = rules.sops.iter().map(|file| file.digest.as_str()).collect();
        assert_eq!(digests, landed);
    }

    #[test]
    fn the_last_version_scans_what_carries_a_code_of_its_own() {
        let rules = super::rule_set();
        let sop = &rules.sops.last().unwrap().sop;
        assert!(domain::rules::Sop::parse_drawing(super::SOPS[7]).is_ok(), "a bank can draw from it");
        let scanned = [
            ("idm_order", "order"),
            ("environment", "plates"),
            ("cfu", "dishes"),
            ("abo", "order"),
            ("sterility", "aerobic"),
            ("sterility", "anaerobic"),
            ("haemoglobin", "order"),
            ("hla_order", "order"),
            ("overwrap", "canister"),
        ];
        for (step, input) in scanned {
            let kind = &sop.step(step).unwrap().input(input).unwrap().kind;
            assert!(matches!(kind, domain::rules::InputKind::Scan { .. }), "{step} {input}");
        }
        let rooms: Vec<&str> = sop
            .steps
            .iter()
            .filter(|step| step.all_scans().iter().any(domain::rules::RequiredScan::is_room))
            .map(|step| step.code.as_str())
            .collect();
        assert_eq!(rooms, ["environment"]);
    }
}
