-- Every message that was receipted, as it came: the log. n is the order of commits; within a case it is the order of the box. The tables
-- after it are drawn from it and can be drawn again.
CREATE TABLE facts (
  n        INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE,
  node     TEXT NOT NULL,
  epoch    TEXT NOT NULL,
  seq      BIGINT,
  kind     TEXT NOT NULL,
  case_key TEXT,
  revision INTEGER,
  schema   TEXT NOT NULL,
  payload  BLOB NOT NULL,
  received TEXT NOT NULL
);
CREATE INDEX facts_by_case ON facts (node, case_key, n);
INSERT INTO facts (id, node, epoch, kind, case_key, revision, schema, payload, received)
  SELECT id, node, '', 'result', case_key, revision, schema, payload, received FROM reports ORDER BY n;
ALTER TABLE reports DROP COLUMN payload;
ALTER TABLE reports DROP COLUMN schema;
ALTER TABLE reports ADD COLUMN alarm_s DOUBLE PRECISION;

CREATE TABLE nodes (
  node          TEXT NOT NULL,
  case_key      TEXT NOT NULL,
  revision      INTEGER NOT NULL,
  number        INTEGER NOT NULL,
  label         TEXT NOT NULL,
  side          TEXT,
  short_axis_mm DOUBLE PRECISION NOT NULL,
  long_axis_mm  DOUBLE PRECISION NOT NULL,
  volume_mm3    DOUBLE PRECISION NOT NULL,
  p_negative    DOUBLE PRECISION,
  p_positive    DOUBLE PRECISION,
  p_ene         DOUBLE PRECISION,
  borderline    INTEGER NOT NULL,
  PRIMARY KEY (node, case_key, revision, number)
);

CREATE TABLE acts (
  id            TEXT PRIMARY KEY,
  node          TEXT NOT NULL,
  case_key      TEXT NOT NULL,
  revision      INTEGER NOT NULL,
  kind          TEXT NOT NULL,
  act_key       TEXT NOT NULL,
  withdraws_key TEXT,
  reader        TEXT NOT NULL,
  role          TEXT NOT NULL,
  number        INTEGER,
  verdict       TEXT,
  class         TEXT,
  reasons       TEXT NOT NULL,
  short_axis_mm DOUBLE PRECISION,
  decision      TEXT,
  priority      INTEGER,
  since_slice_s DOUBLE PRECISION,
  since_alarm_s DOUBLE PRECISION,
  received      TEXT NOT NULL
);
CREATE INDEX acts_by_case ON acts (node, case_key);
CREATE INDEX acts_by_key ON acts (node, withdraws_key);

CREATE TABLE sketches (
  node     TEXT NOT NULL,
  week     TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  payload  BLOB NOT NULL,
  received TEXT NOT NULL,
  PRIMARY KEY (node, week)
);

CREATE TABLE telemetry (
  id       TEXT PRIMARY KEY,
  node     TEXT NOT NULL,
  payload  BLOB NOT NULL,
  received TEXT NOT NULL
);
CREATE INDEX telemetry_by_age ON telemetry (received);
