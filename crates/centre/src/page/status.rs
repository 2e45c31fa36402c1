//! How a bank's stations stand: what the tables say of each, put together, and what of it somebody should look at.

use crate::db::alarm::{AlarmKind, AlarmRow};
use crate::db::heard::HeardRow;
use crate::db::name::{self, Name, Names};
use crate::db::station::{self, StationRow, Status};
use crate::db::{DbError, feed, heard, quarantine};
use ledger::{BankId, EntryHeader, SiteId};
use sqlx::PgConnection;
use std::collections::HashMap;
use sync::Scope;

use super::texts::{Locale, Texts};

/// Who has not called for so long is looked for.
const SILENT_MS: i64 = 24 * 3_600_000;
/// For so long it is said that the centre was behind what a station had sent.
const BEHIND_MS: i64 = 7 * 24 * 3_600_000;
/// A clock that is further off spoils recorded times.
const OFFSET_MS: u64 = 60_000;

/// A station's clock, as it said with its last entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Offset {
    /// The centre's clock minus the station's, milliseconds.
    pub(super) ms: i64,
    /// When it was measured, by the centre's clock.
    pub(super) at_ms: i64,
}

/// A station.
#[derive(Debug, Clone)]
pub(super) struct StationStatus {
    pub(super) row: StationRow,
    /// When it last asked for anything or sent something new.
    pub(super) heard_ms: Option<i64>,
    /// What it has not read yet of the reference data and of its site's feed; none where it never asked.
    pub(super) behind: [Option<u64>; 2],
    pub(super) offset: Option<Offset>,
    pub(super) version: Option<String>,
    pub(super) quarantined: i64,
}

/// A bank with its stations.
pub(super) struct BankStatus {
    pub(super) bank: BankId,
    pub(super) names: Names,
    pub(super) stations: Vec<StationStatus>,
}

impl BankStatus {
    /// What is known of a bank now.
    pub(super) async fn read(db: &mut PgConnection, bank: BankId) -> Result<Self, DbError> {
        let rows = station::list(db, Some(bank)).await?;
        let heard = heard::list(db, bank).await?;
        // Behind what was read: an end that is read later than a position is never below it.
        let ends = feed::list_ends(db, bank).await?;
        let headers = station::list_head_headers(db, bank).await?;
        let quarantined = quarantine::count_by_station(db, bank).await?;
        let names = name::of_bank(db, bank).await?;
        let stations = rows.into_iter().map(|row| {
            let heard = heard.get(&row.station).map(Vec::as_slice).unwrap_or_default();
            let quarantined = quarantined.get(&row.station).copied().unwrap_or(0);
            let header = headers.get(&row.station);
            assemble(row, heard, &ends, header, quarantined)
        });
        let stations = stations.collect();
        Ok(Self { bank, names, stations })
    }

    pub(super) fn name(&self, locale: Locale) -> String {
        bank_name(&self.names, self.bank, locale)
    }
}

fn assemble(
    row: StationRow,
    heard: &[HeardRow],
    ends: &HashMap<Scope, u64>,
    header: Option<&EntryHeader>,
    quarantined: i64,
) -> StationStatus {
    let behind = [Scope::Reference, Scope::Site(row.site)].map(|scope| {
        let read = heard.iter().find(|heard| heard.scope == scope)?.position;
        Some(ends.get(&scope).copied().unwrap_or(0).saturating_sub(read))
    });
    let latest = heard.iter().max_by_key(|heard| heard.heard_ms);
    let offset = header.and_then(|header| {
        let (ms, age_ms) = header.clock.offset_ms.zip(header.clock.offset_age_ms)?;
        let age_ms = i64::try_from(age_ms).unwrap_or(i64::MAX);
        let at_ms = header.clock.wall_ms.saturating_add(ms).saturating_sub(age_ms);
        Some(Offset { ms, at_ms })
    });
    StationStatus {
        heard_ms: latest.map(|heard| heard.heard_ms).max(row.uploaded_ms),
        behind,
        offset,
        version: latest.and_then(|heard| heard.version.clone()),
        quarantined,
        row,
    }
}

/// What somebody should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Concern {
    Alarm(AlarmRow),
    Silent { since_ms: i64 },
    Quarantined { pages: i64 },
    Clock { seconds: i64, at_ms: i64 },
}

impl StationStatus {
    /// What of that somebody should look at now: revoking a station settles it, and what the centre lacked was sent again.
    pub(super) fn concerns(&self, alarms: &[AlarmRow], now_ms: i64) -> Vec<Concern> {
        if self.row.status == Status::Revoked {
            return Vec::new();
        }
        let mut found = self.findings(alarms, now_ms);
        found.retain(|concern| match concern {
            Concern::Alarm(row) if row.kind == AlarmKind::CentreBehind.text() => {
                now_ms.saturating_sub(row.last_ms) <= BEHIND_MS
            }
            _ => true,
        });
        found
    }

