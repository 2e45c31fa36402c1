//! What two stations did to samples, settled by signature; labels that never came out; sizes of boxes.

use crate::job::sent;
use crate::station::{PASSWORD, Station};
use crate::sync::Trio;
use serde_json::{Value, json};

fn make(donation: &Value, parent: Option<&Value>, volume: &str) -> Value {
    json!({
        "donation": donation, "kind": "plasma", "container": null, "source": if parent.is_some() { "part" } else { "collection" },
        "parent": parent, "count": "1", "volume": volume, "unit": "ml", "taken": "", "made_ms": null, "mass_ug": "",
        "concentration": "", "compartment": "", "place": null, "note": "",
    })
}

fn list(station: &Station, donation: &Value) -> Value {
    station.ask("part.list", json!({ "donation": donation, "din": null }))
}

fn items(station: &Station, kind: &str) -> Vec<Value> {
    let items = station.ask("work.list", json!({}))["items"].as_array().unwrap().clone();
    items.into_iter().filter(|item| item["kind"] == kind).collect()
}

fn use_of(donation: &Value, part: &Value) -> Value {
    json!({ "donation": donation, "part": part, "volume": "0.1", "unit": "ml", "part_use": "test", "reason": "HBsAg" })
}

fn rebuilt(station: &Station) {
    let digest = station.0.projection_digest().unwrap();
    station.0.rebuild().unwrap();
    assert_eq!(station.0.projection_digest().unwrap(), digest);
}

/// A donation that came to the laboratory, of which two stations know nothing of each other's samples yet.
fn apart(trio: &mut Trio) -> Value {
    let (donation, _, _) = sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    trio.lab.sign_in("quality");
    trio.office.sign_in("quality");
    trio.centre.stop().unwrap();
    donation
}

fn together(trio: &mut Trio) {
    trio.centre.start_again().unwrap();
    trio.settle();
}

// requirement: Annex 11 §13
#[test]
fn blood_that_two_stations_took_more_of_than_there_was_is_counted() {
    let mut trio = Trio::start("part_roots");
    let donation = apart(&mut trio);
    for station in [&trio.lab, &trio.office] {
        station.ask("part.make", make(&donation, None, "60"));
        assert_eq!(items(station, "part_root"), Vec::<Value>::new(), "one alone takes what there is");
    }
    together(&mut trio);
    let (lab, office) = (&trio.lab, &trio.office);
    for station in [lab, office] {
        let item = items(station, "part_root").remove(0);
        let stations: Vec<&Value> =
            item["sides"].as_array().unwrap().iter().map(|side| &side["event"]["station"]).collect();
        assert!(stations.len() == 2 && stations[0] != stations[1], "both sides: {item}");
        let view = list(station, &donation);
        assert_eq!(view["roots"][0]["overdrawn"], true);
        assert_eq!(view["parts"][0]["root_overdrawn"], "collection");
        let more = make(&donation, None, "0.1");
        assert_eq!(station.refused("part.make", more), "part.root_overdrawn");
    }
    let count = json!({
        "donation": donation, "source": "collection", "volume": "2", "unit": "ml", "reason": "measured in the bag",
        "digest": list(lab, &donation)["roots"][0]["digest"], "login": "quality", "password": PASSWORD,
    });
    lab.ask("part.count_root", count);
    trio.settle();
    for station in [lab, office] {
        assert_eq!(items(station, "part_root"), Vec::<Value>::new());
        assert_eq!(list(station, &donation)["roots"][0]["left_ml"], "2");
        rebuilt(station);
    }
}

