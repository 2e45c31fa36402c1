//! What the symbols of a label carry: never a name, an identity number or a medical record number.

use isbt128::{BloodGroup, DonationNumber, Flags, LocalCode, ProductCode, ScanDate, Scheme, StaffId};

use crate::template::CodeKind;
use crate::template::element::CodeField;

/// What the symbols of a label carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LabelCode {
    /// A donation number; local numbers are marked LOCAL/本地.
    Donation {
        /// The number.
        din: DonationNumber,
        /// What the label is stuck on.
        flags: Flags,
        /// ISBT 128 or local.
        scheme: Scheme,
    },
    /// A product of a donation.
    Product(ProductCodes),
    /// A part of a donation, by a code of the bank's own that names donation and part.
    Part {
        /// The donation.
        din: DonationNumber,
        /// What the label is stuck on, for the eye.
        flags: Flags,
        /// ISBT 128 or local.
        scheme: Scheme,
        /// The code.
        code: LocalCode,
    },
    /// A position, box or other code of the bank's own.
    Local(LocalCode),
    /// A staff member.
    Staff(StaffId),
}

/// A product of a donation: its number and what else ISBT 128 has a structure for. Under a local number only the number
/// becomes a symbol, since local data identifiers do not mix with those of ISBT 128.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProductCodes {
    /// The donation.
    pub din: DonationNumber,
    /// What the label is stuck on.
    pub flags: Flags,
    /// ISBT 128 or local.
    pub scheme: Scheme,
    /// From the bank's licensed table, division included. Without one the label shows the bank's own product code in
    /// words; a licensed code is never guessed.
    pub product: Option<ProductCode>,
    /// ABO/RhD, or a message in its place.
    pub blood_group: Option<BloodGroup>,
    /// Expiry.
    pub expires: Option<ScanDate>,
    /// Collection.
    pub collected: Option<ScanDate>,
}

impl LabelCode {
    /// The exact text in the symbols that name the thing.
    pub fn scan_text(&self) -> String {
        match self {
            Self::Donation { din, flags, scheme } => isbt128::scan_text(din, *flags, *scheme),
            Self::Product(codes) => isbt128::scan_text(&codes.din, codes.flags, codes.scheme),
            Self::Part { code, .. } | Self::Local(code) => code.scan_text(),
            Self::Staff(staff) => staff.scan_text(),
        }
    }

    /// The donation that the label names.
    pub(crate) fn donation(&self) -> Option<(&DonationNumber, Flags, Scheme)> {
        match self {
            Self::Donation { din, flags, scheme } | Self::Part { din, flags, scheme, .. } => {
                Some((din, *flags, *scheme))
            }
            Self::Product(codes) => Some((&codes.din, codes.flags, codes.scheme)),
            Self::Local(_) | Self::Staff(_) => None,
        }
    }

    pub(crate) fn kind(&self) -> CodeKind {
        match self {
            Self::Donation { .. } | Self::Product(_) | Self::Part { .. } => CodeKind::Donation,
            Self::Local(_) => CodeKind::Local,
            Self::Staff(_) => CodeKind::Staff,
        }
    }

    /// The licensed product code, where there is one.
    pub(crate) fn product(&self) -> Option<&ProductCode> {
        match self {
            Self::Product(codes) => codes.product.as_ref().filter(|_| codes.scheme == Scheme::Isbt128),
            _ => None,
        }
    }

    /// The text of one of the label's codes, where it has that code.
    pub(crate) fn field(&self, field: CodeField) -> Option<String> {
        if field == CodeField::Label {
            return Some(self.scan_text());
        }
        let Self::Product(codes) = self else { return None };
        if codes.scheme == Scheme::Local {
            return None;
        }
        match field {
            CodeField::Label => None,
            CodeField::BloodGroup => codes.blood_group.map(|group| group.scan_text()),
            CodeField::Product => codes.product.map(|product| product.scan_text()),
            CodeField::Expiry => codes.expires.map(|date| date.scan_text()),
            CodeField::Collection => codes.collected.map(|date| date.scan_text()),
        }
    }
}
