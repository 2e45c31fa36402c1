SELECT header, body
FROM entry
WHERE bank_id = $1
    AND subject_kind IN ('bank', 'site')
    AND kind IN ('bank.created', 'site.added')
    AND subject_id = ANY (
        SELECT site_id FROM site WHERE bank_id = $1
        UNION ALL
        SELECT $1
    )
ORDER BY hlc_wall_ms, hlc_counter, station_id, seq
