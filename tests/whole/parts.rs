//! Samples and other parts of a unit through the whole: made, placed, used, labelled, scanned, discarded; two stations.

use crate::job::sent;
use crate::station::{PASSWORD, Station};
use crate::sync::Trio;
use serde_json::{Value, json};

const DEMO: &str = "demo-2026";

fn sign_in(station: &Station, login: &str) {
    station.ask("session.sign_in", json!({ "login": login, "password": DEMO }));
}

/// The unit of the demo bank that was stored last, with its parts.
fn unit(station: &Station) -> (Value, Value) {
    unit_of(station, &["stored", "reviewed", "released"])
}

fn unit_of(station: &Station, statuses: &[&str]) -> (Value, Value) {
    let list = json!({
        "statuses": statuses, "text": null, "inventory": null, "held_only": false,
        "after": null, "limit": 30,
    });
    let rows = station.ask("unit.list", list)["rows"].as_array().unwrap().clone();
    let found = rows.into_iter().filter(|row| row["held"] == false).find_map(|row| {
        let parts = station.ask("part.list", json!({ "donation": row["donation"], "din": null }));
        (!parts["parts"].as_array().unwrap().is_empty()).then_some((row, parts))
    });
    found.expect("the demo bank has units with parts")
}

fn make(donation: &Value, kind: &str, source: &str, count: &str, volume: &str) -> Value {
    json!({
        "donation": donation, "kind": kind, "container": null, "source": source, "parent": null, "count": count,
        "volume": volume, "unit": "ml", "taken": "", "made_ms": null, "mass_ug": "", "concentration": "", "compartment": "",
        "place": null, "note": "",
    })
}

fn at(device: &str, box_code: &str, cell: &str) -> Value {
    json!({ "device": device, "rack": "2", "box_code": box_code, "cell": cell })
}

fn parts<'a>(view: &'a Value, kind: &str) -> Vec<&'a Value> {
    view["parts"].as_array().unwrap().iter().filter(|part| part["kind"] == kind).collect()
}

fn refused_at(station: &Station, command: &str, request: &Value) -> (String, Option<String>) {
    let problem = station.try_ask(command, request.clone()).expect_err(command);
    (problem.code, problem.field)
}

