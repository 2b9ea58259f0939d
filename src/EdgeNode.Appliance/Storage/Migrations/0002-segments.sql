-- Instances lie in segment files, many to a file. Instances of the first schema keep a file of their own and have no checksum.
CREATE TABLE instances_2 (
  sop_instance_uid TEXT PRIMARY KEY,
  case_id          TEXT NOT NULL REFERENCES cases (case_id),
  series_uid       TEXT NOT NULL,
  sop_class_uid    TEXT NOT NULL,
  transfer_syntax  TEXT NOT NULL,
  file             TEXT NOT NULL,
  file_offset      INTEGER NOT NULL,
  bytes            INTEGER NOT NULL,
  checksum         TEXT,
  received         TEXT NOT NULL
);
INSERT INTO instances_2 SELECT sop_instance_uid, case_id, series_uid, sop_class_uid, transfer_syntax, file, 0, bytes, NULL, received FROM instances ORDER BY rowid;
DROP TABLE instances;
ALTER TABLE instances_2 RENAME TO instances;
CREATE INDEX instances_by_case ON instances (case_id);
CREATE INDEX instances_by_file ON instances (file, file_offset);
