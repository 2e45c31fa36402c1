SELECT station_id, seq, hash
FROM entry
WHERE bank_id = $1 AND subject_id = $2 AND subject_kind = $3 AND audience = 'subject'
ORDER BY hlc_wall_ms, hlc_counter, station_id, seq
