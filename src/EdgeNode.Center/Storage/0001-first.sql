-- What the centre keeps. Row ids give arrival order; the UNIQUE message id is what makes a second delivery harmless.
CREATE TABLE reports (
  n        INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE,
  node     TEXT NOT NULL,
  case_key TEXT NOT NULL,
  revision INTEGER NOT NULL,
  state    TEXT NOT NULL,
  level    INTEGER,
  nodes    INTEGER NOT NULL,
  schema   TEXT NOT NULL,
  payload  BLOB NOT NULL,
  received TEXT NOT NULL
);
CREATE INDEX reports_by_case ON reports (node, case_key, revision);

CREATE TABLE quarantine (
  n        INTEGER PRIMARY KEY,
  key      TEXT NOT NULL UNIQUE,
  node     TEXT NOT NULL,
  topic    TEXT NOT NULL,
  reason   TEXT NOT NULL,
  payload  BLOB NOT NULL,
  received TEXT NOT NULL
);

CREATE TABLE sites (
  node        TEXT PRIMARY KEY,
  online      INTEGER NOT NULL,
  bd_seq      INTEGER NOT NULL,
  software    TEXT NOT NULL,
  unsent      INTEGER,
  oldest_s    INTEGER,
  last_beat   TEXT,
  last_change TEXT NOT NULL
);
