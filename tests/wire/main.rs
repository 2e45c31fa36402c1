//! What comes from outside: records and messages of other versions, and bytes of no version at all.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod decoders;
mod hostile;
mod later_record;
mod listed;
mod memory;
mod mutate;
