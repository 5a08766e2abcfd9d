-- What the other subgraphs say, from their state topics: one row a key, the newest version only. Written by the projections alone.
CREATE TABLE contributor_view (
  contributor_id uuid PRIMARY KEY,
  version integer NOT NULL,
  state text NOT NULL,
  -- The coarse facts of contributor.profile.state, as they came.
  profile jsonb NOT NULL
);
GRANT SELECT ON contributor_view TO :app;
GRANT SELECT, INSERT, UPDATE, DELETE ON contributor_view TO :worker;

CREATE TABLE company_view (
  company_id uuid PRIMARY KEY,
  version integer NOT NULL,
  state text NOT NULL,
  verified_until timestamptz
);
GRANT SELECT ON company_view TO :app;
GRANT SELECT, INSERT, UPDATE, DELETE ON company_view TO :worker;

CREATE TABLE opportunity_view (
  opportunity_id uuid PRIMARY KEY,
  company_id uuid NOT NULL,
  version integer NOT NULL,
  publication text NOT NULL,
  revision integer NOT NULL,
  title text NOT NULL,
  -- The terms of the published revision, as they came.
  terms jsonb NOT NULL,
  company_verified_until timestamptz,
  published_at timestamptz NOT NULL
);
GRANT SELECT ON opportunity_view TO :app;
GRANT SELECT, INSERT, UPDATE, DELETE ON opportunity_view TO :worker;

-- M1: no more people are engaged than there are seats. A row is locked by the UPDATE that takes or releases a seat.
CREATE TABLE seat_allocation (
  opportunity_id uuid PRIMARY KEY,
  seats integer NOT NULL,
  taken integer NOT NULL DEFAULT 0 CONSTRAINT taken_not_negative CHECK (taken >= 0),
  CONSTRAINT seats_taken CHECK (taken <= seats)
);
GRANT SELECT, UPDATE (taken) ON seat_allocation TO :app;
GRANT SELECT, INSERT, UPDATE, DELETE ON seat_allocation TO :worker;
