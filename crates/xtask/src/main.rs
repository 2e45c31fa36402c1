//! `cargo xtask tidy | gen | new-record NAME | lock-migrations | requirements`. Exit codes: 0 done, 1 refused, 2 usage.

use std::process::ExitCode;

use anyhow::Context;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let root = xtask::root();
    let done = match args.as_slice() {
        ["tidy"] => tidy(&root),
        ["gen"] => xtask::generate::write(&root).context("write the UI's types"),
        ["new-record", name] => xtask::record::frame(name).map(|frame| eprintln!("{frame}")),
        ["lock-migrations"] => xtask::lock_new_migrations(&root),
        ["requirements"] => xtask::requirements::write(&root),
        _ => {
            eprintln!("usage: cargo xtask tidy | gen | new-record NAME | lock-migrations | requirements");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn tidy(root: &std::path::Path) -> anyhow::Result<()> {
    let wrongs = xtask::tidy::check(root)?;
    for wrong in &wrongs {
        eprintln!("tidy: {wrong}");
    }
    anyhow::ensure!(wrongs.is_empty(), "tidy: {} things to put right", wrongs.len());
    Ok(())
}
