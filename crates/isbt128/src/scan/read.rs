//! From the text of a scan to a [`Scan`].

use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::{CompoundMessage, RawStructure, SCAN_LENGTH_MAX, Scan, Scheme, typed};
use crate::blood_group::BloodGroup;
use crate::consignment::Consignment;
use crate::date::{DatePurpose, ScanDate};
use crate::dimension::Dimensions;
use crate::din::DonationNumber;
use crate::donor::{ChainOfIdentity, DonorNumber};
use crate::error::ScanError;
use crate::european::EuropeanCode;
use crate::flags::Flags;
use crate::grid::Grid;
use crate::infection::InfectionMarkers;
use crate::item::{ItemCode, ItemUse};
use crate::local::{LocalCode, LocalKind};
use crate::moment::{ExpiryMonth, FlexibleDateTime};
use crate::patient::{PatientBirth, PatientId};
use crate::processor::{MphoCode, MphoUse, ProcessingFacility, ProcessorProduct};
use crate::product::{DivisionCode, ProductCode};
use crate::staff::StaffId;
use crate::structure::{self, DataStructure, Length};
use crate::testing::{AntigenHistory, TestResult, TestUse};
use crate::text::{
    DIGIT, FACILITY_FIRST, PRINTABLE, expect_class, expect_layout, number, part, wrong_length,
};

/// Reads the text of one scan.
///
/// Removed first: an AIM symbology identifier such as `]C1` or `]d2`, white space and control characters at both
/// ends. Full-width characters, as an input method makes them, count as their ASCII forms.
///
/// # Errors
/// The first fault, with its place in `text`.
///
/// ```
/// use isbt128::{Scan, ScanKind, parse_scan};
///
/// let scan = parse_scan("]C0=W00001642817508\r\n")?;
/// assert_eq!(scan.kind(), ScanKind::Form);
/// assert_eq!(scan.donation().unwrap().eye_readable(), "W0000 16 428175");
///
/// let fault = parse_scan("]C0=W0000164281X508").unwrap_err();
/// assert_eq!((fault.code(), fault.position()), ("scan.character", Some(16)));
/// # Ok::<(), isbt128::ScanError>(())
/// ```
pub fn parse_scan(text: &str) -> Result<Scan, ScanError> {
    let length = text.chars().count();
    if length > SCAN_LENGTH_MAX {
        let position = SCAN_LENGTH_MAX + 1;
        return Err(ScanError::TooLong { position, found: length, max: SCAN_LENGTH_MAX });
    }
    let folded = half_width(text);
    let (cut, cleaned) = cleaned(&folded);
    let read = match cleaned.chars().next() {
        None => Err(ScanError::Empty),
        Some('=' | '&') => {
            expect_class(cleaned, "scan", PRINTABLE).and_then(|()| Reader { text: cleaned, at: 0 }.read())
        }
        Some(_) => typed::read(cleaned),
    };
    read.map_err(|fault| fault.shifted(cut))
}

