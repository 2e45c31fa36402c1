//! An enrolled station that turned hostile, and a line that lies: the real programs, and whoever signs holds a key that the
//! centre knows. Each attack is refused and logged under the station's name, and the honest station goes on.

use crate::attack_centre::{Siege, answer, code, run};
use crate::served::Served;
use crate::station::{PASSPHRASE, Station, now_ms};
use crate::sync::{is_exchanged_since, settled};
use cordkeep_tests::{Centre, Postgres, until};
use ledger::{
    Actors, BankId, BootId, ChainHead, Checkpoint, ClockEvidence, Draft, Hash, Hlc, SigningKey, StationId,
    Subject, SubjectId,
};
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use sync::limits::{ENTRY_BYTES_MAX, PAGE_ENTRIES_MAX, REQUEST_AGE_MS_MAX};
use sync::{
    Client, ClientOptions, Credentials, Enrolment, HEADER_BANK, HEADER_SIGNATURE, HEADER_STATION,
    HEADER_TIME, Receipt, Request, SyncError, UploadPage, page,
};
use tokio::io::AsyncWriteExt as _;

const ELSEWHERE: &str = "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e";

fn client(siege: &Siege) -> Client {
    Client::new(ClientOptions { base_url: siege.centre.url(), ..ClientOptions::default() }).unwrap()
}

/// A station in the hands of an attacker: it holds its key, and says what it likes.
struct Hostile {
    who: Credentials,
    head: ChainHead,
}

fn enrolment(code: &str, seed: u8) -> (SigningKey, Enrolment) {
    let station = StationId::from_bytes([seed; 16]);
    let (code, name) = (code.to_owned(), format!("hostile {seed}"));
    (
        SigningKey::from_seed(&[seed; 32]),
        Enrolment { code, station, name, founding: None, continues: Vec::new() },
    )
}

impl Hostile {
    async fn enrol(siege: &Siege, site: &str, seed: u8) -> Self {
        let bank = siege.enrolled("lab-1")["bank"].as_str().unwrap().to_owned();
        let (key, enrolment) = enrolment(&siege.centre.code_for_station(&bank, site).unwrap(), seed);
        let station = enrolment.station;
        let enrolled = client(siege).enrol(&key, enrolment).await.unwrap();
        let (bank, site) = (enrolled.bank, enrolled.site);
        let head = ChainHead { bank, station, site, seq: 0, hash: Hash::ZERO, hlc: Hlc::default() };
        Self { who: Credentials { bank, station, key, centre_key: enrolled.centre_key }, head }
    }

    /// A page behind the head, signed by this station's key.
    fn page(&self, mut head: ChainHead, bodies: &[Vec<u8>]) -> Vec<u8> {
        let boot = BootId::from_bytes([7; 16]);
        let clock =
            ClockEvidence { wall_ms: now_ms(), monotonic_ms: 0, boot, offset_ms: None, offset_age_ms: None };
        let draft = |body: &Vec<u8>| Draft {
            kind: "note".to_owned(),
            kind_version: 1,
            subject: Subject { kind: "unit".to_owned(), id: SubjectId::from_bytes([9; 16]) },
            actors: Actors::default(),
            base: None,
            body: body.clone(),
            personal: None,
        };
        let entries = bodies.iter().map(|body| head.append(draft(body), clock, 1)).collect();
        let ChainHead { bank, station, seq, hash, .. } = head;
        let checkpoints = vec![Checkpoint::sign(&self.who.key, station, seq, hash, clock.wall_ms)];
        page::encode(&UploadPage { bank, station, entries, checkpoints }).unwrap()
    }

    /// The head of a request that was signed so long ago.
    fn head(&self, method: &str, target: &str, body: &[u8], age_ms: i64) -> String {
        let Credentials { bank, station, ref key, centre_key: centre } = self.who;
        let time_ms = now_ms() - age_ms;
        let signature = Request { method, target, body, bank, station, centre, time_ms }.sign(key);
        let signature: String = signature.iter().map(|byte| format!("{byte:02x}")).collect();
        format!(
            "{method} {target} HTTP/1.1\r\nhost: centre\r\nconnection: close\r\ncontent-length: {}\r\n\
             {HEADER_BANK}: {bank}\r\n{HEADER_STATION}: {station}\r\n{HEADER_TIME}: {time_ms}\r\n\
             {HEADER_SIGNATURE}: {signature}\r\n\r\n",
            body.len()
        )
    }

