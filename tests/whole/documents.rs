//! Every document in both languages through the real application and its print queue: its words, its pages, its code as
//! an independent decoder reads it, the ledger's verdict on it, and who may have it.

use crate::station::Station;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

const DOCUMENTS: [&str; 5] = ["dossier", "storage_certificate", "worksheet", "manifest", "pick_list"];
const LOCALES: [&str; 2] = ["zh-CN", "en"];

fn sign_in(station: &Station, login: &str) {
    station.ask("session.sign_in", json!({ "login": login, "password": "demo-2026" }));
}

fn listed(station: &Station, statuses: &[&str], inventory: Option<&str>) -> Vec<Value> {
    let filter = json!({
        "statuses": statuses, "text": null, "inventory": inventory, "held_only": false, "after": null, "limit": 100,
    });
    let rows = station.ask("unit.list", filter)["rows"].as_array().unwrap().clone();
    rows.into_iter().filter(|row| row["held"] == false).collect()
}

/// What the demo bank has to make every document of.
struct Subjects {
    unit: Value,
    stored: Vec<Value>,
    shipment: Value,
    /// Where papers that name a person go: not into the folder of the data.
    _papers: tempfile::TempDir,
}

fn subjects(station: &Station) -> Subjects {
    let stored = listed(station, &["stored", "reviewed", "released"], None);
    let unit = listed(station, &["stored", "reviewed", "released"], Some("family"))[0].clone();
    let any = json!({ "direction": "any", "with_received": true });
    let shipment = station.ask("shipment.list", any)["rows"][0]["shipment"].clone();
    let papers = tempfile::tempdir().unwrap();
    sign_in(station, "admin");
    station.ask("printer.set", json!({ "name": "papers", "kind": "folder", "target": papers.path() }));
    sign_in(station, "manager");
    Subjects { unit, stored, shipment, _papers: papers }
}

fn order(subjects: &Subjects, document: &str, locale: &str) -> Value {
    let donations: Vec<&Value> = match document {
        "manifest" => Vec::new(),
        "pick_list" => subjects.stored.iter().map(|row| &row["donation"]).collect(),
        _ => vec![&subjects.unit["donation"]],
    };
    json!({
        "document": document, "donations": donations,
        "shipment": if document == "manifest" { subjects.shipment.clone() } else { Value::Null },
        "locale": locale, "printer": if document == "storage_certificate" { "papers" } else { "PDF" }, "papers": 1, "copy_reason": "for the test",
    })
}

fn command(document: &str) -> &'static str {
    if matches!(document, "dossier" | "storage_certificate") { "document.issue" } else { "document.print" }
}

