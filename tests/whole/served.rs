//! `cordkeep serve` as a process of its own, spoken to over HTTP.

use cordkeep_tests::binary;
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub struct Served {
    pub child: Child,
    address: String,
    token: String,
}

impl Served {
    /// Starts it on a folder; its log, of everything, goes to `log`.
    pub fn start(data: &Path, log: Stdio) -> Self {
        Self::meet(Self::spawn(data, log, "trace")).expect("it serves")
    }

    /// Starts it with a log of this level; it is not up yet.
    pub fn spawn(data: &Path, log: Stdio, level: &str) -> Child {
        Command::new(binary("cordkeep").unwrap())
            .args(["--json", "serve", "--ui", "none", "--data"])
            .arg(data)
            .env("CORDKEEP_LOG", level)
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap()
    }

    /// Waits until it is up; gives it back where it died before.
    pub fn meet(mut child: Child) -> Result<Self, Child> {
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let Ok(said) = serde_json::from_str::<Value>(&line) else { return Err(child) };
        let url = said["url"].as_str().unwrap().strip_prefix("http://").unwrap();
        let (address, token) = url.split_once("/?token=").unwrap();
        Ok(Self { child, address: address.to_owned(), token: token.to_owned() })
    }

    /// Calls a command; nothing where the process died before it answered.
    pub fn call(&self, command: &str, body: &Value) -> Option<Value> {
        self.answer(command, body)
            .map(|answer| answer.unwrap_or_else(|problem| panic!("{command}: {problem}")))
    }

    /// What a command is answered or refused with; nothing where the process died before it answered.
    pub fn answer(&self, command: &str, body: &Value) -> Option<Result<Value, Value>> {
        let mut stream = TcpStream::connect(&self.address).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(60))).ok()?;
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
        let said = serde_json::from_str(body).ok()?;
        match head.split(' ').nth(1) {
            Some("200") => Some(Ok(said)),
            Some("422") => Some(Err(said)),
            _ => panic!("{head} {body}"),
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
