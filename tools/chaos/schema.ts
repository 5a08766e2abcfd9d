/**
 * What writers and readers keep beside their service's own tables, in the transactions that the guards are about. Every number
 * of a thing must arrive in `effect` once and in order; `snapshot` must never go back, and notes it in `regress` if it does.
 */
export const SCHEMA = `
CREATE SCHEMA chaos;
CREATE TABLE chaos.thing (service text, key text, n integer NOT NULL DEFAULT 0, PRIMARY KEY (service, key)) WITH (fillfactor = 50);
CREATE TABLE chaos.effect (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, topic text NOT NULL, key text NOT NULL, n integer NOT NULL);
CREATE INDEX ON chaos.effect (topic, key, n);
CREATE TABLE chaos.snapshot (topic text, key text, version integer NOT NULL, PRIMARY KEY (topic, key)) WITH (fillfactor = 50);
CREATE TABLE chaos.regress (topic text, key text, had integer, got integer);
-- The reactions to facts of such a thing fail.
CREATE TABLE chaos.poison (topic text, key text, PRIMARY KEY (topic, key));

CREATE FUNCTION chaos.note_regress() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.version <= OLD.version THEN
    INSERT INTO chaos.regress VALUES (OLD.topic, OLD.key, OLD.version, NEW.version);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER note_regress BEFORE UPDATE ON chaos.snapshot FOR EACH ROW EXECUTE FUNCTION chaos.note_regress();
`;

/** Found before PostgreSQL's own function by whoever has this schema first in the search path. */
export const EVERYBODY_LEADS = `
CREATE SCHEMA sabotage;
CREATE FUNCTION sabotage.pg_try_advisory_lock(bigint) RETURNS boolean LANGUAGE sql AS 'SELECT true';
GRANT USAGE ON SCHEMA sabotage TO PUBLIC;
`;

/** Lets a role use all of it. */
export const grantTo = (role: string): string =>
  `GRANT USAGE ON SCHEMA chaos TO ${role}; GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA chaos TO ${role}`;
