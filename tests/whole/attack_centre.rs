//! Hostile clients at the centre's door: the real program on a real PostgreSQL, spoken to byte by byte from another address
//! than that of an honest station. Each attack is refused and logged, and the honest station goes on.

use crate::station::Station;
use crate::sync::settled;
use cordkeep_tests::{Centre, Postgres, Proxy, until};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::time::Duration;
use sync::limits::COMPRESSED_BYTES_MAX;
use sync::{Refusal, page};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};

/// A centre with an honest station, and room for an attacker.
pub struct Siege {
    pub centre: Centre,
    pub honest: Station,
    /// On which the honest station is overheard.
    pub line: Proxy,
    _folder: TempDir,
    postgres: Postgres,
    name: &'static str,
}

impl Siege {
    pub fn begin(name: &'static str, options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let postgres = Postgres::start().unwrap();
        let centre = Centre::start_with(&postgres, name, options).unwrap();
        let line = Proxy::start(centre.port()).unwrap();
        let honest = Station::create(folder.path());
        let code = centre.code_for_new_bank().unwrap();
        honest.ask("sync.connect", json!({ "centre_url": line.url(), "code": code }));
        honest.0.start_background();
        settled(&honest);
        Self { centre, honest, line, _folder: folder, postgres, name }
    }

    pub async fn connect(&self) -> TcpStream {
        connect(self.centre.port()).await
    }

    pub async fn send(&self, head: &str, body: &[u8]) -> (u16, String, Vec<u8>) {
        send_to(self.centre.port(), head.to_owned(), body.to_vec()).await
    }

    async fn post(&self, path: &str, body: &[u8]) -> (u16, String, Vec<u8>) {
        let length = body.len();
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: centre\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n"
        );
        self.send(&head, body).await
    }

    /// Something honest that is recorded now arrives, and all that is held verifies.
    pub fn honest_goes_on(&self) {
        let before = self.entries();
        self.honest.hire(&format!("n{before}"), "诚实", &["nurse"]);
        settled(&self.honest);
        assert!(self.entries() > before, "the honest station's entries do not arrive");
        let chains = self.centre.command(&["verify"]).unwrap();
        assert!(chains.iter().all(|chain| chain["good"] == true), "{chains:?}");
    }

    fn entries(&self) -> i64 {
        self.enrolled("lab-1")["entries"].as_i64().unwrap()
    }

    /// What the centre says of a station; the honest one is `lab-1`.
    pub fn enrolled(&self, name: &str) -> Value {
        let stations = self.centre.command(&["stations"]).unwrap();
        stations.into_iter().find(|station| station["name"] == name).expect(name)
    }

    pub fn logged(&self, what: &str) {
        until(&format!("the log to say {what}"), || Ok(self.centre.log()?.contains(what).then_some(())))
            .unwrap();
    }

    pub fn query(&self, sql: &str) -> String {
        self.postgres.query(self.name, sql).unwrap()
    }
}

/// A connection from an address that is not the honest station's.
async fn connect(port: u16) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.2:0".parse().unwrap()).unwrap();
    socket.connect(SocketAddr::from(([127, 0, 0, 1], port))).await.unwrap()
}

/// Sends bytes on a connection of their own, and gives status, head and body of the answer.
async fn send_to(port: u16, head: String, body: Vec<u8>) -> (u16, String, Vec<u8>) {
    let mut stream = connect(port).await;
    stream.write_all(head.as_bytes()).await.unwrap();
    // Whoever is refused early may find the line closed.
    let _ = stream.write_all(&body).await;
    answer(&mut stream).await
}

pub async fn answer(stream: &mut TcpStream) -> (u16, String, Vec<u8>) {
    let mut all = Vec::new();
    let mut chunk = [0; 4096];
    // A line that is reset behind the answer has brought it all the same.
    while let Ok(count @ 1..) = stream.read(&mut chunk).await {
        all.extend_from_slice(&chunk[..count]);
    }
    let Some(end) = all.windows(4).position(|four| four == b"\r\n\r\n") else {
        return (0, String::new(), all);
    };
    let head = String::from_utf8_lossy(&all[..end]).to_lowercase();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    (status, head, all.split_off(end + 4))
}

