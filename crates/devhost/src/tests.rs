//! The server over a real socket, with two commands of its own.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use serde_json::json;

use super::*;

fn start(ui: UiAssets) -> (Server, Arc<Feed>) {
    let feed = Arc::new(Feed::default());
    let commands: Commands = Box::new(|command, args| match command {
        "echo" => Ok(args.to_string()),
        _ => Err(api::Problem::refusal("command.unknown").with("command", command)),
    });
    let server = serve_commands(commands, Arc::clone(&feed), ui, "127.0.0.1:0".parse().unwrap()).unwrap();
    (server, feed)
}

fn send(server: &Server, start_line: &str, headers: &[(&str, &str)], body: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(server.addr()).unwrap();
    let mut text =
        format!("{start_line} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
    if !headers.iter().any(|(name, _)| *name == "Host") {
        text.push_str(&format!("Host: {}\r\n", server.addr()));
    }
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    stream.write_all(format!("{text}\r\n{body}").as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
    (status, answer)
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").unwrap().1
}

#[test]
fn a_command_is_answered_or_refused_with_its_problem() {
    let (server, _) = start(UiAssets::None);
    let token = [("X-Cordkeep-Token", server.token())];
    let (status, answer) = send(&server, "POST /rpc/echo", &token, r#"{"name":"龘"}"#);
    assert_eq!((status, body(&answer)), (200, r#"{"name":"龘"}"#));
    assert_eq!(body(&send(&server, "POST /rpc/echo", &token, "").1), "{}");
    let (status, answer) = send(&server, "POST /rpc/nonsense", &token, "{}");
    let problem: Value = serde_json::from_str(body(&answer)).unwrap();
    assert_eq!((status, &problem["code"]), (422, &json!("command.unknown")));
    assert_eq!(send(&server, "POST /rpc/echo", &token, "{").0, 400);
    assert_eq!(send(&server, "GET /rpc/echo", &token, "").0, 405);
}

#[test]
fn the_token_of_the_address_becomes_a_cookie() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("index.html"), "<div id=root>").unwrap();
    let (server, _) = start(UiAssets::Folder(dir.path().to_owned()));
    let entry = server.url().split_once(&server.addr().to_string()).unwrap().1.to_owned();
    let (status, answer) = send(&server, &format!("GET {entry}"), &[], "");
    assert_eq!(status, 303);
    let cookie = answer.split_once("Set-Cookie: ").unwrap().1.split(';').next().unwrap();
    let (status, answer) = send(&server, "GET /units", &[("Cookie", cookie)], "");
    assert_eq!((status, body(&answer)), (200, "<div id=root>"));
    assert_eq!(send(&server, "GET /?token=0", &[], "").0, 403);
}

#[test]
fn strangers_are_turned_away() {
    let (server, _) = start(UiAssets::None);
    let token = ("X-Cordkeep-Token", server.token());
    assert_eq!(send(&server, "POST /rpc/echo", &[], "{}").0, 403);
    assert_eq!(send(&server, "POST /rpc/echo", &[token, ("Host", "rebound.example")], "{}").0, 403);
    assert_eq!(send(&server, "POST /rpc/echo", &[token, ("Origin", "http://a.example")], "{}").0, 403);
}

#[test]
fn events_are_numbered_and_waiting_ends_with_the_server() {
    let (server, feed) = start(UiAssets::None);
    feed.push(json!({"type": "invalidate", "tags": ["units"]}));
    let token = server.token().to_owned();
    let (_, answer) = send(&server, "GET /events?after=0", &[("X-Cordkeep-Token", &token)], "");
    let answer: Value = serde_json::from_str(body(&answer)).unwrap();
    assert_eq!((&answer["next"], &answer["events"][0]["tags"][0]), (&json!(1), &json!("units")));
    server.shut_down();
    assert_eq!(feed.wait(Some(1), std::time::Duration::from_secs(60))["next"], 1);
}

#[test]
fn other_machines_cannot_be_served() {
    let commands: Commands = Box::new(|_, args| Ok(args.to_string()));
    let refused = serve_commands(commands, Arc::default(), UiAssets::None, "0.0.0.0:0".parse().unwrap());
    assert!(matches!(refused, Err(ServeError::NotLoopback(_))));
}
