//! What a scanner or a keyboard delivered, as one typed value.

mod fields;
mod kind;
mod read;
mod typed;

pub use fields::Field;
pub use kind::ScanKind;
pub use read::parse_scan;
pub use typed::TypedDonation;

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::blood_group::BloodGroup;
use crate::consignment::Consignment;
use crate::date::ScanDate;
use crate::dimension::Dimensions;
use crate::din::DonationNumber;
use crate::donor::{ChainOfIdentity, DonorNumber};
use crate::european::EuropeanCode;
use crate::flags::{ContainerRole, Flags};
use crate::grid::Grid;
use crate::infection::InfectionMarkers;
use crate::item::{ItemCode, ItemUse};
use crate::local::LocalCode;
use crate::moment::{ExpiryMonth, FlexibleDateTime};
use crate::patient::{PatientBirth, PatientId};
use crate::processor::{MphoCode, MphoUse, ProcessingFacility, ProcessorProduct};
use crate::product::{DivisionCode, ProductCode};
use crate::staff::StaffId;
use crate::structure::DataStructure;
use crate::testing::{AntigenHistory, TestResult};

/// The longest text that [`parse_scan`] looks at.
pub const SCAN_LENGTH_MAX: usize = 512;

/// Under whose rules a donation number was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// ISBT 128 with a facility number of ICCBBA: data identifier `=`.
    Isbt128,
    /// The bank's own numbers of the same shape: data identifier `&d`, printed with the word LOCAL/本地.
    Local,
}

/// One scan.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scan {
    /// A donation number from a symbol: DS001, or `&d` for local numbers.
    Donation {
        /// The number.
        din: DonationNumber,
        /// The flags, which tell bag, tube and form apart.
        flags: Flags,
        /// ISBT 128 or local.
        scheme: Scheme,
    },
    /// A donation number typed by hand with its check character, which was right. Scheme and thing are unknown.
    TypedDonation(TypedDonation),
    /// DS002.
    BloodGroup(BloodGroup),
    /// DS003.
    Product(ProductCode),
    /// DS004 to DS009.
    Date(ScanDate),
    /// DS010, DS012 to DS014.
    Testing(TestResult),
    /// DS017, DS018, DS021, DS022.
    Item {
        /// Container or item, catalogue number or lot.
        usage: ItemUse,
        /// The ten characters.
        code: ItemCode,
    },
    /// DS019.
    Donor(DonorNumber),
    /// DS020.
    Staff(StaffId),
    /// DS024.
    PatientBirth(PatientBirth),
    /// DS025.
    Patient(PatientId),
    /// DS026.
    ExpiryMonth(ExpiryMonth),
    /// DS027.
    Infection(InfectionMarkers),
    /// DS028.
    Consignment(Consignment),
    /// DS029.
    Dimensions(Dimensions),
    /// DS030.
    Antigens(AntigenHistory),
    /// DS031.
    DateTime(FlexibleDateTime),
    /// DS032.
    Division(DivisionCode),
    /// DS033.
    ProcessingFacility(ProcessingFacility),
    /// DS034.
    ProcessorProduct(ProcessorProduct),
    /// DS035, DS036.
    Mpho {
        /// Lot or supplemental number.
        usage: MphoUse,
        /// The eighteen characters.
        code: MphoCode,
    },
    /// DS038.
    European(EuropeanCode),
    /// DS039.
    Grid(Grid),
    /// DS040.
    ChainOfIdentity(ChainOfIdentity),
    /// A code of the bank's own.
    Local(LocalCode),
    /// DS023 with the structures that follow it.
    Compound(CompoundMessage),
    /// Two linear symbols read in one sweep, such as donation number and blood group, or product and expiry (ST-001 10).
    Pair(Box<Scan>, Box<Scan>),
    /// A structure that a nation defines: `&;` donor identifier, `&!` confidential unit exclusion.
    National(RawStructure),
    /// A structure that ICCBBA has withdrawn: recognised, not decoded.
    Retired(RawStructure),
}

/// A compound message (ST-001 2.4.23).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CompoundMessage {
    pub(crate) reference: u16,
    pub(crate) parts: Vec<Scan>,
}

impl CompoundMessage {
    /// The reference of a fixed order, 0 for "unspecified".
    pub fn reference(&self) -> u16 {
        self.reference
    }

    /// The structures in the order of the message.
    pub fn parts(&self) -> &[Scan] {
        &self.parts
    }
}

/// A structure kept as text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RawStructure {
    pub(crate) structure: DataStructure,
    pub(crate) identifier: &'static str,
    pub(crate) content: String,
}

impl RawStructure {
    /// The structure.
    pub fn structure(&self) -> DataStructure {
        self.structure
    }

    /// The data identifier.
    pub fn identifier(&self) -> &'static str {
        self.identifier
    }

    /// The characters behind the data identifier.
    pub fn content(&self) -> &str {
        &self.content
    }
}