fn text_of(file: &str) -> String {
    let output = Command::new("pdftotext").args(["-layout", file, "-"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The pages as pictures for people, in `test-output/`.
fn pictures(file: &str, name: &str) -> Vec<PathBuf> {
    let folder = cordkeep_tests::output_dir().unwrap().join("documents");
    std::fs::create_dir_all(&folder).unwrap();
    let is_ours = |path: &Path| path.file_name().unwrap().to_string_lossy().starts_with(&format!("{name}-"));
    let all = || -> Vec<PathBuf> {
        let entries = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| is_ours(path)).collect()
    };
    all().iter().for_each(|old| std::fs::remove_file(old).unwrap());
    let prefix = folder.join(name);
    Command::new("pdftoppm").args(["-r", "80", "-png", file]).arg(prefix).output().unwrap();
    let mut pages = all();
    pages.sort();
    pages
}

/// What zbar reads on a page, counted from 1.
fn qr(file: &str, page: usize) -> String {
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("page");
    let number = page.to_string();
    let arguments = ["-r", "200", "-png", "-singlefile", "-f", &number, "-l", &number, file];
    Command::new("pdftoppm").args(arguments).arg(&picture).output().unwrap();
    let arguments = ["-q", "--raw", "-Sdisable", "-Sqrcode.enable"];
    let picture = picture.with_extension("png");
    let output = Command::new("zbarimg").args(arguments).arg(picture).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn verdict(station: &Station, text: &str) -> Value {
    station.ask("document.verify", json!({ "text": text }))
}

/// The same code with one digit of each part changed.
fn forged(seal: &str) -> Vec<String> {
    let parts: Vec<&str> = seal.split(':').collect();
    (3..parts.len())
        .map(|at| {
            let mut parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
            let last = parts[at].pop().unwrap();
            parts[at].push(if last == '1' { '2' } else { '1' });
            parts.join(":")
        })
        .collect()
}

#[test]
fn a_dossier_says_which_deviations_concern_the_unit_and_what_they_came_to() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 40);
    sign_in(&station, "quality");
    let closed = json!({ "closed": true, "category": null, "overdue": false, "after": null, "limit": 50 });
    let rows = station.ask("deviation.list", closed)["rows"].as_array().unwrap().clone();
    let row = rows.iter().find(|row| row["units"] == 1).unwrap();
    let view = station.ask("deviation.get", json!({ "deviation": row["deviation"] }));
    for (locale, wanted) in
        [("en", ["Notfitforuse", "Closingofadeviation"]), ("zh-CN", ["不可用", "关闭偏差"])]
    {
        let order = json!({
            "document": "dossier", "donations": [view["units"][0]["donation"]], "shipment": null, "locale": locale,
            "printer": "PDF", "papers": 1, "copy_reason": null,
        });
        let pdf = station.ask("document.preview", order)["pdf_base64"].as_str().unwrap().to_owned();
        let file = folder.path().join("dossier.pdf");
        std::fs::write(&file, STANDARD.decode(pdf).unwrap()).unwrap();
        let text = text_of(file.to_str().unwrap());
        for wanted in [wanted[0], wanted[1], row["number"].as_str().unwrap(), "原因已查明"] {
            assert!(text.contains(wanted), "{wanted} in {locale}: {text}");
        }
    }
}

#[test]
fn every_document_in_both_languages_says_where_it_is_proven_and_the_ledger_agrees() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 60);
    sign_in(&station, "manager");
    let subjects = subjects(&station);
    let mut seals = Vec::new();
    for document in DOCUMENTS {
        for locale in LOCALES {
            let wanted = order(&subjects, document, locale);
            let seen = station.ask("document.preview", wanted.clone());
            // Managers release; what is printed every day is printed by others.
            sign_in(&station, if command(document) == "document.print" { "storage" } else { "manager" });
            let printed = station.ask(command(document), wanted);
            sign_in(&station, "manager");
            assert_eq!(printed["job"]["state"], "done", "{printed}");
            assert_eq!(printed["number"], seen["number"]);
            let file = printed["job"]["destination"].as_str().unwrap();
            let pages = pictures(file, &format!("{document}-{locale}"));
            assert_eq!(printed["pages"].as_u64(), Some(pages.len() as u64), "{document}");
            // A family frames its certificate.
            assert!(document != "storage_certificate" || pages.len() == 1, "{locale}: {} pages", pages.len());
            let text = text_of(file);
            let (title, foot) = match (document, locale) {
                ("dossier", "en") => ("Unitdossier", "Page1of"),
                ("dossier", _) => ("脐带血单位档案", "第1页，共"),
                ("storage_certificate", "en") => ("CertificateofCordBloodStorage", "Page1of"),
                ("storage_certificate", _) => ("脐带血储存证书", "第1页，共"),
                ("worksheet", "en") => ("Processingworksheet", "Page1of"),
                ("worksheet", _) => ("处理工作单", "第1页，共"),
                ("manifest", "en") => ("Shippingmanifest", "Page1of"),
                ("manifest", _) => ("脐带血运输清单", "第1页，共"),
                (_, "en") => ("Picklist", "Page1of"),
                _ => ("出库拣取清单", "第1页，共"),
            };
            for wanted in [title, foot, "DEMO演示"] {
                assert!(text.contains(wanted), "{wanted} in {document} {locale}: {text}");
            }
            assert!(!text.contains('〓') && !text.contains("{{") && !text.contains("PREVIEW"), "{text}");
            let seal = printed["seal"].as_str().unwrap();
            assert_eq!(qr(file, pages.len()), seal, "{document} {locale}");
            let found = verdict(&station, seal);
            assert_eq!((&found["good"], &found["document"]), (&json!(true), &json!(document)), "{found}");
            assert_eq!(found["number"], printed["number"]);
            for forged in forged(seal) {
                assert_eq!(verdict(&station, &forged)["good"], false, "{forged}");
            }
            seals.push(seal.to_owned());
        }
    }
    assert_eq!(station.refused("document.verify", json!({ "text": "=W00001642817500" })), "document.code");
    assert_eq!(station.refused("document.verify", json!({ "text": &seals[0][..90] })), "document.code");
    assert_eq!(station.ask("ledger.verify", json!({}))["good"], true);
    drop(station);
    // The same on the command line, with the station closed.
    let data = folder.path().to_str().unwrap();
    let run =
        |text: &str| cordkeep_tests::cordkeep(&["--json", "verify", "--document", text, "--data", data]);
    let good = run(&seals[0]).unwrap();
    assert!(good.status.success(), "{}", String::from_utf8_lossy(&good.stdout));
    let bad = run(&forged(&seals[0])[0]).unwrap();
    assert_eq!(bad.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&bad.stdout).contains("other_digest"));
    // And a document for the eye alone: a preview, of no person.
    let out = folder.path().join("worksheet.pdf");
    let out = out.to_str().unwrap();
    let din = subjects.unit["din"].as_str().unwrap();
    let written = cordkeep_tests::cordkeep(&[
        "--json",
        "document",
        "storage_certificate",
        "--unit",
        din,
        "--data",
        data,
        "--out",
        out,
        "--locale",
        "en",
    ]);
    let written = written.unwrap();
    assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stdout));
    let text = text_of(out);
    assert!(
        text.contains("PREVIEW") && text.contains("Thiscertifies") && !text.contains("CORDKEEP:V1"),
        "{text}"
    );
}

