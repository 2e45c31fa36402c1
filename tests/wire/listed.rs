//! No reader of foreign bytes is left out of the list, which the fuzzer goes by too.

use crate::decoders::DECODERS;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const LIST: &str = include_str!("decoders.rs");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The sources of a folder, each under its path.
fn files(folder: &str) -> Vec<(String, String)> {
    let mut folders = vec![root().join(folder)];
    let mut all = Vec::new();
    while let Some(folder) = folders.pop() {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            match path.extension().and_then(|extension| extension.to_str()) {
                None if path.is_dir() => folders.push(path),
                Some("rs") if !path.ends_with("tests.rs") => {
                    let name = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
                    all.push((name, fs::read_to_string(path).unwrap()));
                }
                _ => {}
            }
        }
    }
    all
}

/// The sources of a folder, one after the other.
fn sources(folder: &str) -> String {
    files(folder).into_iter().map(|(_, source)| source).collect()
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
    let (mut owner, mut takes_stream) = (String::new(), false);
    let mut found = Vec::new();
    let mut rest = source;
    while let Some((line, after)) = rest.split_once('\n') {
        if let Some(of) = line.strip_prefix("impl").filter(|_| line.ends_with('{')) {
            takes_stream = of.starts_with("<R: Read>");
            let of = of.rsplit_once(" for ").map_or(of, |(_, of)| of);
            // Past what the type is generic over, which may have a blank in it.
            let of = of.split_once("> ").filter(|_| of.starts_with('<')).map_or(of, |(_, of)| of).trim();
            owner = of.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned();
        } else if line.starts_with("pub fn") {
            owner.clear();
            takes_stream = false;
        }
        let named = line.trim_start().strip_prefix("pub fn ").and_then(|f| f.split(['(', '<']).next());
        if let Some(name) = named {
            let head = rest.split('{').next().unwrap_or_default();
            let reads = ["parse", "read", "decode", "verify", "from"].iter().any(|verb| {
                name == *verb || name.strip_prefix(verb).is_some_and(|rest| rest.starts_with('_'))
            });
            // A reader is given something, and is not asked something of what it is.
            let given = ["&[u8]", "Vec<u8>", "impl Read", "&str"].iter().any(|kind| head.contains(kind));
            if head.contains("self") {
            } else if takes_stream {
                found.push(owner.clone());
            } else if reads && given {
                found.push(if owner.is_empty() { name.to_owned() } else { format!("{owner}::{name}") });
            }
        }
        rest = after;
    }
    found
}

/// What reads nothing that comes from outside, or is read by one of the list.
const OWN: &[&str] = &[
    "Entry::from_parts",
    "JobName::parse",
    // Words that the program itself wrote.
    "SubjectKind::parse",
    "TemplateId::from_code",
    "UnknownRecord::parse",
    // Files that are part of the program.
    "DocumentTemplate::parse",
    "KitSet::parse",
    // One of the two that are listed.
    "verify_file",
    // Read by `read_foreign_message`, which goes further.
    "read_message",
];

#[test]
fn every_public_reader_is_listed() {
    let mut all = Vec::new();
    for package in ["app", "devices", "domain", "labels", "ledger", "store", "sync"] {
        all.extend(readers(&sources(&format!("crates/{package}/src"))));
    }
    assert!(
        ["Entry::from_bytes", "verify_inspection", "SealReader"]
            .iter()
            .all(|name| all.iter().any(|found| found == name)),
        "the readers are not found: {all:?}"
    );
    let missed: Vec<&String> =
        all.iter().filter(|name| !LIST.contains(name.as_str()) && !OWN.contains(&name.as_str())).collect();
    assert!(missed.is_empty(), "not in tests/wire/decoders.rs: {missed:?}");
}

/// What turns bytes or text into something.
const READING: &[&str] = &[
    " FromStr for ",
    "Form(",
    "Query::<",
    "csv::Reader",
    "encoding_rs",
    "from_str_radix",
    "from_utf8(",
    "hex::decode",
    "minicbor::Decoder::new",
    "minicbor::decode",
    "serde_json::from_reader",
    "serde_json::from_slice",
    "serde_json::from_str",
    "serde_path_to_error::deserialize",
    "zstd::stream::read",
];