// requirement: 1271.270(a), Annex 11 §13
#[test]
fn five_vials_go_into_a_box_and_each_says_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 60);
    sign_in(&station, "lab");
    let (row, before) = unit(&station);
    let donation = &row["donation"];
    let din = row["din"].as_str().unwrap();
    // What the demo bank made of it is whole: five compartments on the bag, within the tolerance.
    let states: Vec<&Value> = parts(&before, "compartment").iter().map(|part| &part["state"]).collect();
    assert_eq!(states, [&json!("attached"); 5]);
    let mut request = make(donation, "plasma", "collection", "5", "0.5");
    for (place, expected) in [
        (at("EQ-001", "P-09", "A1"), ("part.device", Some("device"))),
        (at("EQ-025", "P-09", "Z1"), ("part.cell_unknown", Some("cell"))),
        (at("EQ-025", "P 09", "A1"), ("scan.character", Some("box_code"))),
        (at("EQ-025", "", "A1"), ("part.box_missing", Some("box_code"))),
    ] {
        request["place"] = place;
        let (code, field) = refused_at(&station, "part.make", &request);
        assert_eq!((code.as_str(), field.as_deref()), expected);
    }
    let same = |view: &Value| view["parts"].as_array().unwrap().len();
    let list = || station.ask("part.list", json!({ "donation": donation, "din": null }));
    assert_eq!(same(&list()), same(&before), "what is refused leaves nothing");
    request["place"] = at("&eEQ-025", "P-09", "a1");
    let view = station.ask("part.make", request.clone());
    let made: Vec<Value> = view["parts"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|part| part["place"]["box_code"] == "P-09")
        .cloned()
        .collect();
    let cells: Vec<&Value> = made.iter().map(|part| &part["place"]["cell"]).collect();
    assert_eq!(cells, ["A1", "A2", "A3", "A4", "A5"]);
    let problem = station.try_ask("part.make", request).unwrap_err();
    assert_eq!(problem.code, "part.cell_taken");
    assert_eq!(problem.params["occupant"], format!("{din}-{:02}", made[0]["number"].as_u64().unwrap()));

    // The box shows them, and the scan of a label finds its part.
    let query = json!({ "device": "EQ-025", "box_code": "P-09" });
    let shown = station.ask("part.box", query);
    assert_eq!((&shown["row"]["parts"], &shown["row"]["free"]), (&json!(5), &json!(76)));
    let code = made[2]["code"].as_str().unwrap();
    assert!(code.starts_with(&format!("&a{din}-")), "{code}");
    let meaning = station.ask("scan.read", json!({ "text": code, "wanted": null }));
    assert_eq!(meaning["kind"], "part");
    assert_eq!((&meaning["unit"]["din"], &meaning["part"]), (&row["din"], &made[2]["part"]));

    // Moved by the scan of its label; another label is not taken for it.
    let mut place = json!({
        "donation": donation, "part": made[2]["part"], "label": made[1]["code"],
        "place": at("EQ-025", "P-09", "B1"), "reason": "box tidied",
    });
    assert_eq!(station.refused("part.place", place.clone()), "part.other");
    place["label"] = json!(code);
    place["place"] = at("EQ-025", "P-09", "A1");
    assert_eq!(station.refused("part.place", place.clone()), "part.cell_taken");
    place["place"] = at("EQ-025", "P-09", "B1");
    let view = station.ask("part.place", place);
    let moved = parts(&view, "plasma").into_iter().find(|part| part["part"] == made[2]["part"]).unwrap();
    assert_eq!(moved["place"]["cell"], "B1");
    let events: Vec<&Value> =
        moved["events"].as_array().unwrap().iter().map(|event| &event["kind"]).collect();
    assert_eq!(events, ["part.made", "part.placed", "part.placed"]);

    // Taken of, and never more than it holds.
    let take = |volume: &str| {
        json!({
            "donation": donation, "part": made[0]["part"], "volume": volume, "unit": "ul", "part_use": "test", "reason": "HBsAg again",
        })
    };
    let problem = station.try_ask("part.use", take("500.001")).unwrap_err();
    assert_eq!((problem.code.as_str(), problem.field.as_deref()), ("part.less", Some("volume")));
    assert_eq!(problem.params["left"], "500");
    let view = station.ask("part.use", take("499.999"));
    let used = parts(&view, "plasma").into_iter().find(|part| part["part"] == made[0]["part"]).unwrap();
    assert_eq!((&used["left"], &used["held"]), (&json!("0.000001"), &json!("0.5")));

    // Who may not discard does not, nor does one person alone.
    let discard = |second: &str| {
        json!({
            "donation": donation, "part": made[1]["part"], "disposal": "medical_waste", "reason": "vial cracked",
            "second_login": second, "second_password": DEMO,
        })
    };
    sign_in(&station, "lab2");
    sign_in(&station, "storage");
    assert_eq!(station.refused("part.discard", discard("storage")), "part.same_person");
    assert_eq!(station.refused("part.discard", discard("courier")), "signature.second_not_entitled");
    let view = station.ask("part.discard", discard("lab"));
    let gone = parts(&view, "plasma").into_iter().find(|part| part["part"] == made[1]["part"]).unwrap();
    assert_eq!((&gone["state"], &gone["place"]), (&json!("discarded"), &Value::Null));
    let last = gone["events"].as_array().unwrap().last().unwrap().clone();
    assert_ne!((&last["by"], &last["second"]), (&last["second"], &last["by"]));
    sign_in(&station, "nurse");
    assert_eq!(station.refused("part.use", take("0.001")), "permission.denied");
    // Rebuilt from the ledger, all is as it was.
    let digest = station.0.projection_digest().unwrap();
    station.0.rebuild().unwrap();
    assert_eq!(station.0.projection_digest().unwrap(), digest);
}

