-- Storage commitment (DICOM PS3.4 annex J): what peers asked us to answer for, until they have their report.
CREATE TABLE commitment_requests (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  peer            TEXT NOT NULL,
  transaction_uid TEXT NOT NULL,
  is_duplicate    INTEGER NOT NULL,
  received        TEXT NOT NULL,
  due             TEXT,
  attempts        INTEGER NOT NULL DEFAULT 0,
  outcome         TEXT
);
CREATE INDEX commitment_requests_due ON commitment_requests (due) WHERE due IS NOT NULL;
CREATE INDEX commitment_requests_by_transaction ON commitment_requests (peer, transaction_uid);

CREATE TABLE commitment_instances (
  request_id       INTEGER NOT NULL REFERENCES commitment_requests (id) ON DELETE CASCADE,
  sop_class_uid    TEXT NOT NULL,
  sop_instance_uid TEXT NOT NULL
);
CREATE INDEX commitment_instances_by_request ON commitment_instances (request_id);
