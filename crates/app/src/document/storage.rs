//! The certificate for the family whose unit is stored: no result of any test, and the mother's name only where this
//! station holds it and the operator may see it.

use super::{Desk, with_check};
use crate::command::local_time;
use crate::context::{Answer, Cx, LoadedUnit};
use crate::problem::stored;
use domain::Permission;
use labels::document::DocumentData;

pub(super) fn data(cx: &Cx<'_>, desk: &Desk, unit: &LoadedUnit) -> Answer<DocumentData> {
    let mut data = DocumentData { identity: desk.identity(unit)?, ..DocumentData::default() };
    let bank = cx.bank()?;
    data.fact("bank", desk.pick(&bank.name_zh, &bank.name_en));
    data.fact("din", with_check(unit.state.din().unwrap_or_default()));
    // Nobody is signed in on the command line: then no name is printed.
    let may = cx.may(Permission::ViewPersonal).unwrap_or(false);
    let mother = cx.store()?.find_personal(unit.state.donation).map_err(stored)?;
    match mother.filter(|mother| may && !mother.name.trim().is_empty()) {
        Some(mother) => {
            data.conditions.insert("named");
            data.fact("mother", mother.name);
        }
        None => {
            data.conditions.insert("unnamed");
        }
    }
    let day = |at_ms| -> String { local_time(at_ms).chars().take(10).collect() };
    if let Some(collection) = &unit.state.collection {
        data.fact("collected", day(collection.record.ended_ms));
        data.fact("centre", desk.site(cx, collection.stamp.site)?);
    }
    if let Some(first) = unit.state.places.first() {
        data.fact("stored", day(first.stamp.at_ms));
        data.fact("site", desk.site(cx, first.stamp.site)?);
    }
    data.fact("product", desk.word("product"));
    Ok(data)
}
