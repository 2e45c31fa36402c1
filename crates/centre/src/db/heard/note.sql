INSERT INTO station_heard (bank_id, station_id, scope, position, heard_ms, version)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (bank_id, station_id, scope)
DO UPDATE SET position = excluded.position, heard_ms = excluded.heard_ms, version = excluded.version
