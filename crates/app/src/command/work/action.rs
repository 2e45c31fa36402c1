//! Actions against deviations: to be done, for who sees to them and, once they are overdue, for quality as well; and those done
//! whose effect is to be checked, for quality, but not for who did them.

use super::register::first_of;
use crate::context::{Answer, Cx};
use crate::problem::stored;
use api::wire::{WorkItem, WorkMore};
use domain::Permission;
use domain::deviation::{Action, Deviation};

/// Deviations that are looked at: more are at work at once only where nobody looks.
const LOOK_MAX: u32 = 1_000;

pub(super) fn actions(cx: &Cx<'_>) -> Answer<(Vec<WorkItem>, Vec<WorkMore>)> {
    let (person, now_ms) = (cx.operator()?.person, cx.now_ms());
    let manages = cx.may(Permission::ManageDeviation)?;
    let store = cx.store()?;
    let mut all = Vec::new();
    for id in store.list_deviations_acting(LOOK_MAX).map_err(stored)? {
        let Some(deviation) = store.find_deviation(id).map_err(stored)? else { continue };
        for action in deviation.open_actions() {
            let (responsible, _, due_ms) = action.assigned();
            let since_ms = action.changes.last().map_or(action.planned.stamp.at_ms, |said| said.stamp.at_ms);
            match (responsible == person, due_ms <= now_ms) {
                (own, true) if own || manages => all.push(item("action_overdue", &deviation, action, due_ms)),
                (true, false) => all.push(item("action_due", &deviation, action, since_ms)),
                _ => {}
            }
        }
        for action in deviation.unchecked().filter(|_| manages) {
            let done = action.done.as_ref().filter(|done| done.stamp.operator != Some(person));
            all.extend(done.map(|done| item("action_check", &deviation, action, done.stamp.at_ms)));
        }
    }
    Ok(first_of(&["action_overdue", "action_due", "action_check"], all))
}

fn item(kind: &str, deviation: &Deviation, action: &Action, since_ms: i64) -> WorkItem {
    WorkItem {
        key: format!("{kind}:{}~{}", deviation.id, action.planned.record.key),
        kind: kind.to_owned(),
        about: deviation.number(),
        units: Vec::new(),
        since_ms,
        digest: String::new(),
        sides: Vec::new(),
        thing: None,
    }
}
