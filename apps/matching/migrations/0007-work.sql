CREATE TABLE work_record (
  work_record_id uuid PRIMARY KEY,
  engagement_id uuid NOT NULL REFERENCES engagement,
  contributor_id uuid NOT NULL,
  company_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('TIME', 'UNIT', 'ASSESSMENT', 'TRAINING')),
  -- Minutes, or pieces for UNIT.
  quantity integer NOT NULL CHECK (quantity > 0),
  from_at timestamptz NOT NULL,
  to_at timestamptz NOT NULL,
  note text,
  state text NOT NULL CHECK (state IN ('SUBMITTED', 'QUERIED', 'ACCEPTED', 'AUTO_ACCEPTED', 'REJECTED')),
  submitted_at timestamptz NOT NULL,
  auto_accepts_at timestamptz NOT NULL,
  query_note text,
  -- Closed list: low quality is not a reason, and no row can say that it were.
  rejection_reason text
    CHECK (rejection_reason IN ('FRAUDULENT_TIME', 'NOT_DELIVERED', 'OUT_OF_SCOPE_AFTER_NOTICE', 'BAD_FAITH_SPAM')),
  rejection_evidence text,
  version integer NOT NULL,
  CONSTRAINT work_in_order CHECK (to_at >= from_at),
  CONSTRAINT rejected_with_reason
    CHECK (state <> 'REJECTED' OR (rejection_reason IS NOT NULL AND rejection_evidence IS NOT NULL))
);
CREATE INDEX work_record_of_engagement ON work_record (engagement_id, work_record_id);

ALTER TABLE work_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE work_record FORCE ROW LEVEL SECURITY;
CREATE POLICY party ON work_record TO :app
  USING (contributor_id = (SELECT app_subject()) OR company_id = ANY ((SELECT app_companies())::uuid[]) OR (SELECT app_is_staff('TRUST_REVIEWER')))
  WITH CHECK (contributor_id = (SELECT app_subject()) OR company_id = ANY ((SELECT app_companies())::uuid[]));
CREATE POLICY worker ON work_record TO :worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE (state, auto_accepts_at, query_note, rejection_reason, rejection_evidence, version)
  ON work_record TO :app, :worker;

-- What a company owes: no money moves here. Only the state of it can change (see the grant).
CREATE TABLE obligation (
  obligation_id uuid PRIMARY KEY,
  work_record_id uuid NOT NULL CONSTRAINT one_obligation UNIQUE REFERENCES work_record,
  engagement_id uuid NOT NULL REFERENCES engagement,
  contributor_id uuid NOT NULL,
  company_id uuid NOT NULL,
  amount_minor int8 NOT NULL CHECK (amount_minor BETWEEN 0 AND 9000000000000000),
  amount_currency text NOT NULL,
  accrued_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  state text NOT NULL
    CHECK (state IN ('ACCRUED', 'DUE', 'SETTLEMENT_REPORTED', 'CONFIRMED', 'CONTESTED', 'RESOLVED', 'OVERDUE', 'CLAIMED')),
  version integer NOT NULL
);

ALTER TABLE obligation ENABLE ROW LEVEL SECURITY;
ALTER TABLE obligation FORCE ROW LEVEL SECURITY;
CREATE POLICY party ON obligation TO :app
  USING (contributor_id = (SELECT app_subject()) OR company_id = ANY ((SELECT app_companies())::uuid[]) OR (SELECT app_is_staff('TRUST_REVIEWER')))
  WITH CHECK (company_id = ANY ((SELECT app_companies())::uuid[]));
CREATE POLICY worker ON obligation TO :worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE (state, version) ON obligation TO :app, :worker;
