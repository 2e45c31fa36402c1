//! People: accounts, roles, suspension, badges, the periodic review. Nobody acts on the own account.

use super::admin::admin_overview;
use super::credential::{badge_text, context_words, lockout, sign};
use crate::app::Event;
use crate::context::{Act, Answer, Cx};
use crate::password;
use crate::problem::{refused, stored};
use crate::view::Names;
use api::Problem;
use api::wire::*;
use domain::decide::filled;
use domain::record::*;
use domain::{Meaning, PersonId, Record, Role};
use sha2::{Digest as _, Sha256};
use store::query::PersonRow;

/// Days after which an account is to be reviewed again (21 CFR 11.300(b) wants it periodically).
const REVIEW_DAYS: i64 = 90;
const DAY_MS: i64 = 86_400_000;
const FAILURES_SHOWN: u32 = 200;

pub(crate) fn people_views(cx: &Cx<'_>) -> Answer<Vec<PersonView>> {
    let store = cx.store()?;
    let mut views = Vec::new();
    for person in store.list_people().map_err(stored)? {
        let lockout = lockout(cx, &person)?;
        let changed = |digest: &String| *digest != account_digest(&person);
        let review_voided = person.reviewed_digest.as_ref().is_some_and(changed);
        let tested = match person.badge {
            Some(_) => store.last_badge_test(person.person).map_err(stored)?,
            None => None,
        };
        let review_due_ms = person.reviewed_ms.unwrap_or(person.added_ms) + REVIEW_DAYS * DAY_MS;
        views.push(PersonView {
            failed_sign_ins: lockout.failures,
            locked_until_ms: lockout.remaining_ms.map(|remaining| cx.now_ms() + remaining),
            last_sign_in_ms: store.last_sign_in(person.person).map_err(stored)?,
            review_voided,
            review_due_ms,
            review_overdue: person.suspended_ms.is_none() && (review_voided || review_due_ms < cx.now_ms()),
            login_contested: store.is_login_contested(&person).map_err(stored)?,
            person: person.person,
            login: person.login,
            name: person.name,
            grants: person.grants.into_iter().map(|g| GrantView { role: g.role, sites: g.sites }).collect(),
            badge_tested_ms: tested.map(|(at_ms, _)| at_ms),
            badge_reads: tested.map(|(_, good)| good),
            badge: person.badge,
            suspended_ms: person.suspended_ms,
            suspended_reason: person.suspended_reason,
            kept_despite: person.kept_despite,
            must_change: person.must_change,
            added_ms: person.added_ms,
            reviewed_ms: person.reviewed_ms,
            reviewed_by: person.reviewed_by,
        });
    }
    Ok(views)
}

/// What a review of an account signs: who, the rights, the badge, whether suspended.
fn account_digest(person: &PersonRow) -> String {
    let grants = person.grants.iter().map(|grant| (grant.role, grant.sites.clone())).collect::<Vec<_>>();
    digest_of(
        person.person,
        &person.login,
        &person.name,
        &grants,
        &person.badge,
        person.suspended_ms.is_some(),
    )
}

fn digest_of(
    person: PersonId,
    login: &str,
    name: &str,
    grants: &[(Role, Vec<domain::SiteId>)],
    badge: &Option<String>,
    suspended: bool,
) -> String {
    let content = serde_json::to_vec(&(person, login, name, grants, badge, suspended)).unwrap_or_default();
    hex(&Sha256::digest([b"cordkeep.account.v1\0".as_slice(), &content].concat()))
}

