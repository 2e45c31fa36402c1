//! Every statement in the sources of the centre: its `.sql` files, and the literals that begin as SQL does. There are no others: what
//! sqlx takes without being told otherwise is a literal.

use std::fs;
use std::path::Path;

const VERBS: &[&str] = &["COPY", "DELETE", "INSERT", "LOCK", "MERGE", "SELECT", "TRUNCATE", "UPDATE", "WITH"];
/// How one would tell it otherwise.
const BUILT: &[&str] = &["AssertSqlSafe", "QueryBuilder", "SqlStr"];

#[derive(Debug)]
pub(super) struct Statement {
    /// Its file.
    pub(super) place: String,
    pub(super) sql: String,
}

impl Statement {
    pub(super) fn is_listed(&self, place: &str, part: &str) -> bool {
        self.place == place && self.sql.contains(part)
    }

    pub(super) fn only_reads(&self) -> bool {
        self.sql.starts_with("SELECT")
            && !["FOR UPDATE", "FOR SHARE"].iter().any(|lock| self.sql.contains(lock))
    }
}

/// All of them, in the order of their files.
pub(super) fn all() -> Vec<Statement> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut files) = (vec![root.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort_unstable();
    let mut all = Vec::new();
    for file in files {
        let place = file.strip_prefix(&root).unwrap().to_str().unwrap();
        let text = fs::read_to_string(&file).unwrap();
        if place.ends_with(".rs") {
            assert!(!BUILT.iter().any(|way| text.contains(way)), "{place} puts a statement together");
            all.extend(of_source(place, &text));
        } else {
            let parts = text.split(";\n").filter(|part| is_statement(part));
            all.extend(parts.map(|part| Statement { place: place.to_owned(), sql: part.to_owned() }));
        }
    }
    all
}

pub(super) fn of_source(place: &str, source: &str) -> Vec<Statement> {
    let found = literals(source).into_iter().filter(|text| is_statement(text));
    found.map(|sql| Statement { place: place.to_owned(), sql }).collect()
}

fn is_statement(text: &str) -> bool {
    let mut lines = text.trim_start().lines().skip_while(|line| line.starts_with("--"));
    let first = lines.next().and_then(|line| line.split(' ').next());
    first.is_some_and(|word| VERBS.contains(&word))
}

/// The texts of all literals of a source.
fn literals(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let raw = rest
            .strip_prefix('r')
            .map(|behind| behind.trim_start_matches('#'))
            .filter(|b| b.starts_with('"'));
        rest = if rest.starts_with("//") {
            rest.split_once('\n').map_or("", |(_, behind)| behind)
        } else if rest.starts_with("/*") {
            rest.split_once("*/").map_or("", |(_, behind)| behind)
        } else if let Some(quoted) = raw {
            let hashes = rest.len() - quoted.len() - 1;
            let (text, behind) = quoted[1..].split_once(&format!("\"{}", "#".repeat(hashes))).unwrap();
            found.push(text.to_owned());
            behind
        } else if let Some(behind) = rest.strip_prefix("'\\") {
            // A character that is written otherwise, at least one long.
            let end = behind.char_indices().skip(1).find(|(_, c)| *c == '\'').unwrap().0;
            &behind[end + 1..]
        } else if rest.starts_with('\'') && rest.chars().nth(2) == Some('\'') {
            let length = rest.chars().take(3).map(char::len_utf8).sum::<usize>();
            &rest[length..]
        } else if let Some(behind) = rest.strip_prefix('"') {
            let (text, behind) = escaped(behind);
            found.push(text);
            behind
        } else {
            &rest[c.len_utf8()..]
        };
    }
    found
}

/// A literal from behind its first quote on, and what is behind its last.
fn escaped(source: &str) -> (String, &str) {
    let mut text = String::new();
    let mut rest = source.chars();
    while let Some(c) = rest.next() {
        match c {
            '"' => return (text, rest.as_str()),
            '\\' => match rest.next() {
                Some('n') => text.push('\n'),
                Some('\n') => rest = rest.as_str().trim_start().chars(),
                Some(other) => text.push(other),
                None => {}
            },
            other => text.push(other),
        }
    }
    panic!("a literal without an end: {text}")
}
