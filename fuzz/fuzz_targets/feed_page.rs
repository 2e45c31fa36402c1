#![no_main]

cordkeep_fuzz::target!(feed_page);
