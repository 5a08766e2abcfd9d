-- Who spoke last about the company: a reviewer's request that comes twice is answered with its effect. It stays with the staff.
ALTER TABLE company ADD COLUMN decided_by uuid;
