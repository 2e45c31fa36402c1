//! People, badges, attempts to sign in.

use super::from_word;
use crate::{Store, StoreError, row};
use domain::record::RoleGrant;
use domain::{PersonId, Record, Role, SignInFailure, SiteId, StationId};
use rusqlite::{OptionalExtension as _, Row};

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Who.
    pub person: PersonId,
    /// Sign-in name.
    pub login: String,
    /// Printed name.
    pub name: String,
    /// Roles, each with its sites.
    pub grants: Vec<RoleGrant>,
    /// Argon2id hash.
    pub password_hash: String,
    /// Whether the password must be changed before anything else.
    pub must_change: bool,
    /// Badge that is good.
    pub badge: Option<String>,
    /// When the account was made, ms.
    pub added_ms: i64,
    /// Since when it is suspended, ms.
    pub suspended_ms: Option<i64>,
    /// Why it is suspended.
    pub suspended_reason: Option<String>,
    /// Why it was suspended, where that has no effect: no other administrator is left.
    pub kept_despite: Option<String>,
    /// When it was last reviewed, ms.
    pub reviewed_ms: Option<i64>,
    /// Who reviewed it last.
    pub reviewed_by: Option<String>,
    /// Digest of the account as it was reviewed.
    pub reviewed_digest: Option<String>,
}

impl PersonRow {
    /// Roles held at a site.
    #[must_use]
    pub fn roles_at(&self, site: SiteId) -> Vec<Role> {
        self.grants.iter().filter(|grant| grant.holds_at(site)).map(|grant| grant.role).collect()
    }

    /// Whether the person administers the bank: the role is held at all sites, and the account is not suspended.
    #[must_use]
    pub fn is_administrator(&self) -> bool {
        self.suspended_ms.is_none() && self.administers()
    }

    fn administers(&self) -> bool {
        let everywhere = |grant: &RoleGrant| grant.role == Role::Administrator && grant.sites.is_empty();
        self.grants.iter().any(everywhere)
    }
}

/// Leaves the bank an administrator. Stations that had not heard of each other may have suspended all of them, each the
/// other's; no station suspends the last one knowingly. The suspension that came last then has no effect, as long as no
/// other administrator can sign in: a function of all that is known, the same at every station.
fn keep_administrator(people: &mut [PersonRow]) {
    let holds_its_name = |person: &PersonRow| {
        let same = |other: &&PersonRow| login_key(&other.login) == login_key(&person.login);
        let first = people.iter().filter(same).min_by_key(|other| (other.added_ms, other.person));
        first.is_some_and(|first| first.person == person.person)
    };
    let can: Vec<bool> = people.iter().map(|person| person.administers() && holds_its_name(person)).collect();
    let able = people.iter_mut().zip(can).filter(|(_, can)| *can).map(|(person, _)| person);
    let able: Vec<&mut PersonRow> = able.collect();
    if able.iter().any(|person| person.suspended_ms.is_none()) {
        return;
    }
    let last = able.into_iter().max_by_key(|person| (person.suspended_ms, person.person));
    if let Some(last) = last {
        last.suspended_ms = None;
        last.kept_despite = last.suspended_reason.take();
    }
}

/// A badge with its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadgeRow {
    /// Whose.
    pub person: PersonId,
    /// When it was revoked, ms; none while it is good.
    pub revoked_ms: Option<i64>,
}

/// Failures of one person at this station since the last success or reset.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Failures {
    /// How many.
    pub count: u32,
    /// Boot and monotonic ms of the last one.
    pub last: Option<([u8; 16], u64)>,
}

/// A refused attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailureRow {
    /// Whose account, where that is known.
    pub person: Option<PersonId>,
    /// Why it was refused.
    pub why: SignInFailure,
    /// When, ms.
    pub at_ms: i64,
    /// Where.
    pub station: StationId,
}

/// What makes two sign-in names the same: all but case and surrounding blanks.
#[must_use]
pub fn login_key(login: &str) -> String {
    login.trim().to_lowercase()
}

const PERSON: &str =
    "SELECT p.*, (SELECT min(b.badge) FROM badge b WHERE b.person = p.person AND b.revoked_ms IS NULL)
                      AS badge FROM person p";

