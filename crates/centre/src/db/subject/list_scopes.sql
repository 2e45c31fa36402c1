SELECT subject_scope.subject_id, subject_scope.subject_kind, subject_scope.scope
FROM subject_scope
JOIN unnest($2::bytea[], $3::text[]) AS wanted (subject_id, subject_kind)
    ON wanted.subject_id = subject_scope.subject_id AND wanted.subject_kind = subject_scope.subject_kind
WHERE subject_scope.bank_id = $1
