SELECT seq, hash
FROM entry
WHERE bank_id = $1 AND station_id = $2 AND seq BETWEEN $3 AND $4
ORDER BY seq
