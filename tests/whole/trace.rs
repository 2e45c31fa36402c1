//! From a number to the mother and all that became of the donation, and back; and what a number says of her: nothing.

use crate::station::Station;
use crate::sync::Trio;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

const NAME: &str = "欧阳静好";
const DOCUMENT: &str = "990000199103074321";
const PHONE: &str = "19987654321";

fn by_id(donation: &Value) -> Value {
    json!({ "donation": donation, "din": null })
}

fn of_mother(station: &Station, text: &str) -> Vec<Value> {
    let found = station.ask("donation.find_mother", json!({ "text": text }));
    found["rows"].as_array().unwrap().iter().map(|row| row["donation"].clone()).collect()
}

/// Somebody acted in each event, and all these kinds are among them.
fn assert_events(station: &Station, donation: &Value, kinds: &[&str]) {
    let timeline = station.ask("unit.timeline", by_id(donation));
    let events = timeline["events"].as_array().unwrap();
    for event in events {
        assert!(event["operator"].is_string() && event["station"].is_string(), "{event}");
    }
    for kind in kinds {
        assert!(events.iter().any(|event| event["kind"] == *kind), "{kind} of {timeline}");
    }
}

// requirement: 1271.290(b)(c)
#[test]
fn a_number_leads_to_the_mother_and_her_name_to_every_container_place_and_person_of_the_donation() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 60);
    let sign_in =
        |login: &str| station.ask("session.sign_in", json!({ "login": login, "password": "demo-2026" }));
    sign_in("manager");
    let listed = |status: &str| {
        let filter = json!({
            "statuses": [status], "text": null, "inventory": null, "held_only": false, "after": null, "limit": 100,
        });
        station.ask("unit.list", filter)["rows"].as_array().unwrap().clone()
    };
    let released = listed("released").into_iter().find(|row| row["held"] == false).unwrap();
    let din = released["din"].as_str().unwrap();
    station
        .ask("certificate.issue", json!({ "donation": released["donation"], "copy_reason": "for the file" }));

    // From the bag in the hand to the mother.
    let scanned = station.ask("scan.read", json!({ "text": format!("&d{din}00") }));
    let donation = scanned["unit"]["donation"].clone();
    assert_eq!(donation, released["donation"]);
    let mother = station.ask("donation.personal", json!({ "donation": donation }));
    // And from her, however she is named, to the donation.
    for field in ["name", "identity_document", "phone"] {
        let text = mother[field].as_str().unwrap();
        assert!(of_mother(&station, text).contains(&donation), "{field}");
        assert!(of_mother(&station, &format!(" {text} ")).contains(&donation), "{field}");
        // Not by a part: nobody leafs through names.
        let part: String = text.chars().skip(1).collect();
        assert!(!of_mother(&station, &part).contains(&donation), "{field}");
    }
    assert_eq!(station.refused("donation.find_mother", json!({ "text": " " })), "value.empty");
    for login in ["lab", "storage", "quality", "admin"] {
        sign_in(login);
        for (command, args) in [
            ("donation.personal", json!({ "donation": donation })),
            ("donation.find_mother", json!({ "text": mother["name"] })),
        ] {
            assert_eq!(station.refused(command, args), "permission.denied", "{login}");
        }
    }
    sign_in("manager");
    // From the donation to its containers, journey, steps, results, places, people and certificate.
    let unit = station.ask("unit.get", by_id(&donation));
    assert_eq!((&unit["row"]["din"], &unit["row"]["status"]), (&json!(din), &json!("released")));
    let shipment = station.ask("shipment.get", json!({ "shipment": unit["shipment"], "box_code": null }));
    let boxed = shipment["units"].as_array().unwrap();
    assert!(boxed.iter().any(|unit| unit["donation"] == donation), "{shipment}");
    assert!(shipment["courier"].is_string() && shipment["seal"].is_string(), "{shipment}");
    assert_eq!(unit["receipt"]["decision"], "accept");
    for part in ["steps", "results", "locations", "signatures", "certificates"] {
        assert!(!unit[part].as_array().unwrap().is_empty(), "{part}");
    }
    for (part, field) in
        [("steps", "by"), ("locations", "by"), ("signatures", "name"), ("certificates", "by")]
    {
        for one in unit[part].as_array().unwrap() {
            assert!(one[field].as_str().is_some_and(|name| !name.is_empty()), "{part}: {one}");
        }
    }
    assert_eq!(unit["locations"][0]["position"], unit["row"]["position"]);
    let certificate = unit["certificates"].as_array().unwrap().last().unwrap();
    assert_eq!((&certificate["number"], &certificate["by"]), (&json!(format!("RC-{din}")), &json!("周雅琴")));
    assert_events(
        &station,
        &donation,
        &[
            "mother.enrolled",
            "consent.recorded",
            "questionnaire.recorded",
            "collection.registered",
            "labels.cross_checked",
            "unit.packed",
            "unit.received",
            "receipt.decided",
            "step.recorded",
            "result.recorded",
            "unit.stored",
            "review.signed",
            "unit.released",
            "certificate.issued",
        ],
    );
    let timeline = station.ask("unit.timeline", by_id(&donation)).to_string();
    for container in ["00", "07", "08"] {
        assert!(timeline.contains(&format!("{din}{container}")), "container {container}: {timeline}");
    }
    // The other disposition.
    let rejected = listed("rejected").into_iter().find(|row| !row["din"].is_null()).unwrap();
    let mother = station.ask("donation.personal", json!({ "donation": rejected["donation"] }));
    assert!(
        of_mother(&station, mother["identity_document"].as_str().unwrap()).contains(&rejected["donation"])
    );
    let unit = station.ask("unit.get", by_id(&rejected["donation"]));
    let by_person = unit["rejection"]["by"].is_string() && unit["rejection"]["reason"].is_string();
    assert!(by_person || unit["receipt"]["decision"] == "reject", "{unit}");
}

