//! What holds for every scan, and for every text.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use isbt128::{DonationNumber, Flags, Scan, ScanError, Scheme, check_character, parse_scan, scan_text};
use proptest::prelude::*;
use proptest::sample::Index;

const FACILITY: &str = "[A-NP-Z1-9][A-NP-Z0-9]{2}[0-9]{2}";
const DAY: &str = "[0-9]{3}(00[1-9]|0[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9]|36[0-5])";
const CLOCK: &str = "([01][0-9]|2[0-3])[0-5][0-9]";
const CALENDAR: &str = "(19|2[0-7])[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])";
const FLAGS: &str = "[0-5][0-9A-HJ-NPR-Y]";

/// Texts of every structure that may stand in a compound message, as regular expressions of their layouts. What carries a
/// checksum is not among them.
fn structures() -> Vec<String> {
    let mut all = vec![
        format!("={FACILITY}[0-9]{{8}}{FLAGS}"),
        "=%[0-9A-Z][0-9A-Za-z][0-9A-Z]0".into(),
        "=<[E-Z][0-9A-Z]{4}[0-9A-Za-z][0-9A-Z][0-9a-z]".into(),
        "=<[A-D][0-9A-Z]{4}[0-9A-Za-z]{3}".into(),
        "&\\([0-9A-Z]{5}".into(),
        "[=&]\\\\[0-9]{18}".into(),
        "&\\{[0-9]{18}".into(),
        "=\\)[0-9A-Za-z][0-9A-Z]{2}[!-%'-<>-~]{7}".into(),
        "&\\)[!-%'-<>-~]{10}".into(),
        format!("=;{FACILITY}[0-9]{{16}}"),
        format!("='{FACILITY}[0-9A-Z]{{6}}"),
        "=-[0-9A-Z]{2}[!-%'-<>-~]{8}".into(),
        "&-[!-%'-<>-~]{10}".into(),
        format!("=#[0-9]{{2}}{CALENDAR}"),
        "&#[0-9]{2}(00|01[0-9A-Za-z]|05[0-9A-Za-z]{5}|12[0-9A-Za-z]{12})".into(),
        "=\\][0-9]{4}(0[1-9]|1[0-2])".into(),
        "&\"[0-8]{9}[036]0{8}".into(),
        format!("=\\${FACILITY}[0-9]{{11}}"),
        "&\\$(00|01[0-9]{11}[0-5]00|02([0-9]{11}[0-5]00){2})".into(),
        "&%(000|001[0-9]{10}|003[0-9]{30})".into(),
        format!("=\\([12]00[1-6]{CALENDAR}{CLOCK}"),
        "=,[0-9A-Z]{6}".into(),
        format!("&\\+{FACILITY}[0-9A-Z]{{6}}"),
        format!("=/{FACILITY}[0-9A-Z]{{11}}"),
        "&,[12][0-9A-Z]{18}".into(),
        format!("&,4[A-Z]{{2}}[0-9A-Za-z]{{30}}(00000000|{CALENDAR})"),
        format!("&/CH{FACILITY}[0-9]{{2}}[0-9A-Z]{{6}}"),
    ];
    for identifier in [">", "\\*", "\\}"] {
        all.push(format!("={identifier}{DAY}"));
        all.push(format!("&{identifier}{DAY}{CLOCK}"));
    }
    all
}

fn matching(layout: &str) -> impl Strategy<Value = String> + use<> {
    proptest::string::string_regex(layout).unwrap()
}

fn structure_text() -> impl Strategy<Value = String> {
    proptest::sample::select(structures()).prop_flat_map(|layout| matching(&layout))
}

fn any_text() -> impl Strategy<Value = String> {
    let own = matching("&[pebstl][A-Za-z0-9./:_-]{1,40}");
    let local = matching(&format!("&d{FACILITY}[0-9]{{8}}{FLAGS}"));
    let other = matching("(=\\{|=\\[|=\"|&,3|&;|&!)[!-~]{0,20}");
    let grid = "[1-9][0-9]{3}[0-9A-Z]{13}"
        .prop_map(|number| format!("&:{number}{}", isbt128::grid_checksum(&number).unwrap()));
    let typed = numbered().prop_map(|number| DonationNumber::parse(&number).unwrap().with_check());
    let compound = proptest::collection::vec(structure_text(), 1..8)
        .prop_map(|parts| format!("=+{:02}000{}", parts.len(), parts.concat()));
    prop_oneof![6 => structure_text(), 1 => own, 1 => local, 1 => other, 1 => grid, 1 => typed, 2 => compound]
}

fn numbered() -> impl Strategy<Value = String> {
    matching(&format!("{FACILITY}[0-9]{{8}}"))
}

