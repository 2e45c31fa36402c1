#![no_main]

cordkeep_fuzz::target!(upload_page);
