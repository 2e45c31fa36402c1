-- Projection of samples and other parts of donations: what is left of each and where it is.
CREATE TABLE part (
  donation   BLOB    NOT NULL,
  -- The entry that made it.
  station    BLOB    NOT NULL,
  seq        INTEGER NOT NULL,
  number     INTEGER NOT NULL,
  kind       INTEGER NOT NULL,
  container  INTEGER NOT NULL,
  state      INTEGER NOT NULL,
  -- In whole nanolitres; below nothing where more was taken than there was.
  left_nl    INTEGER NOT NULL,
  unit       INTEGER NOT NULL,
  -- Nobody knows what is left of it.
  overdrawn  INTEGER NOT NULL,
  -- Another part of the donation has its number, or it has no label with the one that it got.
  twin       INTEGER NOT NULL,
  -- Another part is the same compartment of the bag.
  contested  INTEGER NOT NULL,
  -- It was separated of a bag that had been disposed of.
  late       INTEGER NOT NULL,
  -- Where it is; none of one that is out, attached or discarded.
  device     TEXT,
  rack       TEXT,
  box_code   TEXT,
  cell       TEXT,
  -- Where it was placed, or made.
  site       BLOB    NOT NULL,
  at_ms      INTEGER NOT NULL,
  PRIMARY KEY (donation, station, seq)
) WITHOUT ROWID;
CREATE INDEX part_place ON part (site, device, box_code, cell) WHERE device IS NOT NULL;
CREATE INDEX part_trouble ON part (at_ms) WHERE overdrawn = 1 OR twin = 1 OR contested = 1 OR late = 1;
