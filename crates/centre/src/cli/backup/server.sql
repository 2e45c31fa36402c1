SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"') AS moment,
       current_setting('server_version_num')::int AS version,
       (SELECT system_identifier::text FROM pg_control_system()) AS system_identifier,
       current_setting('wal_level') AS wal_level,
       current_setting('max_wal_senders')::int AS senders,
       (SELECT rolreplication OR rolsuper FROM pg_roles WHERE rolname = current_user) AS may_replicate,
       current_user::text AS role,
       (SELECT CASE
                   WHEN current_setting('archive_mode') = 'off' THEN 'none'
                   WHEN last_failed_time > coalesce(last_archived_time, '-infinity') THEN 'failing'
                   ELSE 'good'
               END
        FROM pg_stat_archiver) AS archive
