-- Projections of label sets printed ahead of time for collection points. No record of them is older than this migration.
CREATE TABLE kit_print (
  station BLOB    NOT NULL,
  year    INTEGER NOT NULL,
  first   INTEGER NOT NULL,
  last    INTEGER NOT NULL,
  site    BLOB    NOT NULL,
  at_ms   INTEGER NOT NULL,
  PRIMARY KEY (station, year, first)
) WITHOUT ROWID;
CREATE TABLE kit_spoiled (
  station BLOB    NOT NULL,
  din     TEXT    NOT NULL,
  reason  TEXT    NOT NULL,
  at_ms   INTEGER NOT NULL,
  PRIMARY KEY (station, din)
) WITHOUT ROWID;
CREATE INDEX kit_spoiled_din ON kit_spoiled (din);
