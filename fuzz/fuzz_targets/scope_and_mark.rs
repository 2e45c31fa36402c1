#![no_main]

cordkeep_fuzz::target!(scope_and_mark);
