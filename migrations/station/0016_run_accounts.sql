-- Whether a unit of a run that ended was accounted for at its end; 1 while it goes on. Made anew from the ledger when
-- the file is migrated.
ALTER TABLE run_unit ADD COLUMN accounted INTEGER NOT NULL DEFAULT 1;
CREATE INDEX run_unit_unaccounted ON run_unit (run) WHERE accounted = 0;
