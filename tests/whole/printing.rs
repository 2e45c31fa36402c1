//! The print queue over real sockets: a printer that answers, one that stalls, one that dies in mid-job, one that is
//! switched off. Nothing is lost, and nothing comes out twice unless a person said so.

use crate::station::{PASSPHRASE, Station};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// A station with a collected unit and the printer `net` at a port; quality staff may print again.
fn bank(folder: &Path, port: u16) -> (Station, Value) {
    let station = Station::create(folder);
    station.hire("nurse", "李护士", &["nurse", "quality"]);
    let printer = json!({ "name": "net", "kind": "tcp", "target": format!("127.0.0.1:{port}") });
    station.ask("printer.set", printer);
    station.sign_in("nurse");
    let donation = station.consented("张三");
    station.ask("donation.register_collection", station.collection(&donation));
    (station, donation)
}

fn print(station: &Station, donation: &Value, reason: Option<&str>) -> Value {
    station.ask(
        "label.print",
        json!({
            "donation": donation, "templates": ["bag", "tube", "tube", "form"], "locale": "zh-CN", "printer": "net",
            "reprint_reason": reason,
        }),
    )
}

fn job(station: &Station, number: &Value) -> Value {
    let jobs = station.ask("print.jobs", json!({}));
    jobs["jobs"].as_array().unwrap().iter().find(|job| job["job"] == *number).cloned().unwrap_or_default()
}

/// Waits until the job stands so.
fn until(station: &Station, number: &Value, state: &str) -> Value {
    let found = cordkeep_tests::until("a print job's state", || {
        Ok(Some(job(station, number)).filter(|job| job["state"] == state))
    });
    found.unwrap()
}

fn labels(station: &Station, donation: &Value, template: &str) -> Option<Value> {
    let unit = station.ask("unit.get", json!({ "donation": donation, "din": null }));
    unit["labels"].as_array().unwrap().iter().find(|count| count["template"] == template).cloned()
}

/// A printer that treats one connection after another.
fn printer(
    listener: TcpListener,
    mut treat: impl FnMut(TcpStream) -> Vec<u8> + Send + 'static,
) -> mpsc::Receiver<Vec<u8>> {
    let (got, jobs) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            if got.send(treat(stream.unwrap())).is_err() {
                return;
            }
        }
    });
    jobs
}

fn whole(mut stream: TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    stream.write_all(b"OK").unwrap();
    bytes
}

const WAIT: Duration = Duration::from_secs(60);

#[test]
fn a_printer_that_answers_prints_each_order_once_and_every_label_is_accounted_for() {
    let folder = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (station, donation) = bank(folder.path(), listener.local_addr().unwrap().port());
    let jobs = printer(listener, whole);
    let printed = print(&station, &donation, None);
    assert_eq!((&printed["job"]["state"], &printed["copy"]), (&json!("done"), &json!(1)), "{printed}");
    assert!(jobs.recv_timeout(WAIT).unwrap().starts_with(b"%PDF"));
    assert!(jobs.try_recv().is_err(), "once");
    // A reprint wants a reason, and says so in the audit trail.
    let again = json!({
        "donation": donation, "templates": ["tube"], "locale": "en", "printer": "net", "reprint_reason": null,
    });
    assert_eq!(station.refused("label.print", again.clone()), "label.reprint_reason");
    let mut again = again;
    again["reprint_reason"] = json!("smeared");
    assert_eq!(station.ask("label.print", again)["copy"], 2);
    jobs.recv_timeout(WAIT).unwrap();
    // printed = applied + destroyed + open
    let count = labels(&station, &donation, "tube").unwrap();
    assert_eq!((&count["printed"], &count["open"]), (&json!(3), &json!(3)));
    let account = |fate: &str, templates: Value, reason: &str| json!({ "donation": donation, "fate": fate, "templates": templates, "reason": reason });
    assert_eq!(station.refused("label.account", account("destroyed", json!(["tube"]), " ")), "value.empty");
    assert_eq!(station.refused("label.account", account("destroyed", json!([]), "x")), "value.empty");
    let four = json!(["tube", "tube", "tube", "tube"]);
    assert_eq!(station.refused("label.account", account("applied", four, "")), "label.accounted_for");
    station.ask("label.account", account("destroyed", json!(["tube"]), "smeared"));
    station.ask("label.account", account("applied", json!(["tube", "tube"]), ""));
    let count = labels(&station, &donation, "tube").unwrap();
    assert_eq!([&count["applied"], &count["destroyed"], &count["open"]], [&json!(2), &json!(1), &json!(0)]);
    assert_eq!(
        station.refused("label.account", account("applied", json!(["tube"]), "")),
        "label.accounted_for"
    );
    assert_eq!(
        station.refused("label.account", account("not_printed", json!(["form"]), "")),
        "value.not_a_choice"
    );
}