/// Digest of all accounts as the list shows them.
pub(crate) fn accounts_digest(people: &[PersonView]) -> String {
    let mut sha = Sha256::new();
    sha.update(b"cordkeep.accounts.v1\0");
    for person in people {
        let grants = person.grants.iter().map(|grant| (grant.role, grant.sites.clone())).collect::<Vec<_>>();
        let suspended = person.suspended_ms.is_some();
        sha.update(digest_of(person.person, &person.login, &person.name, &grants, &person.badge, suspended));
    }
    hex(&sha.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Somebody else's account.
fn other(cx: &Cx<'_>, person: PersonId) -> Answer<PersonRow> {
    if cx.operator()?.person == person {
        return Err(Problem::refusal("session.own_rights").at("person"));
    }
    let found = cx.store()?.find_person(person).map_err(stored)?;
    found.ok_or_else(|| Problem::refusal("person.unknown").at("person"))
}

/// Refuses to take the last administrator from the bank.
fn keeps_an_administrator(cx: &Cx<'_>, person: PersonId) -> Answer<()> {
    let store = cx.store()?;
    for row in store.list_people().map_err(stored)? {
        let usable = row.is_administrator() && !store.is_login_contested(&row).map_err(stored)?;
        if usable && row.person != person {
            return Ok(());
        }
    }
    Err(Problem::refusal("person.last_administrator").at("person"))
}

fn record(cx: &mut Cx<'_>, person: PersonId, record: Record) -> Answer<BankOverview> {
    cx.record(vec![Act::new(person.bytes(), record)])?;
    admin_overview(cx, Empty {})
}

/// The badge as it reads, which nobody has or had.
fn new_badge(cx: &Cx<'_>, text: &str) -> Answer<String> {
    let badge = filled(&badge_text(text), 60, "badge").map_err(refused)?;
    match cx.store()?.find_badge(&badge).map_err(stored)? {
        None => Ok(badge),
        Some(known) if known.revoked_ms.is_some() => Err(Problem::refusal("badge.revoked").at("badge")),
        Some(_) => Err(Problem::refusal("person.badge_taken").with("value", badge).at("badge")),
    }
}

pub(crate) fn admin_add_person(cx: &mut Cx<'_>, request: AddPerson) -> Answer<BankOverview> {
    let new = request.person;
    let login = filled(&new.login, 40, "login").map_err(refused)?;
    let name = filled(&new.name, 100, "name").map_err(refused)?;
    if !cx.store()?.list_login(&login).map_err(stored)?.is_empty() {
        return Err(Problem::refusal("person.login_taken").with("value", login).at("login"));
    }
    if new.roles.is_empty() {
        return Err(Problem::refusal("person.roles_empty").at("roles"));
    }
    let badge = new.badge.as_deref().map(str::trim).filter(|badge| !badge.is_empty());
    let badge = badge.map(|badge| new_badge(cx, badge)).transpose()?;
    check_password(cx, &new.password, &login)?;
    let person = PersonId::from_bytes(cx.app.host.id());
    let password_hash = password::hash(&new.password, cx.app.host.bytes())?;
    let reset = PasswordReset { person, password_hash: password_hash.clone() };
    let added = PersonAdded { person, login, name, roles: new.roles, password_hash, badge };
    // The administrator knows the first password, so it must not be the last.
    cx.record(vec![
        Act::new(person.bytes(), Record::PersonAdded(added)),
        Act::new(person.bytes(), Record::PasswordReset(reset)),
    ])?;
    admin_overview(cx, Empty {})
}

fn check_password(cx: &Cx<'_>, text: &str, login: &str) -> Answer<()> {
    let words = context_words(cx, login)?;
    password::check(text, &words.iter().map(String::as_str).collect::<Vec<_>>(), "password")
}

pub(crate) fn admin_set_password(cx: &mut Cx<'_>, request: SetPassword) -> Answer<BankOverview> {
    let person = other(cx, request.person)?;
    check_password(cx, &request.password, &person.login)?;
    let password_hash = password::hash(&request.password, cx.app.host.bytes())?;
    let person = person.person;
    record(cx, person, Record::PasswordReset(PasswordReset { person, password_hash }))
}

pub(crate) fn admin_change_roles(cx: &mut Cx<'_>, request: ChangeRoles) -> Answer<BankOverview> {
    let person = request.person;
    let grants: Vec<RoleGrant> =
        request.grants.into_iter().map(|grant| RoleGrant { role: grant.role, sites: grant.sites }).collect();
    if !grants.iter().any(|grant| grant.role == Role::Administrator) {
        keeps_an_administrator(cx, person)?;
    }
    other(cx, person)?;
    check_grants(cx, &grants)?;
    let reason = filled(&request.reason, 500, "reason").map_err(refused)?;
    record(cx, person, Record::RolesChanged(RolesChanged { person, grants, reason }))
}

fn check_grants(cx: &Cx<'_>, grants: &[RoleGrant]) -> Answer<()> {
    if grants.is_empty() {
        return Err(Problem::refusal("person.roles_empty").at("grants"));
    }
    let sites = cx.store()?.list_sites().map_err(stored)?;
    for (index, grant) in grants.iter().enumerate() {
        if grants.iter().skip(index + 1).any(|later| later.role == grant.role) {
            return Err(Problem::refusal("person.role_twice").at("grants"));
        }
        if grant.sites.iter().any(|site| !sites.iter().any(|known| known.site == *site)) {
            return Err(Problem::refusal("site.unknown").at("grants"));
        }
        // Accounts are the whole bank's, and so is who keeps them.
        if grant.role == Role::Administrator && !grant.sites.is_empty() {
            return Err(Problem::refusal("person.administrator_sites").at("grants"));
        }
    }
    Ok(())
}

pub(crate) fn admin_suspend(cx: &mut Cx<'_>, request: SuspendPerson) -> Answer<BankOverview> {
    let person = request.person;
    keeps_an_administrator(cx, person)?;
    if other(cx, person)?.suspended_ms.is_some() {
        return Err(Problem::refusal("person.already_suspended").at("person"));
    }
    let reason = filled(&request.reason, 500, "reason").map_err(refused)?;
    record(cx, person, Record::PersonSuspended(PersonSuspended { person, reason }))
}

pub(crate) fn admin_reinstate(cx: &mut Cx<'_>, request: ReinstatePerson) -> Answer<BankOverview> {
    let person = request.person;
    if other(cx, person)?.suspended_ms.is_none() {
        return Err(Problem::refusal("person.not_suspended").at("person"));
    }
    let reason = filled(&request.reason, 500, "reason").map_err(refused)?;
    record(cx, person, Record::PersonReinstated(PersonReinstated { person, reason }))
}

pub(crate) fn admin_give_badge(cx: &mut Cx<'_>, request: GiveBadge) -> Answer<BankOverview> {
    let person = other(cx, request.person)?.person;
    let badge = new_badge(cx, &request.badge)?;
    record(cx, person, Record::BadgeGiven(BadgeGiven { person, badge }))
}

/// 21 CFR 11.300(e). That a badge does not read, or names another, is recorded before it is said.
pub(crate) fn admin_test_badge(cx: &mut Cx<'_>, request: TestBadge) -> Answer<BankOverview> {
    let person = request.person;
    let found = cx.store()?.find_person(person).map_err(stored)?;
    let found = found.ok_or_else(|| Problem::refusal("person.unknown").at("person"))?;
    let badge = found.badge.ok_or_else(|| Problem::refusal("badge.none").at("person"))?;
    let read = filled(&badge_text(&request.scan), 60, "scan").map_err(refused)?;
    let good = read == badge;
    let overview = record(cx, person, Record::BadgeTested(BadgeTested { person, good }))?;
    if good {
        return Ok(overview);
    }
    // A refusal that is recorded changes what the list shows.
    cx.app.emit(&Event::Invalidate { tags: vec!["bank"] });
    Err(Problem::refusal("badge.other").with("value", read).at("scan"))
}

pub(crate) fn admin_revoke_badge(cx: &mut Cx<'_>, request: RevokeBadge) -> Answer<BankOverview> {
    let found = other(cx, request.person)?;
    let person = found.person;
    let badge = found.badge.ok_or_else(|| Problem::refusal("badge.none").at("person"))?;
    let reason = filled(&request.reason, 500, "reason").map_err(refused)?;
    record(cx, person, Record::BadgeRevoked(BadgeRevoked { person, badge, reason }))
}

pub(crate) fn admin_review_accounts(cx: &mut Cx<'_>, request: ReviewAccounts) -> Answer<BankOverview> {
    if request.people.is_empty() {
        return Err(Problem::refusal("person.nobody_chosen").at("people"));
    }
    let accounts = request.people.iter().map(|person| other(cx, *person)).collect::<Answer<Vec<_>>>()?;
    if accounts_digest(&people_views(cx)?) != request.digest {
        return Err(refused(domain::Refusal::stop(domain::Code::ContentChanged)));
    }
    let signer = sign(cx, request.login.as_deref(), &request.password)?;
    let acts = accounts.iter().map(|account| {
        let reviewed = AccountReviewed {
            person: account.person,
            digest: account_digest(account),
            name: signer.name.clone(),
            meaning: Meaning::Accounts,
        };
        Act::new(account.person.bytes(), Record::AccountReviewed(reviewed))
    });
    let acts = acts.collect();
    cx.record(acts)?;
    admin_overview(cx, Empty {})
}

pub(crate) fn admin_failures(cx: &mut Cx<'_>, _: Empty) -> Answer<SignInFailures> {
    let names = Names::read(cx)?;
    let store = cx.store()?;
    let people = store.list_people().map_err(stored)?;
    let failures = store.list_sign_in_failures(FAILURES_SHOWN).map_err(stored)?.into_iter().map(|failure| {
        let account = people.iter().find(|person| Some(person.person) == failure.person);
        SignInFailureView {
            at_ms: failure.at_ms,
            name: account.map(|account| account.name.clone()),
            login: account.map(|account| account.login.clone()),
            why: failure.why,
            station: names.station(failure.station),
        }
    });
    Ok(SignInFailures { failures: failures.collect() })
}
