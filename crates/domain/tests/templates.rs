//! A bank's own label templates: drawn by one, approved by another, and the same in force at every station whatever order
//! the entries came in.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

#[path = "common/rule_set.rs"]
mod common;

use domain::decide::{Context, DrawingInput, approve_template, draw_template, withdraw_template};
use domain::rules::RuleSet;
use domain::template::{CONTENT_BYTES_MAX, TemplateState, content_digest};
use domain::unit::{Fact, Stamp, Stamped};
use domain::*;
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

const OURS: &str = "{\"ours\": true}";

fn rules() -> RuleSet {
    RuleSet {
        norm_digest: "11".repeat(32),
        ..common::rules(include_str!("../../../assets/norms/template-cn-v1.json"), &[])
    }
}

/// What one station has seen.
#[derive(Debug, Clone, Default)]
struct Seen {
    facts: Vec<Fact>,
    clock_ms: i64,
}

fn person(number: u8) -> PersonId {
    PersonId::from_bytes([number; 16])
}

impl Seen {
    fn state(&self) -> TemplateState {
        TemplateState::fold("bag", self.facts.clone())
    }

    fn say(&mut self, station: u8, by: u8, record: Record) {
        let seq =
            self.facts.iter().filter(|fact| fact.stamp.station.bytes()[0] == station).count() as u64 + 1;
        self.clock_ms += 1_000;
        let stamp = Stamp {
            at_ms: self.clock_ms,
            operator: Some(person(by)),
            second: None,
            station: StationId::from_bytes([station; 16]),
            seq,
            site: SiteId::from_bytes([2; 16]),
            body_hash: Sha256::digest(record.encode()).into(),
        };
        self.facts.push(Stamped { stamp, record });
    }

    fn draw(&mut self, station: u8, by: u8, content: &str) -> String {
        let state = self.state();
        let ours = content_digest(OURS);
        let input = DrawingInput { content, ours: OURS, based_on: &ours, reason: "larger numbers" };
        let record = draw_template(&state, &input).unwrap();
        self.say(station, by, record);
        self.state().versions().last().unwrap().name.clone()
    }

    fn try_approve(&self, by: u8, drawn: &str) -> Result<Record, Code> {
        let state = self.state();
        let digest = state.version(drawn).map(|version| state.approval_digest(version)).unwrap_or_default();
        approve(&state, by, drawn, &digest)
    }

    fn approve(&mut self, station: u8, by: u8, drawn: &str) {
        let record = self.try_approve(by, drawn).unwrap();
        self.say(station, by, record);
    }

    fn withdraw(&mut self, station: u8, by: u8, back_to: Option<&str>) {
        let state = self.state();
        let digest = state.withdrawal_digest(back_to.map(|name| state.version(name).unwrap()));
        let record = withdraw_template(&state, back_to, &digest, "smeared", "质").unwrap();
        self.say(station, by, record);
    }

    /// The content in force; none for ours.
    fn in_force(&self) -> Option<String> {
        self.state().in_force().map(|version| version.drawn.record.content.clone())
    }

    fn with(&self, other: &Self) -> Self {
        let facts = self.facts.iter().chain(&other.facts).cloned().collect();
        Self { facts, clock_ms: self.clock_ms.max(other.clock_ms) }
    }
}

fn approve(state: &TemplateState, by: u8, drawn: &str, digest: &str) -> Result<Record, Code> {
    let rules = rules();
    let context = Context {
        now_ms: 1_800_000_000_000,
        operator: person(by),
        roles: &[],
        site: SiteId::from_bytes([2; 16]),
        rules: &rules,
        scheme: NumberScheme::Local,
        facility: "A9999",
        purpose: Purpose::Live,
        approvals: &[],
    };
    approve_template(state, drawn, digest, "质", &context).map_err(|refusal| refusal.code)
}

#[test]
fn a_version_is_in_force_once_another_person_has_approved_it() {
    let mut seen = Seen::default();
    assert_eq!(seen.in_force(), None);
    let one = seen.draw(1, 7, "one");
    assert_eq!(seen.in_force(), None, "drawn is not in force");
    assert_eq!(seen.try_approve(7, &one), Err(Code::TemplateSamePerson));
    assert_eq!(seen.try_approve(8, "nothing"), Err(Code::TemplateUnknown));
    seen.approve(1, 8, &one);
    assert_eq!(seen.in_force().as_deref(), Some("one"));
    assert_eq!(seen.try_approve(8, &one), Err(Code::TemplateInForce));
    let two = seen.draw(1, 8, "two");
    seen.approve(1, 7, &two);
    assert_eq!(seen.in_force().as_deref(), Some("two"));
    assert_eq!(seen.state().versions()[1].drawn.record.version, 2);
    // Back to the earlier one, then to ours.
    seen.withdraw(1, 9, Some(&one));
    assert_eq!(seen.in_force().as_deref(), Some("one"));
    seen.withdraw(1, 9, None);
    assert_eq!(seen.in_force(), None);
    assert_eq!(seen.state().withdrawals().len(), 2);
}

