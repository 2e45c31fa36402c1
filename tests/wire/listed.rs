//! No reader of foreign bytes is left out: neither of the list, nor of the fuzz targets.

use crate::decoders::DECODERS;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const LIST: &str = include_str!("decoders.rs");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The sources of a folder, one after the other.
fn sources(folder: &str) -> String {
    let mut folders = vec![root().join(folder)];
    let mut all = String::new();
    while let Some(folder) = folders.pop() {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            match path.extension().and_then(|extension| extension.to_str()) {
                None if path.is_dir() => folders.push(path),
                Some("rs") if !path.ends_with("tests.rs") => all.push_str(&fs::read_to_string(path).unwrap()),
                _ => {}
            }
        }
    }
    all
}

fn is_named(text: &str, name: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name)
}

/// Each public type that is read from CBOR, with its definition.
fn decodable(source: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut derived = false;
    let mut rest = source;
    while let Some((line, after)) = rest.split_once('\n') {
        if line.starts_with("#[derive(") {
            derived = is_named(line, "Decode");
        } else if let Some(name) = line.strip_prefix("pub struct ").or(line.strip_prefix("pub enum ")) {
            let name = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let body = after.split_once("\n}").map_or("", |(body, _)| body);
            if std::mem::take(&mut derived) {
                found.push((name.to_owned(), body.to_owned()));
            }
        }
        rest = after;
    }
    found
}

#[test]
fn every_message_of_the_wire_is_read_by_a_listed_reader() {
    let types = decodable(&sources("crates/sync/src"));
    assert!(types.len() > 10, "the messages are not found: {types:?}");
    // A message of the list, or what stands in one.
    let mut reached: BTreeSet<&str> =
        types.iter().filter(|(name, _)| is_named(LIST, name)).map(|(name, _)| name.as_str()).collect();
    loop {
        let bodies = types.iter().filter(|(name, _)| reached.contains(name.as_str())).map(|(_, body)| body);
        let bodies: Vec<&String> = bodies.collect();
        let more = types.iter().filter(|(name, _)| bodies.iter().any(|body| is_named(body, name)));
        let before = reached.len();
        reached.extend(more.map(|(name, _)| name.as_str()).collect::<Vec<_>>());
        if reached.len() == before {
            break;
        }
    }
    let missed: Vec<&str> =
        types.iter().map(|(name, _)| name.as_str()).filter(|name| !reached.contains(name)).collect();
    // A bundle is read by its reader, which is listed.
    assert_eq!(missed, ["BundlePage"], "read by no listed reader: add one to tests/wire/decoders.rs");
}

/// Public functions that make something of bytes or text, with the type that they belong to.
fn readers(source: &str) -> Vec<String> {
    let mut owner = String::new();
    let mut found = Vec::new();
    let mut rest = source;
    while let Some((line, after)) = rest.split_once('\n') {
        if let Some(of) = line.strip_prefix("impl").filter(|_| line.ends_with('{')) {
            let of = of.rsplit_once(" for ").map_or(of, |(_, of)| of);
            let of = of.trim_start_matches(|c| c != ' ').trim();
            owner = of.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned();
        } else if line.starts_with("pub fn") {
            owner.clear();
        }
        let named = line.trim_start().strip_prefix("pub fn ").and_then(|f| f.split(['(', '<']).next());
        if let Some(name) = named {
            let head = rest.split('{').next().unwrap_or_default();
            let reads = ["parse", "read", "decode", "verify", "from"].iter().any(|verb| {
                name == *verb || name.strip_prefix(verb).is_some_and(|rest| rest.starts_with('_'))
            });
            // A reader is given something, and is not asked something of what it is.
            let given = ["&[u8]", "Vec<u8>", "impl Read", "&str"].iter().any(|kind| head.contains(kind));
            if reads && given && !head.contains("self") {
                found.push(if owner.is_empty() { name.to_owned() } else { format!("{owner}::{name}") });
            }
        }
        rest = after;
    }
    found
}

/// What reads nothing that comes from outside.
const OWN: &[&str] = &["Entry::from_parts", "JobName::parse"];

#[test]
fn every_public_reader_is_listed() {
    let mut all = Vec::new();
    for package in ["sync", "ledger", "devices", "store"] {
        all.extend(readers(&sources(&format!("crates/{package}/src"))));
    }
    assert!(
        ["Entry::from_bytes", "verify_inspection"].iter().all(|name| all.iter().any(|found| found == name)),
        "the readers are not found: {all:?}"
    );
    let missed: Vec<&String> =
        all.iter().filter(|name| !LIST.contains(name.as_str()) && !OWN.contains(&name.as_str())).collect();
    assert!(missed.is_empty(), "not in tests/wire/decoders.rs: {missed:?}");
}

#[test]
fn every_reader_has_its_fuzz_target() {
    let mut wanted: Vec<&str> = DECODERS.iter().map(|decoder| decoder.name).collect();
    wanted.sort_unstable();
    let files = fs::read_dir(root().join("fuzz/fuzz_targets")).unwrap();
    let mut targets: Vec<String> =
        files.map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned()).collect();
    targets.sort_unstable();
    assert_eq!(targets, wanted);
    let manifest = fs::read_to_string(root().join("fuzz/Cargo.toml")).unwrap();
    for name in wanted {
        let text = fs::read_to_string(root().join(format!("fuzz/fuzz_targets/{name}.rs"))).unwrap();
        assert!(text.contains(&format!("target!({name});")), "{name} tries another reader");
        assert!(
            manifest.contains(&format!("path = \"fuzz_targets/{name}.rs\"")),
            "{name} is not in the manifest"
        );
    }
}
