-- Where the record stands that ordered a print: whoever calls the print off voids that order. Empty for jobs of old.
ALTER TABLE print_job ADD COLUMN order_station BLOB;
ALTER TABLE print_job ADD COLUMN order_seq INTEGER;
