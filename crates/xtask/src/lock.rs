//! A migration that has landed is never changed: databases out there have run it.

use std::{collections::BTreeMap, fs, io, path::Path};

use anyhow::Context;
use sha2::{Digest, Sha256};

use crate::source;

const LOCK: &str = "migrations/lock.txt";

/// File to digest, by name.
type Digests = BTreeMap<String, String>;

/// One line for each migration that was changed, removed or not locked yet.
pub fn check(root: &Path) -> anyhow::Result<Vec<String>> {
    Ok(compare(&read_lock(root)?, &read_files(root)?))
}

/// Locks the migrations that are new. Refuses where a landed one was changed.
pub fn lock_new_migrations(root: &Path) -> anyhow::Result<()> {
    let (locked, files) = (read_lock(root)?, read_files(root)?);
    let changed: Vec<String> =
        compare(&locked, &files).into_iter().filter(|wrong| !wrong.ends_with(NEW)).collect();
    anyhow::ensure!(changed.is_empty(), "{}", changed.join("\n"));
    let lines: String = files.iter().map(|(name, digest)| format!("{digest}  {name}\n")).collect();
    fs::write(root.join(LOCK), lines).context(LOCK)
}

const NEW: &str = "is new: run `cargo xtask lock-migrations`";

fn compare(locked: &Digests, files: &Digests) -> Vec<String> {
    let landed = locked.iter().filter_map(|(name, digest)| match files.get(name) {
        Some(now) if now == digest => None,
        Some(_) => Some(format!("{name} was changed after it landed: write a new migration")),
        None => Some(format!("{name} was removed after it landed")),
    });
    let new = files.keys().filter(|name| !locked.contains_key(*name)).map(|name| format!("{name} {NEW}"));
    landed.chain(new).collect()
}

fn read_lock(root: &Path) -> anyhow::Result<Digests> {
    let text = match fs::read_to_string(root.join(LOCK)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        text => text?,
    };
    text.lines()
        .map(|line| {
            let (digest, name) = line.split_once("  ").with_context(|| format!("{LOCK}: {line}"))?;
            Ok((name.to_owned(), digest.to_owned()))
        })
        .collect()
}

fn read_files(root: &Path) -> anyhow::Result<Digests> {
    let sources = source::read(&root.join("migrations"), &["sql"])?;
    let prefix = format!("{}/", root.to_string_lossy().replace('\\', "/"));
    let named = sources.into_iter().map(|source| {
        let name = source.path.strip_prefix(&prefix).unwrap_or(&source.path).to_owned();
        (name, hex::encode(Sha256::digest(source.text.as_bytes())))
    });
    Ok(named.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: Annex 11 §10
    #[test]
    fn what_has_landed_stays() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        let write = |name: &str, text: &str| fs::write(root.join(name), text).unwrap();
        fs::create_dir_all(root.join("migrations/station")).unwrap();
        write("migrations/station/0001_a.sql", "create");
        assert_eq!(check(root).unwrap(), [format!("migrations/station/0001_a.sql {NEW}")]);
        lock_new_migrations(root).unwrap();
        assert!(check(root).unwrap().is_empty());
        write("migrations/station/0002_b.sql", "alter");
        lock_new_migrations(root).unwrap();
        write("migrations/station/0001_a.sql", "changed");
        assert!(check(root).unwrap()[0].contains("was changed"));
        assert!(lock_new_migrations(root).is_err());
        fs::remove_file(root.join("migrations/station/0001_a.sql")).unwrap();
        assert!(check(root).unwrap()[0].contains("was removed"));
    }
}
