SELECT
FROM subject_lock
WHERE bank_id = $1 AND bucket = ANY($2)
ORDER BY bucket
FOR UPDATE
