#![no_main]

cordkeep_fuzz::target!(hl7_line);
