UPDATE enrolment_code
SET withdrawn_ms = $2
WHERE code_hash = $1 AND used_ms IS NULL AND withdrawn_ms IS NULL AND expires_ms > $2
