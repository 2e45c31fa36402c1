//! One function for each command, by area.

mod admin;
mod bench;
mod certificate;
mod credential;
mod donation;
mod label;
mod people;
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
pub(crate) use bench::*;
pub(crate) use certificate::*;
pub(crate) use credential::check_credentials;
pub(crate) use donation::*;
pub(crate) use label::*;
pub(crate) use people::*;
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

pub(crate) use unit::resolve as resolve_unit;
