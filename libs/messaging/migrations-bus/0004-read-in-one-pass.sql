-- One pass over the page: large values stay where they are until they are sent, so summing their sizes fetches none. Joined
-- with itself the page was read once per message on a topic whose statistics are not there yet.
CREATE OR REPLACE FUNCTION read(p_topic text, p_part integer, p_from bigint, p_rows integer, p_bytes bigint)
RETURNS TABLE (off bigint, key text, headers jsonb, value bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = bus, pg_temp AS $$
  SELECT off, key, headers, value
  FROM (
    SELECT *, sum(coalesce(octet_length(value), 0)) OVER (ORDER BY off) - coalesce(octet_length(value), 0) AS bytes_before
    FROM (SELECT off, key, headers, value FROM log WHERE topic = p_topic AND part = p_part AND off >= p_from ORDER BY off LIMIT p_rows) page
  ) summed
  WHERE bytes_before < p_bytes ORDER BY off
$$;
