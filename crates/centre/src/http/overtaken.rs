//! `POST /v1/overtaken`: a station says that another history of it went on.

use super::authenticate::authenticate;
use super::{Shared, answer};
use crate::Centre;
use crate::db::alarm::AlarmKind;
use crate::ingest::{OvertakenError, overtaken};
use axum::extract::Request;
use axum::response::Response;
use sync::{Code, Overtaken, Refusal, page};

impl From<OvertakenError> for Refusal {
    fn from(error: OvertakenError) -> Self {
        match error {
            OvertakenError::Db(error) => answer::busy(&error),
            OvertakenError::ShutOut { seq } => Self::new(Code::Fork).with("seq", seq),
            OvertakenError::Revoked => Self::new(Code::Revoked),
            OvertakenError::NotSo { expected } => Self::new(Code::Gap).with("expected", expected),
            OvertakenError::Unknown => Self::new(Code::Unauthorised),
        }
    }
}

pub(super) async fn handle(centre: Shared, request: Request) -> Response {
    answer::refuse(&shut_out(&centre, request).await)
}

/// What a station hears that says so: always a refusal.
async fn shut_out(centre: &Centre, request: Request) -> Refusal {
    match read(centre, request).await {
        Ok(word) => {
            let tx = match centre.pool().begin().await {
                Ok(tx) => tx,
                Err(error) => return answer::busy(&error.into()),
            };
            let error = overtaken(tx, &word).await;
            if matches!(error, OvertakenError::ShutOut { .. }) {
                tracing::warn!(bank = %word.bank, station = %word.station, seq = word.seq, "a station was overtaken by another history of it");
                answer::alarm(centre, (word.bank, word.station), AlarmKind::TwoHistories).await;
            }
            error.into()
        }
        Err(refusal) => refusal,
    }
}

async fn read(centre: &Centre, request: Request) -> Result<Overtaken, Refusal> {
    let (parts, body) = request.into_parts();
    let (raw, _held) = answer::bytes(centre, &parts.headers, body).await?;
    let _room = answer::room(centre).await?;
    let sender = authenticate(centre, &parts, &raw).await?;
    let word: Overtaken = page::decode(&raw).map_err(|e| answer::malformed(&e))?;
    if (word.bank, word.station) != (sender.bank, sender.station) {
        return Err(Refusal::new(Code::NotOwn));
    }
    Ok(word)
}
