//! Procedures: approved before use, departed from only with a trace, and never a way round the judgement of a unit.

use crate::job::{receive, report_all, sent, step};
use crate::station::{PASSWORD, Station, now_ms};
use crate::sync::Trio;
use serde_json::{Value, json};

fn listed(station: &Station, kind: &str) -> Value {
    let list = station.ask("procedure.list", json!({}));
    let all = list["procedures"].as_array().unwrap();
    all.iter().find(|procedure| procedure["kind"] == kind).expect(kind).clone()
}

fn by_id(donation: &Value) -> Value {
    json!({ "donation": donation, "din": null })
}

fn approval(station: &Station, kind: &str, login: &str) -> Value {
    let shown = listed(station, kind);
    json!({
        "kind": kind, "code": shown["code"], "version": shown["version"], "digest": shown["digest"],
        "effective_ms": null, "login": login, "password": PASSWORD,
    })
}

/// A unit accepted at the laboratory.
fn accepted(trio: &Trio) -> (Value, String, Vec<Value>) {
    let (donation, din, shipment) = sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    receive(&trio.lab, &donation, &din, &shipment);
    let bench = trio.lab.ask("bench.get", by_id(&donation));
    (donation, din, bench["steps"].as_array().unwrap().clone())
}

fn result(donation: &Value, test: &str, value: &str, reason: Value) -> Value {
    json!({
        "donation": donation, "test": test, "value": value, "method": "CLIA", "state": "final",
        "correction_reason": reason,
    })
}

// requirement: 1271.47(b)-(d)
#[test]
fn nothing_is_recorded_under_a_procedure_before_it_is_approved() {
    let trio = Trio::found("approval");
    // A limit is confirmed by itself: the profile is not approved with it.
    trio.lab.confirm_limits("quality", "template-cn", "1");
    trio.lab.sign_in("admin");
    let (donation, _, steps) = accepted(&trio);
    let (lab, office) = (&trio.lab, &trio.office);
    let first = step(&donation, &steps[0]);
    let problem = lab.try_ask("bench.record_step", first.clone()).expect_err("not approved");
    assert_eq!(problem.code, "procedure.not_approved");
    assert_eq!(
        (&problem.params["procedure"], &problem.params["version"]),
        (&json!("processing-hes"), &json!("1"))
    );
    let reported = result(&donation, "tnc_post", "9.7", json!(null));
    assert_eq!(lab.refused("bench.record_result", reported.clone()), "procedure.not_approved");
    let bench = lab.ask("bench.get", by_id(&donation));
    assert_eq!(bench["blocked_by"]["code"], "procedure.not_approved", "said before anybody types");
    assert_eq!(bench["results_blocked_by"]["params"]["procedure"], "template-cn");
    assert_eq!(lab.refused("procedure.approve", approval(lab, "sop", "lab")), "permission.denied");
    lab.sign_in("quality");
    let blockers = lab.ask("review.get", by_id(&donation))["blockers"].clone();
    let unapproved = |code: &str| json!({ "code": "procedure.not_approved", "subject": code, "waits": null });
    for code in ["processing-hes", "template-cn"] {
        assert!(blockers.as_array().unwrap().contains(&unapproved(code)), "{blockers}");
    }
    lab.sign_in("lab");
    // Quality approves at the office; each request but the last is not what is shown, or not theirs to sign.
    office.sign_in("quality");
    assert_eq!(listed(office, "sop")["state"], "not_approved");
    let good = approval(office, "sop", "quality");
    let with = |field: &str, value: Value| {
        let mut request = good.clone();
        request[field] = value;
        request
    };
    for (request, code) in [
        (with("version", json!("2")), "procedure.unknown"),
        (with("code", json!("another")), "procedure.unknown"),
        (with("digest", json!("00")), "signature.content_changed"),
        (with("digest", listed(office, "limits")["digest"].clone()), "signature.content_changed"),
        (with("effective_ms", json!(now_ms() - 86_400_000)), "procedure.backdated"),
        (with("login", json!(null)), "signature.login_missing"),
        (with("login", json!("lab")), "signature.other_person"),
        (with("password", json!("not it")), "session.wrong_password"),
    ] {
        assert_eq!(office.refused("procedure.approve", request.clone()), code, "{request}");
    }
    assert_eq!(listed(office, "sop")["state"], "not_approved");
    office.ask("procedure.approve", good.clone());
    assert_eq!(office.refused("procedure.approve", good), "procedure.already_approved");
    let approved = listed(office, "sop");
    assert_eq!((&approved["state"], &approved["approved_by"]), (&json!("in_force"), &json!("刘质控")));
    assert_eq!(listed(office, "limits")["state"], "not_approved", "one signature, one procedure");
    trio.settle();
    assert_eq!(listed(lab, "sop"), approved, "the same at every station");
    lab.ask("bench.record_step", first);
    assert_eq!(lab.refused("bench.record_result", reported.clone()), "procedure.not_approved");
    // Approved for a time to come: not in effect.
    let mut later = approval(office, "limits", "quality");
    later["effective_ms"] = json!(now_ms() + 86_400_000);
    office.ask("procedure.approve", later);
    trio.settle();
    assert_eq!(listed(lab, "limits")["state"], "scheduled");
    assert_eq!(lab.refused("bench.record_result", reported), "procedure.not_approved");
    office.sign_in("manager");
    let unit = json!({
        "unit": null, "person": null, "station": null, "from_ms": null, "until_ms": null,
        "kinds": ["procedure.approved"], "report": null,
    });
    let trail = office.ask("audit.list", json!({ "filter": unit, "after": null, "limit": 10 }));
    let rows = trail["rows"].as_array().unwrap();
    assert_eq!((rows.len(), &rows[1]["subject"]), (2, &json!("processing-hes v1")));
    assert_eq!(rows[1]["operator"], "刘质控");
    for station in [lab, office] {
        assert_eq!(station.ask("ledger.verify", json!({}))["good"], true);
    }
}

