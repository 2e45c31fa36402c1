//! Every expectation of `expect/expectations.tsv` against every scan of `expect/scans.tsv`: `expect/verdicts.tsv` says what
//! must come out.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use isbt128::{Concatenation, Expectation, Refusal, ScanKind};

const EXPECTATIONS: &str = include_str!("expect/expectations.tsv");
const SCANS: &str = include_str!("expect/scans.tsv");
const VERDICTS: &str = include_str!("expect/verdicts.tsv");

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split('\t').collect())
}

fn kinds(cell: &str) -> Vec<ScanKind> {
    let words = cell.split(',').filter(|word| *word != "-");
    words.map(|word| ScanKind::of_code(word).unwrap_or_else(|| panic!("no kind {word}"))).collect()
}

fn expectation(row: &[&str]) -> Expectation {
    let [_, wanted, reading, unit, seen, repeating, without] = row else { panic!("{row:?}") };
    let reading = match reading.split_once(' ') {
        Some(("required", kind)) => Concatenation::Required(ScanKind::of_code(kind).unwrap()),
        None if *reading == "allowed" => Concatenation::Allowed,
        None if *reading == "forbidden" => Concatenation::Forbidden,
        _ => panic!("{reading}"),
    };
    let expectation = Expectation::one_of(&kinds(wanted))
        .reading(reading)
        .repeating(&kinds(repeating))
        .without(&kinds(without))
        .after(seen.split(' ').filter(|text| *text != "-"));
    if *unit == "-" { expectation } else { expectation.of_unit(unit.parse().unwrap()) }
}

fn letter(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Unreadable(_) => "X",
        Refusal::Half(_) => "H",
        Refusal::SeveralUnits { .. } => "S",
        Refusal::WrongKind { .. } => "K",
        Refusal::NotAlone { .. } => "N",
        Refusal::PartMissing { .. } => "M",
        Refusal::WrongUnit { .. } => "U",
        Refusal::Repeated { .. } => "R",
    }
}

#[test]
fn every_expectation_against_every_scan() {
    let expectations: Vec<_> = rows(EXPECTATIONS).map(|row| (row[0], expectation(&row))).collect();
    let named: Vec<&str> = VERDICTS.lines().nth(1).unwrap().split('\t').skip(1).collect();
    assert_eq!(named, expectations.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    let (mut judged, mut wrong) = (0, Vec::new());
    let mut letters: Vec<&str> = Vec::new();
    for (scan, verdicts) in rows(SCANS).zip(rows(VERDICTS)) {
        assert_eq!(scan[0], verdicts[0]);
        for ((name, expectation), wanted) in expectations.iter().zip(&verdicts[1..]) {
            let verdict = expectation.judge(scan[1]);
            let found = verdict.as_ref().map_or_else(letter, |_| "A");
            if found != *wanted {
                wrong.push(format!("{name} x {}: {found}, not {wanted}: {verdict:?}", scan[0]));
            }
            letters.push(found);
            judged += 1;
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(judged >= 500, "{judged}");
    assert!("AKUSRHMNX".chars().all(|letter| letters.contains(&letter.to_string().as_str())));
}

#[test]
fn a_product_that_says_99_wants_its_division_next() {
    let product = Expectation::one_of(&[ScanKind::Product]);
    assert_eq!(product.judge("=<S9999V99").unwrap().next, Some(ScanKind::Division));
    assert_eq!(product.judge("=<S9999V99=,000012").unwrap().next, None);
    assert_eq!(product.judge("=<S9999V00").unwrap().next, None);
}

#[test]
fn an_accepted_read_gives_the_value_of_the_wanted_part() {
    for (wanted, text, value) in [
        (ScanKind::Bag, "=W00001642817500=%6200", "W000016428175"),
        (ScanKind::BloodGroup, "=W00001642817500=%6200", "=%6200"),
        (ScanKind::ItemLot, "=-XX00027QzE&-00001234rZ", "00001234rZ"),
        (ScanKind::Position, "&pGZ/T012/R03/L2/S14", "GZ/T012/R03/L2/S14"),
        (ScanKind::Staff, "='A999900395A", "='A999900395A"),
    ] {
        let accepted = Expectation::one_of(&[wanted]).judge(text).unwrap();
        assert_eq!((accepted.kind, accepted.value.as_str()), (wanted, value), "{text}");
        assert_eq!(accepted.scan.scan_text(), text);
    }
}

#[test]
fn a_refusal_carries_what_its_sentence_needs() {
    let unit = "W000016428175".parse().unwrap();
    let bag = Expectation::one_of(&[ScanKind::Bag, ScanKind::Box]).of_unit(unit);
    let params = |text: &str| bag.judge(text).unwrap_err().params();
    let pairs = |pairs: &[(&'static str, &str)]| {
        pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(params("=W00001642817507"), pairs(&[("expected", "bag,box"), ("found", "tube")]));
    assert_eq!(
        params("=W00001698765400"),
        pairs(&[("expected", "W000016428175"), ("found", "W000016987654")])
    );
    assert_eq!(params("=W00001642")[0], ("position", "10".to_owned()));
    for code in Refusal::CODES {
        assert!(!isbt128::ScanError::CODES.contains(&code), "{code}");
    }
    assert_eq!(bag.judge("").unwrap_err().code(), "scan.empty");
}

#[test]
fn two_codes_in_one_read_that_make_no_pair_are_named() {
    let place = Expectation::one_of(&[ScanKind::Position, ScanKind::Bag]).reading(Concatenation::Forbidden);
    for (text, found) in [
        ("&pT01-R01-S001&pT01-R01-S002", ScanKind::Position),
        ("]C1&pT01-R01-S001=W00001642817500", ScanKind::Bag),
        ("=W00001642817500&bBOX-1", ScanKind::Box),
        ("=W00001642817500=%6200", ScanKind::BloodGroup),
    ] {
        assert_eq!(place.judge(text), Err(Refusal::NotAlone { found: vec![found] }), "{text}");
    }
    // Cut off is cut off, and what is no code is none.
    assert_eq!(place.judge("=W00001642817500=%62").unwrap_err().code(), "scan.half");
    assert_eq!(place.judge("=&=&=&").unwrap_err().code(), "scan.unknown_code");
}
