-- One reviewer's judgment of one revision. Nobody judges twice, in another's name, or about their own company.
CREATE TABLE vetting_review (
  review_id uuid PRIMARY KEY,
  opportunity_id uuid NOT NULL,
  revision integer NOT NULL,
  company_id uuid NOT NULL,
  reviewer_ref uuid NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('APPROVE', 'REQUEST_CHANGES', 'REJECT')),
  -- [{item, passed, note}]
  findings jsonb NOT NULL,
  reasons text[] NOT NULL,
  decided_at timestamptz NOT NULL,
  of_submitted boolean NOT NULL GENERATED ALWAYS AS (true) STORED,
  CONSTRAINT review_of_opportunity FOREIGN KEY (opportunity_id, company_id) REFERENCES opportunity (opportunity_id, company_id),
  CONSTRAINT review_of_submitted_revision FOREIGN KEY (opportunity_id, revision, of_submitted)
    REFERENCES opportunity_revision (opportunity_id, revision, is_submitted),
  CONSTRAINT one_review_per_reviewer UNIQUE (opportunity_id, revision, reviewer_ref),
  CONSTRAINT review_outcome UNIQUE (opportunity_id, revision, reviewer_ref, outcome)
);
ALTER TABLE vetting_review ENABLE ROW LEVEL SECURITY;
ALTER TABLE vetting_review FORCE ROW LEVEL SECURITY;
CREATE POLICY party_reads ON vetting_review FOR SELECT TO :app
  USING (company_id = ANY ((SELECT app_companies())::uuid[]) OR (SELECT app_is_staff('TRUST_REVIEWER')));
CREATE POLICY reviewer_decides ON vetting_review FOR INSERT TO :app
  WITH CHECK (reviewer_ref = (SELECT app_subject()) AND (SELECT app_is_staff('TRUST_REVIEWER'))
    AND NOT company_id = ANY ((SELECT app_companies())::uuid[]));
CREATE POLICY worker ON vetting_review TO :worker USING (true) WITH CHECK (true);
CREATE POLICY owner ON vetting_review TO :owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON vetting_review TO :app;
GRANT SELECT ON vetting_review TO :worker;

-- The quorum is met: as many different reviewers as the revision needs have approved it, each by a review of their own.
CREATE TABLE opportunity_approval (
  opportunity_id uuid NOT NULL,
  revision integer NOT NULL,
  company_id uuid NOT NULL,
  reviewers_needed integer NOT NULL,
  first_reviewer uuid NOT NULL,
  second_reviewer uuid,
  approved_at timestamptz NOT NULL,
  outcome text NOT NULL GENERATED ALWAYS AS ('APPROVE') STORED,
  PRIMARY KEY (opportunity_id, revision),
  CONSTRAINT approval_of_opportunity FOREIGN KEY (opportunity_id, company_id) REFERENCES opportunity (opportunity_id, company_id),
  CONSTRAINT approval_quorum FOREIGN KEY (opportunity_id, revision, reviewers_needed)
    REFERENCES opportunity_revision (opportunity_id, revision, reviewers_needed),
  CONSTRAINT first_reviewer_approved FOREIGN KEY (opportunity_id, revision, first_reviewer, outcome)
    REFERENCES vetting_review (opportunity_id, revision, reviewer_ref, outcome),
  CONSTRAINT second_reviewer_approved FOREIGN KEY (opportunity_id, revision, second_reviewer, outcome)
    REFERENCES vetting_review (opportunity_id, revision, reviewer_ref, outcome),
  CONSTRAINT reviewers_are_distinct CHECK (second_reviewer <> first_reviewer),
  CONSTRAINT quorum_is_met CHECK (reviewers_needed = 1 OR second_reviewer IS NOT NULL)
);
ALTER TABLE opportunity_approval ENABLE ROW LEVEL SECURITY;
ALTER TABLE opportunity_approval FORCE ROW LEVEL SECURITY;
CREATE POLICY party_reads ON opportunity_approval FOR SELECT TO :app
  USING (company_id = ANY ((SELECT app_companies())::uuid[]) OR (SELECT app_is_staff('TRUST_REVIEWER')));
CREATE POLICY reviewer_approves ON opportunity_approval FOR INSERT TO :app
  WITH CHECK ((SELECT app_is_staff('TRUST_REVIEWER')) AND NOT company_id = ANY ((SELECT app_companies())::uuid[]));
CREATE POLICY worker ON opportunity_approval FOR SELECT TO :worker USING (true);
CREATE POLICY owner ON opportunity_approval TO :owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON opportunity_approval TO :app;
GRANT SELECT ON opportunity_approval TO :worker;

-- Promise 3: only an approved revision is published.
ALTER TABLE opportunity ADD CONSTRAINT i1_approved_revision
  FOREIGN KEY (opportunity_id, published_revision) REFERENCES opportunity_approval (opportunity_id, revision);
