UPDATE feed_scope
SET last_position = feed_scope.last_position + grown.count
FROM unnest($2::text[], $3::bigint[]) AS grown (scope, count)
WHERE feed_scope.bank_id = $1 AND feed_scope.scope = grown.scope
