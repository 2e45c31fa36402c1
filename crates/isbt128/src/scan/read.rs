//! From the text of a scan to a [`Scan`].

use super::{CompoundMessage, RawStructure, SCAN_LENGTH_MAX, Scan, Scheme, typed};
use crate::blood_group::BloodGroup;
use crate::date::{DatePurpose, ScanDate};
use crate::din::DonationNumber;
use crate::error::ScanError;
use crate::flags::Flags;
use crate::grid::Grid;
use crate::item::{ItemCode, ItemUse};
use crate::local::{LocalCode, LocalKind};
use crate::product::ProductCode;
use crate::staff::StaffId;
use crate::structure::{self, DataStructure, Length};
use crate::text::{FACILITY_FIRST, PRINTABLE, expect_classes, part};

/// Reads the text of one scan.
///
/// Removed first: an AIM symbology identifier such as `]C1` or `]d2`, white space and control characters at both
/// ends. Full-width characters, as an input method makes them, count as their ASCII forms.
pub fn parse_scan(text: &str) -> Result<Scan, ScanError> {
    let length = text.chars().count();
    if length > SCAN_LENGTH_MAX {
        return Err(ScanError::TooLong { found: length, max: SCAN_LENGTH_MAX });
    }
    let text: String = text.chars().map(half_width).collect();
    let text = trim(without_aim(trim(&text)));
    match text.chars().next() {
        None => Err(ScanError::Empty),
        Some('=' | '&') => {
            expect_classes(text, "scan", &[PRINTABLE])?;
            coded(text)
        }
        Some(_) => typed::read(text),
    }
}

fn half_width(c: char) -> char {
    match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c.is_control())
}

/// Strips `]`, a letter and a modifier (ISO/IEC 15424).
fn without_aim(text: &str) -> &str {
    let mut chars = text.chars();
    let is_aim = chars.next() == Some(']')
        && chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && chars.next().is_some_and(|c| c.is_ascii_alphanumeric());
    if is_aim { chars.as_str() } else { text }
}

fn coded(text: &str) -> Result<Scan, ScanError> {
    let (first, rest) = take(text)?;
    if let Scan::Other(raw) = &first
        && raw.structure == DataStructure::COMPOUND
    {
        return compound(&raw.content, rest);
    }
    if rest.is_empty() {
        return Ok(first);
    }
    let trailing = || ScanError::Trailing { position: text.len() - rest.len() + 1, found: rest.to_owned() };
    if !rest.starts_with(['=', '&']) {
        return Err(trailing());
    }
    let (second, left_over) = take(rest)?;
    if left_over.is_empty() && is_pair(&first, &second) {
        return Ok(Scan::Pair(Box::new(first), Box::new(second)));
    }
    Err(trailing())
}

/// The pairs that stand side by side on a label (ST-001 10.1).
fn is_pair(left: &Scan, right: &Scan) -> bool {
    match (left, right) {
        (Scan::Donation { scheme: Scheme::Isbt128, .. }, Scan::BloodGroup(_)) => true,
        (Scan::Product(_), Scan::Date(date)) => date.purpose == DatePurpose::Expiry,
        _ => false,
    }
}

/// The structures behind `=+aabbb`: exactly `aa`, none of the bank's own (ST-001 2.4.23).
fn compound(header: &str, mut rest: &str) -> Result<Scan, ScanError> {
    expect_classes(header, "compound_header", &[crate::text::DIGIT])?;
    let expected: usize = part(header, 0, 2).parse().unwrap_or_default();
    let reference = part(header, 2, 5).parse().unwrap_or_default();
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let identifier = part(rest, 0, 2);
        if identifier == "=+" || is_local(rest) {
            return Err(ScanError::NotInCompound { found: identifier.to_owned() });
        }
        if let Some((structure, _, Length::Open)) = structure::find(rest) {
            return Err(if structure.is_retired() {
                ScanError::Retired { structure }
            } else {
                ScanError::NotInCompound { found: identifier.to_owned() }
            });
        }
        let (scan, left_over) = take(rest)?;
        parts.push(scan);
        rest = left_over;
    }
    if parts.len() == expected {
        Ok(Scan::Compound(CompoundMessage { reference, parts }))
    } else {
        Err(ScanError::StructureCount { expected, found: parts.len() })
    }
}

fn is_local(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next() == Some('&') && chars.next().is_some_and(|c| c.is_ascii_lowercase())
}

/// Takes one structure off the front.
fn take(text: &str) -> Result<(Scan, &str), ScanError> {
    if is_local(text) {
        return take_local(text);
    }
    if let Some((structure, identifier, length)) = structure::find(text) {
        let rest = text.strip_prefix(identifier).unwrap_or_default();
        let wanted = structure::content_length(length, rest);
        let wanted = if matches!(length, Length::Open) { Some(rest.len()) } else { wanted };
        let unreadable = || ScanError::Length { field: "structure", found: rest.len(), expected: 4 };
        let (content, rest) = split(rest, "structure", wanted.ok_or_else(unreadable)?)?;
        return Ok((decode(structure, identifier, content)?, rest));
    }
    let rest = text.strip_prefix('=').unwrap_or_default();
    if rest.chars().next().is_some_and(FACILITY_FIRST.0) {
        let (content, rest) = split(rest, "donation_scan", 15)?;
        return Ok((donation(content, Scheme::Isbt128)?, rest));
    }
    Err(unknown(text))
}

fn take_local(text: &str) -> Result<(Scan, &str), ScanError> {
    if let Some(rest) = text.strip_prefix("&d") {
        let (content, rest) = split(rest, "donation_scan", 15)?;
        return Ok((donation(content, Scheme::Local)?, rest));
    }
    for kind in LocalKind::ALL {
        if let Some(rest) = text.strip_prefix(kind.identifier()) {
            return Ok((Scan::Local(LocalCode::new(kind, rest)?), ""));
        }
    }
    Err(unknown(text))
}

fn unknown(text: &str) -> ScanError {
    ScanError::UnknownCode { found: text.chars().take(3).collect() }
}

fn split<'a>(text: &'a str, field: &'static str, at: usize) -> Result<(&'a str, &'a str), ScanError> {
    text.split_at_checked(at).ok_or(ScanError::Length { field, found: text.len(), expected: at })
}

fn donation(content: &str, scheme: Scheme) -> Result<Scan, ScanError> {
    let din = DonationNumber::parse(part(content, 0, 13))?;
    let flags = Flags::parse(part(content, 13, 15))?;
    flags.verify(&din)?;
    Ok(Scan::Donation { din, flags, scheme })
}

fn decode(structure: DataStructure, identifier: &'static str, content: &str) -> Result<Scan, ScanError> {
    let number = structure.number();
    Ok(match number {
        2 => Scan::BloodGroup(BloodGroup::parse(content)?),
        3 => Scan::Product(ProductCode::parse(content)?),
        4..=9 => Scan::Date(ScanDate::from_content(number, content)?),
        17 | 18 | 21 | 22 => {
            Scan::Item { usage: ItemUse::from_number(number), code: ItemCode::parse(content)? }
        }
        20 => Scan::Staff(StaffId::parse(content)?),
        39 => Scan::Grid(Grid::parse(content)?),
        _ => {
            let raw = RawStructure { structure, identifier, content: content.to_owned() };
            if structure.is_retired() { Scan::Retired(raw) } else { Scan::Other(raw) }
        }
    })
}
