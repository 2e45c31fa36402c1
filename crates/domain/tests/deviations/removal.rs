//! Units that a deviation named by mistake: who takes one out, what that signs, and what the unit's own record says then.

use crate::{
    CLOSER, DOER, ID, ONE, OTHER, QUALITY, REPORTER, STRANGER, at, classified, close, closed, context, fold,
    investigated, planned, reported, said_by, settled, text, unit,
};
use domain::decide;
use domain::deviation::{Deviation, Standing, hold_prefix, is_unsettled};
use domain::record::*;
use domain::unit::{Fact, UnitState};
use domain::*;

pub fn remove(deviation: &Deviation, unit: DonationId, by: PersonId) -> Result<Record, Code> {
    let digest = deviation.removal_digest(unit, "r");
    decide::remove_unit(deviation, (unit, "r"), (&digest, "刘"), &context(by, 500)).map_err(|r| r.code)
}

/// The unit is taken out of what these facts say.
fn removed(facts: &[Fact], at_ms: i64, unit: DonationId) -> Fact {
    at(at_ms, CLOSER, remove(&fold(facts), unit, CLOSER).unwrap())
}

#[test]
fn a_unit_is_taken_out_by_who_may_close_the_deviation_over_what_was_shown() {
    use DeviationClass::{Critical, Major, Minor};
    let open = fold(&[reported(), classified(2, Major)]);
    let whole = fold(&closed(&[reported(), classified(2, Major), investigated(3)], 10));
    for (what, classes, by, then) in [
        ("unclassified, by its reporter", vec![], REPORTER, Err(Code::DeviationSamePerson)),
        ("unclassified, by another", vec![], QUALITY, Ok(())),
        ("minor, by the reporter alone", vec![(REPORTER, Minor)], REPORTER, Err(Code::DeviationAlone)),
        ("minor, classified by another", vec![(QUALITY, Minor)], REPORTER, Ok(())),
        ("major, by the reporter", vec![(QUALITY, Major)], REPORTER, Err(Code::DeviationSamePerson)),
        (
            "critical, by who classified",
            vec![(QUALITY, Critical)],
            QUALITY,
            Err(Code::DeviationClassifierCloses),
        ),
        ("critical, by a third", vec![(QUALITY, Critical)], CLOSER, Ok(())),
        (
            "minor by now, by its reporter",
            vec![(QUALITY, Major), (DOER, Minor)],
            REPORTER,
            Err(Code::DeviationSamePerson),
        ),
    ] {
        let said = (5..).zip(classes).map(|(at_ms, (by, class))| said_by(at_ms, by, class));
        let deviation = fold(&std::iter::once(reported()).chain(said).collect::<Vec<_>>());
        assert_eq!(remove(&deviation, ONE, by).map(|_| ()), then, "{what}");
    }
    assert_eq!(remove(&open, STRANGER, CLOSER).map(|_| ()), Err(Code::DeviationUnitGone));
    assert_eq!(remove(&whole, ONE, CLOSER).map(|_| ()), Err(Code::DeviationClosed));
    for (what, reason, unit, digest, then) in [
        ("another reason", "s", ONE, open.removal_digest(ONE, "r"), Code::ContentChanged),
        ("another unit", "r", OTHER, open.removal_digest(ONE, "r"), Code::ContentChanged),
        ("another state", "r", ONE, fold(&[reported()]).removal_digest(ONE, "r"), Code::ContentChanged),
        ("no reason", " ", ONE, open.removal_digest(ONE, " "), Code::Empty),
    ] {
        let found = decide::remove_unit(&open, (unit, reason), (&digest, "刘"), &context(CLOSER, 500));
        assert_eq!(found.unwrap_err().code, then, "{what}");
    }
}

