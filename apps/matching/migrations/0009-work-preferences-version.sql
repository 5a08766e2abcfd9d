-- Orders two readings of a person's preferences, which no event tells: the index takes the newer one.
ALTER TABLE work_preferences ADD COLUMN version integer NOT NULL DEFAULT 1;
