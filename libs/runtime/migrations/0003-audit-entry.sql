-- Append-only: nobody who serves may change or delete an entry.
CREATE TABLE audit_entry (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  actor_ref text NOT NULL,
  action text NOT NULL,
  aggregate text NOT NULL,
  aggregate_id text NOT NULL,
  version integer,
  detail jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_entry_of ON audit_entry (aggregate, aggregate_id, seq);
GRANT INSERT ON audit_entry TO :app, :worker;
GRANT SELECT ON audit_entry TO :worker;
