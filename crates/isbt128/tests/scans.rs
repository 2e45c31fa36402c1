//! What scanners and keyboards deliver, right and wrong.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use isbt128::{
    BloodGroup, ContainerRole, DonationNumber, Flags, ItemUse, LocalCode, LocalKind, Scan, ScanKind, Scheme,
    parse_scan, scan_text,
};
use proptest::prelude::*;

fn din() -> DonationNumber {
    DonationNumber::parse("W000016428175").unwrap()
}

#[test]
fn donations() {
    fn check(text: &str, scheme: Option<Scheme>, role: Option<ContainerRole>) {
        let scan = parse_scan(text).unwrap_or_else(|e| panic!("{text:?}: {e}"));
        assert_eq!(scan.donation(), Some(din()), "{text:?}");
        assert_eq!(scan.scheme(), scheme, "{text:?}");
        assert_eq!(scan.role(), role, "{text:?}");
        assert_eq!(scan.kind(), ScanKind::Donation, "{text:?}");
    }
    let isbt = Some(Scheme::Isbt128);
    check("=W00001642817500", isbt, Some(ContainerRole::Bag));
    check("]C1=W00001642817500\r\n", isbt, Some(ContainerRole::Bag));
    check("]d2=W00001642817506\u{1d}", isbt, Some(ContainerRole::Tube));
    check("=W00001642817508\t", isbt, Some(ContainerRole::Form));
    check("&dW00001642817520", Some(Scheme::Local), Some(ContainerRole::MaternalTube));
    check("＝W0000１642817500", isbt, Some(ContainerRole::Bag));
    check("=W00001642817500=%6200", isbt, Some(ContainerRole::Bag));
    check("W000016428175 1", None, None);
    check("w0000 16 428175-1", None, None);
    check(" W0000164281751\n", None, None);
}

#[test]
fn other_kinds() {
    for (text, kind) in [
        ("=%Mq00", ScanKind::BloodGroup),
        ("=<S9999V00", ScanKind::Product),
        ("=<S9999V00&>0263652359", ScanKind::Product),
        ("=>026365", ScanKind::Expiry),
        ("&*0253650815", ScanKind::Collection),
        ("=}025365", ScanKind::Production),
        ("='A9999AB1234", ScanKind::Staff),
        ("&sN-0042", ScanKind::Staff),
        ("=)AB12345678", ScanKind::Container),
        ("&)0000012345", ScanKind::ContainerLot),
        ("=-AB12345678", ScanKind::Item),
        ("&-0000012345", ScanKind::ItemLot),
        ("&lPL-2026/07", ScanKind::ItemLot),
        ("&:6939DKM001392612726", ScanKind::Grid),
        ("&pGZ/T012/R03/L2/S14", ScanKind::Position),
        ("&tGZ/T012", ScanKind::Tank),
        ("&eCF-07", ScanKind::Equipment),
        ("&bBOX-0001", ScanKind::Box),
        ("={anything", ScanKind::Retired),
        ("&,3", ScanKind::Retired),
        ("=(1002202611210815", ScanKind::Other),
        ("&;national", ScanKind::Other),
    ] {
        let scan = parse_scan(text).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert_eq!(scan.kind(), kind, "{text}");
        assert_eq!(scan.scan_text(), text);
    }
}

#[test]
fn refusals() {
    for (text, code) in [
        ("", "scan.empty"),
        ("\r\n", "scan.empty"),
        ("]C1", "scan.empty"),
        ("hello", "scan.unknown_code"),
        ("https://example.org/", "scan.unknown_code"),
        ("=", "scan.unknown_code"),
        ("=O00001642817500", "scan.unknown_code"),
        ("=000001642817500", "scan.unknown_code"),
        ("&zabc", "scan.unknown_code"),
        ("&DW00001642817500", "scan.unknown_code"),
        ("=W0000164281750", "scan.length"),
        ("=W000016428175000", "scan.trailing"),
        ("=W0000164281750I", "scan.character"),
        ("=W0000脐428175000", "scan.character"),
        ("=W00001642817560", "scan.checksum"),
        ("W000016428175", "scan.check_character_missing"),
        ("W000016428175 2", "scan.check_character"),
        ("W000016428157 1", "scan.check_character"),
        ("W00001642817", "scan.length"),
        ("W000016428175 11", "scan.length"),
        ("O000016428175 1", "scan.character"),
        ("=%62", "scan.length"),
        ("=>026366", "scan.date"),
        ("&>0263652460", "scan.date"),
        ("=W00001642817500=W00001642817500", "scan.trailing"),
        ("=W00001642817500=<S9999V00", "scan.trailing"),
        ("&dW00001642817500=%6200", "scan.trailing"),
        ("=+02000=W00001642817500&pT1", "scan.not_in_compound"),
        ("=+02000=W00001642817500&dW00001642817500", "scan.not_in_compound"),
        ("=+01000=+00000", "scan.not_in_compound"),
        ("=+01000={abc", "scan.retired"),
        ("=+02000=W00001642817500", "scan.structure_count"),
        ("=+02000=W00001642817500xx", "scan.unknown_code"),
        ("=+", "scan.length"),
        ("=+0x000", "scan.character"),
        ("&p", "scan.length"),
        ("&p脐", "scan.character"),
        ("&pT 1", "scan.character"),
        ("&#0", "scan.length"),
    ] {
        let error = parse_scan(text).expect_err(text);
        assert_eq!(error.code(), code, "{text:?}: {error}");
    }
    assert_eq!(parse_scan(&"=".repeat(513)).unwrap_err().code(), "scan.too_long");
    assert_eq!(parse_scan(&format!("&p{}", "A".repeat(41))).unwrap_err().code(), "scan.too_long");
}

