INSERT INTO subject_scope (bank_id, subject_id, subject_kind, scope)
SELECT $1, entered.*
FROM unnest($2::bytea[], $3::text[], $4::text[]) AS entered
