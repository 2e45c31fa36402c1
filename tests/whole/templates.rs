//! A bank's own label templates, from the editor to the label: nothing is printed by a version before another person has
//! approved it, every print says what it was drawn by, and every station comes to the same.

use crate::station::{PASSWORD, Station};
use crate::sync::{Trio, settled};
use crate::trace::printed;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

fn detail(station: &Station, template: &str) -> Value {
    station.ask("template.get", json!({ "template": template }))
}

fn save(template: &str, content: &str, based_on: &Value, reason: &str) -> Value {
    json!({ "template": template, "content": content, "based_on": based_on, "reason": reason })
}

/// Draws a version and answers what names it.
fn draw(station: &Station, template: &str, content: &str, reason: &str) -> Value {
    let ours = detail(station, template)["ours_digest"].clone();
    station.ask("template.save", save(template, content, &ours, reason))["versions"][0].clone()
}

fn approval(station: &Station, template: &str, version: &Value, login: &str) -> Value {
    let shown = detail(station, template);
    let shown = shown["versions"].as_array().unwrap().iter().find(|one| one["id"] == version["id"]).cloned();
    json!({
        "template": template, "version": version["id"], "digest": shown.unwrap()["approval_digest"],
        "login": login, "password": PASSWORD,
    })
}

fn preview(template: &str, content: Option<&str>) -> Value {
    json!({
        "template": template, "content": content, "locale": "en", "purpose": "demo", "scheme": "local",
        "longest": false,
    })
}

fn print(station: &Station, donation: &Value) -> (Vec<String>, String) {
    let request = json!({
        "donation": donation, "templates": ["bag", "tube"], "locale": "zh-CN", "printer": "PDF",
        "reprint_reason": "compared with the last one",
    });
    let reply = station.ask("label.print", request);
    assert_eq!(reply["warning"], Value::Null);
    printed(Path::new(reply["destination"].as_str().unwrap()))
}

/// The dots of a preview.
fn picture(folder: &Path, pdf_base64: &str) -> Vec<u8> {
    let (pdf, png) = (folder.join("preview.pdf"), folder.join("preview"));
    let encoded = folder.join("preview.base64");
    std::fs::write(&encoded, pdf_base64).unwrap();
    std::fs::write(&pdf, Command::new("base64").arg("-d").arg(&encoded).output().unwrap().stdout).unwrap();
    let drawn =
        Command::new("pdftoppm").args(["-r", "150", "-png", "-singlefile"]).args([&pdf, &png]).status();
    assert!(drawn.unwrap().success());
    std::fs::read(png.with_extension("png")).unwrap()
}

/// What the last print of the unit says it was drawn by.
fn drawn_by(station: &Station, donation: &Value) -> Value {
    let timeline = station.ask("unit.timeline", json!({ "donation": donation, "din": null }));
    let events = timeline["events"].as_array().unwrap().iter();
    let prints = events.filter(|event| event["kind"] == "labels.printed");
    let print = prints.max_by_key(|event| event["seq"].as_u64()).unwrap().clone();
    let fields = print["fields"].as_array().unwrap().iter();
    fields.clone().find(|field| field["name"] == "own_templates").map_or(Value::Null, |f| f["value"].clone())
}

/// Ours for the collection bag with another proper name and the Data Matrix half a millimetre to the left.
fn own(ours: &str) -> String {
    let own = ours.replace("HPC, Cord Blood 脐带血造血干细胞", "HPC, Cord Blood 本库自绘样式");
    let own = own.replace("[77, 9, 20, 20]", "[76.5, 9, 20, 20]");
    assert_ne!(own, ours);
    own
}