#[test]
fn a_compartment_is_separated_labelled_and_outlives_its_bag() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 60);
    sign_in(&station, "storage");
    let (released, view) = unit_of(&station, &["released"]);
    let whole = json!({ "donation": released["donation"], "part": parts(&view, "compartment")[0]["part"], "reason": "r" });
    assert_eq!(station.refused("part.separate", whole), "part.released");
    let (row, view) = unit_of(&station, &["stored", "reviewed"]);
    let donation = &row["donation"];
    let part = parts(&view, "compartment")[1]["part"].clone();
    let change = |reason: &str| json!({ "donation": donation, "part": part, "reason": reason });
    let place = json!({
        "donation": donation, "part": part, "label": "", "place": at("EQ-025", "", ""), "reason": "",
    });
    assert_eq!(station.refused("part.place", place.clone()), "part.attached");
    station.ask("part.separate", change("for expansion"));
    assert_eq!(station.refused("part.separate", change("again")), "part.not_attached");
    station.ask("part.place", place);
    let printer = json!({ "donation": donation, "parts": [part], "locale": "en", "printer": "PDF", "reprint_reason": null });
    let reply = station.ask("part.print_labels", printer.clone());
    let (symbols, text) = crate::trace::printed(std::path::Path::new(reply["destination"].as_str().unwrap()));
    let code = parts(&view, "compartment")[1]["code"].as_str().unwrap().to_owned();
    assert!(symbols.contains(&code), "{symbols:?}");
    let close: String = text.split(' ').collect();
    assert!(close.contains("Part2/5") && close.contains("4.8mL"), "{text}");
    assert_eq!(station.refused("part.print_labels", printer), "label.reprint_denied");

    // The unit is refused and its bag goes; what was taken off the bag stays, and so do the vials.
    sign_in(&station, "quality");
    let unit = station.ask("unit.get", json!({ "donation": donation, "din": null }));
    station.ask(
        "unit.reject",
        json!({
            "donation": donation, "reason": "contamination", "note": "", "digest": unit["rejection_digest"],
            "login": "quality", "password": DEMO, "second_login": "manager", "second_password": DEMO,
        }),
    );
    sign_in(&station, "storage");
    station.ask("unit.dispose", json!({
        "donation": donation, "disposal": "medical_waste", "bag_scan": format!("&d{}00", row["din"].as_str().unwrap()),
        "note": "waste lot 7", "second_login": "lab", "second_password": DEMO,
    }));
    let view = station.ask("part.list", json!({ "donation": donation, "din": null }));
    let states: Vec<&str> =
        parts(&view, "compartment").iter().map(|part| part["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["discarded", "stored", "discarded", "discarded", "discarded"]);
    assert!(parts(&view, "plasma").iter().all(|part| part["state"] == "stored"));
    let more = make(donation, "plasma", "collection", "1", "0.1");
    assert_eq!(station.refused("part.make", more), "disposal.already");
}

#[test]
fn a_count_is_signed_over_what_was_shown() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 60);
    sign_in(&station, "quality");
    let (row, view) = unit(&station);
    let vial = parts(&view, "plasma")[0];
    let count = |digest: &Value, volume: &str, password: &str| {
        json!({
            "donation": row["donation"], "part": vial["part"], "volume": volume, "unit": "ml", "reason": "pipetted",
            "digest": digest, "login": "quality", "password": password,
        })
    };
    assert_eq!(station.refused("part.count", count(&json!("d"), "0.3", DEMO)), "signature.content_changed");
    assert_eq!(
        station.refused("part.count", count(&vial["digest"], "0.3", "wrong")),
        "session.wrong_password"
    );
    let view = station.ask("part.count", count(&vial["digest"], "0.3", DEMO));
    assert_eq!(parts(&view, "plasma")[0]["left"], "0.3");
    assert_eq!(
        station.refused("part.count", count(&vial["digest"], "0.2", DEMO)),
        "signature.content_changed"
    );
    let correct = |volume: &str| {
        json!({
            "donation": row["donation"], "part": parts(&view, "plasma")[1]["part"], "what": "held", "volume": volume, "unit": "ml", "reason": "typing error",
        })
    };
    let view = station.ask("part.correct", correct("0.45"));
    let events = parts(&view, "plasma")[1]["events"].as_array().unwrap().clone();
    let corrected = events.iter().find(|event| event["kind"] == "part.corrected").unwrap();
    assert_eq!((&corrected["old"], &corrected["volume"]), (&json!("0.5"), &json!("0.45")));
    let timeline = station.ask("unit.timeline", json!({ "donation": row["donation"], "din": null }));
    let kinds: Vec<&str> =
        timeline["events"].as_array().unwrap().iter().map(|event| event["kind"].as_str().unwrap()).collect();
    assert!(kinds.contains(&"part.counted") && kinds.contains(&"part.corrected"));
}

