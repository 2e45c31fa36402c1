-- A note waits for no disk and no standby: a reader gets its answer though none of them answers.
INSERT INTO station_heard (bank_id, station_id, scope, position, heard_ms, version)
SELECT $1, $2, $3, $4, $5, $6 FROM (SELECT set_config('synchronous_commit', 'off', true)) AS quick
ON CONFLICT (bank_id, station_id, scope)
DO UPDATE SET position = excluded.position, heard_ms = excluded.heard_ms, version = excluded.version
