//! Deviations at work: reported at the bench, dealt with by quality, in the way of a release until they are closed.

use crate::job::{receive, report_all, sent, step};
use crate::station::{PASSWORD, Station};
use crate::sync::Trio;
use serde_json::{Value, json};

fn report(donation: &Value, hold: bool) -> Value {
    json!({
        "category": "processing", "what_happened": "离心机中途停转 3 分钟", "happened_ms": null,
        "done_at_once": "重新离心", "units": [{ "donation": donation, "din": null }], "step": "", "hold": hold,
    })
}

fn blockers(station: &Station, donation: &Value) -> Vec<String> {
    let review = station.ask("review.get", json!({ "donation": donation, "din": null }));
    let codes = review["blockers"].as_array().unwrap().iter();
    codes
        .map(|blocker| blocker["code"].as_str().unwrap().to_owned())
        .filter(|code| code.starts_with("deviation."))
        .collect()
}

fn closing(deviation: &Value, donation: &Value, fitness: &str) -> Value {
    json!({
        "deviation": deviation, "conclusion": "不影响细胞活性",
        "units": [{ "donation": donation, "fitness": fitness, "note": "活率 96 %" }],
    })
}

fn close(station: &Station, draft: &Value, digest: &Value, login: &str) -> Value {
    station.ask(
        "deviation.close",
        json!({ "draft": draft, "digest": digest, "login": login, "password": PASSWORD }),
    )
}

#[test]
fn a_deviation_from_its_report_to_its_closing_and_again() {
    let trio = Trio::start("deviations");
    let (donation, din, shipment) = sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    receive(&trio.lab, &donation, &din, &shipment);
    let lab = &trio.lab;
    lab.sign_in("lab");
    // Nothing is saved of a report that lacks something.
    let mut empty = report(&donation, false);
    empty["what_happened"] = json!(" ");
    assert_eq!(lab.refused("deviation.report", empty), "value.empty");
    let mut strange = report(&donation, false);
    strange["units"] = json!([{ "donation": null, "din": "A999926000001" }]);
    assert_eq!(lab.refused("deviation.report", strange), "unit.unknown");
    let listed = |closed: bool| {
        let query =
            json!({ "closed": closed, "category": null, "overdue": false, "after": null, "limit": 50 });
        lab.ask("deviation.list", query)["total"].clone()
    };
    assert_eq!(listed(false), 0);

    let view = lab.ask("deviation.report", report(&donation, true));
    let deviation = view["row"]["deviation"].clone();
    assert_eq!((&view["row"]["stage"], &view["units"][0]["held"]), (&json!("reported"), &json!(true)));
    assert_eq!(listed(false), 1);
    let id = |extra: Value| {
        let mut request = json!({ "deviation": deviation });
        request.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        request
    };
    let classify = id(json!({ "class": "major", "reason": "时间超出" }));
    assert_eq!(lab.refused("deviation.classify", classify.clone()), "permission.denied");

    lab.sign_in("quality");
    assert_eq!(blockers(lab, &donation), ["deviation.open"]);
    let draft = closing(&deviation, &donation, "fit");
    assert_eq!(lab.refused("deviation.preview_closing", draft.clone()), "deviation.not_ready");
    lab.ask("deviation.classify", classify);
    let investigated = id(json!({ "cause": "equipment_failure", "findings": "转子不平衡" }));
    lab.ask("deviation.investigate", investigated);
    let person = lab.ask("deviation.form", json!({}))["people"][0]["person"].clone();
    let plan = |due_on: &str| {
        id(json!({ "kind": "corrective", "what": "检修离心机", "responsible": person, "due_on": due_on }))
    };
    assert_eq!(lab.refused("deviation.plan_action", plan("2020-01-01")), "deviation.action_due_past");
    let view = lab.ask("deviation.plan_action", plan("2199-01-01"));
    assert_eq!(view["row"]["stage"], "action");
    let key = view["actions"][0]["key"].clone();
    let classes = view["classes"].as_array().unwrap();
    assert_eq!((classes.len(), &classes[0]["to"]), (1, &json!("major")));
    lab.sign_in("lab");
    lab.ask("deviation.do_action", id(json!({ "key": key, "note": "已更换轴承" })));
    lab.sign_in("quality");
    let view = lab
        .ask("deviation.check_action", id(json!({ "key": key, "effective": true, "note": "三次运行正常" })));
    assert_eq!(view["row"]["stage"], "closing");
    // Who classified it is not the one to close it.
    assert_eq!(view["closing_refused"], "deviation.classifier_closes");
    assert_eq!(lab.refused("deviation.preview_closing", draft.clone()), "deviation.classifier_closes");
    lab.sign_in("manager");
    let preview = lab.ask("deviation.preview_closing", draft.clone());
    let wrong = json!({ "draft": draft, "digest": "00", "login": "manager", "password": PASSWORD });
    assert_eq!(lab.refused("deviation.close", wrong), "signature.content_changed");
    let view = close(lab, &draft, &preview["digest"], "manager");
    assert_eq!((&view["row"]["stage"], &view["units"][0]["fitness"]), (&json!("closed"), &json!("fit")));
    assert_eq!((listed(false), listed(true)), (json!(0), json!(1)));
    assert!(blockers(lab, &donation).is_empty());

    // Another station reads the same, and opens it again while this one is offline.
    trio.settle();
    let office = &trio.office;
    office.sign_in("quality");
    assert_eq!(office.ask("deviation.get", id(json!({})))["row"]["stage"], "closed");
    office.ask("deviation.reopen", id(json!({ "reason": "同一离心机再次停转" })));
    trio.settle();
    let of_unit = lab.ask("deviation.of_unit", json!({ "donation": donation, "din": null }));
    assert_eq!(of_unit["rows"][0]["row"]["stage"], "closing");
    assert_eq!(blockers(lab, &donation), ["deviation.open"]);
    let draft = closing(&deviation, &donation, "unfit");
    let preview = lab.ask("deviation.preview_closing", draft.clone());
    close(lab, &draft, &preview["digest"], "manager");
    assert_eq!(blockers(lab, &donation), ["deviation.unfit"]);

    let trends = lab.ask("deviation.trends", json!({ "months": 12 }));
    assert_eq!(trends["months"].as_array().unwrap().len(), 12);
    assert_eq!(trends["months"][11]["major"], 1);
    assert_eq!(
        (&trends["categories"][0]["code"], &trends["causes"][0]["code"]),
        (&json!("processing"), &json!("equipment_failure"))
    );
    assert_eq!((&trends["open"], &trends["median_days"]), (&json!(0), &json!(0)));
    let shown = || lab.ask("deviation.get", id(json!({})));
    let before = (shown(), listed(true), lab.ask("deviation.trends", json!({ "months": 12 })));
    lab.0.rebuild().unwrap();
    let after = (shown(), listed(true), lab.ask("deviation.trends", json!({ "months": 12 })));
    assert_eq!(after, before, "a rebuild changes nothing");
}

