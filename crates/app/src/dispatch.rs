//! From a command's name to its function: permission, arguments, answer, what becomes stale.

use crate::app::{App, Event};
use crate::command;
use crate::context::Cx;
use crate::integrity;
use api::wire::*;
use api::{Command, Kind, Problem};
use serde_json::Value;

macro_rules! route {
    ($($method:ident $name:literal $permission:ident $kind:ident [$($tag:ident),*] $request:ty => $response:ty;)*) => {
        fn route(cx: &mut Cx<'_>, command: &'static Command, args: Value) -> Result<String, Problem> {
            match command.name {
                $($name => {
                    let request: $request = arguments(args)?;
                    let response: $response = command::$method(cx, request)?;
                    text(&response)
                })*
                other => Err(Problem::refusal("command.unknown").with("command", other)),
            }
        }
    };
}

api::for_each_command!(route);

fn arguments<T: serde::de::DeserializeOwned>(args: Value) -> Result<T, Problem> {
    let args = if args.is_null() { Value::Object(serde_json::Map::new()) } else { args };
    serde_json::from_value(args)
        .map_err(|e| Problem::refusal("command.arguments").with("detail", e.to_string()))
}

fn text(answer: &impl serde::Serialize) -> Result<String, Problem> {
    serde_json::to_string(answer).map_err(|e| internal(&e))
}

fn internal(error: &serde_json::Error) -> Problem {
    Problem::fault("fault.internal").with("detail", error.to_string())
}

impl App {
    /// Runs a command and reads its answer, for callers in this process.
    ///
    /// # Errors
    /// As [`App::answer`].
    pub fn call(&self, command: &str, args: Value) -> Result<Value, Problem> {
        serde_json::from_str(&self.answer(command, args)?).map_err(|e| internal(&e))
    }

    /// Runs a command; its answer as JSON. Blocks; call it off the user interface's thread.
    ///
    /// # Errors
    /// The problem to show.
    pub fn answer(&self, command: &str, args: Value) -> Result<String, Problem> {
        let found = Command::find(command)
            .ok_or_else(|| Problem::refusal("command.unknown").with("command", command))?;
        let answer = if found.name == integrity::COMMAND {
            self.verify_for_operator(found.permission).and_then(|reply| text(&reply))
        } else {
            let mut cx = self.cx();
            cx.keep_session(found)
                .and_then(|()| cx.require(found.permission))
                .and_then(|()| route(&mut cx, found, args))
        };
        match &answer {
            Ok(_) if found.kind == Kind::Act => {
                self.emit(&Event::Invalidate { tags: found.tags.iter().map(|tag| tag.as_str()).collect() });
            }
            Err(problem) if problem.severity == api::Severity::Fault => {
                tracing::error!(command, code = problem.code, "command failed");
            }
            _ => {}
        }
        answer
    }
}
