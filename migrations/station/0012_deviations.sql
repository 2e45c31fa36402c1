-- Projections of deviations, and the units that each concerns.
CREATE TABLE deviation (
  deviation   BLOB PRIMARY KEY,
  category    TEXT    NOT NULL,
  -- Of its investigation; none before.
  cause       TEXT,
  -- How grave; none before it is classified.
  class       INTEGER,
  stage       INTEGER NOT NULL,
  closed      INTEGER NOT NULL,
  happened_ms INTEGER NOT NULL,
  reported_ms INTEGER NOT NULL,
  -- When it was closed for the last time; none while it is open.
  closed_ms   INTEGER,
  -- The end of the first day that an open action was planned for; none without one.
  due_ms      INTEGER,
  site        BLOB    NOT NULL
) WITHOUT ROWID;
CREATE INDEX deviation_reported ON deviation (closed, reported_ms, deviation);
CREATE INDEX deviation_happened ON deviation (happened_ms);

CREATE TABLE deviation_unit (
  deviation BLOB NOT NULL,
  donation  BLOB NOT NULL,
  PRIMARY KEY (deviation, donation)
) WITHOUT ROWID;
CREATE INDEX deviation_unit_donation ON deviation_unit (donation);
