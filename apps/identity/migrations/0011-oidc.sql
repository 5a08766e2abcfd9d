-- What the OpenID provider keeps. Whoever reads the table can use none of it: ids are hashed, and what they lead to is encrypted
-- under a key that is not in the database.
CREATE TABLE oidc_artefact (
  kind text NOT NULL,
  id_hash bytea NOT NULL,
  sealed_payload bytea NOT NULL,
  -- What it was given out for: it ends with its grant.
  grant_id text,
  uid_hash bytea,
  subject_ref uuid REFERENCES account (subject_ref) ON DELETE CASCADE,
  expires_at timestamptz NOT NULL,
  -- When it was used, for what counts once.
  consumed_at timestamptz,
  PRIMARY KEY (kind, id_hash)
);
CREATE INDEX oidc_artefact_of_grant ON oidc_artefact (grant_id) WHERE grant_id IS NOT NULL;
CREATE INDEX oidc_artefact_of_subject ON oidc_artefact (subject_ref) WHERE subject_ref IS NOT NULL;
CREATE INDEX oidc_artefact_by_uid ON oidc_artefact (kind, uid_hash) WHERE uid_hash IS NOT NULL;
CREATE INDEX oidc_artefact_end ON oidc_artefact (expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON oidc_artefact TO :worker;

-- Who may ask for tokens: metadata as in OpenID Connect Dynamic Client Registration 1.0, public keys included, secrets never.
CREATE TABLE oidc_client (
  client_id text PRIMARY KEY CHECK (client_id ~ '^[a-z0-9][a-z0-9-]{1,62}[a-z0-9]$'),
  metadata jsonb NOT NULL CHECK (jsonb_typeof(metadata) = 'object' AND NOT metadata ? 'client_secret'),
  created_at timestamptz NOT NULL,
  disabled_at timestamptz
);
GRANT SELECT, INSERT, UPDATE ON oidc_client TO :worker;

-- The tokens of a session are one grant; a browser's session has none.
ALTER TABLE session ADD COLUMN grant_id text CONSTRAINT session_grant UNIQUE;
ALTER TABLE session ADD COLUMN client_id text REFERENCES oidc_client;
CREATE INDEX session_of_client ON session (client_id) WHERE client_id IS NOT NULL;

-- Whatever ends a session ends its tokens in the same transaction, and the person's sign-in at the provider, which could make new ones.
CREATE FUNCTION end_grant_of_session() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  DELETE FROM oidc_artefact WHERE grant_id = OLD.grant_id OR (kind = 'Session' AND subject_ref = OLD.subject_ref);
  RETURN NULL;
END $$;
CREATE TRIGGER session_revoked AFTER UPDATE OF revoked_at ON session
  FOR EACH ROW WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL) EXECUTE FUNCTION end_grant_of_session();
CREATE TRIGGER session_removed AFTER DELETE ON session FOR EACH ROW EXECUTE FUNCTION end_grant_of_session();

-- The client of the mutations that sign in: its tokens are renewed at the token endpoint, and it has no other way to get any.
INSERT INTO oidc_client (client_id, metadata, created_at) VALUES ('first-party', '{
  "client_name": "Crossing Hurdles", "application_type": "native", "token_endpoint_auth_method": "none",
  "grant_types": ["refresh_token"], "response_types": [], "redirect_uris": []
}', '2026-11-26T00:00:00Z');
