UPDATE feed_scope
SET last_position = moved.position, last_mark = moved.mark
FROM unnest($2::text[], $3::bigint[], $4::bigint[]) AS moved (scope, position, mark)
WHERE feed_scope.bank_id = $1 AND feed_scope.scope = moved.scope
