#![no_main]

cordkeep_fuzz::target!(printer_status);