#[test]
fn a_unit_that_was_taken_out_is_no_part_of_the_deviation_and_stays_to_be_seen() {
    let base = [reported(), classified(2, DeviationClass::Minor)];
    let out = removed(&base, 5, ONE);
    let [zero, two] = &base;
    let widened =
        at(6, QUALITY, Record::DeviationWidened(DeviationWidened { units: vec![ONE], reason: text("r") }));
    let (gone, both) = ((Standing::Removed, vec![OTHER]), (Standing::Open, vec![ONE, OTHER]));
    for (what, facts, then, voided) in [
        ("taken out", vec![zero.clone(), two.clone(), out.clone()], gone.clone(), vec![false]),
        (
            "something came after",
            vec![zero.clone(), two.clone(), out.clone(), planned(7, "k")],
            gone,
            vec![false],
        ),
        (
            "something stood beside it",
            vec![zero.clone(), two.clone(), planned(4, "k"), out.clone()],
            both,
            vec![true],
        ),
        (
            "named again",
            vec![zero.clone(), two.clone(), out.clone(), widened],
            (Standing::Open, vec![OTHER, ONE]),
            vec![false],
        ),
    ] {
        let deviation = fold(&facts);
        assert_eq!((deviation.standing_of(ONE), deviation.units.clone()), then, "{what}");
        assert_eq!(
            deviation.removals.iter().map(|removal| removal.voided).collect::<Vec<_>>(),
            voided,
            "{what}"
        );
        let seen: Vec<DonationId> = deviation.removed_units().collect();
        assert_eq!(seen, if then.0 == Standing::Removed { vec![ONE] } else { vec![] }, "{what}");
    }
    // A closing that had not heard of it does not count: what it says of the unit is of no deviation.
    let whole = closed(&base, 10);
    let late = fold(&[whole.clone(), vec![removed(&base, 11, ONE)]].concat());
    assert!(!late.closed && late.closings[0].voided && late.removal_of(ONE).is_some());
    // What is left is closed without it.
    let rest = fold(&[base.as_slice(), &[out]].concat());
    let conclusions = [UnitConclusion { donation: OTHER, fitness: UnitFitness::Fit, note: String::new() }];
    assert_eq!(
        decide::conclude(&rest, &conclusions, |_| text("din")).map_err(|r| r.code),
        Ok(conclusions.to_vec())
    );
    assert_eq!(close(&rest, CLOSER).map(|_| ()), Ok(()), "its stage is that of the others");
}

#[test]
fn the_units_own_record_lets_it_go_and_only_that_signature_lifts_the_hold_of_the_deviation() {
    use UnitFitness::{Fit, Unfit};
    let begun = |at_ms| at(at_ms, REPORTER, decide::deviate_unit(ID, "transport"));
    let out = |at_ms| {
        at(
            at_ms,
            CLOSER,
            Record::UnitDeviationRemoved(UnitDeviationRemoved { deviation: ID, reason: text("r") }),
        )
    };
    for (what, given, own, then) in [
        ("open", vec![begun(1)], Standing::Open, vec![Code::DeviationOpen]),
        ("taken out", vec![begun(1), out(2)], Standing::Removed, vec![]),
        ("found fit beside it", vec![begun(1), settled(2, Fit), out(3)], Standing::Removed, vec![]),
        (
            "unfit beside it",
            vec![begun(1), out(2), settled(3, Unfit)],
            Standing::Unfit,
            vec![Code::DeviationUnfit],
        ),
        (
            "unfit before it",
            vec![begun(1), settled(2, Unfit), out(3)],
            Standing::Unfit,
            vec![Code::DeviationUnfit],
        ),
        ("opened first", vec![begun(1), settled(2, Unfit), begun(3), out(4)], Standing::Removed, vec![]),
        ("named again", vec![begun(1), out(2), begun(3)], Standing::Open, vec![Code::DeviationOpen]),
    ] {
        let state = unit(&given);
        assert_eq!(state.standing_under(ID), Some(own), "{what}");
        let blockers = decide::blockers(&state, &[], &context(QUALITY, 9));
        let found = blockers
            .iter()
            .map(|blocker| blocker.code)
            .filter(|code| code.as_str().starts_with("deviation."));
        assert_eq!(found.collect::<Vec<_>>(), then, "{what}");
    }
    assert_ne!(
        unit(&[begun(1), out(2)]).content_digest,
        unit(&[begun(1)]).content_digest,
        "a review signs it"
    );

    let hold = |at_ms, key: String| at(at_ms, REPORTER, decide::hold(key, "n").unwrap());
    let held = [begun(1), hold(2, hold_prefix(ID) + "1"), hold(3, text("of-a-person"))];
    let deviation = fold(&[reported()]);
    let open = |state: &UnitState| {
        let open = state.holds.iter().filter(|hold| hold.lifted.is_none());
        open.map(|hold| hold.placed.record.key.clone()).collect::<Vec<_>>()
    };
    let put = |state: Option<&UnitState>, deviation: &Deviation| {
        decide::unit_removed(deviation, state, "r", "刘").unwrap()
    };
    let records = put(Some(&unit(&held)), &deviation);
    let after: Vec<Fact> = (10..).zip(records).map(|(at_ms, record)| at(at_ms, CLOSER, record)).collect();
    let state = unit(&[&held, after.as_slice()].concat());
    assert_eq!(open(&state), ["of-a-person"], "the hold of a person is that person's");
    assert_eq!(open(&unit(&[&held[..], &[out(9)]].concat())).len(), 2, "by the removal alone none ends");
    let lifted = state.holds[0].lifted.as_ref().unwrap();
    assert_eq!(
        (lifted.record.meaning, lifted.record.digest.clone()),
        (Meaning::HoldLifted, unit(&held).lifting_digest(&(hold_prefix(ID) + "1")).unwrap())
    );
    let kinds = |records: Vec<Record>| records.iter().map(Record::kind).collect::<Vec<_>>();
    assert_eq!(kinds(put(None, &deviation)), ["unit.deviation_removed"], "where the unit is not at hand");
    let whole = fold(&closed(&[reported(), classified(2, DeviationClass::Minor)], 10));
    assert_eq!(kinds(put(None, &whole)), ["unit.deviated", "unit.deviation_removed"]);
}

