INSERT INTO act (act_id, at_ms, who, way, kind, bank_id, site_id, station_id, code_hash, detail)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
