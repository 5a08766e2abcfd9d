-- Decided once and never changed: what the parties relied on. This row is what both of them may read; `clauses` leave out
-- what a person has and every private clause.
CREATE TABLE eligibility_decision (
  decision_id uuid PRIMARY KEY,
  contributor_id uuid NOT NULL,
  company_id uuid NOT NULL,
  opportunity_id uuid NOT NULL,
  revision integer NOT NULL,
  policy_version text NOT NULL,
  inputs_hash text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('ELIGIBLE', 'NEAR_MISS', 'INELIGIBLE')),
  clauses jsonb NOT NULL,
  decided_at timestamptz NOT NULL
);
-- The person's own half, which recomputes to the same bytes (M6). Canonical JSON as text, because jsonb would reorder it.
CREATE TABLE eligibility_evidence (
  decision_id uuid PRIMARY KEY REFERENCES eligibility_decision,
  contributor_id uuid NOT NULL,
  snapshot text NOT NULL,
  decision text NOT NULL
);

CREATE TABLE application (
  application_id uuid PRIMARY KEY,
  contributor_id uuid NOT NULL,
  company_id uuid NOT NULL,
  opportunity_id uuid NOT NULL,
  revision integer NOT NULL,
  state text NOT NULL
    CHECK (state IN ('SUBMITTED', 'SHORTLISTED', 'OFFERED', 'ACCEPTED', 'DECLINED', 'NOT_SELECTED', 'WITHDRAWN', 'LAPSED')),
  note text,
  -- Deferred: whether there is an application already is decided before the decision is written.
  decision_id uuid NOT NULL REFERENCES eligibility_decision DEFERRABLE INITIALLY DEFERRED,
  reason_codes text[] NOT NULL DEFAULT '{}',
  feedback text,
  submitted_at timestamptz NOT NULL,
  version integer NOT NULL,
  CONSTRAINT turned_down_with_reasons CHECK (state <> 'NOT_SELECTED' OR (cardinality(reason_codes) > 0 AND feedback IS NOT NULL))
);
-- Who withdrew, or let an offer lapse, may apply again.
CREATE UNIQUE INDEX one_application ON application (opportunity_id, contributor_id) WHERE state NOT IN ('WITHDRAWN', 'LAPSED');
CREATE INDEX application_of_contributor ON application (contributor_id, application_id);
CREATE INDEX application_of_opportunity ON application (opportunity_id, application_id);

ALTER TABLE eligibility_decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE eligibility_decision FORCE ROW LEVEL SECURITY;
CREATE POLICY party ON eligibility_decision TO :app
  USING (contributor_id = (SELECT app_subject()) OR company_id = ANY ((SELECT app_companies())::uuid[]) OR (SELECT app_is_staff('TRUST_REVIEWER')))
  WITH CHECK (contributor_id = (SELECT app_subject()));
CREATE POLICY worker ON eligibility_decision TO :worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON eligibility_decision TO :app, :worker;

ALTER TABLE eligibility_evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE eligibility_evidence FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON eligibility_evidence TO :app
  USING (contributor_id = (SELECT app_subject())) WITH CHECK (contributor_id = (SELECT app_subject()));
CREATE POLICY worker ON eligibility_evidence TO :worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON eligibility_evidence TO :app, :worker;

ALTER TABLE application ENABLE ROW LEVEL SECURITY;
ALTER TABLE application FORCE ROW LEVEL SECURITY;
CREATE POLICY party ON application TO :app
  USING (contributor_id = (SELECT app_subject()) OR company_id = ANY ((SELECT app_companies())::uuid[]) OR (SELECT app_is_staff('TRUST_REVIEWER')))
  WITH CHECK (contributor_id = (SELECT app_subject()) OR company_id = ANY ((SELECT app_companies())::uuid[]));
CREATE POLICY worker ON application TO :worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE (state, reason_codes, feedback, version) ON application TO :app, :worker;