impl Scan {
    /// The structures read at once: two of a pair, all of a compound message, else the scan itself.
    pub fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Pair(left, right) => alloc::vec![&**left, &**right],
            Self::Compound(message) => message.parts.iter().collect(),
            _ => alloc::vec![self],
        }
    }

    /// True for a pair and a compound message.
    pub fn is_concatenated(&self) -> bool {
        matches!(self, Self::Pair(..) | Self::Compound(_))
    }

    fn find<T>(&self, of: impl Fn(&Self) -> Option<T>) -> Option<T> {
        match self {
            Self::Pair(left, right) => of(left).or_else(|| of(right)),
            Self::Compound(message) => message.parts.iter().find_map(of),
            _ => of(self),
        }
    }

    /// The donation number in the scan, wherever it stands.
    pub fn donation(&self) -> Option<DonationNumber> {
        self.find(|scan| match scan {
            Self::Donation { din, .. } => Some(*din),
            Self::TypedDonation(typed) => Some(typed.din()),
            _ => None,
        })
    }

    /// The flags in the scan; none for a typed number.
    pub fn flags(&self) -> Option<Flags> {
        self.find(|scan| match scan {
            Self::Donation { flags, .. } => Some(*flags),
            _ => None,
        })
    }

    /// The scheme of the donation number; none for a typed number.
    pub fn scheme(&self) -> Option<Scheme> {
        self.find(|scan| match scan {
            Self::Donation { scheme, .. } => Some(*scheme),
            _ => None,
        })
    }

    /// What the donation number is stuck on; none for a typed number.
    pub fn role(&self) -> Option<ContainerRole> {
        self.flags().map(|flags| flags.role())
    }

    /// The keyboard check character K, for the structures that carry one beside their text (ST-001 7.5).
    pub fn check_character(&self) -> Option<char> {
        self.find(|scan| match scan {
            Self::Donation { din, .. } => Some(din.check_character()),
            Self::TypedDonation(typed) => Some(typed.din().check_character()),
            Self::Testing(result) => result.check_character(),
            Self::Donor(donor) => Some(donor.check_character()),
            Self::Infection(markers) => Some(markers.check_character()),
            Self::ChainOfIdentity(chain) => Some(chain.check_character()),
            _ => None,
        })
    }

    /// The text that reads as this scan: what a symbol must carry, or for a typed number what must be typed.
    pub fn scan_text(&self) -> String {
        match self {
            Self::Donation { din, flags, scheme } => scan_text(din, *flags, *scheme),
            Self::TypedDonation(typed) => typed.din().with_check(),
            Self::BloodGroup(group) => group.scan_text(),
            Self::Product(product) => product.scan_text(),
            Self::Date(date) => date.scan_text(),
            Self::Testing(result) => result.scan_text(),
            Self::Item { usage, code } => format!("{}{code}", usage.identifier()),
            Self::Donor(donor) => donor.scan_text(),
            Self::Staff(staff) => staff.scan_text(),
            Self::PatientBirth(birth) => birth.scan_text(),
            Self::Patient(patient) => patient.scan_text(),
            Self::ExpiryMonth(month) => month.scan_text(),
            Self::Infection(markers) => markers.scan_text(),
            Self::Consignment(consignment) => consignment.scan_text(),
            Self::Dimensions(dimensions) => dimensions.scan_text(),
            Self::Antigens(history) => history.scan_text(),
            Self::DateTime(moment) => moment.scan_text(),
            Self::Division(division) => division.scan_text(),
            Self::ProcessingFacility(facility) => facility.scan_text(),
            Self::ProcessorProduct(product) => product.scan_text(),
            Self::Mpho { usage, code } => code.scan_text(*usage),
            Self::European(code) => code.scan_text(),
            Self::Grid(grid) => grid.scan_text(),
            Self::ChainOfIdentity(chain) => chain.scan_text(),
            Self::Local(local) => local.scan_text(),
            Self::Pair(left, right) => left.scan_text() + &right.scan_text(),
            Self::National(raw) | Self::Retired(raw) => format!("{}{}", raw.identifier, raw.content),
            Self::Compound(message) => {
                let parts: String = message.parts.iter().map(Self::scan_text).collect();
                format!("=+{:02}{:03}{parts}", message.parts.len(), message.reference)
            }
        }
    }
}

/// The text a symbol must carry for a donation number (ST-001 2.4.1; local numbers with `&d`).
///
/// ```
/// use isbt128::{DonationNumber, Flags, Scheme, scan_text};
///
/// let din = DonationNumber::parse("W000016428175")?;
/// assert_eq!(scan_text(&din, Flags::FORM, Scheme::Isbt128), "=W00001642817508");
/// # Ok::<(), isbt128::ScanError>(())
/// ```
pub fn scan_text(din: &DonationNumber, flags: Flags, scheme: Scheme) -> String {
    match scheme {
        Scheme::Isbt128 => format!("={din}{flags}"),
        Scheme::Local => format!("&d{din}{flags}"),
    }
}

/// Writes a compound message of unspecified order (ST-001 2.4.23).
///
/// # Errors
/// None or more than 99 structures, or one that must not stand in a compound message: the bank's own codes, national and
/// retired structures, another pair or message.
///
/// ```
/// use isbt128::{compound_text, parse_scan};
///
/// let parts = [parse_scan("=W00001642817507")?, parse_scan("=%6200")?];
/// assert_eq!(compound_text(&parts)?, "=+02000=W00001642817507=%6200");
/// # Ok::<(), isbt128::ScanError>(())
/// ```
pub fn compound_text(parts: &[Scan]) -> Result<String, crate::ScanError> {
    let texts: String = parts.iter().map(Scan::scan_text).collect();
    let text = format!("=+{:02}000{texts}", parts.len());
    parse_scan(&text).map(|_| text)
}
