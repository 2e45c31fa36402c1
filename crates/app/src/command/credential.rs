//! Proving who one is: passwords, lockout, signatures, badges. Every refused attempt is recorded.
//!
//! A lockout asks no wall clock: failures are counted in the order of the station's own entries, and the wait is
//! measured by the monotonic clock of the boot in which the last one happened. After a restart, when nobody knows how
//! long the station was off, the whole wait begins anew.

use crate::app::Access;
use crate::context::{Act, Answer, Cx, may};
use crate::password;
use crate::problem::{refused, stored};
use crate::scan;
use api::wire::ScanKind;
use api::{Problem, Secret};
use domain::record::{SignInAttempted, SignInRefused};
use domain::rules::RecordedBy;
use domain::unit::UnitState;
use domain::{Code, Permission, PersonId, Record, Refusal, Role, SignInFailure, decide};
use store::query::{PersonRow, login_key};

/// Failures in a row that lock an account.
const FAILURES_MAX: u32 = 5;
/// How long it stays locked after the last failure, ms.
const LOCKOUT_MS: u64 = 15 * 60 * 1000;

/// Whether an account is locked at this station.
pub(crate) struct Lockout {
    /// Failures in a row.
    pub(crate) failures: u32,
    /// How much longer it is locked, ms; none where it is not.
    pub(crate) remaining_ms: Option<i64>,
}

pub(crate) fn lockout(cx: &Cx<'_>, person: &PersonRow) -> Answer<Lockout> {
    let failures = cx.store()?.failed_sign_ins(person.person).map_err(stored)?;
    let host = &cx.app.host;
    let now_ms = host.monotonic_ms();
    let waited_ms = match failures.last {
        Some((boot, at_ms)) if boot == host.boot() => now_ms.saturating_sub(at_ms),
        _ => now_ms,
    };
    let locked = failures.count >= FAILURES_MAX && waited_ms < LOCKOUT_MS;
    let remaining_ms = i64::try_from(LOCKOUT_MS.saturating_sub(waited_ms)).unwrap_or(i64::MAX);
    Ok(Lockout { failures: failures.count, remaining_ms: locked.then_some(remaining_ms) })
}

/// The person of a login whose password is right, who is neither locked out nor suspended.
pub(crate) fn check_credentials(cx: &mut Cx<'_>, login: &str, pass: &str, field: &str) -> Answer<PersonRow> {
    let wrong = || Problem::refusal("session.wrong_password").at(field);
    let mut accounts = cx.store()?.list_login(login).map_err(stored)?.into_iter();
    let Some(person) = accounts.next() else {
        // The same work as for a known login, so that time does not tell which logins exist.
        let _ = password::hash(pass, [0; 16]);
        refuse(cx, None, SignInFailure::UnknownLogin)?;
        return Err(wrong());
    };
    let lockout = lockout(cx, &person)?;
    if let Some(remaining_ms) = lockout.remaining_ms {
        let _ = password::hash(pass, [0; 16]);
        refuse(cx, Some(person.person), SignInFailure::LockedOut)?;
        return Err(Problem::refusal("session.locked_out")
            .with("failures", lockout.failures)
            .with("minutes", remaining_ms / 60_000 + 1)
            .at(if field == "password" { "login" } else { field }));
    }
    // Whoever knows the password of an account that lost its name to an earlier one is not taken for the holder, even
    // where both chose the same password.
    if let Some(later) = accounts.find(|later| password::verify(pass, &later.password_hash)) {
        return Err(contested(cx, later.person)?);
    }
    if !password::verify(pass, &person.password_hash) {
        refuse(cx, Some(person.person), SignInFailure::WrongPassword)?;
        return Err(wrong());
    }
    if person.suspended_ms.is_some() {
        refuse(cx, Some(person.person), SignInFailure::Suspended)?;
        return Err(Problem::refusal("session.suspended").at(field));
    }
    Ok(person)
}

/// The session's person proves once more who it is.
pub(crate) fn check_operator(cx: &mut Cx<'_>, pass: &str) -> Answer<PersonRow> {
    let operator = cx.operator()?;
    if cx.store()?.is_login_contested(&operator).map_err(stored)? {
        return Err(contested(cx, operator.person)?);
    }
    check_credentials(cx, &operator.login, pass, "password")
}

/// The account's sign-in name belongs to an earlier one. Recorded as an account that may not be used: the records'
/// reasons have no word of their own for it.
fn contested(cx: &mut Cx<'_>, person: PersonId) -> Answer<Problem> {
    refuse(cx, Some(person), SignInFailure::Suspended)?;
    Ok(Problem::refusal("session.login_contested").at("login"))
}

