//! The store on real encrypted files.

mod file;
mod order;
mod support;
