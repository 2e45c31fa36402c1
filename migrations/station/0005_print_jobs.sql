-- Jobs for the printers of this station alone. What was ordered, and what became of the paper, is in the ledger.
CREATE TABLE print_job (
  job         INTEGER PRIMARY KEY AUTOINCREMENT,
  printer     TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  -- What is sent; empty once the job has ended.
  bytes       BLOB    NOT NULL,
  digest      TEXT    NOT NULL,
  labels      INTEGER NOT NULL,
  -- The unit whose labels they are, and which print of it.
  donation    BLOB,
  copy        INTEGER,
  ordered_by  BLOB,
  -- 0 waiting, 1 sending, 2 done, 3 failed before anything was sent, 4 uncertain, 5 cancelled.
  state       INTEGER NOT NULL,
  attempts    INTEGER NOT NULL,
  created_ms  INTEGER NOT NULL,
  changed_ms  INTEGER NOT NULL,
  -- Where it went, once it is done.
  destination TEXT,
  -- The last problem as JSON.
  problem     TEXT
);
CREATE INDEX print_job_state ON print_job (state, printer);
