#![no_main]

cordkeep_fuzz::target!(key_file);
