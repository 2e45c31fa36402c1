use super::{Output, doer};
use crate::db::code::Purpose;
use crate::enrolment;
use crate::ports::{Clock as _, System};
use ledger::{BankId, SiteId};
use serde_json::json;
use sqlx::PgPool;

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// The bank to join, 32 hexadecimal digits
    #[arg(long, requires = "site", required_unless_present = "new_bank", conflicts_with = "new_bank")]
    bank: Option<BankId>,
    /// The site where the station stands, 32 hexadecimal digits
    #[arg(long, requires = "bank")]
    site: Option<SiteId>,
    /// The station brings a bank that is new to this centre
    #[arg(long)]
    new_bank: bool,
    /// How long the code is good for
    #[arg(long, default_value_t = 72, value_parser = clap::value_parser!(u16).range(1..=24 * 60))]
    hours: u16,
}

pub(super) async fn run(pool: &PgPool, output: Output, options: Options) -> anyhow::Result<()> {
    let purpose =
        options.bank.zip(options.site).map_or(Purpose::Found, |(bank, site)| Purpose::Join(bank, site));
    let now_ms = System.now_ms();
    let expires_ms = now_ms + i64::from(options.hours) * 3_600_000;
    let code = enrolment::issue(pool, &System, &doer(), purpose, now_ms, expires_ms).await?;
    output.line(&code, &json!({ "code": code, "expires_ms": expires_ms }))
}
