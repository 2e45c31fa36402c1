-- Projections of people and of attempts to sign in, made anew from the ledger after this migration: roles by site,
-- suspension, badges with their history, reviews; attempts with the evidence that a lockout is measured by.
DROP TABLE person;
CREATE TABLE person (
  person           BLOB PRIMARY KEY,
  login            TEXT    NOT NULL,
  name             TEXT    NOT NULL,
  grants           TEXT    NOT NULL,
  password_hash    TEXT    NOT NULL,
  must_change      INTEGER NOT NULL,
  password_ms      INTEGER NOT NULL,
  -- Place of the last reset in the order of entries, which no clock that was set changes.
  reset_wall       INTEGER NOT NULL,
  reset_counter    INTEGER NOT NULL,
  added_ms         INTEGER NOT NULL,
  suspended_ms     INTEGER,
  suspended_reason TEXT,
  reviewed_ms      INTEGER,
  reviewed_by      TEXT,
  reviewed_digest  TEXT
) WITHOUT ROWID;
CREATE INDEX person_login ON person (login);
CREATE TABLE badge (
  badge      TEXT    NOT NULL,
  person     BLOB    NOT NULL,
  given_ms   INTEGER NOT NULL,
  revoked_ms INTEGER,
  reason     TEXT,
  PRIMARY KEY (badge, person)
) WITHOUT ROWID;
CREATE INDEX badge_person ON badge (person);

DROP TABLE sign_in;
CREATE TABLE sign_in (
  attempt      BLOB PRIMARY KEY,
  person       BLOB,
  -- NULL for a success, else why it was refused.
  failure      TEXT,
  at_ms        INTEGER NOT NULL,
  hlc_wall     INTEGER NOT NULL,
  hlc_counter  INTEGER NOT NULL,
  station      BLOB    NOT NULL,
  boot         BLOB    NOT NULL,
  monotonic_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sign_in_person ON sign_in (person, hlc_wall, hlc_counter);
CREATE INDEX sign_in_failure ON sign_in (hlc_wall, hlc_counter, attempt) WHERE failure IS NOT NULL;
