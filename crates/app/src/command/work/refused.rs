//! What is left to do of units that no patient gets: the bag, and what the family hears.

use crate::context::{Answer, Cx};
use crate::problem::stored;
use crate::view::Names;
use api::wire::{WorkItem, WorkMore};
use domain::Permission;
use store::query::RefusedTask;

/// Items of a kind that are shown; the others are counted.
pub(super) const ITEMS_MAX: u32 = 50;

/// For those who may do it: the oldest of each kind, and how many more there are.
pub(super) fn refused_units(cx: &Cx<'_>, names: &Names) -> Answer<(Vec<WorkItem>, Vec<WorkMore>)> {
    let here = cx.site()?;
    let (mut items, mut more) = (Vec::new(), Vec::new());
    for (task, kind, permission) in [
        (RefusedTask::Bag(here), "refused_bag_kept", Permission::RecordStep),
        (RefusedTask::Family, "refused_family_not_told", Permission::ViewPersonal),
    ] {
        if !cx.may(permission)? {
            continue;
        }
        let found = cx.store()?.list_refused_tasks(task, ITEMS_MAX).map_err(stored)?;
        let shown = u32::try_from(found.len()).unwrap_or(u32::MAX);
        for (donation, since_ms) in found {
            let row = cx.unit_row(donation)?;
            items.push(WorkItem {
                key: format!("{kind}:{donation}"),
                kind: kind.to_owned(),
                about: row.din.clone().unwrap_or_default(),
                units: vec![names.unit_row(row)],
                since_ms,
                digest: String::new(),
                sides: Vec::new(),
                thing: None,
            });
        }
        // What is not shown needs no counting where everything is.
        if shown == ITEMS_MAX {
            let all = cx.store()?.count_refused_tasks(task).map_err(stored)?;
            let count = all.saturating_sub(shown);
            more.extend((count > 0).then(|| WorkMore { kind: kind.to_owned(), count }));
        }
    }
    items.sort_by_key(|item| item.since_ms);
    Ok((items, more))
}