// requirement: 1271.47(b)-(d)
#[test]
fn a_departure_is_refused_or_leaves_its_reason_and_makes_no_unit_available() {
    let trio = Trio::start("departure");
    let (donation, din, steps) = accepted(&trio);
    let lab = &trio.lab;
    for skipped in &steps[1..] {
        assert_eq!(lab.refused("bench.record_step", step(&donation, skipped)), "bench.step_order");
    }
    for one in &steps {
        let mut request = step(&donation, one);
        for (index, input) in one["inputs"].as_array().unwrap().iter().enumerate() {
            if input["max"].is_null() {
                continue;
            }
            let mut beyond = request.clone();
            beyond["values"][index]["value"] = json!("99999");
            assert_eq!(lab.refused("bench.record_step", beyond), "value.too_high", "{one}");
        }
        if one["needs_second"] == true {
            assert_eq!(lab.refused("bench.record_step", request.clone()), "bench.second_missing");
            request["second_login"] = json!("lab2");
            request["second_password"] = json!(PASSWORD);
        }
        lab.ask("bench.record_step", request);
    }
    assert!(steps.iter().any(|step| step["needs_second"] == true), "the SOP has a step for two");
    // A recorded value is changed with a reason, by name, and both values stay.
    let measured =
        |step: &&Value| step["inputs"].as_array().unwrap().iter().any(|input| input["kind"] == "number");
    let measured = steps.iter().find(measured).unwrap();
    let input =
        measured["inputs"].as_array().unwrap().iter().find(|input| input["kind"] == "number").unwrap();
    let correction = |value: &str, reason: &str| {
        json!({
            "donation": donation, "step": measured["code"], "reason": reason,
            "values": [{ "code": input["code"], "value": value }], "scans": [], "digest": null, "login": null,
            "password": null,
        })
    };
    let new = input["min"].as_str().unwrap();
    assert_eq!(lab.refused("unit.correct_step", correction(new, " ")), "value.empty");
    lab.ask("unit.correct_step", correction(new, "misread the scale"));
    let unit = lab.ask("unit.get", by_id(&donation));
    let shown =
        unit["steps"].as_array().unwrap().iter().find(|step| step["code"] == measured["code"]).unwrap();
    assert_eq!(shown["corrected"][0]["reason"], "misread the scale");
    assert!(shown["corrected"][0]["old"]["en"].as_str().unwrap().starts_with(input["max"].as_str().unwrap()));
    // However it was processed, nothing is available unjudged.
    lab.sign_in("storage");
    let position =
        json!({ "bag_scan": format!("&d{din}00"), "position_scan": "&pT01-R01-S001", "move_reason": null });
    lab.ask("storage.store", position);
    let refused = |login: &str, command: &str| {
        lab.sign_in(login);
        let view = lab.ask("review.get", by_id(&donation));
        assert_eq!((&view["can_review"], &view["can_release"]), (&json!(false), &json!(false)));
        let request =
            json!({ "donation": donation, "digest": view["digest"], "login": login, "password": PASSWORD });
        lab.refused(command, request)
    };
    for (login, command) in [("quality", "review.sign"), ("manager", "release.sign")] {
        assert_eq!(refused(login, command), "release.result_missing");
    }
    lab.sign_in("lab");
    report_all(lab, &donation);
    let failing = result(&donation, "hbsag", "reactive", json!("repeated in duplicate"));
    assert_eq!(lab.ask("bench.record_result", failing)["proposes_rejection"], true);
    for (login, command) in [("quality", "review.sign"), ("manager", "release.sign")] {
        assert_eq!(refused(login, command), "release.result_fails");
    }
}