pub fn code(body: &[u8]) -> String {
    page::decode::<Refusal>(body).map_or_else(|error| error.to_string(), |refusal| refusal.code)
}

pub fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

// requirement: Annex 11 §12
#[test]
fn whoever_says_nothing_or_speaks_by_single_bytes_is_cut_off() {
    let siege = Siege::begin("slow", &["--head-seconds", "1", "--body-seconds", "1"]);
    run(async {
        let mut slow_head = siege.connect().await;
        let mut silent = siege.connect().await;
        let trickle = async {
            for byte in b"GET /v1/hello HTTP/1.1\r\nhost: centre\r\nx: ".iter().chain(&[b'x'; 200]) {
                if slow_head.write_all(&[*byte]).await.is_err() {
                    return true;
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            false
        };
        assert!(trickle.await, "a head that never ends is waited for");
        assert!(matches!(silent.read(&mut [0; 9]).await, Ok(0) | Err(_)));
        let mut slow_body = siege.connect().await;
        let head =
            "POST /v1/enrol HTTP/1.1\r\nhost: centre\r\nconnection: close\r\ncontent-length: 1000000\r\n\r\n";
        slow_body.write_all(head.as_bytes()).await.unwrap();
        let (mut reading, mut writing) = slow_body.into_split();
        let trickle = tokio::spawn(async move {
            while writing.write_all(b"x").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        });
        let mut answer = Vec::new();
        let _ = reading.read_to_end(&mut answer).await;
        trickle.abort();
        let text = String::from_utf8_lossy(&answer);
        assert!(text.starts_with("HTTP/1.1 408"), "{text}");
    });
    siege.logged("a request did not come in time");
    siege.logged("sync.too_slow");
    siege.honest_goes_on();
}

// requirement: Annex 11 §12
#[test]
fn whoever_does_not_take_its_answers_is_cut_off() {
    let siege = Siege::begin("untaken", &["--answer-seconds", "1", "--peer-rate", "0"]);
    run(async {
        let mut stream = siege.connect().await;
        let questions = "GET /v1/hello HTTP/1.1\r\nhost: centre\r\n\r\n".repeat(1_000);
        // Nothing is read, so that answers fill the line and then keep the centre from reading on.
        let asking = async { while stream.write_all(questions.as_bytes()).await.is_ok() {} };
        let cut = tokio::time::timeout(Duration::from_secs(60), asking).await;
        assert!(cut.is_ok(), "a connection is kept whose answers nobody takes");
    });
    siege.logged("an answer was not taken in time");
    siege.honest_goes_on();
}

// requirement: Annex 11 §12
#[test]
fn one_address_cannot_take_all_connections() {
    let siege = Siege::begin("crowd", &["--connections-per-peer", "4"]);
    run(async {
        let mut held = Vec::new();
        for _ in 0..4 {
            held.push(siege.connect().await);
        }
        let mut fifth = siege.connect().await;
        let _ = fifth.write_all(b"GET /v1/hello HTTP/1.1\r\nhost: centre\r\n\r\n").await;
        assert!(matches!(fifth.read(&mut [0; 9]).await, Ok(0) | Err(_)), "a fifth connection is served");
        siege.logged("too many connections");
        siege.honest_goes_on();
        drop(held);
        let get = "GET /v1/hello HTTP/1.1\r\nhost: centre\r\nconnection: close\r\n\r\n";
        for _ in 0..50 {
            if siege.send(get, b"").await.0 == 200 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("connections that ended are still counted");
    });
}

// requirement: Annex 11 §12
#[test]
fn one_address_cannot_take_all_the_time() {
    let siege = Siege::begin("flood", &["--peer-rate", "20"]);
    run(async {
        let get = "GET /v1/hello HTTP/1.1\r\nhost: centre\r\nconnection: close\r\n\r\n";
        let mut refused = None;
        for _ in 0..400 {
            let (status, head, body) = siege.send(get, b"").await;
            if status == 429 {
                refused = Some((head, body));
                break;
            }
        }
        let (head, body) = refused.expect("a flood is served");
        assert!(head.contains("retry-after: "), "{head}");
        assert_eq!(code(&body), "sync.slow_down");
    });
    siege.logged("sync.slow_down");
    siege.honest_goes_on();
}

// requirement: Annex 11 §12
#[test]
fn bodies_that_lie_about_their_size_cost_nothing() {
    let siege = Siege::begin("bodies", &["--peer-rate", "0"]);
    let bomb = zstd::stream::encode_all(std::io::Read::take(std::io::repeat(0), 1 << 30), 1).unwrap();
    let nested = zstd::stream::encode_all(vec![0x81; 4 << 20].as_slice(), 1).unwrap();
    // Known fields, then one more that a reader would skip, nested without end.
    let mut skipped = vec![0x83, 0x61, b'c', 0x80];
    skipped.extend(std::iter::repeat_n(0x81, 1 << 20));
    skipped.push(0x00);
    let skipped = zstd::stream::encode_all(skipped.as_slice(), 1).unwrap();
    run(async {
        for (body, want) in [
            (bomb, "sync.too_large"),
            (nested, "sync.malformed"),
            (skipped, "sync.malformed"),
            (b"noise".to_vec(), "sync.malformed"),
            (Vec::new(), "sync.malformed"),
        ] {
            let (status, _, answer) = siege.post("/v1/enrol", &body).await;
            assert_eq!((code(&answer).as_str(), status >= 400), (want, true), "{} bytes", body.len());
        }
        // Refused by what it says of itself, before a byte of it has come.
        let huge = COMPRESSED_BYTES_MAX + 1;
        let head = format!(
            "POST /v1/upload HTTP/1.1\r\nhost: centre\r\nconnection: close\r\ncontent-length: {huge}\r\n\r\n"
        );
        let (status, _, answer) = siege.send(&head, b"").await;
        assert_eq!((status, code(&answer).as_str()), (413, "sync.too_large"));
        // What does not say how long it is, is cut where it is too long.
        let mut stream = siege.connect().await;
        let head = "POST /v1/upload HTTP/1.1\r\nhost: centre\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n";
        stream.write_all(head.as_bytes()).await.unwrap();
        let chunk = [b"10000\r\n".as_slice(), &[0; 0x10000], b"\r\n"].concat();
        let mut sent = 0;
        while sent <= 2 * COMPRESSED_BYTES_MAX && stream.write_all(&chunk).await.is_ok() {
            sent += 0x10000;
        }
        assert!(sent <= 2 * COMPRESSED_BYTES_MAX, "a body without end is read");
    });
    siege.logged("sync.too_large");
    siege.logged("sync.malformed");
    siege.honest_goes_on();
}

// requirement: Annex 11 §12
#[test]
fn a_database_that_is_busy_is_said_so_and_takes_no_more() {
    let siege = Siege::begin("busy", &["--peer-rate", "0"]);
    std::thread::scope(|scope| {
        let (postgres, name) = (&siege.postgres, siege.name);
        let held = scope.spawn(move || {
            postgres
                .query(name, "BEGIN; LOCK TABLE station IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(9); COMMIT")
        });
        std::thread::sleep(Duration::from_millis(500));
        run(async {
            let signed =
                "GET /v1/feed?scope=reference&after=0 HTTP/1.1\r\nhost: centre\r\nconnection: close\r\n";
            let id = "0".repeat(32);
            let head = format!(
                "{signed}cordkeep-bank: {id}\r\ncordkeep-station: {id}\r\ncordkeep-time: 1\r\ncordkeep-signature: {}\r\n\r\n",
                "0".repeat(128)
            );
            let port = siege.centre.port();
            let all: Vec<_> =
                (0..40).map(|_| tokio::spawn(send_to(port, head.clone(), Vec::new()))).collect();
            let live = "GET /livez HTTP/1.1\r\nhost: centre\r\nconnection: close\r\n\r\n";
            assert_eq!(siege.send(live, b"").await.0, 200, "the process is not alive meanwhile");
            // Those that hold a connection to the database wait; the others hear in time that they are to come again.
            let mut busy = 0;
            for one in all {
                let (status, head, _) = one.await.unwrap();
                assert!(matches!(status, 401 | 503), "{head}");
                if status == 503 {
                    assert!(head.contains("retry-after: "), "{head}");
                    busy += 1;
                }
            }
            assert!((20..40).contains(&busy), "{busy} of 40 were told to come again");
        });
        held.join().unwrap().unwrap();
    });
    siege.honest_goes_on();
}
