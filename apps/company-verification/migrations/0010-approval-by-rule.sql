-- A revision that only mends a typo in the title takes over the approval of the one that reviewers read (decisions D9).
ALTER TABLE opportunity_approval
  -- That revision; null where reviewers read this one.
  ADD COLUMN copied_from integer,
  ADD COLUMN reviewed_revision integer NOT NULL GENERATED ALWAYS AS (coalesce(copied_from, revision)) STORED,
  ADD CONSTRAINT copied_from_an_earlier_one CHECK (copied_from < revision),
  ADD CONSTRAINT copied_from_an_approved_one FOREIGN KEY (opportunity_id, copied_from) REFERENCES opportunity_approval (opportunity_id, revision),
  DROP CONSTRAINT first_reviewer_approved,
  DROP CONSTRAINT second_reviewer_approved,
  -- Whoever stands for the quorum has read the very revision that the approval comes from: a copy of a copy has no reviews.
  ADD CONSTRAINT first_reviewer_approved FOREIGN KEY (opportunity_id, reviewed_revision, first_reviewer, outcome)
    REFERENCES vetting_review (opportunity_id, revision, reviewer_ref, outcome),
  ADD CONSTRAINT second_reviewer_approved FOREIGN KEY (opportunity_id, reviewed_revision, second_reviewer, outcome)
    REFERENCES vetting_review (opportunity_id, revision, reviewer_ref, outcome);

-- Promise 3: everything but the title is as the reviewers read it. How far the title may differ is the rule's to say (non-material.ts).
CREATE FUNCTION keep_copied_approval() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.copied_from IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM opportunity_revision this
    JOIN opportunity_revision reviewed ON reviewed.opportunity_id = this.opportunity_id AND reviewed.revision = NEW.copied_from
    WHERE this.opportunity_id = NEW.opportunity_id AND this.revision = NEW.revision AND this.terms - 'title' = reviewed.terms - 'title') THEN
    RAISE EXCEPTION 'Revision % of opportunity % differs from revision % in more than the title', NEW.revision, NEW.opportunity_id, NEW.copied_from
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'copied_approval_is_non_material', TABLE = 'opportunity_approval';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER copied_approval_is_non_material BEFORE INSERT ON opportunity_approval
  FOR EACH ROW EXECUTE FUNCTION keep_copied_approval();

-- A company's own submission brings the copy about; it makes no approval of another kind.
CREATE POLICY company_takes_over ON opportunity_approval FOR INSERT TO :app
  WITH CHECK (copied_from IS NOT NULL AND company_id = ANY ((SELECT app_companies())::uuid[]));
