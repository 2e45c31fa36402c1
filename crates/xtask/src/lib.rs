//! What keeps the house in order, as a library so that a test runs it too.
//!
//! Each rule of [`tidy`] is a pure function from what was read to what is wrong; only [`source`], [`metadata`] and
//! [`generate`] touch the disk.

pub mod generate;
pub mod record;
pub mod requirements;
pub mod tidy;

mod arrows;
mod features;
mod length;
mod locales;
mod lock;
mod metadata;
mod reach;
mod source;

use std::path::{Path, PathBuf};

pub use lock::lock_new_migrations;

/// The root of the workspace.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.ancestors().nth(2).unwrap_or(manifest).to_owned()
}
