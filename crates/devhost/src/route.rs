//! From a request to its answer.

use std::{io::Read, sync::Arc, time::Duration};

use serde_json::{Value, json};
use tiny_http::{Method, Request};

use crate::{
    Commands,
    access::{Access, Refusal},
    assets::UiAssets,
    feed::Feed,
    reply::Reply,
};

/// An import of some ten thousand lines fits.
const BODY_BYTES_MAX: u64 = 32 * 1024 * 1024;

/// A wait for events ends after this long, so that a client that is gone frees its thread.
const PATIENCE: Duration = Duration::from_secs(25);

/// All that a request may reach.
pub struct Router {
    /// Who is let in.
    pub access: Access,
    /// What answers a command.
    pub commands: Commands,
    /// What happened.
    pub feed: Arc<Feed>,
    /// The UI's files.
    pub ui: UiAssets,
}

impl Router {
    /// Answers one request.
    pub fn answer(&self, mut request: Request) {
        let reply = self.reply(&mut request);
        // A client that hung up needs no answer.
        let _ = request.respond(reply.into_response());
    }

    fn reply(&self, request: &mut Request) -> Reply {
        let url = request.url().to_owned();
        let (path, query) = url.split_once('?').unwrap_or((&url, ""));
        if let Err(refusal) = self.access.check_origin(|name| header(request, name)) {
            return refused(refusal);
        }
        if *request.method() == Method::Get
            && path == "/"
            && parameter(query, "token").is_some_and(|token| self.access.is_token(token))
        {
            return Reply::enter(self.access.cookie());
        }
        if let Err(refusal) = self.access.check_token(|name| header(request, name)) {
            return refused(refusal);
        }
        match (request.method(), path.strip_prefix("/rpc/")) {
            (Method::Post, Some(command)) => self.call(command, request),
            (Method::Get, None) if path == "/events" => {
                let after = parameter(query, "after").and_then(|after| after.parse().ok());
                Reply::json(200, &self.feed.wait(after, PATIENCE))
            }
            (Method::Get, None) => match self.ui.find(path) {
                Ok(Some(asset)) => Reply::asset(asset),
                Ok(None) => Reply::text(404, "not found"),
                Err(_) => Reply::text(500, "the UI's files cannot be read"),
            },
            _ => Reply::text(405, "method not allowed"),
        }
    }

    fn call(&self, command: &str, request: &mut Request) -> Reply {
        let mut body = Vec::new();
        if request.as_reader().take(BODY_BYTES_MAX + 1).read_to_end(&mut body).is_err() {
            return Reply::text(400, "the body did not arrive");
        }
        if body.len() as u64 > BODY_BYTES_MAX {
            return Reply::text(413, "the body is too long");
        }
        let args = if body.is_empty() { Ok(json!({})) } else { serde_json::from_slice::<Value>(&body) };
        let Ok(args) = args else { return Reply::text(400, "the body is no JSON") };
        match (self.commands)(command, args) {
            Ok(answer) => Reply::json_text(200, answer),
            Err(problem) => match serde_json::to_value(problem) {
                Ok(problem) => Reply::json(422, &problem),
                Err(_) => Reply::text(500, "the problem cannot be written as JSON"),
            },
        }
    }
}

fn refused(refusal: Refusal) -> Reply {
    match refusal {
        Refusal::Foreign => Reply::text(403, "this server answers to its own address only"),
        Refusal::NoToken => Reply::text(403, "open the address that `cordkeep serve` printed"),
    }
}

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let found =
        request.headers().iter().find(|header| header.field.as_str().as_str().eq_ignore_ascii_case(name));
    found.map(|header| header.value.as_str())
}

fn parameter<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}
