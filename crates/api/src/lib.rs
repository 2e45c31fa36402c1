//! Every command declared once: its name, request, response, permission and cache tags. From this one list come the
//! router in `app`, the permission check and the TypeScript types of the UI.
//!
//! Conventions on the wire: identifiers are 32 hexadecimal digits; instants are milliseconds since 1970-01-01 UTC;
//! days are `YYYY-MM-DD`; measured numbers are decimal text exactly as typed, so that `95.0` stays `95.0`; enumerations
//! are snake_case words. Deliberately not here: what a command does.

mod command;
mod problem;
mod secret;
pub mod typescript;
pub mod wire;

pub use command::{COMMANDS, Command, Kind, Tag};
pub use problem::{Problem, Severity};
pub use secret::Secret;
