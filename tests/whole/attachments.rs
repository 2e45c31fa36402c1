//! A procedure with pictures, photos and files: drawn from the one before it, approved by another person, worked by while
//! another unit ends under the old text; what was photographed is at the stations that may hold it, and nowhere else.

use crate::job::{receive, sent, step};
use crate::station::{PASSWORD, Station};
use crate::sync::Trio;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::process::Command;

const KB: usize = 1024;

fn jpeg(kb: usize, seed: u8) -> String {
    let noise = (0..kb * KB).map(|at| (at as u64).wrapping_mul(2_654_435_761).to_le_bytes()[2] ^ seed);
    // The frame header of a picture of 32 × 16 pixels.
    let head = b"\xff\xd8\xff\xc0\x00\x11\x08\x00\x10\x00\x20\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01";
    STANDARD.encode([head.to_vec(), noise.collect()].concat())
}

fn version(station: &Station, version: &str) -> Value {
    let list = station.ask("procedure.list", json!({}))["procedures"].as_array().unwrap().clone();
    let found = list.into_iter().find(|one| one["code"] == "processing-hes" && one["version"] == version);
    found.unwrap_or_else(|| panic!("version {version}"))
}

fn accepted(trio: &Trio) -> Value {
    let (donation, din, shipment) = sent(&trio.hospital, &trio.lab_site);
    trio.settle();
    receive(&trio.lab, &donation, &din, &shipment);
    donation
}

fn bench(station: &Station, donation: &Value) -> Value {
    station.ask("bench.get", json!({ "donation": donation, "din": null }))
}

/// The words of the dossier, and how many pictures of 32 × 16 pixels it has, as independent readers find them.
fn dossier(station: &Station, donation: &Value) -> (String, usize) {
    let request =
        json!({ "document": "dossier", "donations": [donation], "shipment": null, "locale": "zh-CN" });
    let preview = station.ask("document.preview", request);
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), STANDARD.decode(preview["pdf_base64"].as_str().unwrap()).unwrap()).unwrap();
    let text = Command::new("pdftotext").arg("-layout").arg(file.path()).arg("-").output().unwrap().stdout;
    let words = String::from_utf8(text).unwrap().chars().filter(|c| !c.is_whitespace()).collect();
    let listed = Command::new("pdfimages").arg("-list").arg(file.path()).output().unwrap().stdout;
    let listed = String::from_utf8(listed).unwrap();
    let ours = |line: &&str| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        columns.get(2..5) == Some(["image", "32", "16"].as_slice())
    };
    (words, listed.lines().filter(ours).count())
}

/// The text with two persons at the scales, a picture at each of five steps, a photo and a file at the first.
fn changed(content: &str) -> String {
    let mut sop: Value = serde_json::from_str(content).unwrap();
    sop["version"] = json!("2");
    let steps = sop["steps"].as_array_mut().unwrap();
    for (seed, step) in (0_u8..5).zip(steps.iter_mut()) {
        step["picture"] = json!({ "zh": "天平", "en": "The balance", "data": jpeg(190, seed) });
    }
    steps[0]["title"] = json!({ "zh": "双人称重", "en": "Weigh by two" });
    let inputs = steps[0]["inputs"].as_array_mut().unwrap();
    inputs.push(json!({ "code": "photo", "zh": "照片", "en": "Photo", "kind": { "photo": {} } }));
    let log = json!({ "file": { "accept": ["csv"], "max_kb": 1500 } });
    inputs.push(json!({ "code": "log", "zh": "记录", "en": "Log", "optional": true, "kind": log }));
    serde_json::to_string_pretty(&sop).unwrap()
}

fn drawn_and_approved(trio: &Trio) {
    let lab = &trio.lab;
    lab.sign_in("manager");
    let first = version(lab, "1");
    let text = lab.ask("procedure.text", json!({ "digest": first["digest"] }));
    let content = changed(text["content"].as_str().unwrap());
    let found = lab.ask("procedure.check", json!({ "content": content, "based_on": first["digest"] }));
    assert_eq!(found["faults"], json!([]));
    let change = &found["changes"][0];
    assert_eq!(
        (&change["before_picture"], &change["after_picture"]["media"]),
        (&json!(null), &json!("jpeg"))
    );
    assert!(!change["after"].as_str().unwrap().contains(&jpeg(190, 0)[..60]), "no base64 to be read");
    let draw = json!({ "content": content, "based_on": first["digest"], "reason": "pictures, and a photo" });
    lab.ask("procedure.draw", draw);
    let drawn = version(lab, "2");
    let approve = |login: &str| {
        json!({
            "kind": "sop", "code": drawn["code"], "version": "2", "digest": drawn["digest"], "effective_ms": null,
            "login": login, "password": PASSWORD,
        })
    };
    assert_eq!(lab.refused("procedure.approve", approve("manager")), "procedure.same_person");
    // More than an entry holds: it travels in pieces, and is one text at every station.
    assert!(content.len() > 1_100_000, "{}", content.len());
    trio.settle();
    trio.office.sign_in("quality");
    let there = trio.office.ask("procedure.text", json!({ "digest": drawn["digest"] }));
    assert_eq!(there["content"], json!(content));
    trio.office.ask("procedure.approve", approve("quality"));
    trio.settle();
}

