//! A refused unit's bag is disposed of before two people, and its family is told.

use crate::station::{PASSWORD, Station};
use serde_json::{Value, json};

const DEMO: &str = "demo-2026";

/// Stored units of the demo bank, whose mothers agreed to research.
fn stored(station: &Station) -> Vec<Value> {
    let list = json!({
        "statuses": ["stored"], "text": null, "inventory": null, "held_only": false, "after": null, "limit": 50,
    });
    let rows = station.ask("unit.list", list)["rows"].as_array().unwrap().clone();
    let free = rows.iter().filter(|row| row["held"] == false).take(2);
    free.map(|row| station.ask("unit.get", json!({ "donation": row["donation"], "din": null }))).collect()
}

fn reject(station: &Station, view: &Value) {
    station.ask("session.sign_in", json!({ "login": "quality", "password": DEMO }));
    let reject = json!({
        "donation": view["row"]["donation"], "reason": "contamination", "note": "", "digest": view["rejection_digest"],
        "login": "quality", "password": DEMO, "second_login": "manager", "second_password": DEMO,
    });
    station.ask("unit.reject", reject);
}

fn dispose(view: &Value, disposal: &str, scanned: &Value) -> Value {
    json!({
        "donation": view["row"]["donation"], "disposal": disposal, "bag_scan": format!("&d{}00", scanned.as_str().unwrap()),
        "note": "waste lot 7", "second_login": "lab", "second_password": DEMO,
    })
}

// requirement: 1271.270(a)
#[test]
fn a_refused_bag_goes_before_two_people_and_leaves_its_place_free() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 60);
    station.ask("session.sign_in", json!({ "login": "storage", "password": DEMO }));
    let [view, other] = <[Value; 2]>::try_from(stored(&station)).unwrap();
    let (din, donation) = (&view["row"]["din"], &view["row"]["donation"]);
    let get = || station.ask("unit.get", json!({ "donation": donation, "din": null }));
    let request = dispose(&view, "research", din);
    assert_eq!(station.refused("unit.dispose", request.clone()), "disposal.not_rejected");
    reject(&station, &view);
    reject(&station, &other);
    station.ask("session.sign_in", json!({ "login": "storage", "password": DEMO }));
    assert_eq!(get()["next_acts"], json!(["dispose"]), "who sees no names tells no family");

    let mut wrong = dispose(&view, "research", &other["row"]["din"]);
    let problem = station.try_ask("unit.dispose", wrong.clone()).unwrap_err();
    assert_eq!((problem.code.as_str(), problem.field.as_deref()), ("disposal.other_bag", Some("bag_scan")));
    assert_eq!(&problem.params["din"], din);
    wrong = request.clone();
    wrong["bag_scan"] = json!(format!("&d{}08", din.as_str().unwrap()));
    assert_eq!(station.refused("unit.dispose", wrong), "scan.wrong_kind");
    for (login, password, code) in [
        ("storage", DEMO, "disposal.same_person"),
        ("lab", "wrong", "session.wrong_password"),
        ("manager", DEMO, "signature.second_not_entitled"),
    ] {
        let mut wrong = request.clone();
        wrong["second_login"] = json!(login);
        wrong["second_password"] = json!(password);
        assert_eq!(station.refused("unit.dispose", wrong), code);
    }
    let mut silent = request.clone();
    silent["note"] = json!(" ");
    assert_eq!(station.try_ask("unit.dispose", silent).unwrap_err().field.as_deref(), Some("note"));
    let before = get();
    assert_eq!((&before["disposal"], &before["row"]["position"]), (&Value::Null, &view["row"]["position"]));

    station.ask("unit.dispose", request.clone());
    let after = get();
    assert_eq!(after["row"]["position"], Value::Null);
    assert_eq!(after["disposal"]["position"], view["row"]["position"]);
    assert_ne!(after["disposal"]["by"], after["disposal"]["second"]);
    assert_eq!(after["row"]["status"], "rejected");
    assert_eq!(station.refused("unit.dispose", request), "disposal.already");
    station.ask("unit.dispose", dispose(&other, "medical_waste", &other["row"]["din"]));
}