#[test]
fn a_version_is_printed_by_once_another_person_approved_it_and_until_it_is_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    station.hire("quality", "刘质控", &["quality", "nurse"]);
    station.hire("manager", "周主任", &["manager"]);
    station.sign_in("quality");
    let donation = station.consented("张三");
    let unit = station.ask("donation.register_collection", station.collection(&donation));
    let din = unit["din"].as_str().unwrap().to_owned();
    let symbols = [0, 0, 7, 7].map(|flags| format!("&d{din}{flags:02}"));
    let (read, text) = print(&station, &donation);
    assert_eq!(read, symbols);
    assert!(text.contains("脐带血造血干细胞") && !text.contains("本库自绘样式"), "{text}");
    assert_eq!(drawn_by(&station, &donation), Value::Null);
    // Drawn, and nothing has changed.
    let shown = detail(&station, "bag");
    let ours = shown["ours"].as_str().unwrap().to_owned();
    let content = own(&ours);
    let picture_of = |content: Option<&str>| {
        let shown = station.ask("template.preview", preview("bag", content));
        assert_eq!(shown["faults"], json!([]));
        picture(folder.path(), shown["pdf_base64"].as_str().unwrap())
    };
    assert_ne!(picture_of(Some(&content)), picture_of(None));
    assert_eq!(picture_of(Some(&ours)), picture_of(None));
    let version = draw(&station, "bag", &content, "our own proper name");
    assert_eq!((&version["version"], &version["state"]), (&json!(1), &json!("drawn")));
    assert_eq!(station.ask("template.list", json!({}))["templates"][0]["waiting"], 1);
    let (read, text) = print(&station, &donation);
    assert_eq!(read, symbols);
    assert!(!text.contains("本库自绘样式"), "drawn is not in force: {text}");
    // Not by who drew it; by another only for exactly what is shown.
    let good = approval(&station, "bag", &version, "quality");
    assert_eq!(station.refused("template.approve", good), "template.same_person");
    station.sign_in("manager");
    let good = approval(&station, "bag", &version, "manager");
    let with = |field: &str, value: Value| {
        let mut request = good.clone();
        request[field] = value;
        request
    };
    for (request, code) in [
        (with("digest", json!("00")), "signature.content_changed"),
        (with("version", json!("00")), "template.unknown"),
        (with("template", json!("tube")), "template.unknown"),
        (with("login", json!(null)), "signature.login_missing"),
        (with("login", json!("quality")), "signature.other_person"),
        (with("password", json!("not it")), "session.wrong_password"),
    ] {
        assert_eq!(station.refused("template.approve", request.clone()), code, "{request}");
    }
    assert_eq!(detail(&station, "bag")["summary"]["version"], 0);
    let approved = station.ask("template.approve", good.clone());
    assert_eq!(approved["summary"]["version"], 1);
    assert_eq!(approved["summary"]["approved_by"], "周主任");
    assert_eq!(station.refused("template.approve", good), "template.in_force");
    station.sign_in("quality");
    let (read, text) = print(&station, &donation);
    assert_eq!(read, symbols, "the symbols are the same");
    assert!(text.contains("本库自绘样式"), "{text}");
    assert_eq!(drawn_by(&station, &donation), "bag = 1");
    // Taken back: ours again; then forth to the version without a new approval.
    let shown = detail(&station, "bag");
    let withdrawal = |back_to: Value, digest: &Value, reason: &str| {
        json!({
            "template": "bag", "back_to": back_to, "digest": digest, "reason": reason, "login": "quality",
            "password": PASSWORD,
        })
    };
    let to_ours = &shown["back_to_ours"];
    assert_eq!(station.refused("template.withdraw", withdrawal(json!(null), to_ours, " ")), "value.empty");
    let wrong = withdrawal(json!(null), &json!("00"), "smears");
    assert_eq!(station.refused("template.withdraw", wrong), "signature.content_changed");
    let back = station.ask("template.withdraw", withdrawal(json!(null), to_ours, "smears"));
    assert_eq!(
        (&back["summary"]["version"], &back["withdrawals"][0]["reason"]),
        (&json!(0), &json!("smears"))
    );
    let (read, text) = print(&station, &donation);
    assert_eq!(read, symbols);
    assert!(!text.contains("本库自绘样式"), "{text}");
    assert_eq!(drawn_by(&station, &donation), Value::Null);
    let former = detail(&station, "bag")["versions"][0].clone();
    assert_eq!(former["state"], "former");
    let forth = withdrawal(former["id"].clone(), &former["back_to_digest"], "it was the ribbon");
    assert_eq!(station.ask("template.withdraw", forth)["summary"]["version"], 1);
    assert_eq!(station.ask("ledger.verify", json!({}))["good"], true);
}

