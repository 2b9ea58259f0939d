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
