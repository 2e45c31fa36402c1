-- Projections of controls. Those of a test on a device, which series there are.
CREATE TABLE control_series (
  series  BLOB PRIMARY KEY,
  test    TEXT    NOT NULL,
  device  TEXT    NOT NULL,
  -- When the last control was measured; none before the first.
  last_ms INTEGER,
  -- Target values that nobody has approved or refused.
  waiting INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX control_series_device ON control_series (device);

-- Levels that are out of control.
CREATE TABLE control_stop (
  series      BLOB    NOT NULL,
  level       INTEGER NOT NULL,
  test        TEXT    NOT NULL,
  device      TEXT    NOT NULL,
  site        BLOB    NOT NULL,
  lot         TEXT    NOT NULL,
  rule        INTEGER NOT NULL,
  value       TEXT    NOT NULL,
  deviation   TEXT    NOT NULL,
  measured_ms INTEGER NOT NULL,
  PRIMARY KEY (series, level)
) WITHOUT ROWID;
CREATE INDEX control_stop_test ON control_stop (test);

-- Specimen numbers by which devices name control material: of target values that hold.
CREATE TABLE control_specimen (
  series        BLOB    NOT NULL,
  lot           TEXT    NOT NULL,
  level         INTEGER NOT NULL,
  test          TEXT    NOT NULL,
  device        TEXT    NOT NULL,
  specimen      TEXT    NOT NULL,
  reported_code TEXT    NOT NULL,
  PRIMARY KEY (series, lot, level)
) WITHOUT ROWID;
