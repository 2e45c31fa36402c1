-- What each deviation means for each unit, as the unit's own records say and as the deviation says: 0 fit, 1 open, 2 unfit.
-- Where the two do not agree, a contest of kind 2 stands about the deviation. Made anew from the ledger when the file is
-- migrated.
CREATE TABLE unit_deviation (
  donation  BLOB    NOT NULL,
  deviation BLOB    NOT NULL,
  standing  INTEGER NOT NULL,
  at_ms     INTEGER NOT NULL,
  PRIMARY KEY (donation, deviation)
) WITHOUT ROWID;
CREATE INDEX unit_deviation_deviation ON unit_deviation (deviation);
ALTER TABLE deviation_unit ADD COLUMN standing INTEGER NOT NULL DEFAULT 1;
ALTER TABLE deviation_unit ADD COLUMN at_ms INTEGER NOT NULL DEFAULT 0;