// requirement: Annex 11 §13
#[test]
fn a_sample_that_was_worked_with_after_its_discard_is_looked_for() {
    let mut trio = Trio::start("part_discards");
    let (donation, _, _) = sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    trio.lab.sign_in("quality");
    trio.office.sign_in("quality");
    let vial = trio.lab.ask("part.make", make(&donation, None, "3"))["parts"][0]["part"].clone();
    trio.settle();
    trio.centre.stop().unwrap();
    let (lab, office) = (&trio.lab, &trio.office);
    lab.ask(
        "part.discard",
        json!({
            "donation": donation, "part": vial, "disposal": "medical_waste", "reason": "cracked",
            "second_login": "lab", "second_password": PASSWORD,
        }),
    );
    office.ask("part.make", make(&donation, Some(&vial), "1"));
    together(&mut trio);
    let (lab, office) = (&trio.lab, &trio.office);
    for station in [lab, office] {
        let item = items(station, "part_after_discard").remove(0);
        let kinds: Vec<&Value> =
            item["sides"].as_array().unwrap().iter().map(|side| &side["event"]["kind"]).collect();
        assert_eq!(kinds, ["part.discarded", "part.made"], "{item}");
        let parts = list(station, &donation)["parts"].clone();
        assert_eq!((&parts[0]["state"], &parts[1]["source_gone"]), (&json!("discarded"), &json!(1)));
        assert_eq!(station.refused("part.use", use_of(&donation, &parts[1]["part"])), "part.source_gone");
    }
    let settle = |digest: &Value| {
        json!({
            "donation": donation, "part": vial, "found": "there", "reason": "another vial was cracked",
            "digest": digest, "login": "quality", "password": PASSWORD,
        })
    };
    assert_eq!(office.refused("part.settle", settle(&json!("d"))), "signature.content_changed");
    office.ask("part.settle", settle(&list(office, &donation)["parts"][0]["settlement_digest"]));
    trio.settle();
    for station in [lab, office] {
        assert_eq!(items(station, "part_after_discard"), Vec::<Value>::new());
        let parts = list(station, &donation)["parts"].clone();
        assert_eq!((&parts[0]["state"], &parts[0]["left"]), (&json!("at_hand"), &json!("2")));
        let kinds: Vec<&Value> =
            parts[0]["events"].as_array().unwrap().iter().map(|event| &event["kind"]).collect();
        assert!(kinds.contains(&&json!("part.discarded")) && kinds.contains(&&json!("part.settled")));
        rebuilt(station);
    }
    lab.ask("part.use", use_of(&donation, &vial));
}

// requirement: Annex 11 §13
#[test]
fn a_label_of_a_number_that_was_settled_reads_as_that_of_who_has_it() {
    let mut trio = Trio::start("part_numbers");
    trio.centre.stop().unwrap();
    let mut donations = Vec::new();
    for station in [&trio.lab, &trio.office] {
        station.sign_in("nurse");
        let donation = station.consented("王五");
        let mut collection = station.collection(&donation);
        collection["din_source"] = json!("kit");
        collection["din_scan"] = json!("&dA99992609990100");
        station.ask("donation.register_collection", collection);
        station.sign_in("quality");
        station.ask("part.make", make(&donation, None, "1"));
        donations.push(donation);
    }
    // The one that loses has a second vessel.
    trio.office.ask("part.make", make(&donations[1], None, "1"));
    together(&mut trio);
    let lab = &trio.lab;
    let read = |number: &str| json!({ "text": format!("&aA999926099901-{number}"), "wanted": null });
    assert_eq!(lab.refused("scan.read", read("01")), "specimen.contested");
    let item = items(lab, "duplicate_din").remove(0);
    lab.ask(
        "work.resolve",
        json!({
            "key": item["key"], "keep": donations[0], "reason": "compared the forms", "digest": item["digest"],
            "login": "quality", "password": PASSWORD,
        }),
    );
    let meaning = lab.ask("scan.read", read("01"));
    assert_eq!(meaning["unit"]["donation"], donations[0]);
    assert_eq!(meaning["warning"]["code"], "part.label_shared", "the other vessel says the same");
    assert_eq!(lab.refused("scan.read", read("02")), "part.relabel");
    let winner = list(lab, &donations[0])["parts"][0].clone();
    assert_eq!(winner["label_shared"], true);
    // A label that both vessels carry confirms nothing.
    let place = json!({
        "donation": donations[0], "part": winner["part"], "label": "&aA999926099901-01", "reason": "",
        "place": { "device": "EQ-025", "rack": "2", "box_code": "", "cell": "" },
    });
    assert_eq!(lab.refused("part.place", place), "part.label_shared");
    let lost = list(lab, &donations[1]);
    let renumber = json!({ "donation": donations[1], "part": lost["parts"][0]["part"], "reason": "twice" });
    assert_eq!(lab.refused("part.renumber", renumber), "part.number_lost");
    assert_eq!(lost["number_lost"], true);
    assert_eq!(lab.refused("part.use", use_of(&donations[1], &lost["parts"][0]["part"])), "part.number_lost");
    // The vessels of the one that lost it go, and the label says one thing again.
    for part in lost["parts"].as_array().unwrap() {
        lab.ask(
            "part.discard",
            json!({
                "donation": donations[1], "part": part["part"], "disposal": "medical_waste", "reason": "set apart",
                "second_login": "lab", "second_password": PASSWORD,
            }),
        );
    }
    assert_eq!(lab.ask("scan.read", read("01"))["warning"], Value::Null);
    lab.ask("part.use", use_of(&donations[0], &list(lab, &donations[0])["parts"][0]["part"]));
}