    /// What an upload of this is refused with, and that the log says so of this station.
    async fn refused(&self, siege: &Siege, body: &[u8], age_ms: i64) -> String {
        let head = self.head("POST", "/v1/upload", body, age_ms);
        let (status, _, answer) = siege.send(&head, body).await;
        assert!(status >= 400, "{status}");
        self.logged(siege, &code(&answer));
        code(&answer)
    }

    fn logged(&self, siege: &Siege, what: &str) {
        let name = self.who.station.to_string();
        until(&format!("{what} of {name} in the log"), || {
            let log = siege.centre.log()?;
            Ok(log.lines().any(|line| line.contains(&name) && line.contains(what)).then_some(()))
        })
        .unwrap();
    }
}

/// The last request with a page that was overheard on the honest station's line.
fn overheard(siege: &Siege) -> (String, Vec<u8>) {
    settled(&siege.honest);
    let talks = siege.line.talks();
    let said = talks.iter().rfind(|talk| talk.to_server.starts_with(b"POST /v1/upload")).unwrap();
    let said = &said.to_server;
    let end = said.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
    // Not among what is signed.
    let head = String::from_utf8(said[..end - 2].to_vec()).unwrap() + "connection: close\r\n\r\n";
    (head, said[end..].to_vec())
}

fn held(siege: &Siege) -> String {
    siege.query(
        "SELECT (SELECT count(*) FROM entry), (SELECT count(*) FROM feed), (SELECT count(*) FROM quarantine)",
    )
}

// requirement: Annex 11 §12
#[test]
fn an_enrolled_station_harms_nobody_with_what_it_sends() {
    let siege = Siege::begin("enrolled", &["--body-seconds", "1"]);
    let (overheard_head, overheard_page) = overheard(&siege);
    run(async {
        let site = siege.enrolled("lab-1")["site"].as_str().unwrap().to_owned();
        let neighbour = Hostile::enrol(&siege, &site, 1).await;
        let stranger = Hostile::enrol(&siege, ELSEWHERE, 2).await;
        let before = held(&siege);
        // Sent again as it was overheard: it says nothing new, and changes nothing.
        assert_eq!(siege.send(&overheard_head, &overheard_page).await.0, 200);
        siege.logged("a page was sent again");
        let mut spoilt = overheard_page.clone();
        *spoilt.last_mut().unwrap() ^= 1;
        let (_, _, answer) = siege.send(&overheard_head, &spoilt).await;
        assert_eq!(code(&answer), "sync.unauthorised");
        let own = |bodies: &[Vec<u8>]| stranger.page(stranger.head.clone(), bodies);
        let old = REQUEST_AGE_MS_MAX + 60_000;
        assert_eq!(stranger.refused(&siege, &own(&[vec![1]]), old).await, "sync.stale");
        // Of another station: as it was overheard, and made up under its name by a neighbour, who may carry its pages.
        assert_eq!(stranger.refused(&siege, &overheard_page, 0).await, "sync.not_own");
        let honest: StationId = siege.enrolled("lab-1")["station"].as_str().unwrap().parse().unwrap();
        let made_up = neighbour.page(ChainHead { station: honest, ..neighbour.head.clone() }, &[vec![1]]);
        assert_eq!(neighbour.refused(&siege, &made_up, 0).await, "sync.page");
        let later = stranger.page(ChainHead { seq: 7, ..stranger.head.clone() }, &[vec![1]]);
        assert_eq!(stranger.refused(&siege, &later, 0).await, "sync.gap");
        // What is signed is read no further than what is not.
        let bomb = zstd::stream::encode_all(std::io::Read::take(std::io::repeat(0), 1 << 30), 1).unwrap();
        let nested = zstd::stream::encode_all(vec![0x81; 4 << 20].as_slice(), 1).unwrap();
        for (body, want) in [
            (bomb, "sync.too_large"),
            (nested, "sync.malformed"),
            (b"noise".to_vec(), "sync.malformed"),
            (own(&vec![vec![1]; PAGE_ENTRIES_MAX + 1]), "sync.page"),
            (own(&[vec![1; ENTRY_BYTES_MAX + 1]]), "sync.page"),
        ] {
            assert_eq!(stranger.refused(&siege, &body, 0).await, want, "{} bytes", body.len());
        }
        let of_others = format!("/v1/feed?scope=site:{site}&after=0");
        let (_, _, answer) = siege.send(&stranger.head("GET", &of_others, &[], 0), &[]).await;
        assert_eq!(code(&answer), "sync.scope");
        stranger.logged(&siege, "sync.scope");
        slowly(&siege, &stranger).await;
        assert_eq!(held(&siege), before, "something was taken, or kept");
        assert_eq!(siege.enrolled("lab-1")["status"], "active");
        siege.honest_goes_on();
        revoked(&siege, &stranger).await;
    });
    siege.honest_goes_on();
}