/// Where that is done, under the name of the reader that comes there, or of nobody.
const PLACES: &[(&str, &[&str])] = &[
    ("astm_line", &["devices/src/analyser/frames.rs"]),
    ("attestation", &["sync/src/attest.rs"]),
    ("backup_manifest", &["store/src/backup/manifest.rs"]),
    ("curve_file", &["app/src/curve_file.rs"]),
    ("donations_file", &["app/src/import.rs"]),
    ("entry", &["ledger/src/lib.rs"]),
    ("frame", &["sync/src/list.rs", "sync/src/page.rs"]),
    ("identifier", &["domain/src/id.rs", "domain/src/unit/part.rs", "ledger/src/id.rs"]),
    ("inspection", &["ledger/src/inspection/read.rs", "ledger/src/inspection/zip.rs"]),
    ("key_file", &["store/src/keyfile.rs"]),
    ("label_template", &["labels/src/template/read.rs"]),
    ("number", &["domain/src/measure.rs"]),
    ("personal", &["store/src/query/attachment.rs", "store/src/query/inbox.rs", "store/src/query/unit.rs"]),
    ("printer_status", &["devices/src/printer/status.rs"]),
    ("record", &["domain/src/codec.rs", "domain/src/record/freezing.rs"]),
    ("results_file", &["app/src/result_file/sheet.rs", "app/src/text_file.rs"]),
    ("scan", &["isbt128/src/text.rs"]),
    ("scope_and_mark", &["sync/src/mark.rs", "sync/src/scope.rs"]),
    ("sop", &["app/src/command/procedure.rs", "domain/src/rules/sop/check.rs"]),
    // Keys and hashes in hexadecimal, of a record that was read before.
    ("", &["store/src/continuation.rs"]),
    // What the program itself wrote, and the keyring kept.
    (
        "",
        &[
            "app/src/analyser.rs",
            "app/src/app.rs",
            "app/src/carry.rs",
            "app/src/command/keyring.rs",
            "app/src/command/print.rs",
            "app/src/courier.rs",
            "app/src/scanner.rs",
            "centre/src/cli/backup/record.rs",
            "store/src/open.rs",
            "store/src/project/kinds.rs",
            "store/src/query/person.rs",
            "store/src/setting.rs",
        ],
    ),
    // Files that are part of the program.
    (
        "",
        &[
            "app/src/analyser/mappings.rs",
            "app/src/inspection/words.rs",
            "app/src/rules.rs",
            "app/src/words.rs",
            "centre/src/page/texts.rs",
            "cli/src/output.rs",
            "labels/src/certificate/words.rs",
            "labels/src/document/template.rs",
            "labels/src/kit.rs",
        ],
    ),
    // Questions of our own screens and of whoever sits at this computer, as JSON.
    (
        "",
        &[
            "app/src/dispatch.rs",
            "cli/src/bench/things.rs",
            "cli/src/bench/together.rs",
            "cli/src/command/create.rs",
            "devhost/src/route.rs",
        ],
    ),
    // Fields that a library of the web parted; what stands in them is read by `identifier` and `scope_and_mark`.
    (
        "",
        &[
            "centre/src/http/authenticate.rs",
            "centre/src/http/feed.rs",
            "centre/src/page/codes.rs",
            "centre/src/page/guard.rs",
            "centre/src/page/sign_in.rs",
            "centre/src/page/station.rs",
        ],
    ),
];

#[test]
fn every_place_that_reads_is_one_of_a_listed_reader() {
    let ours = |name: &&(String, String)| !name.0.contains("/simulator/") && !name.0.contains("/xtask/");
    let all = [files("crates"), files("src-tauri/src")].concat();
    let reads = all.iter().filter(ours).filter(|(name, source)| {
        let source = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        name.contains("/src/") && READING.iter().any(|reading| source.contains(reading))
    });
    let found: BTreeSet<&str> = reads.map(|(name, _)| name.trim_start_matches("crates/")).collect();
    let known: BTreeSet<&str> = PLACES.iter().flat_map(|(_, places)| *places).copied().collect();
    let unknown: Vec<&&str> = found.difference(&known).collect();
    assert!(unknown.is_empty(), "read by which reader of tests/wire/decoders.rs? {unknown:?}");
    let gone: Vec<&&str> = known.difference(&found).collect();
    assert!(gone.is_empty(), "they read nothing: {gone:?}");
    for (reader, places) in PLACES.iter().filter(|(reader, _)| !reader.is_empty()) {
        assert!(DECODERS.iter().any(|decoder| decoder.name == *reader), "no reader {reader}: {places:?}");
    }
}
