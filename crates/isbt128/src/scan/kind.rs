//! One word for each kind of scan, by which a screen says what it wants and what it got.

use super::Scan;
use crate::date::DatePurpose;
use crate::flags::ContainerRole;
use crate::item::ItemUse;
use crate::local::LocalKind;
use crate::processor::MphoUse;
use crate::structure::DataStructure;

macro_rules! kinds {
    ($($name:ident $code:literal $doc:literal,)*) => {
        /// The kind of a scan.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ScanKind {
            $(#[doc = $doc] $name,)*
        }

        impl ScanKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// A stable word for translations and logs.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }
        }
    };
}

kinds! {
    Bag "bag" "A donation number on a bag.",
    Tube "tube" "A donation number on a tube.",
    MaternalTube "maternal_tube" "A donation number on a tube of the mother's blood.",
    Form "form" "A donation number on a form.",
    Segment "segment" "A donation number on a tubing segment.",
    Vial "vial" "A donation number on a vial of a reference sample.",
    Canister "canister" "A donation number on a canister around a bag.",
    Donation "donation" "A donation number whose thing is not told: typed by hand, or with other flags.",
    BloodGroup "blood_group" "A blood group.",
    Product "product" "A product code.",
    Division "division" "A division of a product.",
    Expiry "expiry" "A date of expiry.",
    Collection "collection" "A date of collection.",
    Production "production" "A date of production.",
    DateTime "date_time" "A date and time that says its zone and kind.",
    ExpiryMonth "expiry_month" "A month of expiry.",
    Testing "testing" "Results of special tests.",
    Infection "infection" "Infection markers.",
    Donor "donor" "A donor number.",
    Grid "grid" "A donor identifier GRID.",
    ChainOfIdentity "chain_of_identity" "A chain of identity.",
    Patient "patient" "A patient's identifier or date of birth.",
    Staff "staff" "A staff badge.",
    Container "container" "A bag or bag set, by catalogue number.",
    ContainerLot "container_lot" "A lot of bags.",
    Item "item" "A reagent or other item, by catalogue number.",
    ItemLot "item_lot" "A lot of a reagent or other item, ISBT 128 or local.",
    Consignment "consignment" "A box of a consignment.",
    Dimensions "dimensions" "Volume, weight and other dimensions.",
    ProcessingFacility "processing_facility" "Who gave the product code.",
    ProcessorProduct "processor_product" "A processor's product.",
    MphoLot "mpho_lot" "A lot of a medical product of human origin.",
    MphoSupplement "mpho_supplement" "A supplemental number of a medical product of human origin.",
    European "european" "A single European code.",
    Position "position" "A storage position.",
    Tank "tank" "A tank.",
    Equipment "equipment" "A piece of equipment.",
    Box "box" "A transport box or shipment.",
    Part "part" "A part of a donation, such as an aliquot.",
    Run "run" "A run: units that are worked together.",
    National "national" "A structure that a nation defines.",
    Retired "retired" "A withdrawn structure.",
}

impl ScanKind {
    /// The kind of this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// True for the kinds of donation numbers.
    pub fn is_donation(self) -> bool {
        use ScanKind::{Bag, Canister, Donation, Form, MaternalTube, Segment, Tube, Vial};
        matches!(self, Bag | Tube | MaternalTube | Form | Segment | Vial | Canister | Donation)
    }
}

