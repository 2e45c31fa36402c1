//! Files stay short, and have no `mod.rs`.

use crate::source::Source;

const LINES_MAX: usize = 450;

/// Written on one of the first lines of a file that is long for a reason.
const EXCUSE: &str = "tidy: long because ";

/// One line for each file that is too long without a reason, or badly named.
pub fn check<'a>(sources: impl Iterator<Item = &'a Source>) -> Vec<String> {
    sources.filter_map(of_source).collect()
}

fn of_source(source: &Source) -> Option<String> {
    let path = &source.path;
    if path.ends_with("/mod.rs") {
        return Some(format!("{path}: name it after its folder, one level up"));
    }
    let lines = source.text.lines().count();
    let excused = source.text.lines().take(5).any(|line| line.contains(EXCUSE)) || path.contains("/api/gen/");
    (lines > LINES_MAX && !excused)
        .then(|| format!("{path}: {lines} lines; split it, or say at its top `{EXCUSE}...`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, text: &str, wrong: bool) {
        let source = Source { path: path.into(), text: text.into() };
        assert_eq!(of_source(&source).is_some(), wrong, "{path}");
    }

    #[test]
    fn long_files_have_a_reason() {
        let long = "line\n".repeat(LINES_MAX + 1);
        check("a.rs", &"line\n".repeat(LINES_MAX), false);
        check("a.rs", &long, true);
        check("a.rs", &format!("// tidy: long because it is a table\n{long}"), false);
        check("ui/src/api/gen/commands.ts", &long, false);
        check("a/mod.rs", "", true);
    }
}