/// A signed page that comes by single bytes.
async fn slowly(siege: &Siege, hostile: &Hostile) {
    let mut stream = siege.connect().await;
    let head = hostile.head("POST", "/v1/upload", &[b'x'; 10_000], 0);
    stream.write_all(head.as_bytes()).await.unwrap();
    let trickle = async {
        for _ in 0..600 {
            if stream.write_all(b"x").await.is_err() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let _ = tokio::time::timeout(Duration::from_secs(3), trickle).await;
    let (status, _, body) = answer(&mut stream).await;
    assert_eq!((status, code(&body).as_str()), (408, "sync.too_slow"));
    hostile.logged(siege, "sync.too_slow");
}

/// A station that was shut out, and goes on talking.
async fn revoked(siege: &Siege, hostile: &Hostile) {
    let (bank, station) = (hostile.who.bank.to_string(), hostile.who.station.to_string());
    siege.centre.command(&["revoke", "--bank", &bank, "--station", &station]).unwrap();
    let before = siege.query("SELECT count(*) FROM entry");
    let page = hostile.page(hostile.head.clone(), &[vec![1]]);
    for _ in 0..3 {
        assert_eq!(hostile.refused(siege, &page, 0).await, "sync.revoked");
    }
    hostile.logged(siege, "a page was quarantined");
    let feed = hostile.head("GET", "/v1/feed?scope=reference&after=0", &[], 0);
    assert_eq!(code(&siege.send(&feed, &[]).await.2), "sync.revoked");
    let name = format!("hostile {}", hostile.who.station.bytes()[0]);
    assert_eq!(siege.enrolled(&name)["quarantined"], 1);
    assert_eq!(siege.query("SELECT count(*) FROM entry"), before);
}

// requirement: Annex 11 §12
#[test]
fn a_code_lets_nobody_in_after_its_time_or_twice() {
    let siege = Siege::begin("codes", &[]);
    let bank = siege.enrolled("lab-1")["bank"].as_str().unwrap().to_owned();
    run(async {
        let expired = siege.centre.code_for_station(&bank, ELSEWHERE).unwrap();
        siege.query("UPDATE enrolment_code SET expires_ms = created_ms WHERE used_ms IS NULL");
        let (key, again) = enrolment(&expired, 1);
        assert_eq!(client(&siege).enrol(&key, again).await.unwrap_err(), SyncError::CodeExpired);
        let good = siege.centre.code_for_station(&bank, ELSEWHERE).unwrap();
        let (key, first) = enrolment(&good, 2);
        client(&siege).enrol(&key, first).await.unwrap();
        let (key, second) = enrolment(&good, 3);
        assert_eq!(client(&siege).enrol(&key, second).await.unwrap_err(), SyncError::CodeInvalid);
    });
    siege.logged("sync.code_expired");
    siege.logged("sync.code_invalid");
    assert_eq!(siege.centre.command(&["stations"]).unwrap().len(), 2);
    siege.honest_goes_on();
}

/// Spoils a receipt in one of so many ways.
type Spoil = fn(&Receipt, &Receipt) -> Receipt;
const SPOILS: [Spoil; 4] = [
    |_, good| {
        let (Receipt { bank, station, seq, hash, time_ms, .. }, key) =
            (good.clone(), SigningKey::from_seed(&[6; 32]));
        Receipt::sign(&key, bank, station, seq, hash, time_ms)
    },
    |_, good| Receipt { seq: good.seq + 1_000, ..good.clone() },
    |_, good| Receipt {
        station: StationId::from_bytes([6; 16]),
        bank: BankId::from_bytes([6; 16]),
        ..good.clone()
    },
    // One that the centre did give, for less.
    |first, _| first.clone(),
];

/// One message, whole.
fn hear(stream: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
            let length: usize = length.map_or(0, |length| length.trim().parse().unwrap());
            if bytes.len() >= end + 4 + length {
                return Some((head, bytes));
            }
        }
        let count = stream.read(&mut chunk).ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&chunk[..count]);
    }
}

