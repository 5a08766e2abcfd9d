-- Whether a person lets verified companies see that they fit. Unknown for what came before: nobody is shown who did not say so.
-- `npm run events` makes the read model anew, which fills it.
ALTER TABLE contributor_view ADD COLUMN visibility text NOT NULL DEFAULT 'HIDDEN';
CREATE INDEX work_record_of_contributor ON work_record (contributor_id);
