SELECT scope, last_position, last_mark
FROM feed_scope
WHERE bank_id = $1 AND scope = ANY($2)
ORDER BY scope
FOR UPDATE
