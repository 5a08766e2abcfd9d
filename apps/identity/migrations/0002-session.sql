CREATE TABLE session (
  session_id uuid PRIMARY KEY,
  subject_ref uuid NOT NULL REFERENCES account (subject_ref) ON DELETE CASCADE,
  auth_time timestamptz NOT NULL,
  amr text[] NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE INDEX session_of ON session (subject_ref);

ALTER TABLE session ENABLE ROW LEVEL SECURITY;
ALTER TABLE session FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON session TO :app USING (subject_ref = (SELECT app_subject()));
CREATE POLICY worker ON session TO :worker USING (true) WITH CHECK (true);
GRANT SELECT ON session TO :app;
GRANT SELECT, INSERT, UPDATE, DELETE ON session TO :worker;

-- Attempts to sign in, counted per address of mail and per address of the network; kept in the database so that replicas share them.
CREATE TABLE sign_in_attempt (
  key text PRIMARY KEY,
  points integer NOT NULL,
  expire int8
);
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_attempt TO :worker;
