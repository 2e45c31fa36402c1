//! Whether the tables of banks could be spread over many servers by `bank_id`, as Citus does: every key begins with it, and every
//! statement works on one bank alone. Shown from PostgreSQL's catalogue, and from its plans of every statement in the sources.

mod apart;
mod catalogue;
mod statements;

use crate::support::cluster;
use apart::Apart;
use centre::db::{connect, schema};
use sqlx::pool::PoolConnection;
use sqlx::{AssertSqlSafe, PgConnection, Postgres};
use statements::Statement;

/// Tables that every server would hold whole, and why none grows with what stations send.
const SMALL: &[(&str, &str)] = &[
    ("act", "a line for each act of an administrator"),
    ("capacity_day", "a line a day"),
    ("centre_identity", "the centre's one key"),
    ("enrolment_code", "a line for each station that joins; a code is looked up before its bank is known"),
    ("page_access", "a line for each administrator's code"),
    ("schema_migration", "a line for each migration"),
];

/// Statements that read all banks, by their file and a part of their text, and for whom. None of them changes or locks anything.
const ACROSS: &[(&str, &str, &str)] = &[
    ("db/alarm.rs", "FROM alarm ORDER BY last_ms", "the administrator's alarms"),
    ("db/bank.rs", "FROM bank ORDER BY founded_ms", "the administrator's banks, and `verify`"),
    ("db/capacity.rs", "sum(head_seq)", "the day's measure"),
    ("db/station/list.sql", "$1::bytea IS NULL", "the administrator's stations"),
    ("db/station.rs", "GROUP BY status", "the metrics"),
    ("db/station.rs", "min(uploaded_ms)", "the metrics"),
];

async fn migrated() -> PoolConnection<Postgres> {
    let pool = connect(&cluster::database()).await.unwrap();
    schema::migrate(&pool).await.unwrap();
    pool.acquire().await.unwrap()
}

async fn run(db: &mut PgConnection, sql: &str) {
    let done = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(db).await;
    done.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

#[tokio::test]
async fn every_key_of_a_banks_table_begins_with_the_bank() {
    let mut db = migrated().await;
    assert_eq!(catalogue::faults(&mut db, SMALL).await, [""; 0]);
}

#[tokio::test]
async fn the_documentation_tells_of_every_table() {
    let documentation = include_str!("../../../../docs/centre.md");
    let of_banks = catalogue::tables(&mut *migrated().await, SMALL).await;
    for names in [catalogue::names(SMALL), of_banks] {
        let list = format!("'{{{}}}'::regclass[]", names.join(","));
        assert!(documentation.contains(&list), "{list}");
    }
}

#[tokio::test]
async fn a_key_that_leaves_the_bank_is_found() {
    for (planted, fault) in [
        ("CREATE TABLE note (id bigint)", "note has no bank_id"),
        ("CREATE TABLE note (bank_id bytea)", "note has no bank_id"),
        ("CREATE TABLE note (bank_id text NOT NULL)", "note has no bank_id"),
        ("CREATE UNIQUE INDEX planted ON station (public_key)", "planted does not begin with bank_id"),
        ("CREATE INDEX planted ON entry (received_ms, bank_id)", "planted does not begin with bank_id"),
        ("CREATE INDEX planted ON entry_p3 (hash)", "planted does not begin with bank_id"),
        ("CREATE INDEX planted ON site (lower(personal))", "planted does not begin with bank_id"),
        (
            "CREATE TABLE note (bank_id bytea NOT NULL, position bigserial)",
            "note_position_seq is a sequence",
        ),
        (
            "CREATE TABLE note (bank_id bytea NOT NULL, position bigint GENERATED ALWAYS AS IDENTITY)",
            "note_position_seq is a sequence",
        ),
        (
            "ALTER TABLE act ADD CONSTRAINT planted FOREIGN KEY (bank_id) REFERENCES bank",
            "planted leaves the bank",
        ),
        (
            "CREATE UNIQUE INDEX ON station (bank_id, site_id); CREATE TABLE note (bank_id bytea NOT NULL, owner bytea, at bytea,
                 CONSTRAINT planted FOREIGN KEY (owner, at) REFERENCES station (bank_id, site_id))",
            "planted leaves the bank",
        ),
        (
            "CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
             CREATE TRIGGER planted BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION planted()",
            "entry has a trigger",
        ),
        (
            "CREATE TABLE note (bank_id bytea NOT NULL, scope text) PARTITION BY HASH (scope)",
            "note is not in partitions by bank_id",
        ),
        ("DROP TABLE page_access", "page_access is not there"),
    ] {
        let mut db = migrated().await;
        run(&mut db, planted).await;
        assert_eq!(catalogue::faults(&mut db, SMALL).await, [fault], "{planted}");
    }
    // What stays within the bank may be.
    let mut db = migrated().await;
    run(&mut db, "ALTER TABLE site ADD FOREIGN KEY (bank_id) REFERENCES bank").await;
    run(
        &mut db,
        "ALTER TABLE alarm ADD FOREIGN KEY (station_id, bank_id) REFERENCES station (station_id, bank_id)",
    )
    .await;
    assert_eq!(catalogue::faults(&mut db, SMALL).await, [""; 0]);
}