#[test]
fn research_wants_the_mothers_consent_and_waste_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    station.hire("nurse", "李护士", &["nurse"]);
    station.hire("nurse2", "张护士", &["nurse"]);
    station.hire("quality", "刘质控", &["quality"]);
    station.hire("manager", "周主任", &["manager"]);
    station.sign_in("nurse");
    let donation = station.consented("张三");
    let din = station.ask("donation.register_collection", station.collection(&donation))["din"].clone();
    let get = || station.ask("unit.get", json!({ "donation": donation, "din": null }));
    station.sign_in("quality");
    let reject = json!({
        "donation": donation, "reason": "contamination", "note": "", "digest": get()["rejection_digest"],
        "login": "quality", "password": PASSWORD, "second_login": "manager", "second_password": PASSWORD,
    });
    station.ask("unit.reject", reject);
    station.sign_in("nurse");
    let request = |disposal: &str| {
        let mut request = dispose(&get(), disposal, &din);
        request["second_login"] = json!("nurse2");
        request["second_password"] = json!(PASSWORD);
        request
    };
    for disposal in ["research", "validation"] {
        let problem = station.try_ask("unit.dispose", request(disposal)).unwrap_err();
        assert_eq!(
            (problem.code.as_str(), problem.field.as_deref()),
            ("disposal.no_consent", Some("disposal"))
        );
    }
    station.ask("unit.dispose", request("medical_waste"));
    assert_eq!(get()["disposal"]["second"], "张护士");
}

// requirement: 1271.270(a)
#[test]
fn a_family_is_told_as_often_as_it_takes() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 60);
    station.ask("session.sign_in", json!({ "login": "nurse", "password": DEMO }));
    let view = stored(&station).remove(0);
    let donation = &view["row"]["donation"];
    let told = |notice: &str, at: Value| json!({ "donation": donation, "notice": notice, "told_ms": at, "note": "asked why" });
    assert_eq!(station.refused("unit.notify_family", told("phone", Value::Null)), "disposal.not_rejected");
    reject(&station, &view);
    station.ask("session.sign_in", json!({ "login": "storage", "password": DEMO }));
    assert_eq!(station.refused("unit.notify_family", told("phone", Value::Null)), "permission.denied");
    station.ask("session.sign_in", json!({ "login": "nurse", "password": DEMO }));
    let tomorrow = crate::station::now_ms() + 86_400_000;
    let problem = station.try_ask("unit.notify_family", told("phone", json!(tomorrow))).unwrap_err();
    assert_eq!(problem.field.as_deref(), Some("told_ms"));
    station.ask("unit.notify_family", told("not_reached", Value::Null));
    station.ask("unit.notify_family", told("letter", Value::Null));
    let view = station.ask("unit.get", json!({ "donation": donation, "din": null }));
    let ways: Vec<&Value> =
        view["notices"].as_array().unwrap().iter().map(|notice| &notice["notice"]).collect();
    assert_eq!(ways, ["not_reached", "letter"]);
}

// requirement: 1271.270(a)
#[test]
fn a_unit_that_is_given_to_research_is_never_released() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 60);
    station.ask("session.sign_in", json!({ "login": "quality", "password": DEMO }));
    let [view, other] = <[Value; 2]>::try_from(stored(&station)).unwrap();
    let (din, donation) = (&view["row"]["din"], &view["row"]["donation"]);
    let review = || station.ask("review.get", json!({ "donation": donation, "din": null }));
    let shown = review();
    assert_eq!((&shown["can_research"], &shown["research_blockers"]), (&json!(true), &json!([])));
    let request = |digest: &Value, note: &str| json!({ "donation": donation, "note": note, "digest": digest, "login": "quality", "password": DEMO });
    let silent = station.try_ask("review.research", request(&shown["research_digest"], " ")).unwrap_err();
    assert_eq!((silent.code.as_str(), silent.field.as_deref()), ("value.empty", Some("note")));
    let foreign = request(&shown["digest"], "study 12");
    assert_eq!(station.refused("review.research", foreign), "signature.content_changed");
    station.ask("review.research", request(&shown["research_digest"], "study 12"));
    let after = review();
    assert_eq!(after["unit"]["row"]["status"], "research");
    assert_eq!(
        after["unit"]["row"]["position"], view["row"]["position"],
        "its bag stays until it is handed over"
    );
    assert_eq!(after["unit"]["research"]["note"], "study 12");
    let codes: Vec<&str> =
        after["blockers"].as_array().unwrap().iter().filter_map(|blocker| blocker["code"].as_str()).collect();
    assert!(codes.contains(&"disposition.research"), "{codes:?}");
    for (login, command) in [("quality", "review.sign"), ("manager", "release.sign")] {
        station.ask("session.sign_in", json!({ "login": login, "password": DEMO }));
        let sign =
            json!({ "donation": donation, "digest": after["digest"], "login": login, "password": DEMO });
        assert_eq!(station.refused(command, sign), "disposition.research", "{command}");
    }
    let queue = station.ask("review.queue", json!({ "after": null, "limit": 200 }));
    let waiting: Vec<&Value> =
        queue["rows"].as_array().unwrap().iter().map(|row| &row["unit"]["donation"]).collect();
    assert!(!waiting.contains(&donation) && waiting.contains(&&other["row"]["donation"]));

    station.ask("session.sign_in", json!({ "login": "storage", "password": DEMO }));
    station.ask("unit.dispose", dispose(&view, "research", din));
    let gone = station.ask("unit.get", json!({ "donation": donation, "din": null }));
    assert_eq!((&gone["row"]["position"], &gone["row"]["status"]), (&Value::Null, &json!("research")));
}

