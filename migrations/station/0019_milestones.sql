-- What dashboards count: the moments of a unit's way, and figures of it. Made anew from the ledger when the file is migrated.
CREATE TABLE unit_milestone (
  donation BLOB    NOT NULL,
  -- 0 collected, 1 received, 2 the first step, 3 in a tank, 4 the last final result, 5 released, 6 rejected, 7 the beginning
  -- of a step, 8 a figure.
  kind     INTEGER NOT NULL,
  -- Reason of the rejection, code of the step or figure; empty otherwise.
  code     TEXT    NOT NULL,
  at_ms    INTEGER NOT NULL,
  -- Where the unit is, or was when it left.
  site     BLOB,
  -- The figure.
  value    TEXT,
  PRIMARY KEY (donation, kind, code)
) WITHOUT ROWID;
CREATE INDEX unit_milestone_at ON unit_milestone (kind, at_ms, site, code, value, donation) WHERE kind <> 7;
