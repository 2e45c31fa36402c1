//! The primary of the centre's database is lost while stations send, and an operator promotes the standby. Nobody restarts the
//! centre or tells the stations; whatever they have a receipt for is there.

use crate::station::Station;
use crate::sync::{join, settled};
use cordkeep_tests::{Centre, Postgres, until};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use tempfile::TempDir;

const NAME: &str = "failover";

/// A centre on a primary with a synchronous standby, and two stations of a bank.
struct Pair {
    stations: [Station; 2],
    centre: Centre,
    primary: Postgres,
    standby: Postgres,
    _folder: TempDir,
}

impl Pair {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let primary = Postgres::start().unwrap();
        primary.create_database(NAME).unwrap();
        let standby = Postgres::start_standby(&primary).unwrap();
        let mut centre = Centre::of(primary.address_of_either(&standby, NAME)).unwrap();
        centre.command(&["init"]).unwrap();
        centre.start_again().unwrap();
        let first = Station::create(&folder.path().join("first"));
        let code = centre.code_for_new_bank().unwrap();
        first.ask("sync.connect", json!({ "centre_url": centre.url(), "code": code }));
        first.0.start_background();
        first.hire("nurse", "李护士", &["nurse"]);
        first.hire("quality", "刘质控", &["quality"]);
        first.approve_procedures("quality");
        first.sign_in("admin");
        settled(&first);
        let site = first.ask("admin.overview", json!({}))["sites"][0]["site"].clone();
        let second = join(&centre, folder.path(), "second", &site);
        settled(&second);
        for station in [&first, &second] {
            station.sign_in("nurse");
        }
        Self { stations: [first, second], centre, primary, standby, _folder: folder }
    }

    fn settle(&self) {
        self.stations.iter().chain(&self.stations).for_each(settled);
    }

    /// Lets both stations record until something has happened.
    fn under_load<T>(&self, happening: impl FnOnce() -> T) -> T {
        let enough = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for station in &self.stations {
                let enough = &enough;
                scope.spawn(move || {
                    while !enough.load(Ordering::Relaxed) {
                        station.consented("王五");
                    }
                });
            }
            let done = happening();
            enough.store(true, Ordering::Relaxed);
            done
        })
    }

    fn waiting(&self) -> Vec<u64> {
        self.stations.iter().map(waiting).collect()
    }

    fn verified(&self) {
        let chains = self.centre.command(&["verify"]).unwrap();
        assert_eq!(chains.len(), 2);
        assert!(chains.iter().all(|chain| chain["good"] == true), "{chains:?}");
    }
}

fn waiting(station: &Station) -> u64 {
    station.ask("sync.status", json!({}))["waiting"].as_u64().unwrap()
}

/// How far the chain of each station is held, in the order of their enrolment.
fn heads(postgres: &Postgres) -> Vec<u64> {
    let said = postgres.query(NAME, "SELECT head_seq FROM station ORDER BY enrolled_ms").unwrap();
    said.lines().map(|line| line.parse().unwrap()).collect()
}

/// What a chain is up to an entry.
fn digest(postgres: &Postgres, (station, last): (usize, u64)) -> String {
    let sql = format!(
        "SELECT count(*), md5(string_agg(encode(hash, 'hex'), '' ORDER BY seq)) FROM entry JOIN
             (SELECT station_id FROM station ORDER BY enrolled_ms OFFSET {station} LIMIT 1) AS one USING (station_id)
         WHERE seq <= {last}"
    );
    postgres.query(NAME, &sql).unwrap()
}

