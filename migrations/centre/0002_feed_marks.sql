-- What stands in a feed up to each position, as 8 bytes: a station that read it when it stood otherwise is found out. And what
-- stations found that an administrator must hear of.

ALTER TABLE feed ADD COLUMN mark bigint NOT NULL DEFAULT 0;
ALTER TABLE feed_scope ADD COLUMN last_mark bigint NOT NULL DEFAULT 0;

-- The marks of what is there: of each position the first 8 bytes of SHA-256 over the tag, a zero byte, the mark before and
-- the entry's hash.
DO $$
DECLARE
    item record;
    at record;
    last bigint := 0;
BEGIN
    FOR at IN SELECT bank_id, scope FROM feed_scope LOOP
        last := 0;
        FOR item IN
            SELECT feed.position, entry.hash
            FROM feed
            JOIN entry ON entry.bank_id = feed.bank_id AND entry.station_id = feed.station_id AND entry.seq = feed.seq
            WHERE feed.bank_id = at.bank_id AND feed.scope = at.scope
            ORDER BY feed.position
        LOOP
            last := ('x' || encode(substring(
                sha256(convert_to('cordkeep.feed.mark.v1', 'UTF8') || '\x00'::bytea || int8send(last) || item.hash)
                FROM 1 FOR 8), 'hex'))::bit(64)::bigint;
            UPDATE feed SET mark = last
            WHERE bank_id = at.bank_id AND scope = at.scope AND position = item.position;
        END LOOP;
        UPDATE feed_scope SET last_mark = last WHERE bank_id = at.bank_id AND scope = at.scope;
    END LOOP;
END
$$;

ALTER TABLE feed ALTER COLUMN mark DROP DEFAULT;

CREATE TABLE alarm (
    bank_id bytea NOT NULL,
    station_id bytea NOT NULL,
    kind text NOT NULL,
    first_ms bigint NOT NULL,
    last_ms bigint NOT NULL,
    times bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (bank_id, station_id, kind)
);
