//! The UI's features do not import each other, and one folder alone knows the shell.

use crate::source::Source;

/// One line for each import that crosses a border.
pub fn check(sources: &[Source]) -> Vec<String> {
    sources.iter().flat_map(of_source).collect()
}

fn of_source(source: &Source) -> Vec<String> {
    let Some((_, path)) = source.path.rsplit_once("ui/src/") else { return Vec::new() };
    let imports = imports(&source.text);
    let mut wrongs = Vec::new();
    for import in imports {
        if import.starts_with("@tauri-apps/") && !path.starts_with("platform/") {
            wrongs.push(format!("ui/src/{path}: only ui/src/platform imports {import}"));
        }
        let target = resolve(path, import);
        if let (Some(own), Some(other)) = (feature(path), feature(&target))
            && own != other
        {
            wrongs.push(format!(
                "ui/src/{path}: the feature {own} may not import {other}; share it in ui/src/shared"
            ));
        }
    }
    wrongs
}

/// What stands in quotes after `from`, `import` and `import(`.
fn imports(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for keyword in ["from ", "import ", "import("] {
        for (at, _) in text.match_indices(keyword) {
            let rest = text[at + keyword.len()..].trim_start();
            let Some(quote) = rest.chars().next().filter(|first| matches!(first, '"' | '\'')) else {
                continue;
            };
            found.extend(rest[1..].split_once(quote).map(|(import, _)| import));
        }
    }
    found
}

/// The path below `ui/src` that an import means; an alias `@/` stands for `ui/src`.
fn resolve(path: &str, import: &str) -> String {
    if let Some(rest) = import.strip_prefix("@/") {
        return rest.to_owned();
    }
    if !import.starts_with('.') {
        return String::new();
    }
    let mut folders: Vec<&str> = path.split('/').collect();
    folders.pop();
    for step in import.split('/') {
        match step {
            "." => {}
            ".." => drop(folders.pop()),
            step => folders.push(step),
        }
    }
    folders.join("/")
}

fn feature(path: &str) -> Option<&str> {
    path.strip_prefix("features/")?.split('/').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, text: &str, wrong: bool) {
        let source = Source { path: format!("/x/ui/src/{path}"), text: text.into() };
        assert_eq!(!of_source(&source).is_empty(), wrong, "{path}: {text}");
    }

    #[test]
    fn features_do_not_import_each_other() {
        check("features/a/screen.tsx", "import { x } from '../b/form'", true);
        check("features/a/screen.tsx", "import { x } from \"@/features/b/form\"", true);
        check("features/a/screen.tsx", "const b = import('../b')", true);
        check("features/a/deep/form.tsx", "import { x } from '../form'", false);
        check("features/a/screen.tsx", "import { x } from '../../shared/grid'", false);
        check("routes.tsx", "import { x } from './features/b/screen'", false);
    }

    #[test]
    fn only_the_platform_knows_the_shell() {
        check("features/a/screen.tsx", "import { invoke } from '@tauri-apps/api/core'", true);
        check("platform/tauri.ts", "import { invoke } from '@tauri-apps/api/core'", false);
    }
}
