#![no_main]

cordkeep_fuzz::target!(document_seal);
