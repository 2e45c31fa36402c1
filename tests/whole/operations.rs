//! What whoever runs a centre sees of it: health, figures, its log; and its certificate, renewed while it serves.

use crate::station::Station;
use crate::sync::settled;
use cordkeep_tests::{Centre, Postgres, free_port, until};
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use sync::{Client, ClientOptions};

fn get(port: u16, path: &str) -> anyhow::Result<(u16, String)> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    write!(stream, "GET {path} HTTP/1.1\r\nhost: centre\r\nconnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Ok((status, answer))
}

// requirement: Annex 11 §12
#[test]
fn health_figures_and_log_say_what_the_centre_does() {
    let folder = tempfile::tempdir().unwrap();
    let postgres = Postgres::start().unwrap();
    let port = free_port().unwrap();
    let operations = format!("127.0.0.1:{port}");
    let options = ["--operations", &operations, "--log", "json"];
    let centre = Centre::start_with(&postgres, "operations", &options).unwrap();
    let lab = Station::create(folder.path());
    let code = centre.code_for_new_bank().unwrap();
    assert_eq!(
        lab.refused("sync.connect", json!({ "centre_url": centre.url(), "code": "NOT-A-CODE" })),
        "sync.code_invalid"
    );
    lab.ask("sync.connect", json!({ "centre_url": centre.url(), "code": code }));
    lab.0.start_background();
    settled(&lab);
    assert_eq!(get(port, "/livez").unwrap().0, 200);
    assert_eq!(get(port, "/readyz").unwrap().0, 200);
    let figures = get(port, "/metrics").unwrap().1;
    let value = |name: &str| {
        let line = figures
            .lines()
            .find(|line| line.starts_with(name))
            .unwrap_or_else(|| panic!("{name}: {figures}"));
        line.rsplit(' ').next().unwrap().parse::<f64>().unwrap()
    };
    let entries = centre.command(&["stations"]).unwrap()[0]["entries"].as_f64().unwrap();
    assert!((value("cordkeep_entries_total ") - entries).abs() < 0.5);
    assert!(value("cordkeep_pages_total ") >= 1.0);
    assert!((value("cordkeep_stations{status=\"active\"}") - 1.0).abs() < 0.5);
    assert!((value("cordkeep_refusals_total{code=\"sync.code_invalid\"}") - 1.0).abs() < 0.5);
    assert!(value("cordkeep_request_seconds_count{endpoint=\"/v1/upload\",status=\"200\"}") >= 1.0);
    // Stations do not reach the figures.
    let stations: u16 = centre.port();
    assert_eq!(get(stations, "/metrics").unwrap().0, 404);
    let log = centre.log().unwrap();
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{line}: {e}")))
        .collect();
    let refused =
        lines.iter().find(|line| line["code"] == "sync.code_invalid").expect("no refusal in the log");
    assert_eq!(refused["span"]["endpoint"], "/v1/enrol");
    assert!(refused["span"]["peer"].as_str().unwrap().contains("127.0.0.1"), "{refused}");
    drop(postgres);
    until("a centre without a database to say so", || Ok((get(port, "/readyz")?.0 == 503).then_some(())))
        .unwrap();
    assert_eq!(get(port, "/livez").unwrap().0, 200);
}

/// Makes `centre.crt` and `centre.key` in a folder, for 127.0.0.1; answers the certificate, which is its own authority.
pub fn certificate(folder: &Path) -> Vec<u8> {
    let (certificate, key) = (folder.join("centre.crt"), folder.join("centre.key"));
    let config = folder.join("openssl.cnf");
    let said = "[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\nCN=centre\n[ext]\n\
                basicConstraints=critical,CA:FALSE\nsubjectAltName=IP:127.0.0.1\n";
    std::fs::write(&config, said).unwrap();
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
        ])
        .arg("-config")
        .arg(&config)
        .arg("-keyout")
        .arg(&key)
        .arg("-out")
        .arg(&certificate)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    std::fs::read(certificate).unwrap()
}

// requirement: Annex 11 §12
#[test]
fn a_renewed_certificate_serves_without_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let first = certificate(folder.path());
    let postgres = Postgres::start().unwrap();
    let file = |name: &str| folder.path().join(name).display().to_string();
    let options = ["--tls-certificate", &file("centre.crt"), "--tls-key", &file("centre.key")];
    let centre = Centre::start_with(&postgres, "tls", &options).unwrap();
    let base_url = centre.url().replace("http:", "https:");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let hello = |ca: &[u8]| {
        let options = ClientOptions {
            base_url: base_url.clone(),
            ca_pem: Some(ca.to_vec()),
            ..ClientOptions::default()
        };
        let client = Client::new(options).unwrap();
        runtime.block_on(client.hello())
    };
    hello(&first).unwrap();
    let plain = Client::new(ClientOptions { base_url: centre.url(), ..ClientOptions::default() }).unwrap();
    assert!(runtime.block_on(plain.hello()).is_err(), "without TLS it is served all the same");
    let stranger = tempfile::tempdir().unwrap();
    assert!(hello(&certificate(stranger.path())).is_err());
    // A file that is no certificate changes nothing.
    std::fs::write(folder.path().join("centre.crt"), b"half a fil").unwrap();
    until("the log to say that the former one goes on", || {
        Ok(centre.log()?.contains("goes on serving").then_some(()))
    })
    .unwrap();
    hello(&first).unwrap();
    let renewed = certificate(folder.path());
    until("the renewed certificate", || Ok(hello(&renewed).ok())).unwrap();
    assert!(hello(&first).is_err());
}
