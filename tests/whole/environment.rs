//! Rooms through the whole: registered, monitored while a run goes on, plates read days later, limits that the bank approves
//! and confirms, and what stands in the way of a release until quality has assessed it, at every station.

mod late;
mod worked;

use crate::job::{receive, sent};
use crate::station::{PASSWORD, Station, now_ms};
use crate::sync::Trio;
use serde_json::{Value, json};

const GRADES: &str = "clean-room-grades";

fn by_id(donation: &Value) -> Value {
    json!({ "donation": donation, "din": null })
}

fn blockers(station: &Station, donation: &Value) -> Vec<(String, String)> {
    let review = station.ask("review.get", by_id(donation));
    let found = review["blockers"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let found = found.map(|blocker| (text(&blocker["code"]), text(&blocker["subject"])));
    found.filter(|(code, _)| code.starts_with("environment.")).collect()
}

fn blocked_by(station: &Station, donation: &Value, code: &str, subject: &str) {
    assert_eq!(blockers(station, donation), [(code.to_owned(), subject.to_owned())]);
}

fn room(station: &Station, code: &str) -> Value {
    let request = json!({
        "code": code, "name_zh": "万级洁净间", "name_en": "Clean room", "grade": "b", "points": ["台面", "门口"],
        "room": null, "reason": "",
    });
    station.ask("environment.register", request)
}

fn run(station: &Station, donation: &Value) -> Value {
    let clearance = station.ask("run.clearance", json!({}));
    let checks = clearance["before"].as_array().unwrap().iter().map(|check| check["code"].clone());
    let start = json!({ "units": [donation], "checks": checks.collect::<Vec<_>>() });
    station.ask("run.start", start)["row"]["run"].clone()
}

fn humid(value: &str) -> Value {
    json!([{ "point": "台面", "quantity": "humidity", "value": value }])
}

fn settle_plate(number: &str) -> Value {
    json!([{ "number": number, "point": "门口", "quantity": "settle_plate", "minutes": "240" }])
}

fn monitoring(room: &Value, run: &Value, readings: Value, plates: Value) -> Value {
    json!({
        "room": room["row"]["room"], "monitored_ms": now_ms() - 3_600_000, "state": "in_operation",
        "readings": readings, "plates": plates, "runs": [run], "replaces": null, "reason": "",
    })
}

fn reading(plate: &Value, cfu: &str, reason: &str) -> Value {
    json!({
        "room": plate["room"], "station": plate["station"], "seq": plate["seq"], "plate": plate["number"],
        "cfu": cfu, "organism": "", "read_ms": null, "reason": reason,
    })
}

fn assessment(view: &Value, monitoring: usize, fitness: &str, reason: &str, login: &str) -> Value {
    let of = &view["monitorings"][monitoring];
    json!({
        "room": of["room"], "station": of["station"], "seq": of["seq"], "run": of["runs"][0]["run"],
        "fitness": fitness, "reason": reason, "digest": of["runs"][0]["digest"], "login": login,
        "password": PASSWORD,
    })
}

fn seen(station: &Station, room: &Value) -> Value {
    station.ask("environment.room", json!({ "room": room["row"]["room"] }))
}

fn entries(station: &Station) -> u64 {
    let report = station.ask("ledger.verify", json!({}));
    assert_eq!(report["good"], true, "{report}");
    report["entries"].as_u64().unwrap()
}

fn approve_limits(station: &Station) {
    station.sign_in("quality");
    let list = station.ask("procedure.list", json!({}));
    let shown = list["procedures"].as_array().unwrap().iter().find(|one| one["code"] == GRADES).unwrap();
    assert_eq!((&shown["kind"], &shown["state"]), (&json!("environment"), &json!("not_approved")));
    let approval = json!({
        "kind": "environment", "code": GRADES, "version": "1", "digest": shown["digest"], "effective_ms": null,
        "login": "quality", "password": PASSWORD,
    });
    station.ask("procedure.approve", approval);
    station.confirm_limits("quality", GRADES, "1");
}

// requirement: 11.70
#[test]
fn a_room_stands_in_the_way_of_a_release_until_quality_has_assessed_it() {
    let trio = Trio::start("rooms");
    let (donation, din, shipment) = sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    receive(&trio.lab, &donation, &din, &shipment);
    let lab = &trio.lab;
    lab.sign_in("lab");
    let run = run(lab, &donation);
    let room = room(lab, "CR-1");
    let wet = lab.ask("environment.record", monitoring(&room, &run, humid("70"), json!([])));
    trio.settle();

    // Limits that the bank has not approved and confirmed judge nothing, and say so.
    assert_eq!((&wet["approved"], &wet["monitorings"][0]["verdict"]), (&json!(false), &json!("unconfirmed")));
    lab.sign_in("quality");
    assert!(blockers(lab, &donation).is_empty());
    approve_limits(lab);
    let view = seen(lab, &room);
    assert_eq!((&view["approved"], &view["monitorings"][0]["verdict"]), (&json!(true), &json!("fail")));
    let finding = &view["monitorings"][0]["findings"][0];
    assert_eq!((&finding["value"], &finding["limit"]), (&json!("70 %"), &json!("45 – 65 %")));
    blocked_by(lab, &donation, "environment.exceeded", "CR-1");
    let sign = json!({ "donation": donation, "digest": "00", "login": "quality", "password": PASSWORD });
    let problem = lab.try_ask("review.sign", sign.clone()).expect_err("a room is in the way");
    assert_eq!((problem.code.as_str(), &problem.params["room"]), ("environment.exceeded", &json!("CR-1")));
    lab.sign_in("manager");
    assert_eq!(lab.refused("release.sign", sign), "environment.exceeded");
    let of_unit = lab.ask("environment.of_unit", by_id(&donation));
    assert_eq!(of_unit["monitorings"][0]["runs"][0]["standing"], "exceeded");

    // Who measured does not assess, nor does whoever may not; and only what was shown is signed.
    lab.sign_in("lab");
    let own = assessment(&view, 0, "fit", "门禁故障", "lab");
    assert_eq!(lab.refused("environment.assess", own), "permission.denied");
    trio.settle();
    let office = &trio.office;
    office.sign_in("quality");
    blocked_by(office, &donation, "environment.exceeded", "CR-1");
    let view = seen(office, &room);
    let mut stale = assessment(&view, 0, "fit", "门禁故障", "quality");
    stale["digest"] = json!("00");
    assert_eq!(office.refused("environment.assess", stale), "signature.content_changed");
    assert_eq!(
        office.refused("environment.assess", assessment(&view, 0, "fit", " ", "quality")),
        "value.empty"
    );
    let unfit = office.ask("environment.assess", assessment(&view, 0, "unfit", "湿度失控", "quality"));
    blocked_by(office, &donation, "environment.unfit", "CR-1");
    office.ask("environment.assess", assessment(&unfit, 0, "fit", "探头受潮，备用记录 55 %", "quality"));
    assert!(blockers(office, &donation).is_empty());
    trio.settle();
    lab.sign_in("quality");
    assert!(blockers(lab, &donation).is_empty());
    let said = &seen(lab, &room)["monitorings"][0]["runs"][0];
    assert_eq!((&said["standing"], &said["assessment"]["by"]), (&json!("fit"), &json!("刘质控")));

    // A unit that joins the run afterwards is stopped by what was found before, where the run is not known as well.
    let (joined, din, shipment) = sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    receive(&trio.lab, &joined, &din, &shipment);
    lab.sign_in("lab");
    let again = lab.ask("environment.record", monitoring(&room, &run, humid("71"), json!([])));
    assert_eq!(again["total"], 2);
    lab.ask("run.join", json!({ "run": run, "donation": joined }));
    trio.settle();
    for station in [lab, office] {
        station.sign_in("quality");
        blocked_by(station, &joined, "environment.exceeded", "CR-1");
    }
    // What is put right from another site stays where it is, and another grade wants a reason.
    office.sign_in("manager");
    let mut graded = json!({
        "code": "CR-1", "name_zh": "万级洁净间", "name_en": "Clean room", "grade": "c", "points": ["台面", "门口"],
        "room": room["row"]["room"], "reason": "",
    });
    assert_eq!(office.refused("environment.register", graded.clone()), "value.empty");
    graded["reason"] = json!("登记时选错级别");
    let graded = office.ask("environment.register", graded);
    assert_eq!(graded["row"]["site"], room["row"]["site"]);
    assert_eq!(graded["row"]["room"], room["row"]["room"]);
    lab.sign_in("quality");
    let view = seen(lab, &room);
    let of = |view: &Value| {
        let all = view["monitorings"].as_array().unwrap();
        all.iter().position(|one| one["runs"][0]["standing"] == "exceeded").unwrap()
    };
    lab.ask("environment.assess", assessment(&view, of(&view), "fit", "备用记录 55 %", "quality"));

    // The same number of a plate at two stations that did not hear of each other.
    lab.sign_in("lab");
    office.sign_in("lab");
    let other = json!({
        "code": "CR-2", "name_zh": "缓冲间", "name_en": "Airlock", "grade": "c", "points": ["门口"],
        "room": null, "reason": "",
    });
    let other = office.ask("environment.register", other);
    let mut elsewhere = monitoring(&other, &run, json!([]), settle_plate("SP-1"));
    elsewhere["runs"] = json!([]);
    lab.ask("environment.record", monitoring(&room, &run, json!([]), settle_plate("SP-1")));
    office.ask("environment.record", elsewhere);
    lab.sign_in("quality");
    blocked_by(lab, &donation, "environment.plate_open", "SP-1");
    trio.settle();
    blocked_by(lab, &donation, "environment.plate_twice", "SP-1");
    let found = lab.ask("environment.find_plate", json!({ "number": "SP-1" }));
    assert_eq!(found["plates"].as_array().unwrap().len(), 2);
    assert_eq!(
        lab.refused("environment.find_plate", json!({ "number": "SP-7" })),
        "environment.plate_unknown"
    );
    let shown = || {
        (
            lab.ask("environment.list", json!({})),
            seen(lab, &room),
            lab.ask("environment.of_unit", by_id(&donation)),
        )
    };
    let before = shown();
    lab.0.rebuild().unwrap();
    assert_eq!(shown(), before, "a rebuild changes nothing");
    entries(lab);
}

#[test]
fn plates_are_read_days_later_and_what_is_wrong_is_put_right_visibly() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    for (login, name, role) in
        [("lab", "王检验", "processing"), ("quality", "刘质控", "quality"), ("nurse", "李护士", "nurse")]
    {
        station.hire(login, name, &[role]);
    }
    station.sign_in("nurse");
    assert_eq!(
        station.refused(
            "environment.register",
            json!({
                "code": "CR-1", "name_zh": "室", "name_en": "Room", "grade": "b", "points": ["P1"],
                "room": null, "reason": "",
            })
        ),
        "permission.denied"
    );
    approve_limits(&station);
    station.sign_in("lab");
    let room = room(&station, "CR-1");
    let nowhere = json!("11111111111111111111111111111111");
    let before = entries(&station);
    let mut no_run = monitoring(&room, &nowhere, humid("50"), json!([]));
    assert_eq!(station.refused("environment.record", no_run.clone()), "run.unknown");
    no_run["runs"] = json!([]);
    let with = |field: &str, value: Value| {
        let mut request = no_run.clone();
        request[field] = value;
        request
    };
    let cases = [
        (with("readings", json!([])), "environment.nothing", "readings"),
        (with("readings", humid("潮")), "value.not_a_number", "readings"),
        (with("readings", humid("101")), "value.too_high", "readings"),
        (with("monitored_ms", json!(now_ms() + 3_600_000)), "value.in_future", "monitored_ms"),
        (with("room", nowhere.clone()), "room.unknown", "room"),
    ];
    for (request, code, field) in cases {
        let problem = station.try_ask("environment.record", request).expect_err(code);
        assert_eq!((problem.code.as_str(), problem.field.as_deref()), (code, Some(field)));
    }
    assert_eq!(entries(&station), before, "nothing is half saved");

    let mut wet = no_run.clone();
    wet["readings"] = humid("75");
    wet["plates"] = settle_plate("SP-1");
    let view = station.ask("environment.record", wet.clone());
    assert_eq!(view["row"]["open_plates"], 1);
    assert_eq!(station.refused("environment.record", wet.clone()), "environment.plate_used");
    let plates = station.ask("environment.list", json!({}))["plates"].clone();
    let plate = &plates[0];
    assert_eq!(
        (&plate["number"], &plate["minutes"], &plate["twice"]),
        (&json!("SP-1"), &json!(240), &json!(false))
    );
    assert_eq!(station.refused("environment.read_plate", reading(plate, "2.5", "")), "value.not_a_number");
    let mut early = reading(plate, "2", "");
    early["read_ms"] = json!(now_ms() - 7_200_000);
    assert_eq!(station.refused("environment.read_plate", early), "environment.read_before_exposed");
    let read = station.ask("environment.read_plate", reading(plate, "6", ""));
    assert_eq!(read["row"]["open_plates"], 0);
    assert_eq!(station.refused("environment.read_plate", reading(plate, "5", "")), "environment.plate_read");
    let read = station.ask("environment.read_plate", reading(plate, "5", "数错"));
    let of_plate = &read["monitorings"][0]["plates"][0]["reads"];
    assert_eq!(
        (&of_plate[0]["cfu"], &of_plate[1]["cfu"], &of_plate[1]["replaced"]),
        (&json!(5), &json!(6), &json!(true))
    );

    // The entry is put right with a reason, keeps its plate, and the one before stays visible.
    let of = &view["monitorings"][0];
    let mut right = wet;
    right["readings"] = humid("57");
    right["replaces"] = json!({ "station": of["station"], "seq": of["seq"] });
    assert_eq!(station.refused("environment.record", right.clone()), "value.empty");
    right["reason"] = json!("57 误写为 75");
    let view = station.ask("environment.record", right.clone());
    let all = view["monitorings"].as_array().unwrap();
    let flags: Vec<&Value> = all.iter().map(|one| &one["replaced"]).collect();
    assert_eq!((all.len(), flags.contains(&&json!(true)), flags.contains(&&json!(false))), (2, true, true));
    assert_eq!(station.refused("environment.record", right), "environment.replaced");
    let gone = json!({ "room": room["row"]["room"], "reason": "改造" });
    assert_eq!(station.ask("environment.retire", gone.clone())["row"]["retired"], true);
    assert_eq!(station.refused("environment.retire", gone), "room.retired");
    assert_eq!(station.refused("environment.record", no_run), "room.retired");
    // What was recorded is there after a restart.
    let before = station.ask("environment.room", json!({ "room": room["row"]["room"] }));
    drop(station);
    let station = Station::open(folder.path());
    station.ask("setup.unlock", json!({ "passphrase": crate::station::PASSPHRASE, "remember": false }));
    station.sign_in("lab");
    assert_eq!(seen(&station, &room), before);
}
