//! ISBT 128 identifiers for cord blood: donation numbers, check characters, and what a scanner reads.
//!
//! Purpose: turn the text of a scan into a typed value, or into an error that says where and why, and turn
//! values into the exact text a symbol must carry. Source of every rule: ISBT 128 ST-001 v6.2.2, named at each item.
//!
//! Invariant: [`parse_scan`] answers every input, never panics, and whatever it accepts it can write again:
//! `parse_scan(&scan.scan_text())` gives the same scan.
//!
//! Deliberately absent: the licensed product, special-testing and facility tables (the bank imports those),
//! rules on which scan is wanted where, and all I/O.

mod blood_group;
mod check;
mod date;
mod din;
mod error;
mod flags;
mod grid;
mod item;
mod local;
mod product;
mod scan;
mod staff;
mod structure;
mod text;

pub use blood_group::{Abo, BloodGroup, IntendedUse, RhD, SpecialMessage};
pub use check::{check_character, check_value};
pub use date::{CivilDate, DatePurpose, ScanDate, TimeOfDay};
pub use din::{DonationNumber, FacilityNumber, SERIAL_MAX};
pub use error::ScanError;
pub use flags::{ContainerRole, Flags};
pub use grid::{Grid, grid_checksum};
pub use item::{ItemCode, ItemUse};
pub use local::{LOCAL_TEXT_LENGTH_MAX, LocalCode, LocalKind};
pub use product::{Division, ProductCode};
pub use scan::{
    CompoundMessage, RawStructure, SCAN_LENGTH_MAX, Scan, ScanKind, Scheme, TypedDonation, parse_scan,
    scan_text,
};
pub use staff::StaffId;
pub use structure::DataStructure;
