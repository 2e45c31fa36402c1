-- What is left to do of units that no patient gets; a row goes when it is done. Made anew from the ledger when the file is
-- migrated.
CREATE TABLE refused_task (
  donation BLOB    NOT NULL,
  -- 0 the bag is kept, 1 the family was not told.
  kind     INTEGER NOT NULL,
  -- Since when no patient gets the unit.
  since_ms INTEGER NOT NULL,
  -- Where the unit is, or was when it left.
  site     BLOB,
  PRIMARY KEY (donation, kind)
) WITHOUT ROWID;
CREATE INDEX refused_task_since ON refused_task (kind, since_ms, donation);
CREATE INDEX refused_task_site ON refused_task (kind, site, since_ms, donation);
