//! The whole without a window: stations, the real centre on a real PostgreSQL, the real command line.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod analysers;
mod attack;
mod audit;
mod canary;
mod codes;
mod command_line;
mod controls;
mod crash;
mod deviations;
mod documents;
mod export;
mod inspection;
mod integrity;
mod job;
mod kept;
mod keyring;
mod keys;
mod kits;
mod label_kinds;
mod logins;
mod norms;
mod pairs;
mod papers;
mod people;
mod policy;
mod printing;
mod procedures;
mod proof;
mod receipt;
mod register;
mod restore;
mod results;
mod run;
mod scan;
mod scanner;
mod served;
mod signatures;
mod sop;
mod station;
mod sync;
mod tank;
mod templates;
mod texts;
mod trace;
