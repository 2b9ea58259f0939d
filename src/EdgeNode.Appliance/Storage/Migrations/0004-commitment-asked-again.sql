-- How often a request was made: the end of one report must not end the wait for the next.
ALTER TABLE commitment_requests ADD COLUMN asked INTEGER NOT NULL DEFAULT 1;
