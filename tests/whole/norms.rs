//! Norm profiles: a limit that the bank has not confirmed cannot judge, who can confirm it is said, and several profiles
//! judge one unit.

use crate::job::{receive, report_all, sent, step};
use crate::station::{PASSWORD, Station};
use crate::sync::Trio;
use serde_json::{Value, json};

fn by_id(donation: &Value) -> Value {
    json!({ "donation": donation, "din": null })
}

fn profile(station: &Station, code: &str, version: &str) -> Value {
    let list = station.ask("procedure.list", json!({}));
    let all = list["procedures"].as_array().unwrap();
    all.iter().find(|p| p["code"] == code && p["version"] == version).unwrap().clone()
}

fn approve(station: &Station, shown: &Value) {
    let request = json!({
        "kind": shown["kind"], "code": shown["code"], "version": shown["version"], "digest": shown["digest"],
        "effective_ms": null, "login": "quality", "password": PASSWORD,
    });
    station.ask("procedure.approve", request);
}

fn confirmation(shown: &Value, limits: &[Value]) -> Value {
    json!({
        "code": shown["code"], "version": shown["version"], "digest": shown["digest"], "limits": limits,
        "login": "quality", "password": PASSWORD,
    })
}

fn limit<'a>(shown: &'a Value, code: &str) -> &'a Value {
    shown["lines"].as_array().unwrap().iter().find(|line| line["code"] == code).unwrap()
}

fn as_shown(line: &Value) -> Value {
    json!({ "limit": line["code"], "min": line["min"], "max": line["max"], "reason": null })
}

fn finding<'a>(findings: &'a Value, rule: &str) -> &'a Value {
    findings.as_array().unwrap().iter().find(|finding| finding["rule"] == rule).expect(rule)
}

fn store(station: &Station, din: &str) {
    station.sign_in("storage");
    let position =
        json!({ "bag_scan": format!("&d{din}00"), "position_scan": "&pT01-R01-S001", "move_reason": null });
    station.ask("storage.store", position);
}

fn sign(station: &Station, login: &str, command: &str, donation: &Value) -> Result<Value, api::Problem> {
    station.sign_in(login);
    let view = station.ask("review.get", by_id(donation));
    let request =
        json!({ "donation": donation, "digest": view["digest"], "login": login, "password": PASSWORD });
    station.try_ask(command, request)
}

fn process(lab: &Station, donation: &Value) {
    lab.sign_in("lab");
    let bench = lab.ask("bench.get", by_id(donation));
    for one in bench["steps"].as_array().unwrap() {
        let mut request = step(donation, one);
        if one["needs_second"] == true {
            request["second_login"] = json!("lab2");
            request["second_password"] = json!(PASSWORD);
        }
        lab.ask("bench.record_step", request);
    }
}

