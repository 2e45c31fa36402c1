#![no_main]

cordkeep_fuzz::target!(scanner_line);
