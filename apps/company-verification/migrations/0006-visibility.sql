-- What anybody may know of an opportunity that was ever published: that it exists, whose it is, and whether it is open. No terms.
CREATE VIEW opportunity_card AS
  SELECT opportunity_id, company_id, publication, published_revision, published_at FROM opportunity WHERE published_at IS NOT NULL;
GRANT SELECT ON opportunity_card TO :app, :worker;

-- What is published by its state. Nobody reads it without the clock: go through visible_opportunity.
CREATE VIEW published_opportunity AS
  SELECT o.opportunity_id, o.company_id, o.publication, o.published_at, r.revision, r.terms, r.work_type, r.domain, r.complexity_tier,
         r.apply_by, r.pay_max_usd_cents, c.kind AS company_kind, c.verified_until
  FROM opportunity o
  JOIN opportunity_revision r ON r.opportunity_id = o.opportunity_id AND r.revision = o.published_revision
  JOIN company c ON c.company_id = o.company_id
  WHERE o.publication = 'PUBLISHED';
GRANT SELECT ON published_opportunity TO :app, :worker;

-- Promise 2, the clock's half: what can be seen at an instant, whether or not a deadline has fired. A plain query in a function,
-- so that it is inlined and every public read takes the same predicate (decisions D7).
CREATE FUNCTION visible_opportunity(instant timestamptz) RETURNS SETOF published_opportunity LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT * FROM published_opportunity
  WHERE verified_until > instant AND apply_by >= to_char(instant AT TIME ZONE 'UTC', 'YYYY-MM-DD');
END;
