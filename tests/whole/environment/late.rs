//! What becomes known of a room late: after a unit of the run was released, after it joined the run at another station, after
//! the run is long over.

use super::*;
use crate::job::{report_all, step};

fn worked(lab: &Station, donation: &Value, din: &str) {
    let bench = lab.ask("bench.get", by_id(donation));
    for one in bench["steps"].as_array().unwrap() {
        let mut request = step(donation, one);
        if one["needs_second"] == true {
            request["second_login"] = json!("lab2");
            request["second_password"] = json!(PASSWORD);
        }
        lab.ask("bench.record_step", request);
    }
    report_all(lab, donation);
    lab.sign_in("storage");
    let place =
        json!({ "bag_scan": format!("&d{din}00"), "position_scan": "&pT01-R01-S001", "move_reason": null });
    lab.ask("storage.store", place);
}

fn sign(station: &Station, login: &str, command: &str, donation: &Value) -> Value {
    station.sign_in(login);
    let digest = station.ask("review.get", by_id(donation))["digest"].clone();
    let request = json!({ "donation": donation, "digest": digest, "login": login, "password": PASSWORD });
    station.ask(command, request)
}

/// The room items under "To do": the room, and its units.
fn work(station: &Station) -> Vec<(String, Vec<Value>)> {
    let list = station.ask("work.list", json!({}));
    let items = list["items"].as_array().unwrap().iter().filter(|item| item["kind"] == "room_stopped");
    let units = |item: &Value| {
        item["units"].as_array().unwrap().iter().map(|unit| unit["donation"].clone()).collect::<Vec<_>>()
    };
    items.map(|item| (item["about"].as_str().unwrap().to_owned(), units(item))).collect()
}

fn held(station: &Station, donation: &Value) -> (Vec<Value>, bool, bool, u64) {
    let unit = station.ask("unit.get", by_id(donation));
    let reasons = unit["holds"].as_array().unwrap().iter().map(|hold| hold["reason"].clone()).collect();
    let list = json!({ "statuses": [], "text": null, "inventory": null, "held_only": true, "after": null, "limit": 9 });
    let list = station.ask("unit.list", list);
    let listed = list["rows"].as_array().unwrap().iter().any(|row| row["donation"] == *donation);
    let figure = station.ask("bank.statistics", json!({}))["held"].as_u64().unwrap();
    (reasons, unit["row"]["held"] == true, listed, figure)
}

fn is_held() -> (Vec<Value>, bool, bool, u64) {
    (vec![json!("room_stopped")], true, true, 1)
}

#[test]
fn a_plate_that_fails_after_the_release_holds_the_unit_until_it_is_assessed() {
    let trio = Trio::start("rooms-late");
    let (donation, din, shipment) = sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    let lab = &trio.lab;
    receive(lab, &donation, &din, &shipment);
    approve_limits(lab);
    lab.sign_in("lab");
    let run = run(lab, &donation);
    let room = room(lab, "CR-1");
    worked(lab, &donation, &din);
    sign(lab, "quality", "review.sign", &donation);
    sign(lab, "manager", "release.sign", &donation);
    lab.ask("certificate.issue", json!({ "donation": donation, "copy_reason": null }));
    trio.settle();

    // Entered by another station after the release: a plate that nobody has read says nothing yet.
    let office = &trio.office;
    office.sign_in("lab");
    let view = office.ask("environment.record", monitoring(&room, &run, humid("50"), settle_plate("SP-1")));
    assert_eq!(held(office, &donation), (vec![], false, false, 0));
    let plate = view["monitorings"][0]["plates"][0].clone();
    office.ask("environment.read_plate", reading(&plate, "9", ""));
    assert_eq!(held(office, &donation), is_held());
    trio.settle();
    for station in [lab, office] {
        station.sign_in("lab");
        assert!(work(station).is_empty(), "not for who cannot assess");
        station.sign_in("quality");
        assert_eq!(held(station, &donation), is_held());
        assert_eq!(work(station), [("CR-1".to_owned(), vec![donation.clone()])]);
        assert_eq!(station.status(&donation), "released");
        blocked_by(station, &donation, "environment.exceeded", "CR-1");
        station.sign_in("manager");
        let again = json!({ "donation": donation, "copy_reason": "lost" });
        assert_eq!(station.refused("certificate.issue", again), "unit.held");
    }
    // Nobody lifts it but by the assessment; one as unfit holds on.
    lab.sign_in("quality");
    let shown = lab.ask("unit.get", by_id(&donation))["holds"][0].clone();
    let lift = json!({
        "donation": donation, "key": shown["key"], "digest": "00", "reason": "r", "login": "quality",
        "password": PASSWORD,
    });
    assert_eq!(lab.refused("unit.lift_hold", lift), "hold.unknown");
    let unfit = lab.ask("environment.assess", assessment(&seen(lab, &room), 0, "unfit", "污染", "quality"));
    assert_eq!((held(lab, &donation), work(lab).len()), (is_held(), 1));
    lab.0.rebuild().unwrap();
    assert_eq!((held(lab, &donation), work(lab).len()), (is_held(), 1));
    lab.ask("environment.assess", assessment(&unfit, 0, "fit", "平皿破损，复检阴性", "quality"));
    trio.settle();
    for station in [lab, office] {
        station.sign_in("quality");
        assert_eq!(held(station, &donation), (vec![], false, false, 0));
        assert!(work(station).is_empty());
    }
}

