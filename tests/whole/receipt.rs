//! What arrives: judged by the rules, decided by people, and not available before that.

use crate::job::{report_all, step};
use crate::station::{PASSWORD, Station, now_ms};
use crate::sync::Trio;
use serde_json::{Value, json};

const HOUR_MS: i64 = 3_600_000;

/// A unit with its number and, once it is packed, its box.
struct Travelling {
    donation: Value,
    din: String,
    shipment: Value,
}

impl Travelling {
    /// Collected and, where `checked`, cross-checked at the hospital.
    fn collected(hospital: &Station, ended_hours_ago: i64, checked: Checked) -> Self {
        hospital.sign_in("nurse");
        let donation = hospital.consented("王五");
        let mut collection = hospital.collection(&donation);
        collection["started_ms"] = json!(now_ms() - ended_hours_ago * HOUR_MS - 600_000);
        collection["ended_ms"] = json!(now_ms() - ended_hours_ago * HOUR_MS - 300_000);
        let unit = hospital.ask("donation.register_collection", collection);
        let din = unit["din"].as_str().unwrap().to_owned();
        if checked == Checked::Yes {
            let scans: Vec<String> = ["00", "07", "08"].map(|flags| format!("&d{din}{flags}")).to_vec();
            hospital.ask("donation.cross_check", json!({ "donation": donation, "scans": scans }));
        }
        Self { donation, din, shipment: Value::Null }
    }

    fn pack(&self, to: &Value) -> Value {
        let code = format!("BX{}", &self.din[self.din.len() - 4..]);
        json!({ "box_code": code, "to_site": to, "scans": [self.scan("00")] })
    }

    fn sent(hospital: &Station, to: &Value, ended_hours_ago: i64) -> Self {
        let unit = Self::collected(hospital, ended_hours_ago, Checked::Yes);
        let shipment = hospital.ask("shipment.pack", unit.pack(to))["row"]["shipment"].clone();
        hospital.ask("shipment.hand_over", json!({ "shipment": shipment, "courier": "顺达", "seal": "S1" }));
        Self { shipment, ..unit }
    }

    fn scan(&self, flags: &str) -> String {
        format!("&d{}{flags}", self.din)
    }

    fn arrival(&self, min: &str, max: &str, intact: Value) -> Value {
        json!({
            "shipment": self.shipment, "bag_scan": self.scan("00"), "companion_scan": self.scan("08"),
            "temperature_min_c": min, "temperature_max_c": max, "intact": intact,
        })
    }

    fn decision(&self, decision: &str, reason: Option<&str>) -> Value {
        json!({ "donation": self.donation, "decision": decision, "reason": reason, "password": null })
    }

    fn view(&self, station: &Station) -> Value {
        station.ask("unit.get", json!({ "donation": self.donation, "din": null }))
    }
}

#[derive(PartialEq)]
enum Checked {
    Yes,
    No,
}

/// The decision signed over the arrival as the station shows it.
fn signed(station: &Station, mut decision: Value, login: &str) -> Value {
    let shown = station.ask("unit.get", json!({ "donation": decision["donation"], "din": null }));
    decision["digest"] = shown["receipt"]["digest"].clone();
    (decision["login"], decision["password"]) = (json!(login), json!(PASSWORD));
    decision
}

/// The rules that warn or fail.
fn exceptions(receipt: &Value) -> Vec<(&str, &str)> {
    let findings = receipt["findings"].as_array().unwrap().iter();
    let word = |finding: &'_ Value, field: &str| finding[field].as_str().unwrap().to_owned();
    findings
        .filter(|finding| ["warn", "fail"].contains(&word(finding, "verdict").as_str()))
        .map(|finding| (finding["rule"].as_str().unwrap(), finding["verdict"].as_str().unwrap()))
        .collect()
}