#[test]
fn a_demo_bank_has_its_procedures_approved() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 1);
    station.ask("session.sign_in", json!({ "login": "search", "password": "demo-2026" }));
    let all = station.ask("procedure.list", json!({}))["procedures"].as_array().unwrap().clone();
    let in_force = |kind: &str| {
        let mut found = all.iter().filter(|shown| shown["kind"] == kind && shown["state"] == "in_force");
        (found.next().expect(kind).clone(), found.count())
    };
    for (kind, version) in [("sop", "1"), ("limits", "5"), ("environment", "1")] {
        let (shown, others) = in_force(kind);
        assert_eq!((&shown["version"], &shown["approved_by"]), (&json!(version), &json!("刘思远")));
        assert!(shown["lines"].as_array().unwrap().len() > 5 && others == 0);
    }
}

#[test]
fn what_ships_is_compared_with_what_is_in_force_and_a_unit_leads_to_its_text() {
    let trio = Trio::found("reading");
    trio.lab.confirm_limits("quality", "template-cn", "1");
    let lab = &trio.lab;
    let version = |station: &Station, number: &str| {
        let list = station.ask("procedure.list", json!({}))["procedures"].clone();
        let ours = |one: &&Value| one["code"] == "cord-blood-banking" && one["version"] == number;
        list.as_array().unwrap().iter().find(ours).unwrap().clone()
    };
    assert_eq!(version(lab, "2")["compared_with"], json!(null), "nothing of its code is in force");
    lab.sign_in("quality");
    let shown = version(lab, "1");
    let approve = json!({
        "kind": "sop", "code": shown["code"], "version": "1", "digest": shown["digest"], "effective_ms": null,
        "login": "quality", "password": PASSWORD,
    });
    lab.ask("procedure.approve", approve);
    let second = version(lab, "2");
    assert_eq!(
        (&second["compared_with"]["version"], &second["compared_with"]["digest"]),
        (&json!("1"), &shown["digest"]),
        "what the bank works by"
    );
    assert_eq!(version(lab, "1")["compared_with"], json!(null), "it is not compared with itself");
    trio.settle();
    trio.office.sign_in("admin");
    // Whoever may view reads: also who draws and approves nothing.
    lab.sign_in("lab");
    let (before, after) = (&shown["digest"], &second["digest"]);
    let changes =
        lab.ask("procedure.compare", json!({ "before": before, "after": after }))["changes"].clone();
    assert!(!changes.as_array().unwrap().is_empty());
    lab.sign_in("admin");
    let (donation, _, _) = accepted(&trio);
    let unit = lab.ask("unit.get", by_id(&donation));
    assert_eq!(
        (&unit["sop"]["version"], &unit["sop"]["digest"]),
        (&json!("1"), before),
        "pinned on acceptance"
    );
    assert_eq!(&lab.ask("bench.get", by_id(&donation))["sop_digest"], before);
    let text = lab.ask("procedure.text", json!({ "digest": unit["sop"]["digest"] }));
    let whole: Value = serde_json::from_str(text["content"].as_str().unwrap()).unwrap();
    assert_eq!(whole["steps"].as_array().unwrap().len(), 56);
}
