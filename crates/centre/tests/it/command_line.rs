use crate::support::{BANK, Note, Station, cluster, key, site};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Output, Stdio};
use sync::{Client, ClientOptions, FeedRequest, Founding, Scope, SyncError};

pub(crate) struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn command(database: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cordkeep-centre"));
    command.args(arguments).env("CORDKEEP_CENTRE_DATABASE", database).env("RUST_LOG", "warn");
    command
}

pub(crate) fn run(database: &str, arguments: &[&str]) -> Output {
    command(database, arguments).output().unwrap()
}

pub(crate) fn json(output: &Output) -> serde_json::Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn serve(database: &str) -> (Server, Client) {
    let (server, client, _) = serve_with(database, &[]);
    (server, client)
}

/// The same with options; gives also what the program said when it was ready.
pub(crate) fn serve_with(database: &str, options: &[&str]) -> (Server, Client, serde_json::Value) {
    let mut command = command(database, &["serve", "--listen", "127.0.0.1:0"]);
    let mut server = Server(command.args(options).stdout(Stdio::piped()).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(server.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let line: serde_json::Value = serde_json::from_str(&line).unwrap();
    let base_url = format!("http://{}", line["listening"].as_str().unwrap());
    (server, Client::new(ClientOptions { base_url, ..ClientOptions::default() }).unwrap(), line)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_real_binary_is_set_up_serves_stops_and_goes_on() {
    let database = cluster::database();
    assert_eq!(run(&database, &["serve"]).status.code(), Some(1), "serves without a schema");
    let centre_key = json(&run(&database, &["init", "--json"]))["centre_key"].clone();
    assert_eq!(
        json(&run(&database, &["init", "--json"]))["centre_key"],
        centre_key,
        "init is not repeatable"
    );

    let (mut server, client) = serve(&database);
    let hello = client.hello().await.unwrap();
    assert_eq!(centre_key, hex::encode(hello.centre_key.bytes()));
    let code = json(&run(&database, &["enrol", "--new-bank", "--json"]));
    let mut station = Station::new(1, site(1));
    station.credentials.centre_key = hello.centre_key;
    let founding = Some(Founding { bank: BANK, site: site(1) });
    client.enrol(&key(1), station.enrolment(code["code"].as_str().unwrap(), founding)).await.unwrap();
    let page = station.page(&[Note::about(1), Note::about(2)]);
    assert_eq!(client.upload(&station.credentials, &page).await.unwrap().seq, 2);

    let status = Command::new("kill").args(["-TERM", &server.0.id().to_string()]).status().unwrap();
    assert!(status.success());
    assert_eq!(server.0.wait().unwrap().code(), Some(0), "does not stop in order");
    assert_eq!(client.upload(&station.credentials, &page).await.unwrap_err().code(), "sync.unreachable");

    let (_server, client) = serve(&database);
    assert_eq!(client.upload(&station.credentials, &page).await.unwrap().seq, 2);
    let listed = json(&run(&database, &["stations", "--json"]));
    assert_eq!((&listed["entries"], &listed["status"]), (&2.into(), &"active".into()));
    let text = String::from_utf8(
        run(&database, &["enrol", "--bank", &BANK.to_string(), "--site", &site(2).to_string()]).stdout,
    );
    assert_eq!(text.unwrap().trim().len(), 23);
    let (bank, id) = (BANK.to_string(), station.head.station.to_string());
    json(&run(&database, &["revoke", "--bank", &bank, "--station", &id, "--json"]));
    let error =
        client.feed(&station.credentials, &FeedRequest::after(Scope::Reference, 0)).await.unwrap_err();
    assert_eq!(error, SyncError::Revoked);
}

#[tokio::test(flavor = "multi_thread")]
async fn damage_of_every_sort_is_found_in_the_chain_that_has_it() {
    let database = cluster::database();
    json(&run(&database, &["init", "--json"]));
    let (_server, client) = serve(&database);
    let centre_key = client.hello().await.unwrap().centre_key;
    let code = json(&run(&database, &["enrol", "--new-bank", "--json"]));
    let mut station = Station::new(1, site(1));
    station.credentials.centre_key = centre_key;
    let founding = Some(Founding { bank: BANK, site: site(1) });
    client.enrol(&key(1), station.enrolment(code["code"].as_str().unwrap(), founding)).await.unwrap();
    for about in 1..4 {
        let page = station.page(&[Note::about(about)]);
        client.upload(&station.credentials, &page).await.unwrap();
    }
    let verified = json(&run(&database, &["verify", "--json"]));
    assert_eq!((&verified["entries"], &verified["good"]), (&3.into(), &true.into()));
    let pool = centre::db::connect(&database).await.unwrap();
    let tables = ["entry", "checkpoint"];
    for table in tables {
        let keep = format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(keep)).execute(&pool).await.unwrap();
    }
    for (damage, entry) in [
        ("UPDATE entry SET hash = sha256(hash) WHERE seq = 2", "entry 2"),
        ("UPDATE entry SET body = body || 'x' WHERE seq = 2", "entry 2"),
        ("UPDATE checkpoint SET time_ms = time_ms + 1 WHERE seq = 1", "entry 1"),
        ("DELETE FROM checkpoint WHERE seq = 3", "entry 3"),
        ("DELETE FROM checkpoint WHERE seq = 3; DELETE FROM entry WHERE seq = 3", "ends at 2"),
    ] {
        sqlx::raw_sql(damage).execute(&pool).await.unwrap();
        let output = run(&database, &["verify", "--json"]);
        assert_eq!(output.status.code(), Some(1), "{damage}");
        let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert!(found["finding"].as_str().unwrap().contains(entry), "{damage}: {found}");
        for table in tables {
            let mend = format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept_{table}");
            sqlx::raw_sql(sqlx::AssertSqlSafe(mend)).execute(&pool).await.unwrap();
        }
        assert_eq!(json(&run(&database, &["verify", "--json"]))["good"], true);
    }
}

#[test]
fn wrong_usage_and_unknown_things_have_their_exit_codes() {
    let database = cluster::database();
    json(&run(&database, &["init", "--json"]));
    let unknown = "0".repeat(32);
    for (arguments, code) in [
        (&["enrol"][..], 2),
        (&["enrol", "--new-bank", "--bank", &unknown, "--site", &unknown], 2),
        (&["enrol", "--bank", "xyz", "--site", &unknown], 2),
        (&["enrol", "--bank", &unknown, "--site", &unknown], 1),
        (&["revoke", "--bank", &unknown, "--station", &unknown], 1),
    ] {
        assert_eq!(run(&database, arguments).status.code(), Some(code), "{arguments:?}");
    }
}