#[tokio::test]
async fn every_statement_works_on_one_bank_alone() {
    let mut db = migrated().await;
    let apart = Apart::make(&mut db, SMALL).await;
    let statements = statements::all();
    assert!(statements.len() > 60, "the statements are not found: {statements:#?}");
    let mut faults = Vec::new();
    let mut across = Vec::new();
    for statement in &statements {
        let listed = ACROSS.iter().find(|(place, part, _)| statement.is_listed(place, part));
        match (apart.fault(&mut db, &statement.sql).await, listed) {
            (Some(_), Some(listed)) if statement.only_reads() => across.push(listed.1),
            (Some(fault), _) => faults.push(format!("{}: {fault}: {}", statement.place, statement.sql)),
            (None, Some(_)) => {
                faults.push(format!("{} is listed needlessly: {}", statement.place, statement.sql))
            }
            (None, None) => {}
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert_eq!(across, ACROSS.iter().map(|listed| listed.1).collect::<Vec<_>>(), "each that is listed, once");
}

#[tokio::test]
async fn a_statement_that_leaves_the_bank_is_found() {
    let mut db = migrated().await;
    let apart = Apart::make(&mut db, SMALL).await;
    let unfit = [
        "SELECT header FROM entry WHERE station_id = $1 AND seq = $2",
        "SELECT name FROM station WHERE $1::bytea IS NULL OR bank_id = $1",
        "SELECT name FROM station WHERE bank_id > $1",
        "SELECT name FROM station WHERE bank_id = ANY($1)",
        "SELECT name FROM station WHERE bank_id = $1 FOR UPDATE; SELECT 1",
        "SELECT header FROM feed JOIN entry ON entry.station_id = feed.station_id AND entry.seq = feed.seq
         WHERE feed.bank_id = $1 AND scope = $2",
        "SELECT header FROM feed, entry WHERE feed.bank_id = $1 AND entry.bank_id = $2",
        "SELECT (SELECT count(*) FROM alarm) FROM bank WHERE bank_id = $1",
        "SELECT act.kind FROM act JOIN station ON station.bank_id = act.bank_id WHERE act.act_id = $1",
        "UPDATE station SET status = $1 WHERE station_id = $2",
        "UPDATE site SET bank_id = $2 WHERE bank_id = $1",
        "DELETE FROM alarm WHERE kind = $1",
        "INSERT INTO site (site_id, bank_id) VALUES ($2, $1)",
        "INSERT INTO bank SELECT $1, $2",
        "INSERT INTO site (bank_id, site_id) SELECT bank_id, $1 FROM bank",
        "INSERT INTO alarm (bank_id, station_id, kind, first_ms, last_ms) SELECT $1, station_id, $2, 0, 0 FROM station",
    ];
    for sql in unfit {
        assert!(apart.fault(&mut db, sql).await.is_some(), "{sql}");
    }
    for sql in [
        "SELECT header FROM feed JOIN entry USING (bank_id, station_id, seq) WHERE bank_id = $1 AND scope = $2",
        "SELECT detail FROM act ORDER BY at_ms",
        "UPDATE station SET status = $2 WHERE bank_id = $1",
        "INSERT INTO site (bank_id, site_id) SELECT $1, site_id FROM station WHERE bank_id = $1 ON CONFLICT DO NOTHING",
    ] {
        assert_eq!(apart.fault(&mut db, sql).await, None, "{sql}");
    }
}

#[test]
fn statements_are_found_in_literals_of_every_kind() {
    let source = r###"
        // sqlx::query("SELECT 0")
        const A: &str = "SELECT 1
            FROM a"; /* "SELECT 0" */
        fn f<'a>(c: char, of: &'a str) -> &'a str { if c == '"' || c == '\'' { "Select one" } else { r#"SELECT "2""# } }
        const B: &str = "UPDATE a \
            SET b = \"c\\\"";
        const C: &str = "-- Why.\nDELETE FROM a";
    "###;
    let found: Vec<Statement> = statements::of_source("a.rs", source);
    let found: Vec<&str> = found.iter().map(|statement| statement.sql.as_str()).collect();
    let expected = [
        "SELECT 1\n            FROM a",
        "SELECT \"2\"",
        "UPDATE a SET b = \"c\\\"",
        "-- Why.\nDELETE FROM a",
    ];
    assert_eq!(found, expected);
}
