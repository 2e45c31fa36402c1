INSERT INTO entry (
    bank_id, station_id, received_ms, seq, hash, kind, subject_kind, subject_id, site_id, hlc_wall_ms, hlc_counter,
    audience, header, body, personal_salt, personal
)
SELECT $1, $2, $3, page.*
FROM unnest(
    $4::bigint[], $5::bytea[], $6::text[], $7::text[], $8::bytea[], $9::bytea[], $10::bigint[], $11::bigint[],
    $12::text[], $13::bytea[], $14::bytea[], $15::bytea[], $16::bytea[]
) AS page
