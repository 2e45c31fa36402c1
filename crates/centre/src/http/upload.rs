//! `POST /v1/upload`.

use super::authenticate::authenticate;
use super::{Shared, answer};
use crate::Centre;
use crate::db::alarm::AlarmKind;
use crate::ingest::{IngestError, Taken, ingest, writer_of};
use axum::extract::Request;
use axum::response::Response;
use sync::{Code, Receipt, Refusal, UploadFault, UploadPage, page};

impl From<IngestError> for Refusal {
    fn from(error: IngestError) -> Self {
        match error {
            IngestError::Db(error) => answer::busy(&error),
            IngestError::Gap { expected } => Self::new(Code::Gap).with("expected", expected),
            IngestError::Fork { seq } => Self::new(Code::Fork).with("seq", seq),
            IngestError::Revoked => Self::new(Code::Revoked),
            IngestError::Unknown => Self::new(Code::Unauthorised),
        }
    }
}

fn bad_page(fault: &UploadFault) -> Refusal {
    let refusal = Refusal::new(Code::Page);
    match fault {
        UploadFault::Finding(finding) => refusal.with("seq", finding.seq).with("fault", &finding.fault),
        other => refusal.with("fault", other),
    }
}

pub(super) async fn handle(centre: Shared, request: Request) -> Response {
    answer::respond(upload(&centre, request).await)
}

fn ended_early(error: tokio::task::JoinError) -> Refusal {
    tracing::error!(%error, "verification ended early");
    Refusal::new(Code::Busy)
}

async fn upload(centre: &Centre, request: Request) -> Result<Receipt, Refusal> {
    let (parts, body) = request.into_parts();
    let (raw, _held) = answer::bytes(centre, &parts.headers, body).await?;
    let _room = answer::room(centre).await?;
    let sender = authenticate(centre, &parts, &raw).await?;
    // Signatures of a full page take milliseconds: not on a thread that serves connections.
    let checked = tokio::task::spawn_blocking(move || {
        let page: UploadPage = page::decode(&raw).map_err(|e| answer::malformed(&e))?;
        Ok::<_, Refusal>((page, raw))
    });
    let (page, raw): (UploadPage, _) = checked.await.map_err(ended_early)??;
    let mut db = centre.pool().acquire().await.map_err(|error| answer::busy(&error.into()))?;
    let writer = writer_of(&mut *db, &sender, &page).await.map_err(|error| answer::busy(&error))?;
    let writer = writer.ok_or_else(|| Refusal::new(Code::NotOwn))?;
    drop(db);
    let checked = tokio::task::spawn_blocking(move || {
        let span = page.verify(writer.key).map_err(|fault| bad_page(&fault))?;
        Ok::<_, Refusal>((page, span))
    });
    let (page, span) = checked.await.map_err(ended_early)??;
    let mut primary = centre.pool.subscribe();
    let tx = centre.pool().begin().await.map_err(|error| answer::busy(&error.into()))?;
    let outcome = tokio::select! {
        outcome = ingest(centre.judge(), tx, &page, span, &raw) => outcome,
        // The former primary may not answer for long, and nobody can say what it did: the station sends the page again.
        _ = primary.changed() => return Err(Refusal::new(Code::Busy)),
    };
    if matches!(outcome, Err(IngestError::Fork { .. } | IngestError::Revoked)) {
        tracing::warn!(bank = %page.bank, station = %page.station, seq = span.first, "a page was quarantined");
    }
    match &outcome {
        Err(IngestError::Fork { .. }) => {
            answer::alarm(centre, (page.bank, page.station), AlarmKind::TwoHistories).await;
        }
        // A station goes on where its last receipt ended: whatever is missing was here once.
        Err(IngestError::Gap { .. }) => {
            answer::alarm(centre, (page.bank, page.station), AlarmKind::CentreBehind).await;
        }
        _ => {}
    }
    let Taken { receipt, new } = outcome?;
    centre.metrics.taken(page.entries.len() as u64);
    if new == 0 {
        // A line that broke before the receipt came through, or somebody who sends again what he overheard.
        tracing::info!(bank = %page.bank, station = %page.station, seq = span.first, "a page was sent again");
    } else {
        centre.stored.send_modify(|count| *count = count.wrapping_add(1));
    }
    Ok(receipt)
}
