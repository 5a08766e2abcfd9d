-- Private to the person (decisions D5): in no event, in no company's view.
CREATE TABLE work_preferences (
  contributor_id uuid PRIMARY KEY,
  hours_min integer NOT NULL,
  hours_max integer NOT NULL,
  min_hourly_minor int8 CHECK (min_hourly_minor BETWEEN 1 AND 9000000000000000),
  min_hourly_currency text,
  CONSTRAINT hours_in_order CHECK (0 <= hours_min AND hours_min <= hours_max AND hours_max <= 80),
  CONSTRAINT min_hourly_whole CHECK ((min_hourly_minor IS NULL) = (min_hourly_currency IS NULL))
);
ALTER TABLE work_preferences ENABLE ROW LEVEL SECURITY;
ALTER TABLE work_preferences FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON work_preferences TO :app
  USING (contributor_id = (SELECT app_subject())) WITH CHECK (contributor_id = (SELECT app_subject()));
CREATE POLICY worker ON work_preferences TO :worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON work_preferences TO :app, :worker;
GRANT DELETE ON work_preferences TO :worker;
