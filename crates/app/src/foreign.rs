//! The readers of files that other programs wrote, for whoever tries them with whatever bytes.

use crate::{control_file, curve_file, result_file};
use api::Problem;

/// A sort of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForeignFile {
    /// Results of a laboratory.
    Results,
    /// Values of controls.
    Controls,
    /// The curve of a freezer.
    Curve,
}

/// Reads a file as far as that needs no bank, and answers how many rows it has.
///
/// # Errors
/// What a person is told who chooses such a file.
pub fn read_foreign_file(sort: ForeignFile, bytes: &[u8]) -> Result<usize, Problem> {
    match sort {
        ForeignFile::Results => result_file::rows(bytes),
        ForeignFile::Controls => control_file::rows(bytes),
        ForeignFile::Curve => curve_file::read(bytes).map(|rows| rows.points.len()),
    }
}
