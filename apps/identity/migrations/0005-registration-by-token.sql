-- Each mail confirms the registration that caused it, with the password chosen there: whoever registered with somebody else's
-- address before or after them must not get in with theirs. Links that are still open are sent anew by registering again.
DELETE FROM email_confirmation;
ALTER TABLE email_confirmation DROP CONSTRAINT email_confirmation_pkey;
ALTER TABLE email_confirmation DROP CONSTRAINT confirmation_token;
ALTER TABLE email_confirmation ADD PRIMARY KEY (token_hash);
ALTER TABLE email_confirmation ADD COLUMN password_hash text NOT NULL;
CREATE INDEX email_confirmation_of ON email_confirmation (account_id);
