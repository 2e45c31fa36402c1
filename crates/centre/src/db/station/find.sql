SELECT bank_id, station_id, site_id, public_key, name, status, head_seq, head_hash, enrolled_ms, uploaded_ms
FROM station
WHERE bank_id = $1 AND station_id = $2
