-- Nobody verifies, suspends or reinstates their own company, not even by SQL: members write what awaits others' decision.
DROP POLICY party ON company;
CREATE POLICY party_reads ON company FOR SELECT TO :app
  USING (company_id = ANY ((SELECT app_companies())::uuid[]) OR (SELECT app_is_staff('TRUST_REVIEWER')));
CREATE POLICY member_registers ON company FOR INSERT TO :app
  WITH CHECK (company_id = ANY ((SELECT app_companies())::uuid[]) AND state = 'DRAFT');
CREATE POLICY member_saves ON company FOR UPDATE TO :app
  USING (company_id = ANY ((SELECT app_companies())::uuid[]))
  WITH CHECK (company_id = ANY ((SELECT app_companies())::uuid[])
    AND state IN ('DRAFT', 'SUBMITTED', 'INFORMATION_REQUESTED', 'REJECTED', 'EXPIRED'));
CREATE POLICY reviewer_decides ON company FOR UPDATE TO :app
  USING ((SELECT app_is_staff('TRUST_REVIEWER')))
  WITH CHECK ((SELECT app_is_staff('TRUST_REVIEWER')) AND NOT company_id = ANY ((SELECT app_companies())::uuid[]));

-- A company that has published nothing yet cannot submit a revision for one reviewer.
CREATE FUNCTION keep_first_publication() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.state <> 'DRAFT' AND NOT 'FIRST_PUBLICATION' = ANY (NEW.second_review_because)
    AND NOT EXISTS (SELECT 1 FROM opportunity o WHERE o.company_id = NEW.company_id AND o.published_at IS NOT NULL) THEN
    RAISE EXCEPTION 'Company % has published nothing yet: two reviewers must approve its first publication', NEW.company_id
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'first_publication_needs_two', TABLE = 'opportunity_revision';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER first_publication_needs_two BEFORE INSERT OR UPDATE OF state ON opportunity_revision
  FOR EACH ROW EXECUTE FUNCTION keep_first_publication();
