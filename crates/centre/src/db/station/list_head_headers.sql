SELECT station.station_id, entry.header
FROM station
JOIN entry ON entry.bank_id = station.bank_id
    AND entry.station_id = station.station_id
    AND entry.seq = station.head_seq
WHERE station.bank_id = $1
