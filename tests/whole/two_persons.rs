//! The final label and each place in a tank are checked by two persons where the procedure says so.

use crate::job::{receive, sent, step};
use crate::station::PASSWORD;
use crate::sync::Trio;
use serde_json::{Value, json};

/// One step at the bench, then what other screens record, each before a second person or by one alone.
fn procedure(two: bool) -> String {
    let recorded = |code: &str, number: u32, record: &str, who: &str| {
        json!({
            "code": code, "number": number, "title": { "zh": code, "en": code }, "help": { "zh": code, "en": code },
            "who": [who], "recorded_by": record, "needs_second": two, "optional": record == "move",
        })
    };
    let weigh = json!({
        "code": "weigh", "number": 1, "title": { "zh": "称量", "en": "Weigh" }, "help": { "zh": "称", "en": "Weigh it" },
        "who": ["processing"],
        "inputs": [{ "code": "gross_weight", "zh": "毛重", "en": "Gross weight", "kind": { "number": { "min": "20", "max": "700" } } }],
    });
    let steps = [
        weigh,
        recorded("label", 2, "label_check", "processing"),
        recorded("store", 3, "storage", "storage"),
        recorded("permanent", 4, "move", "storage"),
    ];
    json!({ "code": "for-two", "version": "1", "title": { "zh": "双人", "en": "For two" }, "steps": steps })
        .to_string()
}

/// A unit that the laboratory has received and weighed by that procedure, and its number.
fn weighed(trio: &Trio, two: bool) -> (Value, String) {
    let lab = &trio.lab;
    lab.sign_in("manager");
    lab.ask(
        "procedure.draw",
        json!({ "content": procedure(two), "based_on": null, "reason": "two persons" }),
    );
    lab.sign_in("quality");
    let list = lab.ask("procedure.list", json!({}));
    let drawn = list["procedures"].as_array().unwrap().iter().find(|one| one["code"] == "for-two").unwrap();
    let approve = json!({
        "kind": drawn["kind"], "code": "for-two", "version": "1", "digest": drawn["digest"], "effective_ms": null,
        "login": "quality", "password": PASSWORD,
    });
    lab.ask("procedure.approve", approve);
    let (donation, din, shipment) = sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    receive(lab, &donation, &din, &shipment);
    lab.sign_in("lab");
    let bench = lab.ask("bench.get", json!({ "donation": donation, "din": null }));
    lab.ask("bench.record_step", step(&donation, &bench["steps"][0]));
    (donation, din)
}

// requirement: Annex 11 §6
#[test]
fn a_final_label_and_each_place_in_a_tank_want_a_second_person_with_the_own_password() {
    let trio = Trio::start("two-persons");
    let (donation, din) = weighed(&trio, true);
    let lab = &trio.lab;
    let by_id = json!({ "donation": donation, "din": null });
    let with = |mut request: Value, login: &str, password: &str| {
        request["second_login"] = json!(login);
        request["second_password"] = json!(password);
        request
    };

    let print = json!({
        "donation": donation, "templates": ["cryo_bag"], "locale": "zh-CN", "printer": "PDF", "reprint_reason": null,
    });
    lab.ask("label.print", print);
    let verify = |template: &str, flags: &str| json!({ "donation": donation, "template": template, "text": format!("&d{din}{flags}") });
    let labels = lab.ask("unit.get", by_id.clone())["labels"].clone();
    let wanted = |template: &str| {
        labels.as_array().unwrap().iter().find(|count| count["template"] == template).unwrap()["needs_second"]
            .clone()
    };
    assert_eq!((wanted("cryo_bag"), wanted("tube")), (json!(true), json!(false)));
    assert_eq!(
        lab.ask("label.verify", verify("tube", "07"))["good"],
        true,
        "a tube's label is checked by one"
    );
    // A wrong label is recorded whoever saw it, and does no step.
    let checks = || {
        let events = lab.ask("unit.timeline", by_id.clone())["events"].clone();
        events.as_array().unwrap().iter().filter(|event| event["kind"] == "label.verified").count()
    };
    let before = checks();
    assert_eq!(lab.ask("label.verify", verify("cryo_bag", "07"))["good"], false, "a tube's label on the bag");
    assert_eq!(checks(), before + 1);
    assert_eq!(lab.ask("bench.get", by_id.clone())["steps"][1]["standing"], "ready");
    let bag = verify("cryo_bag", "00");
    // No attempt at a password, however often: the account stays open.
    for _ in 0..6 {
        assert_eq!(lab.refused("label.verify", with(bag.clone(), "lab2", "")), "value.empty");
    }
    for (second, code) in [
        (None, "bench.second_missing"),
        (Some(("lab", PASSWORD)), "bench.second_same"),
        (Some(("lab2", "wrong")), "session.wrong_password"),
        (Some(("quality", PASSWORD)), "signature.second_not_entitled"),
    ] {
        let request = second.map_or(bag.clone(), |(login, password)| with(bag.clone(), login, password));
        assert_eq!(lab.refused("label.verify", request), code);
        assert_eq!(lab.ask("bench.get", by_id.clone())["steps"][1]["standing"], "ready", "{code}");
    }
    assert_eq!(lab.ask("label.verify", with(bag, "lab2", PASSWORD))["good"], true);
    assert_eq!(lab.ask("bench.get", by_id.clone())["steps"][1]["standing"], "done");

    lab.sign_in("storage");
    let proposal =
        |donation: &Value| lab.ask("storage.propose", json!({ "donation": donation, "tank": null }));
    for (position, reason) in [("T01-R01-S001", None), ("T01-R01-S002", Some("again"))] {
        assert_eq!(proposal(&donation)["needs_second"], true);
        let store = json!({ "bag_scan": format!("&d{din}00"), "position_scan": format!("&p{position}"), "move_reason": reason });
        assert_eq!(lab.refused("storage.store", store.clone()), "bench.second_missing", "{position}");
        assert_eq!(
            lab.refused("storage.store", with(store.clone(), "storage", PASSWORD)),
            "bench.second_same"
        );
        assert_eq!(
            lab.refused("storage.store", with(store.clone(), "quality", PASSWORD)),
            "signature.second_not_entitled"
        );
        lab.ask("storage.store", with(store, "lab2", PASSWORD));
        assert_eq!(lab.ask("unit.get", by_id.clone())["row"]["position"], position);
    }
    // Who the second person was is part of the entry, and stands in the audit trail.
    lab.sign_in("manager");
    let history = lab.ask("unit.timeline", by_id);
    let seconds: Vec<(&Value, &Value)> = history["events"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|event| !event["second"].is_null())
        .map(|event| (&event["kind"], &event["second"]))
        .collect();
    let (label, stored) = (json!("label.verified"), json!("unit.stored"));
    assert_eq!(
        seconds.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(),
        [&label, &stored, &stored],
        "{history}"
    );
    assert!(seconds.iter().all(|(_, name)| **name == json!("赵技师")), "{seconds:?}");
}

