INSERT INTO enrolment_code (code_hash, bank_id, site_id, created_ms, expires_ms)
VALUES ($1, $2, $3, $4, $5)
