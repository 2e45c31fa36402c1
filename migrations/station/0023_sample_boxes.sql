-- What two stations did with a part after its discard, where blood or cells may have given more than there was, and how many
-- cells a box for samples has.
ALTER TABLE part ADD COLUMN late_act INTEGER NOT NULL DEFAULT 0;
DROP INDEX part_trouble;
CREATE INDEX part_trouble ON part (at_ms)
  WHERE overdrawn = 1 OR twin = 1 OR contested = 1 OR late = 1 OR late_act = 1;

-- Units of which more may have been taken than there was; the rules of the bank say of which. A row stays when it is settled.
CREATE TABLE part_root (
  donation BLOB PRIMARY KEY,
  at_ms    INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE part_box (
  site     BLOB    NOT NULL,
  box_code TEXT    NOT NULL,
  -- Where it stood when it was set up.
  device   TEXT    NOT NULL,
  rack     TEXT,
  box_kind TEXT    NOT NULL,
  rows     INTEGER NOT NULL,
  columns  INTEGER NOT NULL,
  PRIMARY KEY (site, box_code)
) WITHOUT ROWID;
