//! People with their badges, and attempts to sign in.

use super::word;
use crate::StoreError;
use crate::row::Decoded;
use domain::record::RoleGrant;
use domain::{Record, SignInFailure};
use rusqlite::Connection;

/// An account as its entries fold; all that a later entry may change.
struct Account {
    login: String,
    name: String,
    grants: Vec<RoleGrant>,
    password_hash: String,
    must_change: bool,
    password_ms: i64,
    reset: (u64, u32),
    added_ms: i64,
    suspended: Option<(i64, String)>,
    reviewed: Option<Review>,
    badges: Vec<Badge>,
}

struct Review {
    at_ms: i64,
    by: String,
    digest: String,
}

struct Badge {
    text: String,
    given_ms: i64,
    revoked: Option<(i64, String)>,
}

impl Account {
    /// A badge that replaces another ends it; one that was ended stays so whatever comes later.
    fn give(&mut self, text: String, at_ms: i64) {
        if self.badges.iter().any(|badge| badge.text == text) {
            return;
        }
        for badge in self.badges.iter_mut().filter(|badge| badge.revoked.is_none()) {
            badge.revoked = Some((at_ms, String::new()));
        }
        self.badges.push(Badge { text, given_ms: at_ms, revoked: None });
    }

    fn apply(&mut self, record: Record, at_ms: i64, place: (u64, u32)) {
        match record {
            Record::PasswordSet(r) => {
                (self.password_hash, self.password_ms, self.reset) = (r.password_hash, at_ms, place);
            }
            Record::PasswordReset(r) => {
                (self.password_hash, self.password_ms, self.reset) = (r.password_hash, at_ms, place);
                self.must_change = true;
            }
            Record::PasswordChanged(r) => {
                (self.password_hash, self.password_ms) = (r.password_hash, at_ms);
                self.must_change = false;
            }
            Record::RolesChanged(r) => self.grants = r.grants,
            Record::PersonSuspended(r) => self.suspended = Some((at_ms, r.reason)),
            Record::PersonReinstated(_) => self.suspended = None,
            Record::AccountReviewed(r) => {
                self.reviewed = Some(Review { at_ms, by: r.name, digest: r.digest });
            }
            Record::BadgeGiven(r) => self.give(r.badge, at_ms),
            Record::BadgeRevoked(r) => match self.badges.iter_mut().find(|badge| badge.text == r.badge) {
                Some(badge) => badge.revoked = Some((at_ms, r.reason)),
                None => {
                    let revoked = Some((at_ms, r.reason));
                    self.badges.push(Badge { text: r.badge, given_ms: at_ms, revoked });
                }
            },
            _ => {}
        }
    }
}

pub(super) fn project(
    connection: &Connection,
    id: &[u8; 16],
    entries: Vec<Decoded>,
) -> Result<(), StoreError> {
    let mut account: Option<Account> = None;
    let mut early = Vec::new();
    for entry in entries {
        let at_ms = entry.header.clock.wall_ms;
        let place = (entry.header.hlc.wall_ms, entry.header.hlc.counter);
        match (entry.record, &mut account) {
            (Some(Record::PersonAdded(r)), None) => {
                let badge = |text| Badge { text, given_ms: at_ms, revoked: None };
                account = Some(Account {
                    login: r.login,
                    name: r.name,
                    grants: r.roles.into_iter().map(RoleGrant::everywhere).collect(),
                    password_hash: r.password_hash,
                    must_change: false,
                    password_ms: at_ms,
                    reset: place,
                    added_ms: at_ms,
                    suspended: None,
                    reviewed: None,
                    badges: r.badge.map(badge).into_iter().collect(),
                });
            }
            (Some(record), Some(account)) => account.apply(record, at_ms, place),
            // Under a clock that was set, the first entry of a person may sort behind those that follow it.
            (Some(record), None) => early.push((record, at_ms, place)),
            (None, _) => {}
        }
    }
    connection.execute("DELETE FROM person WHERE person = ?1", [id])?;
    connection.execute("DELETE FROM badge WHERE person = ?1", [id])?;
    match account {
        None => Ok(()),
        Some(mut account) => {
            for (record, at_ms, place) in early {
                account.apply(record, at_ms, place);
            }
            write(connection, id, &account)
        }
    }
}

fn write(connection: &Connection, id: &[u8; 16], account: &Account) -> Result<(), StoreError> {
    let (suspended_ms, suspended_reason) = account.suspended.clone().unzip();
    let reviewed = account.reviewed.as_ref();
    connection.execute(
        "INSERT INTO person VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        rusqlite::params![
            id,
            account.login,
            account.name,
            serde_json::to_string(&account.grants).unwrap_or_default(),
            account.password_hash,
            account.must_change,
            account.password_ms,
            i64::try_from(account.reset.0).unwrap_or(i64::MAX),
            account.reset.1,
            account.added_ms,
            suspended_ms,
            suspended_reason,
            reviewed.map(|review| review.at_ms),
            reviewed.map(|review| &review.by),
            reviewed.map(|review| &review.digest),
        ],
    )?;
    for badge in &account.badges {
        let (revoked_ms, reason) = badge.revoked.clone().unzip();
        connection.execute(
            "INSERT INTO badge VALUES (?1, ?2, ?3, ?4, ?5)",
            (&badge.text, id, badge.given_ms, revoked_ms, reason),
        )?;
    }
    Ok(())
}

pub(super) fn project_attempt(
    connection: &Connection,
    id: &[u8; 16],
    entries: Vec<Decoded>,
) -> Result<(), StoreError> {
    for entry in entries {
        let (person, failure) = match entry.record {
            Some(Record::SignInAttempted(r)) => {
                (Some(r.person), (!r.success).then_some(SignInFailure::WrongPassword))
            }
            Some(Record::SignInRefused(r)) => (r.person, Some(r.why)),
            _ => continue,
        };
        let header = &entry.header;
        connection.execute(
            "INSERT OR REPLACE INTO sign_in VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            rusqlite::params![
                id,
                person.map(|person| *person.bytes()),
                failure.as_ref().map(word),
                header.clock.wall_ms,
                i64::try_from(header.hlc.wall_ms).unwrap_or(i64::MAX),
                header.hlc.counter,
                header.station.bytes(),
                header.clock.boot.bytes(),
                i64::try_from(header.clock.monotonic_ms).unwrap_or(i64::MAX),
            ],
        )?;
    }
    Ok(())
}
