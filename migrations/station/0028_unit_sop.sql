-- By which version of a procedure each unit is worked, under the digest of its text: a version may be returned after units were
-- worked by it. Made anew from the ledger when the file is migrated.
CREATE TABLE unit_sop (
  digest   TEXT NOT NULL,
  donation BLOB NOT NULL,
  PRIMARY KEY (digest, donation)
) WITHOUT ROWID;
CREATE INDEX unit_sop_donation ON unit_sop (donation);
