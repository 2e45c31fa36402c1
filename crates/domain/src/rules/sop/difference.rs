//! What a new version of an SOP changes, step by step, for who approves it.

use super::{Sop, Step};

/// One change between two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change<'a> {
    /// A step that the old version does not have.
    Added(&'a Step),
    /// A step that the new version does not have.
    Removed(&'a Step),
    /// A step that both have and that says something else.
    Changed {
        /// As it was.
        before: &'a Step,
        /// As it is to be.
        after: &'a Step,
    },
    /// A step that is the same and stands elsewhere.
    Moved {
        /// As it was.
        before: &'a Step,
        /// As it is to be.
        after: &'a Step,
    },
}

/// What `after` changes of `before`: in the order of `after`, then what was removed in the order of `before`.
///
/// A step has moved where the steps that both versions have follow each other in another order: the fewest that have
/// to be lifted out are named.
#[must_use]
pub fn differences<'a>(before: &'a Sop, after: &'a Sop) -> Vec<Change<'a>> {
    let places: Vec<usize> = after
        .steps
        .iter()
        .filter_map(|step| before.steps.iter().position(|old| old.code == step.code))
        .collect();
    let kept = longest_rising(&places);
    let mut found = Vec::new();
    for step in &after.steps {
        let Some(place) = before.steps.iter().position(|old| old.code == step.code) else {
            found.push(Change::Added(step));
            continue;
        };
        let Some(old) = before.steps.get(place) else { continue };
        let same = Step { number: old.number, ..step.clone() } == *old;
        if !same {
            found.push(Change::Changed { before: old, after: step });
        } else if !kept.contains(&place) {
            found.push(Change::Moved { before: old, after: step });
        }
    }
    let gone = before.steps.iter().filter(|old| after.step(&old.code).is_none());
    found.extend(gone.map(Change::Removed));
    found
}

/// The longest subsequence that rises. Quadratic: a procedure has at most [`super::STEPS_MAX`] steps.
fn longest_rising(values: &[usize]) -> Vec<usize> {
    let mut best: Vec<Vec<usize>> = Vec::with_capacity(values.len());
    for value in values {
        let before = best.iter().filter(|run| run.last().is_some_and(|last| last < value));
        let mut run = before.max_by_key(|run| run.len()).cloned().unwrap_or_default();
        run.push(*value);
        best.push(run);
    }
    best.into_iter().max_by_key(Vec::len).unwrap_or_default()
}