#[test]
fn a_template_that_would_hide_a_mark_or_not_read_is_refused_by_field_and_value() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    let shown = detail(&station, "bag");
    let (ours, based_on) = (shown["ours"].as_str().unwrap(), &shown["ours_digest"]);
    let cases = [
        (
            "\"area\": [63.5, 2.6, 33.5, 4.4]",
            "\"area\": [63.5, 2.6, 33.5, 1]",
            "template.rule.marks_size",
            "elements[1].area",
            "[63.5,",
        ),
        (
            "{\"kind\": \"marks\"",
            "{\"kind\": \"marks\", \"when\": {\"mode\": \"demo\"}",
            "template.rule.marks_missing",
            "elements",
            "",
        ),
        (
            "[3.3, 31.2, 93.7, 0.25]",
            "[63.5, 2.6, 33.5, 4.4]",
            "template.rule.over_marks",
            "elements[7].area",
            "\"elements[1]\"",
        ),
        (
            "[3.3, 31.2, 93.7, 0.25]",
            "[80, 10, 5, 5]",
            "template.rule.over_symbol",
            "elements[7].area",
            "\"elements[5]\"",
        ),
        ("[77, 9, 20, 20]", "[77, 9, 5, 5]", "label.symbol_dots", "elements[5]", ""),
        ("[77, 9, 20, 20]", "[77, 9, 3, 3]", "label.symbol_space", "elements[5]", ""),
        ("{volume}", "{mother}", "template.rule.unknown_word", "elements[12].zh", "\"mother\""),
        ("[\"donation\"]", "[\"local\"]", "template.rule.wrong_code", "code", ""),
        ("\"width\": 100", "\"width\": \"wide\"", "template.rule.unreadable", "width", "\"wide\""),
    ];
    for (old, new, code, field, value) in cases {
        assert!(ours.contains(old), "{old}");
        let content = ours.replacen(old, new, 1);
        let faults = station.ask("template.preview", preview("bag", Some(&content)))["faults"].clone();
        assert_eq!((&faults[0]["code"], &faults[0]["field"]), (&json!(code), &json!(field)), "{faults}");
        let quoted = faults[0]["params"]["value"].as_str().unwrap_or_default();
        assert!(quoted.starts_with(value), "{quoted}");
        let refused = station.try_ask("template.save", save("bag", &content, based_on, "r")).unwrap_err();
        assert_eq!((refused.code.as_str(), refused.field.as_deref()), (code, Some(field)));
    }
    let long = format!("{ours}{}", " ".repeat(40_000));
    assert_eq!(station.refused("template.save", save("bag", &long, based_on, "r")), "value.too_long");
    assert_eq!(station.refused("template.save", save("bag", ours, based_on, "r")), "template.unchanged");
    assert_eq!(
        station.refused("template.save", save("bag", &own(ours), &json!("00"), "r")),
        "template.unknown"
    );
    assert_eq!(detail(&station, "bag")["versions"], json!([]), "nothing of it was recorded");
}

#[test]
fn two_offices_that_decide_at_once_come_to_the_same_and_both_say_so() {
    let trio = Trio::start("templates");
    let (lab, office) = (&trio.lab, &trio.office);
    lab.sign_in("quality");
    let ours = detail(lab, "tube")["ours"].as_str().unwrap().to_owned();
    let named = |name: &str| ours.replace("脐血样本管", name);
    let one = draw(lab, "tube", &named("样本管甲"), "first proposal");
    let two = draw(lab, "tube", &named("样本管乙"), "second proposal");
    settled(lab);
    office.sign_in("manager");
    settled(office);
    assert_eq!(detail(office, "tube")["versions"].as_array().unwrap().len(), 2);
    // Each signs what it sees, before it can hear of the other.
    lab.sign_in("manager");
    let (left, right) = (approval(lab, "tube", &one, "manager"), approval(office, "tube", &two, "manager"));
    lab.ask("template.approve", left);
    office.ask("template.approve", right);
    trio.settle();
    let (seen, other) = (detail(lab, "tube"), detail(office, "tube"));
    assert_eq!(seen, other);
    assert_eq!((&seen["summary"]["contested"], &seen["summary"]["version"]), (&json!(true), &json!(2)));
    assert_eq!(seen["contenders"].as_array().unwrap().len(), 2);
    // It stands among what is to be done until somebody has settled it.
    let to_do = |station: &Station| {
        let items = station.ask("work.list", json!({}))["items"].as_array().unwrap().clone();
        items.into_iter().filter(|item| item["kind"] == "contested_template").collect::<Vec<_>>()
    };
    for station in [lab, office] {
        let items = to_do(station);
        assert_eq!((items.len(), &items[0]["about"]), (1, &json!("tube")));
    }
    // Whoever is entitled settles it by signing the next decision.
    office.ask("template.approve", approval(office, "tube", &one, "manager"));
    trio.settle();
    let settled = detail(lab, "tube");
    assert_eq!((to_do(lab).len(), to_do(office).len()), (0, 0));
    assert_eq!(
        (&settled["summary"]["contested"], &settled["summary"]["version"]),
        (&json!(false), &json!(1))
    );
    trio.hospital.sign_in("quality");
    assert_eq!(detail(&trio.hospital, "tube")["summary"], settled["summary"], "where labels are printed too");
    for station in [lab, office] {
        assert_eq!(station.ask("ledger.verify", json!({}))["good"], true);
    }
}

#[test]
fn a_text_goes_into_a_file_as_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::create(folder.path());
    station.hire("quality", "刘质控", &["quality"]);
    station.sign_in("quality");
    let content = detail(&station, "bag")["ours"].as_str().unwrap().to_owned();
    // A draft with a fault goes as well: it is to be mended elsewhere.
    let draft = content.replace("\"matrix\"", "\"hologram\"");
    let write = |content: &str| json!({ "template": "bag", "content": content });
    let path = station.ask("template.file", write(&draft))["path"].as_str().unwrap().to_owned();
    assert!(path.contains("template-bag-") && path.ends_with(".json"), "{path}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), draft);
    let long = " ".repeat(40_000);
    assert_eq!(station.refused("template.file", write(&long)), "value.too_long");
}