// requirement: 1271.265(a)
#[test]
fn what_arrives_is_accepted_quarantined_or_rejected_by_the_rules_and_nothing_else() {
    let trio = Trio::start("receipt");
    let (hospital, lab) = (&trio.hospital, &trio.lab);
    let send = |hours: i64| Travelling::sent(hospital, &trio.lab_site, hours);
    // What the journey was, what the rules find and propose.
    let cases = [
        (send(1), "6.0", "18.5", true, vec![], "accept"),
        (send(47), "4", "30", true, vec![], "accept"),
        (send(1), "3.9", "18.5", true, vec![("transport_temperature_min", "warn")], "quarantine"),
        (send(1), "6.0", "30.1", true, vec![("transport_temperature_max", "warn")], "quarantine"),
        (send(49), "6.0", "18.5", true, vec![("transport_hours", "fail")], "reject"),
        (send(1), "6.0", "18.5", false, vec![("transport_intact", "fail")], "reject"),
        // The gravest finding counts.
        (
            send(1),
            "3.9",
            "18.5",
            false,
            vec![("transport_temperature_min", "warn"), ("transport_intact", "fail")],
            "reject",
        ),
    ];
    trio.settle();
    lab.sign_in("lab");
    // Identity comes first: papers of another unit, or a unit of another box, are not received at all.
    let (first, second) = (&cases[0].0, &cases[1].0);
    let mut foreign_papers = first.arrival("6.0", "18.5", json!(true));
    foreign_papers["companion_scan"] = json!(second.scan("08"));
    assert_eq!(lab.refused("receipt.receive", foreign_papers), "scan.wrong_unit");
    let mut foreign_box = first.arrival("6.0", "18.5", json!(true));
    foreign_box["shipment"] = second.shipment.clone();
    assert_eq!(lab.refused("receipt.receive", foreign_box), "shipment.not_in_box");
    assert_eq!(
        lab.refused("receipt.receive", first.arrival("6.0", "18.5", json!(null))),
        "command.arguments"
    );
    assert_eq!(lab.refused("receipt.decide", first.decision("accept", None)), "receipt.not_received");
    assert_eq!(lab.status(&first.donation), "in_transit");
    for (unit, min, max, intact, found, proposed) in &cases {
        let receipt = lab.ask("receipt.receive", unit.arrival(min, max, json!(intact)));
        assert_eq!(
            (exceptions(&receipt), &receipt["proposed"]),
            (found.clone(), &json!(proposed)),
            "{receipt}"
        );
        assert_eq!(lab.status(&unit.donation), "received");
        for other in ["released", "ACCEPT", "", "hold"] {
            assert_eq!(lab.refused("receipt.decide", unit.decision(other, Some("so"))), "command.arguments");
        }
    }
    let [accept, warm_enough, cold, hot, late, broken, both] = cases.map(|case| case.0);
    let decide = |unit: &Travelling, decision: &str, reason: Option<&str>| {
        lab.try_ask("receipt.decide", unit.decision(decision, reason)).map_err(|problem| problem.code)
    };
    let refused = |code: &str| Err(code.to_owned());
    let status = |unit: &Travelling| lab.status(&unit.donation);
    // As proposed: acceptance as it is, the others with a reason.
    decide(&accept, "accept", None).unwrap();
    assert_eq!(decide(&cold, "quarantine", None), refused("decision.reason_missing"));
    decide(&cold, "quarantine", Some("3.9 °C")).unwrap();
    assert_eq!(decide(&late, "reject", Some("  ")), refused("decision.reason_missing"));
    decide(&late, "reject", Some("49 h")).unwrap();
    assert_eq!([status(&accept), status(&cold), status(&late)], ["processing", "quarantined", "rejected"]);
    // Stricter than proposed: a reason.
    assert_eq!(decide(&warm_enough, "reject", None), refused("decision.reason_missing"));
    decide(&warm_enough, "reject", Some("label torn")).unwrap();
    assert_eq!(status(&warm_enough), "rejected");
    // Milder than proposed: a reason and the own signature, and both stand beside the proposal for good.
    for (unit, decision) in [(&hot, "accept"), (&broken, "quarantine"), (&both, "accept")] {
        assert_eq!(decide(unit, decision, None), refused("decision.reason_missing"));
        assert_eq!(decide(unit, decision, Some("measured again")), refused("decision.signature_missing"));
        assert_eq!(status(unit), "received");
    }
    let departure = hot.decision("accept", Some("measured again"));
    let mut wrong = signed(lab, departure.clone(), "lab");
    wrong["password"] = json!("not it");
    assert_eq!(lab.refused("receipt.decide", wrong), "session.wrong_password");
    let mut other = signed(lab, departure.clone(), "lab");
    other["digest"] = broken.view(lab)["receipt"]["digest"].clone();
    assert_eq!(lab.refused("receipt.decide", other), "signature.content_changed");
    lab.ask("receipt.decide", signed(lab, departure, "lab"));
    let view = hot.view(lab);
    let signature = &view["signatures"][0];
    assert_eq!(
        (&signature["meaning"], &signature["voided"]),
        (&json!("override"), &json!(false)),
        "{signature}"
    );
    let view = view["receipt"].clone();
    assert_eq!(
        [&view["decision"], &view["proposed"], &view["decision_reason"]],
        ["accept", "quarantine", "measured again"]
    );
    // Decided is decided; only a quarantine is a question that stays open.
    for unit in [&accept, &late, &hot] {
        for again in ["accept", "quarantine", "reject"] {
            let problem = decide(unit, again, Some("after all")).unwrap_err();
            assert!(problem == "receipt.already_decided", "{problem}");
        }
    }
    decide(&cold, "reject", Some("thrombus")).unwrap();
    assert_eq!(status(&cold), "rejected");
    assert_eq!(decide(&cold, "accept", Some("after all")), refused("receipt.already_decided"));
}

