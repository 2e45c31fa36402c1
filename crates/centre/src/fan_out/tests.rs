use super::*;
use ledger::{StationId, SubjectId};
use proptest::prelude::*;

fn site(n: u8) -> SiteId {
    SiteId::from_bytes([n; 16])
}

fn scope(n: u8) -> Scope {
    Scope::Site(site(n))
}

fn subject(n: u8) -> Subject {
    Subject { kind: "unit".to_owned(), id: SubjectId::from_bytes([n; 16]) }
}

fn entry(seq: u64) -> EntryRef {
    EntryRef { station: StationId::from_bytes([1; 16]), seq }
}

fn arrival(seq: u64, about: u8, at: u8, to: &[u8]) -> Arrival {
    let routing = Routing { audience: Audience::Subject, sites: to.iter().copied().map(site).collect() };
    Arrival { entry: entry(seq), subject: subject(about), site: site(at), routing }
}

#[test]
fn reference_data_goes_to_its_own_feed_only() {
    let mut reference = arrival(1, 9, 1, &[]);
    reference.routing.audience = Audience::Reference;
    let fan = fan_out(&HashMap::new(), &[reference]);
    assert_eq!(fan.appends, BTreeMap::from([(Scope::Reference, vec![Item::Entry(entry(1))])]));
    assert!(fan.entered.is_empty());
}

#[test]
fn a_shipped_subject_takes_its_history_along() {
    let before = HashMap::from([(subject(9), BTreeSet::from([scope(1)]))]);
    let fan = fan_out(&before, &[arrival(5, 9, 1, &[]), arrival(6, 9, 1, &[2]), arrival(7, 9, 1, &[])]);
    let all = [5, 6, 7].map(|seq| Item::Entry(entry(seq)));
    let shipped = [vec![Item::History(subject(9))], all.to_vec()].concat();
    assert_eq!(fan.appends, BTreeMap::from([(scope(1), all.to_vec()), (scope(2), shipped)]));
    assert_eq!(fan.entered, [(subject(9), scope(2))]);
    assert_eq!(fan.histories(), BTreeSet::from([&subject(9)]));
}

proptest! {
    /// Each scope that a subject is in ends with exactly the subject's entries, in order, however pages are cut.
    #[test]
    fn every_cut_gives_the_same_feeds(
        moves in proptest::collection::vec((0_u8..3, 0_u8..3, proptest::collection::vec(0_u8..4, 0..2)), 1..40),
        page in 1_usize..10,
    ) {
        let arrivals: Vec<Arrival> =
            moves.iter().zip(1..).map(|((about, at, to), seq)| arrival(seq, *about, *at, to)).collect();
        let mut scopes = HashMap::<Subject, BTreeSet<Scope>>::new();
        let mut feeds = BTreeMap::<Scope, Vec<EntryRef>>::new();
        let mut stored = Vec::<&Arrival>::new();
        for part in arrivals.chunks(page) {
            let fan = fan_out(&scopes, part);
            for (scope, items) in fan.appends {
                for item in items {
                    match item {
                        Item::Entry(entry) => feeds.entry(scope).or_default().push(entry),
                        Item::History(about) => feeds.entry(scope).or_default()
                            .extend(stored.iter().filter(|a| a.subject == about).map(|a| a.entry)),
                    }
                }
            }
            for (about, scope) in fan.entered {
                prop_assert!(scopes.entry(about).or_default().insert(scope));
            }
            stored.extend(part);
        }
        for (about, entered) in scopes {
            let want: Vec<EntryRef> = arrivals.iter().filter(|a| a.subject == about).map(|a| a.entry).collect();
            for scope in entered {
                let got: Vec<EntryRef> = feeds[&scope].iter().copied()
                    .filter(|entry| want.contains(entry)).collect();
                prop_assert_eq!(&got, &want);
            }
        }
    }
}