#[test]
fn a_new_label_is_scanned_and_compared() {
    let folder = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (station, donation) = bank(folder.path(), listener.local_addr().unwrap().port());
    let _jobs = printer(listener, whole);
    let unit = station.ask("unit.get", json!({ "donation": donation, "din": null }));
    let din = unit["row"]["din"].as_str().unwrap().to_owned();
    let verify =
        |template: &str, text: &str| json!({ "donation": donation, "template": template, "text": text });
    let bag = format!("&d{din}00");
    assert_eq!(station.refused("label.verify", verify("bag", &bag)), "label.not_printed");
    print(&station, &donation, None);
    let verdict = station.ask("label.verify", verify("bag", &bag));
    assert_eq!((&verdict["good"], &verdict["kind"]), (&json!(true), &json!("bag")), "{verdict}");
    // The label of another container, and another unit's.
    assert_eq!(station.ask("label.verify", verify("form", &bag))["good"], false);
    let other = format!("&d{}{:06}00", &din[..7], 999_999);
    let verdict = station.ask("label.verify", verify("bag", &other));
    assert_eq!((&verdict["good"], &verdict["din"]), (&json!(false), &json!(&other[2..15])), "{verdict}");
    assert!(station.try_ask("label.verify", verify("bag", "&d1")).is_err(), "half a scan is refused");
}

#[test]
fn a_printer_that_is_switched_off_gets_the_job_when_it_is_on_again() {
    let folder = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let (station, donation) = bank(folder.path(), port);
    let failed = print(&station, &donation, None)["job"].clone();
    assert_eq!(
        (&failed["state"], &failed["problem"]["code"]),
        (&json!("failed"), &json!("printer.connect")),
        "{failed}"
    );
    let query = json!({ "job": failed["job"] });
    let settle = json!({ "job": failed["job"], "came_out": true, "reason": "x" });
    assert_eq!(station.refused("print.settle", settle), "print.not_uncertain");
    station.ask("print.retry", query.clone());
    assert_eq!(until(&station, &failed["job"], "failed")["attempts"], 2);
    let jobs = printer(TcpListener::bind(("127.0.0.1", port)).unwrap(), whole);
    station.ask("print.retry", query.clone());
    until(&station, &failed["job"], "done");
    assert!(jobs.recv_timeout(WAIT).unwrap().starts_with(b"%PDF"));
    assert_eq!(station.refused("print.retry", query.clone()), "print.not_failed");
    assert_eq!(
        station.refused("print.call_off", json!({ "job": failed["job"], "reason": null })),
        "print.not_waiting"
    );
    assert!(jobs.try_recv().is_err(), "once");
}

#[test]
fn a_print_that_is_called_off_is_no_print() {
    let folder = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let (station, donation) = bank(folder.path(), port);
    let failed = print(&station, &donation, None)["job"].clone();
    station.ask("print.call_off", json!({ "job": failed["job"], "reason": "printer broken" }));
    assert_eq!(job(&station, &failed["job"])["state"], "cancelled");
    assert_eq!(labels(&station, &donation, "tube").unwrap()["printed"], 0);
    // So the next one is the first on paper and wants no reason.
    let next = print(&station, &donation, None);
    assert_eq!(next["copy"], 2);
    let history = station.ask("unit.timeline", json!({ "donation": donation, "din": null }));
    assert!(history.to_string().contains("printer broken"), "{history}");
}

#[test]
fn what_dies_in_mid_job_is_in_doubt_and_never_sent_again_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (station, donation) = bank(folder.path(), listener.local_addr().unwrap().port());
    let mut lives = [false, false, true].into_iter();
    let jobs = printer(listener, move |mut stream| {
        if lives.next().unwrap() {
            return whole(stream);
        }
        let mut some = [0; 100];
        stream.read_exact(&mut some).unwrap();
        // What was not read makes the end of the connection a reset.
        drop(stream);
        some.to_vec()
    });
    let doubt = print(&station, &donation, None)["job"].clone();
    jobs.recv_timeout(WAIT).unwrap();
    let doubt = until(&station, &doubt["job"], "uncertain");
    assert_eq!(doubt["problem"]["code"], "printer.broken");
    let query = json!({ "job": doubt["job"] });
    assert_eq!(station.refused("print.retry", query), "print.not_failed");
    assert_eq!(
        station.refused("print.call_off", json!({ "job": doubt["job"], "reason": null })),
        "print.not_waiting"
    );
    let settle = |job: &Value, came_out: bool, reason: &str| json!({ "job": job, "came_out": came_out, "reason": reason });
    assert_eq!(station.refused("print.settle", settle(&doubt["job"], false, " ")), "value.empty");
    station.ask("print.settle", settle(&doubt["job"], false, "no paper moved"));
    assert_eq!(labels(&station, &donation, "bag").unwrap()["printed"], 0);
    // Again: this time half came out. That is a print; the next is a reprint with its reason.
    let doubt = print(&station, &donation, None)["job"].clone();
    jobs.recv_timeout(WAIT).unwrap();
    until(&station, &doubt["job"], "uncertain");
    station.ask("print.settle", settle(&doubt["job"], true, "two of four"));
    assert_eq!(labels(&station, &donation, "bag").unwrap()["printed"], 1);
    let third = json!({
        "donation": donation, "templates": ["bag"], "locale": "en", "printer": "net", "reprint_reason": null,
    });
    assert_eq!(station.refused("label.print", third), "label.reprint_reason");
    assert_eq!(print(&station, &donation, Some("half came out"))["job"]["state"], "done");
    assert!(jobs.recv_timeout(WAIT).unwrap().starts_with(b"%PDF"));
    assert!(jobs.try_recv().is_err());
}

