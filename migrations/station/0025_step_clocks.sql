-- Projection for timers: what times are counted from, of units in the laboratory's hands. Which step is counted from which
-- the procedure says, so that nothing of that stands here. Made anew from the ledger when the file is migrated.
CREATE TABLE step_clock (
  donation BLOB    NOT NULL,
  -- 0 done, 1 goes on, 2 left out, 3 done by the record of another screen.
  kind     INTEGER NOT NULL,
  -- Code of the step, or the record's word.
  code     TEXT    NOT NULL,
  at_ms    INTEGER NOT NULL,
  -- SHA-256 of the procedure that the unit is worked by, hexadecimal.
  sop      TEXT    NOT NULL,
  site     BLOB,
  PRIMARY KEY (donation, kind, code)
) WITHOUT ROWID;
CREATE INDEX step_clock_from ON step_clock (sop, site, kind, code, at_ms, donation);
