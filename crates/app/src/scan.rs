//! From scanned text to what a field wants.

use crate::problem::scanned;
use api::Problem;
use api::wire::ScanKind;
use domain::NumberScheme;
use isbt128::{ContainerRole, DonationNumber, LocalKind, Scan, Scheme, parse_scan};

/// A donation number as scanned or typed.
#[derive(Debug, Clone)]
pub(crate) struct DonationScan {
    pub(crate) din: DonationNumber,
    /// None for a typed number.
    pub(crate) scheme: Option<NumberScheme>,
    /// None for a typed number.
    pub(crate) role: Option<ContainerRole>,
}

pub(crate) fn parse(text: &str, field: &str) -> Result<Scan, Problem> {
    parse_scan(text.trim()).map_err(|e| scanned(&e, field))
}

/// What a scan names, and its bare value.
pub(crate) fn meaning(scan: &Scan) -> (ScanKind, String) {
    if let Some(din) = scan.donation() {
        let kind = match scan.role() {
            Some(ContainerRole::Bag) => ScanKind::Bag,
            Some(ContainerRole::Tube) => ScanKind::Tube,
            Some(ContainerRole::MaternalTube) => ScanKind::MaternalTube,
            Some(ContainerRole::Form) => ScanKind::Form,
            _ => ScanKind::Donation,
        };
        return (kind, din.to_string());
    }
    match scan {
        Scan::Local(code) => {
            let kind = match code.kind() {
                LocalKind::Position => ScanKind::Position,
                LocalKind::Equipment => ScanKind::Equipment,
                LocalKind::Box => ScanKind::Box,
                LocalKind::Staff => ScanKind::Badge,
                LocalKind::Tank => ScanKind::Tank,
                LocalKind::ReagentLot => ScanKind::Lot,
            };
            (kind, code.text().to_owned())
        }
        Scan::Staff(_) => (ScanKind::Badge, scan.scan_text()),
        Scan::Item { code, .. } => (ScanKind::Lot, code.to_string()),
        _ => (ScanKind::Other, scan.scan_text()),
    }
}

pub(crate) fn wrong_kind(expected: &str, found: ScanKind, field: &str) -> Problem {
    let found = serde_json::to_value(found).unwrap_or_default();
    Problem::refusal("scan.wrong_kind").with("expected", expected).with("found", found).at(field)
}

/// Any scan of a donation number.
pub(crate) fn donation(text: &str, field: &str) -> Result<DonationScan, Problem> {
    let scan = parse(text, field)?;
    let Some(din) = scan.donation() else {
        return Err(wrong_kind("donation", meaning(&scan).0, field));
    };
    let scheme = scan.scheme().map(|scheme| match scheme {
        Scheme::Isbt128 => NumberScheme::Isbt128,
        Scheme::Local => NumberScheme::Local,
    });
    Ok(DonationScan { din, scheme, role: scan.role() })
}

/// A scan of a bag, or a number typed in its stead with the check character.
pub(crate) fn bag(text: &str, field: &str) -> Result<DonationScan, Problem> {
    let found = donation(text, field)?;
    match found.role {
        None | Some(ContainerRole::Bag) => Ok(found),
        Some(_) => Err(wrong_kind("bag", meaning(&parse(text, field)?).0, field)),
    }
}

/// A scan of a code of the bank's own.
pub(crate) fn local(text: &str, kind: LocalKind, expected: &str, field: &str) -> Result<String, Problem> {
    match parse(text, field)? {
        Scan::Local(code) if code.kind() == kind => Ok(code.text().to_owned()),
        other => Err(wrong_kind(expected, meaning(&other).0, field)),
    }
}

/// A scan of a lot: the bank's own code or an ISBT 128 lot or catalogue structure.
pub(crate) fn lot(text: &str, field: &str) -> Result<String, Problem> {
    match parse(text, field)? {
        Scan::Local(code) if code.kind() == LocalKind::ReagentLot => Ok(code.text().to_owned()),
        scan @ Scan::Item { .. } => Ok(scan.scan_text()),
        other => Err(wrong_kind("lot", meaning(&other).0, field)),
    }
}
