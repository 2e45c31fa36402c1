#![no_main]

cordkeep_fuzz::target!(curve_file);
