UPDATE enrolment_code
SET used_ms = $2, used_bank_id = $3, used_station_id = $4
WHERE code_hash = $1
