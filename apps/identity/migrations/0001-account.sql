-- The one place that knows a person's address. account_id never leaves this service; subject_ref is the person everywhere else.
CREATE TABLE account (
  account_id uuid PRIMARY KEY,
  subject_ref uuid NOT NULL CONSTRAINT account_subject UNIQUE,
  email text NOT NULL CONSTRAINT account_email UNIQUE CHECK (email = lower(email)),
  email_verified_at timestamptz,
  password_hash text NOT NULL,
  staff_roles text[] NOT NULL DEFAULT '{}'
    CHECK (staff_roles <@ ARRAY['TRUST_REVIEWER', 'APPEALS_OFFICER', 'ASSESSOR', 'ANALYST', 'ADMIN']),
  status text NOT NULL
    CHECK (status IN ('PENDING_EMAIL', 'ACTIVE', 'RESTRICTED', 'SUSPENDED', 'TERMINATED', 'CLOSURE_REQUESTED', 'CLOSED')),
  locale text NOT NULL,
  time_zone text NOT NULL,
  terms_version text NOT NULL,
  terms_accepted_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  version integer NOT NULL,
  CONSTRAINT confirmed_when_active CHECK ((status = 'PENDING_EMAIL') = (email_verified_at IS NULL))
);

-- Only the hash of a token is kept; one open token an account.
CREATE TABLE email_confirmation (
  account_id uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
  token_hash bytea NOT NULL CONSTRAINT confirmation_token UNIQUE,
  expires_at timestamptz NOT NULL
);

ALTER TABLE account ENABLE ROW LEVEL SECURITY;
ALTER TABLE account FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON account TO :app USING (subject_ref = (SELECT app_subject()));
CREATE POLICY worker ON account TO :worker USING (true) WITH CHECK (true);
-- A person reads their own row, without the hash of the password. Registration, confirmation and sign-in come from nobody
-- in particular and run as the service itself.
GRANT SELECT (account_id, subject_ref, email, email_verified_at, staff_roles, status, locale, time_zone, terms_version,
  terms_accepted_at, created_at, version) ON account TO :app;
GRANT SELECT, INSERT, UPDATE ON account TO :worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON email_confirmation TO :worker;
