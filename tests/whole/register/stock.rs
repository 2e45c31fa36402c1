//! Stock as a rule, and a recall that is taken back, over two stations of one site.

use super::{accepted, delivery, inspection, reason, request, scanning, steps, wants};
use crate::station::{PASSWORD, Station};
use crate::sync::Trio;
use serde_json::{Value, json};

const LOT: &str = "LOT26001";

fn shown(station: &Station) -> Value {
    station.ask("material.get", json!({ "code": LOT }))
}

fn stock_rule(counted: bool, low_level: &str) -> Value {
    json!({ "code": LOT, "counted": counted, "per_use": "", "low_level": low_level, "reason": "procedure 7" })
}

fn count(left: &str) -> Value {
    json!({ "code": LOT, "left": left, "reason": "stock-taking" })
}

fn withdrawal(view: &Value, login: &str) -> Value {
    json!({
        "code": LOT, "digest": view["withdrawal_digest"], "reason": "the maker meant another lot", "login": login,
        "password": PASSWORD,
    })
}

/// Brings a unit up to its first step with a lot: that step.
fn up_to_the_lot(station: &Station, donation: &Value) -> Value {
    for one in steps(station, donation) {
        if wants(&one, "lot") {
            return one;
        }
        station.ask("bench.record_step", request(donation, &one));
    }
    panic!("no step of the procedure wants a lot")
}

/// Receives three of the lot, and has another person accept them.
fn stock(lab: &Station) {
    lab.sign_in("lab");
    let mut three = delivery("&lLOT26001", "2199-12-31");
    three["quantity"] = json!("3");
    let view = lab.ask("material.receive", three);
    lab.sign_in("lab2");
    lab.ask("material.inspect", inspection(&view, true));
    lab.sign_in("lab");
}

fn low(station: &Station) -> Value {
    station.ask("material.list", json!({ "used_up": false, "after": null, "limit": 50 }))["low"].clone()
}

#[test]
fn a_lot_with_nothing_left_is_refused_and_two_stations_that_overdraw_it_lose_nothing() {
    let mut trio = Trio::start("stock");
    let donations = [accepted(&trio), accepted(&trio), accepted(&trio)];
    let lab = &trio.lab;
    stock(lab);
    let step = up_to_the_lot(lab, &donations[0]);
    let use_on = |station: &Station, place: usize| {
        let mut asked = request(&donations[place], &step);
        asked["step"] = step["code"].clone();
        station.try_ask("bench.record_step", asked).map(|_| ()).map_err(|problem| problem.code)
    };
    assert_eq!(shown(lab)["stock_rule"], Value::Null);
    assert_eq!(use_on(lab, 0), Ok(()));
    assert_eq!(shown(lab)["row"]["stock"], "3", "nobody marked the kind: it is shown, not judged");
    assert_eq!(
        lab.refused("material.set_stock_rule", {
            let mut rule = stock_rule(true, "2");
            rule["per_use"] = json!("0");
            rule
        }),
        "value.too_low"
    );
    let view = lab.ask("material.set_stock_rule", stock_rule(true, "2"));
    assert_eq!((&view["row"]["stock"], &view["row"]["counted"]), (&json!("2"), &json!(true)));
    assert_eq!(low(lab), json!([]), "two are not below two");
    lab.ask("material.count", count("1"));
    let note = json!([{ "kind": "hes", "left": "1", "low_level": "2", "unit": "瓶", "overdrawn": [] }]);
    assert_eq!(low(lab), note);
    // Each of two stations of the site takes the last one without hearing of the other.
    up_to_the_lot(lab, &donations[1]);
    up_to_the_lot(lab, &donations[2]);
    trio.settle();
    trio.centre.stop().unwrap();
    let (lab, office) = (&trio.lab, &trio.office);
    office.sign_in("lab");
    assert_eq!(use_on(lab, 1), Ok(()));
    let check = |place: usize| {
        json!({
            "donation": donations[place], "step": step["code"], "done_ms": null,
            "scan": { "code": step["scans"][0]["code"], "scan": "&lLOT26001" },
        })
    };
    assert_eq!(lab.refused("bench.check_scan", check(2)), "material.none_left");
    assert_eq!(use_on(lab, 2), Err("material.none_left".to_owned()));
    assert_eq!(use_on(office, 2), Ok(()));
    trio.centre.start_again().unwrap();
    trio.settle();
    let (lab, office) = (&trio.lab, &trio.office);
    for station in [lab, office] {
        let view = shown(station);
        assert_eq!((&view["row"]["stock"], &view["row"]["standing"]), (&json!("-1"), &json!("none_left")));
        assert_eq!(view["users"], 3);
        assert_eq!(low(station)[0]["overdrawn"], json!([LOT]));
        station.0.rebuild().unwrap();
        assert_eq!(shown(station), view, "a rebuild changes nothing");
    }
    assert_eq!(lab.refused("bench.check_scan", check(2)), "material.none_left");
    lab.ask("material.count", count("1"));
    lab.ask("bench.check_scan", check(2));
    lab.ask("material.count", count("0"));
    lab.ask("material.set_stock_rule", stock_rule(false, ""));
    lab.ask("bench.check_scan", check(2));
    // Late entry: that what was done while it was judged and there was none.
    let mut late = check(2);
    late["done_ms"] = lab.ask("material.get", json!({ "code": LOT }))["stock_rule"]["at_ms"]
        .as_i64()
        .map(|ms| ms - 1)
        .into();
    assert_eq!(lab.refused("bench.check_scan", late), "material.none_left");
}

