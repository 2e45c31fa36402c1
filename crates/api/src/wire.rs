//! Requests and responses, one module for each area of work.

macro_rules! wire {
    ($($(#[$doc:meta])* struct $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
        pub struct $name { $($(#[$fdoc])* pub $field: $type,)* }
    )*};
}
macro_rules! words {
    ($($(#[$doc:meta])* enum $name:ident { $($(#[$vdoc:meta])* $variant:ident,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant,)* }
    )*};
}

mod admin;
mod analyser;
mod attachment;
mod audit;
mod backup;
mod bench;
mod bundle;
mod computed;
mod control;
mod dashboard;
mod deviation;
mod document;
mod donation;
mod ending;
mod environment;
mod freezing;
mod judgement;
mod kit;
mod label;
mod part;
mod procedure;
mod register;
mod release;
mod result;
mod run;
mod setup;
mod shipment;
mod storage;
mod template;
mod timer;
mod unit;

pub use admin::*;
pub use analyser::*;
pub use attachment::*;
pub use audit::*;
pub use backup::*;
pub use bench::*;
pub use bundle::*;
pub use computed::*;
pub use control::*;
pub use dashboard::*;
pub use deviation::*;
pub use document::*;
pub use donation::*;
pub use ending::*;
pub use environment::*;
pub use freezing::*;
pub use judgement::*;
pub use kit::*;
pub use label::*;
pub use part::*;
pub use procedure::*;
pub use register::*;
pub use release::*;
pub use result::*;
pub use run::*;
pub use setup::*;
pub use shipment::*;
pub use storage::*;
pub use template::*;
pub use timer::*;
pub use unit::*;
