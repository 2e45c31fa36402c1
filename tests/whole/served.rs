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
    /// Starts it on a folder; its log goes to `log`.
    pub fn start(data: &Path, log: Stdio) -> Self {
        let mut child = Command::new(binary("cordkeep").unwrap())
            .args(["--json", "serve", "--ui", "none", "--data"])
            .arg(data)
            .env("CORDKEEP_LOG", "trace")
            .stdout(Stdio::piped())
            .stderr(log)
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
    pub fn call(&self, command: &str, body: &Value) -> Option<Value> {
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