// requirement: 1271.47(b)-(d), 11.10(e)
#[test]
fn a_unit_keeps_its_own_text_and_its_photo_is_where_it_may_be() {
    let trio = Trio::start("attachments");
    let old = accepted(&trio);
    drawn_and_approved(&trio);
    let new = accepted(&trio);
    let lab = &trio.lab;
    lab.sign_in("lab");
    let weigh = bench(lab, &new)["steps"][0].clone();
    assert_eq!((&weigh["en"], &weigh["picture"]["en"]), (&json!("Weigh by two"), &json!("The balance")));
    let picture =
        lab.ask("procedure.picture", json!({ "digest": weigh["picture"]["digest"], "step": "weigh" }));
    assert_eq!((&picture["media"], &picture["content"]), (&json!("jpeg"), &json!(jpeg(190, 0))));
    assert_eq!(bench(lab, &old)["steps"][0]["picture"], json!(null));
    let keep = |input: &str, name: &str, content: &str| json!({ "donations": [new], "step": "weigh", "input": input, "name": name, "content": content });
    let program = STANDARD.encode(b"MZ\x90\x00\x03");
    for (request, code) in [
        (keep("photo", "bag.jpg", &program), "attachment.media"),
        (keep("photo", "bag.jpg", &jpeg(700, 1)), "attachment.size"),
        (keep("gross_weight", "bag.jpg", &jpeg(1, 1)), "attachment.input"),
        (keep("log", "log.csv", &STANDARD.encode("words")), "attachment.media"),
    ] {
        assert_eq!(lab.refused("attachment.keep", request), code);
    }
    let photo = lab.ask("attachment.keep", keep("photo", "王丽的血袋.jpg", &jpeg(400, 9)));
    let table = STANDARD.encode("g,s\n".repeat(350 * KB));
    let log = lab.ask("attachment.keep", keep("log", "scales.csv", &table));
    assert_eq!(
        (&photo["media"], &log["media"], &log["size"]),
        (&json!("jpeg"), &json!("csv"), &json!(1400 * KB))
    );
    let mut request = step(&new, &weigh);
    let values = request["values"].as_array_mut().unwrap();
    values[1]["value"] = photo["digest"].clone();
    values[2]["value"] = photo["digest"].clone();
    assert_eq!(lab.refused("bench.record_step", request.clone()), "attachment.misfit");
    request["values"][2]["value"] = json!("00");
    assert_eq!(lab.refused("bench.record_step", request.clone()), "attachment.unknown");
    request["values"][2]["value"] = log["digest"].clone();
    lab.ask("bench.record_step", request);
    lab.ask("bench.record_step", step(&old, &bench(lab, &old)["steps"][0]));
    // Another unit has no such photo.
    let of = |donation: &Value, kept: &Value| json!({ "donation": donation, "digest": kept["digest"] });
    assert_eq!(lab.refused("attachment.get", of(&old, &photo)), "attachment.unknown");
    trio.settle();
    let shown = lab.ask("attachment.get", of(&new, &photo));
    assert_eq!((&shown["name"], &shown["content"]), (&json!("王丽的血袋.jpg"), &json!(jpeg(400, 9))));
    assert_eq!(lab.ask("attachment.get", of(&new, &log))["content"], json!(table), "put together again");
    // A station that may not hold what others recorded of persons knows that there is a photo, and no more.
    let elsewhere = trio.hospital.ask("attachment.get", of(&new, &photo));
    assert_eq!((&elsewhere["name"], &elsewhere["content"]), (&json!(null), &json!(null)));
    assert_eq!(elsewhere["kept"], photo);
    lab.sign_in("manager");
    for (donation, title) in [(&old, "称量"), (&new, "双人称重")] {
        let (text, pictures) = dossier(lab, donation);
        assert!(text.contains(title), "{text}");
        assert_eq!(text.contains("双人称重"), donation == &new);
        assert_eq!(text.contains("JPEG"), donation == &new, "the photo is named: {text}");
        assert_eq!(pictures, if donation == &new { 2 } else { 0 }, "the instruction's and the photo");
    }
    for station in [lab, &trio.office, &trio.hospital] {
        assert_eq!(station.ask("ledger.verify", json!({}))["good"], true);
    }
}

#[test]
fn a_photo_for_a_whole_run_travels_and_is_kept_once_with_each_unit() {
    let trio = Trio::start("run-photo");
    drawn_and_approved(&trio);
    let next = |_| {
        let unit = accepted(&trio);
        trio.settle();
        unit
    };
    let units: Vec<Value> = (0..8).map(next).collect();
    let lab = &trio.lab;
    lab.sign_in("lab");
    let keep = |donations: &[Value], content: &str| {
        json!({
            "donations": donations, "step": "weigh", "input": "photo", "name": "bench.jpg", "content": content,
        })
    };
    let entries = || lab.ask("ledger.verify", json!({}))["entries"].as_u64().unwrap();
    // More than a message between station and centre holds.
    let before = entries();
    lab.ask("attachment.keep", keep(&units, &jpeg(590, 3)));
    assert_eq!(entries(), before + 8);
    trio.settle();
    // A unit that is named twice is one unit.
    let twice = [units[0].clone(), units[1].clone(), units[0].clone()];
    lab.ask("attachment.keep", keep(&twice, &jpeg(40, 5)));
    assert_eq!(entries(), before + 10);
    trio.settle();
    assert_eq!(trio.office.ask("ledger.verify", json!({}))["good"], true);
}
