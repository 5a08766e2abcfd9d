-- A membership has an id of its own: one person may be in several companies.
ALTER TABLE company_membership ADD COLUMN membership_id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT membership_id UNIQUE;
CREATE INDEX membership_page ON company_membership (company_id, since, membership_id);

-- An invitation waits for whoever reads the mail of one address; only the hash of its token is kept. One that ran out stays
-- PENDING and is seen as expired: what counts is expires_at.
CREATE TABLE invitation (
  invitation_id uuid PRIMARY KEY,
  company_id uuid NOT NULL REFERENCES company,
  email text NOT NULL CHECK (email = lower(email)),
  role text NOT NULL CHECK (role IN ('OWNER', 'RECRUITER', 'FINANCE', 'VIEWER')),
  state text NOT NULL CHECK (state IN ('PENDING', 'ACCEPTED', 'REVOKED')),
  token_hash bytea NOT NULL CONSTRAINT invitation_token UNIQUE,
  invited_by uuid NOT NULL,
  invited_at timestamptz NOT NULL,
  sent_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX one_open_invitation ON invitation (company_id, email) WHERE state = 'PENDING';
CREATE INDEX invitation_page ON invitation (company_id, invitation_id DESC);

ALTER TABLE invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitation FORCE ROW LEVEL SECURITY;
CREATE POLICY member ON invitation TO :app USING (company_id = ANY ((SELECT app_companies())::uuid[]));
CREATE POLICY worker ON invitation TO :worker USING (true) WITH CHECK (true);
-- Who is invited is nobody in particular yet: the service writes, after it has looked at whose company it is.
GRANT SELECT (invitation_id, company_id, email, role, state, invited_by, invited_at, sent_at, expires_at) ON invitation TO :app;
GRANT SELECT, INSERT, UPDATE ON invitation TO :worker;
