//! Verifying a ledger archive far from any database, and saying what a scanned text is.

use crate::synchronise;
use isbt128::parse_scan;
use serde_json::{Value, json};
use std::io::Read;
use store::ledger::{ArchiveFault, ArchiveReport};

/// Verifies an archive that [`crate::App::export_ledger`] wrote.
///
/// # Errors
/// The first fault; it names the entry.
pub fn verify_archive(input: impl Read) -> Result<ArchiveReport, ArchiveFault> {
    store::ledger::verify_archive(input, &|centre, attestation, hashes| {
        synchronise::attests(centre, attestation, hashes)
    })
}

/// What a scanned text is: kind, value and check character, or the error by code and parameters.
#[must_use]
pub fn describe_scan(text: &str) -> Value {
    match parse_scan(text) {
        Ok(scan) => {
            let (kind, value) = crate::scan::meaning(&scan);
            json!({
                "structure": scan.kind().code(),
                "kind": kind,
                "value": value,
                "check": scan.donation().map(|din| din.check_character().to_string()),
                "flags": scan.flags().map(|flags| flags.to_string()),
                "text": scan.scan_text(),
                "errors": [],
            })
        }
        Err(error) => {
            let params: serde_json::Map<String, Value> = error
                .params()
                .into_iter()
                .map(|(name, value)| (name.to_owned(), Value::String(value)))
                .collect();
            json!({ "kind": null, "errors": [{ "code": error.code(), "params": params }] })
        }
    }
}
