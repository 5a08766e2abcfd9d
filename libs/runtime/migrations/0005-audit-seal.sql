-- What waits to be sealed. A row is written by the entry's own transaction and so becomes visible with it: an entry that commits
-- late is found however high the sealer has already counted, at the price of a small table instead of an anti-join of all there is.
CREATE TABLE audit_unsealed (
  seq bigint PRIMARY KEY REFERENCES audit_entry
);

-- The chain: n counts without gaps, hash is SHA-256(hash of n - 1 ‖ canonical JSON of the entry).
CREATE TABLE audit_seal (
  n bigint PRIMARY KEY CHECK (n > 0),
  seq bigint NOT NULL UNIQUE REFERENCES audit_entry,
  hash bytea NOT NULL CHECK (octet_length(hash) = 32)
);
GRANT SELECT, DELETE ON audit_unsealed TO :worker;
GRANT SELECT, INSERT ON audit_seal TO :worker;

-- As its owner: whoever may write an entry may not take it, or another one, out of the sealer's sight.
CREATE FUNCTION audit_await_seal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO audit_unsealed (seq) VALUES (NEW.seq);
  RETURN NULL;
END $$;
CREATE TRIGGER audit_entry_awaits_seal AFTER INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_await_seal();
INSERT INTO audit_unsealed (seq) SELECT seq FROM audit_entry;

-- The second wall, behind the missing grants: it holds for the owner and for a superuser too.
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_entry_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_seal_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
