-- Projections: everything below can be dropped and rebuilt from the ledger to the same digest.
CREATE TABLE bank (
  bank           BLOB PRIMARY KEY,
  name_zh        TEXT NOT NULL,
  name_en        TEXT NOT NULL,
  licence_number TEXT NOT NULL,
  address        TEXT NOT NULL,
  scheme         TEXT NOT NULL,
  facility       TEXT NOT NULL,
  purpose        TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE site (
  site          BLOB PRIMARY KEY,
  code          TEXT NOT NULL,
  name_zh       TEXT NOT NULL,
  name_en       TEXT NOT NULL,
  kind          TEXT NOT NULL,
  personal_data TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE station (
  station    BLOB PRIMARY KEY,
  name       TEXT NOT NULL,
  site       BLOB NOT NULL,
  public_key TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE number_block (
  station BLOB    NOT NULL,
  year    INTEGER NOT NULL,
  first   INTEGER NOT NULL,
  last    INTEGER NOT NULL,
  PRIMARY KEY (station, year, first)
) WITHOUT ROWID;
CREATE TABLE person (
  person        BLOB PRIMARY KEY,
  login         TEXT NOT NULL,
  name          TEXT NOT NULL,
  roles         TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  badge         TEXT,
  password_ms   INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX person_login ON person (login);
CREATE INDEX person_badge ON person (badge);
CREATE TABLE sign_in (
  attempt BLOB PRIMARY KEY,
  person  BLOB    NOT NULL,
  success INTEGER NOT NULL,
  at_ms   INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sign_in_person ON sign_in (person, at_ms, attempt);
CREATE TABLE tank (
  tank    BLOB PRIMARY KEY,
  site    BLOB    NOT NULL,
  room    TEXT    NOT NULL,
  code    TEXT    NOT NULL,
  purpose TEXT    NOT NULL,
  racks   INTEGER NOT NULL,
  slots   INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX tank_code ON tank (code);

CREATE TABLE unit (
  donation     BLOB PRIMARY KEY,
  din          TEXT,
  status       INTEGER NOT NULL,
  inventory    INTEGER NOT NULL,
  site         BLOB,
  collected_ms INTEGER,
  volume_ml    TEXT,
  position     TEXT,
  rejection    TEXT,
  results      INTEGER NOT NULL,
  reviewed     INTEGER NOT NULL,
  changed_ms   INTEGER NOT NULL,
  own_hold     INTEGER NOT NULL,
  contested    INTEGER NOT NULL DEFAULT 0,
  after_release INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX unit_changed ON unit (changed_ms, donation);
CREATE INDEX unit_status ON unit (status, changed_ms, donation);
CREATE INDEX unit_din ON unit (din);
CREATE INDEX unit_held ON unit (changed_ms, donation) WHERE own_hold = 1 OR contested = 1;
CREATE INDEX unit_queue ON unit (reviewed, results, changed_ms, donation) WHERE status IN (9, 10);

-- What a unit claims for itself alone: its donation number (kind 0) and its position (kind 1).
CREATE TABLE claim (
  kind     INTEGER NOT NULL,
  about    TEXT    NOT NULL,
  donation BLOB    NOT NULL,
  at_ms    INTEGER NOT NULL,
  PRIMARY KEY (kind, about, donation)
) WITHOUT ROWID;
CREATE INDEX claim_donation ON claim (donation);
-- Claims that exclude each other and are not settled in favour of the unit.
CREATE TABLE contest (
  kind     INTEGER NOT NULL,
  about    TEXT    NOT NULL,
  donation BLOB    NOT NULL,
  since_ms INTEGER NOT NULL,
  settled  INTEGER NOT NULL,
  PRIMARY KEY (kind, about, donation)
) WITHOUT ROWID;
CREATE INDEX contest_donation ON contest (donation);
CREATE TABLE resolution (
  work  BLOB PRIMARY KEY,
  kind  INTEGER NOT NULL,
  about TEXT    NOT NULL,
  units BLOB    NOT NULL,
  keep  BLOB    NOT NULL,
  at_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX resolution_about ON resolution (kind, about);

-- One occupant for each position; only units whose claims are contested may share one until it is settled.
CREATE TABLE occupancy (
  position  TEXT    NOT NULL,
  donation  BLOB    NOT NULL,
  tank      BLOB    NOT NULL,
  rack      INTEGER NOT NULL,
  slot      INTEGER NOT NULL,
  contested INTEGER NOT NULL,
  PRIMARY KEY (position, donation)
) WITHOUT ROWID;
CREATE UNIQUE INDEX occupancy_one ON occupancy (position) WHERE contested = 0;
CREATE INDEX occupancy_tank ON occupancy (tank, rack, slot);
CREATE INDEX occupancy_donation ON occupancy (donation);

CREATE TABLE shipment (
  shipment       BLOB PRIMARY KEY,
  box_code       TEXT    NOT NULL,
  from_site      BLOB    NOT NULL,
  to_site        BLOB    NOT NULL,
  packed_ms      INTEGER NOT NULL,
  courier        TEXT,
  seal           TEXT,
  handed_over_ms INTEGER
) WITHOUT ROWID;
CREATE INDEX shipment_box ON shipment (box_code, packed_ms);
CREATE INDEX shipment_packed ON shipment (packed_ms);
CREATE TABLE shipment_unit (
  shipment BLOB NOT NULL,
  donation BLOB NOT NULL,
  PRIMARY KEY (shipment, donation)
) WITHOUT ROWID;
CREATE TABLE receipt (
  donation    BLOB    NOT NULL,
  shipment    BLOB    NOT NULL,
  received_ms INTEGER NOT NULL,
  PRIMARY KEY (donation, shipment)
) WITHOUT ROWID;
CREATE INDEX receipt_shipment ON receipt (shipment);
