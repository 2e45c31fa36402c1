//! Actions that go to another person, have another day, or are wanted no more.

use crate::{
    DOER, QUALITY, REPORTER, at, checked, classified, context, done, fold, investigated, planned, reported,
    text,
};
use domain::decide;
use domain::deviation::Deviation;
use domain::record::*;
use domain::unit::Fact;
use domain::*;

pub fn changed(at_ms: i64, key: &str, responsible: PersonId, due_ms: i64) -> Fact {
    let record = ActionChanged {
        key: text(key),
        responsible,
        due_on: format!("d{due_ms}"),
        due_ms,
        reason: text("r"),
    };
    at(at_ms, QUALITY, Record::ActionChanged(record))
}

pub fn withdrawn(at_ms: i64, key: &str) -> Fact {
    at(at_ms, QUALITY, Record::ActionWithdrawn(ActionWithdrawn { key: text(key), reason: text("r") }))
}

/// A deviation of that class with an action, and what came after.
fn begun(class: DeviationClass, after: &[Fact]) -> Deviation {
    let begun = [reported(), classified(2, class), investigated(3), planned(4, "k")];
    fold(&[&begun, after].concat())
}

#[test]
fn a_withdrawn_action_is_waited_for_no_more_and_done_all_the_same_it_counts_as_done() {
    use DeviationClass::{Critical, Major};
    use DeviationStage::{Action, Check, Closing};
    for (what, class, after, then, due) in [
        ("planned", Major, vec![], Action, Some(1_000)),
        ("withdrawn", Major, vec![withdrawn(5, "k")], Closing, None),
        ("a critical one wants another", Critical, vec![withdrawn(5, "k")], Action, None),
        (
            "which is done",
            Critical,
            vec![withdrawn(5, "k"), planned(6, "l"), done(7, "l"), checked(8, "l", true)],
            Closing,
            None,
        ),
        ("one of two", Major, vec![planned(5, "l"), withdrawn(6, "k")], Action, Some(1_000)),
        ("done where nobody had heard of it", Major, vec![withdrawn(5, "k"), done(6, "k")], Check, None),
        (
            "withdrawn where nobody had heard that it is done",
            Major,
            vec![done(5, "k"), withdrawn(6, "k")],
            Check,
            None,
        ),
        (
            "done, and it did not help",
            Major,
            vec![withdrawn(5, "k"), done(6, "k"), checked(7, "k", false)],
            Action,
            Some(1_000),
        ),
        ("another day", Major, vec![changed(5, "k", DOER, 700)], Action, Some(700)),
        (
            "and another",
            Major,
            vec![changed(5, "k", DOER, 700), changed(6, "k", DOER, 900)],
            Action,
            Some(900),
        ),
        (
            "nothing is known of it",
            Major,
            vec![changed(5, "x", DOER, 700), withdrawn(6, "x")],
            Action,
            Some(1_000),
        ),
    ] {
        let deviation = begun(class, &after);
        assert_eq!((deviation.stage(), deviation.next_due_ms()), (then, due), "{what}");
    }
    let deviation = begun(Major, &[changed(5, "k", REPORTER, 700), withdrawn(6, "k")]);
    let action = deviation.action("k").unwrap();
    assert_eq!(action.assigned(), (REPORTER, "d700", 700));
    assert_eq!((action.planned.record.responsible, action.withdrawals.len()), (DOER, 1), "nothing is lost");
}

#[test]
fn an_action_is_changed_or_withdrawn_with_a_reason_until_it_is_done() {
    let open = begun(DeviationClass::Major, &[]);
    let finished = begun(DeviationClass::Major, &[done(5, "k")]);
    let gone = begun(DeviationClass::Major, &[withdrawn(5, "k")]);
    let failed = begun(DeviationClass::Major, &[done(5, "k"), checked(6, "k", false)]);
    // The action was planned for "d", which ended at 1000.
    for (what, deviation, key, person, due, reason, now_ms, then) in [
        ("another person", &open, "k", REPORTER, ("d", 1_000), "r", 9, Ok(())),
        ("another day", &open, "k", DOER, ("e", 2_000), "r", 9, Ok(())),
        ("both", &open, "k", REPORTER, ("e", 2_000), "r", 9, Ok(())),
        ("did not help", &failed, "k", REPORTER, ("d", 1_000), "r", 9, Ok(())),
        ("overdue, to another person", &open, "k", REPORTER, ("d", 1_000), "r", 5_000, Ok(())),
        ("to a day that has passed", &open, "k", DOER, ("e", 2_000), "r", 5_000, Err(Code::ActionDuePast)),
        ("nothing new", &open, "k", DOER, ("d", 1_000), "r", 9, Err(Code::ActionUnchanged)),
        ("no reason", &open, "k", REPORTER, ("d", 1_000), " ", 9, Err(Code::Empty)),
        ("unknown", &open, "x", REPORTER, ("d", 1_000), "r", 9, Err(Code::ActionUnknown)),
        ("done", &finished, "k", REPORTER, ("d", 1_000), "r", 9, Err(Code::ActionDoneBefore)),
        ("withdrawn", &gone, "k", REPORTER, ("d", 1_000), "r", 9, Err(Code::ActionWithdrawn)),
    ] {
        let context = context(QUALITY, now_ms);
        let found = decide::change_action(deviation, key, (person, due), reason, &context);
        assert_eq!(found.map(|_| ()).map_err(|refusal| refusal.code), then, "changed: {what}");
    }
    for (what, deviation, key, reason, then) in [
        ("open", &open, "k", "r", Ok(())),
        ("did not help", &failed, "k", "r", Ok(())),
        ("no reason", &open, "k", " ", Err(Code::Empty)),
        ("unknown", &open, "x", "r", Err(Code::ActionUnknown)),
        ("done", &finished, "k", "r", Err(Code::ActionDoneBefore)),
        ("twice", &gone, "k", "r", Err(Code::ActionWithdrawn)),
    ] {
        let found = decide::withdraw_action(deviation, key, reason);
        assert_eq!(found.map(|_| ()).map_err(|refusal| refusal.code), then, "withdrawn: {what}");
    }
    let found = decide::do_action(&gone, "k", "n").map(|_| ()).map_err(|refusal| refusal.code);
    assert_eq!(found, Err(Code::ActionWithdrawn));
}