// requirement: 1271.47(b)-(d), 1271.265(c)
#[test]
fn an_unconfirmed_limit_cannot_judge_until_quality_confirms_it_by_signature() {
    let trio = Trio::found("norms");
    let lab = &trio.lab;
    lab.sign_in("quality");
    for code in ["processing-hes", "template-cn"] {
        approve(lab, &profile(lab, code, "1"));
    }
    let open = profile(lab, "template-cn", "1");
    assert_eq!((&open["state"], &open["decides"]), (&json!("in_force"), &json!(true)));
    let unconfirmed = open["unconfirmed"].as_u64().unwrap();
    assert!(unconfirmed > 10, "the approval of a profile confirms none of its limits: {unconfirmed}");
    // On arrival nothing can be judged: a person decides, against the proposal by signature.
    let (donation, din, shipment) = sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    lab.sign_in("lab");
    let arrived = json!({
        "shipment": shipment, "bag_scan": format!("&d{din}00"), "companion_scan": format!("&d{din}08"),
        "temperature_min_c": "6.0", "temperature_max_c": "18.5", "intact": true,
    });
    let receipt = lab.ask("receipt.receive", arrived);
    assert_eq!(receipt["proposed"], "quarantine");
    assert_eq!(finding(&receipt["findings"], "transport_hours")["verdict"], "unconfirmed");
    let accept =
        json!({ "donation": donation, "decision": "accept", "reason": "checked by hand", "password": null });
    assert_eq!(lab.refused("receipt.decide", accept), "decision.signature_missing");
    // All but one are confirmed.
    lab.sign_in("quality");
    let lines = open["lines"].as_array().unwrap();
    let rest: Vec<Value> = lines
        .iter()
        .filter(|line| line["confirmed"] == false && line["code"] != "viability_post")
        .map(as_shown)
        .collect();
    let viability = limit(&open, "viability_post");
    assert_eq!(viability["source"], "General practice; unverified");
    for (request, code) in [
        (confirmation(&open, &[]), "limit.none"),
        (
            confirmation(&open, &[json!({ "limit": "x", "min": null, "max": null, "reason": null })]),
            "limit.unknown",
        ),
        (confirmation(&open, &[as_shown(limit(&open, "tnc_post"))]), "limit.confirmed_before"),
    ] {
        assert_eq!(lab.refused("limit.confirm", request), code);
    }
    let mut stale = confirmation(&open, &rest);
    stale["digest"] = json!("00");
    assert_eq!(lab.refused("limit.confirm", stale), "signature.content_changed");
    let mut wrong = confirmation(&open, &rest);
    wrong["password"] = json!("not it");
    assert_eq!(lab.refused("limit.confirm", wrong), "session.wrong_password");
    lab.ask("limit.confirm", confirmation(&open, &rest));
    lab.sign_in("lab");
    assert_eq!(lab.refused("limit.confirm", confirmation(&open, &rest)), "permission.denied");
    let receipt = lab.ask("unit.get", by_id(&donation))["receipt"].clone();
    assert_eq!(receipt["proposed"], "accept", "now it judges");
    lab.ask(
        "receipt.decide",
        json!({ "donation": donation, "decision": "accept", "reason": null, "password": null }),
    );
    process(lab, &donation);
    report_all(lab, &donation);
    store(lab, &din);
    // Everything is there and good, but one limit cannot judge.
    lab.sign_in("manager");
    let view = lab.ask("review.get", by_id(&donation));
    assert_eq!(
        view["blockers"],
        json!([{ "code": "limit.unconfirmed", "subject": "viability_post", "waits": null }])
    );
    assert_eq!(view["confirmers"], json!(["quality", "medical_director"]));
    assert_eq!(view["findings"][0]["verdict"], "unconfirmed", "exceptions first");
    for (login, command) in [("quality", "review.sign"), ("manager", "release.sign")] {
        let problem = sign(lab, login, command, &donation).unwrap_err();
        assert_eq!(problem.code, "limit.unconfirmed");
        let said = ["rule", "limit", "source", "role"].map(|name| problem.params[name].as_str().unwrap());
        let wanted =
            ["viability_post", "≥ 85 %", "General practice; unverified", "quality, medical_director"];
        assert_eq!(said, wanted);
    }
    // The bank takes a value of its own, with its reason; that judges at every station.
    lab.sign_in("quality");
    let own = |reason: Value| {
        confirmation(
            &open,
            &[json!({ "limit": "viability_post", "min": "90", "max": null, "reason": reason })],
        )
    };
    assert_eq!(lab.refused("limit.confirm", own(json!(null))), "limit.reason");
    lab.ask("limit.confirm", own(json!("own validation 2026")));
    let confirmed = profile(lab, "template-cn", "1");
    assert_eq!((&confirmed["unconfirmed"], &confirmed["digest"]), (&json!(0), &open["digest"]));
    let line = limit(&confirmed, "viability_post");
    assert_eq!((&line["limit"], &line["confirmed_by"]), (&json!("≥ 90 %"), &json!("刘质控")));
    assert_eq!(line["own_reason"], "own validation 2026");
    trio.settle();
    let office = &trio.office;
    office.sign_in("quality");
    assert_eq!(profile(office, "template-cn", "1"), confirmed, "the same at every station");
    let view = office.ask("review.get", by_id(&donation));
    assert_eq!(view["blockers"], json!([]));
    assert_eq!(finding(&view["findings"], "viability_post")["limit"], "≥ 90 %");
    sign(office, "quality", "review.sign", &donation).unwrap();
    // A result corrected after the review voids it, visibly, and what it then says is judged.
    trio.settle();
    lab.sign_in("lab");
    let corrected = |value: &str| {
        json!({
            "donation": donation, "test": "viability_post", "value": value, "method": "7-AAD", "state": "final",
            "correction_reason": "counted again",
        })
    };
    lab.ask("bench.record_result", corrected("95.5"));
    trio.settle();
    assert_eq!(
        sign(office, "manager", "release.sign", &donation).unwrap_err().code,
        "release.review_missing"
    );
    let unit = office.ask("unit.get", by_id(&donation));
    assert_eq!(unit["signatures"][0]["voided"], true);
    assert_eq!(unit["signatures"][0]["profiles"][0]["code"], "template-cn");
    sign(office, "quality", "review.sign", &donation).unwrap();
    trio.settle();
    lab.sign_in("lab");
    lab.ask("bench.record_result", corrected("89.9"));
    trio.settle();
    assert_eq!(sign(office, "manager", "release.sign", &donation).unwrap_err().code, "release.result_fails");
    for station in [lab, office] {
        assert_eq!(station.ask("ledger.verify", json!({}))["good"], true);
        let kinds = json!({
            "unit": null, "person": null, "station": null, "from_ms": null, "until_ms": null,
            "kinds": ["limit.confirmed"], "report": null,
        });
        station.sign_in("quality");
        let trail = station.ask("audit.list", json!({ "filter": kinds, "after": null, "limit": 50 }));
        let rows = trail["rows"].as_array().unwrap();
        assert_eq!(rows.len() as u64, unconfirmed, "each limit has its own entry");
        assert_eq!(rows[0]["subject"], "template-cn v1 viability_post");
        assert_eq!(rows[0]["reason"], "own validation 2026");
    }
}

