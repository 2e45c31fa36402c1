//! What is left to do of units that no patient gets.

use super::rows::{Row, UnitRows, maybe};
use domain::unit::UnitState;

/// Kinds of tasks, as they stand in the table.
pub(crate) const BAG: i64 = 0;
pub(crate) const FAMILY: i64 = 1;

pub(super) const REFUSED_TASK: UnitRows = UnitRows::of("refused_task", 1, &["kind", "since_ms", "site"]);

pub(super) fn tasks(state: &UnitState) -> Vec<Row> {
    let Some(since_ms) = state.refused_ms() else { return Vec::new() };
    let site = maybe(state.site().map(|site| site.bytes().to_vec()));
    [(BAG, state.awaits_disposal()), (FAMILY, state.awaits_notice())]
        .into_iter()
        .filter(|(_, open)| *open)
        .map(|(kind, _)| vec![kind.into(), since_ms.into(), site.clone()])
        .collect()
}
