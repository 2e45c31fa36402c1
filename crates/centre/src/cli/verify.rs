use super::Output;
use crate::db::station::StationRow;
use crate::db::{DbError, chain, station};
use ledger::{Finding, Hash, Verifier};
use serde_json::json;
use sqlx::{PgConnection, PgPool};

/// Entries that are read at a time.
const ENTRIES: i64 = 1_000;

/// How a chain ends.
struct End {
    entries: u64,
    finding: Option<String>,
}

/// Reads every chain anew: hashes, those stored beside the entries too, signatures, contents, that a signature covers its
/// end, and that it ends where the station's row says. All of it as of one moment, so that what stations send meanwhile
/// is no finding.
pub(super) async fn run(pool: &PgPool, output: Output) -> anyhow::Result<()> {
    let mut db = pool.begin().await?;
    sqlx::query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY").execute(&mut *db).await?;
    let mut bad = 0;
    for row in station::list(&mut db, None).await? {
        let End { entries, finding } = read(&mut db, &row).await?;
        bad += u32::from(finding.is_some());
        let said = finding.as_deref().unwrap_or("good");
        let text = format!("{} {} entries={entries} {said}", row.bank, row.station);
        let json = json!({
            "bank": row.bank, "station": row.station, "entries": entries, "good": finding.is_none(), "finding": finding,
        });
        output.line(&text, &json)?;
    }
    anyhow::ensure!(bad == 0, "{bad} chains do not verify");
    Ok(())
}

async fn read(db: &mut PgConnection, row: &StationRow) -> Result<End, DbError> {
    let mut verifier = Verifier::new(row.bank, row.station, row.key);
    let (mut seq, mut head) = (0, Hash::ZERO);
    loop {
        let page = chain::list(db, (row.bank, row.station), seq, ENTRIES).await?;
        if page.is_empty() {
            break;
        }
        for held in page {
            seq += 1;
            head = held.entry.hash();
            if let Err(found) = take(&mut verifier, &held) {
                return Ok(End { entries: seq, finding: Some(found.to_string()) });
            }
        }
    }
    let finding = match verifier.finish() {
        Err(found) => Some(found.to_string()),
        Ok(_) if (seq, head) != (row.head_seq, row.head_hash) => {
            Some(format!("the chain ends at {seq}, the station's row says {}", row.head_seq))
        }
        Ok(_) => None,
    };
    Ok(End { entries: seq, finding })
}

fn take(verifier: &mut Verifier, held: &chain::Held) -> Result<(), Finding> {
    verifier.stored_entry(&held.entry, &held.hash)?;
    held.checkpoint.as_ref().map_or(Ok(()), |checkpoint| verifier.checkpoint(checkpoint))
}