#[test]
fn unit_and_deviation_agree_where_one_of_them_has_heard_of_it() {
    use Standing::{Fit, Open, Removed, Unfit};
    for (own, deviation, then) in [
        (Some(Removed), Some(Removed), false),
        (Some(Removed), Some(Open), true),
        (Some(Removed), Some(Fit), true),
        (Some(Removed), None, true),
        (Some(Fit), Some(Removed), false),
        (Some(Open), Some(Removed), false),
        (Some(Unfit), Some(Removed), false),
        (None, Some(Removed), false),
        (None, Some(Open), true),
        (None, None, false),
        (Some(Fit), Some(Fit), false),
        (Some(Fit), Some(Open), true),
    ] {
        assert_eq!(is_unsettled(own, deviation), then, "{own:?} {deviation:?}");
    }
}

#[test]
fn a_unit_whose_removal_became_void_is_settled_by_the_closing_like_the_others() {
    use UnitFitness::Fit;
    let base = [reported(), classified(2, DeviationClass::Minor)];
    // Somebody had planned an action without hearing of the removal: it is void, and the unit is part of the deviation again.
    let voided = fold(&[base[0].clone(), base[1].clone(), planned(4, "k"), removed(&base, 5, ONE)]);
    assert_eq!((voided.removals[0].voided, voided.standing_of(ONE)), (true, Standing::Open));
    let begun = at(1, REPORTER, decide::deviate_unit(ID, "transport"));
    let out = Record::UnitDeviationRemoved(UnitDeviationRemoved { deviation: ID, reason: text("r") });
    let left = [begun, at(5, CLOSER, out)];
    assert_eq!(unit(&left).standing_under(ID), Some(Standing::Removed));
    let concluded = |donation| UnitConclusion { donation, fitness: Fit, note: String::new() };
    let settling = |donation| decide::settle_unit(&voided, &concluded(donation));
    let after: Vec<Fact> =
        (10..).zip(settling(ONE)).map(|(at_ms, record)| at(at_ms, CLOSER, record)).collect();
    let settled = unit(&[left.as_slice(), &after].concat());
    assert_eq!(settled.standing_under(ID), Some(Standing::Fit), "not that it was taken out");
    assert!(!is_unsettled(settled.standing_under(ID), Some(Standing::Fit)));
    let kinds = |records: Vec<Record>| records.iter().map(Record::kind).collect::<Vec<_>>();
    assert_eq!(kinds(settling(OTHER)), ["unit.deviation_settled"], "it was never taken out");
}