    /// What is or was wrong with it, the gravest first.
    pub(super) fn findings(&self, alarms: &[AlarmRow], now_ms: i64) -> Vec<Concern> {
        let own = (self.row.bank, self.row.station);
        let own = alarms.iter().filter(|alarm| (alarm.bank, alarm.station) == own);
        let mut found: Vec<Concern> = own.cloned().map(Concern::Alarm).collect();
        if self.quarantined > 0 {
            found.push(Concern::Quarantined { pages: self.quarantined });
        }
        // Nobody waits for a station that is shut out.
        if self.row.status != Status::Active {
            return found;
        }
        let since_ms = self.heard_ms.unwrap_or(self.row.enrolled_ms);
        if now_ms.saturating_sub(since_ms) > SILENT_MS {
            found.push(Concern::Silent { since_ms });
        }
        if let Some(offset) = self.offset.filter(|offset| offset.ms.unsigned_abs() > OFFSET_MS) {
            found.push(Concern::Clock { seconds: offset.ms / 1_000, at_ms: offset.at_ms });
        }
        found
    }
}

fn in_language(name: &Name, locale: Locale) -> &str {
    match locale {
        Locale::En if !name.en.is_empty() => &name.en,
        _ => &name.zh,
    }
}

/// What a bank is called, or that it has no name yet, with its identifier.
pub(super) fn bank_name(names: &Names, bank: BankId, locale: Locale) -> String {
    match &names.bank {
        Some(name) => in_language(name, locale).to_owned(),
        None => format!("{} {bank}", locale.texts().bank_unnamed),
    }
}

/// What a site is called; its identifier where its record has not come.
pub(super) fn site_name(names: &Names, site: SiteId, locale: Locale) -> String {
    names.sites.get(&site).map_or_else(|| site.to_string(), |name| in_language(name, locale).to_owned())
}

/// A status in words.
pub(super) fn status_text(t: &Texts, status: Status) -> &str {
    match status {
        Status::Active => &t.state_active,
        Status::Revoked => &t.state_revoked,
        Status::Cloned => &t.state_cloned,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::{Hash, PublicKey, StationId};

    const HOUR_MS: i64 = 3_600_000;

    fn row(status: Status) -> StationRow {
        StationRow {
            bank: BankId::from_bytes([1; 16]),
            station: StationId::from_bytes([2; 16]),
            site: SiteId::from_bytes([3; 16]),
            key: PublicKey::from_bytes([4; 32]),
            name: "bench".to_owned(),
            status,
            head_seq: 9,
            head_hash: Hash::ZERO,
            enrolled_ms: 0,
            uploaded_ms: Some(5),
        }
    }

    fn heard(scope: Scope, position: u64, heard_ms: i64) -> HeardRow {
        HeardRow { scope, position, heard_ms, version: Some(heard_ms.to_string()) }
    }

    #[test]
    fn what_is_not_read_is_counted_feed_by_feed() {
        let site = Scope::Site(SiteId::from_bytes([3; 16]));
        let ends = HashMap::from([(Scope::Reference, 10), (site, 7)]);
        let said = [heard(Scope::Reference, 4, 100), heard(site, 9, 200)];
        let status = assemble(row(Status::Active), &said, &ends, None, 0);
        assert_eq!(status.behind, [Some(6), Some(0)]);
        assert_eq!((status.heard_ms, status.version.as_deref()), (Some(200), Some("200")));
        let silent = assemble(row(Status::Active), &[], &ends, None, 0);
        assert_eq!((silent.behind, silent.heard_ms), ([None, None], Some(5)));
    }

    #[test]
    fn what_is_wrong_is_found() {
        let of = |status, offset_ms: i64, quarantined| {
            let mut found = assemble(row(status), &[], &HashMap::new(), None, quarantined);
            found.offset = Some(Offset { ms: offset_ms, at_ms: 7 });
            found
        };
        let silent = Concern::Silent { since_ms: 5 };
        let clock = Concern::Clock { seconds: -61, at_ms: 7 };
        let pages = Concern::Quarantined { pages: 2 };
        for (status, offset_ms, quarantined, now_ms, want) in [
            (Status::Active, 60_000, 0, 24 * HOUR_MS, vec![]),
            (Status::Active, 0, 0, 24 * HOUR_MS + 6, vec![silent.clone()]),
            (Status::Active, -61_000, 2, HOUR_MS, vec![pages.clone(), clock]),
            (Status::Revoked, -61_000, 2, 99 * HOUR_MS, vec![pages]),
        ] {
            assert_eq!(of(status, offset_ms, quarantined).findings(&[], now_ms), want, "{status:?} {now_ms}");
        }
        let alarm = |station, kind: AlarmKind| AlarmRow {
            bank: BankId::from_bytes([1; 16]),
            station: StationId::from_bytes([station; 16]),
            kind: kind.text().to_owned(),
            first_ms: 1,
            last_ms: 2,
            times: 3,
        };
        let [other, twice, behind] = [
            alarm(9, AlarmKind::TwoHistories),
            alarm(2, AlarmKind::TwoHistories),
            alarm(2, AlarmKind::CentreBehind),
        ];
        let alarms = [other, twice.clone(), behind.clone()];
        let [twice, behind] = [twice, behind].map(Concern::Alarm);
        let cloned = of(Status::Cloned, 0, 0);
        assert_eq!(cloned.concerns(&alarms, BEHIND_MS + 2), [twice.clone(), behind.clone()]);
        assert_eq!(cloned.concerns(&alarms, BEHIND_MS + 3), std::slice::from_ref(&twice));
        let revoked = of(Status::Revoked, 0, 1);
        assert_eq!(revoked.concerns(&alarms, 3), []);
        assert_eq!(revoked.findings(&alarms, 3), [twice, behind, Concern::Quarantined { pages: 1 }]);
    }
}
