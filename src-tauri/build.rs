//! Makes sure there is a UI to embed, then lets Tauri read its configuration.

use std::{fs, io, path::Path};

/// Embedded where the UI has not been built, so that `cargo check` and clippy need no Node.
const PLACEHOLDER: &str = r#"<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<title>脐血库 Cordkeep</title>
<div id="root">界面尚未构建：请运行 make run。The UI is not built: run `make run`.</div>
</html>
"#;

fn main() -> io::Result<()> {
    let dist = Path::new("../ui/dist");
    let index = dist.join("index.html");
    if !index.exists() {
        fs::create_dir_all(dist)?;
        fs::write(&index, PLACEHOLDER)?;
    }
    println!("cargo:rerun-if-changed=../ui/dist");

    let commands = tauri_build::AppManifest::new().commands(&["rpc"]);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(commands)).map_err(io::Error::other)
}
