-- Badges of people, as a slow hash with one salt for the box: a badge names its person, so one computation must find whose it is.
ALTER TABLE people ADD COLUMN badge_hash BLOB;
CREATE UNIQUE INDEX people_by_badge ON people (badge_hash) WHERE badge_hash IS NOT NULL;
