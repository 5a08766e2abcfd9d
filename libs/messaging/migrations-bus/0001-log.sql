-- The log of the PostgreSQL bus. Runs as bus_owner, in the schema bus; services reach it through functions only.
CREATE TABLE topic (
  topic text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('fact', 'state')),
  partitions integer NOT NULL CHECK (partitions BETWEEN 1 AND 100)
);

-- Whoever appends holds the partition's row until the commit: offsets are contiguous and appear in their order.
CREATE TABLE part (
  topic text NOT NULL REFERENCES topic,
  part integer NOT NULL,
  next_off bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (topic, part)
) WITH (fillfactor = 50);

CREATE TABLE log (
  topic text NOT NULL,
  part integer NOT NULL,
  off bigint NOT NULL,
  key text NOT NULL,
  headers jsonb NOT NULL,
  value bytea CONSTRAINT message_of_1_mb CHECK (octet_length(value) <= 1000000),
  at timestamptz NOT NULL,
  PRIMARY KEY (topic, part, off)
);
CREATE INDEX log_key ON log (topic, part, key, off);

CREATE TABLE progress (
  grp text NOT NULL,
  topic text NOT NULL,
  part integer NOT NULL,
  off bigint NOT NULL,
  PRIMARY KEY (grp, topic, part)
) WITH (fillfactor = 50);
