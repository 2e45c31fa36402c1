//! A result that is corrected: whatever the new value says, what was signed over the old one does not stand.

use super::{decide, input, record_as, typed, unit};
use domain::decide::ResultInput;
use domain::record::ContentSigned;
use domain::unit::HoldReason;
use domain::{Code, Meaning, Record, Role};

/// How far the unit had come when its result was corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Come {
    BeforeReview,
    Reviewed,
    Released,
}

/// What stands afterwards: the review, the release, and the hold that the unit is on by itself.
type Stands = (bool, bool, Option<HoldReason>);

fn first() -> Record {
    let recorded = decide(&unit(&[]), &input("tnc_post", "8.40", typed(Some("8.40")))).unwrap();
    Record::ResultRecorded(recorded)
}

fn signed(records: &[Record], meaning: Meaning) -> ContentSigned {
    ContentSigned { digest: unit(records).signing_digest(meaning), name: "刘".to_owned(), meaning }
}

/// The records of a unit that has come so far with its first result.
fn come(so_far: Come) -> Vec<Record> {
    let mut records = vec![first()];
    if so_far != Come::BeforeReview {
        records.push(Record::ReviewSigned(signed(&records, Meaning::Review)));
    }
    if so_far == Come::Released {
        records.push(Record::UnitReleased(signed(&records, Meaning::Release)));
    }
    records
}

fn corrected(records: &[Record], value: &str, reason: Option<&str>) -> Result<Record, Code> {
    let entry = typed(Some(value));
    let change = ResultInput { correction_reason: reason, ..input("tnc_post", value, entry) };
    record_as(&[Role::TestLab], &unit(records), &change).map_err(|refusal| refusal.code)
}

#[test]
fn a_corrected_result_voids_what_was_signed_over_the_one_before_it() {
    let (better, worse, same) = ("12.10", "1.10", "8.40");
    let changed = Some(HoldReason::ContentChangedAfterRelease);
    let table: [(Come, &str, Stands); 9] = [
        (Come::BeforeReview, better, (false, false, None)),
        (Come::BeforeReview, worse, (false, false, None)),
        (Come::BeforeReview, same, (false, false, None)),
        (Come::Reviewed, better, (false, false, None)),
        (Come::Reviewed, worse, (false, false, None)),
        (Come::Reviewed, same, (false, false, None)),
        (Come::Released, better, (false, false, changed)),
        (Come::Released, worse, (false, false, changed)),
        (Come::Released, same, (false, false, changed)),
    ];
    let mut wrong = Vec::new();
    for (so_far, value, expected) in table {
        let mut records = come(so_far);
        let before = unit(&records);
        let stood = (so_far != Come::BeforeReview, so_far == Come::Released, None);
        let stands = |state: &domain::unit::UnitState| -> Stands {
            (state.review().is_some(), state.release().is_some(), state.hold_reason(&[]))
        };
        assert_eq!(stands(&before), stood, "{so_far:?}: what was signed stands until then");
        if corrected(&records, value, None) != Err(Code::CorrectionReason) {
            wrong.push(format!("{so_far:?} {value}: without a reason"));
        }
        let new = corrected(&records, value, Some("read again")).unwrap();
        records.push(new);
        let state = unit(&records);
        if stands(&state) != expected {
            wrong.push(format!("{so_far:?} {value}: {:?}, not {expected:?}", stands(&state)));
        }
        let told: Vec<String> = state.results["tnc_post"]
            .iter()
            .filter_map(|result| result.record.number)
            .map(|n| n.to_string())
            .collect();
        if told != ["8.40", value] {
            wrong.push(format!("{so_far:?} {value}: both are told, {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
