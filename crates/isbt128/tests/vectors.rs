//! Every row of the reference vectors `isbt128/vectors.tsv`.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at once")]

use std::path::{Path, PathBuf};

use isbt128::{DonationNumber, Flags, Scan, check_character, grid_checksum, parse_scan};

/// The folder of reference data: named by CORDKEEP_SHARED, or `shared` beside the repository.
fn shared() -> PathBuf {
    if let Some(named) = std::env::var_os("CORDKEEP_SHARED") {
        return named.into();
    }
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = here.ancestors().map(|folder| folder.join("shared")).find(|s| s.join("data").is_dir());
    found.expect("reference data not found: lay the folder `shared` beside the repository or name it in CORDKEEP_SHARED")
}

fn check_row(kind: &str, input: &str, expected: &str) {
    match kind {
        "check" => {
            assert_eq!(check_character(input).unwrap().to_string(), expected);
            let din = DonationNumber::parse(input).unwrap();
            let typed = parse_scan(&format!("{input}{expected}")).unwrap();
            assert_eq!(typed.donation(), Some(din));
        }
        "check-refuse" => {
            let error = parse_scan(&format!("{input} {expected}")).unwrap_err();
            assert_eq!(error.code(), "scan.check_character");
            assert!(error.params().contains(&("expected", "V".to_owned())), "{error}");
        }
        "grid" => {
            assert_eq!(grid_checksum(input).unwrap(), expected);
            assert!(matches!(parse_scan(&format!("&:{input}{expected}")), Ok(Scan::Grid(_))));
        }
        "flags3" => {
            let din = DonationNumber::parse(input).unwrap();
            assert_eq!(Flags::checksum_of(&din).as_str(), expected);
            assert_eq!(parse_scan(&format!("={input}{expected}")).unwrap().donation(), Some(din));
            assert_eq!(parse_scan(&format!("={input}71")).unwrap_err().code(), "scan.checksum");
        }
        "compound" => {
            let scan = parse_scan(input).unwrap();
            let Scan::Compound(message) = &scan else { panic!("{scan:?}") };
            assert_eq!(format!("{} structures", message.parts().len()), expected);
            assert_eq!(scan.scan_text(), input);
        }
        "compound-refuse" => assert_eq!(parse_scan(input).unwrap_err().code(), "scan.structure_count"),
        "date" => {
            let Ok(Scan::Date(date)) = parse_scan(&format!("=>{input}")) else { panic!("{input}") };
            assert_eq!(date.date.to_string(), expected);
        }
        other => panic!("row of unknown kind {other}"),
    }
}

#[test]
fn every_row() {
    let path = shared().join("data/isbt128/vectors.tsv");
    let table = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut rows = 0;
    for line in table.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        check_row(fields[0], fields[1], fields[2]);
        rows += 1;
    }
    assert!(rows >= 19, "only {rows} rows");
}
