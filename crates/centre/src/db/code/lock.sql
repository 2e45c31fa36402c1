SELECT bank_id, site_id, expires_ms, withdrawn_ms, used_bank_id, used_station_id
FROM enrolment_code
WHERE code_hash = $1
FOR UPDATE
