INSERT INTO feed_scope (bank_id, scope)
SELECT $1, scope FROM unnest($2::text[]) AS scope
ON CONFLICT DO NOTHING
