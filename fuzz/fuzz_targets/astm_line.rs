#![no_main]

cordkeep_fuzz::target!(astm_line);
