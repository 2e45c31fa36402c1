-- Projection for the list of open tests: what places the tests of a unit, for units in the laboratory's hands. Which steps
-- order a test the profile says, so that nothing of that stands here. Made anew from the ledger when the file is migrated.
CREATE TABLE test_mark (
  donation BLOB    NOT NULL,
  -- 0 acceptance on arrival, 1 a step, 2 a result.
  kind     INTEGER NOT NULL,
  -- Code of the step or the test.
  code     TEXT    NOT NULL,
  at_ms    INTEGER NOT NULL,
  -- State of the result.
  state    INTEGER,
  PRIMARY KEY (donation, kind, code)
) WITHOUT ROWID;
CREATE INDEX test_mark_code ON test_mark (kind, code, at_ms, donation);
