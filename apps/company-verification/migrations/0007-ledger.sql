-- Promise 1: there is no value for a payer other than the company. Entries are added, never changed.
CREATE TABLE ledger_entry (
  entry_id uuid PRIMARY KEY,
  payer_type text NOT NULL CONSTRAINT company_pays CHECK (payer_type = 'COMPANY'),
  company_id uuid NOT NULL REFERENCES company,
  kind text NOT NULL CHECK (kind IN ('PLACEMENT_FEE', 'SUBSCRIPTION', 'CREDIT')),
  amount_minor int8 NOT NULL CHECK (amount_minor BETWEEN 0 AND 9000000000000000),
  currency text NOT NULL,
  fee_schedule_version text,
  engagement_id uuid,
  opportunity_id uuid,
  posted_at timestamptz NOT NULL,
  CONSTRAINT ledger_of_opportunity FOREIGN KEY (opportunity_id, company_id) REFERENCES opportunity (opportunity_id, company_id),
  CONSTRAINT one_fee_per_engagement UNIQUE (engagement_id, kind),
  CONSTRAINT fee_has_an_engagement CHECK (kind <> 'PLACEMENT_FEE'
    OR (engagement_id IS NOT NULL AND opportunity_id IS NOT NULL AND fee_schedule_version IS NOT NULL))
);
CREATE INDEX ledger_entry_of_opportunity ON ledger_entry (opportunity_id) WHERE kind = 'PLACEMENT_FEE';

ALTER TABLE ledger_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY party_reads ON ledger_entry FOR SELECT TO :app
  USING (company_id = ANY ((SELECT app_companies())::uuid[]) OR (SELECT app_is_staff('TRUST_REVIEWER')));
CREATE POLICY worker ON ledger_entry TO :worker USING (true) WITH CHECK (true);
CREATE POLICY owner ON ledger_entry TO :owner USING (true) WITH CHECK (true);
GRANT SELECT ON ledger_entry TO :app;
GRANT SELECT, INSERT ON ledger_entry TO :worker;
