//! A version of a procedure on its way: a draft that stays with its author, then a review that returns or approves it.

use crate::job::{receive, report_all, sent, step};
use crate::station::{PASSPHRASE, PASSWORD, Station};
use crate::sync::Trio;
use serde_json::{Value, json};

fn version(station: &Station, version: &str) -> Value {
    let list = station.ask("procedure.list", json!({}))["procedures"].clone();
    let ours = |one: &&Value| one["code"] == "processing-hes" && one["version"] == version;
    list.as_array().unwrap().iter().find(ours).unwrap_or_else(|| panic!("version {version}")).clone()
}

fn text(station: &Station, shown: &Value) -> Value {
    station.ask("procedure.text", json!({ "digest": shown["digest"] }))
}

/// The text of the first version under another number, with another title of its first step.
fn changed(station: &Station, number: &str, title: &str) -> String {
    let first = text(station, &version(station, "1"))["content"].as_str().unwrap().to_owned();
    let numbered = first.replacen("\"version\": \"1\"", &format!("\"version\": \"{number}\""), 1);
    numbered.replacen("\"称量\"", &format!("\"{title}\""), 1)
}

/// Submitted by the manager, who stays signed in.
fn submit(station: &Station, number: &str, title: &str) -> Value {
    station.sign_in("manager");
    let (content, first) = (changed(station, number, title), version(station, "1"));
    let draw = json!({ "content": content, "based_on": first["digest"], "reason": "two persons" });
    station.ask("procedure.draw", draw);
    version(station, number)
}

fn returning(shown: &Value, reason: &str) -> Value {
    json!({ "code": shown["code"], "version": shown["version"], "digest": shown["digest"], "reason": reason })
}

fn approval(shown: &Value, login: &str) -> Value {
    json!({
        "kind": shown["kind"], "code": shown["code"], "version": shown["version"], "digest": shown["digest"],
        "effective_ms": null, "login": login, "password": PASSWORD,
    })
}

fn work(station: &Station) -> Vec<(String, String)> {
    let list = station.ask("work.list", json!({}));
    let word = |item: &Value, name: &str| item[name].as_str().unwrap().to_owned();
    let items = list["items"].as_array().unwrap().iter();
    items
        .map(|item| (word(item, "kind"), word(item, "about")))
        .filter(|(kind, _)| kind.starts_with("procedure"))
        .collect()
}

fn item(kind: &str, about: &str) -> (String, String) {
    (kind.to_owned(), about.to_owned())
}

