-- Lanes and limits of the outbox. A row goes only when no earlier row of its case waits. Telemetry may be dropped for want of room, facts
-- never; a later row of the same slot takes an earlier one's place.
ALTER TABLE outbox ADD COLUMN droppable INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN slot TEXT;
CREATE INDEX outbox_by_case ON outbox (case_id, seq);
CREATE INDEX outbox_droppable ON outbox (seq) WHERE droppable = 1;

-- What physicians said, counted by the week of saying it: for the drift sketch.
CREATE TABLE verdict_counts (
  week TEXT NOT NULL,
  what TEXT NOT NULL,
  n    INTEGER NOT NULL,
  PRIMARY KEY (week, what)
);
