//! Samples and other parts of a unit.

use super::rows::{Row, UnitRows, bytes, maybe};
use domain::unit::{Part, UnitState};
use rusqlite::types::Value;

pub(super) const PART: UnitRows = UnitRows::of(
    "part",
    2,
    &[
        "station",
        "seq",
        "number",
        "kind",
        "container",
        "state",
        "left_nl",
        "unit",
        "overdrawn",
        "twin",
        "contested",
        "late",
        "device",
        "rack",
        "box_code",
        "cell",
        "site",
        "at_ms",
        "late_act",
    ],
);

/// Units of which more may have been taken than there was.
pub(super) const PART_ROOT: UnitRows = UnitRows::of("part_root", 0, &["at_ms"]);

pub(super) fn roots(state: &UnitState) -> Vec<Row> {
    let parts = state.parts.iter().map(|part| part.made.stamp.at_ms);
    let counts = state.root_counts.iter().map(|count| count.counted.stamp.at_ms);
    let last = || parts.chain(counts).max();
    state.may_lack_root().then(last).flatten().map(|at_ms| vec![at_ms.into()]).into_iter().collect()
}

pub(super) fn parts(state: &UnitState) -> Vec<Row> {
    state.parts.iter().map(|part| row(state, part)).collect()
}

fn row(state: &UnitState, part: &Part) -> Row {
    let made = &part.made.record;
    // Of what is no longer kept nothing is wrong any more.
    let kept = state.is_kept(part);
    let place = part.place().filter(|_| kept);
    let last = part.places.last().map_or(&part.made.stamp, |placing| &placing.stamp);
    let left = state.left_of(part);
    vec![
        bytes(part.id.station.bytes()),
        i64::try_from(part.id.seq).unwrap_or(i64::MAX).into(),
        part.number.into(),
        (made.part_kind as i64).into(),
        (made.container as i64).into(),
        (state.part_state(part) as i64).into(),
        if kept { left } else { left.max(0) }.into(),
        (made.volume_unit as i64).into(),
        Value::from(kept && state.is_overdrawn(part)),
        Value::from(kept && (state.is_twin(part) || part.is_unlabelled())),
        Value::from(state.is_position_contested(part)),
        Value::from(kept && part.separated_late),
        maybe(place.map(|place| place.device.clone())),
        maybe(place.and_then(|place| place.rack.clone())),
        maybe(place.and_then(|place| place.box_code.clone())),
        maybe(place.and_then(|place| place.cell.clone())),
        bytes(last.site.bytes()),
        last.at_ms.into(),
        Value::from(state.is_discard_doubted(part)),
    ]
}
