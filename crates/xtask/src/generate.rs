//! The UI's types, from the list of commands.

use std::{fs, io, path::Path};

use crate::source;

const FOLDER: &str = "ui/src/api/gen";

/// One line for each generated file that is not what the commands give now.
pub fn check(root: &Path) -> io::Result<Vec<String>> {
    let folder = root.join(FOLDER);
    let files = api::typescript::files();
    let stale = files
        .iter()
        .filter(|(name, text)| fs::read_to_string(folder.join(name)).ok().as_ref() != Some(text))
        .map(|(name, _)| format!("{FOLDER}/{name} is not up to date: run `cargo xtask gen`"));
    let left = source::paths(&folder)?
        .into_iter()
        .filter(|path| !files.iter().any(|(name, _)| path.ends_with(name)))
        .map(|path| format!("{} is generated no more: run `cargo xtask gen`", path.display()));
    Ok(stale.chain(left).collect())
}

/// Writes the generated files and removes those that are generated no more.
pub fn write(root: &Path) -> io::Result<()> {
    let folder = root.join(FOLDER);
    let files = api::typescript::files();
    fs::create_dir_all(&folder)?;
    for path in source::paths(&folder)? {
        if !files.iter().any(|(name, _)| path.ends_with(name)) {
            fs::remove_file(path)?;
        }
    }
    for (name, text) in &files {
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}
