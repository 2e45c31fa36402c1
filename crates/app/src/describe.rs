//! What a scanned text is, for `cordkeep scan`: without any bank.

use isbt128::exercise::{Exercise, verify};
use isbt128::{Scan, ScanError, parse_scan};
use serde_json::{Map, Value, json};
use std::time::Duration;

/// Kind, data structure, parts by name and check character of a scanned text, or the error by code, place and
/// parameters. A pair and a compound message also say each of their `parts`.
#[must_use]
pub fn describe_scan(text: &str) -> Value {
    match parse_scan(text) {
        Ok(scan) => {
            let mut described = describe(&scan);
            described.insert("text".to_owned(), scan.scan_text().into());
            described.insert("errors".to_owned(), json!([]));
            if scan.is_concatenated() {
                let parts = scan.parts().into_iter().map(|part| Value::Object(describe(part)));
                described.insert("parts".to_owned(), parts.collect());
            }
            Value::Object(described)
        }
        Err(error) => json!({
            "kind": null, "structure": null, "fields": {}, "check": null, "text": text, "errors": [refused(&error)],
        }),
    }
}

/// Reads `count` seeded texts, good, damaged and noise, and answers how many bytes they had and how long that took.
///
/// # Errors
/// The first text whose answer does not hold what the reader promises.
pub fn exercise_scans(
    count: usize,
    mut clock: impl FnMut() -> Duration,
) -> Result<(usize, Duration), String> {
    const BATCH: usize = 10_000;
    let mut texts = Exercise::new(1);
    let (mut bytes, mut spent) = (0, Duration::ZERO);
    for first in (0..count).step_by(BATCH) {
        let batch: Vec<String> = texts.by_ref().take(BATCH.min(count - first)).collect();
        let start = clock();
        let answers: Vec<_> = batch.iter().map(|text| parse_scan(text)).collect();
        spent += clock().saturating_sub(start);
        for (text, answer) in batch.iter().zip(&answers) {
            verify(text, answer).map_err(|wrong| format!("{wrong}: {text:?}"))?;
            bytes += text.len();
        }
    }
    Ok((bytes, spent))
}

fn describe(scan: &Scan) -> Map<String, Value> {
    let mut fields = Map::new();
    for (name, value) in scan.fields() {
        let value = Value::String(value);
        match fields.get_mut(name) {
            None => {
                fields.insert(name.to_owned(), value);
            }
            Some(Value::Array(several)) => several.push(value),
            Some(one) => *one = json!([one.take(), value]),
        }
    }
    let mut described = Map::new();
    described.insert("kind".to_owned(), scan.kind().code().into());
    described.insert("structure".to_owned(), scan.structure().map(|structure| structure.to_string()).into());
    described.insert("fields".to_owned(), fields.into());
    described.insert("check".to_owned(), scan.check_character().map(String::from).into());
    described
}

fn refused(error: &ScanError) -> Value {
    let params = error.params().into_iter().filter(|(name, _)| *name != "position");
    let params: Map<String, Value> = params.map(|(name, value)| (name.to_owned(), value.into())).collect();
    json!({ "code": error.code(), "position": error.position(), "params": params })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_a_pair_a_list_and_a_fault() {
        let pair = describe_scan("=W00001642817507=%6200");
        assert_eq!((&pair["kind"], &pair["check"]), (&json!("tube"), &json!("1")));
        assert_eq!(pair["parts"][1]["fields"]["abo"], "A");
        let antigens = describe_scan("&%00200600103010080020406");
        assert_eq!(antigens["fields"]["antigen"], json!(["006001 03 01", "008002 04 06"]));
        let fault = describe_scan("]C1=W0000164281X500");
        assert_eq!(fault["errors"][0]["position"], 16);
        assert_eq!(fault["errors"][0]["params"]["found"], "X");
        assert_eq!(fault["kind"], Value::Null);
    }
}
