CREATE TABLE idempotency (
  subject text NOT NULL,
  mutation text NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL,
  -- null while the first request is still under way
  answer jsonb,
  at timestamptz NOT NULL,
  PRIMARY KEY (subject, mutation, key)
);
CREATE INDEX idempotency_age ON idempotency (at);
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency TO :app, :worker;
