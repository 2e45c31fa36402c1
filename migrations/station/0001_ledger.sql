-- The ledger: what was recorded, exactly as it was hashed and signed.
CREATE TABLE entry (
  station      BLOB    NOT NULL,
  seq          INTEGER NOT NULL,
  hash         BLOB    NOT NULL,
  kind         TEXT    NOT NULL,
  subject_kind TEXT    NOT NULL,
  subject      BLOB    NOT NULL,
  wall_ms      INTEGER NOT NULL,
  hlc_wall     INTEGER NOT NULL,
  hlc_counter  INTEGER NOT NULL,
  header       BLOB    NOT NULL,
  body         BLOB    NOT NULL,
  personal     BLOB,
  PRIMARY KEY (station, seq)
) WITHOUT ROWID;
CREATE INDEX entry_subject ON entry (subject);

CREATE TABLE checkpoint (
  station BLOB    NOT NULL,
  seq     INTEGER NOT NULL,
  bytes   BLOB    NOT NULL,
  PRIMARY KEY (station, seq)
) WITHOUT ROWID;

-- Entries of other stations come in pages that the centre signed; the signature is kept as their proof.
CREATE TABLE feed_item (
  scope    TEXT    NOT NULL,
  position INTEGER NOT NULL,
  station  BLOB    NOT NULL,
  seq      INTEGER NOT NULL,
  PRIMARY KEY (scope, position)
) WITHOUT ROWID;
CREATE TABLE feed_page (
  scope          TEXT    NOT NULL,
  first_position INTEGER NOT NULL,
  last_position  INTEGER NOT NULL,
  attestation    BLOB    NOT NULL,
  PRIMARY KEY (scope, first_position)
) WITHOUT ROWID;

-- This station alone: its own chain's head, keys, settings, printers.
CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE printer (
  position INTEGER NOT NULL,
  name     TEXT PRIMARY KEY,
  kind     TEXT NOT NULL,
  target   TEXT NOT NULL
);
