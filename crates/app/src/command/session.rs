//! Who is at the station: signing in, locking, switching; the own password; language.

use super::credential::{attempt, check_credentials, check_operator, context_words, refuse, scanned_badge};
use crate::app::{Access, Session};
use crate::context::{Act, Answer, Cx};
use crate::password;
use crate::problem::stored;
use crate::synchronise::require_taken_in;
use api::wire::*;
use api::{Command, Kind, Problem};
use domain::record::PasswordChanged;
use domain::{Permission, PersonId, Purpose, Record, SignInFailure};
use store::query::PersonRow;

/// Minutes without work after which a session locks, until the bank sets its own.
const IDLE_MINUTES: u32 = 10;
const IDLE_MINUTES_MAX: u32 = 60;
const IDLE_SETTING: &str = "idle_minutes";

pub(crate) fn session_state(cx: &mut Cx<'_>, _: Empty) -> Answer<SessionState> {
    let Some(store) = &cx.state.store else {
        return Ok(SessionState {
            locale: cx.locale(),
            operator: None,
            bank: None,
            locked: false,
            signature_wants_login: true,
            must_change_password: false,
            since_ms: None,
            previous_sign_in_ms: None,
            idle_minutes: IDLE_MINUTES,
            scanner: ScannerAffixes { prefix: String::new(), suffix: String::new(), pairs: false },
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
    let session = cx.state.session;
    let operator = session.map(|_| cx.operator()).transpose()?;
    Ok(SessionState {
        locked: session.is_some_and(|session| session.access == Access::Locked),
        signature_wants_login: session.is_none_or(|session| session.access != Access::Signed),
        must_change_password: operator.as_ref().is_some_and(|person| person.must_change),
        since_ms: session.map(|session| session.since_ms),
        previous_sign_in_ms: session.and_then(|session| session.previous_ms),
        idle_minutes: idle_minutes(cx)?,
        scanner: super::scanner::affixes(cx)?,
        operator: operator.map(|person| operator_view(cx, person)).transpose()?,
        locale: cx.locale(),
        bank: bank.map(|(_, brief)| brief),
        demo_accounts: if demo { crate::demo::accounts() } else { Vec::new() },
    })
}

fn operator_view(cx: &Cx<'_>, person: PersonRow) -> Answer<Operator> {
    let roles = person.roles_at(cx.site()?);
    let permissions = Permission::ALL
        .iter()
        .copied()
        .filter(|permission| *permission != Permission::Open && crate::context::may(&roles, *permission))
        .collect();
    Ok(Operator { person: person.person, login: person.login, name: person.name, roles, permissions })
}

fn idle_minutes(cx: &Cx<'_>) -> Answer<u32> {
    let text = cx.store()?.text_setting(IDLE_SETTING).map_err(stored)?;
    Ok(text.and_then(|text| text.parse().ok()).unwrap_or(IDLE_MINUTES))
}

impl Cx<'_> {
    /// Locks a session that was idle, ends one whose person was suspended, and refuses what it may not do now. Only
    /// acts count as work: screens ask by themselves.
    pub(crate) fn keep_session(&mut self, command: &Command) -> Answer<()> {
        let Some(mut session) = self.state.session else { return Ok(()) };
        if self.state.store.is_none() {
            return Ok(());
        }
        let now_ms = self.app.host.monotonic_ms();
        let idle_ms = u64::from(idle_minutes(self)?) * 60_000;
        if now_ms.saturating_sub(session.used_ms) >= idle_ms {
            session.access = Access::Locked;
            self.state.session = Some(session);
        }
        let person = self.store()?.find_person(session.person).map_err(stored)?;
        let Some(person) = person.filter(|person| person.suspended_ms.is_none()) else {
            self.state.session = None;
            return match command.permission {
                Permission::Open => Ok(()),
                _ => Err(Problem::refusal("session.ended_suspended")),
            };
        };
        // An earlier account of the same sign-in name became known after this one signed in.
        if self.store()?.is_login_contested(&person).map_err(stored)? {
            self.state.session = None;
            return match command.permission {
                Permission::Open => Ok(()),
                _ => Err(Problem::refusal("session.login_contested")),
            };
        }
        if command.permission == Permission::Open {
            return Ok(());
        }
        if session.access == Access::Locked {
            return Err(Problem::refusal("session.locked"));
        }
        if person.must_change {
            return Err(Problem::refusal("password.must_change"));
        }
        if command.kind == Kind::Act {
            self.use_session();
        }
        Ok(())
    }

    fn use_session(&mut self) {
        let now_ms = self.app.host.monotonic_ms();
        if let Some(session) = &mut self.state.session {
            session.used_ms = now_ms;
        }
    }

    fn set_access(&mut self, access: Access) {
        if let Some(session) = &mut self.state.session {
            session.access = access;
        }
    }

    /// The session's person, where it is not locked.
    fn unlocked(&self) -> Answer<PersonRow> {
        match self.state.session {
            Some(session) if session.access == Access::Locked => Err(Problem::refusal("session.locked")),
            _ => self.operator(),
        }
    }
}

/// Begins a session; one that another person left, locked or not, ends with it.
pub(crate) fn begin_session(cx: &mut Cx<'_>, person: PersonId) -> Answer<()> {
    let previous_ms = cx.store()?.last_sign_in(person).map_err(stored)?;
    cx.state.session = Some(Session {
        person,
        since_ms: cx.now_ms(),
        previous_ms,
        used_ms: cx.app.host.monotonic_ms(),
        access: Access::Open,
    });
    Ok(())
}

pub(crate) fn session_sign_in(cx: &mut Cx<'_>, request: SignIn) -> Answer<SessionState> {
    // Whoever decides on a unit must have all of its history, as far as the centre has it.
    require_taken_in(cx)?;
    let person = check_credentials(cx, &request.login, &request.password, "password")?;
    begin_session(cx, person.person)?;
    attempt(cx, &person)?;
    session_state(cx, Empty {})
}

pub(crate) fn session_sign_out(cx: &mut Cx<'_>, _: Empty) -> Answer<SessionState> {
    cx.state.session = None;
    session_state(cx, Empty {})
}

pub(crate) fn session_lock(cx: &mut Cx<'_>, _: Empty) -> Answer<SessionState> {
    cx.set_access(Access::Locked);
    session_state(cx, Empty {})
}

/// Goes on where the session was locked. The next signature is the first of a new sitting.
pub(crate) fn session_unlock(cx: &mut Cx<'_>, request: UnlockSession) -> Answer<SessionState> {
    let person = check_operator(cx, &request.password)?;
    attempt(cx, &person)?;
    cx.set_access(Access::Open);
    cx.use_session();
    session_state(cx, Empty {})
}

/// Somebody moves at the screen: work that records nothing yet.
pub(crate) fn session_touch(cx: &mut Cx<'_>, _: Empty) -> Answer<SessionState> {
    cx.unlocked()?;
    cx.use_session();
    session_state(cx, Empty {})
}

pub(crate) fn session_read_badge(cx: &mut Cx<'_>, request: ReadBadge) -> Answer<BadgeHolder> {
    // What badges say lags behind till then, and a refusal would be recorded by it.
    require_taken_in(cx)?;
    match scanned_badge(cx, &request.text) {
        Ok(person) => Ok(BadgeHolder { login: person.login, name: person.name }),
        Err((problem, person)) => {
            let why = match problem.code.as_str() {
                "badge.revoked" => Some(SignInFailure::BadgeRevoked),
                "session.suspended" => Some(SignInFailure::Suspended),
                _ => None,
            };
            if let Some(why) = why {
                refuse(cx, person, why)?;
            }
            Err(problem)
        }
    }
}

pub(crate) fn session_change_password(cx: &mut Cx<'_>, request: ChangePassword) -> Answer<SessionState> {
    cx.unlocked()?;
    let person = check_operator(cx, &request.password)?;
    let words = context_words(cx, &person.login)?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    password::check(&request.new_password, &words, "new_password")?;
    if password::verify(&request.new_password, &person.password_hash) {
        return Err(Problem::refusal("password.same").at("new_password"));
    }
    let password_hash = password::hash(&request.new_password, cx.app.host.bytes())?;
    let changed = PasswordChanged { person: person.person, password_hash };
    cx.record(vec![Act::new(person.person.bytes(), Record::PasswordChanged(changed))])?;
    cx.use_session();
    session_state(cx, Empty {})
}

pub(crate) fn settings_set_idle(cx: &mut Cx<'_>, request: SetIdle) -> Answer<SessionState> {
    if !(1..=IDLE_MINUTES_MAX).contains(&request.minutes) {
        let range = Problem::refusal("session.idle_range").with("min", 1).with("max", IDLE_MINUTES_MAX);
        return Err(range.at("minutes"));
    }
    let text = request.minutes.to_string();
    cx.store_mut()?.set_setting(IDLE_SETTING, text.as_bytes()).map_err(stored)?;
    session_state(cx, Empty {})
}

pub(crate) fn settings_set_locale(cx: &mut Cx<'_>, request: SetLocale) -> Answer<SessionState> {
    let mut station = cx.state.station.clone();
    station.locale = request.locale;
    cx.app.save_station(&station)?;
    cx.state.station = station;
    session_state(cx, Empty {})
}
