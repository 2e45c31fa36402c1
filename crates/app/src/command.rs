//! One function for each command, by area.

mod admin;
mod audit;
mod audit_export;
mod backup;
mod bench;
mod certificate;
mod correction;
mod donation;
mod keys;
mod label;
mod printer;
mod receipt;
mod review;
mod session;
mod setup;
mod shipment;
mod station;
mod storage;
mod unit;
mod work;

pub(crate) use admin::*;
pub(crate) use audit::{audit_entry, audit_list};
pub(crate) use audit_export::audit_export;
pub(crate) use backup::*;
pub(crate) use bench::*;
pub(crate) use certificate::*;
pub(crate) use correction::*;
pub(crate) use donation::*;
pub(crate) use keys::*;
pub(crate) use label::*;
pub(crate) use printer::*;
pub(crate) use receipt::*;
pub(crate) use review::*;
pub(crate) use session::*;
pub(crate) use setup::*;
pub(crate) use shipment::*;
pub(crate) use station::*;
pub(crate) use storage::*;
pub(crate) use unit::*;
pub(crate) use work::*;

pub(crate) use label::local_time;
pub(crate) use unit::resolve as resolve_unit;
