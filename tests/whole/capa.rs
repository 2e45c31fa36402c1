//! Actions against deviations that change hands, are withdrawn and called to mind, and a unit that was named by mistake.

use crate::station::{Clocks, PASSWORD, Station, day_of, now_ms};
use serde_json::{Value, json};

const DAY_MINUTES: i64 = 24 * 60;

/// A bank with people and a unit that was collected.
fn bank(folder: &std::path::Path, clocks: &Clocks) -> (Station, Value) {
    let station = Station::open_on(folder, clocks);
    station.found();
    for (login, name, roles) in [
        ("nurse", "李护士", vec!["nurse"]),
        ("lab", "王技师", vec!["processing", "test_lab"]),
        ("quality", "刘质控", vec!["quality"]),
        ("quality2", "钱质控", vec!["quality"]),
        ("manager", "周主任", vec!["manager", "quality"]),
    ] {
        station.hire(login, name, &roles);
    }
    station.approve_procedures("quality");
    station.sign_in("nurse");
    let donation = station.consented("王五");
    station.ask("donation.register_collection", station.collection(&donation));
    (station, donation)
}

fn report(station: &Station, units: &[&Value], hold: bool) -> Value {
    let units: Vec<Value> = units.iter().map(|unit| json!({ "donation": unit, "din": null })).collect();
    let report = json!({
        "category": "processing", "what_happened": "离心机中途停转 3 分钟", "happened_ms": null,
        "done_at_once": "", "units": units, "step": "", "hold": hold,
    });
    station.ask("deviation.report", report)["row"]["deviation"].clone()
}

fn with(deviation: &Value, extra: Value) -> Value {
    let mut request = json!({ "deviation": deviation });
    request.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    request
}

fn person(station: &Station, name: &str) -> Value {
    let form = station.ask("deviation.form", json!({}));
    form["people"].as_array().unwrap().iter().find(|one| one["name"] == name).unwrap()["person"].clone()
}

/// The kinds of actions that wait for somebody.
fn waiting(station: &Station, login: &str) -> Vec<String> {
    station.sign_in(login);
    let list = station.ask("work.list", json!({}));
    let kinds =
        list["items"].as_array().unwrap().iter().map(|item| item["kind"].as_str().unwrap().to_owned());
    kinds.filter(|kind| kind.starts_with("action_")).collect()
}

/// A day, `YYYY-MM-DD`, so many days from now.
fn day(days: i64) -> String {
    day_of(now_ms() + days * DAY_MINUTES * 60_000)
}

#[test]
fn actions_are_called_to_mind_change_hands_and_are_withdrawn() {
    let folder = tempfile::tempdir().unwrap();
    let clocks = Clocks::new();
    let (station, _) = bank(folder.path(), &clocks);
    station.sign_in("lab");
    let deviation = report(&station, &[], false);
    station.sign_in("quality");
    station.ask("deviation.classify", with(&deviation, json!({ "class": "major", "reason": "时间超出" })));
    let investigated = json!({ "cause": "equipment_failure", "findings": "转子不平衡" });
    station.ask("deviation.investigate", with(&deviation, investigated));
    let nurse = person(&station, "李护士");
    let plan = |due_on: &str| {
        let plan =
            json!({ "kind": "corrective", "what": "检修离心机", "responsible": nurse, "due_on": due_on });
        station.ask("deviation.plan_action", with(&deviation, plan))
    };
    let key = plan(&day(10))["actions"][0]["key"].clone();
    let none: [&str; 0] = [];
    assert_eq!(waiting(&station, "nurse"), ["action_due"]);
    assert_eq!((waiting(&station, "lab"), waiting(&station, "quality")), (vec![], vec![]));

    // It goes to somebody else.
    let lab = person(&station, "王技师");
    let change = |due_on: &str, reason: &str| {
        let change = json!({ "key": key, "responsible": lab, "due_on": due_on, "reason": reason });
        with(&deviation, change)
    };
    station.sign_in("lab");
    assert_eq!(station.refused("deviation.change_action", change(&day(10), "r")), "permission.denied");
    station.sign_in("quality");
    assert_eq!(
        station.refused("deviation.change_action", change("2020-01-01", "r")),
        "deviation.action_due_past"
    );
    assert_eq!(station.refused("deviation.change_action", change(&day(10), " ")), "value.empty");
    let view = station.ask("deviation.change_action", change(&day(10), "李护士休假"));
    let action = &view["actions"][0];
    assert_eq!((&action["responsible"], &action["due_on"]), (&json!("王技师"), &json!(day(10))));
    assert_eq!(action["changes"][0]["responsible"], "李护士");
    assert_eq!(action["changes"][0]["note"]["text"], "李护士休假");
    assert_eq!(waiting(&station, "nurse"), none);
    assert_eq!(waiting(&station, "lab"), ["action_due"]);

    // Its day passes: quality hears of it too.
    clocks.pass(12 * DAY_MINUTES);
    assert_eq!(waiting(&station, "lab"), ["action_overdue"]);
    assert_eq!(waiting(&station, "quality"), ["action_overdue"]);
    assert_eq!(waiting(&station, "nurse"), none);
    station.sign_in("lab");
    station.ask("deviation.do_action", with(&deviation, json!({ "key": key, "note": "已更换轴承" })));
    assert_eq!(waiting(&station, "lab"), none);
    assert_eq!(waiting(&station, "quality"), ["action_check"]);
    let checked = json!({ "key": key, "effective": true, "note": "三次运行正常" });
    station.ask("deviation.check_action", with(&deviation, checked));
    assert_eq!(waiting(&station, "quality"), none);

    // Who did it is not told to check it; a withdrawn one waits for nobody.
    let key = plan(&day(40))["actions"][1]["key"].clone();
    station.ask("deviation.do_action", with(&deviation, json!({ "key": key, "note": "已培训" })));
    assert_eq!(
        (waiting(&station, "quality"), waiting(&station, "quality2")),
        (vec![], vec!["action_check".into()])
    );
    let key = plan(&day(40))["actions"][2]["key"].clone();
    let withdraw = |reason: &str| with(&deviation, json!({ "key": key, "reason": reason }));
    assert_eq!(station.refused("deviation.withdraw_action", withdraw(" ")), "value.empty");
    let view = station.ask("deviation.withdraw_action", withdraw("设备已报废"));
    assert_eq!((&view["actions"][2]["withdrawn"], &view["row"]["due_on"]), (&json!(true), &json!(null)));
    assert_eq!(view["actions"][2]["changes"][0]["note"]["text"], "设备已报废");
    assert_eq!(station.refused("deviation.withdraw_action", withdraw("r")), "deviation.action_withdrawn");
    assert_eq!(waiting(&station, "nurse"), none);
    let shown = |station: &Station| station.ask("deviation.get", with(&deviation, json!({})));
    let before = shown(&station);
    station.0.rebuild().unwrap();
    assert_eq!(shown(&station), before, "a rebuild changes nothing");
}