#[test]
fn a_unit_that_joins_where_the_room_is_not_known_is_named_to_everybody() {
    let mut trio = Trio::start("rooms-named");
    let mut units = Vec::new();
    for _ in 0..3 {
        let (donation, din, shipment) = sent(&trio.hospital, &trio.lab_site);
        trio.settle();
        receive(&trio.lab, &donation, &din, &shipment);
        trio.settle();
        units.push(donation);
    }
    approve_limits(&trio.lab);
    trio.lab.sign_in("lab");
    let run = run(&trio.lab, &units[0]);
    let room = room(&trio.lab, "CR-1");
    trio.settle();
    let monitor = |trio: &Trio| {
        trio.lab.sign_in("lab");
        trio.lab.ask("environment.record", monitoring(&room, &run, humid("75"), json!([])))
    };
    let join = |trio: &Trio, unit: &Value| {
        trio.office.sign_in("lab");
        trio.office.ask("run.join", json!({ "run": run, "donation": unit }))
    };
    for (round, unit) in units[1..].iter().enumerate() {
        // The one measures, the other takes a unit in; neither hears of the other, whichever is first.
        trio.centre.stop().unwrap();
        if round == 0 {
            monitor(&trio);
            join(&trio, unit);
        } else {
            join(&trio, unit);
            monitor(&trio);
        }
        trio.centre.start_again().unwrap();
        // What the one hears, it says: once more round.
        trio.settle();
        trio.settle();
        for station in [&trio.lab, &trio.office, &trio.hospital] {
            station.sign_in(if std::ptr::eq(station, &trio.hospital) { "nurse" } else { "lab" });
            let view = seen(station, &room);
            let all = view["monitorings"].as_array().unwrap();
            assert_eq!(all.len(), round + 1);
            for one in all {
                let named = one["runs"][0]["donations"].as_array().unwrap();
                assert!(named.contains(unit), "round {round}: {named:?}");
                assert_eq!(named.len(), round + 2, "each once");
            }
        }
    }
}

#[test]
fn a_run_is_found_however_long_ago_it_went_on() {
    let trio = Trio::start("rooms-find");
    let lab = &trio.lab;
    let (mut units, mut runs) = (Vec::new(), Vec::new());
    for _ in 0..2 {
        let (donation, din, shipment) = sent(&trio.hospital, &trio.lab_site);
        trio.settle();
        receive(lab, &donation, &din, &shipment);
        lab.sign_in("lab");
        runs.push(run(lab, &donation));
        units.push(din);
        trio.settle();
    }
    let room = room(lab, "CR-1");
    let find = |text: &str, at_ms: Option<i64>, after: Value, limit: u32| {
        let query = json!({
            "room": room["row"]["room"], "text": text, "at_ms": at_ms, "after": after, "limit": limit,
        });
        let page = lab.ask("environment.find_runs", query);
        let found = page["rows"].as_array().unwrap().iter().map(|row| row["run"].clone()).collect::<Vec<_>>();
        (found, page["next"].clone())
    };
    let none = Vec::<Value>::new();
    let latest_first = vec![runs[1].clone(), runs[0].clone()];
    assert_eq!(find("", None, json!(null), 9).0, latest_first);
    let (first, next) = find("", None, json!(null), 1);
    assert_eq!((first, find("", None, next, 1).0), (vec![runs[1].clone()], vec![runs[0].clone()]));
    // Scanned as it stands on the bag, or typed.
    assert_eq!(find(&format!("&d{}00", units[0]), None, json!(null), 9).0, [runs[0].clone()]);
    assert_eq!(find(&units[1], None, json!(null), 9).0, [runs[1].clone()]);
    assert_eq!(find("1999-12-31", None, json!(null), 9).0, none);
    assert_eq!(find("", Some(now_ms()), json!(null), 9).0, latest_first);
    assert_eq!(find("", Some(now_ms() - 86_400_000), json!(null), 9).0, none);
    assert_eq!(find("NO-SUCH", None, json!(null), 9).0, none);
    let number = lab.ask("run.get", json!({ "run": runs[0], "step": null }))["row"]["number"].clone();
    let tail = number.as_str().unwrap().to_lowercase();
    assert_eq!(find(&tail, None, json!(null), 9).0, [runs[0].clone()]);

    // One of quite another time is refused with both.
    let mut request = monitoring(&room, &runs[0], humid("50"), json!([]));
    request["monitored_ms"] = json!(now_ms() - 3 * 86_400_000);
    let problem = lab.try_ask("environment.record", request).expect_err("another time");
    assert_eq!(
        (problem.code.as_str(), problem.field.as_deref()),
        ("environment.run_other_time", Some("runs"))
    );
    for param in ["run", "first", "last", "monitored", "hours"] {
        assert!(!problem.params[param].is_null(), "{param}");
    }
}
