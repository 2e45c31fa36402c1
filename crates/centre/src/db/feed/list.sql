SELECT position, header, body, personal_salt, personal
FROM (
    SELECT
        feed.position,
        entry.header,
        entry.body,
        CASE WHEN $5 OR entry.site_id = $6 THEN entry.personal_salt END AS personal_salt,
        CASE WHEN $5 OR entry.site_id = $6 THEN entry.personal END AS personal,
        sum(octet_length(entry.header) + octet_length(entry.body) + coalesce(octet_length(entry.personal), 0) + 64)
            OVER (ORDER BY feed.position) AS bytes
    FROM (
        SELECT bank_id, position, station_id, seq
        FROM feed
        WHERE bank_id = $1 AND scope = $2 AND position > $3
        ORDER BY position
        LIMIT $4
    ) AS feed
    JOIN entry ON entry.bank_id = feed.bank_id AND entry.station_id = feed.station_id AND entry.seq = feed.seq
    WHERE entry.bank_id = $1
) AS page
WHERE bytes <= $7 OR position = $3 + 1
ORDER BY position
