#![no_main]

cordkeep_fuzz::target!(label_template);
