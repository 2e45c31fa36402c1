#![doc = include_str!("../README.md")]
#![no_std]

extern crate alloc;

mod blood_group;
mod check;
mod consignment;
mod date;
mod dimension;
mod din;
mod donor;
mod error;
mod european;
pub mod exercise;
mod expect;
mod flags;
mod grid;
mod infection;
mod item;
mod local;
mod moment;
mod patient;
mod processor;
mod product;
mod scan;
mod staff;
mod structure;
mod testing;
mod text;

pub use blood_group::{Abo, BloodGroup, IntendedUse, RhD, SpecialMessage};
pub use check::{check_character, check_value};
pub use consignment::Consignment;
pub use date::{CivilDate, DatePurpose, ScanDate, TimeOfDay};
pub use dimension::{Dimension, Dimensions};
pub use din::{DonationNumber, FacilityNumber, SERIAL_MAX};
pub use donor::{ChainOfIdentity, DonorNumber};
pub use error::ScanError;
pub use european::EuropeanCode;
pub use expect::{Accepted, Concatenation, Expectation, Refusal};
pub use flags::{ContainerRole, FlagMeaning, Flags};
pub use grid::{Grid, grid_checksum};
pub use infection::{InfectionMarkers, Marker, Outcome};
pub use item::{Catalogue, ItemCode, ItemUse};
pub use local::{LOCAL_TEXT_LENGTH_MAX, LocalCode, LocalKind};
pub use moment::{ExpiryMonth, FlexibleDateTime, TimeKind, Zone};
pub use patient::{PatientBirth, PatientId};
pub use processor::{MphoCode, MphoUse, ProcessingFacility, ProcessorProduct};
pub use product::{Division, DivisionCode, ProductCode};
pub use scan::{
    CompoundMessage, Field, RawStructure, SCAN_LENGTH_MAX, Scan, ScanKind, Scheme, TypedDonation,
    compound_text, parse_scan, scan_text,
};
pub use staff::StaffId;
pub use structure::DataStructure;
pub use testing::{AntigenHistory, AntigenResult, TestResult, TestUse};
