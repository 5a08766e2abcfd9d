-- A browser's session is known by a secret in its cookie, of which only the hash is here. It has no grant: no tokens belong to it.
ALTER TABLE session ADD COLUMN cookie_hash bytea CONSTRAINT session_cookie UNIQUE;
ALTER TABLE session ADD CONSTRAINT cookie_or_tokens CHECK (cookie_hash IS NULL OR grant_id IS NULL);
