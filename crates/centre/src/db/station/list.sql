SELECT bank_id, station_id, site_id, public_key, name, status, head_seq, head_hash, enrolled_ms, uploaded_ms
FROM station
WHERE $1::bytea IS NULL OR bank_id = $1
ORDER BY bank_id, name, station_id
