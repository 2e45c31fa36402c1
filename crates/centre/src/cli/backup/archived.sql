SELECT coalesce(last_archived_wal ~ '^[0-9A-F]{24}' AND last_archived_wal >= pg_walfile_name($1::pg_lsn), false) AS is_whole,
       coalesce(last_failed_time > greatest(last_archived_time, $2::timestamptz), false) AS is_failing
FROM pg_stat_archiver
