//! The audit list: every entry exactly once under every filter, whatever the clocks said and in whatever order entries
//! came; and nothing else changes by it.

use crate::support::*;
use domain::audit::Mark;
use domain::record::*;
use domain::*;
use proptest::prelude::*;
use store::Store;
use store::ledger::{BootId, ClockEvidence, Entry};
use store::query::{AuditCursor, AuditFilter, AuditRow};

fn person(number: u8) -> PersonId {
    PersonId::from_bytes([number; 16])
}

/// Entries of two stations with clocks that stand still, run back and jump; some with a second person.
fn written(folder: &std::path::Path, seed: u64) -> Vec<Entry> {
    let mut dice = Dice::new(seed);
    let mut all = Vec::new();
    for number in [1, 2] {
        let mut store = station(folder, number);
        let mut wall_ms = 1_000_000;
        for step in 0..40u8 {
            wall_ms += [0, 0, 5, 5, 400, 400_000, -400_000][dice.below(7)];
            let subject = u8::try_from(dice.below(5)).unwrap() + 10;
            let mut record = match dice.below(5) {
                0 => enrolled(subject, "a"),
                1 => result(subject, u32::try_from(dice.below(99)).unwrap()),
                2 => {
                    let attempt = SignInAttempted { person: person(7), success: dice.below(2) == 0 };
                    new([200 + step % 50; 16], Record::SignInAttempted(attempt))
                }
                3 => {
                    new([subject; 16], Record::HoldLifted(HoldLifted { key: "k".into(), reason: "r".into() }))
                }
                _ => stored(subject, &format!("T01-R01-S{step:03}")),
            };
            record.operator = [None, Some(person(7)), Some(person(8))][dice.below(3)];
            record.second = [None, Some(person(7)), Some(person(9))][dice.below(3)];
            let clock = ClockEvidence {
                wall_ms,
                monotonic_ms: u64::from(step) * 100,
                boot: BootId::from_bytes([number; 16]),
                offset_ms: None,
                offset_age_ms: None,
            };
            store.append_each(vec![(record, clock)], 1).unwrap();
        }
        all.extend(entries(&store));
    }
    all
}

fn paged(store: &Store, filter: &AuditFilter, limit: u32) -> Vec<AuditRow> {
    let (mut found, mut after): (Vec<AuditRow>, Option<AuditCursor>) = (Vec::new(), None);
    loop {
        let page = store.list_audit(filter, after, limit).unwrap();
        assert!(page.len() <= limit as usize);
        let Some(last) = page.last() else { return found };
        after = Some(last.cursor());
        found.extend(page);
    }
}

/// What a filter means, said without any index.
fn matches(filter: &AuditFilter, row: &AuditRow) -> bool {
    let header = &row.header;
    let wall_ms = header.clock.wall_ms;
    let acts = |id: PersonId| {
        let acted =
            [header.actors.operator, header.actors.second].iter().flatten().any(|a| a.bytes() == id.bytes());
        acted || matches!(&row.record, Some(Record::SignInAttempted(attempt)) if attempt.person == id)
    };
    let marked = |mark: Mark| match mark {
        Mark::ClockJump => row.doubts.iter().any(|doubt| doubt.is_jump()),
        other => domain::audit::marks(row.record.as_ref().unwrap(), wall_ms).contains(&other),
    };
    filter.subjects.as_ref().is_none_or(|subjects| subjects.contains(header.subject.id.bytes()))
        && filter.person.is_none_or(acts)
        && filter.station.is_none_or(|station| station.bytes() == header.station.bytes())
        && filter.from_ms.is_none_or(|from_ms| wall_ms >= from_ms)
        && filter.until_ms.is_none_or(|until_ms| wall_ms < until_ms)
        && (filter.kinds.is_empty() || filter.kinds.contains(&header.kind))
        && filter.mark.is_none_or(marked)
}

fn a_filter() -> impl Strategy<Value = AuditFilter> {
    let maybe = |values: Vec<u8>| prop::option::weighted(0.4, prop::sample::select(values));
    let kind = prop::sample::select(vec![
        "mother.enrolled",
        "result.recorded",
        "sign_in.attempted",
        "unit.stored",
        "no.such",
    ]);
    let moment = || prop::option::weighted(0.3, -1_000_000i64..4_000_000);
    let mark =
        prop::sample::select(vec![Mark::Exception, Mark::FailedSignIn, Mark::ClockJump, Mark::Correction]);
    (
        prop::option::weighted(0.3, prop::collection::vec(8u8..16, 0..4)),
        maybe(vec![7, 8, 9, 99]),
        maybe(vec![1, 2, 3]),
        (moment(), moment()),
        prop::collection::vec(kind, 0..3),
        prop::option::weighted(0.3, mark),
    )
        .prop_map(|(subjects, who, station, (from_ms, until_ms), kinds, mark)| AuditFilter {
            subjects: subjects.map(|all| all.into_iter().map(|one| [one; 16]).collect()),
            person: who.map(person),
            station: station.map(|number| StationId::from_bytes([number; 16])),
            from_ms,
            until_ms,
            kinds: kinds.into_iter().map(str::to_owned).collect(),
            mark,
        })
}

fn names(rows: &[AuditRow]) -> Vec<AuditCursor> {
    rows.iter().map(AuditRow::cursor).collect()
}

#[test]
fn paging_visits_each_entry_exactly_once_under_every_filter() {
    let folder = tempfile::tempdir().unwrap();
    let all = written(folder.path(), 1);
    let mut reader = open(&folder.path().join("reader.db"));
    reader.ingest(all.iter()).unwrap();
    let everything = paged(&reader, &AuditFilter::default(), 500);
    assert_eq!(everything.len(), all.len());
    let digest = reader.projection_digest().unwrap();
    let config = ProptestConfig { cases: 300, ..ProptestConfig::default() };
    proptest!(config, |(filter in a_filter(), limit in 1u32..40)| {
        let mut expected = names(&everything.iter().filter(|row| matches(&filter, row)).cloned().collect::<Vec<_>>());
        expected.sort_unstable();
        expected.reverse();
        prop_assert_eq!(names(&paged(&reader, &filter, limit)), expected, "{:?}", filter);
    });
    assert_eq!(reader.projection_digest().unwrap(), digest);
}

#[test]
fn arrival_in_any_order_and_a_rebuild_give_the_same_marks() {
    let folder = tempfile::tempdir().unwrap();
    let all = written(folder.path(), 2);
    let marks = [Mark::Exception, Mark::FailedSignIn, Mark::ClockJump];
    let told = |store: &Store| {
        let of = |mark| names(&paged(store, &AuditFilter { mark: Some(mark), ..AuditFilter::default() }, 7));
        let by = |who| {
            names(&paged(store, &AuditFilter { person: Some(person(who)), ..AuditFilter::default() }, 7))
        };
        (marks.map(of), [7, 8, 9].map(by))
    };
    let mut expected = None;
    for seed in 0..20 {
        let mut order = all.clone();
        Dice::new(seed).shuffle(&mut order);
        let mut reader = open(&folder.path().join(format!("reader-{seed}.db")));
        for page in order.chunks(9) {
            reader.ingest(page.iter()).unwrap();
        }
        let found = told(&reader);
        assert!(found.0.iter().all(|marked| !marked.is_empty()), "every mark occurs");
        reader.rebuild().unwrap();
        assert_eq!(told(&reader), found, "rebuild, seed {seed}");
        assert_eq!(*expected.get_or_insert(found.clone()), found, "seed {seed}");
    }
}
