SELECT entry.seq, entry.hash, entry.header, entry.body, entry.personal_salt, entry.personal, checkpoint.hash,
    checkpoint.time_ms, checkpoint.signature
FROM entry
LEFT JOIN checkpoint ON checkpoint.bank_id = entry.bank_id AND checkpoint.station_id = entry.station_id
    AND checkpoint.seq = entry.seq
WHERE entry.bank_id = $1 AND entry.station_id = $2 AND entry.seq > $3
ORDER BY entry.seq
LIMIT $4
