use super::Output;
use crate::db::{quarantine, station};
use ledger::BankId;
use serde_json::json;
use sqlx::PgPool;

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// Only this bank's, 32 hexadecimal digits
    #[arg(long)]
    bank: Option<BankId>,
}

pub(super) async fn run(pool: &PgPool, output: Output, options: Options) -> anyhow::Result<()> {
    let mut db = pool.acquire().await?;
    for row in station::list(&mut db, options.bank).await? {
        let quarantined = quarantine::count(&mut db, row.bank, row.station).await?;
        let status = row.status.text();
        let text = format!(
            "{} {} {} {status} entries={} quarantined={quarantined} {}",
            row.bank, row.site, row.station, row.head_seq, row.name
        );
        let json = json!({
            "bank": row.bank,
            "site": row.site,
            "station": row.station,
            "name": row.name,
            "status": status,
            "entries": row.head_seq,
            "quarantined": quarantined,
            "enrolled_ms": row.enrolled_ms,
            "uploaded_ms": row.uploaded_ms,
        });
        output.line(&text, &json)?;
    }
    Ok(())
}