#[test]
fn what_is_drawn_is_bounded_and_is_something_new() {
    let mut seen = Seen::default();
    seen.draw(1, 7, "one");
    let state = seen.state();
    let ours = content_digest(OURS);
    let refused = |content: &str, based_on: &str, reason: &str| {
        draw_template(&state, &DrawingInput { content, ours: OURS, based_on, reason }).map_err(|r| r.code)
    };
    assert_eq!(refused(&"x".repeat(CONTENT_BYTES_MAX + 1), &ours, "r"), Err(Code::TooLong));
    assert_eq!(refused(OURS, &ours, "r"), Err(Code::TemplateUnchanged));
    assert_eq!(refused("two", "ab", "r"), Err(Code::TemplateUnknown));
    assert_eq!(refused("two", &ours, " "), Err(Code::Empty));
    assert_eq!(refused("two", &ours, &"r".repeat(501)), Err(Code::TooLong));
    assert!(refused("two", &content_digest("one"), "r").is_ok());
    assert!(refused(&"x".repeat(CONTENT_BYTES_MAX), &ours, "r").is_ok());
}

#[test]
fn a_signature_is_good_for_what_was_shown_at_that_moment_only() {
    let mut seen = Seen::default();
    let one = seen.draw(1, 7, "one");
    let two = seen.draw(1, 7, "two");
    let state = seen.state();
    let shown = state.approval_digest(state.version(&two).unwrap());
    assert_eq!(approve(&state, 8, &one, &shown), Err(Code::ContentChanged), "shown for another version");
    seen.approve(1, 8, &one);
    let state = seen.state();
    assert_eq!(approve(&state, 8, &two, &shown), Err(Code::ContentChanged), "something else came in force");
    let withdrawn = withdraw_template(&state, None, &shown, "r", "质").unwrap_err();
    assert_eq!(withdrawn.code, Code::ContentChanged);
    let digest = state.withdrawal_digest(state.version(&two));
    let unapproved = withdraw_template(&state, Some(&two), &digest, "r", "质").unwrap_err();
    assert_eq!(unapproved.code, Code::TemplateUnknown, "never approved");
}

#[test]
fn a_copied_signature_counts_for_nothing() {
    let mut seen = Seen::default();
    let one = seen.draw(1, 7, "one");
    let two = seen.draw(1, 7, "two");
    let Record::TemplateApproved(good) = seen.try_approve(8, &one).unwrap() else { panic!() };
    let mut bad = good.clone();
    bad.drawn = two.clone();
    let mut elsewhere = good.clone();
    elsewhere.replaces = vec!["00".repeat(32)];
    let mut meant = good.clone();
    meant.meaning = Meaning::Approval;
    for copied in [bad, elsewhere, meant] {
        let mut forged = seen.clone();
        forged.say(2, 8, Record::TemplateApproved(copied.clone()));
        assert_eq!(forged.in_force(), None, "{copied:?}");
        assert!(forged.state().versions().iter().all(|version| !version.is_approved()));
    }
    // Written by who drew it, past the decision.
    let mut own = seen.clone();
    own.say(2, 7, Record::TemplateApproved(good.clone()));
    assert_eq!(own.in_force(), None);
    // An approval of another label.
    let mut other = good.clone();
    other.template = "tube".to_owned();
    let mut forged = seen.clone();
    forged.say(2, 8, Record::TemplateApproved(other));
    assert_eq!(forged.in_force(), None);
    seen.say(2, 8, Record::TemplateApproved(good));
    assert_eq!(seen.in_force().as_deref(), Some("one"));
}

