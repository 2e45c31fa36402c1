-- Projections of runs. There were none before.
CREATE TABLE run (
  run        BLOB PRIMARY KEY,
  number     TEXT    NOT NULL,
  sop        TEXT    NOT NULL,
  version    TEXT    NOT NULL,
  site       BLOB    NOT NULL,
  started_ms INTEGER NOT NULL,
  -- None while it goes on.
  closed_ms  INTEGER
) WITHOUT ROWID;
CREATE INDEX run_number ON run (number);
CREATE INDEX run_open ON run (started_ms DESC, run) WHERE closed_ms IS NULL;
CREATE INDEX run_started ON run (started_ms DESC, run);

-- A unit that is or was in a run; the last of its times there. The moment that it came is what orders the open runs
-- of a unit that two stations took into two of them.
CREATE TABLE run_unit (
  run         BLOB    NOT NULL,
  donation    BLOB    NOT NULL,
  joined_wall INTEGER NOT NULL,
  joined_tick INTEGER NOT NULL,
  station     BLOB    NOT NULL,
  seq         INTEGER NOT NULL,
  -- 1 where it is in the run, or was to its end.
  stays       INTEGER NOT NULL,
  PRIMARY KEY (run, donation)
) WITHOUT ROWID;
CREATE INDEX run_unit_donation ON run_unit (donation);
