-- Crops by reference, the latest version of each node; image, labels and numbers are the names of blobs.
CREATE TABLE crops (
  node     TEXT NOT NULL,
  case_key TEXT NOT NULL,
  revision INTEGER NOT NULL,
  number   INTEGER NOT NULL,
  version  INTEGER NOT NULL,
  image    TEXT NOT NULL,
  labels   TEXT NOT NULL,
  numbers  TEXT NOT NULL,
  why      TEXT NOT NULL,
  received TEXT NOT NULL,
  PRIMARY KEY (node, case_key, revision, number)
);

-- The pages ask for the latest telemetry of a site and for what came since a day.
CREATE INDEX telemetry_by_site ON telemetry (node, received);
CREATE INDEX reports_by_age ON reports (received);
CREATE INDEX acts_by_age ON acts (kind, received);
CREATE INDEX sketches_by_age ON sketches (received);
