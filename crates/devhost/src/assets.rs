//! The built UI, read from its folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Where the UI comes from.
#[derive(Debug, Clone)]
pub enum UiAssets {
    /// A folder with `index.html`, as the UI's build leaves it.
    Folder(PathBuf),
    /// Commands and events alone, for tests and for a UI that a development server serves.
    None,
}

/// A file of the UI.
#[derive(Debug, PartialEq, Eq)]
pub struct Asset {
    /// What is sent.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
}

impl UiAssets {
    /// The file at a path of the URL; a path that names no file is a screen and gives `index.html`.
    pub fn find(&self, url_path: &str) -> io::Result<Option<Asset>> {
        let Self::Folder(root) = self else { return Ok(None) };
        let Some(relative) = relative(url_path) else { return Ok(None) };
        if relative.extension().is_none() {
            return read(&root.join("index.html"));
        }
        read(&root.join(relative))
    }
}

/// None where the path would leave the folder. The build gives its files plain names: nothing needs decoding.
fn relative(url_path: &str) -> Option<PathBuf> {
    let mut path = PathBuf::new();
    for segment in url_path.split('/').filter(|segment| !segment.is_empty()) {
        if segment.starts_with('.') || segment.contains(['\\', ':', '\0', '%']) {
            return None;
        }
        path.push(segment);
    }
    Some(path)
}

fn read(path: &Path) -> io::Result<Option<Asset>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(Asset { bytes, media_type: media_type(path) })),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("otf") => "font/otf",
        Some("ttf") => "font/ttf",
        Some("wasm") => "application/wasm",
        Some("pdf") => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_files_and_other_paths_are_screens() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("index.html"), "index").unwrap();
        fs::create_dir(dir.path().join("assets")).unwrap();
        fs::write(dir.path().join("assets/a.js"), "a").unwrap();
        fs::write(dir.path().join(".secret.js"), "s").unwrap();
        let ui = UiAssets::Folder(dir.path().join("."));
        let check = |path: &str, expected: Option<&str>| {
            let found = ui.find(path).unwrap().map(|asset| String::from_utf8(asset.bytes).unwrap());
            assert_eq!(found.as_deref(), expected, "{path}");
        };
        check("/", Some("index"));
        check("/units/A1234", Some("index"));
        check("/assets/a.js", Some("a"));
        check("/assets/b.js", None);
        check("/../Cargo.toml", None);
        check("/assets/%2e%2e/x.js", None);
        check("/.secret.js", None);
        assert_eq!(UiAssets::None.find("/").unwrap(), None);
    }
}
