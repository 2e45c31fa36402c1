//! Chinese and English have the same texts with the same parameters.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::Context;
use serde_json::Value;

use crate::source;

const PAIR: [&str; 2] = ["zh-CN.json", "en.json"];

/// One line for each text that one language lacks, below a folder.
pub fn check(folder: &Path) -> anyhow::Result<Vec<String>> {
    let mut wrongs = Vec::new();
    for path in source::paths(folder)? {
        let Some(other) = counterpart(&path) else { continue };
        let (ours, theirs) = (read(&path)?, if other.exists() { read(&other)? } else { Value::Null });
        wrongs.extend(missing(&ours, &theirs).into_iter().map(|what| format!("{}: {what}", other.display())));
    }
    Ok(wrongs)
}

fn counterpart(path: &Path) -> Option<std::path::PathBuf> {
    let name = path.file_name()?.to_str()?;
    let at = PAIR.iter().position(|own| *own == name)?;
    Some(path.with_file_name(PAIR[1 - at]))
}

fn read(path: &Path) -> anyhow::Result<Value> {
    serde_json::from_str(&fs::read_to_string(path)?).with_context(|| path.display().to_string())
}

/// What `theirs` lacks of `ours`.
fn missing(ours: &Value, theirs: &Value) -> Vec<String> {
    let theirs = texts(theirs);
    let lacks = |(key, text): (String, String)| match theirs.get(&key) {
        None => Some(format!("{key} is missing")),
        Some(other) if parameters(&text) != parameters(other) => Some(format!("{key} has other parameters")),
        Some(_) => None,
    };
    texts(ours).into_iter().filter_map(lacks).collect()
}

/// All texts by their dotted keys. Plural forms differ between languages: they count as one key.
fn texts(value: &Value) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    collect("", value, &mut found);
    found
}

fn collect(prefix: &str, value: &Value, found: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                collect(&format!("{prefix}.{key}"), value, found);
            }
        }
        Value::Array(values) => {
            for (at, value) in values.iter().enumerate() {
                collect(&format!("{prefix}.{at}"), value, found);
            }
        }
        Value::String(text) => {
            let key = prefix.trim_start_matches('.');
            let key = ["_one", "_other"].iter().find_map(|plural| key.strip_suffix(plural)).unwrap_or(key);
            found.insert(key.to_owned(), text.clone());
        }
        _ => {}
    }
}

/// The names in `{{name}}`, sorted, once each.
fn parameters(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> = text
        .split("{{")
        .skip(1)
        .filter_map(|rest| rest.split_once("}}"))
        .map(|(name, _)| name.split(',').next().unwrap_or(name).trim())
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(ours: &Value, theirs: &Value, expected: &[&str]) {
        assert_eq!(missing(ours, theirs), expected);
    }

    #[test]
    fn every_text_has_its_counterpart() {
        let ours = json!({"title": "标题", "errors": {"late": "晚了 {{minutes}} 分钟"}});
        check(&ours, &json!({"title": "Title", "errors": {"late": "{{minutes}} minutes late"}}), &[]);
        check(&ours, &json!({"title": "Title"}), &["errors.late is missing"]);
        check(
            &ours,
            &json!({"title": "Title", "errors": {"late": "{{hours}} h late"}}),
            &["errors.late has other parameters"],
        );
        check(&ours, &Value::Null, &["errors.late is missing", "title is missing"]);
    }

    #[test]
    fn plurals_of_english_are_one_text_in_chinese() {
        let plural = json!({"unit_one": "{{count}} unit", "unit_other": "{{count}} units"});
        check(&plural, &json!({"unit_other": "{{count}} 份"}), &[]);
        check(&json!({"unit": "{{count}} 份"}), &plural, &[]);
    }
}
