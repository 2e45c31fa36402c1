//! The sheet that goes with units worked together: its code opens the run at the bench.
//!
//! No unit's code stands on it: a step is recorded of what is in the hand, whose own label is scanned.

use super::{Composed, Desk, with_check};
use crate::context::{Answer, Cx};
use crate::problem::{refused, scanned, stored};
use crate::view::run_row;
use domain::run::{Membership, Run};
use domain::{Code, Refusal, RunId};
use isbt128::{LocalCode, LocalKind};
use labels::document::{Cell, DocumentData, Identity, Named, Row, Tone};

pub(super) fn compose(cx: &Cx<'_>, desk: &Desk, id: RunId) -> Answer<Composed> {
    let unknown = || refused(Refusal::stop(Code::RunUnknown).at("run"));
    let run = cx.store()?.find_run(id).map_err(stored)?.ok_or_else(unknown)?;
    let row = cx.store()?.find_run_row(id).map_err(stored)?.ok_or_else(unknown)?;
    let row = run_row(cx, row, &desk.names);
    let code = LocalCode::new(LocalKind::Run, &id.to_string()).map_err(|e| scanned(&e, "run"))?;
    let named = Named::Local { name: row.number.clone(), code };
    let mut data =
        DocumentData { identity: Some(Identity { named, facts: Vec::new() }), ..DocumentData::default() };
    let stamp = &run.started.stamp;
    data.fact("procedure", desk.pick(&row.sop_zh, &row.sop_en));
    data.fact("version", format!("{} · {}", run.started.record.sop, row.version));
    data.fact("site", desk.site(cx, stamp.site)?);
    data.fact("started", crate::command::local_time(stamp.at_ms));
    data.fact("started_by", desk.names.person(stamp.operator));
    data.fact("units", row.units.to_string());
    let (rows, about) = units(cx, &run)?;
    data.tables.insert("units", rows);
    if !run.is_open() {
        data.conditions.insert("ended");
    }
    let model = desk.fill(cx, data, format!("RW-{}", row.number), row.number)?;
    Ok(Composed { model, subject: *id.bytes(), about, is_personal: false })
}

/// A row of each unit in the order in which they came, those that left among them; and their numbers.
fn units(cx: &Cx<'_>, run: &Run) -> Answer<(Vec<Row>, Vec<String>)> {
    let (mut rows, mut about) = (Vec::new(), Vec::new());
    for (member, number) in run.members.iter().zip(1_u32..) {
        let unit = cx.unit(member.unit)?;
        let din = unit.state.din().unwrap_or_default().to_owned();
        let (left, tone) = left(member);
        rows.push(Row::from([
            ("number", Cell::new(number.to_string()).toned(Tone::Quiet)),
            ("din", Cell::new(with_check(&din)).toned(tone)),
            ("left", left),
            ("notes", Cell::default()),
        ]));
        if !about.contains(&din) {
            about.push(din);
        }
    }
    Ok((rows, about))
}

fn left(member: &Membership) -> (Cell, Tone) {
    let Some(left) = &member.left else { return (Cell::default(), Tone::Plain) };
    let text = crate::command::local_time(left.stamp.at_ms);
    (Cell { text, note: left.record.reason.clone(), ..Cell::default() }, Tone::Quiet)
}
