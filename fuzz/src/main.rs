//! Every reader of foreign bytes under libFuzzer. `CORDKEEP_FUZZ` is the folder of a reader's corpus, which has the reader's name; its
//! examples are put there first. Without it the names of all readers are printed.

#![no_main]

#[path = "../../tests/wire/decoders.rs"]
mod decoders;

use decoders::{DECODERS, Decoder};
use std::path::PathBuf;
use std::sync::OnceLock;

static CHOSEN: OnceLock<&Decoder> = OnceLock::new();

fn choose() {
    let Some(corpus) = std::env::var_os("CORDKEEP_FUZZ").map(PathBuf::from) else {
        DECODERS.iter().for_each(|decoder| println!("{}", decoder.name));
        std::process::exit(0);
    };
    let named = DECODERS.iter().find(|decoder| corpus.ends_with(decoder.name));
    let decoder = CHOSEN.get_or_init(|| named.expect("a reader of tests/wire/decoders.rs"));
    std::fs::create_dir_all(&corpus).expect("a folder for the corpus");
    for (number, sample) in (decoder.samples)().iter().enumerate() {
        std::fs::write(corpus.join(format!("example-{number}")), sample).expect("an example");
    }
}

// libFuzzer's own limits watch memory and time.
libfuzzer_sys::fuzz_target!(init: choose(), |bytes: &[u8]| {
    if let Some(decoder) = CHOSEN.get() {
        (decoder.read)(bytes);
    }
});
