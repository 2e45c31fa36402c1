//! Reading: one module for each area. Lists are keyset-paged.

mod attachment;
mod audit;
mod bank;
mod clock;
mod control;
mod dashboard;
mod deviation;
mod freezing;
mod inbox;
mod kit;
mod open_test;
mod part;
mod person;
mod procedure;
mod register;
mod room;
mod run;
mod shipment;
mod storage;
mod template;
mod timeline;
mod unit;
mod unknown;
mod work;

pub use audit::{AuditCursor, AuditFilter, AuditRow};
pub use bank::{BankRow, BlockRow, SiteRow, StationRow};
pub use clock::Counted;
pub use control::{ControlSeriesRow, ControlSpecimen, ReportedRow};
pub use dashboard::{Milestone, MilestoneCount};
pub use deviation::{DeviationCount, DeviationCursor, DeviationFilter};
pub use freezing::CurveCursor;
pub use inbox::{InboxMessage, InboxRow};
pub use kit::{KitPrintRow, KitSpoiledRow};
pub use open_test::OpenTests;
pub use part::{BoxRow, PartRow, PartTrouble};
pub use person::{BadgeRow, FailureRow, Failures, PersonRow, login_key};
pub use procedure::Procedures;
pub use register::{RegisterCursor, UseCursor, UseRow};
pub use room::{PlateRow, RoomOfRun};
pub use run::{RunFilter, RunRow};
pub use shipment::ShipmentRow;
pub use storage::{OccupancyRow, ReadingRow, TankRow};
pub use timeline::TimelineRow;
pub use unit::{Cursor, UnitCounts, UnitFilter, UnitRow};
pub use work::{ContestRow, RefusedTask};

use crate::StoreError;

/// Reads the word of an enumeration.
pub(crate) fn from_word<T: serde::de::DeserializeOwned>(
    text: &str,
    table: &'static str,
    column: &'static str,
) -> Result<T, StoreError> {
    serde_json::from_value(serde_json::Value::String(text.to_owned()))
        .map_err(|_| StoreError::Inconsistent { table, column })
}

/// Reads the number of an enumeration.
pub(crate) fn from_number<T: Copy>(
    all: &[T],
    number: i64,
    table: &'static str,
    column: &'static str,
) -> Result<T, StoreError> {
    usize::try_from(number)
        .ok()
        .and_then(|number| all.get(number).copied())
        .ok_or(StoreError::Inconsistent { table, column })
}
