//! Signing in and out, language, and the password behind every signature.

use crate::app::Session;
use crate::context::{Act, Answer, Cx};
use crate::password;
use crate::problem::stored;
use api::Problem;
use api::wire::*;
use domain::record::SignInAttempted;
use domain::{Permission, Purpose, Record};
use store::query::PersonRow;

/// Failures in a row that lock an account.
const FAILURES_MAX: u32 = 5;
/// How long it stays locked after the last failure, ms.
pub(crate) const LOCKOUT_MS: i64 = 15 * 60 * 1000;

pub(crate) fn session_state(cx: &mut Cx<'_>, _: Empty) -> Answer<SessionState> {
    let Some(store) = &cx.state.store else {
        return Ok(SessionState {
            locale: cx.locale(),
            operator: None,
            bank: None,
            demo_accounts: Vec::new(),
        });
    };
    let bank = match store.find_bank().map_err(stored)? {
        None => None,
        Some(bank) => {
            let identity = cx.identity()?;
            let site_id = cx.site()?;
            let site = store.list_sites().map_err(stored)?.into_iter().find(|site| site.site == site_id);
            let station = store
                .list_stations()
                .map_err(stored)?
                .into_iter()
                .find(|station| station.station.bytes() == identity.station.bytes());
            site.map(|site| {
                (
                    bank.purpose,
                    BankBrief {
                        name_zh: bank.name_zh,
                        name_en: bank.name_en,
                        purpose: bank.purpose,
                        scheme: bank.scheme,
                        facility: bank.facility,
                        station_name: station.map(|station| station.name).unwrap_or_default(),
                        site: site_id,
                        site_name_zh: site.name_zh,
                        site_name_en: site.name_en,
                        site_kind: site.kind,
                    },
                )
            })
        }
    };
    let demo = bank.as_ref().is_some_and(|(purpose, _)| *purpose == Purpose::Demo);
    let operator = match cx.state.session {
        Some(_) => Some(operator_view(cx.operator()?)),
        None => None,
    };
    Ok(SessionState {
        locale: cx.locale(),
        operator,
        bank: bank.map(|(_, brief)| brief),
        demo_accounts: if demo { crate::demo::accounts() } else { Vec::new() },
    })
}

fn operator_view(person: PersonRow) -> Operator {
    let permissions = Permission::ALL
        .iter()
        .copied()
        .filter(|permission| {
            *permission != Permission::Open && crate::context::may(&person.roles, *permission)
        })
        .collect();
    Operator {
        person: person.person,
        login: person.login,
        name: person.name,
        roles: person.roles,
        permissions,
    }
}

pub(crate) fn session_sign_in(cx: &mut Cx<'_>, request: SignIn) -> Answer<SessionState> {
    let person = check_credentials(cx, &request.login, &request.password, "password")?;
    cx.state.session = Some(Session { person: person.person });
    attempt(cx, &person, true)?;
    session_state(cx, Empty {})
}

pub(crate) fn session_sign_out(cx: &mut Cx<'_>, _: Empty) -> Answer<SessionState> {
    cx.state.session = None;
    session_state(cx, Empty {})
}

pub(crate) fn settings_set_locale(cx: &mut Cx<'_>, request: SetLocale) -> Answer<SessionState> {
    let mut station = cx.state.station.clone();
    station.locale = request.locale;
    cx.app.save_station(&station)?;
    cx.state.station = station;
    session_state(cx, Empty {})
}

/// The person of a login whose password is right and who is not locked out. A failure is recorded.
pub(crate) fn check_credentials(cx: &mut Cx<'_>, login: &str, pass: &str, field: &str) -> Answer<PersonRow> {
    let wrong = || Problem::refusal("session.wrong_password").at(field);
    let Some(person) = cx.store()?.find_login(login.trim()).map_err(stored)? else {
        // The same work as for a known login, so that time does not tell which logins exist.
        let _ = password::hash(pass, [0; 16]);
        return Err(wrong());
    };
    not_locked_out(cx, &person)?;
    if password::verify(pass, &person.password_hash) {
        return Ok(person);
    }
    attempt(cx, &person, false)?;
    Err(wrong())
}

/// The operator signs with the own password.
pub(crate) fn sign(cx: &mut Cx<'_>, pass: &str) -> Answer<PersonRow> {
    let operator = cx.operator()?;
    check_credentials(cx, &operator.login, pass, "password")
}

/// Failed attempts, and until when the account is locked.
pub(crate) fn lockout(cx: &Cx<'_>, person: &PersonRow) -> Answer<(u32, Option<i64>)> {
    let (failures, last_ms) = cx.store()?.failed_sign_ins(person.person).map_err(stored)?;
    let until_ms = last_ms.filter(|_| failures >= FAILURES_MAX).map(|last_ms| last_ms + LOCKOUT_MS);
    Ok((failures, until_ms))
}

fn not_locked_out(cx: &Cx<'_>, person: &PersonRow) -> Answer<()> {
    match lockout(cx, person)? {
        (failures, Some(until_ms)) if cx.now_ms() < until_ms => Err(Problem::refusal("session.locked_out")
            .with("failures", failures)
            .with("minutes", (until_ms - cx.now_ms()) / 60_000 + 1)
            .at("login")),
        _ => Ok(()),
    }
}

fn attempt(cx: &mut Cx<'_>, person: &PersonRow, success: bool) -> Answer<()> {
    let record = Record::SignInAttempted(SignInAttempted { person: person.person, success });
    let subject = cx.app.host.id();
    cx.record_as(Some(person.person), vec![Act::new(&subject, record)])
}