fn tasks(station: &Station) -> Vec<(String, Value)> {
    let list = station.ask("work.list", json!({}));
    let items = list["items"].as_array().unwrap().iter();
    let refused = items.filter(|item| item["kind"].as_str().unwrap().starts_with("refused_"));
    refused.map(|item| (item["kind"].as_str().unwrap().to_owned(), item["about"].clone())).collect()
}

#[test]
fn what_is_left_of_a_refused_unit_is_to_do_for_those_who_may_until_it_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 60);
    let sign_in = |login: &str| station.ask("session.sign_in", json!({ "login": login, "password": DEMO }));
    sign_in("quality");
    let [other, view] = <[Value; 2]>::try_from(stored(&station)).unwrap();
    let (din, donation) = (&view["row"]["din"], &view["row"]["donation"]);
    let of = |found: &[(String, Value)], din: &Value| -> Vec<String> {
        found.iter().filter(|(_, about)| about == din).map(|(kind, _)| kind.clone()).collect()
    };
    let seen = |login: &str, din: &Value| {
        sign_in(login);
        of(&tasks(&station), din)
    };
    assert_eq!(seen("nurse", din), [""; 0]);
    sign_in("quality");
    let review = station.ask("review.get", json!({ "donation": other["row"]["donation"], "din": null }));
    let research = json!({
        "donation": other["row"]["donation"], "note": "study 12", "digest": review["research_digest"],
        "login": "quality", "password": DEMO,
    });
    station.ask("review.research", research);
    reject(&station, &view);

    let (bag, family) = ("refused_bag_kept", "refused_family_not_told");
    assert_eq!(seen("nurse", din), [bag, family], "who may do both sees both");
    assert_eq!(seen("storage", din), [bag], "who sees no names tells no family");
    assert_eq!(seen("search", din), [""; 0], "who may do neither sees neither");
    assert_eq!(seen("nurse", &other["row"]["din"]), [bag], "of research no family is told");
    let list = station.ask("work.list", json!({}));
    let since: Vec<i64> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|item| item["kind"].as_str().unwrap().starts_with("refused_"))
        .map(|item| item["since_ms"].as_i64().unwrap())
        .collect();
    assert!(since.is_sorted() && since.len() >= 3, "{since:?}");

    let told = |notice: &str| json!({ "donation": donation, "notice": notice, "told_ms": null, "note": "asked why" });
    station.ask("unit.notify_family", told("not_reached"));
    assert_eq!(seen("nurse", din), [bag, family], "nobody was reached");
    station.ask("unit.notify_family", told("phone"));
    assert_eq!(seen("nurse", din), [bag]);
    sign_in("storage");
    station.ask("unit.dispose", dispose(&view, "medical_waste", din));
    assert_eq!(seen("nurse", din), [""; 0]);
    station.ask("unit.dispose", {
        let mut request = dispose(&other, "research", &other["row"]["din"]);
        request["second_login"] = json!("lab2");
        request
    });
    assert_eq!(seen("nurse", &other["row"]["din"]), [""; 0]);
    let before = tasks(&station);
    station.0.rebuild().unwrap();
    assert_eq!(tasks(&station), before, "a rebuild changes nothing");
}