fn work(station: &Station) -> Vec<String> {
    let items = station.ask("work.list", json!({}))["items"].as_array().unwrap().clone();
    let mut kinds: Vec<String> = items.iter().map(|item| item["kind"].as_str().unwrap().to_owned()).collect();
    kinds.sort();
    kinds
}

// requirement: Annex 11 §13
#[test]
fn what_two_stations_did_to_samples_without_hearing_of_each_other_is_settled_by_people() {
    let mut trio = Trio::start("parts");
    let (donation, din, _) = sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    let (lab, office) = (&trio.lab, &trio.office);
    let list = |station: &Station| {
        station.ask("part.list", json!({ "donation": donation, "din": null }))["parts"].clone()
    };
    trio.centre.stop().unwrap();
    for station in [lab, office] {
        station.sign_in("quality");
        let mut request = make(&donation, "plasma", "collection", "1", "1");
        request["place"] = at("T01", "P-01", "A1");
        station.ask("part.make", request);
    }
    trio.centre.start_again().unwrap();
    trio.settle();
    for station in [lab, office] {
        assert_eq!(work(station), ["part_cell", "part_twin"].map(str::to_owned), "{din}");
        let shown = list(station);
        assert_eq!((&shown[0]["number"], &shown[1]["number"]), (&json!(1), &json!(1)));
        assert_eq!((&shown[0]["twin"], &shown[1]["cell_with"]), (&json!(true), &json!(format!("{din}-01"))));
        let code = json!({ "text": format!("&a{din}-01"), "wanted": null });
        assert_eq!(station.refused("scan.read", code), "part.twin");
    }
    let shown = list(lab);
    let change = |part: &Value, reason: &str| json!({ "donation": donation, "part": part, "reason": reason });
    lab.ask("part.renumber", change(&shown[1]["part"], "made at the office"));
    assert_eq!(
        lab.refused("part.renumber", change(&shown[0]["part"], "again")),
        "correction.nothing_changed"
    );
    // Both vials carry one label until the new one is printed.
    assert_eq!(work(lab), ["part_cell", "part_twin"].map(str::to_owned));
    assert_eq!(lab.refused("part.take_out", change(&shown[0]["part"], "r")), "part.unlabelled");
    let label = json!({ "donation": donation, "parts": [shown[1]["part"]], "locale": "en", "printer": "PDF", "reprint_reason": null });
    lab.ask("part.print_labels", label);
    lab.ask("part.take_out", change(&shown[1]["part"], "it stands in the office"));
    assert_eq!(work(lab), Vec::<String>::new());
    trio.settle();

    // Each takes of the one what is there once.
    let vial = shown[0]["part"].clone();
    trio.centre.stop().unwrap();
    for station in [lab, office] {
        let take = json!({ "donation": donation, "part": vial, "volume": "0.8", "unit": "ml", "part_use": "test", "reason": "HBsAg" });
        station.ask("part.use", take);
    }
    trio.centre.start_again().unwrap();
    trio.settle();
    for station in [lab, office] {
        assert_eq!(work(station), ["part_overdrawn".to_owned()]);
        let shown = list(station);
        assert_eq!((&shown[0]["overdrawn"], &shown[0]["left"]), (&json!(true), &json!("0")));
        let mut more = make(&donation, "plasma", "part", "1", "0.1");
        more["parent"] = vial.clone();
        assert_eq!(station.refused("part.make", more), "part.overdrawn");
    }
    let count = json!({
        "donation": donation, "part": vial, "volume": "0.15", "unit": "ml", "reason": "pipetted", "digest": list(lab)[0]["digest"],
        "login": "quality", "password": PASSWORD,
    });
    lab.ask("part.count", count);
    trio.settle();
    assert_eq!((work(office), &list(office)[0]["left"]), (vec![], &json!("0.15")));
    for station in [lab, office] {
        let digest = station.0.projection_digest().unwrap();
        station.0.rebuild().unwrap();
        assert_eq!(station.0.projection_digest().unwrap(), digest);
    }
}