fn half_width(text: &str) -> Cow<'_, str> {
    const FULL_WIDTH: core::ops::RangeInclusive<u32> = 0xFF01..=0xFF5E;
    if text.chars().all(|c| !FULL_WIDTH.contains(&u32::from(c))) {
        return Cow::Borrowed(text);
    }
    let fold = |c: char| match u32::from(c) {
        code if FULL_WIDTH.contains(&code) => char::from_u32(code - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    Cow::Owned(text.chars().map(fold).collect())
}

/// How many characters are stripped in front, and what is left.
fn cleaned(text: &str) -> (usize, &str) {
    let left = without_aim(text.trim_start_matches(is_margin)).trim_start_matches(is_margin);
    let stripped = text.strip_suffix(left).unwrap_or_default();
    (stripped.chars().count(), left.trim_end_matches(is_margin))
}

fn is_margin(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// Strips `]`, a letter and a modifier (ISO/IEC 15424).
fn without_aim(text: &str) -> &str {
    let mut chars = text.chars();
    let is_aim = chars.next() == Some(']')
        && chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && chars.next().is_some_and(|c| c.is_ascii_alphanumeric());
    if is_aim { chars.as_str() } else { text }
}

/// Goes through a text of printable ASCII, where a byte is a character.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn read(mut self) -> Result<Scan, ScanError> {
        if let Some(rest) = self.text.strip_prefix("=+") {
            let header = part(rest, 0, 5.min(rest.len()));
            expect_layout(header, "compound_header", &[(5, DIGIT)]).map_err(|fault| fault.shifted(2))?;
            self.at = 7;
            return self.compound(number(part(header, 0, 2)), number(part(header, 2, 5)));
        }
        let first = self.take()?;
        if self.rest().is_empty() {
            return Ok(first);
        }
        let found = self.rest().to_owned();
        let trailing = ScanError::Trailing { position: self.at + 1, found };
        if !self.rest().starts_with(['=', '&']) || self.rest().starts_with("=+") {
            return Err(trailing);
        }
        let second = self.take()?;
        if self.rest().is_empty() && is_pair(&first, &second) {
            return Ok(Scan::Pair(Box::new(first), Box::new(second)));
        }
        Err(trailing)
    }

    /// The structures behind `=+aabbb`: exactly `aa`, none of the bank's own (ST-001 2.4.23).
    fn compound(mut self, expected: usize, reference: u16) -> Result<Scan, ScanError> {
        if expected == 0 {
            return Err(ScanError::Range { field: "structures", found: 0, min: 1, max: 99 });
        }
        let mut parts = Vec::new();
        while !self.rest().is_empty() {
            let (rest, position) = (self.rest(), self.at + 1);
            let not_here = || ScanError::NotInCompound { position, found: part(rest, 0, 2).to_owned() };
            if rest.starts_with("=+") || is_local(rest) {
                return Err(not_here());
            }
            if let Some((structure, _, Length::Open)) = structure::find(rest) {
                let retired = structure.is_retired();
                return Err(if retired { ScanError::Retired { position, structure } } else { not_here() });
            }
            parts.push(self.take()?);
        }
        if parts.len() == expected {
            Ok(Scan::Compound(CompoundMessage { reference, parts }))
        } else {
            Err(ScanError::StructureCount { position: 3, expected, found: parts.len() })
        }
    }

    /// Takes one structure off the front.
    fn take(&mut self) -> Result<Scan, ScanError> {
        let rest = self.rest();
        if is_local(rest) {
            return self.take_local();
        }
        if let Some((structure, identifier, length)) = structure::find(rest) {
            let behind = rest.strip_prefix(identifier).unwrap_or_default();
            let start = self.at + identifier.len();
            let content = content(length, behind).map_err(|fault| fault.shifted(start))?;
            self.at = start + content.len();
            return decode(structure, identifier, content).map_err(|fault| fault.shifted(start));
        }
        match rest.strip_prefix('=') {
            Some(behind) if behind.chars().next().is_some_and(FACILITY_FIRST.0) => {
                self.take_donation(1, behind, Scheme::Isbt128)
            }
            _ => Err(self.unknown()),
        }
    }

    fn take_local(&mut self) -> Result<Scan, ScanError> {
        let rest = self.rest();
        if let Some(behind) = rest.strip_prefix("&d") {
            return self.take_donation(2, behind, Scheme::Local);
        }
        for kind in LocalKind::ALL {
            if let Some(behind) = rest.strip_prefix(kind.identifier()) {
                let start = self.at + 2;
                self.at = self.text.len();
                return LocalCode::new(kind, behind).map(Scan::Local).map_err(|fault| fault.shifted(start));
            }
        }
        Err(self.unknown())
    }

    fn take_donation(&mut self, identifier: usize, behind: &str, scheme: Scheme) -> Result<Scan, ScanError> {
        let start = self.at + identifier;
        let content = fixed(behind, "donation_scan", 15).map_err(|fault| fault.shifted(start))?;
        self.at = start + 15;
        let din = DonationNumber::parse(part(content, 0, 13)).map_err(|fault| fault.shifted(start))?;
        let flags = Flags::parse(part(content, 13, 15));
        let flags = flags.and_then(|flags| flags.verify(&din).map(|()| flags));
        Ok(Scan::Donation { din, flags: flags.map_err(|fault| fault.shifted(start + 13))?, scheme })
    }

    fn unknown(&self) -> ScanError {
        ScanError::UnknownCode { position: self.at + 1, found: self.rest().chars().take(3).collect() }
    }
}

