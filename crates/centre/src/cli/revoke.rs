use super::Output;
use crate::db::station::{self, Status};
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
}

pub(super) async fn run(pool: &PgPool, output: Output, options: Options) -> anyhow::Result<()> {
    let Options { bank, station } = options;
    let mut db = pool.acquire().await?;
    let found = station::set_status(&mut db, bank, station, Status::Revoked).await?;
    anyhow::ensure!(found == 1, "the centre knows no station {station} of bank {bank}");
    output.line("revoked", &json!({ "station": station, "status": Status::Revoked.text() }))
}
