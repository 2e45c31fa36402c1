-- Projections of equipment, materials and their uses. The uses come from entries of any age: they are made anew from the
-- ledger when the file is migrated.
CREATE TABLE equipment (
  code   TEXT PRIMARY KEY,
  kind   TEXT    NOT NULL,
  site   BLOB    NOT NULL,
  -- What it wants next; the least possible where something was never done.
  due_ms INTEGER NOT NULL,
  -- 1 while it is out of service.
  out    INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX equipment_due ON equipment (due_ms, code);
CREATE INDEX equipment_kind ON equipment (site, kind);

-- A lot at a site that it was delivered to.
CREATE TABLE material (
  code     TEXT    NOT NULL,
  site     BLOB    NOT NULL,
  kind     TEXT    NOT NULL,
  -- When it may no longer be used: its shelf life, or the time since it was opened; the least possible while it waits
  -- for its inspection.
  due_ms   INTEGER NOT NULL,
  -- 1 where nothing is left and nothing waits for inspection.
  used_up  INTEGER NOT NULL,
  recalled INTEGER NOT NULL,
  PRIMARY KEY (code, site)
) WITHOUT ROWID;
CREATE INDEX material_due ON material (used_up, due_ms, code, site);
CREATE INDEX material_kind ON material (site, kind);

-- What was scanned for a step of a unit, and the lot of its collection bag. Numbers of places are among it: what a
-- scan is the procedure says.
CREATE TABLE thing_use (
  code     TEXT    NOT NULL,
  at_ms    INTEGER NOT NULL,
  station  BLOB    NOT NULL,
  seq      INTEGER NOT NULL,
  scan     TEXT    NOT NULL,
  donation BLOB    NOT NULL,
  step     TEXT    NOT NULL,
  operator BLOB,
  second   BLOB,
  site     BLOB    NOT NULL,
  PRIMARY KEY (code, at_ms, station, seq, scan)
) WITHOUT ROWID;
CREATE INDEX thing_use_donation ON thing_use (donation);

-- Holds that a recall placed, lifted ones included.
CREATE TABLE recall_hold (
  key      TEXT NOT NULL,
  donation BLOB NOT NULL,
  PRIMARY KEY (key, donation)
) WITHOUT ROWID;
CREATE INDEX recall_hold_donation ON recall_hold (donation);
