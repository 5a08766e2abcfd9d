CREATE TABLE opportunity (
  opportunity_id uuid PRIMARY KEY,
  company_id uuid NOT NULL REFERENCES company,
  version integer NOT NULL,
  publication text NOT NULL CHECK (publication IN ('UNPUBLISHED', 'PUBLISHED', 'PAUSED', 'HELD', 'FILLED', 'CLOSED', 'EXPIRED', 'WITHDRAWN')),
  published_revision integer,
  -- The first publication; from then on everybody may know that it exists.
  published_at timestamptz,
  held_because text CHECK (held_because IN ('COMPANY_SUSPENDED', 'COMPANY_EXPIRED')),
  created_at timestamptz NOT NULL,
  -- NULL is not checked: only what is PUBLISHED needs a company that may publish.
  must_be_verified boolean GENERATED ALWAYS AS (CASE WHEN publication = 'PUBLISHED' THEN true END) STORED,
  CONSTRAINT opportunity_of_company UNIQUE (opportunity_id, company_id),
  CONSTRAINT published_is_whole CHECK ((published_revision IS NULL) = (published_at IS NULL)),
  CONSTRAINT published_has_a_revision CHECK (publication IN ('UNPUBLISHED', 'CLOSED') OR published_revision IS NOT NULL),
  CONSTRAINT held_has_a_reason CHECK ((publication = 'HELD') = (held_because IS NOT NULL)),
  -- Promise 2. Deferred, so that a company falls and its opportunities are held in one transaction, in any order.
  CONSTRAINT i2_verified_company FOREIGN KEY (company_id, must_be_verified) REFERENCES company (company_id, may_publish)
    DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX opportunity_of ON opportunity (company_id, opportunity_id DESC);
CREATE INDEX opportunity_feed ON opportunity (published_at DESC, opportunity_id DESC) WHERE publication = 'PUBLISHED';

CREATE TABLE opportunity_revision (
  opportunity_id uuid NOT NULL,
  revision integer NOT NULL CHECK (revision >= 1),
  company_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('DRAFT', 'SUBMITTED', 'CHANGES_REQUESTED', 'APPROVED', 'REJECTED', 'SUPERSEDED')),
  terms jsonb NOT NULL,
  -- Per hour, in the currency of the pay; null where the terms have no hourly rate.
  pay_min_hourly int8,
  -- The highest floor among the included countries, in the same currency, and the policy that says so.
  floor_minor int8 NOT NULL CHECK (floor_minor >= 0),
  floor_policy text NOT NULL,
  -- The most an hour pays, in US cents, to compare it with what others pay.
  pay_max_usd_cents int8,
  second_review_because text[] NOT NULL DEFAULT '{}'
    CHECK (second_review_because <@ ARRAY['FIRST_PUBLICATION', 'SENSITIVE_CONTENT', 'PAY_ABOVE_P99']),
  submitted_at timestamptz,
  work_type text GENERATED ALWAYS AS (terms ->> 'workType') STORED,
  domain text GENERATED ALWAYS AS (terms ->> 'domain') STORED,
  complexity_tier integer GENERATED ALWAYS AS ((terms ->> 'complexityTier')::integer) STORED,
  -- YYYY-MM-DD sorts like the day itself; a cast to date could not be generated.
  apply_by text COLLATE "C" GENERATED ALWAYS AS (terms ->> 'applyBy') STORED,
  is_submitted boolean NOT NULL GENERATED ALWAYS AS (state <> 'DRAFT') STORED,
  reviewers_needed integer NOT NULL GENERATED ALWAYS AS (CASE WHEN cardinality(second_review_because) > 0 THEN 2 ELSE 1 END) STORED,
  PRIMARY KEY (opportunity_id, revision),
  CONSTRAINT revision_of_opportunity FOREIGN KEY (opportunity_id, company_id) REFERENCES opportunity (opportunity_id, company_id),
  CONSTRAINT revision_submitted UNIQUE (opportunity_id, revision, is_submitted),
  CONSTRAINT revision_quorum UNIQUE (opportunity_id, revision, reviewers_needed),
  CONSTRAINT pay_at_or_above_floor CHECK (pay_min_hourly >= floor_minor),
  CONSTRAINT submitted_has_a_time CHECK ((state = 'DRAFT') = (submitted_at IS NULL)),
  CONSTRAINT sensitive_needs_two CHECK (state = 'DRAFT' OR jsonb_array_length(terms -> 'sensitiveContent') = 0
    OR 'SENSITIVE_CONTENT' = ANY (second_review_because))
);
-- At most one revision is being written or vetted.
CREATE UNIQUE INDEX one_open_revision ON opportunity_revision (opportunity_id) WHERE state IN ('DRAFT', 'SUBMITTED');
CREATE INDEX revision_awaiting ON opportunity_revision (submitted_at, opportunity_id) WHERE state = 'SUBMITTED';

-- Promise 3: what a reviewer reads is what is published. Only the state of a submitted revision changes, and never back to DRAFT.
CREATE FUNCTION keep_submitted_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'DRAFT' AND (NEW.state = 'DRAFT'
    OR (NEW.opportunity_id, NEW.revision, NEW.company_id, NEW.terms, NEW.pay_min_hourly, NEW.floor_minor, NEW.floor_policy,
        NEW.pay_max_usd_cents, NEW.second_review_because, NEW.submitted_at)
      IS DISTINCT FROM
       (OLD.opportunity_id, OLD.revision, OLD.company_id, OLD.terms, OLD.pay_min_hourly, OLD.floor_minor, OLD.floor_policy,
        OLD.pay_max_usd_cents, OLD.second_review_because, OLD.submitted_at)) THEN
    RAISE EXCEPTION 'Revision % of opportunity % was submitted: its terms are immutable', OLD.revision, OLD.opportunity_id
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'submitted_terms_are_immutable', TABLE = 'opportunity_revision';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER submitted_terms_are_immutable BEFORE UPDATE ON opportunity_revision
  FOR EACH ROW EXECUTE FUNCTION keep_submitted_revision();

ALTER TABLE opportunity ENABLE ROW LEVEL SECURITY;
ALTER TABLE opportunity FORCE ROW LEVEL SECURITY;
CREATE POLICY party ON opportunity TO :app
  USING (company_id = ANY ((SELECT app_companies())::uuid[]) OR (SELECT app_is_staff('TRUST_REVIEWER')))
  WITH CHECK (company_id = ANY ((SELECT app_companies())::uuid[]) OR (SELECT app_is_staff('TRUST_REVIEWER')));
CREATE POLICY worker ON opportunity TO :worker USING (true) WITH CHECK (true);
CREATE POLICY owner ON opportunity TO :owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON opportunity TO :app, :worker;

ALTER TABLE opportunity_revision ENABLE ROW LEVEL SECURITY;
ALTER TABLE opportunity_revision FORCE ROW LEVEL SECURITY;
CREATE POLICY party ON opportunity_revision TO :app
  USING (company_id = ANY ((SELECT app_companies())::uuid[]) OR (SELECT app_is_staff('TRUST_REVIEWER')))
  WITH CHECK (company_id = ANY ((SELECT app_companies())::uuid[]) OR (SELECT app_is_staff('TRUST_REVIEWER')));
CREATE POLICY worker ON opportunity_revision TO :worker USING (true) WITH CHECK (true);
CREATE POLICY owner ON opportunity_revision TO :owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON opportunity_revision TO :app, :worker;
