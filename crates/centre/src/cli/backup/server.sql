SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"') AS moment,
       now()::text AS looked_at,
       current_setting('server_version_num')::int AS version,
       (SELECT system_identifier::text FROM pg_control_system()) AS system_identifier,
       current_setting('wal_level') AS wal_level,
       current_setting('max_wal_senders')::int AS senders,
       pg_is_in_recovery() AS is_standby,
       (SELECT rolreplication OR rolsuper FROM pg_roles WHERE rolname = current_user) AS may_replicate,
       current_user::text AS role,
       current_setting('archive_mode') <> 'off'
           AND current_setting('archive_command') || current_setting('archive_library') <> '' AS archives
