-- Projections of rooms. There were none before. What was measured stays in the ledger.
CREATE TABLE room (
  room    BLOB PRIMARY KEY,
  site    BLOB    NOT NULL,
  code    TEXT    NOT NULL,
  -- 1 where it is given up, or its registration has not arrived.
  retired INTEGER NOT NULL
) WITHOUT ROWID;

-- Monitorings that count, each with every run that it or an entry before it belongs to, and the units named with them.
CREATE TABLE room_run (
  room    BLOB    NOT NULL,
  station BLOB    NOT NULL,
  seq     INTEGER NOT NULL,
  run     BLOB    NOT NULL,
  PRIMARY KEY (room, station, seq, run)
) WITHOUT ROWID;
CREATE INDEX room_run_run ON room_run (run);
CREATE TABLE room_unit (
  room     BLOB    NOT NULL,
  station  BLOB    NOT NULL,
  seq      INTEGER NOT NULL,
  run      BLOB    NOT NULL,
  donation BLOB    NOT NULL,
  PRIMARY KEY (room, station, seq, run, donation)
) WITHOUT ROWID;
CREATE INDEX room_unit_donation ON room_unit (donation);

-- Plates of monitorings that count, and those that only the entries before them have. One number in two of them at one
-- time: nobody knows which one is read.
CREATE TABLE room_plate (
  room       BLOB    NOT NULL,
  station    BLOB    NOT NULL,
  seq        INTEGER NOT NULL,
  number     TEXT    NOT NULL,
  exposed_ms INTEGER NOT NULL,
  -- 1 until somebody reads it; 0 where the monitoring no longer has it.
  open       INTEGER NOT NULL,
  -- When the monitoring began to name it, and when another entry ended that.
  since_ms   INTEGER NOT NULL,
  until_ms   INTEGER,
  PRIMARY KEY (room, station, seq, number)
) WITHOUT ROWID;
CREATE INDEX room_plate_number ON room_plate (number);
CREATE INDEX room_plate_open ON room_plate (exposed_ms, number) WHERE open = 1;
