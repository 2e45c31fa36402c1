SELECT bank_id, site_id, expires_ms, withdrawn_ms, used_bank_id, used_station_id, code_hash, created_ms, used_ms
FROM enrolment_code
ORDER BY created_ms DESC, code_hash
LIMIT $1
