//! A database of which every bank's table lies in partitions by the bank: a statement that names its bank reads, in a plan that was
//! made before its parameters were known, partitions of one number alone. So it would reach one server alone.

use super::{catalogue, run};
use serde_json::Value;
use sqlx::{AssertSqlSafe, PgConnection, Row as _};
use std::collections::{BTreeMap, BTreeSet};

const PARTITIONS: usize = 16;

pub(super) struct Apart {
    /// Of each partition its table and its number.
    partitions: BTreeMap<String, (String, usize)>,
    tables: BTreeSet<String>,
}

impl Apart {
    /// Makes every bank's table anew, empty, with the same columns and keys; PostgreSQL refuses a key without the bank.
    pub(super) async fn make(db: &mut PgConnection, small: &[(&str, &str)]) -> Self {
        let tables = catalogue::tables(db, small).await;
        let mut partitions = BTreeMap::new();
        for table in &tables {
            run(db, &format!("CREATE TABLE apart (LIKE {table} INCLUDING ALL) PARTITION BY HASH (bank_id)"))
                .await;
            run(db, &format!("DROP TABLE {table}; ALTER TABLE apart RENAME TO {table}")).await;
            for number in 0..PARTITIONS {
                let name = format!("{table}_apart{number}");
                let bounds = format!("WITH (MODULUS {PARTITIONS}, REMAINDER {number})");
                run(db, &format!("CREATE TABLE {name} PARTITION OF {table} FOR VALUES {bounds}")).await;
                partitions.insert(name, (table.clone(), number));
            }
        }
        run(db, "SET plan_cache_mode = force_generic_plan").await;
        Self { partitions, tables: tables.into_iter().collect() }
    }

    /// Why a statement would reach several servers, or none that one could name beforehand.
    pub(super) async fn fault(&self, db: &mut PgConnection, sql: &str) -> Option<String> {
        if let Some(fault) = self.misplaces(sql) {
            return Some(fault);
        }
        let prepared = sqlx::query(AssertSqlSafe(format!("PREPARE judged AS {sql}"))).execute(&mut *db).await;
        if let Err(error) = prepared {
            return Some(error.to_string());
        }
        let types: Vec<String> = sqlx::query_scalar(
            "SELECT unnest(parameter_types)::text FROM pg_prepared_statements WHERE name = 'judged'",
        )
        .fetch_all(&mut *db)
        .await
        .unwrap();
        let values: Vec<String> = types.iter().zip(1..).map(|(of, number)| value(of, number)).collect();
        let values = if values.is_empty() { String::new() } else { format!("({})", values.join(", ")) };
        let explain = format!("EXPLAIN (FORMAT JSON) EXECUTE judged{values}");
        let row = sqlx::raw_sql(AssertSqlSafe(explain)).fetch_one(&mut *db).await;
        let plan: String = row.unwrap_or_else(|error| panic!("{sql}: {error}")).get_unchecked(0);
        run(db, "DEALLOCATE judged").await;
        self.strays(sql, &serde_json::from_str(&plan).unwrap())
    }

    /// What a new row is of, or an old one becomes of, is said by a parameter.
    fn misplaces(&self, sql: &str) -> Option<String> {
        let sql = sql.split_whitespace().collect::<Vec<_>>().join(" ");
        let sql = sql.replace("( ", "(");
        if let Some((_, rest)) = sql.split_once(" SET ")
            && rest
                .split(" WHERE ")
                .take(1)
                .flat_map(|set| set.split(", "))
                .any(|set| set.starts_with("bank_id ="))
        {
            return Some("moves rows to another bank".to_owned());
        }
        let (table, rest) = sql.split_once("INSERT INTO ")?.1.split_once(' ')?;
        let values = rest.strip_prefix("(bank_id,").and_then(|rest| rest.split_once(") "));
        let is_named = values.is_some_and(|(_, values)| {
            values
                .strip_prefix("VALUES (")
                .or(values.strip_prefix("SELECT "))
                .is_some_and(|values| values.starts_with('$'))
        });
        (self.tables.contains(table) && !is_named)
            .then(|| format!("adds to {table} of no bank that is named"))
    }

    fn strays(&self, sql: &str, plan: &Value) -> Option<String> {
        let mut read = BTreeSet::new();
        scanned(plan, &mut read);
        let parts: Vec<&(String, usize)> = read.iter().filter_map(|name| self.partitions.get(name)).collect();
        let numbers: BTreeSet<usize> = parts.iter().map(|(_, number)| *number).collect();
        let named =
            sql.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| self.tables.contains(word));
        match numbers.len() {
            0 if named && !sql.contains("INSERT INTO") => {
                Some("reads no partition that one could tell".to_owned())
            }
            0 | 1 => None,
            several => {
                let tables: BTreeSet<&str> = parts.iter().map(|(table, _)| table.as_str()).collect();
                Some(format!("reads {several} partitions of {tables:?}"))
            }
        }
    }
}

/// The tables that a plan reads, those aside that it changes.
fn scanned(plan: &Value, into: &mut BTreeSet<String>) {
    match plan {
        Value::Array(all) => all.iter().for_each(|one| scanned(one, into)),
        Value::Object(node) => {
            let is_scan =
                node.get("Node Type").and_then(Value::as_str).is_some_and(|kind| kind.ends_with("Scan"));
            if let Some(name) = node.get("Relation Name").and_then(Value::as_str).filter(|_| is_scan) {
                into.insert(name.to_owned());
            }
            node.values().for_each(|one| scanned(one, into));
        }
        _ => {}
    }
}

/// A value for a parameter: of bytes another one for each, so that two parameters are not taken for the same bank.
fn value(of: &str, number: u8) -> String {
    match of {
        "bytea" => format!("'\\x{}'", hex::encode([number; 16])),
        "bytea[]" => {
            format!("ARRAY['\\x{}', '\\x{}']::bytea[]", hex::encode([number; 16]), hex::encode([!number; 16]))
        }
        "bigint" | "integer" | "smallint" | "text" => "'1'".to_owned(),
        array if array.ends_with("[]") => "'{}'".to_owned(),
        other => format!("NULL::{other}"),
    }
}