#[test]
fn a_family_reads_no_result_and_its_name_only_where_it_may_be_seen() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 60);
    sign_in(&station, "manager");
    let subjects = subjects(&station);
    let mother = station.ask("donation.personal", json!({ "donation": subjects.unit["donation"] }));
    let name = mother["name"].as_str().unwrap();
    // Her name does not come to lie in clear among the station's data.
    let mut here = order(&subjects, "storage_certificate", "zh-CN");
    here["printer"] = json!("PDF");
    assert_eq!(station.refused("document.issue", here), "document.own_folder");
    assert!(!folder.path().join("prints").read_dir().is_ok_and(|mut prints| prints.next().is_some()));
    let issued = station.ask("document.issue", order(&subjects, "storage_certificate", "zh-CN"));
    let text = text_of(issued["job"]["destination"].as_str().unwrap());
    assert!(text.contains(&format!("尊敬的{name}女士")), "{text}");
    for secret in [mother["identity_document"].as_str().unwrap(), mother["phone"].as_str().unwrap()] {
        assert!(!text.contains(secret), "{secret}");
    }
    for medical in ["CD34", "HIV", "TNC", "有核", "血型", "mL", "合格", "HLA", "梅毒"] {
        assert!(!text.contains(medical), "{medical} in {text}");
    }
    // Who may not see her data sees the certificate without her name.
    sign_in(&station, "quality");
    let seen = station.ask("document.preview", order(&subjects, "storage_certificate", "zh-CN"));
    let pdf = folder.path().join("seen.pdf");
    let bytes = base64(seen["pdf_base64"].as_str().unwrap());
    std::fs::write(&pdf, bytes).unwrap();
    let text = text_of(pdf.to_str().unwrap());
    assert!(!text.contains(name) && text.contains("兹证明") && text.contains("预览PREVIEW"), "{text}");
    // Neither is a family's certificate of a public unit, nor of one that is in no tank.
    let public = listed(&station, &["stored", "reviewed", "released"], Some("public"))[0].clone();
    let mut wrong = order(&subjects, "storage_certificate", "en");
    wrong["donations"] = json!([public["donation"]]);
    assert_eq!(station.refused("document.preview", wrong), "document.not_of_family");
    let outside = listed(&station, &["collected", "labelled", "in_transit", "received", "processing"], None);
    let mut wrong = order(&subjects, "pick_list", "en");
    wrong["donations"] = json!([outside[0]["donation"]]);
    assert_eq!(station.refused("document.preview", wrong.clone()), "document.not_in_tank");
    wrong["donations"] = json!([]);
    assert_eq!(station.refused("document.preview", wrong), "value.empty");
}

