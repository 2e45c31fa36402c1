-- What the administrator's page stands on: who may look, who did what, what each station last asked, how the centre grows.

-- Small tables that every node may hold whole.

-- One-time codes can be taken back before a station uses them.
ALTER TABLE enrolment_code ADD COLUMN withdrawn_ms bigint;

-- Codes by which an administrator signs in, until they expire or are withdrawn.
CREATE TABLE page_access (
    code_hash bytea PRIMARY KEY CHECK (octet_length(code_hash) = 32),
    name text NOT NULL,
    created_ms bigint NOT NULL,
    expires_ms bigint NOT NULL,
    withdrawn_ms bigint
);

-- What administrators did, from the page or by a command. Only ever added to.
CREATE TABLE act (
    act_id bytea PRIMARY KEY CHECK (octet_length(act_id) = 16),
    at_ms bigint NOT NULL,
    who text NOT NULL,
    way text NOT NULL CHECK (way IN ('page', 'command')),
    kind text NOT NULL,
    bank_id bytea,
    site_id bytea,
    station_id bytea,
    code_hash bytea,
    detail text NOT NULL DEFAULT ''
);

CREATE INDEX act_at ON act (at_ms);
CREATE INDEX act_station ON act (bank_id, station_id);

-- The last measure of each day, counted from 1970-01-01 UTC.
CREATE TABLE capacity_day (
    day integer PRIMARY KEY,
    database_bytes bigint NOT NULL,
    entries bigint NOT NULL
);

-- Tables of banks.

-- What a station had read of a feed when it last asked, and by which version of the program.
CREATE TABLE station_heard (
    bank_id bytea NOT NULL,
    station_id bytea NOT NULL,
    scope text NOT NULL,
    position bigint NOT NULL,
    heard_ms bigint NOT NULL,
    version text,
    PRIMARY KEY (bank_id, station_id, scope)
);
