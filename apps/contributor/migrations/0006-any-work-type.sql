-- Work of a kind that this version does not know counts as well: readers never refuse a value of an open enumeration (decisions D12).
ALTER TABLE track_record_entry DROP CONSTRAINT track_record_entry_work_type_check;