// requirement: 1271.290(b)(c)
#[test]
fn a_mother_is_found_where_her_data_may_be_and_all_her_donations_with_her() {
    let trio = Trio::start("trace");
    let hospital = &trio.hospital;
    hospital.sign_in("nurse");
    let first = hospital.consented_as(NAME, DOCUMENT, PHONE);
    let second = hospital.consented_as(NAME, "9900001991-0307-4321", "199 8765 4321");
    let other = hospital.consented_as("欧阳静", "990000199103074320", "19987654320");
    for text in [NAME, DOCUMENT, "199-8765-4321"] {
        let found = of_mother(hospital, text);
        assert_eq!(found.len(), 2, "{text}");
        assert!(found.contains(&first) && found.contains(&second) && !found.contains(&other), "{text}");
    }
    trio.settle();
    // A site that is not entitled to names finds none, and says that there may be some.
    trio.office.sign_in("manager");
    let found = trio.office.ask("donation.find_mother", json!({ "text": NAME }));
    assert_eq!(found, json!({ "rows": [], "partial": true }));
}

fn run(program: &str, args: &[&str]) -> String {
    let output = Command::new(program).args(args).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// What each page's line code and square code say, and all that can be copied out of it.
pub(crate) fn printed(pdf: &Path) -> (Vec<String>, String) {
    let folder = pdf.with_extension("pages");
    std::fs::create_dir_all(&folder).unwrap();
    let (pdf, prefix) = (pdf.to_str().unwrap(), folder.join("page"));
    run("pdftoppm", &["-r", "300", "-png", pdf, prefix.to_str().unwrap()]);
    let mut pages: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|page| page.unwrap().path()).collect();
    pages.sort();
    let mut symbols = Vec::new();
    for page in pages {
        let page = page.to_str().unwrap();
        let linear = run("zbarimg", &["-q", "--raw", "-Sdisable", "-Scode128.enable", page]);
        let matrix = run("dmtxread", &["-n", "-N1", "-m", "60000", page]);
        symbols.push(linear.trim_end().to_owned());
        symbols.push(matrix.trim_end().to_owned());
    }
    (symbols, run("pdftotext", &["-layout", pdf, "-"]))
}

/// A bank of its own where these mothers give, one after the other, on the same day; prints all labels of each.
fn numbers(folder: &Path, mothers: &[(&str, &str, &str)]) -> Vec<String> {
    let station = Station::create(folder);
    station.hire("nurse", "李护士", &["nurse"]);
    station.sign_in("nurse");
    let mut dins = Vec::new();
    for (name, document, phone) in mothers {
        let donation = station.consented_as(name, document, phone);
        let unit = station.ask("donation.register_collection", station.collection(&donation));
        let din = unit["din"].as_str().unwrap().to_owned();
        let templates =
            [("bag", "00"), ("tube", "07"), ("maternal_tube", "20"), ("form", "08"), ("cryo_bag", "00")];
        let request = json!({
            "donation": donation, "templates": templates.map(|(template, _)| template), "locale": "zh-CN",
            "printer": "PDF", "reprint_reason": null,
        });
        let reply = station.ask("label.print", request);
        let (symbols, text) = printed(Path::new(reply["destination"].as_str().unwrap()));
        // Two symbols to a label: the number and what it is stuck on, and not a character more.
        let wanted: Vec<String> =
            templates.iter().flat_map(|(_, flags)| vec![format!("&d{din}{flags}"); 2]).collect();
        assert_eq!(symbols, wanted);
        assert!(text.contains("测试脐血库"), "{text}");
        for personal in [name, document, phone] {
            assert!(!text.contains(*personal), "{personal} on a label: {text}");
        }
        dins.push(din);
    }
    dins
}

// requirement: 1271.290(b)(c)
#[test]
fn a_number_is_facility_year_and_serial_and_no_printed_symbol_says_more() {
    let folder = tempfile::tempdir().unwrap();
    let (mother, another) = ((NAME, DOCUMENT, PHONE), ("王芳", "990000198812120001", "19900000001"));
    // The same person twice, then another.
    let first = numbers(&folder.path().join("first"), &[mother, mother, another]);
    for (index, din) in first.iter().enumerate() {
        let (facility, rest) = din.split_at(5);
        let (year, serial) = rest.split_at(2);
        assert_eq!((facility, serial), ("A9999", format!("{:06}", index + 1).as_str()));
        assert!(year.parse::<u32>().is_ok_and(|year| year >= 26), "{din}");
    }
    // In a bank of the same facility other people get the very same numbers.
    let second = numbers(&folder.path().join("second"), &[another, mother, another]);
    assert_eq!(first, second);
}
