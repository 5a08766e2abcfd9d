-- The keys that sign tokens. One is published before it signs, one signs, and those that signed are published until nothing that
-- they signed is good any more. The private part is encrypted under a key that is not in the database.
CREATE TABLE signing_key (
  kid text PRIMARY KEY,
  public_jwk jsonb NOT NULL,
  sealed_private_jwk bytea NOT NULL,
  created_at timestamptz NOT NULL,
  signs_from timestamptz,
  retired_at timestamptz,
  CONSTRAINT signed_before_retired CHECK (retired_at IS NULL OR signs_from IS NOT NULL)
);
CREATE UNIQUE INDEX one_next_key ON signing_key ((true)) WHERE signs_from IS NULL;
CREATE UNIQUE INDEX one_current_key ON signing_key ((true)) WHERE signs_from IS NOT NULL AND retired_at IS NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON signing_key TO :worker;
