#![no_main]

cordkeep_fuzz::target!(norm_profile);
