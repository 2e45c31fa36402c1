use super::{Output, doer};
use crate::administration;
use crate::db::station::Status;
use crate::ports::{Clock as _, System};
use ledger::{BankId, StationId};
use serde_json::json;
use sqlx::PgPool;

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// The bank, 32 hexadecimal digits
    #[arg(long)]
    bank: BankId,
    /// The station, 32 hexadecimal digits
    #[arg(long)]
    station: StationId,
    /// Why, for the list of what administrators did
    #[arg(long, default_value = "")]
    reason: String,
}

pub(super) async fn run(pool: &PgPool, output: Output, options: Options) -> anyhow::Result<()> {
    let Options { bank, station, reason } = options;
    let mut tx = pool.begin().await?;
    let now_ms = System.now_ms();
    let found = administration::revoke(&mut tx, &System, &doer(), (bank, station), &reason, now_ms).await?;
    anyhow::ensure!(found, "the centre knows no station {station} of bank {bank}");
    tx.commit().await?;
    output.line("revoked", &json!({ "station": station, "status": Status::Revoked.text() }))
}
