#![no_main]

cordkeep_fuzz::target!(archive);
