//! Files of the work tree.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// A text file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where it lies, with `/` between folders.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// All files below a folder with one of these endings, in the order of their paths. No folder, no files.
pub fn read(folder: &Path, endings: &[&str]) -> io::Result<Vec<Source>> {
    let mut sources = Vec::new();
    for path in paths(folder)? {
        if path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| endings.contains(&ending))
        {
            sources.push(Source {
                text: fs::read_to_string(&path)?,
                path: path.to_string_lossy().replace('\\', "/"),
            });
        }
    }
    Ok(sources)
}

/// All files below a folder, sorted; what builds leave behind is left out.
pub fn paths(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let path = entry?.path();
            if !path.is_dir() {
                found.push(path);
            } else if !["node_modules", "target", "dist"].iter().any(|name| path.ends_with(name)) {
                open.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
