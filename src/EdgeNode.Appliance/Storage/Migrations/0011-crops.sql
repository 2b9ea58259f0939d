-- Pieces of CT around nodes, on their way to the centre. wanted: chosen, not made yet. held: made, and a person or more patients must
-- release it. ready: may leave. sent: its files are at the centre and its reference is in the outbox. done: receipted, its files are gone here.
-- dropped: will not leave. The files lie in the folder crops of the data folder, named by their SHA-256.
CREATE TABLE crops (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  case_id  TEXT NOT NULL REFERENCES cases (case_id),
  revision INTEGER NOT NULL,
  node     INTEGER NOT NULL,
  why      TEXT NOT NULL,
  state    TEXT NOT NULL,
  hold     TEXT,
  released INTEGER NOT NULL DEFAULT 0,
  version  INTEGER NOT NULL DEFAULT 1,
  crop     TEXT,
  message  TEXT,
  created  TEXT NOT NULL,
  UNIQUE (case_id, revision, node)
);
CREATE INDEX crops_by_state ON crops (state, id);

-- Patients by quarter, sex and age band: a crop leaves when enough others are like its own.
CREATE TABLE crop_subjects (
  case_id TEXT PRIMARY KEY REFERENCES cases (case_id),
  cell    TEXT NOT NULL,
  patient TEXT NOT NULL
);
CREATE INDEX crop_subjects_by_cell ON crop_subjects (cell);
