-- Every check that was made; the latest of a type counts.
CREATE TABLE verification_check (
  check_id uuid PRIMARY KEY,
  company_id uuid NOT NULL REFERENCES company,
  type text NOT NULL CHECK (type IN ('LEGAL_REGISTRY', 'LEI', 'VAT', 'DOMAIN_CONTROL', 'SANCTIONS_SCREENING', 'BENEFICIAL_OWNERSHIP',
    'PAYMENT_CAPACITY', 'AUTHORISED_REPRESENTATIVE', 'FEE_POLICY', 'ADVERSE_HISTORY')),
  method text NOT NULL CHECK (method IN ('OFFLINE_RULE', 'PROVIDER', 'MANUAL')),
  result text NOT NULL CHECK (result IN ('PENDING', 'PASS', 'FAIL', 'INCONCLUSIVE', 'WAIVED')),
  note text NOT NULL,
  -- The reviewer (subjectRef); null for a rule.
  performed_by uuid,
  performed_at timestamptz NOT NULL,
  expires_at timestamptz,
  CONSTRAINT never_waived CHECK (result <> 'WAIVED' OR type NOT IN ('SANCTIONS_SCREENING', 'FEE_POLICY', 'DOMAIN_CONTROL')),
  CONSTRAINT made_by_somebody CHECK ((method = 'MANUAL') = (performed_by IS NOT NULL))
);
CREATE INDEX verification_check_latest ON verification_check (company_id, type, performed_at DESC, check_id DESC);

ALTER TABLE verification_check ENABLE ROW LEVEL SECURITY;
ALTER TABLE verification_check FORCE ROW LEVEL SECURITY;
CREATE POLICY party_reads ON verification_check FOR SELECT TO :app
  USING (company_id = ANY ((SELECT app_companies())::uuid[]) OR (SELECT app_is_staff('TRUST_REVIEWER')));
-- A rule speaks when the company submits; by hand only reviewers check, in their own name and not their own company.
CREATE POLICY rule_records ON verification_check FOR INSERT TO :app
  WITH CHECK (method = 'OFFLINE_RULE' AND company_id = ANY ((SELECT app_companies())::uuid[]));
CREATE POLICY reviewer_records ON verification_check FOR INSERT TO :app
  WITH CHECK (method = 'MANUAL' AND performed_by = (SELECT app_subject()) AND (SELECT app_is_staff('TRUST_REVIEWER'))
    AND NOT company_id = ANY ((SELECT app_companies())::uuid[]));
CREATE POLICY worker ON verification_check TO :worker USING (true) WITH CHECK (true);
CREATE POLICY owner ON verification_check TO :owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON verification_check TO :app, :worker;