#[test]
fn copies_say_so_want_a_reason_and_are_recorded_with_who_what_and_how_many() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 60);
    sign_in(&station, "manager");
    let subjects = subjects(&station);
    let mut wanted = order(&subjects, "dossier", "en");
    wanted["copy_reason"] = json!(null);
    wanted["papers"] = json!(2);
    let first = station.ask("document.issue", wanted.clone());
    assert_eq!(first["copy"], 1);
    let pages = first["pages"].as_u64().unwrap();
    assert_eq!(first["job"]["labels"].as_u64(), Some(2 * pages));
    let text = text_of(first["job"]["destination"].as_str().unwrap());
    assert_eq!(
        text.matches(&format!("Page{pages}of{pages}")).count(),
        2,
        "two papers, each counted by itself"
    );
    assert!(!text.contains("COPY"));
    assert_eq!(station.refused("document.issue", wanted.clone()), "document.copy_reason");
    wanted["papers"] = json!(21);
    assert_eq!(station.refused("document.issue", wanted.clone()), "value.too_high");
    wanted["papers"] = json!(1);
    wanted["copy_reason"] = json!("lost in the post");
    let second = station.ask("document.issue", wanted.clone());
    assert_eq!(second["copy"], 2);
    let text = text_of(second["job"]["destination"].as_str().unwrap());
    assert_eq!(text.matches("补打COPY2").count() as u64, second["pages"].as_u64().unwrap());
    let timeline =
        station.ask("unit.timeline", json!({ "donation": subjects.unit["donation"], "din": null }));
    let events = timeline["events"].as_array().unwrap().clone();
    let events: Vec<&Value> = events.iter().filter(|event| event["kind"] == "document.issued").collect();
    assert_eq!(events.len(), 2);
    let field = |event: &Value, name: &str| {
        let fields = event["fields"].as_array().unwrap();
        fields.iter().find(|field| field["name"] == name).map(|field| field["value"].clone()).unwrap()
    };
    let operator = station.ask("session.state", json!({}))["operator"]["name"].clone();
    assert_eq!((&events[0]["operator"], &field(events[0], "papers")), (&operator, &json!("2")));
    assert_eq!(field(events[1], "reason"), "lost in the post");
    assert_eq!(field(events[1], "document"), "dossier");
    // A label printer takes no pages, and the wrong command no document of the other.
    sign_in(&station, "admin");
    station.ask(
        "printer.set",
        json!({ "name": "zebra", "kind": "tcp", "target": "127.0.0.1:9", "language": "zpl203" }),
    );
    sign_in(&station, "manager");
    wanted["printer"] = json!("zebra");
    assert_eq!(station.refused("document.issue", wanted), "document.label_printer");
    let crossed = order(&subjects, "worksheet", "en");
    assert_eq!(station.refused("document.issue", crossed), "value.not_a_choice");
    sign_in(&station, "storage");
    assert_eq!(station.refused("document.print", order(&subjects, "dossier", "en")), "value.not_a_choice");
    assert_eq!(station.refused("document.issue", order(&subjects, "dossier", "en")), "permission.denied");
    // Nothing is rebuilt otherwise.
    let digest = station.0.projection_digest().unwrap();
    station.0.rebuild().unwrap();
    assert_eq!(station.0.projection_digest().unwrap(), digest);
}

