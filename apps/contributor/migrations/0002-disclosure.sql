-- Which company may see which person by name, and until when (decisions D6): one row an application or engagement.
-- `infinity` while it is open, then its end and 180 days.
CREATE TABLE disclosure (
  source_id uuid PRIMARY KEY,
  company_id uuid NOT NULL,
  contributor_id uuid NOT NULL,
  until timestamptz NOT NULL
);
CREATE INDEX disclosure_by_person ON disclosure (contributor_id, company_id);

-- A company as far as visibility needs it: the projection of company.state.
CREATE TABLE company (
  company_id uuid PRIMARY KEY,
  version integer NOT NULL,
  state text NOT NULL,
  verified_until timestamptz
);

ALTER TABLE disclosure ENABLE ROW LEVEL SECURITY;
ALTER TABLE disclosure FORCE ROW LEVEL SECURITY;
CREATE POLICY parties ON disclosure FOR SELECT TO :app
  USING (contributor_id = (SELECT app_subject()) OR company_id = ANY ((SELECT app_companies())::uuid[]));
CREATE POLICY worker ON disclosure TO :worker USING (true) WITH CHECK (true);
GRANT SELECT ON disclosure TO :app;
GRANT SELECT, INSERT, UPDATE ON disclosure TO :worker;

-- Public facts, no tenant's.
GRANT SELECT ON company TO :app;
GRANT SELECT, INSERT, UPDATE ON company TO :worker;
