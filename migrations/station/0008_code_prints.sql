-- Projection of labels of no unit: positions, boxes, equipment, badges. No record of them is older than this migration.
CREATE TABLE code_print (
  station  BLOB    NOT NULL,
  at_ms    INTEGER NOT NULL,
  digest   TEXT    NOT NULL,
  template TEXT    NOT NULL,
  codes    TEXT    NOT NULL,
  PRIMARY KEY (station, at_ms, digest)
) WITHOUT ROWID;
