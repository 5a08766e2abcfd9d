CREATE TABLE deadline (
  kind text NOT NULL,
  aggregate_id uuid NOT NULL,
  due_at timestamptz NOT NULL,
  -- due_at, or later after a failure
  try_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  PRIMARY KEY (kind, aggregate_id)
);
CREATE INDEX deadline_due ON deadline (try_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON deadline TO :app, :worker;
