-- Ways into the ledger for an inspector: by moment, station, kind, person, and by what is of interest. Made of entries
-- alone, whatever order they came in.
CREATE INDEX entry_wall ON entry (wall_ms, station, seq, kind);
CREATE INDEX entry_station_wall ON entry (station, wall_ms, seq, kind);
CREATE INDEX entry_kind_wall ON entry (kind, wall_ms, station, seq);

-- Who acted, confirmed, or is said to have signed in.
CREATE TABLE audit_person (
  person  BLOB    NOT NULL,
  wall_ms INTEGER NOT NULL,
  station BLOB    NOT NULL,
  seq     INTEGER NOT NULL,
  kind    TEXT    NOT NULL,
  PRIMARY KEY (person, wall_ms, station, seq)
) WITHOUT ROWID;

-- Entries of interest: the numbers of `Mark`.
CREATE TABLE audit_mark (
  mark    INTEGER NOT NULL,
  wall_ms INTEGER NOT NULL,
  station BLOB    NOT NULL,
  seq     INTEGER NOT NULL,
  PRIMARY KEY (mark, wall_ms, station, seq)
) WITHOUT ROWID;