#[test]
fn a_draft_outlives_its_window_and_the_station_and_is_its_authors_alone() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    station.hire("manager", "周主任", &["manager", "quality"]);
    station.hire("quality", "刘质控", &["quality", "manager"]);
    station.hire("lab", "王技师", &["processing"]);
    station.sign_in("manager");
    let first = version(&station, "1")["digest"].clone();
    let keep =
        |content: &str, reason: &str| json!({ "began_with": first, "content": content, "reason": reason });
    let named = json!({ "began_with": first });
    assert_eq!(station.ask("procedure.draft", named.clone())["draft"], Value::Null);
    // Finished or not, and longer than what can be submitted.
    station.ask("procedure.keep_draft", keep("{\"code\": \"half", ""));
    let listed = station.ask("procedure.drafts", json!({}))["drafts"].clone();
    assert_eq!((&listed[0]["code"], &listed[0]["version"]), (&json!("processing-hes"), &json!("1")));
    let long = format!("{{\"version\": \"2\", \"pad\": \"{}\"}}", "长".repeat(1024 * 1024));
    assert_eq!(
        station.refused("procedure.draw", json!({ "content": long, "based_on": first, "reason": "r" })),
        "sop.rule.too_long"
    );
    let kept = station.ask("procedure.keep_draft", keep(&long, "still too long"));
    let beyond = "x".repeat(8 * 1024 * 1024 + 1);
    let problem = station.try_ask("procedure.keep_draft", keep(&beyond, "")).unwrap_err();
    assert_eq!(
        (problem.code.as_str(), problem.field.as_deref()),
        ("procedure.draft_too_long", Some("content"))
    );
    assert_eq!(problem.params["max"], 8192);
    let unknown = json!({ "began_with": "00", "content": "{}", "reason": "" });
    assert_eq!(station.refused("procedure.keep_draft", unknown), "procedure.no_text");

    // Nobody else's, whatever they may do.
    station.sign_in("quality");
    assert_eq!(station.ask("procedure.drafts", json!({}))["drafts"], json!([]));
    assert_eq!(station.ask("procedure.draft", named.clone())["draft"], Value::Null);
    station.ask("procedure.discard_draft", named.clone());
    station.sign_in("lab");
    assert_eq!(station.refused("procedure.keep_draft", keep("{}", "")), "permission.denied");

    drop(station);
    let station = Station::open(folder.path());
    station.ask("setup.unlock", json!({ "passphrase": PASSPHRASE }));
    station.sign_in("manager");
    let found = station.ask("procedure.draft", named.clone())["draft"].clone();
    assert_eq!(
        (found["content"].as_str(), &found["reason"], &found["saved_ms"]),
        (Some(long.as_str()), &json!("still too long"), &kept["saved_ms"])
    );
    let listed = station.ask("procedure.drafts", json!({}))["drafts"].clone();
    assert_eq!((listed.as_array().unwrap().len(), &listed[0]["version"]), (1, &json!("2")));
    assert_eq!(listed[0]["bytes"], long.len());

    // What is submitted is no draft any more; what is discarded is gone.
    let good = changed(&station, "2", "双人称量");
    station.ask("procedure.keep_draft", keep(&good, "two persons"));
    let draw = json!({ "content": good, "based_on": first, "reason": "two persons", "draft": first });
    let mut wrong = draw.clone();
    wrong["reason"] = json!(" ");
    assert_eq!(station.refused("procedure.draw", wrong), "value.empty");
    assert_ne!(station.ask("procedure.draft", named.clone())["draft"], Value::Null, "refused: still there");
    station.ask("procedure.draw", draw);
    assert_eq!(station.ask("procedure.drafts", json!({}))["drafts"], json!([]));
    station.ask("procedure.keep_draft", keep("{}", ""));
    assert_eq!(station.ask("procedure.discard_draft", named)["drafts"], json!([]));
}