#[test]
fn two_stations_that_decide_at_once_agree_on_the_safe_side_and_show_it() {
    let mut both = Seen::default();
    let one = both.draw(1, 7, "one");
    both.approve(1, 8, &one);
    let two = both.draw(1, 7, "two");
    let three = both.draw(2, 8, "three");
    // Two approvals: the later one, until somebody signs the next.
    let (mut left, mut right) = (both.clone(), both.clone());
    left.approve(3, 9, &two);
    right.clock_ms += 5_000;
    right.approve(4, 9, &three);
    let merged = left.with(&right);
    assert_eq!(merged.in_force(), right.with(&left).in_force());
    assert_eq!(merged.in_force().as_deref(), Some("three"));
    assert_eq!(merged.state().contenders().len(), 2);
    let mut settled = merged.clone();
    settled.approve(3, 9, &two);
    assert_eq!(settled.in_force().as_deref(), Some("two"));
    assert!(settled.state().contenders().is_empty());
    let mut confirmed = merged;
    confirmed.approve(3, 9, &three);
    assert_eq!(confirmed.in_force().as_deref(), Some("three"), "what applies can be confirmed");
    assert!(confirmed.state().contenders().is_empty());
    // A withdrawal against an approval: the withdrawal, whichever was later.
    for late in [false, true] {
        let (mut left, mut right) = (both.clone(), both.clone());
        left.withdraw(3, 9, None);
        if late {
            right.clock_ms += 60_000;
        }
        right.approve(4, 9, &three);
        let merged = right.with(&left);
        assert_eq!(merged.in_force(), None);
        assert_eq!(merged.state().contenders().len(), 2);
    }
    // Both approved the same: nothing is contested.
    let (mut left, mut right) = (both.clone(), both);
    left.approve(3, 9, &two);
    right.approve(4, 9, &two);
    let merged = left.with(&right);
    assert_eq!(merged.in_force().as_deref(), Some("two"));
    assert!(merged.state().contenders().is_empty());
}

/// What people do at two stations that meet from time to time.
#[derive(Debug, Clone, Copy)]
enum Act {
    Draw(bool, u8),
    Approve(bool, usize),
    Withdraw(bool, usize),
    Meet,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        3 => (any::<bool>(), 7u8..9).prop_map(|(side, by)| Act::Draw(side, by)),
        4 => (any::<bool>(), 0usize..6).prop_map(|(side, which)| Act::Approve(side, which)),
        2 => (any::<bool>(), 0usize..6).prop_map(|(side, which)| Act::Withdraw(side, which)),
        1 => Just(Act::Meet),
    ]
}

fn story(acts: &[Act]) -> Seen {
    let mut sides = [Seen::default(), Seen::default()];
    for (turn, act) in acts.iter().enumerate() {
        match *act {
            Act::Draw(side, by) => {
                sides[usize::from(side)].draw(1 + u8::from(side), by, &format!("text {turn}"));
            }
            Act::Approve(side, which) => {
                let (seen, station) = (&mut sides[usize::from(side)], 1 + u8::from(side));
                let name = seen.state().versions().get(which).map(|version| version.name.clone());
                if let Some(record) = name.and_then(|name| seen.try_approve(9, &name).ok()) {
                    seen.say(station, 9, record);
                }
            }
            Act::Withdraw(side, which) => {
                let (seen, station) = (&mut sides[usize::from(side)], 1 + u8::from(side));
                let state = seen.state();
                let back_to = state.versions().get(which);
                let digest = state.withdrawal_digest(back_to);
                let name = back_to.map(|version| version.name.as_str());
                if let Ok(record) = withdraw_template(&state, name, &digest, "r", "质") {
                    seen.say(station, 9, record);
                }
            }
            Act::Meet => {
                let met = sides[0].with(&sides[1]);
                let mut facts = met.facts;
                facts.sort_by_key(|fact| (*fact.stamp.station.bytes(), fact.stamp.seq));
                facts.dedup_by_key(|fact| (*fact.stamp.station.bytes(), fact.stamp.seq));
                sides =
                    [Seen { facts: facts.clone(), ..sides[0].clone() }, Seen { facts, ..sides[1].clone() }];
            }
        }
    }
    sides[0].with(&sides[1])
}

proptest! {
    #[test]
    fn the_same_entries_in_any_order_give_the_same(
        acts in proptest::collection::vec(act(), 1..24),
        seed in any::<u64>(),
    ) {
        let seen = story(&acts);
        let mut shuffled = seen.clone();
        let length = shuffled.facts.len();
        for i in (1..length).rev() {
            shuffled.facts.swap(i, (seed.rotate_left(i as u32) as usize) % (i + 1));
        }
        shuffled.facts.extend(seen.facts.iter().take(3).cloned());
        prop_assert_eq!(shuffled.state(), seen.state());
        if let Some(version) = seen.state().in_force() {
            prop_assert!(version.is_approved());
            prop_assert!(version.approvals.iter().all(|a| a.stamp.operator != version.drawn.stamp.operator));
        }
    }
}