/// Everything that would make a unit available, tried by those who may; each must be refused.
fn assert_unavailable(station: &Station, unit: &Travelling, first_step: &Value, at: &str) {
    let by_id = json!({ "donation": unit.donation, "din": null });
    station.sign_in("lab");
    assert_eq!(
        station.refused("bench.record_step", step(&unit.donation, first_step)),
        "bench.not_accepted",
        "{at}"
    );
    station.sign_in("storage");
    let store =
        json!({ "bag_scan": unit.scan("00"), "position_scan": "&pT01-R01-S001", "move_reason": "moved" });
    assert_eq!(station.refused("storage.store", store), "bench.not_accepted", "{at}");
    station.sign_in("manager");
    let review = station.ask("review.get", by_id.clone());
    assert_eq!((&review["can_review"], &review["can_release"]), (&json!(false), &json!(false)), "{at}");
    let blockers = review["blockers"].to_string();
    assert!(
        blockers.contains("release.receipt_open") && blockers.contains("release.not_stored"),
        "{blockers}"
    );
    let sign = json!({ "donation": unit.donation, "digest": review["digest"], "login": "manager", "password": PASSWORD });
    for command in ["review.sign", "release.sign"] {
        let code = station.refused(command, sign.clone());
        assert!(
            ["release.not_stored", "release.receipt_open"].contains(&code.as_str()),
            "{at}: {command}: {code}"
        );
    }
    let issue = json!({ "donation": unit.donation, "copy_reason": null });
    assert_eq!(station.refused("certificate.issue", issue), "certificate.not_released", "{at}");
    let queue = station.ask("review.queue", json!({ "after": null, "limit": 200 }));
    assert_eq!(queue["rows"], json!([]), "{at}: nothing waits for review");
}

