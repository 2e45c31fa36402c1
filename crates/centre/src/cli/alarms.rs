use super::Output;
use crate::db::alarm;
use serde_json::json;
use sqlx::PgPool;

pub(super) async fn run(pool: &PgPool, output: Output) -> anyhow::Result<()> {
    let mut db = pool.acquire().await?;
    for row in alarm::list(&mut db).await? {
        let text = format!(
            "{} {} {} times={} first_ms={} last_ms={}",
            row.bank, row.station, row.kind, row.times, row.first_ms, row.last_ms
        );
        let json = json!({
            "bank": row.bank,
            "station": row.station,
            "kind": row.kind,
            "times": row.times,
            "first_ms": row.first_ms,
            "last_ms": row.last_ms,
        });
        output.line(&text, &json)?;
    }
    Ok(())
}
