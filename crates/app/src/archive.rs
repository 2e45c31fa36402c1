//! Verifying exported files far from any database.

use crate::attest;
use std::io::Read;
use store::ledger::{ArchiveFault, ArchiveReport, InspectionFault, InspectionReport};

/// Verifies an archive that [`crate::App::export_ledger`] wrote.
///
/// # Errors
/// The first fault; it names the entry.
pub fn verify_archive(input: impl Read) -> Result<ArchiveReport, ArchiveFault> {
    store::ledger::verify_archive(input, &attest::attests)
}

/// Verifies a file that [`crate::App::export_inspection`] wrote.
///
/// # Errors
/// The first fault; it names the entry wherever the ledger in it is at fault.
pub fn verify_inspection(input: impl Read) -> Result<InspectionReport, InspectionFault> {
    store::ledger::verify_inspection(input, &attest::attests)
}

/// What a good file amounts to.
#[derive(Debug)]
pub struct VerifiedFile {
    /// The ledger in it.
    pub archive: ArchiveReport,
    /// Numbers of the chosen units; none for all.
    pub units: Option<Vec<String>>,
    /// Names of the signed readable parts.
    pub documents: Vec<String>,
}

/// Verifies whichever exported file this is: an inspection file or a ledger archive.
///
/// # Errors
/// The first fault; it names the entry wherever the ledger is at fault.
pub fn verify_file(mut input: impl Read) -> Result<VerifiedFile, InspectionFault> {
    let mut first = Vec::new();
    input.by_ref().take(2).read_to_end(&mut first).map_err(InspectionFault::Io)?;
    let is_zip = first == b"PK";
    let input = std::io::Cursor::new(first).chain(input);
    if !is_zip {
        let archive = verify_archive(input)?;
        return Ok(VerifiedFile { archive, units: None, documents: Vec::new() });
    }
    let InspectionReport { manifest, archive } = verify_inspection(input)?;
    let documents =
        manifest.parts.into_iter().map(|part| part.name).filter(|name| name != store::ledger::LEDGER);
    Ok(VerifiedFile { archive, units: manifest.units, documents: documents.collect() })
}
