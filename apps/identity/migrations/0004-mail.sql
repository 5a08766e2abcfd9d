-- Development only (MAIL=outbox): what was "sent", to be read at /dev/mail. Empty where mail goes out by SMTP.
CREATE TABLE sent_mail (
  mail_id uuid PRIMARY KEY,
  recipient text NOT NULL,
  subject text NOT NULL,
  body text NOT NULL,
  -- The confirmation token in it, so that nobody has to search the text.
  token text,
  sent_at timestamptz NOT NULL
);
CREATE INDEX sent_mail_to ON sent_mail (recipient, sent_at);
GRANT SELECT, INSERT ON sent_mail TO :worker;