#[test]
fn a_recall_is_taken_back_by_another_person_and_one_that_it_does_not_name_stands() {
    let mut trio = Trio::start("withdrawal");
    let (first, second) = (accepted(&trio), accepted(&trio));
    let lab = &trio.lab;
    stock(lab);
    let step = up_to_the_lot(lab, &first);
    lab.ask("bench.record_step", request(&first, &step));
    trio.settle();
    let office = &trio.office;
    office.sign_in("quality");
    trio.centre.stop().unwrap();
    let (lab, office) = (&trio.lab, &trio.office);
    lab.sign_in("quality");
    let recalled = lab.ask("material.recall", reason(LOT, "maker's letter 7"));
    assert_eq!(
        recalled["withdrawal_digest"],
        Value::Null,
        "who recalled it is shown no way to take that back"
    );
    lab.sign_in("manager");
    let view = shown(lab);
    let mut stale = withdrawal(&view, "manager");
    stale["digest"] = json!("00");
    assert_eq!(lab.refused("material.withdraw_recall", stale), "signature.content_changed");
    let mut empty = withdrawal(&view, "manager");
    empty["reason"] = json!(" ");
    assert_eq!(lab.refused("material.withdraw_recall", empty), "value.empty");
    let mut wrong = withdrawal(&view, "manager");
    wrong["password"] = json!("not the password");
    lab.refused("material.withdraw_recall", wrong);
    assert_eq!(shown(lab), view, "nothing is half saved");
    let ended = lab.ask("material.withdraw_recall", withdrawal(&view, "manager"));
    assert_eq!((&ended["recall"], &ended["row"]["standing"]), (&Value::Null, &json!("good")));
    assert_eq!(ended["recalls"][0]["withdrawn"]["by"], "周主任");
    assert_eq!(
        lab.refused("material.withdraw_recall", withdrawal(&view, "manager")),
        "material.not_recalled"
    );
    // The lot may be used again; the unit stays on hold.
    let held = |station: &Station, unit: &Value| {
        station.ask("unit.get", json!({ "donation": unit, "din": null }))["row"]["held"].clone()
    };
    assert_eq!(held(lab, &first), true);
    lab.sign_in("lab");
    up_to_the_lot(lab, &second);
    lab.ask("bench.record_step", scanning(&request(&second, &step), "&lLOT26001"));
    assert_eq!(held(lab, &second), false);
    lab.sign_in("quality");
    let review = lab.ask("review.get", json!({ "donation": second, "din": null }));
    let stops = review["blockers"].as_array().unwrap().iter();
    assert_eq!(stops.filter(|stop| stop["code"] == "material.recalled_use").count(), 0, "{review}");
    // The office has heard neither of the recall nor of its end: what it recalls meanwhile stands.
    office.ask("material.recall", reason(LOT, "maker's letter 8"));
    trio.centre.start_again().unwrap();
    trio.settle();
    let (lab, office) = (&trio.lab, &trio.office);
    let view = shown(lab);
    assert_eq!(
        (&view["row"]["standing"], &view["recall"]["reason"]),
        (&json!("recalled"), &json!("maker's letter 8"))
    );
    assert_eq!(view["recalls"].as_array().unwrap().len(), 2);
    let review = lab.ask("review.get", json!({ "donation": second, "din": null }));
    assert_eq!(
        review["blockers"][0],
        json!({ "code": "material.recalled_use", "subject": LOT, "waits": null })
    );
    assert_eq!(lab.ask("material.hold_users", json!({ "code": LOT }))["unheld"], 0);
    assert_eq!(held(lab, &second), true);
    trio.settle();
    let holds = lab.ask("unit.get", json!({ "donation": first, "din": null }))["holds"].clone();
    assert!(holds.as_array().unwrap().len() > 1, "each recall holds the unit by itself: {holds}");
    for station in [lab, office] {
        assert_eq!(station.ask("ledger.verify", json!({}))["good"], true);
        let before = shown(station);
        station.0.rebuild().unwrap();
        assert_eq!(shown(station), before, "a rebuild changes nothing");
    }
}
