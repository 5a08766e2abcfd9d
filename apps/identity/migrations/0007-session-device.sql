-- So that people recognise their sessions: what kind of device it was, in words, and when it was last used. No address of the
-- network, and nothing of the browser but its name.
ALTER TABLE session ADD COLUMN device text NOT NULL DEFAULT 'Unknown device' CHECK (char_length(device) <= 80);
ALTER TABLE session ADD COLUMN last_used_at timestamptz;
DROP INDEX session_of;
CREATE INDEX session_page ON session (subject_ref, session_id DESC);
-- People end their own sessions, under the policy that shows them no other.
GRANT UPDATE (revoked_at) ON session TO :app;
