-- What others may see of a person (decisions D6): one row for each reason why the caller may look, with the instant until which it
-- holds; readers ask `valid_until > $now`. The name is shown to the person, to trust reviewers and to companies under a disclosure;
-- members of a verified company see the rest of who lets them. The view reads as its owner, past the tables' row-level security,
-- so it is the one place where this law is written.
CREATE POLICY card ON profile FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY card ON disclosure FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY card ON track_record_entry FOR SELECT TO CURRENT_USER USING (true);

CREATE VIEW contributor_card WITH (security_barrier) AS
SELECT p.contributor_id,
       access.valid_until,
       access.by_name,
       CASE WHEN access.by_name THEN p.display_name END AS display_name,
       p.headline,
       p.languages,
       p.professions
FROM profile p
CROSS JOIN LATERAL (
  SELECT true AS by_name, 'infinity'::timestamptz AS valid_until
  WHERE p.contributor_id = (SELECT app_subject()) OR (SELECT app_is_staff('TRUST_REVIEWER'))
  UNION ALL
  SELECT true, d.until
  FROM disclosure d
  WHERE d.contributor_id = p.contributor_id AND d.company_id = ANY ((SELECT app_companies())::uuid[])
  UNION ALL
  SELECT false, c.verified_until
  FROM company c
  WHERE p.visibility = 'VERIFIED_COMPANIES' AND p.state = 'ACTIVE'
    AND c.company_id = ANY ((SELECT app_companies())::uuid[]) AND c.state IN ('VERIFIED', 'REVERIFICATION_DUE', 'PROBATION')
) access
WHERE p.state <> 'CLOSED';
GRANT SELECT ON contributor_card TO :app;

CREATE VIEW contributor_track_record WITH (security_barrier) AS
SELECT e.*, (SELECT max(c.valid_until) FROM contributor_card c WHERE c.contributor_id = e.contributor_id) AS valid_until
FROM track_record_entry e;
GRANT SELECT ON contributor_track_record TO :app;
