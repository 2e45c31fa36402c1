-- This station alone: texts of procedures that their authors have not submitted for review. Not part of the ledger.
CREATE TABLE procedure_draft (
  person     BLOB    NOT NULL,
  -- SHA-256 of the version whose text it began with, hexadecimal.
  began_with TEXT    NOT NULL,
  content    TEXT    NOT NULL,
  reason     TEXT    NOT NULL,
  saved_ms   INTEGER NOT NULL,
  PRIMARY KEY (person, began_with)
);
