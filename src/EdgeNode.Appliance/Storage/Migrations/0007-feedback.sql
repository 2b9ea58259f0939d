-- Who may sign on to the box. Removed people stay, so that the codes in the record keep their names.
CREATE TABLE people (
  code          TEXT PRIMARY KEY,
  name          TEXT NOT NULL,
  role          TEXT NOT NULL,
  experience    TEXT,
  salt          BLOB NOT NULL,
  pin_hash      BLOB NOT NULL,
  iterations    INTEGER NOT NULL,
  added         TEXT NOT NULL,
  removed       TEXT,
  failures      INTEGER NOT NULL DEFAULT 0,
  delayed_until TEXT
);

-- Who is signed on. Tokens are kept as SHA-256 only.
CREATE TABLE sign_ons (
  token_hash TEXT PRIMARY KEY,
  code       TEXT NOT NULL REFERENCES people (code),
  begun      TEXT NOT NULL,
  used       TEXT NOT NULL,
  ended      TEXT
);

-- What people did, one row an act, in a chain: hash is over the row and the hash of the row before. content is the act as it was sent,
-- effect what the box added. Rows of the former table have no hash of their own; the first later row's covers them.
CREATE TABLE acts (
  seq     INTEGER PRIMARY KEY AUTOINCREMENT,
  act_id  TEXT NOT NULL UNIQUE,
  kind    TEXT NOT NULL,
  case_id TEXT REFERENCES cases (case_id),
  reader  TEXT NOT NULL,
  via     TEXT NOT NULL,
  content TEXT NOT NULL,
  effect  TEXT,
  at      TEXT NOT NULL,
  hash    TEXT
);
INSERT INTO acts (act_id, kind, case_id, reader, via, content, at)
  SELECT act_id, kind, case_id, reader, 'station', content, at FROM case_acts ORDER BY at, rowid;
INSERT INTO meta (key, value) SELECT 'acts_before_chain', count(*) FROM acts;
DROP TABLE case_acts;
CREATE INDEX acts_by_case ON acts (case_id, seq);
CREATE TRIGGER acts_never_change BEFORE UPDATE ON acts BEGIN SELECT RAISE(ABORT, 'acts are never changed'); END;
CREATE TRIGGER acts_never_go BEFORE DELETE ON acts BEGIN SELECT RAISE(ABORT, 'acts are never deleted'); END;

-- What the acts on a case come to, kept for the list: the priority of one revision judged with them, and the physician's own.
CREATE TABLE case_feedback (
  case_id      TEXT PRIMARY KEY REFERENCES cases (case_id),
  revision     INTEGER NOT NULL,
  priority     TEXT,
  own_priority INTEGER
);

-- Raised by what a physician said, on a revision that may have been alarmed for before.
ALTER TABLE alarms ADD COLUMN by_review INTEGER NOT NULL DEFAULT 0;
