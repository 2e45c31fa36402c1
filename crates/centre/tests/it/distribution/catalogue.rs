//! What PostgreSQL's catalogue says of tables and keys.

use sqlx::{AssertSqlSafe, PgConnection};

/// Tables of banks: what is there, neither small nor a part of another.
const TABLES: &str = "SELECT oid, relname::text AS name FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND relname::text <> ALL($1)";

/// One query for each thing that would be unfit; each gives what is wrong, as a text. `$1` are the small tables.
const FAULTS: &[&str] = &[
    "SELECT name || ' has no bank_id' FROM tables
     WHERE NOT EXISTS (
         SELECT FROM pg_attribute
         WHERE attrelid = tables.oid AND attname = 'bank_id' AND atttypid = 'bytea'::regtype AND attnotnull
     )",
    // An index of a single partition too.
    "SELECT index.relname || ' does not begin with bank_id' FROM tables
     LEFT JOIN pg_partition_tree(tables.oid) AS part ON true
     JOIN pg_index ON pg_index.indrelid = coalesce(part.relid, tables.oid)
     JOIN pg_class AS index ON index.oid = pg_index.indexrelid
     LEFT JOIN pg_attribute ON attrelid = pg_index.indrelid AND attnum = pg_index.indkey[0]
     WHERE NOT index.relispartition AND attname IS DISTINCT FROM 'bank_id'",
    "SELECT relname || ' is a sequence' FROM pg_class WHERE relkind = 'S'",
    // Within a bank, or from a bank's table to one that every server has.
    "SELECT conname || ' leaves the bank' FROM pg_constraint
     WHERE contype = 'f' AND conparentid = 0
         AND NOT (
             conrelid IN (SELECT oid FROM tables) AND (
                 confrelid NOT IN (SELECT oid FROM tables)
                 OR EXISTS (
                     SELECT FROM unnest(conkey, confkey) AS pair (own, other)
                     JOIN pg_attribute AS a ON a.attrelid = conrelid AND a.attnum = own AND a.attname = 'bank_id'
                     JOIN pg_attribute AS b ON b.attrelid = confrelid AND b.attnum = other AND b.attname = 'bank_id'
                 )
             )
         )",
    "SELECT name || ' has a trigger' FROM tables JOIN pg_trigger ON tgrelid = tables.oid WHERE NOT tgisinternal",
    "SELECT name || ' is not in partitions by bank_id' FROM tables
     JOIN pg_partitioned_table ON partrelid = tables.oid
     LEFT JOIN pg_attribute ON attrelid = tables.oid AND attnum = partattrs[0]
     WHERE partnatts > 1 OR attname IS DISTINCT FROM 'bank_id'",
    "SELECT small || ' is not there' FROM unnest($1) AS small WHERE to_regclass(small) IS NULL",
];

pub(super) fn names(small: &[(&str, &str)]) -> Vec<String> {
    small.iter().map(|(name, _)| (*name).to_owned()).collect()
}

/// The tables of banks.
pub(super) async fn tables(db: &mut PgConnection, small: &[(&str, &str)]) -> Vec<String> {
    let sql = AssertSqlSafe(format!("SELECT name FROM ({TABLES}) AS tables ORDER BY name"));
    sqlx::query_scalar(sql).bind(names(small)).fetch_all(db).await.unwrap()
}

/// What would be unfit, in plain words.
pub(super) async fn faults(db: &mut PgConnection, small: &[(&str, &str)]) -> Vec<String> {
    let mut found = Vec::new();
    for fault in FAULTS {
        let sql = format!("WITH tables AS ({TABLES}) {fault} ORDER BY 1");
        let rows: Result<Vec<String>, sqlx::Error> =
            sqlx::query_scalar(AssertSqlSafe(sql)).bind(names(small)).fetch_all(&mut *db).await;
        found.extend(rows.unwrap_or_else(|error| panic!("{fault}: {error}")));
    }
    found
}