#[test]
fn a_unit_named_by_mistake_is_taken_out_and_its_page_goes_on_saying_so() {
    let folder = tempfile::tempdir().unwrap();
    let (station, donation) = bank(folder.path(), &Clocks::new());
    station.sign_in("quality");
    let deviation = report(&station, &[&donation], true);
    let query = json!({ "donation": donation, "din": null });
    let draft = |reason: &str| with(&deviation, json!({ "donation": donation, "reason": reason }));
    let sign = |draft: &Value, digest: &Value, password: &str| {
        let signed = json!({ "draft": draft, "digest": digest, "login": "manager", "password": password });
        station.try_ask("deviation.remove_unit", signed).map_err(|problem| problem.code)
    };
    let blocked = || {
        let review = station.ask("review.get", query.clone());
        review["blockers"].as_array().unwrap().iter().any(|blocker| blocker["code"] == "deviation.open")
    };
    // Whoever reported it does not take it back, a nurse is not asked.
    assert_eq!(station.refused("deviation.preview_removal", draft("误扫")), "deviation.same_person");
    station.sign_in("nurse");
    assert_eq!(station.refused("deviation.preview_removal", draft("误扫")), "permission.denied");
    station.sign_in("manager");
    assert_eq!(station.refused("deviation.preview_removal", draft(" ")), "value.empty");
    let preview = station.ask("deviation.preview_removal", draft("误扫，不在此批"));
    assert_eq!(preview["holds"].as_array().unwrap().len(), 1);
    let digest = &preview["digest"];
    assert_eq!(sign(&draft("another"), digest, PASSWORD).unwrap_err(), "signature.content_changed");
    assert_eq!(sign(&draft("误扫，不在此批"), digest, "no").unwrap_err(), "session.wrong_password");
    assert!(
        blocked() && station.ask("unit.get", query.clone())["row"]["held"] == true,
        "nothing was recorded"
    );

    let view = sign(&draft("误扫，不在此批"), digest, PASSWORD).unwrap();
    assert_eq!(view["units"].as_array().unwrap().len(), 0);
    assert_eq!(
        (&view["removed"][0]["note"]["text"], &view["removed"][0]["voided"]),
        (&json!("误扫，不在此批"), &json!(false))
    );
    assert!(!blocked());
    let unit = station.ask("unit.get", query.clone());
    assert_eq!((&unit["row"]["held"], &unit["holds"][0]["lifted_by"]), (&json!(false), &json!("周主任")));
    let of_unit = || station.ask("deviation.of_unit", query.clone());
    let row = of_unit()["rows"][0].clone();
    assert_eq!(
        (&row["removed"]["text"], &row["removed"]["by"]),
        (&json!("误扫，不在此批"), &json!("周主任"))
    );
    assert_eq!(row["row"]["deviation"], deviation);
    let din = unit["row"]["din"].as_str().unwrap();
    let dossier = serde_json::to_value(station.0.dossier(din).unwrap()).unwrap();
    assert_eq!(dossier["deviations"]["rows"][0]["removed"]["text"], "误扫，不在此批");
    station.0.rebuild().unwrap();
    assert_eq!(of_unit()["rows"][0], row, "a rebuild changes nothing");

    // Named again, it is a part of it again.
    let widen = json!({ "units": [query], "reason": "确在此批" });
    let view = station.ask("deviation.widen", with(&deviation, widen));
    assert_eq!((view["units"].as_array().unwrap().len(), view["removed"].as_array().unwrap().len()), (1, 1));
    assert!(blocked() && of_unit()["rows"][0]["removed"].is_null());
}
