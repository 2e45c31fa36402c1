//! Who is signed in. Kept in memory: a restart of the centre signs everybody out.

use crate::limits::{Buckets, Network};
use crate::ports::Random;
use ledger::Hash;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How long somebody stays signed in.
const SESSION_MS: i64 = 8 * 3_600_000;
/// Sessions at a time; one more ends the oldest.
const SESSIONS_MAX: usize = 200;
/// What a wrong code costs its network beyond the attempt, which fill again at one a second.
const WRONG_TOKENS: u32 = 3;

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub(super) struct Session {
    /// What the browser sends.
    pub(super) token: String,
    /// What each of our forms sends with it.
    pub(super) csrf: String,
    /// The code that was signed in by.
    pub(super) access: Hash,
    /// Who.
    pub(super) who: String,
    until_ms: i64,
    /// A one-time code that was made and not shown yet.
    fresh: Option<String>,
}

pub(super) struct Sessions {
    open: Mutex<HashMap<String, Session>>,
    attempts: Buckets<Network>,
}

impl Default for Sessions {
    fn default() -> Self {
        Self { open: Mutex::default(), attempts: Buckets::new(1) }
    }
}

impl Sessions {
    fn locked(&self) -> MutexGuard<'_, HashMap<String, Session>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins one.
    pub(super) fn begin(
        &self,
        random: &dyn Random,
        access: Hash,
        who: String,
        now_ms: i64,
    ) -> std::io::Result<Session> {
        let secret = || {
            let mut bytes = [0; 32];
            random.fill(&mut bytes).map(|()| hex::encode(bytes))
        };
        let until_ms = now_ms.saturating_add(SESSION_MS);
        let session = Session { token: secret()?, csrf: secret()?, access, who, until_ms, fresh: None };
        let mut open = self.locked();
        open.retain(|_, session| session.until_ms > now_ms);
        if open.len() >= SESSIONS_MAX {
            let oldest = open.values().min_by_key(|session| session.until_ms).map(|s| s.token.clone());
            oldest.map(|token| open.remove(&token));
        }
        open.insert(session.token.clone(), session.clone());
        Ok(session)
    }

    pub(super) fn find(&self, token: &str, now_ms: i64) -> Option<Session> {
        self.locked().get(token).filter(|session| session.until_ms > now_ms).cloned()
    }

    pub(super) fn end(&self, token: &str) {
        self.locked().remove(token);
    }

    /// Keeps a code to be shown on the next page, and on no other.
    pub(super) fn show_once(&self, token: &str, code: String) {
        if let Some(session) = self.locked().get_mut(token) {
            session.fresh = Some(code);
        }
    }

    pub(super) fn take_fresh(&self, token: &str) -> Option<String> {
        self.locked().get_mut(token)?.fresh.take()
    }

    /// Lets an attempt to sign in pass, or says how long to wait.
    pub(super) fn attempt(
        &self,
        peer: Network,
        now: tokio::time::Instant,
    ) -> Result<(), std::time::Duration> {
        self.attempts.take(peer, 1, now)
    }

    /// A wrong code is dear: guessing is slow.
    pub(super) fn wrong(&self, peer: Network, now: tokio::time::Instant) {
        self.attempts.charge(peer, WRONG_TOKENS, now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::System;

    fn begin(sessions: &Sessions, now_ms: i64) -> Session {
        sessions.begin(&System, Hash::ZERO, "w".to_owned(), now_ms).unwrap()
    }

    #[test]
    fn a_session_ends_by_itself_and_by_its_owner() {
        let sessions = Sessions::default();
        let session = begin(&sessions, 0);
        assert!(sessions.find(&session.token, SESSION_MS - 1).is_some());
        assert!(sessions.find(&session.token, SESSION_MS).is_none());
        sessions.end(&session.token);
        assert!(sessions.find(&session.token, 1).is_none());
    }

    #[test]
    fn one_too_many_ends_the_oldest() {
        let sessions = Sessions::default();
        let all: Vec<Session> = (0..=200).map(|n| begin(&sessions, n)).collect();
        assert!(sessions.find(&all[0].token, 300).is_none());
        assert!(sessions.find(&all[1].token, 300).is_some());
        assert_eq!(sessions.locked().len(), SESSIONS_MAX);
    }

    #[test]
    fn a_code_is_shown_once() {
        let sessions = Sessions::default();
        let session = begin(&sessions, 0);
        sessions.show_once(&session.token, "CODE".to_owned());
        assert_eq!(sessions.take_fresh(&session.token).as_deref(), Some("CODE"));
        assert_eq!(sessions.take_fresh(&session.token), None);
    }

    #[test]
    fn wrong_codes_have_to_wait() {
        let (sessions, now) = (Sessions::default(), tokio::time::Instant::now());
        let peer = Network::from(std::net::IpAddr::from([127, 0, 0, 1]));
        assert!(sessions.attempt(peer, now).is_ok());
        sessions.wrong(peer, now);
        assert!(sessions.attempt(peer, now).is_err());
        let other = Network::from(std::net::IpAddr::from([127, 0, 0, 2]));
        assert!(sessions.attempt(other, now).is_ok());
        assert!(sessions.attempt(peer, now + std::time::Duration::from_secs(1)).is_ok());
    }
}
