SELECT at_ms, who, way, kind, bank_id, site_id, station_id, code_hash, detail
FROM act
WHERE $1::bytea IS NULL OR (bank_id = $1 AND station_id = $2)
ORDER BY at_ms DESC, act_id
LIMIT $3
