//! A step that wants its room scanned: the unit's trace keeps the room of that day, the room finds its units, and a review
//! warns where nothing was measured in it at that time.

use super::{approve_limits, by_id, humid, room, run, seen};
use crate::job::{receive, sent};
use crate::station::{PASSWORD, Station, now_ms};
use crate::sync::Trio;
use serde_json::{Value, json};

/// Steps at the bench that are done in a clean room.
fn procedure(lab: &Station, steps: &[&str]) {
    let step = |(place, code): (usize, &&str)| {
        json!({
            "code": code, "number": place + 1, "title": { "zh": "洁净环境监测", "en": "Monitor" },
            "help": { "zh": "扫描房间", "en": "Scan the room" }, "who": ["processing"], "per": "run",
            "scans": [{ "code": "room", "zh": "洁净间", "en": "Clean room", "kind": "position", "of": "room" }],
        })
    };
    let steps: Vec<Value> = steps.iter().enumerate().map(step).collect();
    let text = json!({ "code": "in-room", "version": "1", "title": { "zh": "房间", "en": "In a room" }, "steps": steps });
    lab.sign_in("manager");
    let draw = json!({ "content": text.to_string(), "based_on": null, "reason": "rooms" });
    lab.ask("procedure.draw", draw);
    lab.sign_in("quality");
    let list = lab.ask("procedure.list", json!({}))["procedures"].clone();
    let drawn = list.as_array().unwrap().iter().find(|one| one["code"] == "in-room").unwrap().clone();
    let approve = json!({
        "kind": "sop", "code": "in-room", "version": "1", "digest": drawn["digest"], "effective_ms": null,
        "login": "quality", "password": PASSWORD,
    });
    lab.ask("procedure.approve", approve);
}

fn scanned(donation: &Value, room: &str) -> Value {
    json!({
        "donation": donation, "step": "environment", "values": [],
        "scans": [{ "code": "room", "scan": format!("&p{room}") }], "done_ms": null, "second_login": null,
        "second_password": null, "reason": null, "digest": null, "login": null, "password": null,
    })
}

/// Verdict, value and limit of the rule, as the review shows it.
fn monitored(lab: &Station, donation: &Value) -> (String, String, String) {
    lab.sign_in("quality");
    let review = lab.ask("review.get", by_id(donation));
    let mut found = review["findings"].as_array().unwrap().iter();
    let rule = found.find(|one| one["rule"] == "room_monitored").expect("the rule judges").clone();
    let word = |name: &str| rule[name].as_str().unwrap().to_owned();
    assert_eq!(word("source"), "monitoring 1");
    (word("verdict"), word("value"), word("limit"))
}

fn says(verdict: &str, value: &str) -> (String, String, String) {
    (verdict.to_owned(), value.to_owned(), "≤ 24 h".to_owned())
}

/// What was measured so many hours ago, for no run: humidity, and perhaps all else that the limits of its grade judge.
fn measured(lab: &Station, room: &Value, hours: i64, humidity: &str, others: &[(&str, &str)]) {
    lab.sign_in("lab");
    let mut readings = humid(humidity);
    let point = readings[0]["point"].clone();
    let others = others
        .iter()
        .map(|(quantity, value)| json!({ "point": point, "quantity": quantity, "value": value }));
    readings.as_array_mut().unwrap().extend(others);
    let entry = json!({
        "room": room["row"]["room"], "monitored_ms": now_ms() - hours * 3_600_000, "state": "in_operation",
        "readings": readings, "plates": [], "runs": [], "replaces": null, "reason": "",
    });
    lab.ask("environment.record", entry);
}

const OTHERS: [(&str, &str); 7] = [
    ("particles_05", "1000"),
    ("particles_5", "100"),
    ("viable_air", "1"),
    ("settle_plate", "0"),
    ("contact_plate", "0"),
    ("pressure", "15"),
    ("temperature", "22"),
];

