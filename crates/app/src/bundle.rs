//! The exchange by a file: pages for whoever carries them to the centre, and what the centre said and put in order for a
//! station that has no network. docs/sync.md says what goes where.
//!
//! Invariant: a file changes nothing before all of it was read to its end and every proof in it held; what it brings is
//! then taken page by page, as from the wire, and taking it again changes nothing.

mod read;
mod write;

use api::Problem;
use std::path::Path;
use store::sealed::SealError;
use sync::bundle::BundleError;
use sync::page::PageError;

pub(crate) fn unencodable(error: &PageError) -> Problem {
    Problem::fault("fault.internal").with("detail", error.to_string())
}

/// A problem that names the file.
fn about(code: &str, path: &Path) -> Problem {
    Problem::refusal(code).with("file", path.display().to_string())
}

fn unwritten(path: &Path, error: std::io::Error) -> Problem {
    Problem::fault("sync.file_write")
        .with("file", path.display().to_string())
        .with("detail", error.to_string())
}

fn unread(path: &Path, error: std::io::Error) -> Problem {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::UnexpectedEof | ErrorKind::InvalidData => about("sync.file_damaged", path),
        _ => about("sync.file_read", path).with("detail", error.to_string()).at("path"),
    }
}

fn unopened(path: &Path, error: SealError) -> Problem {
    match error {
        SealError::Io(error) => unread(path, error),
        SealError::Magic => about("sync.file_kind", path).at("path"),
        SealError::Locked => about("sync.file_locked", path).at("passphrase"),
        SealError::Cipher(detail) => Problem::fault("fault.internal").with("detail", detail),
    }
}

fn unpacked(path: &Path, error: BundleError) -> Problem {
    match error {
        BundleError::Io(error) => unread(path, error),
        BundleError::Magic => about("sync.file_kind", path).at("path"),
        BundleError::Page(_) | BundleError::Torn => about("sync.file_damaged", path),
    }
}
