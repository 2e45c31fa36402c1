//! All rules, run over the work tree.

use std::path::Path;

use anyhow::Context;

use crate::{
    arrows, features, generate, length, locales, lock, metadata::Metadata, reach, requirements, source,
};

/// What is wrong, each with what to do about it; empty when the house is in order.
pub fn check(root: &Path) -> anyhow::Result<Vec<String>> {
    let metadata = Metadata::read(root).context("read cargo metadata")?;
    let ui = source::read(&root.join("ui/src"), &["ts", "tsx", "css"])?;
    let mut sources = source::read(&root.join("crates"), &["rs"])?;
    sources.extend(source::read(&root.join("src-tauri/src"), &["rs"])?);
    sources.extend(source::read(&root.join("tests"), &["rs"])?);

    let mut wrongs = arrows::check(&metadata);
    wrongs.extend(reach::check(&metadata));
    wrongs.extend(features::check(&ui));
    wrongs.extend(length::check(sources.iter().chain(&ui)));
    wrongs.extend(locales::check(&root.join("ui/src"))?);
    wrongs.extend(locales::check(&root.join("assets"))?);
    wrongs.extend(lock::check(root)?);
    wrongs.extend(generate::check(root)?);
    wrongs.extend(requirements::check(root)?);
    Ok(wrongs)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_house_is_in_order() {
        let wrongs = super::check(&crate::root()).unwrap();
        assert!(wrongs.is_empty(), "{}", wrongs.join("\n"));
    }
}
