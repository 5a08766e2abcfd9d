CREATE TABLE engagement (
  engagement_id uuid PRIMARY KEY,
  offer_id uuid NOT NULL CONSTRAINT one_engagement UNIQUE REFERENCES offer,
  contributor_id uuid NOT NULL,
  company_id uuid NOT NULL,
  opportunity_id uuid NOT NULL,
  state text NOT NULL
    CHECK (state IN ('SCHEDULED', 'ACTIVE', 'PAUSED', 'ENDING', 'COMPLETED', 'TERMINATED_EARLY', 'ABANDONED')),
  weekly_hours_cap integer NOT NULL,
  starts_on date NOT NULL,
  started_at timestamptz,
  ended_at timestamptz,
  ended_by text CHECK (ended_by IN ('CONTRIBUTOR', 'COMPANY')),
  end_reason text,
  version integer NOT NULL,
  CONSTRAINT ended_early_with_reason CHECK (state <> 'TERMINATED_EARLY' OR (ended_by IS NOT NULL AND end_reason IS NOT NULL))
);
CREATE INDEX engagement_of_contributor ON engagement (contributor_id, engagement_id);

ALTER TABLE engagement ENABLE ROW LEVEL SECURITY;
ALTER TABLE engagement FORCE ROW LEVEL SECURITY;
CREATE POLICY party ON engagement TO :app
  USING (contributor_id = (SELECT app_subject()) OR company_id = ANY ((SELECT app_companies())::uuid[]) OR (SELECT app_is_staff('TRUST_REVIEWER')))
  WITH CHECK (contributor_id = (SELECT app_subject()) OR company_id = ANY ((SELECT app_companies())::uuid[]));
CREATE POLICY worker ON engagement TO :worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE (state, started_at, ended_at, ended_by, end_reason, version) ON engagement TO :app, :worker;