/// Loses the primary under load, promotes the standby, and gives how far each station had a receipt when that happened.
fn lose(pair: &Pair, how: fn(&Postgres)) -> Vec<u64> {
    let before = heads(&pair.primary);
    pair.under_load(|| {
        until("both to send", || {
            let now = heads(&pair.primary);
            Ok(now.iter().zip(&before).all(|(now, before)| *now > before + 30).then_some(()))
        })
        .unwrap();
        how(&pair.primary);
    });
    // Of what they recorded up to here, this has no receipt, and gets none before the standby is promoted.
    let waiting = pair.waiting();
    until("the standby to have read what it received", || {
        let read = "SELECT pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()";
        Ok((pair.standby.query(NAME, read)?.trim() == "t").then_some(()))
    })
    .unwrap();
    let kept = heads(&pair.standby);
    pair.standby.promote().unwrap();
    pair.settle();
    let all = heads(&pair.standby);
    assert_eq!(pair.waiting(), [0, 0]);
    let acknowledged: Vec<u64> = all.iter().zip(&waiting).map(|(all, waiting)| all - waiting).collect();
    for station in 0..2 {
        assert!(
            kept[station] >= acknowledged[station] && acknowledged[station] > before[station],
            "acknowledged {acknowledged:?}, kept {kept:?}, before {before:?}"
        );
    }
    pair.verified();
    assert_eq!(pair.centre.command(&["alarms"]).unwrap(), Vec::<Value>::new());
    acknowledged
}

// requirement: Annex 11 §16
#[test]
fn a_standby_takes_over_from_a_primary_that_was_killed() {
    let mut pair = Pair::start();
    let acknowledged = lose(&pair, |primary| primary.kill().unwrap());
    // It comes back unasked, as a machine does that was repaired, and would take commits alone.
    pair.primary.start_again().unwrap();
    pair.primary.wait_for_standbys("").unwrap();
    for end in acknowledged.iter().copied().enumerate() {
        assert_eq!(digest(&pair.primary, end), digest(&pair.standby, end));
    }
    let former = heads(&pair.primary);
    pair.centre.stop().unwrap();
    pair.centre.start_again().unwrap();
    let before: BTreeMap<usize, u64> = heads(&pair.standby).into_iter().enumerate().collect();
    pair.under_load(|| {
        until("new entries at the one that took over", || {
            let now = heads(&pair.standby);
            Ok(before.iter().all(|(station, before)| now[*station] > *before).then_some(()))
        })
        .unwrap();
    });
    pair.settle();
    // Not even when it is the only one that answers.
    pair.standby.kill().unwrap();
    let log = pair.centre.log().unwrap().len();
    pair.stations[0].consented("王五");
    until("the centre to have asked the former primary", || {
        Ok(pair.centre.log()?[log..].contains("a later primary took over").then_some(()))
    })
    .unwrap();
    assert!(waiting(&pair.stations[0]) > 0);
    pair.standby.start_again().unwrap();
    pair.settle();
    assert_eq!(pair.waiting(), [0, 0]);
    assert_eq!(heads(&pair.primary), former, "the former primary was written to");
    pair.verified();
}

// requirement: Annex 11 §16
#[test]
fn a_standby_takes_over_from_a_primary_that_hangs() {
    let pair = Pair::start();
    lose(&pair, |primary| primary.freeze().unwrap());
}

#[test]
fn what_only_a_lost_primary_had_is_acknowledged_to_nobody() {
    let pair = Pair::start();
    let [station, _] = &pair.stations;
    pair.settle();
    let before = heads(&pair.primary);
    pair.standby.stop().unwrap();
    station.consented("王五");
    station.ask("sync.now", json!({}));
    let somebody_waits = || {
        until("a commit that waits for the standby", || {
            let sql = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
            Ok((pair.primary.query(NAME, sql)?.trim() != "0").then_some(()))
        })
        .unwrap();
    };
    somebody_waits();
    assert!(waiting(station) > 0, "acknowledged without the standby");
    // A crash in between: the primary shows now what it had committed alone.
    pair.primary.kill().unwrap();
    pair.primary.start_again().unwrap();
    assert!(heads(&pair.primary) > before, "nothing was committed");
    let log = pair.centre.log().unwrap().len();
    station.ask("sync.now", json!({}));
    somebody_waits();
    until("the station to be told to come again", || {
        Ok(pair.centre.log()?[log..].contains("sync.busy").then_some(()))
    })
    .unwrap();
    assert!(waiting(station) > 0, "acknowledged after the crash without the standby");
    pair.primary.kill().unwrap();
    pair.standby.start_again().unwrap();
    assert_eq!(heads(&pair.standby), before);
    pair.standby.promote().unwrap();
    pair.settle();
    assert_eq!(pair.waiting(), [0, 0]);
    assert!(heads(&pair.standby) > before);
    pair.verified();
}