#[test]
fn nobody_is_taken_as_second_who_may_neither_do_the_step_nor_works_in_the_laboratory() {
    let trio = Trio::start("two-persons");
    let (donation, din) = weighed(&trio, false);
    let lab = &trio.lab;
    let print = json!({
        "donation": donation, "templates": ["cryo_bag"], "locale": "zh-CN", "printer": "PDF", "reprint_reason": null,
    });
    lab.ask("label.print", print);
    let verify = |login: Option<&str>| {
        json!({
            "donation": donation, "template": "cryo_bag", "text": format!("&d{din}00"), "second_login": login,
            "second_password": login.map(|_| PASSWORD),
        })
    };
    assert_eq!(lab.refused("label.verify", verify(Some("quality"))), "signature.second_not_entitled");
    assert_eq!(lab.ask("label.verify", verify(Some("lab2")))["good"], true);
    assert_eq!(lab.ask("label.verify", verify(None))["good"], true, "one alone is enough here");
}

// requirement: Annex 11 §6
#[test]
fn a_rejection_wants_a_second_person_who_may_review_or_reject() {
    let folder = tempfile::tempdir().unwrap();
    let station = crate::station::Station::create(folder.path());
    station.hire("nurse", "李护士", &["nurse"]);
    station.hire("quality", "刘质控", &["quality"]);
    station.hire("manager", "周主任", &["manager"]);
    station.sign_in("nurse");
    let donation = station.consented("张三");
    station.sign_in("quality");
    let by_id = json!({ "donation": donation, "din": null });
    let get = || station.ask("unit.get", by_id.clone());
    let reject = |second: &str, password: &str| {
        json!({
            "donation": donation, "reason": "contamination", "note": "", "digest": get()["rejection_digest"], "login": "quality",
            "password": PASSWORD, "second_login": second, "second_password": password,
        })
    };
    for (second, password, code) in [
        ("quality", PASSWORD, "rejection.same_person"),
        ("manager", "", "value.empty"),
        ("manager", "wrong", "session.wrong_password"),
        ("nobody", PASSWORD, "session.wrong_password"),
        ("nurse", PASSWORD, "signature.second_not_entitled"),
    ] {
        assert_eq!(station.refused("unit.reject", reject(second, password)), code);
        assert_eq!(get()["rejection"], Value::Null, "{code}");
    }
    let mut unsigned = reject("manager", PASSWORD);
    unsigned["password"] = json!("wrong");
    assert_eq!(station.refused("unit.reject", unsigned), "session.wrong_password");
    let mut strange = reject("manager", PASSWORD);
    strange["reason"] = json!("no_reason");
    assert_eq!(station.refused("unit.reject", strange), "value.not_a_choice");
    station.ask("unit.reject", reject("manager", PASSWORD));
    let rejection = get()["rejection"].clone();
    assert_eq!((&rejection["by"], &rejection["second"]), (&json!("刘质控"), &json!("周主任")));
    station.sign_in("manager");
    let events = station.ask("unit.timeline", by_id)["events"].clone();
    let event = events.as_array().unwrap().iter().find(|event| event["kind"] == "unit.rejected").unwrap();
    assert_eq!(event["second"], "周主任");
}
