-- Images of old cases that were removed to make room. The case, its results, alarms and acts stay. kept_from is the day of running, counted
-- by the box itself, on which the case was last found without a newer instance. evicted_instances is the work that is not done yet: bytes
-- that no row names any more and that still lie on the disk.
ALTER TABLE cases ADD COLUMN kept_from INTEGER;

CREATE TABLE evictions (
  case_id   TEXT NOT NULL REFERENCES cases (case_id),
  revision  INTEGER NOT NULL,
  evicted   TEXT NOT NULL,
  instances INTEGER NOT NULL,
  bytes     INTEGER NOT NULL,
  PRIMARY KEY (case_id, revision)
);

CREATE TABLE evicted_instances (
  case_id     TEXT NOT NULL,
  revision    INTEGER NOT NULL,
  file        TEXT NOT NULL,
  file_offset INTEGER NOT NULL,
  bytes       INTEGER NOT NULL
);
CREATE INDEX evicted_instances_by_case ON evicted_instances (case_id);
