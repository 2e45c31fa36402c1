-- Projections of analysers' messages and of what waits in them. No record of them is older than this migration.
CREATE TABLE analyser_message (
  message    BLOB PRIMARY KEY,
  analyser   TEXT    NOT NULL,
  instrument TEXT    NOT NULL,
  at_ms      INTEGER NOT NULL,
  -- How many results were taken at once.
  taken      INTEGER NOT NULL,
  -- How many wait now.
  waiting    INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX analyser_message_waiting ON analyser_message (at_ms, message) WHERE waiting > 0;
