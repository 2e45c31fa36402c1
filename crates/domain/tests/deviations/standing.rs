//! What a deviation means for a unit, where the two came to a station by different ways or from two stations.

use crate::{
    CLOSER, DOER, ID, ONE, OTHER, QUALITY, REPORTER, at, classified, closed, context, fold, investigated,
    planned, reported, settled, text, unit,
};
use domain::decide;
use domain::deviation::{Standing, is_unsettled};
use domain::record::*;
use domain::unit::{Contest, ContestKind, UnitState};
use domain::*;

#[test]
fn of_two_closings_made_without_knowing_of_each_other_the_graver_counts() {
    let ready = vec![reported(), classified(2, DeviationClass::Major), investigated(3)];
    let closing = |fitness, name: &str| {
        let said = |donation| UnitConclusion { donation, fitness, note: text("n") };
        let units = vec![said(ONE), said(OTHER)];
        let digest = fold(&ready).closing_digest("c", &units);
        let context = context(CLOSER, 500);
        decide::close_deviation(&fold(&ready), ("c", units), (&digest, name), &context).unwrap()
    };
    for (first, second) in [(UnitFitness::Unfit, UnitFitness::Fit), (UnitFitness::Fit, UnitFitness::Unfit)] {
        let both = vec![at(10, CLOSER, closing(first, "A")), at(11, CLOSER, closing(second, "B"))];
        let facts = [ready.clone(), both].concat();
        let deviation = fold(&facts);
        assert_eq!(deviation.standing_of(ONE), Standing::Unfit);
        let said = deviation
            .conclusions_of(ONE)
            .map(|(closing, unit)| (closing.signed.record.name.clone(), unit.fitness));
        assert_eq!(said.collect::<Vec<_>>(), [(text("A"), first), (text("B"), second)]);
        let begun = at(1, REPORTER, decide::deviate_unit(ID, "transport"));
        let state = unit(&[begun, settled(10, first), settled(11, second)]);
        assert_eq!(state.standing_under(ID), Some(Standing::Unfit), "the unit says the same");
        // Whatever comes beside them makes both void, a re-opening ends both.
        let late = fold(&[facts.clone(), vec![planned(12, "late")]].concat());
        assert!(!late.closed && late.closings.iter().all(|closing| closing.voided));
        let reopened = at(12, QUALITY, decide::reopen_deviation(&deviation, "r").unwrap());
        let reopened = fold(&[facts, vec![reopened]].concat());
        assert!(reopened.closings.iter().all(|closing| closing.reopened && !closing.voided));
        assert_eq!((reopened.closed, reopened.standing_of(ONE)), (false, Standing::Open));
    }
}

#[test]
fn review_release_and_certificate_stop_where_unit_and_deviation_do_not_agree() {
    use UnitFitness::{Fit, Unfit};
    let begun = || at(1, REPORTER, decide::deviate_unit(ID, "transport"));
    let ready = vec![reported(), classified(2, DeviationClass::Minor)];
    let whole = closed(&ready, 10);
    let voided = [whole.clone(), vec![planned(11, "late")]].concat();
    let again = [whole.clone(), vec![at(11, QUALITY, decide::reopen_deviation(&fold(&whole), "r").unwrap())]];
    let (open, unfit) = (Some(Code::DeviationOpen), Some(Code::DeviationUnfit));
    let unsettled = Some(Code::DeviationUnsettled);
    // What is known of the deviation, which calls ONE fit and OTHER unfit; what the unit's own record says; of which unit.
    for (what, known, own, donation, then) in [
        ("open", Some(ready.clone()), vec![begun()], ONE, open),
        ("closed, the unit unfit", Some(whole.clone()), vec![begun(), settled(10, Unfit)], OTHER, unfit),
        ("closed, the unit fit", Some(whole.clone()), vec![begun(), settled(10, Fit)], ONE, None),
        ("its closing is void", Some(voided.clone()), vec![begun(), settled(10, Fit)], ONE, unsettled),
        ("void, and the unit was unfit", Some(voided), vec![begun(), settled(10, Unfit)], OTHER, unfit),
        ("opened again elsewhere", Some(again.concat()), vec![begun(), settled(10, Fit)], ONE, unsettled),
        ("the deviation has not arrived", None, vec![begun(), settled(10, Fit)], ONE, unsettled),
        ("it has not, and is open", None, vec![begun()], ONE, open),
        ("the unit's record has not arrived", Some(ready), vec![], ONE, unsettled),
        ("neither has the conclusion", Some(whole.clone()), vec![begun()], ONE, open),
        ("another conclusion is graver", Some(whole), vec![begun(), settled(10, Fit)], OTHER, unsettled),
        ("none concerns it", None, vec![], ONE, None),
    ] {
        let signed = |meaning| ContentSigned {
            digest: UnitState::fold(donation, own.clone()).signing_digest(meaning),
            name: text("刘"),
            meaning,
        };
        let facts = [
            own.clone(),
            vec![
                at(30, QUALITY, Record::ReviewSigned(signed(Meaning::Review))),
                at(31, DOER, Record::UnitReleased(signed(Meaning::Release))),
            ],
        ]
        .concat();
        let (fresh, released) = (UnitState::fold(donation, own.clone()), UnitState::fold(donation, facts));
        let known = known.map(|facts| fold(&facts).standing_of(donation));
        let contest = Contest {
            kind: ContestKind::DeviationUnsettled,
            about: ID.to_string(),
            units: vec![donation],
            lost: false,
        };
        let contests: Vec<Contest> =
            is_unsettled(fresh.standing_under(ID), known).then_some(contest).into_iter().collect();
        // For a review and for a release.
        for state in [&fresh, &released] {
            let blockers = decide::blockers(state, &contests, &context(QUALITY, 9));
            let found = blockers.iter().filter(|blocker| blocker.code.as_str().starts_with("deviation."));
            let found: Vec<_> = found.map(|b| (b.code, b.subject.as_str())).collect();
            assert_eq!(found, then.map(|code| (code, "ABABABAB")).into_iter().collect::<Vec<_>>(), "{what}");
        }
        let certificate = decide::issue_certificate(&released, &contests, None).map_err(|r| r.code);
        let stops = then == unsettled;
        assert_eq!(certificate.err(), then.filter(|_| stops), "the certificate: {what}");
        // What was reviewed is on hold as well; what is at work goes on.
        assert_eq!(released.hold_reason(&contests).is_some(), stops, "{what}");
        assert!(fresh.hold_reason(&contests).is_none(), "{what}");
    }
}
