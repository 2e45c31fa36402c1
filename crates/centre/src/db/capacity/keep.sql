INSERT INTO capacity_day (day, database_bytes, entries)
VALUES ($1, $2, $3)
ON CONFLICT (day) DO UPDATE SET database_bytes = excluded.database_bytes, entries = excluded.entries