impl Scan {
    /// The kind of the scan. A pair and a compound message are of the kind of their donation number, where they have one,
    /// else of their first part.
    pub fn kind(&self) -> ScanKind {
        match self {
            Self::Pair(left, right) => leading(left.kind(), right.kind()),
            Self::Compound(message) => {
                let kinds = message.parts.iter().map(Self::kind);
                kinds.reduce(leading).unwrap_or(ScanKind::Retired)
            }
            Self::Donation { flags, .. } => match flags.role() {
                ContainerRole::Bag => ScanKind::Bag,
                ContainerRole::Tube => ScanKind::Tube,
                ContainerRole::MaternalTube => ScanKind::MaternalTube,
                ContainerRole::Form => ScanKind::Form,
                ContainerRole::Segment => ScanKind::Segment,
                ContainerRole::Vial => ScanKind::Vial,
                ContainerRole::Canister => ScanKind::Canister,
                ContainerRole::Other => ScanKind::Donation,
            },
            Self::TypedDonation(_) => ScanKind::Donation,
            Self::BloodGroup(_) => ScanKind::BloodGroup,
            Self::Product(_) => ScanKind::Product,
            Self::Date(date) => match date.purpose {
                DatePurpose::Expiry => ScanKind::Expiry,
                DatePurpose::Collection => ScanKind::Collection,
                DatePurpose::Production => ScanKind::Production,
            },
            Self::Testing(_) | Self::Antigens(_) => ScanKind::Testing,
            Self::Item { usage, .. } => match usage {
                ItemUse::Container => ScanKind::Container,
                ItemUse::ContainerLot => ScanKind::ContainerLot,
                ItemUse::Item => ScanKind::Item,
                ItemUse::ItemLot => ScanKind::ItemLot,
            },
            Self::Donor(_) => ScanKind::Donor,
            Self::Staff(_) => ScanKind::Staff,
            Self::PatientBirth(_) | Self::Patient(_) => ScanKind::Patient,
            Self::ExpiryMonth(_) => ScanKind::ExpiryMonth,
            Self::Infection(_) => ScanKind::Infection,
            Self::Consignment(_) => ScanKind::Consignment,
            Self::Dimensions(_) => ScanKind::Dimensions,
            Self::DateTime(_) => ScanKind::DateTime,
            Self::Division(_) => ScanKind::Division,
            Self::ProcessingFacility(_) => ScanKind::ProcessingFacility,
            Self::ProcessorProduct(_) => ScanKind::ProcessorProduct,
            Self::Mpho { usage: MphoUse::Lot, .. } => ScanKind::MphoLot,
            Self::Mpho { usage: MphoUse::Supplement, .. } => ScanKind::MphoSupplement,
            Self::European(_) => ScanKind::European,
            Self::Grid(_) => ScanKind::Grid,
            Self::ChainOfIdentity(_) => ScanKind::ChainOfIdentity,
            Self::Local(local) => match local.kind() {
                LocalKind::Position => ScanKind::Position,
                LocalKind::Equipment => ScanKind::Equipment,
                LocalKind::Box => ScanKind::Box,
                LocalKind::Staff => ScanKind::Staff,
                LocalKind::Tank => ScanKind::Tank,
                LocalKind::ReagentLot => ScanKind::ItemLot,
                LocalKind::Part => ScanKind::Part,
                LocalKind::Run => ScanKind::Run,
            },
            Self::National(_) => ScanKind::National,
            Self::Retired(_) => ScanKind::Retired,
        }
    }

    /// The data structure; none for typed numbers, the bank's own codes and pairs.
    pub fn structure(&self) -> Option<DataStructure> {
        let number = match self {
            Self::Donation { scheme: super::Scheme::Isbt128, .. } => 1,
            Self::Donation { .. } | Self::TypedDonation(_) | Self::Local(_) | Self::Pair(..) => return None,
            Self::BloodGroup(_) => 2,
            Self::Product(_) => 3,
            Self::Date(date) => date.number(),
            Self::Testing(result) => result.usage().number(),
            Self::Item { usage, .. } => usage.number(),
            Self::Donor(_) => 19,
            Self::Staff(_) => 20,
            Self::Compound(_) => 23,
            Self::PatientBirth(_) => 24,
            Self::Patient(_) => 25,
            Self::ExpiryMonth(_) => 26,
            Self::Infection(_) => 27,
            Self::Consignment(_) => 28,
            Self::Dimensions(_) => 29,
            Self::Antigens(_) => 30,
            Self::DateTime(_) => 31,
            Self::Division(_) => 32,
            Self::ProcessingFacility(_) => 33,
            Self::ProcessorProduct(_) => 34,
            Self::Mpho { usage: MphoUse::Lot, .. } => 35,
            Self::Mpho { usage: MphoUse::Supplement, .. } => 36,
            Self::European(_) => 38,
            Self::Grid(_) => 39,
            Self::ChainOfIdentity(_) => 40,
            Self::National(raw) | Self::Retired(raw) => return Some(raw.structure),
        };
        Some(DataStructure::of_number(number))
    }
}

fn leading(first: ScanKind, next: ScanKind) -> ScanKind {
    if next.is_donation() && !first.is_donation() { next } else { first }
}