fn person(row: &Row<'_>) -> rusqlite::Result<(PersonRow, String)> {
    let grants: String = row.get("grants")?;
    Ok((
        PersonRow {
            person: PersonId::from_bytes(row.get("person")?),
            login: row.get("login")?,
            name: row.get("name")?,
            grants: Vec::new(),
            password_hash: row.get("password_hash")?,
            must_change: row.get("must_change")?,
            badge: row.get("badge")?,
            added_ms: row.get("added_ms")?,
            suspended_ms: row.get("suspended_ms")?,
            suspended_reason: row.get("suspended_reason")?,
            kept_despite: None,
            reviewed_ms: row.get("reviewed_ms")?,
            reviewed_by: row.get("reviewed_by")?,
            reviewed_digest: row.get("reviewed_digest")?,
        },
        grants,
    ))
}

fn with_grants((person, grants): (PersonRow, String)) -> Result<PersonRow, StoreError> {
    let grants = serde_json::from_str(&grants)
        .map_err(|_| StoreError::Inconsistent { table: "person", column: "grants" })?;
    Ok(PersonRow { grants, ..person })
}

impl Store {
    pub(crate) fn read_people(&self) -> Result<Vec<PersonRow>, StoreError> {
        let mut statement =
            self.connection.prepare_cached(&format!("{PERSON} ORDER BY p.login, p.person"))?;
        let rows = statement.query_map([], person)?.collect::<Result<Vec<_>, _>>()?;
        let mut people: Vec<PersonRow> = rows.into_iter().map(with_grants).collect::<Result<_, _>>()?;
        keep_administrator(&mut people);
        Ok(people)
    }

