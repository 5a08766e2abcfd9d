-- Events that a consumer group has taken over, in the transaction of their effect: a repeat finds its row here.
CREATE TABLE inbox (
  consumer text NOT NULL,
  event_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (consumer, event_id)
);
CREATE INDEX inbox_age ON inbox USING brin (at);
GRANT SELECT, INSERT, DELETE ON inbox TO :worker;

-- Events that could not be applied. One that is parked blocks the later events of its key, and of its key only.
CREATE TABLE dead_letter (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  consumer text NOT NULL,
  topic text NOT NULL,
  partition integer NOT NULL,
  "offset" bigint NOT NULL,
  key text NOT NULL,
  -- null when the message has no readable id
  event_id uuid,
  headers jsonb NOT NULL,
  value bytea,
  -- parked: its handler failed, or it breaks its contract; blocked: waits behind a parked one; malformed: is no event at all
  status text NOT NULL CHECK (status IN ('parked', 'blocked', 'malformed', 'redriven', 'discarded')),
  reason text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  CONSTRAINT dead_letter_once UNIQUE (consumer, topic, partition, "offset")
);
CREATE INDEX dead_letter_open ON dead_letter (consumer, topic, key, "offset") WHERE status IN ('parked', 'blocked');
GRANT SELECT, INSERT, UPDATE ON dead_letter TO :worker;

-- The last event of a key that a read model has applied.
CREATE TABLE projected (
  consumer text NOT NULL,
  topic text NOT NULL,
  key text NOT NULL,
  sequence bigint NOT NULL,
  PRIMARY KEY (consumer, topic, key)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON projected TO :worker;
