-- The terms are a copy: no role may update those columns (see the grant), whatever becomes of the opportunity.
CREATE TABLE offer (
  offer_id uuid PRIMARY KEY,
  application_id uuid NOT NULL REFERENCES application,
  contributor_id uuid NOT NULL,
  company_id uuid NOT NULL,
  opportunity_id uuid NOT NULL,
  revision integer NOT NULL,
  state text NOT NULL CHECK (state IN ('ISSUED', 'ACCEPTED', 'DECLINED', 'EXPIRED', 'RESCINDED')),
  title text NOT NULL,
  work_type text NOT NULL,
  domain text NOT NULL,
  tier integer NOT NULL,
  pay_model text NOT NULL CHECK (pay_model IN ('HOURLY', 'PER_UNIT', 'FIXED')),
  pay_minor int8 NOT NULL CHECK (pay_minor BETWEEN 0 AND 9000000000000000),
  pay_currency text NOT NULL,
  estimated_minutes_per_unit integer,
  weekly_hours_cap integer NOT NULL CHECK (weekly_hours_cap BETWEEN 1 AND 80),
  starts_on date NOT NULL,
  ends_on date,
  notice_days integer NOT NULL,
  payment_terms_days integer NOT NULL,
  terms_hash text NOT NULL,
  valid_until timestamptz NOT NULL,
  rescind_reason text,
  issued_at timestamptz NOT NULL,
  version integer NOT NULL,
  CONSTRAINT offer_dates_in_order CHECK (ends_on IS NULL OR ends_on >= starts_on),
  CONSTRAINT rescinded_with_reason CHECK (state <> 'RESCINDED' OR rescind_reason IS NOT NULL)
);
CREATE UNIQUE INDEX one_live_offer ON offer (application_id) WHERE state IN ('ISSUED', 'ACCEPTED');
CREATE INDEX offer_of_application ON offer (application_id, offer_id);

ALTER TABLE offer ENABLE ROW LEVEL SECURITY;
ALTER TABLE offer FORCE ROW LEVEL SECURITY;
CREATE POLICY party ON offer TO :app
  USING (contributor_id = (SELECT app_subject()) OR company_id = ANY ((SELECT app_companies())::uuid[]) OR (SELECT app_is_staff('TRUST_REVIEWER')))
  WITH CHECK (contributor_id = (SELECT app_subject()) OR company_id = ANY ((SELECT app_companies())::uuid[]));
CREATE POLICY worker ON offer TO :worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE (state, rescind_reason, version) ON offer TO :app, :worker;
