use super::Output;
use crate::db::{identity, schema};
use crate::ports::{Clock as _, Random as _, System};
use anyhow::Context as _;
use serde_json::json;
use sqlx::PgPool;

pub(super) async fn run(pool: &PgPool, output: Output) -> anyhow::Result<()> {
    schema::migrate(pool).await?;
    let mut seed = [0; 32];
    System.fill(&mut seed)?;
    let mut db = pool.acquire().await?;
    identity::create(&mut db, &seed, System.now_ms()).await?;
    let key = identity::find(&mut db).await?.context("the centre's key is gone")?;
    let key = hex::encode(key.public().bytes());
    output.line(&format!("ready; the centre's public key is {key}"), &json!({ "centre_key": key }))
}
