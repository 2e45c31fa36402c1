#![no_main]

cordkeep_fuzz::target!(results_file);
