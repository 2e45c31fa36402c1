use super::{Output, doer};
use crate::administration;
use crate::ports::{Clock as _, System};
use serde_json::json;
use sqlx::PgPool;

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// Who signs in: the name that stands beside everything done from the page
    #[arg(long, value_parser = name)]
    name: String,
    /// How long the code is good for
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=365))]
    days: u16,
    /// Take back all codes of this name instead; who is signed in by one is signed out
    #[arg(long, conflicts_with = "days")]
    withdraw: bool,
}

fn name(typed: &str) -> Result<String, &'static str> {
    let name = typed.trim();
    if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
        return Err("a name has 1 to 100 characters");
    }
    Ok(name.to_owned())
}

pub(super) async fn run(pool: &PgPool, output: Output, options: Options) -> anyhow::Result<()> {
    let Options { name, days, withdraw } = options;
    let now_ms = System.now_ms();
    let mut tx = pool.begin().await?;
    if withdraw {
        let count = administration::withdraw_access(&mut tx, &System, &doer(), &name, now_ms).await?;
        anyhow::ensure!(count > 0, "no code of {name} is open");
        tx.commit().await?;
        return output.line(&format!("{count} withdrawn"), &json!({ "name": name, "withdrawn": count }));
    }
    let expires_ms = now_ms + i64::from(days) * 86_400_000;
    let code = administration::issue_access(&mut tx, &System, &doer(), &name, now_ms, expires_ms).await?;
    tx.commit().await?;
    output.line(&code, &json!({ "code": code, "name": name, "expires_ms": expires_ms }))
}