fn unit(station: &Station, donation: &Value) -> Value {
    station.ask("unit.get", json!({ "donation": donation, "din": null }))
}

/// Reports a deviation of a unit as the person signed in, and answers its name.
fn reported(station: &Station, donation: &Value) -> Value {
    station.ask("deviation.report", report(donation, false))["row"]["deviation"].clone()
}

fn classify(station: &Station, deviation: &Value, class: &str) -> Result<Value, api::Problem> {
    let said = json!({ "deviation": deviation, "class": class, "reason": "按可能的影响" });
    station.try_ask("deviation.classify", said)
}

/// Closes it as the manager, who stays signed in.
fn close_as_manager(station: &Station, deviation: &Value, donation: &Value, fitness: &str) -> Value {
    station.sign_in("manager");
    let draft = closing(deviation, donation, fitness);
    let preview = station.ask("deviation.preview_closing", draft.clone());
    close(station, &draft, &preview["digest"], "manager")
}

/// A deviation of the unit from its report to its closing, which says that the unit may be used.
pub fn closed_as_fit(station: &Station, donation: &Value) {
    let deviation = reported(station, donation);
    classify(station, &deviation, "minor").unwrap();
    close_as_manager(station, &deviation, donation, "fit");
}

fn sign(station: &Station, login: &str, command: &str, donation: &Value) -> Result<Value, api::Problem> {
    station.sign_in(login);
    let digest = station.ask("review.get", json!({ "donation": donation, "din": null }))["digest"].clone();
    let signed = json!({ "donation": donation, "digest": digest, "login": login, "password": PASSWORD });
    station.try_ask(command, signed)
}

fn work(station: &Station) -> Vec<(String, String)> {
    let list = station.ask("work.list", json!({}));
    let word = |item: &Value, name: &str| item[name].as_str().unwrap().to_owned();
    list["items"].as_array().unwrap().iter().map(|item| (word(item, "kind"), word(item, "about"))).collect()
}