/// Stands between a station and its centre, and spoils each receipt in the way that `way` says; in none beyond the last.
fn lie(listener: &TcpListener, to: u16, way: &AtomicUsize, lies: &AtomicUsize) {
    let mut first = None;
    for station in listener.incoming() {
        let mut station = station.unwrap();
        let Some((asked, bytes)) = hear(&mut station) else { continue };
        let mut centre = TcpStream::connect((Ipv4Addr::LOCALHOST, to)).unwrap();
        centre.write_all(&bytes).unwrap();
        let Some((_, mut bytes)) = hear(&mut centre) else { continue };
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
        if let (true, Ok(good)) =
            (asked.starts_with("post /v1/upload"), page::decode::<Receipt>(&bytes[end..]))
        {
            let first = first.get_or_insert_with(|| good.clone());
            if let Some(spoil) = SPOILS.get(way.load(Ordering::SeqCst)) {
                let body = page::encode(&spoil(first, &good)).unwrap();
                bytes = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len()).into_bytes();
                bytes.extend(body);
                lies.fetch_add(1, Ordering::SeqCst);
            }
        }
        let _ = station.write_all(&bytes);
    }
}

// requirement: Annex 11 §12
#[test]
fn a_station_takes_no_word_for_a_receipt_but_its_centres_own() {
    let folder = tempfile::tempdir().unwrap();
    let postgres = Postgres::start().unwrap();
    let centre = Centre::start(&postgres, "forged").unwrap();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (way, lies) = (Arc::new(AtomicUsize::new(usize::MAX)), Arc::new(AtomicUsize::new(0)));
    let (port, told) = (centre.port(), (Arc::clone(&way), Arc::clone(&lies)));
    std::thread::spawn(move || lie(&listener, port, &told.0, &told.1));
    let data = folder.path().join("bank");
    let station = Station::create(&data);
    let code = centre.code_for_new_bank().unwrap();
    station.ask("sync.connect", json!({ "centre_url": url, "code": code }));
    station.0.start_background();
    settled(&station);
    drop(station);
    let log = folder.path().join("log.txt");
    let served = Served::start(&data, std::fs::File::create(&log).unwrap().into());
    served.call("setup.unlock", &json!({ "passphrase": PASSPHRASE })).unwrap();
    served
        .call("session.sign_in", &json!({ "login": "admin", "password": crate::station::PASSWORD }))
        .unwrap();
    let status = || served.call("sync.status", &json!({})).unwrap();
    let exchanged = || {
        let asked_ms = now_ms();
        served.call("sync.now", &json!({})).unwrap();
        until("an exchange", || Ok(is_exchanged_since(&status(), asked_ms).then_some(()))).unwrap();
    };
    for spoil in 0..SPOILS.len() {
        exchanged();
        let logged = || std::fs::read_to_string(&log).unwrap().matches("\"sync.forged\"").count();
        let (lies_before, logged_before) = (lies.load(Ordering::SeqCst), logged());
        way.store(spoil, Ordering::SeqCst);
        let site = json!({
            "code": format!("S{spoil}"), "name_zh": "站", "name_en": "Site", "kind": "collection_point",
            "personal_data": "withheld",
        });
        served.call("admin.add_site", &json!({ "site": site })).unwrap();
        let status = until("the station to refuse a receipt", || {
            let status = status();
            Ok((status["problem"]["code"] == "sync.forged").then_some(status))
        });
        let status = status.unwrap();
        assert!(status["waiting"].as_u64().unwrap() > 0, "{spoil}: taken for acknowledged: {status}");
        assert!(lies.load(Ordering::SeqCst) > lies_before && logged() > logged_before, "{spoil}: not logged");
        way.store(usize::MAX, Ordering::SeqCst);
    }
    exchanged();
    assert_eq!((&status()["waiting"], &status()["problem"]), (&json!(0), &Value::Null));
    let chains = centre.command(&["verify"]).unwrap();
    assert!(chains.iter().all(|chain| chain["good"] == true), "{chains:?}");
}