#[test]
fn a_pick_list_goes_the_way_of_a_person() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 60);
    sign_in(&station, "storage");
    let subjects = subjects(&station);
    let printed = station.ask("document.print", order(&subjects, "pick_list", "en"));
    let file = printed["job"]["destination"].as_str().unwrap();
    // In the order in which it was written, cell by cell.
    let output = Command::new("pdftotext").args(["-raw", file, "-"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let is_place = |word: &&str| {
        word.strip_prefix(['R', 'S']).is_some_and(|number| number.len() > 1 && number.parse::<u32>().is_ok())
    };
    let places: Vec<&str> = text.split_whitespace().filter(is_place).collect();
    let places: Vec<(&str, &str)> = places.chunks(2).map(|pair| (pair[0], pair[1])).collect();
    assert_eq!(places.len(), subjects.stored.len(), "{text}");
    assert!(places.iter().all(|(rack, slot)| rack.starts_with('R') && slot.starts_with('S')), "{text}");
    assert!(places.is_sorted(), "{places:?}");
    // Each list is a new one.
    let next = station.ask("document.print", order(&subjects, "pick_list", "en"));
    assert_ne!(next["number"], printed["number"]);
}

#[test]
fn the_release_certificate_carries_the_code_of_its_release_and_goes_through_the_queue() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::demo(folder.path(), 60);
    sign_in(&station, "manager");
    let released = listed(&station, &["released"], None)[0].clone();
    let request =
        json!({ "donation": released["donation"], "copy_reason": "for the hospital", "printer": "PDF" });
    let issued = station.ask("certificate.issue", request.clone());
    assert_eq!(issued["job"]["state"], "done", "{issued}");
    let file = issued["job"]["destination"].as_str().unwrap();
    let seal = qr(file, pictures(file, "release_certificate").len());
    let found = verdict(&station, &seal);
    assert_eq!((&found["good"], &found["voided"]), (&json!(true), &json!(false)), "{seal} {found}");
    assert_eq!(found["document"], "release_certificate");
    for forged in forged(&seal) {
        assert_eq!(verdict(&station, &forged)["good"], false, "{forged}");
    }
    // What was signed changes: the paper is still what it was, and no longer stands.
    sign_in(&station, "lab");
    let correction = json!({
        "donation": released["donation"], "test": "tnc_post", "value": "9.3", "value_again": "9.3", "method": "XN", "state": "final",
        "correction_reason": "recount",
    });
    station.ask("bench.record_result", correction);
    let found = verdict(&station, &seal);
    assert_eq!((&found["good"], &found["voided"]), (&json!(true), &json!(true)), "{found}");
}

fn base64(text: &str) -> Vec<u8> {
    let value = |c: u8| -> u32 {
        match c {
            b'A'..=b'Z' => u32::from(c - b'A'),
            b'a'..=b'z' => u32::from(c - b'a') + 26,
            b'0'..=b'9' => u32::from(c - b'0') + 52,
            b'+' => 62,
            _ => 63,
        }
    };
    let letters: Vec<u8> = text.bytes().filter(|c| *c != b'=').collect();
    let mut bytes = Vec::new();
    for group in letters.chunks(4) {
        let bits = group.iter().enumerate().fold(0, |bits, (i, c)| bits | (value(*c) << (18 - 6 * i)));
        bytes.extend(bits.to_be_bytes()[1..].iter().take(group.len() - 1));
    }
    bytes
}