#[test]
fn a_compound_message_gives_its_donation() {
    let scan = parse_scan("=+02000=W00001642817507=%6200").unwrap();
    assert_eq!(scan.kind(), ScanKind::Compound);
    assert_eq!((scan.donation(), scan.role()), (Some(din()), Some(ContainerRole::Tube)));
}

#[test]
fn a_wrong_check_character_tells_the_right_one() {
    let params = parse_scan("W000016428175 2").unwrap_err().params();
    assert!(params.contains(&("found", "2".to_owned())));
    assert!(params.contains(&("expected", "1".to_owned())));
}

fn any_scan() -> impl Strategy<Value = Scan> {
    let donation = ("[A-NP-Z1-9][A-NP-Z0-9]{2}[0-9]{10}", "[0-5][0-9A-HJ-NPR-Y]", any::<bool>()).prop_map(
        |(n, f, local)| Scan::Donation {
            din: DonationNumber::parse(&n).unwrap(),
            flags: Flags::parse(&f).unwrap(),
            scheme: if local { Scheme::Local } else { Scheme::Isbt128 },
        },
    );
    let local = (0_usize..6, "[A-Za-z0-9./:_-]{1,40}")
        .prop_map(|(kind, text)| Scan::Local(LocalCode::new(LocalKind::ALL[kind], &text).unwrap()));
    let group = "[0-9M][0-9a-z]00".prop_map(|g| Scan::BloodGroup(BloodGroup::parse(&g).unwrap()));
    let item = "[!-~]{10}"
        .prop_map(|c| Scan::Item { usage: ItemUse::ItemLot, code: isbt128::ItemCode::parse(&c).unwrap() });
    prop_oneof![donation, local, group, item]
}

proptest! {
    #[test]
    fn what_is_written_reads_back(scan in any_scan()) {
        prop_assert_eq!(parse_scan(&scan.scan_text()), Ok(scan));
    }

    #[test]
    fn noise_never_panics_and_what_is_accepted_reads_back(text in "[=&]\\PC{0,40}") {
        if let Ok(scan) = parse_scan(&text) {
            prop_assert_eq!(parse_scan(&scan.scan_text()), Ok(scan));
        }
    }

    #[test]
    fn code_like_noise_never_panics(text in "=\\+[0-9]{5}([=&][%<>*(){},:/#$+;'0-9A-Z-]{1,12}){0,5}") {
        if let Ok(scan) = parse_scan(&text) {
            prop_assert_eq!(parse_scan(&scan.scan_text()), Ok(scan));
        }
    }

    #[test]
    fn any_noise_never_panics(text in "\\PC{0,60}") {
        let _ = parse_scan(&text);
    }

    #[test]
    fn a_wrong_check_character_is_refused(number in "[A-NP-Z1-9][A-NP-Z0-9]{2}[0-9]{10}", k in "[0-9A-Z*]") {
        let din = DonationNumber::parse(&number).unwrap();
        let right = din.check_character().to_string() == k;
        prop_assert_eq!(parse_scan(&format!("{number}{k}")).is_ok(), right);
    }

    #[test]
    fn the_symbol_text_has_the_shape_of_the_standard(number in "[A-NP-Z1-9][A-NP-Z0-9]{2}[0-9]{10}") {
        let din = DonationNumber::parse(&number).unwrap();
        prop_assert_eq!(scan_text(&din, Flags::FORM, Scheme::Isbt128), format!("={number}08"));
        prop_assert_eq!(scan_text(&din, Flags::NONE, Scheme::Local), format!("&d{number}00"));
    }
}
