-- The life of an alarm: raised, acknowledged, decided, closed; who did what and when. last_instance is T0, raised T1, acknowledged T2,
-- decided T3. Alarms of the first schema have no one who acknowledged them.
ALTER TABLE alarms ADD COLUMN reasons            TEXT NOT NULL DEFAULT '';
ALTER TABLE alarms ADD COLUMN last_instance      TEXT;
ALTER TABLE alarms ADD COLUMN acknowledged_by    TEXT;
ALTER TABLE alarms ADD COLUMN decided            TEXT;
ALTER TABLE alarms ADD COLUMN decided_by         TEXT;
ALTER TABLE alarms ADD COLUMN decision           TEXT;
ALTER TABLE alarms ADD COLUMN decision_reasons   TEXT NOT NULL DEFAULT '';
ALTER TABLE alarms ADD COLUMN physician_priority INTEGER;
ALTER TABLE alarms ADD COLUMN closed             TEXT;
ALTER TABLE alarms ADD COLUMN close_reason       TEXT;
UPDATE alarms SET last_instance = (SELECT last_instance FROM cases WHERE cases.case_id = alarms.case_id AND cases.revision = alarms.revision);
CREATE INDEX alarms_open ON alarms (level, raised) WHERE closed IS NULL;

CREATE TABLE alarm_escalations (
  case_id   TEXT NOT NULL,
  revision  INTEGER NOT NULL,
  minutes   REAL NOT NULL,
  target    TEXT NOT NULL,
  escalated TEXT NOT NULL,
  PRIMARY KEY (case_id, revision, minutes)
);

-- What people did, one row an act, never changed. The id is the client's: the same act sent twice is one act.
CREATE TABLE case_acts (
  act_id  TEXT PRIMARY KEY,
  kind    TEXT NOT NULL,
  case_id TEXT REFERENCES cases (case_id),
  reader  TEXT NOT NULL,
  content TEXT NOT NULL,
  at      TEXT NOT NULL
);
CREATE INDEX case_acts_by_case ON case_acts (case_id);