/// The operator signs. The first signature of a sitting wants all components, the sign-in name and the password;
/// the further ones the password alone (21 CFR 11.200(a)(1)). Nobody signs in another person's session.
pub(crate) fn sign(cx: &mut Cx<'_>, login: Option<&str>, pass: &str) -> Answer<PersonRow> {
    let operator = cx.operator()?;
    let first = cx.state.session.is_none_or(|session| session.access != Access::Signed);
    match login.map(str::trim).filter(|login| !login.is_empty()) {
        None if first => return Err(Problem::refusal("signature.login_missing").at("login")),
        Some(login) if login_key(login) != login_key(&operator.login) => {
            return Err(Problem::refusal("signature.other_person").at("login"));
        }
        _ => {}
    }
    let person = check_operator(cx, pass)?;
    if lockout(cx, &person)?.failures > 0 {
        attempt(cx, &person)?;
    }
    if let Some(session) = &mut cx.state.session {
        session.access = Access::Signed;
    }
    Ok(person)
}

/// The second person of a two-person act: proven by the own sign-in name and password, and entitled to the act.
pub(crate) fn second_person(
    cx: &mut Cx<'_>,
    login: &str,
    pass: &str,
    entitles: impl FnOnce(&[Role]) -> bool,
) -> Answer<PersonId> {
    // A scan that came before the password was typed is no attempt at it: five of them locked the account.
    if pass.is_empty() {
        return Err(refused(Refusal::stop(Code::Empty).at("second_password")));
    }
    let person = check_credentials(cx, login, pass, "second_password")?;
    if person.must_change {
        return Err(Problem::refusal("password.must_change").at("second_login"));
    }
    if !entitles(&person.roles_at(cx.site()?)) {
        refuse(cx, Some(person.person), SignInFailure::NotEntitled)?;
        return Err(Problem::refusal("signature.second_not_entitled").at("second_login"));
    }
    if lockout(cx, &person)?.failures > 0 {
        attempt(cx, &person)?;
    }
    Ok(person.person)
}

/// The second person who is given for a record of another screen, and who may do that step of the unit's procedure or works
/// in the laboratory, whether one is wanted or not; none where no name is given. The decision says whether one is wanted.
pub(crate) fn second_of(
    cx: &mut Cx<'_>,
    unit: &UnitState,
    record: RecordedBy,
    (login, pass): (Option<&String>, Option<&Secret>),
) -> Answer<Option<PersonId>> {
    let Some(login) = login.map(|login| login.trim()).filter(|login| !login.is_empty()) else {
        return Ok(None);
    };
    let step = cx.decide(|context| Ok(decide::step_of_record(unit, record, context)?.cloned()))?;
    let entitles = |roles: &[Role]| {
        step.as_ref().is_some_and(|step| step.is_open_to(roles)) || may(roles, Permission::Process)
    };
    second_person(cx, login, pass.map_or("", |pass| pass), entitles).map(Some)
}

/// Records a success.
pub(crate) fn attempt(cx: &mut Cx<'_>, person: &PersonRow) -> Answer<()> {
    let record = Record::SignInAttempted(SignInAttempted { person: person.person, success: true });
    let subject = cx.app.host.id();
    cx.record_as(Some(person.person), vec![Act::new(&subject, record)])
}

/// Records a refusal, for the administrator to see.
pub(crate) fn refuse(cx: &mut Cx<'_>, person: Option<PersonId>, why: SignInFailure) -> Answer<()> {
    // Before its first entry a station has nobody who could sign in.
    if cx.store()?.identity().is_none() {
        return Ok(());
    }
    let subject = cx.app.host.id();
    let record = Record::SignInRefused(SignInRefused { person, why });
    cx.record_as(None, vec![Act::new(&subject, record)])
}

/// Words that a password may not be made of: the sign-in name and the names of the bank.
pub(crate) fn context_words(cx: &Cx<'_>, login: &str) -> Answer<Vec<String>> {
    let bank = cx.bank()?;
    Ok(vec![login.to_owned(), bank.name_zh, bank.name_en])
}

/// The text of a badge, whether it was scanned with its prefix or typed bare.
pub(crate) fn badge_text(text: &str) -> String {
    match scan::parse(text, "badge").map(|scan| scan::meaning(&scan)) {
        Ok((ScanKind::Badge, value)) => value,
        _ => text.trim().to_owned(),
    }
}

/// The person of a badge that is good.
pub(crate) fn badge_holder(cx: &Cx<'_>, badge: &str) -> Answer<Option<PersonRow>> {
    let Some(found) = cx.store()?.find_badge(badge).map_err(stored)? else { return Ok(None) };
    if found.revoked_ms.is_some() {
        return Err(Problem::refusal("badge.revoked").at("text"));
    }
    let person = cx.store()?.find_person(found.person).map_err(stored)?;
    match person {
        Some(person) if person.suspended_ms.is_some() => {
            Err(Problem::refusal("session.suspended").at("text"))
        }
        person => Ok(person),
    }
}

/// The person of a scanned badge; else the problem, with whose badge it is where that is known.
pub(crate) fn scanned_badge(cx: &Cx<'_>, text: &str) -> Result<PersonRow, (Problem, Option<PersonId>)> {
    let badge = badge_text(text);
    match badge_holder(cx, &badge) {
        Ok(Some(person)) => Ok(person),
        Ok(None) => Err((Problem::refusal("badge.unknown").at("text"), None)),
        Err(problem) => {
            let owner = cx.store().ok().and_then(|store| store.find_badge(&badge).ok().flatten());
            Err((problem, owner.map(|owner| owner.person)))
        }
    }
}
