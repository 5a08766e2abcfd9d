CREATE TABLE company (
  company_id uuid PRIMARY KEY,
  name text NOT NULL,
  registered_by uuid NOT NULL,
  registered_at timestamptz NOT NULL
);

CREATE TABLE company_membership (
  company_id uuid NOT NULL REFERENCES company,
  subject_ref uuid NOT NULL,
  role text NOT NULL CHECK (role IN ('OWNER', 'RECRUITER', 'FINANCE', 'VIEWER')),
  since timestamptz NOT NULL,
  PRIMARY KEY (company_id, subject_ref)
);
CREATE INDEX membership_of ON company_membership (subject_ref);

ALTER TABLE company ENABLE ROW LEVEL SECURITY;
ALTER TABLE company FORCE ROW LEVEL SECURITY;
CREATE POLICY member ON company TO :app
  USING (company_id = ANY ((SELECT app_companies())::uuid[]) OR registered_by = (SELECT app_subject()))
  WITH CHECK (registered_by = (SELECT app_subject()));
CREATE POLICY worker ON company TO :worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON company TO :app, :worker;

ALTER TABLE company_membership ENABLE ROW LEVEL SECURITY;
ALTER TABLE company_membership FORCE ROW LEVEL SECURITY;
CREATE POLICY member ON company_membership TO :app
  USING (subject_ref = (SELECT app_subject()) OR company_id = ANY ((SELECT app_companies())::uuid[]))
  WITH CHECK (subject_ref = (SELECT app_subject()));
CREATE POLICY worker ON company_membership TO :worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON company_membership TO :app;
GRANT SELECT, INSERT, UPDATE, DELETE ON company_membership TO :worker;
