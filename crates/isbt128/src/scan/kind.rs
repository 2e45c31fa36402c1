//! One word for each kind of scan, by which a screen says what it wants and what it got.

use super::Scan;
use crate::date::DatePurpose;
use crate::item::ItemUse;
use crate::local::LocalKind;

/// The kind of a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ScanKind {
    /// A donation number, scanned or typed, alone or with a blood group.
    Donation,
    /// A blood group.
    BloodGroup,
    /// A product code, alone or with an expiry date.
    Product,
    /// A date of expiry.
    Expiry,
    /// A date of collection.
    Collection,
    /// A date of production.
    Production,
    /// A staff badge.
    Staff,
    /// A bag or bag set, by catalogue number.
    Container,
    /// A lot of bags.
    ContainerLot,
    /// A reagent or other item, by catalogue number.
    Item,
    /// A lot of a reagent or other item, ISBT 128 or local.
    ItemLot,
    /// A donor identifier GRID.
    Grid,
    /// A storage position.
    Position,
    /// A tank.
    Tank,
    /// A piece of equipment.
    Equipment,
    /// A transport box or shipment.
    Box,
    /// A compound message.
    Compound,
    /// A withdrawn structure.
    Retired,
    /// A structure without use here.
    Other,
}

impl ScanKind {
    /// A stable word for translations and logs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Donation => "donation",
            Self::BloodGroup => "blood_group",
            Self::Product => "product",
            Self::Expiry => "expiry",
            Self::Collection => "collection",
            Self::Production => "production",
            Self::Staff => "staff",
            Self::Container => "container",
            Self::ContainerLot => "container_lot",
            Self::Item => "item",
            Self::ItemLot => "item_lot",
            Self::Grid => "grid",
            Self::Position => "position",
            Self::Tank => "tank",
            Self::Equipment => "equipment",
            Self::Box => "box",
            Self::Compound => "compound",
            Self::Retired => "retired",
            Self::Other => "other",
        }
    }
}

impl Scan {
    /// The kind of the scan; of a pair, the kind of its left part.
    pub fn kind(&self) -> ScanKind {
        match self {
            Self::Donation { .. } | Self::TypedDonation(_) => ScanKind::Donation,
            Self::BloodGroup(_) => ScanKind::BloodGroup,
            Self::Product(_) => ScanKind::Product,
            Self::Date(date) => match date.purpose {
                DatePurpose::Expiry => ScanKind::Expiry,
                DatePurpose::Collection => ScanKind::Collection,
                DatePurpose::Production => ScanKind::Production,
            },
            Self::Staff(_) => ScanKind::Staff,
            Self::Item { usage, .. } => match usage {
                ItemUse::Container => ScanKind::Container,
                ItemUse::ContainerLot => ScanKind::ContainerLot,
                ItemUse::Item => ScanKind::Item,
                ItemUse::ItemLot => ScanKind::ItemLot,
            },
            Self::Grid(_) => ScanKind::Grid,
            Self::Local(local) => match local.kind() {
                LocalKind::Position => ScanKind::Position,
                LocalKind::Equipment => ScanKind::Equipment,
                LocalKind::Box => ScanKind::Box,
                LocalKind::Staff => ScanKind::Staff,
                LocalKind::Tank => ScanKind::Tank,
                LocalKind::ReagentLot => ScanKind::ItemLot,
            },
            Self::Compound(_) => ScanKind::Compound,
            Self::Pair(left, _) => left.kind(),
            Self::Retired(_) => ScanKind::Retired,
            Self::Other(_) => ScanKind::Other,
        }
    }
}
