-- Projections of freezing curves. There were none before. The points stay in the ledger.
CREATE TABLE freezing_curve (
  curve       BLOB PRIMARY KEY,
  recorded_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX freezing_curve_recorded ON freezing_curve (recorded_ms DESC, curve);

-- The curves that a unit was frozen by.
CREATE TABLE unit_curve (
  donation BLOB    NOT NULL,
  curve    BLOB    NOT NULL,
  -- 1 where it is the one that counts.
  current  INTEGER NOT NULL,
  -- 0 fit, 1 unfit; none while nobody has reviewed it.
  fitness  INTEGER,
  at_ms    INTEGER NOT NULL,
  PRIMARY KEY (donation, curve)
) WITHOUT ROWID;
CREATE INDEX unit_curve_curve ON unit_curve (curve);