// requirement: 1271.265(c), Annex 11 §15
#[test]
fn a_closing_that_becomes_void_stops_a_unit_that_was_released_by_it() {
    let mut trio = Trio::start("deviation-void");
    let (donation, din, shipment) = sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    let lab = &trio.lab;
    receive(lab, &donation, &din, &shipment);
    lab.sign_in("lab");
    let bench = lab.ask("bench.get", json!({ "donation": donation, "din": null }));
    for one in bench["steps"].as_array().unwrap() {
        let mut request = step(&donation, one);
        if one["needs_second"] == true {
            request["second_login"] = json!("lab2");
            request["second_password"] = json!(PASSWORD);
        }
        lab.ask("bench.record_step", request);
    }
    report_all(lab, &donation);
    let deviation = reported(lab, &donation);
    lab.sign_in("storage");
    let place =
        json!({ "bag_scan": format!("&d{din}00"), "position_scan": "&pT01-R01-S001", "move_reason": null });
    lab.ask("storage.store", place);
    trio.settle();

    // Both stations are offline: one closes it and releases the unit, the other plans an action that nobody has done.
    trio.centre.stop().unwrap();
    let (lab, office) = (&trio.lab, &trio.office);
    lab.sign_in("quality");
    classify(lab, &deviation, "minor").unwrap();
    close_as_manager(lab, &deviation, &donation, "fit");
    sign(lab, "quality", "review.sign", &donation).unwrap();
    sign(lab, "manager", "release.sign", &donation).unwrap();
    lab.ask("certificate.issue", json!({ "donation": donation, "copy_reason": null }));
    assert_eq!((lab.status(&donation), work(lab)), ("released".to_owned(), vec![]));
    office.sign_in("quality");
    let people = office.ask("deviation.form", json!({}))["people"].clone();
    let quality = |person: &&Value| person["name"] == "刘质控";
    let person = people.as_array().unwrap().iter().find(quality).unwrap()["person"].clone();
    let planned = office.ask(
        "deviation.plan_action",
        json!({
            "deviation": deviation, "kind": "corrective", "what": "检修离心机", "responsible": person,
            "due_on": "2199-01-01",
        }),
    );
    let number = planned["row"]["number"].as_str().unwrap().to_owned();
    trio.centre.start_again().unwrap();
    trio.settle();

    for station in [&trio.lab, &trio.office] {
        station.sign_in("quality");
        let view = station.ask("deviation.get", json!({ "deviation": deviation }));
        assert_eq!((&view["row"]["stage"], &view["endings"][0]["voided"]), (&json!("action"), &json!(true)));
        let shown = unit(station, &donation);
        assert_eq!((&shown["row"]["status"], &shown["row"]["held"]), (&json!("released"), &json!(true)));
        let hold = &shown["holds"][0];
        assert_eq!((&hold["reason"], &hold["note"]), (&json!("deviation_unsettled"), &json!(number)));
        // Who was given the action is told of it too.
        let told = ["deviation_unsettled", "action_due"].map(|kind| (kind.to_owned(), number.clone()));
        assert_eq!(work(station), told);
        let held = json!({ "statuses": [], "text": null, "inventory": null, "held_only": true, "after": null, "limit": 9 });
        assert_eq!(station.ask("unit.list", held)["rows"][0]["donation"], donation);
        assert_eq!(blockers(station, &donation), ["deviation.unsettled"]);
        station.sign_in("manager");
        let again = json!({ "donation": donation, "copy_reason": "lost" });
        let problem = station.try_ask("certificate.issue", again).unwrap_err();
        assert_eq!(
            (problem.code.as_str(), &problem.params["deviation"]),
            ("deviation.unsettled", &json!(number))
        );
    }
    trio.lab.0.rebuild().unwrap();
    assert_eq!(work(&trio.lab).len(), 1, "a rebuild changes nothing");

    // The action is done and the deviation closed anew: the unit is reviewed and released again, or not.
    let lab = &trio.lab;
    lab.sign_in("lab");
    let key = planned["actions"][0]["key"].clone();
    lab.ask("deviation.do_action", json!({ "deviation": deviation, "key": key, "note": "已检修" }));
    close_as_manager(lab, &deviation, &donation, "fit");
    assert_eq!(work(lab), [("content_changed_after_release".to_owned(), din)]);
    assert!(blockers(lab, &donation).is_empty());
    sign(lab, "quality", "review.sign", &donation).unwrap();
    sign(lab, "manager", "release.sign", &donation).unwrap();
    assert!(work(lab).is_empty());
}

