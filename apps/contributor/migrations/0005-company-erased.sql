-- A tombstone of company.state erases what is known of the company.
GRANT DELETE ON company TO :worker;
