#![no_main]

cordkeep_fuzz::target!(enrol_request);
