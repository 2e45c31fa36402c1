SELECT scope, last_position
FROM feed_scope
WHERE bank_id = $1 AND scope = ANY($2)
ORDER BY scope
FOR UPDATE
