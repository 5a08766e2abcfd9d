-- A person's profile; its key is their subjectRef (decisions D2). Lists are replaced as a whole with each save, hence jsonb and arrays.
CREATE TABLE profile (
  contributor_id uuid PRIMARY KEY,
  version integer NOT NULL CHECK (version > 0),
  state text NOT NULL CHECK (state IN
    ('DRAFT', 'SUBMITTED', 'CHANGES_REQUESTED', 'NOT_ADMITTED', 'ACTIVE', 'PAUSED', 'RESTRICTED', 'SUSPENDED', 'CLOSED')),
  state_before text CHECK (state_before IN
    ('DRAFT', 'SUBMITTED', 'CHANGES_REQUESTED', 'NOT_ADMITTED', 'ACTIVE', 'PAUSED')),
  display_name text NOT NULL,
  headline text NOT NULL,
  country_of_residence text NOT NULL CHECK (country_of_residence ~ '^[A-Z]{2}$'),
  time_zone text NOT NULL,
  languages jsonb NOT NULL CHECK (jsonb_array_length(languages) BETWEEN 1 AND 20),
  professions jsonb NOT NULL CHECK (jsonb_array_length(professions) <= 10),
  domains text[] NOT NULL CHECK (cardinality(domains) <= 20),
  content_opt_ins text[] NOT NULL CHECK (content_opt_ins <@ ARRAY['VIOLENCE', 'SEXUAL', 'SELF_HARM', 'HATE', 'CBRN', 'OTHER']),
  visibility text NOT NULL CHECK (visibility IN ('HIDDEN', 'MATCHING_ONLY', 'VERIFIED_COMPANIES')),
  discovered_through text NOT NULL CHECK (discovered_through IN ('REFERRAL', 'PUBLIC_FEED', 'SEARCH', 'PARTNER', 'EVENT', 'OTHER')),
  created_at timestamptz NOT NULL,
  confirmed_at timestamptz NOT NULL,
  submitted_at timestamptz,
  admitted_at timestamptz,
  CONSTRAINT a_hold_knows_its_way_back CHECK ((state IN ('RESTRICTED', 'SUSPENDED')) = (state_before IS NOT NULL)),
  CONSTRAINT a_draft_was_never_submitted CHECK (coalesce(state_before, state) <> 'DRAFT' OR submitted_at IS NULL),
  CONSTRAINT the_active_were_admitted CHECK (coalesce(state_before, state) NOT IN ('ACTIVE', 'PAUSED') OR admitted_at IS NOT NULL)
);
CREATE INDEX profile_awaiting_vetting ON profile (submitted_at, contributor_id) WHERE state = 'SUBMITTED';

-- Decisions are kept for good: what was said to a person, and by whom. The person reads the latest through their profile.
CREATE TABLE profile_decision (
  contributor_id uuid NOT NULL REFERENCES profile,
  profile_version integer NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('ADMIT', 'REQUEST_CHANGES', 'NOT_ADMIT')),
  criteria jsonb NOT NULL CHECK (jsonb_array_length(criteria) = 4),
  reapply_after date,
  decided_by uuid NOT NULL,
  decided_at timestamptz NOT NULL,
  PRIMARY KEY (contributor_id, profile_version),
  CONSTRAINT nobody_decides_about_themselves CHECK (decided_by <> contributor_id),
  CONSTRAINT only_not_admit_names_a_date CHECK ((outcome = 'NOT_ADMIT') = (reapply_after IS NOT NULL)),
  CONSTRAINT nobody_waits_for_longer CHECK (reapply_after <= (decided_at AT TIME ZONE 'UTC')::date + 180)
);

ALTER TABLE profile ENABLE ROW LEVEL SECURITY;
ALTER TABLE profile FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON profile TO :app
  USING (contributor_id = (SELECT app_subject()))
  WITH CHECK (contributor_id = (SELECT app_subject()));
CREATE POLICY reviewer_reads ON profile FOR SELECT TO :app USING ((SELECT app_is_staff('TRUST_REVIEWER')));
CREATE POLICY reviewer_decides ON profile FOR UPDATE TO :app
  USING ((SELECT app_is_staff('TRUST_REVIEWER')) AND contributor_id <> (SELECT app_subject()))
  WITH CHECK ((SELECT app_is_staff('TRUST_REVIEWER')));
CREATE POLICY worker ON profile TO :worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON profile TO :app, :worker;

ALTER TABLE profile_decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE profile_decision FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON profile_decision FOR SELECT TO :app USING (contributor_id = (SELECT app_subject()));
CREATE POLICY reviewer ON profile_decision TO :app
  USING ((SELECT app_is_staff('TRUST_REVIEWER')))
  WITH CHECK ((SELECT app_is_staff('TRUST_REVIEWER')) AND decided_by = (SELECT app_subject()));
CREATE POLICY worker ON profile_decision TO :worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON profile_decision TO :app, :worker;
