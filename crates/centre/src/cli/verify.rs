use super::Output;
use crate::db::{chain, station};
use ledger::{Hash, Verifier};
use serde_json::json;
use sqlx::PgPool;

/// Entries that are read at a time.
const ENTRIES: i64 = 1_000;

/// Reads every chain anew: hashes, signatures, contents, and that it ends where the station's row says.
pub(super) async fn run(pool: &PgPool, output: Output) -> anyhow::Result<()> {
    let mut db = pool.acquire().await?;
    let mut bad = 0;
    for row in station::list(&mut db, None).await? {
        let mut verifier = Verifier::new(row.bank, row.station, row.key);
        let (mut seq, mut head, mut finding) = (0, Hash::ZERO, None);
        'chain: loop {
            let page = chain::list(&mut db, (row.bank, row.station), seq, ENTRIES).await?;
            if page.is_empty() {
                break;
            }
            for (entry, checkpoint) in page {
                seq += 1;
                head = entry.hash();
                let checked = verifier.entry(&entry).map(drop);
                let checked = checked
                    .and_then(|()| checkpoint.map_or(Ok(()), |checkpoint| verifier.checkpoint(&checkpoint)));
                if let Err(found) = checked {
                    finding = Some(found.to_string());
                    break 'chain;
                }
            }
        }
        if finding.is_none() && (seq, head) != (row.head_seq, row.head_hash) {
            finding = Some(format!("the chain ends at {seq}, the station's row says {}", row.head_seq));
        }
        bad += u32::from(finding.is_some());
        let said = finding.as_deref().unwrap_or("good");
        let text = format!("{} {} entries={seq} {said}", row.bank, row.station);
        let json = json!({
            "bank": row.bank, "station": row.station, "entries": seq, "good": finding.is_none(), "finding": finding,
        });
        output.line(&text, &json)?;
    }
    anyhow::ensure!(bad == 0, "{bad} chains do not verify");
    Ok(())
}
