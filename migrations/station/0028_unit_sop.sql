-- By which version of a procedure each unit is worked: a version may be returned after units were worked by it. The digest is that
-- of the text that the unit is pinned to; empty where nothing is pinned and its first step names code and version alone. Made anew
-- from the ledger when the file is migrated.
CREATE TABLE unit_sop (
  code     TEXT NOT NULL,
  version  TEXT NOT NULL,
  digest   TEXT NOT NULL,
  donation BLOB NOT NULL,
  PRIMARY KEY (code, version, donation)
) WITHOUT ROWID;
CREATE INDEX unit_sop_donation ON unit_sop (donation);
