CREATE TABLE company (
  company_id uuid PRIMARY KEY,
  -- The founder (subjectRef), from identity; null until its event arrives.
  registered_by uuid,
  version integer NOT NULL,
  state text NOT NULL CHECK (state IN ('DRAFT', 'SUBMITTED', 'INFORMATION_REQUESTED', 'VERIFIED', 'REVERIFICATION_DUE', 'PROBATION',
    'EXPIRED', 'SUSPENDED', 'REJECTED', 'TERMINATED')),
  legal_name text,
  kind text CHECK (kind IN ('AI_LAB', 'DATA_PLATFORM', 'RESEARCH_PLATFORM', 'SPECIALIST_DATA_COMPANY', 'ENTERPRISE_AI_TEAM',
    'PUBLIC_SECTOR_OR_NONPROFIT')),
  registration_country text,
  registration_number text,
  lei text,
  domains text[] NOT NULL DEFAULT '{}',
  payment_terms_days integer CONSTRAINT payment_within_30_days CHECK (payment_terms_days BETWEEN 0 AND 30),
  -- Who gave the company's word that it charges contributors nothing, and when.
  fee_policy_signed_by text,
  fee_policy_attested_at timestamptz,
  reasons text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  saved_at timestamptz,
  submitted_at timestamptz,
  -- The latest verification.
  verified_at timestamptz,
  verified_until timestamptz,
  -- STORED, so that it can be a key: PostgreSQL 18 makes generated columns virtual otherwise.
  may_publish boolean NOT NULL GENERATED ALWAYS AS (state IN ('VERIFIED', 'REVERIFICATION_DUE', 'PROBATION')) STORED,
  CONSTRAINT company_publishing UNIQUE (company_id, may_publish),
  CONSTRAINT verified_has_an_end CHECK (NOT may_publish OR verified_until IS NOT NULL),
  CONSTRAINT submitted_is_complete CHECK (state = 'DRAFT' OR (legal_name IS NOT NULL AND kind IS NOT NULL
    AND registration_country IS NOT NULL AND payment_terms_days IS NOT NULL AND cardinality(domains) > 0
    AND fee_policy_attested_at IS NOT NULL AND submitted_at IS NOT NULL))
);
CREATE INDEX company_awaiting ON company (submitted_at, company_id) WHERE state IN ('SUBMITTED', 'REVERIFICATION_DUE');

ALTER TABLE company ENABLE ROW LEVEL SECURITY;
ALTER TABLE company FORCE ROW LEVEL SECURITY;
CREATE POLICY party ON company TO :app
  USING (company_id = ANY ((SELECT app_companies())::uuid[]) OR (SELECT app_is_staff('TRUST_REVIEWER')))
  WITH CHECK (company_id = ANY ((SELECT app_companies())::uuid[]) OR (SELECT app_is_staff('TRUST_REVIEWER')));
CREATE POLICY worker ON company TO :worker USING (true) WITH CHECK (true);
-- The owner migrates, and reads through the views for those whom no policy lets in.
CREATE POLICY owner ON company TO :owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON company TO :app, :worker;

-- What anybody may know of a company that was ever verified, also after its fall: they must know who owes them (decisions D6).
CREATE VIEW company_card AS
  SELECT company_id, legal_name, kind, registration_country, state, may_publish, verified_until FROM company WHERE verified_at IS NOT NULL;
GRANT SELECT ON company_card TO :app, :worker;
