//! The tanks are read, what is outside is acted upon, and the readings are reviewed by signature.

use crate::station::{Clocks, PASSWORD, Station, now_ms};
use serde_json::{Value, json};

struct Room {
    _folder: tempfile::TempDir,
    clocks: Clocks,
    station: Station,
    tank: Value,
}

impl Room {
    fn furnish() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clocks = Clocks::new();
        let station = Station::open_on(folder.path(), &clocks);
        station.found();
        station.hire("storage", "陈库管", &["storage"]);
        station.hire("quality", "刘质控", &["quality"]);
        station.hire("nurse", "李护士", &["nurse"]);
        let site = station.ask("admin.overview", json!({}))["sites"][0]["site"].clone();
        let tank = json!({ "site": site, "room": "A", "code": "T01", "purpose": "permanent", "racks": 2, "slots": 10 });
        station.ask("admin.add_tank", tank);
        let tank = station.ask("storage.tanks", json!({}))["tanks"][0]["tank"].clone();
        Self { _folder: folder, clocks, station, tank }
    }

    fn readings(&self) -> Value {
        self.station.ask("storage.readings", json!({ "tank": self.tank }))
    }

    fn reading(&self, temperature: &str, action: &str) -> Value {
        json!({
            "tank": self.tank, "temperature_c": temperature, "level_percent": "80", "read_ms": null,
            "action": action,
        })
    }

    fn review(&self, digest: &Value) -> Value {
        json!({ "tank": self.tank, "digest": digest, "note": "read through", "login": "quality", "password": PASSWORD })
    }
}

// requirement: 1271.260(d)(e)
#[test]
fn a_reading_outside_wants_an_action_and_a_review_signs_exactly_what_was_shown() {
    let room = Room::furnish();
    let station = &room.station;
    station.sign_in("nurse");
    assert_eq!(station.refused("storage.read_tank", room.reading("-180", "")), "permission.denied");
    station.sign_in("storage");
    let empty = room.readings();
    assert_eq!((&empty["due"], &empty["limit"]), (&json!(true), &json!("≤ -150 °C")));

    station.ask("storage.read_tank", room.reading("-178.5", ""));
    let problem = station.try_ask("storage.read_tank", room.reading("-149.9", " ")).unwrap_err();
    assert_eq!((problem.code.as_str(), problem.field.as_deref()), ("storage.reading_action", Some("action")));
    assert_eq!(room.readings()["readings"].as_array().unwrap().len(), 1, "a refused reading leaves nothing");
    station.ask("storage.read_tank", room.reading("-149.9", "filled by hand, supplier called"));
    assert_eq!(station.refused("storage.read_tank", room.reading("20O", "")), "value.not_a_number");
    assert_eq!(station.refused("storage.read_tank", room.reading("-300", "")), "value.too_low");
    let mut later = room.reading("-180", "");
    later["read_ms"] = json!(now_ms() + 3_600_000);
    assert_eq!(station.refused("storage.read_tank", later), "value.in_future");
    let mut level = room.reading("-180", "");
    level["level_percent"] = json!("101");
    assert_eq!(station.refused("storage.read_tank", level), "value.too_high");

    let shown = room.readings();
    assert_eq!((&shown["due"], &shown["unreviewed"]), (&json!(false), &json!(2)));
    assert_eq!(shown["readings"][0]["verdict"], "fail");
    assert_eq!(shown["readings"][0]["action"], "filled by hand, supplier called");
    assert_eq!(shown["readings"][1]["verdict"], "pass");
    assert_eq!(
        station.refused("storage.review_readings", room.review(&shown["digest"])),
        "permission.denied"
    );

    // What arrives between reading and signing is not signed unseen.
    station.ask("storage.read_tank", room.reading("-177", ""));
    station.sign_in("quality");
    assert_eq!(
        station.refused("storage.review_readings", room.review(&shown["digest"])),
        "signature.content_changed"
    );
    let shown = room.readings();
    let mut wrong = room.review(&shown["digest"]);
    wrong["password"] = json!("guess");
    assert_eq!(station.refused("storage.review_readings", wrong), "session.wrong_password");
    let signed = station.ask("storage.review_readings", room.review(&shown["digest"]));
    assert_eq!(signed["unreviewed"], 0);
    for reading in signed["readings"].as_array().unwrap() {
        assert_eq!((&reading["reviewed_by"], &reading["note"]), (&json!("刘质控"), &json!("read through")));
    }
    assert_eq!(
        station.refused("storage.review_readings", room.review(&signed["digest"])),
        "storage.nothing_to_review"
    );

    // A day later the next one is due, and only the new one is still to be reviewed.
    room.clocks.pass(25 * 60);
    station.sign_in("storage");
    assert_eq!(room.readings()["due"], true);
    let after = station.ask("storage.read_tank", room.reading("-176", ""));
    assert_eq!((&after["due"], &after["unreviewed"]), (&json!(false), &json!(1)));
}

#[test]
fn a_late_reading_keeps_both_times_and_stands_in_the_report_of_late_entries() {
    let room = Room::furnish();
    room.station.sign_in("storage");
    let read_ms = now_ms() - 5 * 3_600_000;
    let mut late = room.reading("-179", "");
    late["read_ms"] = json!(read_ms);
    let reading = room.station.ask("storage.read_tank", late)["readings"][0].clone();
    assert_eq!(reading["read_ms"], read_ms);
    assert!(reading["entered_ms"].as_i64().unwrap() > read_ms + 4 * 3_600_000);
    room.station.sign_in("quality");
    let filter = json!({
        "unit": null, "person": null, "station": null, "from_ms": null, "until_ms": null, "kinds": [],
        "report": "late_entries",
    });
    let late = room.station.ask("audit.list", json!({ "filter": filter, "after": null, "limit": 10 }));
    let kinds: Vec<&Value> = late["rows"].as_array().unwrap().iter().map(|row| &row["kind"]).collect();
    assert_eq!(kinds, [&json!("tank.read")]);
}
