//! Which feeds a page's entries go to. Pure.
//!
//! A subject is in the scope of every site that wrote of it or that one of its entries names. When it enters a scope, its
//! whole history goes there first, so that a feed never holds an entry without those before it.

use crate::router::{Audience, Routing};
use ledger::{EntryRef, SiteId, Subject};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use sync::Scope;

/// An entry on its way in.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// Its name.
    pub entry: EntryRef,
    /// What it is about.
    pub subject: Subject,
    /// Where it was made.
    pub site: SiteId,
    /// Where it goes.
    pub routing: Routing,
}

/// What is to be appended to a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// Every entry of this subject that was stored before this page.
    History(Subject),
    /// An entry of this page.
    Entry(EntryRef),
}

/// What a page does to the feeds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FanOut {
    /// What each feed grows by, in order.
    pub appends: BTreeMap<Scope, Vec<Item>>,
    /// Scopes that subjects enter.
    pub entered: Vec<(Subject, Scope)>,
}

impl FanOut {
    /// The subjects whose stored history is wanted.
    #[must_use]
    pub fn histories(&self) -> BTreeSet<&Subject> {
        let items = self.appends.values().flatten();
        items
            .filter_map(|item| if let Item::History(subject) = item { Some(subject) } else { None })
            .collect()
    }
}

/// Works out what a page does, given the scopes that its subjects had entered before.
#[must_use]
pub fn fan_out(before: &HashMap<Subject, BTreeSet<Scope>>, arrivals: &[Arrival]) -> FanOut {
    let mut fan = FanOut::default();
    let mut scopes = before.clone();
    let mut earlier = HashMap::<&Subject, Vec<EntryRef>>::new();
    for arrival in arrivals {
        let Arrival { entry, subject, site, routing } = arrival;
        if routing.audience == Audience::Reference {
            fan.appends.entry(Scope::Reference).or_default().push(Item::Entry(*entry));
            continue;
        }
        let entered = scopes.entry(subject.clone()).or_default();
        let earlier = earlier.entry(subject).or_default();
        for scope in std::iter::once(site).chain(&routing.sites).map(|site| Scope::Site(*site)) {
            if entered.insert(scope) {
                let feed = fan.appends.entry(scope).or_default();
                if before.contains_key(subject) {
                    feed.push(Item::History(subject.clone()));
                }
                feed.extend(earlier.iter().copied().map(Item::Entry));
                fan.entered.push((subject.clone(), scope));
            }
        }
        for scope in entered.iter() {
            fan.appends.entry(*scope).or_default().push(Item::Entry(*entry));
        }
        earlier.push(*entry);
    }
    fan
}

#[cfg(test)]
mod tests;
