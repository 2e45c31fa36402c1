//! What a scanner or a keyboard delivered, as one typed value.

mod kind;
mod read;
mod typed;

pub use kind::ScanKind;
pub use read::parse_scan;
pub use typed::TypedDonation;

use crate::blood_group::BloodGroup;
use crate::date::ScanDate;
use crate::din::DonationNumber;
use crate::flags::{ContainerRole, Flags};
use crate::grid::Grid;
use crate::item::{ItemCode, ItemUse};
use crate::local::LocalCode;
use crate::product::ProductCode;
use crate::staff::StaffId;
use crate::structure::DataStructure;

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
    /// DS020.
    Staff(StaffId),
    /// DS017, DS018, DS021, DS022.
    Item {
        /// Container or item, catalogue number or lot.
        usage: ItemUse,
        /// The ten characters.
        code: ItemCode,
    },
    /// DS039.
    Grid(Grid),
    /// A code of the bank's own.
    Local(LocalCode),
    /// DS023 with the structures that follow it.
    Compound(CompoundMessage),
    /// Two linear symbols read in one sweep: donation number and blood group, or product and expiry (ST-001 10).
    Pair(Box<Scan>, Box<Scan>),
    /// A structure that ICCBBA has withdrawn: recognised, not decoded.
    Retired(RawStructure),
    /// A structure that is recognised but not decoded here.
    Other(RawStructure),
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

    /// The characters behind the data identifier.
    pub fn content(&self) -> &str {
        &self.content
    }
}

impl Scan {
    /// The donation number in the scan, wherever it stands.
    pub fn donation(&self) -> Option<DonationNumber> {
        match self {
            Self::Donation { din, .. } => Some(*din),
            Self::TypedDonation(typed) => Some(typed.din()),
            Self::Pair(left, right) => left.donation().or_else(|| right.donation()),
            Self::Compound(message) => message.parts.iter().find_map(Self::donation),
            _ => None,
        }
    }

    /// The flags in the scan; none for a typed number.
    pub fn flags(&self) -> Option<Flags> {
        match self {
            Self::Donation { flags, .. } => Some(*flags),
            Self::Pair(left, right) => left.flags().or_else(|| right.flags()),
            Self::Compound(message) => message.parts.iter().find_map(Self::flags),
            _ => None,
        }
    }

    /// The scheme of the donation number; none for a typed number.
    pub fn scheme(&self) -> Option<Scheme> {
        match self {
            Self::Donation { scheme, .. } => Some(*scheme),
            Self::Pair(left, right) => left.scheme().or_else(|| right.scheme()),
            Self::Compound(message) => message.parts.iter().find_map(Self::scheme),
            _ => None,
        }
    }

    /// What the donation number is stuck on; none for a typed number.
    pub fn role(&self) -> Option<ContainerRole> {
        self.flags().map(|flags| flags.role())
    }

    /// The text that reads as this scan: what a symbol must carry, or for a typed number what must be typed.
    pub fn scan_text(&self) -> String {
        match self {
            Self::Donation { din, flags, scheme } => scan_text(din, *flags, *scheme),
            Self::TypedDonation(typed) => typed.din().with_check(),
            Self::BloodGroup(group) => group.scan_text(),
            Self::Product(product) => product.scan_text(),
            Self::Date(date) => date.scan_text(),
            Self::Staff(staff) => staff.scan_text(),
            Self::Item { usage, code } => format!("{}{code}", usage.identifier()),
            Self::Grid(grid) => grid.scan_text(),
            Self::Local(local) => local.scan_text(),
            Self::Pair(left, right) => left.scan_text() + &right.scan_text(),
            Self::Retired(raw) | Self::Other(raw) => format!("{}{}", raw.identifier, raw.content),
            Self::Compound(message) => {
                let parts: String = message.parts.iter().map(Self::scan_text).collect();
                format!("=+{:02}{:03}{parts}", message.parts.len(), message.reference)
            }
        }
    }
}

/// The text a symbol must carry for a donation number (ST-001 2.4.1; local numbers with `&d`).
pub fn scan_text(din: &DonationNumber, flags: Flags, scheme: Scheme) -> String {
    match scheme {
        Scheme::Isbt128 => format!("={din}{flags}"),
        Scheme::Local => format!("&d{din}{flags}"),
    }
}