#[test]
fn a_label_that_never_came_out_is_called_off() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    station.hire("nurse", "李护士", &["nurse", "quality"]);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let target = listener.local_addr().unwrap().to_string();
    drop(listener);
    station.ask("printer.set", json!({ "name": "net", "kind": "tcp", "target": target }));
    station.sign_in("nurse");
    let donation = station.consented("张三");
    station.ask("donation.register_collection", station.collection(&donation));
    let part = station.ask("part.make", make(&donation, None, "1"))["parts"][0]["part"].clone();
    let print = |printer: &str, reason: Option<&str>| json!({ "donation": donation, "parts": [part], "locale": "en", "printer": printer, "reprint_reason": reason });
    let printed = || list(&station, &donation)["parts"][0]["printed"].clone();
    let failed = station.ask("part.print_labels", print("net", None))["job"].clone();
    assert_eq!((&failed["state"], printed()), (&json!("failed"), json!(1)));
    // As long as the job may still print it, only the queue can say that it did not.
    let waiting = list(&station, &donation)["parts"][0]["labels"][0]["order"].clone();
    let off = json!({ "donation": donation, "part": part, "order": waiting, "reason": "printer broken" });
    assert_eq!(station.refused("part.call_off_label", off), "part.label_queued");
    station.ask("print.call_off", json!({ "job": failed["job"], "reason": "printer broken" }));
    assert_eq!(printed(), 0);
    // The next one is no reprint; its printer took it, and nobody ever saw it.
    station.ask("part.print_labels", print("PDF", None));
    assert_eq!(station.refused("part.print_labels", print("PDF", None)), "label.reprint_reason");
    let label = list(&station, &donation)["parts"][0]["labels"][0].clone();
    let off = |reason: &str| json!({ "donation": donation, "part": part, "order": label["order"], "reason": reason });
    assert_eq!(station.refused("part.call_off_label", off(" ")), "value.empty");
    station.ask("part.call_off_label", off("stuck in the printer"));
    assert_eq!(station.refused("part.call_off_label", off("again")), "part.no_label");
    assert_eq!(printed(), 0);
    station.ask("part.print_labels", print("PDF", None));
    assert_eq!(printed(), 1);
    let history = station.ask("unit.timeline", json!({ "donation": donation, "din": null })).to_string();
    assert!(history.contains("printer broken") && history.contains("stuck in the printer"), "{history}");
    rebuilt(&station);
}

#[test]
fn a_box_is_set_up_with_its_size_and_old_ones_stay() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 60);
    station.ask("session.sign_in", json!({ "login": "lab", "password": "demo-2026" }));
    let set_up = |code: &str, kind: &str, reason: &str| json!({ "device": "EQ-025", "rack": "2", "box_code": code, "kind": kind, "reason": reason });
    let grid = |code: &str| station.ask("part.box", json!({ "device": "EQ-025", "box_code": code }));
    let old = grid("P-01");
    assert_eq!((&old["rows"], &old["columns"], &old["row"]["kind"]), (&json!(9), &json!(9), &Value::Null));
    // What is in it has to have a cell in a smaller one.
    assert_eq!(station.refused("part.box_set_up", set_up("P-01", "5x5", "")), "part.box_occupied");
    assert_eq!(station.refused("part.box_set_up", set_up("W-01", "7x7", "")), "part.box_kind");
    let boxes = station.ask("part.box_set_up", set_up("W-01", "8x12", ""));
    let row = boxes["boxes"].as_array().unwrap().iter().find(|row| row["box_code"] == "W-01").unwrap();
    assert_eq!((&row["parts"], &row["free"], &row["size"]), (&json!(0), &json!(96), &json!("8 × 12")));
    assert_eq!(station.refused("part.box_set_up", set_up("W-01", "9x9", "")), "value.empty");

    let held = |row: &&Value| row["held"] == false;
    let query = json!({
        "statuses": ["stored", "reviewed"], "text": null, "inventory": null, "held_only": false, "after": null, "limit": 30,
    });
    let rows = station.ask("unit.list", query)["rows"].as_array().unwrap().clone();
    let donation = rows.iter().find(held).unwrap()["donation"].clone();
    let put = |code: &str, cell: &str| {
        let mut request = make(&donation, None, "0.1");
        request["place"] = json!({ "device": "EQ-025", "rack": "2", "box_code": code, "cell": cell });
        request
    };
    assert_eq!(station.refused("part.make", put("W-02", "A12")), "part.cell_unknown");
    assert_eq!(station.refused("part.make", put("W-01", "I1")), "part.cell_unknown");
    station.ask("part.make", put("W-01", "a12"));
    assert_eq!(grid("W-01")["row"]["free"], 95);
    assert_eq!(station.refused("part.box_set_up", set_up("W-01", "9x9", "r")), "part.box_occupied");
    assert_eq!(grid("P-01"), old);
    rebuilt(&station);
}
