-- Makes a topic with its partitions; the number of partitions is fixed for good, since it decides where a key lives.
CREATE FUNCTION ensure_topic(p_topic text, p_kind text, p_partitions integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = bus, pg_temp AS $$
DECLARE there topic;
BEGIN
  INSERT INTO topic VALUES (p_topic, p_kind, p_partitions) ON CONFLICT DO NOTHING;
  INSERT INTO part (topic, part) SELECT p_topic, n FROM generate_series(0, p_partitions - 1) n ON CONFLICT DO NOTHING;
  SELECT * INTO there FROM topic WHERE topic = p_topic;
  IF (there.kind, there.partitions) <> (p_kind, p_partitions) THEN
    RAISE EXCEPTION 'topic % is % with % partitions, not % with %', p_topic, there.kind, there.partitions, p_kind, p_partitions;
  END IF;
END $$;

-- Appends messages in their order. A service, known by its worker role, publishes on its own topics only.
CREATE FUNCTION publish(p_topics text[], p_parts integer[], p_keys text[], p_headers text[], p_values bytea[], p_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = bus, pg_temp AS $$
DECLARE
  own text := 'crossing.' || replace(regexp_replace(session_user, '_worker$', ''), '_', '-') || '.';
  foreign_topic text;
  here record;
BEGIN
  IF session_user ~ '_worker$' THEN
    SELECT t INTO foreign_topic FROM unnest(p_topics) t WHERE NOT starts_with(t, own) LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION '% may not publish on %', session_user, foreign_topic USING ERRCODE = 'insufficient_privilege';
    END IF;
  END IF;
  -- In one order for all writers, so that they never deadlock.
  FOR here IN
    SELECT topic, part, count(*) AS messages FROM unnest(p_topics, p_parts) AS m (topic, part)
    GROUP BY topic, part ORDER BY topic COLLATE "C", part
  LOOP
    UPDATE part SET next_off = next_off + here.messages WHERE topic = here.topic AND part = here.part;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'topic % has no partition %', here.topic, here.part USING ERRCODE = 'foreign_key_violation';
    END IF;
  END LOOP;
  INSERT INTO log (topic, part, off, key, headers, value, at)
  SELECT m.topic, m.part, p.next_off - count(*) OVER (PARTITION BY m.topic, m.part)
           + row_number() OVER (PARTITION BY m.topic, m.part ORDER BY m.n) - 1,
         m.key, m.headers::jsonb, m.value, p_at
  FROM unnest(p_topics, p_parts, p_keys, p_headers, p_values) WITH ORDINALITY AS m (topic, part, key, headers, value, n)
  JOIN part p USING (topic, part);
  PERFORM pg_notify('bus', t) FROM (SELECT DISTINCT unnest(p_topics) AS t) topics;
END $$;

-- The next messages of a partition, bounded by number and by bytes; at least one if there is one.
CREATE FUNCTION read(p_topic text, p_part integer, p_from bigint, p_rows integer, p_bytes bigint)
RETURNS TABLE (off bigint, key text, headers jsonb, value bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = bus, pg_temp AS $$
  WITH page AS (
    SELECT off, sum(coalesce(octet_length(value), 0)) OVER (ORDER BY off) - coalesce(octet_length(value), 0) AS bytes_before
    FROM (SELECT off, value FROM log WHERE topic = p_topic AND part = p_part AND off >= p_from ORDER BY off LIMIT p_rows) next
  )
  SELECT log.off, log.key, log.headers, log.value FROM log
  WHERE topic = p_topic AND part = p_part AND log.off IN (SELECT page.off FROM page WHERE bytes_before < p_bytes) ORDER BY log.off
$$;

-- How far each partition goes.
CREATE FUNCTION ends(p_topics text[]) RETURNS TABLE (topic text, part integer, off bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = bus, pg_temp AS $$
  SELECT topic, part, next_off FROM part WHERE topic = ANY (p_topics) ORDER BY topic, part
$$;

-- How far a group has come on each partition.
CREATE FUNCTION committed(p_group text, p_topics text[]) RETURNS TABLE (topic text, part integer, off bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = bus, pg_temp AS $$
  SELECT p.topic, p.part, coalesce(g.off, 0) FROM part p LEFT JOIN progress g ON (g.grp, g.topic, g.part) = (p_group, p.topic, p.part)
  WHERE p.topic = ANY (p_topics) ORDER BY p.topic, p.part
$$;

-- An offset only ever moves forward. A service moves the offsets of its own groups only.
CREATE FUNCTION commit_offset(p_group text, p_topic text, p_part integer, p_off bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = bus, pg_temp AS $$
BEGIN
  IF session_user ~ '_worker$' AND NOT starts_with(p_group, replace(regexp_replace(session_user, '_worker$', ''), '_', '-') || '.') THEN
    RAISE EXCEPTION '% may not commit for %', session_user, p_group USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO progress (grp, topic, part, off) VALUES (p_group, p_topic, p_part, p_off)
  ON CONFLICT (grp, topic, part) DO UPDATE SET off = excluded.off WHERE progress.off < excluded.off;
END $$;

-- Drops from state topics what a later message of the same key has replaced, and tombstones older than `p_tombstones_before`.
-- Facts stay. One at a time: who comes second leaves it to the first.
CREATE FUNCTION compact(p_tombstones_before timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = bus, pg_temp AS $$
DECLARE dropped bigint;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended('bus/compact', 0)) THEN
    RETURN 0;
  END IF;
  DELETE FROM log l USING topic t
  WHERE t.topic = l.topic AND t.kind = 'state'
    AND (EXISTS (SELECT FROM log later WHERE later.topic = l.topic AND later.part = l.part AND later.key = l.key AND later.off > l.off)
         OR (l.value IS NULL AND l.at < p_tombstones_before));
  GET DIAGNOSTICS dropped = ROW_COUNT;
  RETURN dropped;
END $$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA bus FROM PUBLIC;