#[test]
fn a_deviation_of_a_unit_that_is_not_here_is_closed_all_the_same() {
    let trio = Trio::start("deviation-elsewhere");
    trio.hospital.sign_in("nurse");
    let donation = trio.hospital.consented("王五");
    trio.hospital.ask("donation.register_collection", trio.hospital.collection(&donation));
    let deviation = reported(&trio.hospital, &donation);
    trio.settle();
    let office = &trio.office;
    office.sign_in("quality");
    let get = json!({ "donation": donation, "din": null });
    assert_eq!(office.refused("unit.get", get.clone()), "unit.unknown");
    classify(office, &deviation, "minor").unwrap();
    let view = close_as_manager(office, &deviation, &donation, "unfit");
    assert_eq!((&view["row"]["stage"], &view["units"][0]["fitness"]), (&json!("closed"), &json!("unfit")));
    // Opened again and closed anew, still without the unit: the conclusion that counts is the last.
    office.ask("deviation.reopen", json!({ "deviation": deviation, "reason": "补充调查" }));
    let view = close_as_manager(office, &deviation, &donation, "fit");
    assert_eq!((&view["units"][0]["fitness"], &view["units"][0]["status"]), (&json!("fit"), &json!(null)));
    trio.settle();
    trio.hospital.sign_in("nurse");
    let of_unit = trio.hospital.ask("deviation.of_unit", get.clone());
    assert_eq!(
        (&of_unit["rows"][0]["row"]["stage"], &of_unit["rows"][0]["fitness"]),
        (&json!("closed"), &json!("fit"))
    );
    // Where quality is, the unit's history has come with the conclusion.
    assert_eq!(unit(office, &donation)["row"]["status"], "collected");
    assert!(blockers(office, &donation).is_empty());
}

#[test]
fn two_closings_made_offline_are_both_shown_and_the_graver_counts_on_page_and_unit() {
    let mut trio = Trio::start("deviation-twice");
    let (donation, din, shipment) = sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    receive(&trio.lab, &donation, &din, &shipment);
    trio.lab.sign_in("lab");
    let deviation = reported(&trio.lab, &donation);
    trio.lab.sign_in("quality");
    classify(&trio.lab, &deviation, "minor").unwrap();
    trio.settle();
    trio.centre.stop().unwrap();
    close_as_manager(&trio.lab, &deviation, &donation, "unfit");
    close_as_manager(&trio.office, &deviation, &donation, "fit");
    trio.centre.start_again().unwrap();
    trio.settle();
    for station in [&trio.lab, &trio.office] {
        let page = station.ask("deviation.get", json!({ "deviation": deviation }))["units"][0].clone();
        let row =
            station.ask("deviation.of_unit", json!({ "donation": donation, "din": null }))["rows"][0].clone();
        assert_eq!((&page["fitness"], &row["fitness"]), (&json!("unfit"), &json!("unfit")));
        assert_eq!(page["said"], row["said"]);
        let said: Vec<&Value> = page["said"].as_array().unwrap().iter().map(|one| &one["fitness"]).collect();
        assert_eq!(said, ["unfit", "fit"]);
        assert_eq!(blockers(station, &donation), ["deviation.unfit"]);
    }
}

#[test]
fn no_one_person_reports_classifies_and_closes_a_deviation() {
    let trio = Trio::start("deviation-eyes");
    let lab = &trio.lab;
    lab.sign_in("quality");
    let mut of_none = report(&json!(null), false);
    of_none["units"] = json!([]);
    let deviation = lab.ask("deviation.report", of_none)["row"]["deviation"].clone();
    let draft = json!({ "deviation": deviation, "conclusion": "无影响", "units": [] });
    classify(lab, &deviation, "minor").unwrap();
    assert_eq!(lab.refused("deviation.preview_closing", draft.clone()), "deviation.alone");
    classify(lab, &deviation, "critical").unwrap();
    let problem = classify(lab, &deviation, "minor").unwrap_err();
    assert_eq!(
        (problem.code.as_str(), problem.field.as_deref()),
        ("deviation.downgrade_same_person", Some("class"))
    );
    lab.sign_in("manager");
    let view = classify(lab, &deviation, "minor").unwrap();
    let class = |at: usize| (view["classes"][at]["from"].clone(), view["classes"][at]["to"].clone());
    assert_eq!(class(0), (json!(null), json!("minor")));
    assert_eq!(class(2), (json!("critical"), json!("minor")));
    assert_eq!(view["classes"][2]["note"]["by"], "周主任");
    // It was graver once: neither who reported it nor who made it minor closes it.
    assert_eq!(view["closing_refused"], "deviation.classifier_closes");
    assert_eq!(lab.refused("deviation.preview_closing", draft.clone()), "deviation.classifier_closes");
    lab.sign_in("quality");
    assert_eq!(lab.refused("deviation.preview_closing", draft.clone()), "deviation.same_person");
    lab.sign_in("admin");
    lab.hire("director", "吴院长", &["medical_director"]);
    lab.sign_in("director");
    let preview = lab.ask("deviation.preview_closing", draft.clone());
    assert_eq!(close(lab, &draft, &preview["digest"], "director")["row"]["stage"], "closed");
}
