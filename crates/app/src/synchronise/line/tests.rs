use super::*;
use store::DatabaseKey;

const AUTHORITY_PEM: &str = include_str!("authority.pem");

fn line(proxy_url: &str, ca_pem: &str, away_hours: u32) -> CentreLine {
    CentreLine { proxy_url: proxy_url.to_owned(), ca_pem: ca_pem.to_owned(), metered: true, away_hours }
}

fn store(folder: &tempfile::TempDir) -> Store {
    Store::open(&folder.path().join("bank.db"), &DatabaseKey::from_bytes([7; 32])).unwrap()
}

#[test]
fn a_line_is_kept_as_it_was_set_and_a_bad_one_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder);
    assert_eq!(read(&store).unwrap(), CentreLine { metered: false, ..line("", "", 24) });
    let good = line("http://proxy.example:3128", AUTHORITY_PEM.trim(), 720);
    write(&mut store, &good).unwrap();
    assert_eq!(read(&store).unwrap(), good);
    for (bad, field) in [
        (line("http://", "", 24), "proxy_url"),
        (line("", "no certificate", 24), "ca_pem"),
        (line("", &AUTHORITY_PEM.replacen('A', "!", 9), 24), "ca_pem"),
        (line("", "", 0), "away_hours"),
        (line("", "", 2_161), "away_hours"),
    ] {
        let problem = write(&mut store, &bad).unwrap_err();
        assert_eq!(problem.field.as_deref(), Some(field), "{problem}");
    }
    assert_eq!(read(&store).unwrap(), good);
    write(&mut store, &CentreLine { metered: false, ..line("", "", 24) }).unwrap();
    assert!(!is_metered(&store).unwrap());
}

#[test]
fn what_waits_grows_old_after_the_hours_that_are_set_and_too_old_after_seven_times_as_many() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder);
    write(&mut store, &line("", "", 2)).unwrap();
    assert_eq!(age(&store, None, 100 * HOUR_MS).unwrap(), WaitingAge::Young);
    for (hours, expected) in [
        (0, WaitingAge::Young),
        (1, WaitingAge::Young),
        (2, WaitingAge::Old),
        (13, WaitingAge::Old),
        (14, WaitingAge::TooOld),
    ] {
        assert_eq!(age(&store, Some(5), 5 + hours * HOUR_MS).unwrap(), expected, "{hours}");
    }
    // A bank that worked alone for long has just become known, or its centre was put back.
    for setting in [CONNECTED_MS, CENTRE_BEHIND_MS] {
        let now_ms = 1_000 * HOUR_MS;
        assert_eq!(age(&store, Some(5), now_ms).unwrap(), WaitingAge::TooOld);
        store.set_setting(setting, now_ms.to_string().as_bytes()).unwrap();
        assert_eq!(age(&store, Some(5), now_ms + HOUR_MS).unwrap(), WaitingAge::Young, "{setting}");
        assert_eq!(age(&store, Some(5), now_ms + 2 * HOUR_MS).unwrap(), WaitingAge::Old, "{setting}");
        store.remove_setting(setting).unwrap();
    }
    // A clock that was set back makes nothing old.
    assert_eq!(age(&store, Some(HOUR_MS), 0).unwrap(), WaitingAge::Young);
}