fn is_local(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next() == Some('&') && chars.next().is_some_and(|c| c.is_ascii_lowercase())
}

/// The pairs that are commonly read in one sweep (ST-001 10.5), and a product with its division.
fn is_pair(left: &Scan, right: &Scan) -> bool {
    match (left, right) {
        (
            Scan::Donation { scheme: Scheme::Isbt128, .. },
            Scan::BloodGroup(_) | Scan::Product(_) | Scan::Donor(_),
        )
        | (Scan::Product(_), Scan::Division(_))
        | (Scan::PatientBirth(_), Scan::Patient(_)) => true,
        (Scan::Product(_), Scan::Date(date)) => date.purpose == DatePurpose::Expiry,
        (Scan::Item { usage: left, .. }, Scan::Item { usage: right, .. }) => matches!(
            (left, right),
            (ItemUse::Container, ItemUse::ContainerLot) | (ItemUse::Item, ItemUse::ItemLot)
        ),
        _ => false,
    }
}

/// The characters of `behind` that belong to the structure.
fn content(length: Length, behind: &str) -> Result<&str, ScanError> {
    let head = match length {
        Length::Fixed(wanted) => return fixed(behind, "structure", wanted),
        Length::Open => return Ok(behind),
        Length::Counted => 4,
        Length::Groups { head, .. } => head,
    };
    expect_class(fixed(behind, "structure", head)?, "structure", DIGIT)?;
    fixed(behind, "structure", structure::content_length(length, behind).unwrap_or(head))
}

fn fixed<'a>(text: &'a str, field: &'static str, length: usize) -> Result<&'a str, ScanError> {
    text.get(..length).ok_or_else(|| wrong_length(field, text.len(), length))
}

fn decode(structure: DataStructure, identifier: &'static str, content: &str) -> Result<Scan, ScanError> {
    let raw = || RawStructure { structure, identifier, content: String::from(content) };
    Ok(match structure.number() {
        0 => Scan::National(raw()),
        2 => Scan::BloodGroup(BloodGroup::parse(content)?),
        3 => Scan::Product(ProductCode::parse(content)?),
        number @ 4..=9 => Scan::Date(ScanDate::from_content(number, content)?),
        number @ (10 | 12..=14) => {
            Scan::Testing(TestResult::parse_as(TestUse::from_number(number), content)?)
        }
        number @ (17 | 18 | 21 | 22) => {
            let usage = ItemUse::from_number(number);
            Scan::Item { usage, code: ItemCode::parse_as(usage, content)? }
        }
        19 => Scan::Donor(DonorNumber::parse(content)?),
        20 => Scan::Staff(StaffId::parse(content)?),
        24 => Scan::PatientBirth(PatientBirth::parse(content)?),
        25 => Scan::Patient(PatientId::parse(content)?),
        26 => Scan::ExpiryMonth(ExpiryMonth::parse(content)?),
        27 => Scan::Infection(InfectionMarkers::parse(content)?),
        28 => Scan::Consignment(Consignment::parse(content)?),
        29 => Scan::Dimensions(Dimensions::parse(content)?),
        30 => Scan::Antigens(AntigenHistory::parse(content)?),
        31 => Scan::DateTime(FlexibleDateTime::parse(content)?),
        32 => Scan::Division(DivisionCode::parse(content)?),
        33 => Scan::ProcessingFacility(ProcessingFacility::parse(content)?),
        34 => Scan::ProcessorProduct(ProcessorProduct::parse(content)?),
        35 => Scan::Mpho { usage: MphoUse::Lot, code: MphoCode::parse(content)? },
        36 => Scan::Mpho { usage: MphoUse::Supplement, code: MphoCode::parse(content)? },
        38 => Scan::European(EuropeanCode::parse(content)?),
        39 => Scan::Grid(Grid::parse(content)?),
        40 => Scan::ChainOfIdentity(ChainOfIdentity::parse(content)?),
        _ => Scan::Retired(raw()),
    })
}