#[test]
fn a_printer_that_stalls_holds_up_nobody_and_its_job_survives_the_programs_end_in_doubt() {
    let folder = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (station, donation) = bank(folder.path(), listener.local_addr().unwrap().port());
    let (hold, held) = mpsc::channel::<()>();
    let _jobs = printer(listener, move |stream| {
        let _ = held.recv();
        drop(stream);
        Vec::new()
    });
    let stalled = thread::scope(|scope| {
        let ordered = scope.spawn(|| print(&station, &donation, None)["job"].clone());
        // Meanwhile others work, on this unit too.
        until(&station, &json!(1), "sending");
        station.ask("unit.hold", json!({ "donation": donation, "note": "question" }));
        assert_eq!(job(&station, &json!(1))["state"], "sending", "the printer still holds it");
        ordered.join().unwrap()
    });
    assert_eq!(stalled["state"], "sending");
    // A second order waits behind it; the program ends while the first is on its way.
    let waiting = print(&station, &donation, Some("first one stalls"))["job"].clone();
    assert_eq!(waiting["state"], "waiting");
    drop(station);
    let station = Station::open(folder.path());
    station.ask("setup.unlock", json!({ "passphrase": PASSPHRASE }));
    station.sign_in("nurse");
    let doubt = job(&station, &stalled["job"]);
    assert_eq!(
        (&doubt["state"], &doubt["problem"]["code"]),
        (&json!("uncertain"), &json!("print.interrupted"))
    );
    // What waited goes out by itself: nothing of it had been sent.
    let second = job(&station, &waiting["job"]);
    assert!(["sending", "waiting"].contains(&second["state"].as_str().unwrap()), "{second}");
    drop(hold);
}

#[test]
fn a_printer_is_asked_how_it_is_and_tried_out() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    std::fs::create_dir_all(&out).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (station, _) = bank(&folder.path().join("data"), listener.local_addr().unwrap().port());
    let target = format!("127.0.0.1:{}", listener.local_addr().unwrap().port());
    let asked = printer(listener, |mut stream| {
        let mut question = [0; 5];
        stream.read_exact(&mut question).unwrap();
        // Head up, paper out: as the manual of the language lays the three lines out.
        let answer = "\u{2}014,1,0,0600,000,0,0,0,000,0,0,0\u{3}\r\n\u{2}000,0,1,0,0,2,4,0,00000007,1,000\u{3}\r\n\u{2}1234,0\u{3}\r\n";
        stream.write_all(answer.as_bytes()).unwrap();
        question.to_vec()
    });
    station.sign_in("admin");
    station.ask(
        "printer.set",
        json!({ "name": "zebra", "kind": "tcp", "target": target, "language": "zpl203" }),
    );
    station
        .ask("printer.set", json!({ "name": "out", "kind": "folder", "target": out, "language": "zpl300" }));
    station.sign_in("nurse");
    let told = station.ask("printer.status", json!({ "name": "zebra" }));
    assert_eq!(asked.recv_timeout(WAIT).unwrap(), b"~HS\r\n");
    assert_eq!(told["conditions"], json!(["paper_out", "head_open"]), "{told}");
    assert_eq!(told["labels_remaining"], 7);
    assert_eq!(station.ask("printer.status", json!({ "name": "PDF" }))["told"], false);
    assert_eq!(station.refused("printer.status", json!({ "name": "none" })), "printer.unknown");
    let test = station.ask("printer.test", json!({ "name": "out", "locale": "en" }));
    assert_eq!((&test["state"], &test["donation"]), (&json!("done"), &Value::Null), "{test}");
    let zpl = std::fs::read_to_string(test["destination"].as_str().unwrap()).unwrap();
    assert!(zpl.starts_with("^XA") && zpl.contains("^BX"));
}
