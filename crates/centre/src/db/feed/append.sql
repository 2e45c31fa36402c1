INSERT INTO feed (bank_id, scope, position, station_id, seq, mark)
SELECT $1, item.*
FROM unnest($2::text[], $3::bigint[], $4::bytea[], $5::bigint[], $6::bigint[]) AS item
