-- The last number given to an event of a key. Its row lock makes the outbox's order the order of commits, contiguous per key.
CREATE TABLE event_sequence (
  topic text NOT NULL,
  key text NOT NULL,
  last bigint NOT NULL,
  PRIMARY KEY (topic, key)
);
GRANT SELECT, INSERT, UPDATE ON event_sequence TO :app, :worker;

-- Events that are committed and not yet published.
CREATE TABLE outbox (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- One relay a service works on shard 0; the column is there for more.
  shard smallint NOT NULL DEFAULT 0,
  event_id uuid NOT NULL UNIQUE,
  topic text NOT NULL,
  key text NOT NULL,
  sequence bigint NOT NULL,
  headers jsonb NOT NULL,
  -- null is a tombstone
  value bytea CONSTRAINT message_of_1_mb CHECK (octet_length(value) <= 1000000),
  -- By the machine's clock: how late the relay is, is measured by it. The domain's time is the header ce_time.
  written_at timestamptz NOT NULL,
  -- Set when the bus refused this very message: it blocks its key until somebody looks.
  parked_at timestamptz,
  error text,
  CONSTRAINT sequence_once UNIQUE (topic, key, sequence)
)
-- Rows live for milliseconds: vacuum by count, not by share.
WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX outbox_parked ON outbox (topic, key) WHERE parked_at IS NOT NULL;
GRANT INSERT ON outbox TO :app;
GRANT SELECT, INSERT, UPDATE, DELETE ON outbox TO :worker;
