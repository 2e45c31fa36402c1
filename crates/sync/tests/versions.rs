//! The station's client at centres of other versions: it talks, or says who is to be updated.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[expect(dead_code, reason = "the other test of these messages uses them all")]
#[path = "golden/messages.rs"]
mod messages;

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use sync::{Client, ClientOptions, Code, Hello, Refusal, SyncError, Versions, page};

/// What the client makes of a centre that answers its `hello` with this status and message.
fn hello(status: u16, body: Vec<u8>) -> Result<Versions, SyncError> {
    let centre = TcpListener::bind("127.0.0.1:0").unwrap();
    let base_url = format!("http://{}", centre.local_addr().unwrap());
    let answering = std::thread::spawn(move || {
        let (mut stream, _) = centre.accept().unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            head.extend(byte);
        }
        let length = body.len();
        let answer = format!("HTTP/1.1 {status} -\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
        stream.write_all(&[answer.as_bytes(), &body].concat()).unwrap();
        String::from_utf8(head).unwrap()
    });
    let client = Client::new(ClientOptions { base_url, ..ClientOptions::default() }).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let found = runtime.block_on(client.hello()).map(|hello| hello.versions());
    // A later version keeps this one question, or refuses it by its versions.
    assert!(answering.join().unwrap().starts_with("GET /v1/hello "));
    found
}

fn speaking(min: u16, max: u16) -> Vec<u8> {
    page::encode(&Hello { protocol_min: min, protocol_max: max, ..messages::hello() }).unwrap()
}

#[test]
fn a_centre_of_another_version_is_talked_to_or_said_who_is_to_be_updated() {
    let gone =
        |min, max| page::encode(&Refusal::new(Code::Version).with("min", min).with("max", max)).unwrap();
    for (what, status, body, want) in [
        ("the same", 200, speaking(1, 1), None),
        ("a newer one that speaks the old one too", 200, speaking(1, 2), None),
        ("one that gave the old one up", 200, speaking(2, 3), Some(("2–3", "station"))),
        ("one that has no such request any more", 404, gone(2, 2), Some(("2", "station"))),
        ("one from before there was a version", 200, speaking(0, 0), Some(("0", "centre"))),
        ("one that has no such request yet", 404, gone(1, 1), Some(("1", "centre"))),
    ] {
        match (hello(status, body), want) {
            (Ok(_), None) => {}
            (Err(error), Some((centre, outdated))) => {
                assert_eq!(
                    (error.code(), error.block()),
                    ("sync.version", Some(sync::Block::Version)),
                    "{what}"
                );
                let wanted = [("centre_versions", centre), ("station_versions", "1"), ("outdated", outdated)];
                assert_eq!(
                    error.params(),
                    wanted.map(|(name, value)| (name.to_owned(), value.to_owned())),
                    "{what}"
                );
            }
            (found, _) => panic!("{what}: {found:?}"),
        }
    }
}
