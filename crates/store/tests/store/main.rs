//! The store on real encrypted files.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod audit;
mod backup;
mod file;
mod order;
mod support;
mod take_in;
mod uses;