#[test]
fn a_room_that_is_scanned_is_traced_both_ways_and_warned_of_where_nothing_was_measured() {
    let trio = Trio::start("worked-rooms");
    let lab = &trio.lab;
    procedure(lab, &["environment"]);
    approve_limits(lab);
    let (donation, din, shipment) = sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    receive(lab, &donation, &din, &shipment);
    lab.sign_in("lab");
    assert_eq!(lab.refused("bench.record_step", scanned(&donation, "CR-1")), "bench.position_unknown");
    let clean = room(lab, "CR-1");
    let other = room(lab, "CR-2");
    lab.ask("bench.record_step", scanned(&donation, "CR-1"));
    assert_eq!(monitored(lab, &donation), says("warn", "CR-1: —"), "nothing was measured");

    let trace = lab.ask("unit.trace", by_id(&donation));
    let rooms = trace["rooms"].as_array().unwrap();
    assert_eq!(
        (rooms.len(), &rooms[0]["code"], &rooms[0]["step_en"]),
        (1, &json!("CR-1"), &json!("Monitor"))
    );
    let elsewhere = ["equipment", "lots"].map(|of| trace[of].as_array().unwrap().clone());
    assert!(elsewhere.iter().flatten().all(|used| used["code"] != "CR-1"), "a room is no device and no lot");
    let units = |room: &Value| {
        let page =
            lab.ask("environment.uses", json!({ "room": room["row"]["room"], "after": null, "limit": 10 }));
        page["rows"].as_array().unwrap().iter().map(|row| row["donation"].clone()).collect::<Vec<_>>()
    };
    assert_eq!((units(&clean), units(&other)), (vec![donation.clone()], Vec::new()));

    // Neither another room, nor too long before, nor one of eight quantities alone, nor what exceeds its limit.
    measured(lab, &other, 1, "55", &OTHERS);
    measured(lab, &clean, 30, "55", &OTHERS);
    assert_eq!(monitored(lab, &donation), says("warn", "CR-1: —"));
    measured(lab, &clean, 6, "55", &[]);
    assert_eq!(monitored(lab, &donation), says("warn", "CR-1: 1/8"));
    measured(lab, &clean, 5, "55", &OTHERS);
    measured(lab, &clean, 4, "70", &[]);
    assert_eq!(seen(lab, &clean)["monitorings"].as_array().unwrap().len(), 4);
    assert_eq!(
        monitored(lab, &donation),
        says("warn", "CR-1: 70 %"),
        "the nearest, though an earlier one was good"
    );
    lab.sign_in("storage");
    let place =
        json!({ "bag_scan": format!("&d{din}00"), "position_scan": "&pT01-R01-S001", "move_reason": null });
    lab.ask("storage.store", place);
    let warnings = || {
        lab.sign_in("quality");
        let page = lab.ask("review.queue", json!({ "after": null, "limit": 10 }));
        let mut rows = page["rows"].as_array().unwrap().iter();
        let row =
            rows.find(|row| row["unit"]["donation"] == donation).expect("in a tank, it waits for its review");
        row["warnings"].as_u64().unwrap()
    };
    let before = warnings();
    measured(lab, &clean, 3, "55", &[]);
    assert_eq!(
        monitored(lab, &donation),
        says("pass", "CR-1: 5 h"),
        "the others are as long ago; rounded up, to hours"
    );
    assert_eq!(warnings(), before - 1, "the queue knows it at once");

    // A room that is given up stays what the unit was worked in.
    let room_id = clean["row"]["room"].clone();
    lab.ask("environment.retire", json!({ "room": room_id, "reason": "改建" }));
    assert_eq!(lab.ask("unit.trace", by_id(&donation))["rooms"][0]["code"], "CR-1");
    assert_eq!(monitored(lab, &donation).0, "pass");
    // Nor is it taken from the truth: what was done in it while it was in use may be put right.
    let worked_in = |room: &str| {
        json!({
            "donation": donation, "step": "environment", "values": [], "scans": [{ "code": "room", "scan": format!("&p{room}") }],
            "reason": "misread", "second_login": null, "second_password": null, "digest": null, "login": null,
            "password": null,
        })
    };
    lab.sign_in("lab");
    for room in ["CR-2", "CR-1"] {
        lab.ask("unit.correct_step", worked_in(room));
        assert_eq!(lab.ask("unit.trace", by_id(&donation))["rooms"][0]["code"], room);
    }
}

/// Two runs go on beside each other, each in its room: a monitoring of one proposes the run of that room alone.
#[test]
fn a_monitoring_proposes_the_runs_of_its_room() {
    let trio = Trio::start("rooms-of-runs");
    let lab = &trio.lab;
    procedure(lab, &["arrival", "environment"]);
    let mut units = Vec::new();
    for _ in 0..2 {
        let (donation, din, shipment) = sent(&trio.hospital, &trio.lab_site);
        trio.settle();
        receive(lab, &donation, &din, &shipment);
        trio.settle();
        units.push(donation);
    }
    lab.sign_in("lab");
    let rooms = ["CR-1", "CR-2"].map(|code| room(lab, code));
    // What was scanned for units before they came to the run tells nothing of it.
    for donation in &units {
        let mut arrival = scanned(donation, "CR-2");
        arrival["step"] = json!("arrival");
        lab.ask("bench.record_step", arrival);
    }
    let runs: Vec<Value> = units.iter().map(|donation| run(lab, donation)).collect();
    let proposed = |room: &Value| {
        let query =
            json!({ "room": room["row"]["room"], "text": "", "at_ms": now_ms(), "after": null, "limit": 9 });
        let page = lab.ask("environment.find_runs", query);
        let found = |run: &Value| {
            let row = page["rows"].as_array().unwrap().iter().find(|row| row["run"] == *run).unwrap().clone();
            (row["proposed"].as_bool().unwrap(), row["rooms"].clone())
        };
        [found(&runs[0]), found(&runs[1])]
    };
    for room in &rooms {
        assert_eq!(proposed(room), [(true, json!([])), (true, json!([]))], "nothing was scanned yet");
    }
    lab.ask("bench.record_step", scanned(&units[1], "CR-2"));
    assert_eq!(proposed(&rooms[0]), [(true, json!([])), (false, json!(["CR-2"]))]);
    assert_eq!(proposed(&rooms[1]), [(true, json!([])), (true, json!(["CR-2"]))]);
}

#[test]
fn a_room_has_a_label_that_the_step_scans() {
    let trio = Trio::start("room-labels");
    let lab = &trio.lab;
    lab.sign_in("lab");
    let order = json!({
        "template": "position", "items": [{ "code": "CR-1", "name": "洁净间", "detail": "" }], "locale": "zh-CN",
        "printer": "PDF", "reprint_reason": null,
    });
    assert_eq!(lab.refused("code.print", order.clone()), "label.no_position", "there is no such room");
    let clean = room(lab, "CR-1");
    let job = lab.ask("code.print", order.clone())["job"].clone();
    assert_eq!(job["state"], "done", "{job}");
    let read = lab.ask("scan.read", json!({ "text": "&pCR-1", "wanted": null }));
    assert_eq!((&read["kind"], &read["value"]), (&json!("position"), &json!("CR-1")));
    lab.ask("environment.retire", json!({ "room": clean["row"]["room"], "reason": "改建" }));
    let gone = room(lab, "CR-2");
    lab.ask("environment.retire", json!({ "room": gone["row"]["room"], "reason": "改建" }));
    let mut of_gone = order;
    of_gone["items"][0]["code"] = json!("CR-2");
    assert_eq!(lab.refused("code.print", of_gone), "label.no_position", "given up");
}