// requirement: 1271.47(b)-(d)
#[test]
fn a_version_in_review_is_returned_with_a_reason_taken_up_again_and_approved() {
    let trio = Trio::start("procedure-review");
    let lab = &trio.lab;
    let second = submit(lab, "2", "双人称量");
    assert_eq!((&second["state"], &second["own"]), (&json!("in_review"), &json!(true)));
    assert!(work(lab).is_empty(), "not for who drew it");
    assert_eq!(lab.refused("procedure.return", returning(&second, "mine")), "procedure.own_review");
    lab.sign_in("lab");
    assert_eq!(lab.refused("procedure.return", returning(&second, "too short")), "permission.denied");
    // Whoever may read it sees what it changes.
    let first = version(lab, "1");
    let compare = json!({ "before": first["digest"], "after": second["digest"] });
    let changes = lab.ask("procedure.compare", compare)["changes"].clone();
    assert_eq!((changes.as_array().unwrap().len(), &changes[0]["zh"]), (1, &json!("双人称量")));

    lab.sign_in("quality");
    assert_eq!(work(lab), [item("procedure_in_review", "processing-hes 2")]);
    assert_eq!(lab.refused("procedure.return", returning(&second, " ")), "value.empty");
    assert_eq!(lab.refused("procedure.return", returning(&first, "no")), "procedure.not_in_review");
    lab.ask("procedure.return", returning(&second, "who is the second person?"));
    assert!(work(lab).is_empty());
    let shown = version(lab, "2");
    assert_eq!(
        (&shown["state"], &shown["returned_by"], &shown["returned_reason"]),
        (&json!("returned"), &json!("刘质控"), &json!("who is the second person?"))
    );
    assert_eq!(lab.refused("procedure.return", returning(&second, "again")), "procedure.returned_before");
    trio.settle();
    trio.office.sign_in("quality");
    assert_eq!(
        trio.office.refused("procedure.approve", approval(&second, "quality")),
        "procedure.returned_before"
    );

    // Its author takes the text up; compared with what is worked by, not with what was returned.
    lab.sign_in("manager");
    assert_eq!(work(lab), [item("procedure_returned", "processing-hes 2")]);
    let taken = text(lab, &second);
    assert_eq!(taken["draft_base"], first["digest"]);
    let again = changed(lab, "3", "由另一人复核的称量");
    lab.ask(
        "procedure.keep_draft",
        json!({ "began_with": second["digest"], "content": again, "reason": "named" }),
    );
    assert!(work(lab).is_empty(), "in hand");
    let discard = json!({ "began_with": second["digest"] });
    lab.ask("procedure.discard_draft", discard);
    assert_eq!(work(lab).len(), 1, "and again where it was dropped");
    let draw = json!({ "content": again, "based_on": taken["draft_base"], "reason": "named", "draft": second["digest"] });
    lab.ask("procedure.draw", draw);
    assert!(work(lab).is_empty());
    lab.sign_in("quality");
    let third = version(lab, "3");
    assert_eq!(work(lab), [item("procedure_in_review", "processing-hes 3")]);
    lab.ask("procedure.approve", approval(&third, "quality"));
    assert!(work(lab).is_empty());
    let states: Vec<Value> =
        ["1", "2", "3"].iter().map(|number| version(lab, number)["state"].clone()).collect();
    assert_eq!(states, ["superseded", "returned", "in_force"]);
    assert_eq!(
        text(lab, &second)["content"].as_str(),
        Some(changed(lab, "2", "双人称量").as_str()),
        "readable for ever"
    );
    assert_eq!(lab.ask("ledger.verify", json!({}))["good"], true);
}

// requirement: 1271.47(b)-(d)
#[test]
fn of_an_approval_and_a_return_that_cross_the_return_counts_and_the_unit_begun_meanwhile_is_looked_at() {
    let mut trio = Trio::start("procedure-cross");
    let (donation, din, shipment) = sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    let second = submit(&trio.lab, "2", "双人称量");
    trio.settle();
    trio.centre.stop().unwrap();
    let (lab, office) = (&trio.lab, &trio.office);
    lab.sign_in("quality");
    lab.ask("procedure.return", returning(&second, "no second person at night"));
    office.sign_in("quality");
    office.ask("procedure.approve", approval(&second, "quality"));
    assert_eq!(version(office, "2")["state"], "in_force");
    receive(office, &donation, &din, &shipment);
    trio.centre.start_again().unwrap();
    trio.settle();
    let (lab, office) = (&trio.lab, &trio.office);
    let by_id = json!({ "donation": donation, "din": null });
    for station in [lab, office] {
        let states: Vec<Value> =
            ["1", "2"].iter().map(|number| version(station, number)["state"].clone()).collect();
        assert_eq!(states, ["in_force", "returned"]);
    }
    // The cells do not wait: the unit ends by the version it began with. Its release does.
    office.sign_in("lab");
    let bench = office.ask("bench.get", by_id.clone());
    assert_eq!((&bench["sop_version"], &bench["steps"][0]["zh"]), (&json!("2"), &json!("双人称量")));
    office.ask("bench.record_step", step(&donation, &bench["steps"][0]));
    let stopped = || {
        let blockers = office.ask("review.get", by_id.clone())["blockers"].clone();
        let found = blockers.as_array().unwrap().iter().find(|one| one["code"] == "release.sop_returned");
        found.map(|one| one["subject"].clone())
    };
    office.sign_in("quality");
    assert_eq!(stopped(), Some(json!("processing-hes 2")));
    crate::deviations::closed_as_fit(office, &donation);
    assert_eq!(stopped(), None, "a deviation closed as fit answers for it");
}

