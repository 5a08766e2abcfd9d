-- Second factors. Whatever proves one is encrypted or marked under a key that is not in the database.
CREATE TABLE totp_factor (
  subject_ref uuid PRIMARY KEY REFERENCES account (subject_ref) ON DELETE CASCADE,
  sealed_secret bytea NOT NULL,
  created_at timestamptz NOT NULL,
  -- Counts from here on; before it, nobody has shown that their app has the secret.
  confirmed_at timestamptz,
  -- The time step (RFC 6238) of the newest code that was taken: none up to it counts again.
  last_step int8
);
GRANT SELECT, INSERT, UPDATE, DELETE ON totp_factor TO :worker;

-- Each goes when it is used.
CREATE TABLE recovery_code (
  mark bytea PRIMARY KEY,
  subject_ref uuid NOT NULL REFERENCES account (subject_ref) ON DELETE CASCADE,
  created_at timestamptz NOT NULL
);
CREATE INDEX recovery_code_of ON recovery_code (subject_ref);
GRANT SELECT, INSERT, DELETE ON recovery_code TO :worker;

-- A sign-in whose password was right and whose second factor is awaited. Goes when it is completed, and with the person's sessions.
CREATE TABLE sign_in_challenge (
  token_hash bytea PRIMARY KEY,
  subject_ref uuid NOT NULL REFERENCES account (subject_ref) ON DELETE CASCADE,
  expires_at timestamptz NOT NULL
);
CREATE INDEX sign_in_challenge_of ON sign_in_challenge (subject_ref);
ALTER TABLE sign_in_challenge ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_in_challenge FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON sign_in_challenge TO :app USING (subject_ref = (SELECT app_subject()));
CREATE POLICY worker ON sign_in_challenge TO :worker USING (true) WITH CHECK (true);
-- People end their own with their sessions.
GRANT SELECT (subject_ref), DELETE ON sign_in_challenge TO :app;
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_challenge TO :worker;
