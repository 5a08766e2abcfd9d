-- What a person has done: appended by the completion of an engagement, once, and never changed.
CREATE TABLE track_record_entry (
  entry_id uuid PRIMARY KEY,
  engagement_id uuid NOT NULL,
  contributor_id uuid NOT NULL,
  company_id uuid NOT NULL,
  work_type text NOT NULL CHECK (work_type IN
    ('DATA_ANNOTATION', 'RLHF', 'AI_EVALUATION', 'RED_TEAMING', 'INSTRUCTION_AUDIT', 'CONVERSATION')),
  domain text NOT NULL,
  tier smallint NOT NULL CHECK (tier BETWEEN 1 AND 4),
  units_accepted integer NOT NULL CHECK (units_accepted >= 0),
  units_total integer NOT NULL CHECK (units_total >= units_accepted),
  minutes integer NOT NULL CHECK (minutes >= 0),
  occurred_on date NOT NULL,
  CONSTRAINT one_entry_an_engagement UNIQUE (engagement_id)
);
CREATE INDEX track_record_newest_first ON track_record_entry (contributor_id, occurred_on DESC, entry_id DESC);

ALTER TABLE track_record_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE track_record_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON track_record_entry FOR SELECT TO :app USING (contributor_id = (SELECT app_subject()));
CREATE POLICY reviewer ON track_record_entry FOR SELECT TO :app USING ((SELECT app_is_staff('TRUST_REVIEWER')));
CREATE POLICY worker ON track_record_entry TO :worker USING (true) WITH CHECK (true);
GRANT SELECT ON track_record_entry TO :app;
GRANT SELECT, INSERT ON track_record_entry TO :worker;
