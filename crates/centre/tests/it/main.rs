//! The centre against a real PostgreSQL and over real HTTP on loopback.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test ends at the first surprise")]

mod attacks;
mod command_line;
mod concurrent;
mod distribution;
mod enrol;
mod feeds;
mod page;
mod support;
mod upload;