/// The place of a fault lies inside the text, and its parameters name it.
fn assert_placed(text: &str, error: &ScanError) -> Result<(), TestCaseError> {
    if let Some(position) = error.position() {
        prop_assert!((1..=text.chars().count()).contains(&position), "{:?}: {}", text, error);
        prop_assert!(error.params().contains(&("position", position.to_string())));
    } else {
        prop_assert!(matches!(error, ScanError::Empty | ScanError::Range { .. }), "{:?}: {}", text, error);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_structure_is_read_and_written_to_the_character(text in any_text()) {
        let scan = parse_scan(&text);
        prop_assert!(scan.is_ok(), "{:?}: {:?}", text, scan);
        prop_assert_eq!(scan.unwrap().scan_text(), text);
    }

    #[test]
    fn whatever_the_scanner_puts_around_it(text in any_text(), aim in "(\\][A-Za-z][0-9])?", end in "[\\r\\n\\t ]{0,3}") {
        prop_assert_eq!(parse_scan(&format!("{aim}{text}{end}")), parse_scan(&text));
    }

    #[test]
    fn half_a_code_is_refused(text in structure_text(), keep in any::<Index>()) {
        let head = &text[..keep.index(text.len())];
        match parse_scan(head) {
            Ok(scan) => prop_assert!(false, "{:?} passes for {:?}", head, scan),
            Err(error) => assert_placed(head, &error)?,
        }
    }

    #[test]
    fn a_changed_code_is_read_as_itself_or_refused_at_a_place(text in any_text(), at in any::<Index>(), with in "[ -~脐]") {
        let (mut changed, at) = (text.clone(), at.index(text.len()));
        changed.replace_range(at..=at, &with);
        match parse_scan(&changed) {
            Ok(scan) => prop_assert_eq!(parse_scan(&scan.scan_text()), Ok(scan)),
            Err(error) => assert_placed(&changed, &error)?,
        }
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,60}") {
        match parse_scan(&text) {
            Ok(scan) => prop_assert_eq!(parse_scan(&scan.scan_text()), Ok(scan)),
            Err(error) => assert_placed(&text, &error)?,
        }
    }

    #[test]
    fn any_characters_are_answered(text in proptest::collection::vec(any::<char>(), 0..60)) {
        let text: String = text.into_iter().collect();
        match parse_scan(&text) {
            Ok(scan) => prop_assert_eq!(parse_scan(&scan.scan_text()), Ok(scan)),
            Err(error) => assert_placed(&text, &error)?,
        }
    }

    #[test]
    fn code_like_noise_is_answered(text in "(=\\+[0-9]{5})?([=&][%<>*(){},:/#$+;'0-9A-Z-]{1,12}){0,5}") {
        match parse_scan(&text) {
            Ok(scan) => prop_assert_eq!(parse_scan(&scan.scan_text()), Ok(scan)),
            Err(error) => assert_placed(&text, &error)?,
        }
    }

    #[test]
    fn the_fields_of_every_scan_are_named(text in any_text()) {
        let scan = parse_scan(&text).unwrap();
        for part in scan.parts() {
            prop_assert!(part.fields().iter().all(|(name, _)| !name.is_empty()));
            prop_assert!(isbt128::ScanKind::of_code(part.kind().code()) == Some(part.kind()));
        }
    }

    #[test]
    fn a_substitution_changes_the_check_character(number in numbered(), at in 0_usize..13, with in "[0-9A-Z]") {
        prop_assume!(number[at..=at] != with);
        let mut changed = number.clone();
        changed.replace_range(at..=at, &with);
        prop_assert_ne!(check_character(&changed), check_character(&number));
    }

    #[test]
    fn a_transposition_changes_the_check_character(number in numbered(), at in 0_usize..12) {
        let mut swapped = number.clone().into_bytes();
        swapped.swap(at, at + 1);
        let swapped = String::from_utf8(swapped).unwrap();
        prop_assume!(swapped != number);
        prop_assert_ne!(check_character(&swapped), check_character(&number));
    }

    #[test]
    fn a_number_mistyped_in_one_place_is_refused(number in numbered(), at in 0_usize..13, with in "[0-9A-Z]") {
        prop_assume!(number[at..=at] != with);
        let mut typed = DonationNumber::parse(&number).unwrap().with_check();
        typed.replace_range(at..=at, &with);
        prop_assert!(parse_scan(&typed).is_err());
    }

    #[test]
    fn a_wrong_check_character_is_refused(number in numbered(), k in "[0-9A-Z*]") {
        let right = DonationNumber::parse(&number).unwrap().check_character().to_string() == k;
        prop_assert_eq!(parse_scan(&format!("{number}{k}")).is_ok(), right);
    }

    #[test]
    fn checksum_flags_fit_one_number_only(number in numbered(), other in numbered()) {
        let (din, other) = (DonationNumber::parse(&number).unwrap(), DonationNumber::parse(&other).unwrap());
        let flags = Flags::checksum_of(&din);
        let fits = din.check_value() == other.check_value();
        prop_assert_eq!(parse_scan(&scan_text(&other, flags, Scheme::Isbt128)).is_ok(), fits);
    }

    #[test]
    fn the_text_of_a_symbol_has_the_shape_of_the_standard(number in numbered()) {
        let din = DonationNumber::parse(&number).unwrap();
        prop_assert_eq!(scan_text(&din, Flags::FORM, Scheme::Isbt128), format!("={number}08"));
        prop_assert_eq!(scan_text(&din, Flags::NONE, Scheme::Local), format!("&d{number}00"));
        let bag = Scan::Donation { din, flags: Flags::NONE, scheme: Scheme::Local };
        prop_assert_eq!(parse_scan(&bag.scan_text()), Ok(bag));
    }
}
