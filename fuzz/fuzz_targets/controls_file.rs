#![no_main]

cordkeep_fuzz::target!(controls_file);
