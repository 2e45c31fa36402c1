SELECT page_hash, reason, received_ms, octet_length(page)::bigint
FROM quarantine
WHERE bank_id = $1 AND station_id = $2
ORDER BY received_ms DESC, page_hash
