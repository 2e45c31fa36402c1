//! `kill -9` of the real process while it records: what was acknowledged is there, and projections equal a rebuild.

use crate::station::Station;
use cordkeep_tests::{binary, cordkeep};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A short run belongs to every test run; `make crash` sets 500.
fn rounds() -> u32 {
    std::env::var("CORDKEEP_CRASH_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(25)
}

struct Served {
    child: Child,
    address: String,
    token: String,
}

impl Served {
    fn start(data: &Path) -> Self {
        let mut child = Command::new(binary("cordkeep").unwrap())
            .args(["--json", "serve", "--ui", "none", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap();
        let url = said["url"].as_str().unwrap().strip_prefix("http://").unwrap();
        let (address, token) = url.split_once("/?token=").unwrap();
        Self { child, address: address.to_owned(), token: token.to_owned() }
    }

    /// Calls a command; nothing where the process died before it answered.
    fn call(&self, command: &str, body: &Value) -> Option<Value> {
        let mut stream = TcpStream::connect(&self.address).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
        let body = body.to_string();
        let request = format!(
            "POST /rpc/{command} HTTP/1.1\r\nHost: {}\r\nx-cordkeep-token: {}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.address,
            self.token,
            body.len()
        );
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        assert!(head.starts_with("HTTP/1.1 200"), "{head} {body}");
        serde_json::from_str(body).ok()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn kill_9_during_recording_loses_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("bank");
    drop(Station::demo(&data, 3));
    let mut dice = ChaCha20Rng::seed_from_u64(9);
    let mut acknowledged: Vec<Value> = Vec::new();
    for round in 0..rounds() {
        let mut served = Served::start(&data);
        let sign_in = json!({ "login": "nurse", "password": "demo-2026" });
        served.call("session.sign_in", &sign_in).expect("the station came up again");
        let after_ms = u64::from(dice.next_u32() % 60);
        let id = served.child.id().to_string();
        let killer = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(after_ms));
            Command::new("kill").args(["-9", &id]).status().unwrap();
        });
        for number in 0.. {
            let mother = json!({
                "inventory": "public", "due_date": "2027-01-01", "name": format!("轮{round}号{number}"),
                "identity_document": "990000", "phone": "199",
            });
            match served.call("donation.enrol", &mother) {
                Some(unit) => acknowledged.push(unit["donation"].clone()),
                None => break,
            }
        }
        killer.join().unwrap();
        let _ = served.child.wait();
    }
    let verified = cordkeep(&["--json", "verify", "--rebuild", "--data", data.to_str().unwrap()]).unwrap();
    let verified: Value = serde_json::from_slice(&verified.stdout).unwrap();
    assert_eq!((&verified["good"], &verified["rebuild_equal"]), (&json!(true), &json!(true)), "{verified}");
    let station = Station::open(&data);
    station.ask("session.sign_in", json!({ "login": "nurse", "password": "demo-2026" }));
    assert!(acknowledged.len() > 10, "{} acts were acknowledged", acknowledged.len());
    for donation in &acknowledged {
        assert_eq!(station.status(donation), "enrolled");
    }
}