    /// The accounts of a sign-in name, the one that holds it first. There are several only where stations added them
    /// without knowing of each other: the earliest holds the name, on every station alike.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_login(&self, login: &str) -> Result<Vec<PersonRow>, StoreError> {
        let mut people = self.list_people()?;
        people.retain(|person| login_key(&person.login) == login_key(login));
        people.sort_by_key(|person| (person.added_ms, person.person));
        Ok(people)
    }

    /// Whether an earlier account has the same sign-in name.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn is_login_contested(&self, person: &PersonRow) -> Result<bool, StoreError> {
        let (key, since) = (login_key(&person.login), (person.added_ms, person.person));
        let earlier = |other: &PersonRow| (other.added_ms, other.person) < since;
        self.with_people(|people| people.iter().any(|other| earlier(other) && login_key(&other.login) == key))
    }

    /// A person.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_person(&self, id: PersonId) -> Result<Option<PersonRow>, StoreError> {
        self.with_people(|people| people.iter().find(|person| person.person == id).cloned())
    }

    /// When the person's badge was last tried out, and whether it named the person; none where it was given after that.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn last_badge_test(&self, person: PersonId) -> Result<Option<(i64, bool)>, StoreError> {
        let last = |kind| row::last_of(&self.connection, person.bytes(), kind, 1);
        let Some(test) = last("badge.tested")?.into_iter().next() else { return Ok(None) };
        let order = |decoded: &row::Decoded| (decoded.header.hlc, decoded.header.station, decoded.header.seq);
        if last("badge.given")?.iter().any(|given| order(given) > order(&test)) {
            return Ok(None);
        }
        let at_ms = test.stamp().at_ms;
        Ok(test.record.and_then(|record| match record {
            Record::BadgeTested(tested) => Some((at_ms, tested.good)),
            _ => None,
        }))
    }

    /// A badge, good or revoked. Where stations gave one text to two persons, the one that is still good.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_badge(&self, badge: &str) -> Result<Option<BadgeRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT person, revoked_ms FROM badge WHERE badge = ?1 ORDER BY revoked_ms IS NOT NULL, person LIMIT 1",
        )?;
        let found = statement
            .query_row([badge], |row| {
                Ok(BadgeRow { person: PersonId::from_bytes(row.get(0)?), revoked_ms: row.get(1)? })
            })
            .optional()?;
        Ok(found)
    }

    /// Wrong passwords at this station since the last success here or reset anywhere, in the order of entries: no
    /// wall clock is asked.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn failed_sign_ins(&self, person: PersonId) -> Result<Failures, StoreError> {
        let Some(identity) = self.identity() else { return Ok(Failures::default()) };
        let mut statement = self.connection.prepare_cached(include_str!("person/failed_sign_ins.sql"))?;
        let mut rows = statement.query((person.bytes(), identity.station.bytes()))?;
        let mut failures = Failures::default();
        while let Some(row) = rows.next()? {
            failures.count = failures.count.saturating_add(1);
            let monotonic_ms: i64 = row.get(1)?;
            failures.last = Some((row.get(0)?, u64::try_from(monotonic_ms).unwrap_or(0)));
        }
        Ok(failures)
    }

    /// When the person last signed in or signed, as far as this station knows, ms.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn last_sign_in(&self, person: PersonId) -> Result<Option<i64>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT at_ms FROM sign_in WHERE person = ?1 AND failure IS NULL
                             ORDER BY hlc_wall DESC, hlc_counter DESC LIMIT 1",
        )?;
        Ok(statement.query_row([person.bytes()], |row| row.get(0)).optional()?)
    }

    /// The last refused attempts, the latest first.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn list_sign_in_failures(&self, limit: u32) -> Result<Vec<FailureRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT person, failure, at_ms, station FROM sign_in WHERE failure IS NOT NULL
             ORDER BY hlc_wall DESC, hlc_counter DESC, attempt DESC LIMIT ?1",
        )?;
        let mut rows = statement.query([limit])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let person: Option<[u8; 16]> = row.get(0)?;
            found.push(FailureRow {
                person: person.map(PersonId::from_bytes),
                why: from_word(&row.get::<_, String>(1)?, "sign_in", "failure")?,
                at_ms: row.get(2)?,
                station: StationId::from_bytes(row.get(3)?),
            });
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(id: u8, login: &str, role: Role, suspended_ms: Option<i64>) -> PersonRow {
        PersonRow {
            person: PersonId::from_bytes([id; 16]),
            login: login.to_owned(),
            name: login.to_owned(),
            grants: vec![RoleGrant::everywhere(role)],
            password_hash: String::new(),
            must_change: false,
            badge: None,
            added_ms: i64::from(id),
            suspended_ms,
            suspended_reason: suspended_ms.map(|_| "left".to_owned()),
            kept_despite: None,
            reviewed_ms: None,
            reviewed_by: None,
            reviewed_digest: None,
        }
    }

    fn active(mut people: Vec<PersonRow>) -> Vec<String> {
        keep_administrator(&mut people);
        let able = people.into_iter().filter(PersonRow::is_administrator);
        able.map(|person| person.login).collect()
    }

    #[test]
    fn administrators_who_suspended_each_other_leave_the_one_who_was_suspended_last() {
        use Role::{Administrator, Quality};
        let [a, b] = ["a", "b"].map(str::to_owned);
        let both =
            |first, second| vec![person(1, "a", Administrator, first), person(2, "b", Administrator, second)];
        assert_eq!(active(both(None, Some(5))), std::slice::from_ref(&a), "an ordinary suspension holds");
        assert_eq!(active(both(Some(4), Some(5))), std::slice::from_ref(&b));
        assert_eq!(active(both(Some(6), Some(5))), std::slice::from_ref(&a));
        // The same moment: the same one at every station, whatever came first.
        let mut turned = both(Some(5), Some(5));
        turned.reverse();
        assert_eq!((active(both(Some(5), Some(5))), active(turned)), (vec![b.clone()], vec![b.clone()]));
        // Somebody else's suspension holds, and nobody becomes an administrator.
        let other = vec![person(1, "a", Administrator, Some(4)), person(3, "q", Quality, Some(9))];
        assert_eq!(active(other), std::slice::from_ref(&a));
        assert_eq!(active(vec![person(3, "q", Quality, Some(9))]), Vec::<String>::new());
        // One whose sign-in name another account holds could not sign in.
        let twin = vec![person(1, "a", Administrator, Some(4)), person(2, "A ", Administrator, None)];
        assert_eq!(active(twin), [a, "A ".to_owned()]);
    }
}
