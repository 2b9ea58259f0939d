-- What the box knows. Times are ISO 8601 UTC text. The case row is the only truth of where a case is.
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE cases (
  case_id       TEXT PRIMARY KEY,
  study_uid     TEXT NOT NULL UNIQUE,
  state         TEXT NOT NULL,
  reason_code   TEXT,
  reason_text   TEXT,
  revision      INTEGER NOT NULL,
  attempts      INTEGER NOT NULL DEFAULT 0,
  patient_name  TEXT NOT NULL,
  patient_id    TEXT NOT NULL,
  study_time    TEXT,
  last_instance TEXT NOT NULL,
  complete      TEXT,
  queued        TEXT,
  started       TEXT
);
CREATE INDEX cases_by_state ON cases (state);

CREATE TABLE instances (
  sop_instance_uid TEXT PRIMARY KEY,
  case_id          TEXT NOT NULL REFERENCES cases (case_id),
  series_uid       TEXT NOT NULL,
  sop_class_uid    TEXT NOT NULL,
  transfer_syntax  TEXT NOT NULL,
  file             TEXT NOT NULL UNIQUE,
  bytes            INTEGER NOT NULL,
  sha256           TEXT NOT NULL,
  received         TEXT NOT NULL
);
CREATE INDEX instances_by_case ON instances (case_id);

CREATE TABLE results (
  case_id   TEXT NOT NULL REFERENCES cases (case_id),
  revision  INTEGER NOT NULL,
  json      TEXT NOT NULL,
  mask_file TEXT,
  analysed  TEXT NOT NULL,
  PRIMARY KEY (case_id, revision)
);

CREATE TABLE alarms (
  case_id      TEXT NOT NULL REFERENCES cases (case_id),
  revision     INTEGER NOT NULL,
  level        INTEGER NOT NULL,
  raised       TEXT NOT NULL,
  acknowledged TEXT,
  PRIMARY KEY (case_id, revision)
);

CREATE TABLE outbox (
  seq      INTEGER PRIMARY KEY AUTOINCREMENT,
  id       TEXT NOT NULL UNIQUE,
  kind     TEXT NOT NULL,
  schema   TEXT NOT NULL,
  priority INTEGER NOT NULL,
  payload  BLOB NOT NULL,
  created  TEXT NOT NULL,
  case_id  TEXT
);
CREATE INDEX outbox_by_priority ON outbox (priority, seq);

CREATE TABLE receipts (
  id        TEXT PRIMARY KEY,
  kind      TEXT NOT NULL,
  case_id   TEXT,
  receipted TEXT NOT NULL
);
CREATE INDEX receipts_by_case ON receipts (case_id);
