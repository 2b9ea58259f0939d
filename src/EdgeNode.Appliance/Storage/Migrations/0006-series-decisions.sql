-- Which series of a revision is analysed and why: chosen once, when the case is queued. Cases queued by an earlier version are chosen anew.
CREATE TABLE series_decisions (
  case_id  TEXT NOT NULL REFERENCES cases (case_id),
  revision INTEGER NOT NULL,
  series   TEXT NOT NULL,
  neck     TEXT NOT NULL,
  PRIMARY KEY (case_id, revision)
);
UPDATE cases SET state = 'Complete' WHERE state IN ('Queued', 'Analysing');
