-- Offsets rise with the time, so that a coarse index is enough; it costs nearly nothing to write.
CREATE INDEX log_at ON log USING brin (at);

-- The first offset of each partition that was stored at a time or later; where the partition ends when there is none.
CREATE FUNCTION since(p_topics text[], p_at timestamptz) RETURNS TABLE (topic text, part integer, off bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = bus, pg_temp AS $$
  SELECT p.topic, p.part, coalesce(min(l.off), p.next_off)
  FROM part p LEFT JOIN log l ON (l.topic, l.part) = (p.topic, p.part) AND l.at >= p_at
  WHERE p.topic = ANY (p_topics) GROUP BY p.topic, p.part ORDER BY p.topic, p.part
$$;
REVOKE EXECUTE ON FUNCTION since(text[], timestamptz) FROM PUBLIC;