#[test]
fn a_unit_is_judged_under_every_profile_in_force_and_the_release_says_which() {
    let trio = Trio::found("profiles");
    let lab = &trio.lab;
    lab.sign_in("quality");
    for (code, version) in [
        ("processing-hes", "1"),
        ("template-cn", "1"),
        ("template-cn", "2"),
        ("fda-licensed", "1"),
        ("netcord-fact", "1"),
    ] {
        approve(lab, &profile(lab, code, version));
    }
    let state = |code: &str, version: &str| {
        let shown = profile(lab, code, version);
        (shown["state"].as_str().unwrap().to_owned(), shown["decides"].as_bool().unwrap())
    };
    assert_eq!(state("template-cn", "1"), ("superseded".to_owned(), false));
    assert_eq!(state("template-cn", "2"), ("in_force".to_owned(), true));
    assert_eq!(state("fda-licensed", "1"), ("in_force".to_owned(), false));
    for (code, version) in [("template-cn", "2"), ("fda-licensed", "1")] {
        lab.confirm_limits("quality", code, version);
    }
    let (donation, din, shipment) = sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    receive(lab, &donation, &din, &shipment);
    process(lab, &donation);
    report_all(lab, &donation);
    store(lab, &din);
    lab.sign_in("quality");
    let unit = lab.ask("review.get", by_id(&donation))["unit"].clone();
    let judged: Vec<(&str, bool, &str)> = unit["judgements"]
        .as_array()
        .unwrap()
        .iter()
        .map(|j| (j["code"].as_str().unwrap(), j["decides"] == true, j["verdict"].as_str().unwrap()))
        .collect();
    assert_eq!(judged[0].0, "template-cn");
    assert!(judged[0].1 && !judged[1].1 && !judged[2].1);
    assert_eq!((judged[1].0, judged[1].2), ("fda-licensed", "pass"));
    assert_eq!((judged[2].0, judged[2].2), ("netcord-fact", "unconfirmed"), "shown, and stops nothing");
    // Both clocks with value, limit and source.
    let findings = &unit["judgements"][0]["findings"];
    for clock in ["transport_hours", "freezing_hours"] {
        let found = finding(findings, clock);
        assert_eq!((&found["verdict"], &found["limit"]), (&json!("pass"), &json!("≤ 48 h")), "{found}");
        assert!(!found["source"].as_str().unwrap().is_empty());
    }
    let recovery =
        unit["calculations"].as_array().unwrap().iter().find(|c| c["code"] == "tnc_recovery").unwrap();
    assert_eq!(
        finding(findings, "tnc_recovery")["value"],
        format!("{} %", recovery["value"].as_str().unwrap())
    );
    assert_eq!(recovery["inputs"].as_array().unwrap().len(), 2);
    assert_eq!((&unit["retention"]["years"], &unit["retention"]["confirmed"]), (&json!("10"), &json!(true)));
    // The bank lets another profile decide: what that one could not judge stops the review; and takes it back.
    let settle = |code: &str, version: &str, standing: &str, reason: &str| {
        let shown = profile(lab, code, version);
        json!({
            "code": code, "digest": shown["digest"], "standing": standing, "reason": reason, "login": "quality",
            "password": PASSWORD,
        })
    };
    assert_eq!(lab.refused("profile.settle", settle("netcord-fact", "1", "decides", " ")), "value.empty");
    assert_eq!(
        lab.refused("profile.settle", settle("template-cn", "2", "decides", "r")),
        "profile.decides_already"
    );
    lab.ask("profile.settle", settle("netcord-fact", "1", "decides", "accredited from today"));
    assert_eq!(state("netcord-fact", "1"), ("in_force".to_owned(), true));
    assert_eq!(state("template-cn", "2"), ("in_force".to_owned(), false));
    assert_eq!(profile(lab, "netcord-fact", "1")["standing"]["reason"], "accredited from today");
    assert_eq!(sign(lab, "quality", "review.sign", &donation).unwrap_err().code, "limit.unconfirmed");
    lab.ask("profile.settle", settle("netcord-fact", "1", "ended", "accreditation was put off"));
    assert_eq!(state("netcord-fact", "1"), ("ended".to_owned(), false));
    assert_eq!(state("template-cn", "2"), ("in_force".to_owned(), true));
    let unit = lab.ask("review.get", by_id(&donation))["unit"].clone();
    assert_eq!(unit["judgements"].as_array().unwrap().len(), 2, "what was ended judges no more");
    approve(lab, &profile(lab, "netcord-fact", "1"));
    assert_eq!(
        state("netcord-fact", "1"),
        ("in_force".to_owned(), false),
        "what comes back does not decide by itself"
    );
    sign(lab, "quality", "review.sign", &donation).unwrap();
    sign(lab, "manager", "release.sign", &donation).unwrap();
    let unit = lab.ask("unit.get", by_id(&donation));
    let released = unit["signatures"].as_array().unwrap().iter().find(|s| s["meaning"] == "release").unwrap();
    let profiles: Vec<String> = released["profiles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| format!("{} {}", p["code"].as_str().unwrap(), p["version"].as_str().unwrap()))
        .collect();
    assert_eq!(profiles, ["template-cn 2", "fda-licensed 1", "netcord-fact 1"]);
    // A certificate is issued of it as before.
    let issue = json!({ "donation": donation, "copy_reason": null, "printer": null });
    assert_eq!(lab.ask("certificate.issue", issue)["copy"], 1);
    assert_eq!(lab.ask("ledger.verify", json!({}))["good"], true);
}
