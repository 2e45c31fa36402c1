-- What a monitoring is made of and what it holds, so that it is read and judged without the others of its room. Made anew
-- from the ledger when the file is migrated.

-- Entries that took the place of each other, with all that was said of them, are one chain; it is named by its first entry.
CREATE TABLE room_chain (
  room    BLOB    NOT NULL,
  station BLOB    NOT NULL,
  seq     INTEGER NOT NULL,
  -- An entry never goes, so that as many as before are the same.
  entries INTEGER NOT NULL,
  PRIMARY KEY (room, station, seq)
) WITHOUT ROWID;
CREATE TABLE room_entry (
  room          BLOB    NOT NULL,
  chain_station BLOB    NOT NULL,
  chain_seq     INTEGER NOT NULL,
  station       BLOB    NOT NULL,
  seq           INTEGER NOT NULL,
  PRIMARY KEY (room, chain_station, chain_seq, station, seq)
) WITHOUT ROWID;

-- Every monitoring, those that another took the place of included.
CREATE TABLE room_monitoring (
  room          BLOB    NOT NULL,
  station       BLOB    NOT NULL,
  seq           INTEGER NOT NULL,
  chain_station BLOB    NOT NULL,
  chain_seq     INTEGER NOT NULL,
  monitored_ms  INTEGER NOT NULL,
  entered_ms    INTEGER NOT NULL,
  replaced      INTEGER NOT NULL,
  open_plates   INTEGER NOT NULL,
  -- 1 where it counts, belongs to a run, and more than its values says how it stands: a plate that is not read, what was put
  -- right, a conclusion.
  marked        INTEGER NOT NULL,
  PRIMARY KEY (room, station, seq)
) WITHOUT ROWID;
CREATE INDEX room_monitoring_chain ON room_monitoring (room, chain_station, chain_seq);
CREATE INDEX room_monitoring_time ON room_monitoring (room, monitored_ms, entered_ms);
CREATE INDEX room_monitoring_open ON room_monitoring (room) WHERE open_plates > 0 AND replaced = 0;
CREATE INDEX room_monitoring_marked ON room_monitoring (room) WHERE marked = 1;

-- The lowest and highest value of a quantity in a monitoring that counts and belongs to a run, in millionths, rounded away
-- from each other: what lies within a limit by them does.
CREATE TABLE room_value (
  room     BLOB    NOT NULL,
  station  BLOB    NOT NULL,
  seq      INTEGER NOT NULL,
  grade    INTEGER NOT NULL,
  state    INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  lowest   INTEGER NOT NULL,
  highest  INTEGER NOT NULL,
  PRIMARY KEY (room, station, seq, grade, state, quantity)
) WITHOUT ROWID;
CREATE INDEX room_value_high ON room_value (grade, state, quantity, highest);
CREATE INDEX room_value_low ON room_value (grade, state, quantity, lowest);
