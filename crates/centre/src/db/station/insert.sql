INSERT INTO station (bank_id, station_id, site_id, public_key, name, head_hash, enrolled_ms)
VALUES ($1, $2, $3, $4, $5, $6, $7)
