-- The centre's tables. `bank_id` stands first in every key, and no foreign key leaves a bank, so that the tables can be
-- distributed by it. Identifiers are their 16 bytes, times are milliseconds since 1970-01-01 UTC.

-- Small tables that every node may hold whole.

CREATE TABLE centre_identity (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    seed bytea NOT NULL CHECK (octet_length(seed) = 32),
    created_ms bigint NOT NULL
);

-- One-time codes. A code without a bank founds one.
CREATE TABLE enrolment_code (
    code_hash bytea PRIMARY KEY CHECK (octet_length(code_hash) = 32),
    bank_id bytea CHECK (octet_length(bank_id) = 16),
    site_id bytea CHECK (octet_length(site_id) = 16),
    created_ms bigint NOT NULL,
    expires_ms bigint NOT NULL,
    used_ms bigint,
    used_bank_id bytea,
    used_station_id bytea,
    CHECK ((bank_id IS NULL) = (site_id IS NULL)),
    CHECK ((used_ms IS NULL) = (used_bank_id IS NULL) AND (used_ms IS NULL) = (used_station_id IS NULL))
);

-- Tables of banks.

CREATE TABLE bank (
    bank_id bytea PRIMARY KEY CHECK (octet_length(bank_id) = 16),
    founded_ms bigint NOT NULL
);

CREATE TABLE site (
    bank_id bytea NOT NULL,
    site_id bytea NOT NULL CHECK (octet_length(site_id) = 16),
    personal text NOT NULL DEFAULT 'own' CHECK (personal IN ('own', 'all')),
    PRIMARY KEY (bank_id, site_id)
);

CREATE TABLE station (
    bank_id bytea NOT NULL,
    station_id bytea NOT NULL CHECK (octet_length(station_id) = 16),
    site_id bytea NOT NULL CHECK (octet_length(site_id) = 16),
    public_key bytea NOT NULL CHECK (octet_length(public_key) = 32),
    name text NOT NULL,
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'revoked', 'cloned')),
    head_seq bigint NOT NULL DEFAULT 0,
    head_hash bytea NOT NULL CHECK (octet_length(head_hash) = 32),
    enrolled_ms bigint NOT NULL,
    uploaded_ms bigint,
    PRIMARY KEY (bank_id, station_id)
);

-- Rows that exist to be locked: a subject's scopes change only under the lock of its bucket.
CREATE TABLE subject_lock (
    bank_id bytea NOT NULL,
    bucket smallint NOT NULL,
    PRIMARY KEY (bank_id, bucket)
);

CREATE TABLE quarantine (
    bank_id bytea NOT NULL,
    station_id bytea NOT NULL,
    page_hash bytea NOT NULL,
    reason text NOT NULL,
    received_ms bigint NOT NULL,
    page bytea NOT NULL,
    PRIMARY KEY (bank_id, station_id, page_hash)
);

-- The end of each feed; its row lock orders those who append.
CREATE TABLE feed_scope (
    bank_id bytea NOT NULL,
    scope text NOT NULL,
    last_position bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (bank_id, scope)
);

-- Large tables of banks, in partitions.

CREATE TABLE entry (
    bank_id bytea NOT NULL,
    station_id bytea NOT NULL,
    seq bigint NOT NULL,
    hash bytea NOT NULL,
    kind text NOT NULL,
    subject_kind text NOT NULL,
    subject_id bytea NOT NULL,
    site_id bytea NOT NULL,
    hlc_wall_ms bigint NOT NULL,
    hlc_counter bigint NOT NULL,
    audience text NOT NULL CHECK (audience IN ('reference', 'subject')),
    header bytea NOT NULL,
    body bytea NOT NULL,
    personal_salt bytea,
    personal bytea,
    received_ms bigint NOT NULL,
    PRIMARY KEY (bank_id, station_id, seq),
    CHECK ((personal_salt IS NULL) = (personal IS NULL))
) PARTITION BY HASH (bank_id);

CREATE INDEX entry_subject ON entry (bank_id, subject_id, subject_kind);

CREATE TABLE checkpoint (
    bank_id bytea NOT NULL,
    station_id bytea NOT NULL,
    seq bigint NOT NULL,
    hash bytea NOT NULL,
    time_ms bigint NOT NULL,
    signature bytea NOT NULL,
    PRIMARY KEY (bank_id, station_id, seq)
) PARTITION BY HASH (bank_id);

CREATE TABLE subject_scope (
    bank_id bytea NOT NULL,
    subject_id bytea NOT NULL,
    subject_kind text NOT NULL,
    scope text NOT NULL,
    PRIMARY KEY (bank_id, subject_id, subject_kind, scope)
) PARTITION BY HASH (bank_id);

CREATE TABLE feed (
    bank_id bytea NOT NULL,
    scope text NOT NULL,
    position bigint NOT NULL,
    station_id bytea NOT NULL,
    seq bigint NOT NULL,
    PRIMARY KEY (bank_id, scope, position)
) PARTITION BY HASH (bank_id);

DO $$
DECLARE
    parent text;
BEGIN
    FOREACH parent IN ARRAY ARRAY['entry', 'checkpoint', 'subject_scope', 'feed'] LOOP
        FOR part IN 0..7 LOOP
            EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES WITH (MODULUS 8, REMAINDER %s)',
                parent || '_p' || part, parent, part);
        END LOOP;
    END LOOP;
END
$$;
