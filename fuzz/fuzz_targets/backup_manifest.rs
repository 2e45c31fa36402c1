#![no_main]

cordkeep_fuzz::target!(backup_manifest);
