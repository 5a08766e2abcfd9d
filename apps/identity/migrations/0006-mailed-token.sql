-- What a mail lets its reader do: set a new password, or move the account to the address that it reached. Only the hash of a
-- token is kept; each counts once, and any that is used takes the account's others with it.
CREATE TABLE mailed_token (
  token_hash bytea PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  purpose text NOT NULL CHECK (purpose IN ('PASSWORD_RESET', 'EMAIL_CHANGE')),
  new_email text CHECK (new_email = lower(new_email)),
  expires_at timestamptz NOT NULL,
  CONSTRAINT address_to_move_to CHECK ((purpose = 'EMAIL_CHANGE') = (new_email IS NOT NULL))
);
CREATE INDEX mailed_token_of ON mailed_token (account_id);
GRANT SELECT, INSERT, DELETE ON mailed_token TO :worker;
