-- Decisions of the central team on nodes in question; only ever added to, the last one of a node counts. seen is the number of the last fact
-- of the case that the person had before them: what physicians said after it opens the node again.
CREATE TABLE adjudications (
  n        INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE,
  node     TEXT NOT NULL,
  case_key TEXT NOT NULL,
  revision INTEGER NOT NULL,
  number   INTEGER NOT NULL,
  outcome  TEXT NOT NULL,
  decider  TEXT NOT NULL,
  role     TEXT NOT NULL,
  seen     BIGINT NOT NULL,
  made     TEXT NOT NULL
);
CREATE INDEX adjudications_by_case ON adjudications (node, case_key, n);

-- From which week on a site is compared with nothing older, and why.
CREATE TABLE baselines (
  n         INTEGER PRIMARY KEY,
  node      TEXT NOT NULL,
  from_week TEXT NOT NULL,
  reason    TEXT NOT NULL,
  decider   TEXT NOT NULL,
  made      TEXT NOT NULL
);