// requirement: 1271.265(b)
#[test]
fn a_unit_on_the_way_is_checked_first_and_not_available_until_it_is_judged() {
    let trio = Trio::start("on-the-way");
    let (hospital, lab) = (&trio.hospital, &trio.lab);
    // Not before bag, tubes and form were found to be of one donation.
    let unchecked = Travelling::collected(hospital, 1, Checked::No);
    assert_eq!(hospital.refused("shipment.pack", unchecked.pack(&trio.lab_site)), "label.not_cross_checked");
    assert_eq!(hospital.status(&unchecked.donation), "collected");
    // In one box with a good one it keeps the whole box back.
    let good = Travelling::collected(hospital, 1, Checked::Yes);
    let mut together = good.pack(&trio.lab_site);
    together["scans"] = json!([good.scan("00"), unchecked.scan("00")]);
    assert_eq!(hospital.refused("shipment.pack", together), "label.not_cross_checked");
    assert_eq!(hospital.status(&good.donation), "labelled");

    let unit = Travelling::sent(hospital, &trio.lab_site, 1);
    trio.settle();
    lab.sign_in("lab");
    let bench = lab.ask("bench.get", json!({ "donation": unit.donation, "din": null }));
    let steps = bench["steps"].as_array().unwrap().clone();
    assert_eq!(lab.status(&unit.donation), "in_transit");
    assert_unavailable(lab, &unit, &steps[0], "on the way");
    lab.sign_in("lab");
    lab.ask("receipt.receive", unit.arrival("2.0", "18.5", json!(true)));
    assert_unavailable(lab, &unit, &steps[0], "received, not judged");
    lab.sign_in("lab");
    lab.ask("receipt.decide", unit.decision("quarantine", Some("2.0 °C")));
    assert_eq!(lab.status(&unit.donation), "quarantined");
    assert_unavailable(lab, &unit, &steps[0], "in quarantine");

    // Judged and accepted here, and sent on: what was decided of the first journey says nothing of the next.
    lab.sign_in("lab");
    lab.ask(
        "receipt.decide",
        signed(lab, unit.decision("accept", Some("logger was outside the box")), "lab"),
    );
    assert_eq!(lab.status(&unit.donation), "processing");
    let hospital_site = hospital.ask("session.state", json!({}))["bank"]["site"].clone();
    lab.sign_in("admin");
    let lab_person = lab.account("lab")["person"].clone();
    let roles = ["reception", "processing", "test_lab", "courier"];
    let grants: Vec<Value> = roles.iter().map(|role| json!({ "role": role, "sites": [] })).collect();
    let change = json!({ "person": lab_person, "grants": grants, "reason": "night transports" });
    lab.ask("admin.change_roles", change);
    lab.sign_in("lab");
    let shipment = lab.ask("shipment.pack", unit.pack(&hospital_site))["row"]["shipment"].clone();
    let unit = Travelling { shipment: shipment.clone(), ..unit };
    assert_eq!(lab.status(&unit.donation), "in_transit");
    assert_unavailable(lab, &unit, &steps[0], "on the next way");
    lab.sign_in("lab");
    lab.ask("shipment.hand_over", json!({ "shipment": shipment, "courier": "顺达", "seal": "S2" }));
    trio.settle();
    hospital.sign_in("lab");
    let receipt = hospital.ask("receipt.receive", unit.arrival("6.0", "18.5", json!(false)));
    assert_eq!((&receipt["proposed"], &receipt["decision"]), (&json!("reject"), &json!(null)));
    hospital.ask("receipt.decide", unit.decision("reject", Some("seal broken")));
    assert_eq!(hospital.status(&unit.donation), "rejected");
    assert_eq!(hospital.refused("shipment.pack", unit.pack(&trio.lab_site)), "unit.rejected");
}

// requirement: 1271.265(b)
#[test]
fn a_stored_unit_leaves_in_no_box() {
    let trio = Trio::start("stored");
    let (hospital, lab) = (&trio.hospital, &trio.lab);
    let unit = Travelling::sent(hospital, &trio.lab_site, 1);
    let hospital_site = hospital.ask("session.state", json!({}))["bank"]["site"].clone();
    trio.settle();
    lab.sign_in("lab");
    lab.ask("receipt.receive", unit.arrival("6.0", "18.5", json!(true)));
    lab.ask("receipt.decide", unit.decision("accept", None));
    let bench = lab.ask("bench.get", json!({ "donation": unit.donation, "din": null }));
    for one in bench["steps"].as_array().unwrap() {
        let mut request = step(&unit.donation, one);
        if one["needs_second"] == true {
            (request["second_login"], request["second_password"]) = (json!("lab2"), json!(PASSWORD));
        }
        lab.ask("bench.record_step", request);
    }
    report_all(lab, &unit.donation);
    lab.sign_in("storage");
    let store =
        json!({ "bag_scan": unit.scan("00"), "position_scan": "&pT01-R01-S001", "move_reason": null });
    lab.ask("storage.store", store);
    lab.sign_in("admin");
    let person = lab.account("storage")["person"].clone();
    let grants = json!([{ "role": "courier", "sites": [] }]);
    lab.ask(
        "admin.change_roles",
        json!({ "person": person, "grants": grants, "reason": "night transports" }),
    );
    lab.sign_in("storage");
    assert_eq!(lab.refused("shipment.pack", unit.pack(&hospital_site)), "shipment.in_storage");
    assert_eq!(lab.status(&unit.donation), "stored");
}