/// Worked, tested and stored, reviewed and released.
fn released(station: &Station, donation: &Value, din: &str) {
    station.sign_in("lab");
    let bench = station.ask("bench.get", json!({ "donation": donation, "din": null }));
    for one in bench["steps"].as_array().unwrap() {
        let mut request = step(donation, one);
        if one["needs_second"] == true {
            request["second_login"] = json!("lab2");
            request["second_password"] = json!(PASSWORD);
        }
        station.ask("bench.record_step", request);
    }
    report_all(station, donation);
    station.sign_in("storage");
    let place =
        json!({ "bag_scan": format!("&d{din}00"), "position_scan": "&pT01-R01-S001", "move_reason": null });
    station.ask("storage.store", place);
    sign(station, donation);
}

fn sign(station: &Station, donation: &Value) {
    for (login, command) in [("quality", "review.sign"), ("manager", "release.sign")] {
        station.sign_in(login);
        let digest =
            station.ask("review.get", json!({ "donation": donation, "din": null }))["digest"].clone();
        let signed = json!({ "donation": donation, "digest": digest, "login": login, "password": PASSWORD });
        station.ask(command, signed);
    }
}

/// The reasons of its holds, whether lists say so, and the items under To do.
fn held(station: &Station, donation: &Value) -> (Vec<Value>, bool, Vec<String>) {
    station.sign_in("quality");
    let unit = station.ask("unit.get", json!({ "donation": donation, "din": null }));
    let reasons = unit["holds"].as_array().unwrap().iter().map(|hold| hold["reason"].clone()).collect();
    let list = json!({ "statuses": [], "text": null, "inventory": null, "held_only": true, "after": null, "limit": 9 });
    let rows = station.ask("unit.list", list)["rows"].clone();
    let listed = rows.as_array().unwrap().iter().any(|row| row["donation"] == *donation);
    let items = station.ask("work.list", json!({}))["items"].clone();
    let told =
        items.as_array().unwrap().iter().filter(|item| item["kind"] == "sop_returned").filter(|item| {
            item["units"]
                .as_array()
                .unwrap()
                .iter()
                .any(|row| row["donation"] == *donation && row["held"] == true)
        });
    (reasons, listed, told.map(|item| item["about"].as_str().unwrap().to_owned()).collect())
}

// requirement: 1271.47(b)-(d), 1271.265(c)
#[test]
fn a_unit_that_was_released_by_a_version_that_was_returned_is_held_until_a_deviation_answers() {
    let mut trio = Trio::start("procedure-released");
    let (donation, din, shipment) = sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    let second = submit(&trio.lab, "2", "双人称量");
    trio.settle();
    trio.centre.stop().unwrap();
    let (lab, office) = (&trio.lab, &trio.office);
    lab.sign_in("quality");
    lab.ask("procedure.return", returning(&second, "no second person at night"));
    office.sign_in("quality");
    office.ask("procedure.approve", approval(&second, "quality"));
    receive(office, &donation, &din, &shipment);
    released(office, &donation, &din);
    assert_eq!(held(office, &donation), (vec![], false, vec![]));
    trio.centre.start_again().unwrap();
    trio.settle();
    let (lab, office) = (&trio.lab, &trio.office);
    let told = (vec![json!("sop_returned")], true, vec!["processing-hes 2".to_owned()]);
    for station in [lab, office] {
        assert_eq!(held(station, &donation), told);
        assert_eq!(station.status(&donation), "released");
        station.sign_in("manager");
        let certificate = json!({ "donation": donation, "copy_reason": null });
        assert_eq!(station.refused("certificate.issue", certificate), "unit.held");
    }
    office.0.rebuild().unwrap();
    assert_eq!(held(office, &donation), told);
    crate::deviations::closed_as_fit(office, &donation);
    sign(office, &donation);
    trio.settle();
    for station in [&trio.lab, &trio.office] {
        assert_eq!(
            held(station, &donation),
            (vec![], false, vec![]),
            "answered for, reviewed and released again"
        );
    }
}
