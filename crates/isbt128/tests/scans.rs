//! What scanners and keyboards deliver, right and wrong.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use isbt128::{ContainerRole, DonationNumber, ScanKind, Scheme, compound_text, parse_scan};

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
        let kind = role.map_or("donation", ContainerRole::code);
        assert_eq!(scan.kind().code(), kind, "{text:?}");
        assert_eq!(scan.check_character(), Some('1'), "{text:?}");
    }
    let isbt = Some(Scheme::Isbt128);
    check("=W00001642817500", isbt, Some(ContainerRole::Bag));
    check("]C1=W00001642817500\r\n", isbt, Some(ContainerRole::Bag));
    check("]d2=W00001642817506\u{1d}", isbt, Some(ContainerRole::Tube));
    check("=W00001642817508\t", isbt, Some(ContainerRole::Form));
    check("&dW00001642817520", Some(Scheme::Local), Some(ContainerRole::MaternalTube));
    check("＝W0000１642817500", isbt, Some(ContainerRole::Bag));
    check("=W00001642817500=%6200", isbt, Some(ContainerRole::Bag));
    check("=W00001642817500=<S9999V00", isbt, Some(ContainerRole::Bag));
    check("W000016428175 1", None, None);
    check("w0000 16 428175-1", None, None);
    check(" W0000164281751\n", None, None);
}

#[test]
fn other_kinds() {
    for (text, structure, kind) in [
        ("=%Mq00", "DS002", ScanKind::BloodGroup),
        ("=<S9999V00", "DS003", ScanKind::Product),
        ("=<S9999V00&>0263652359", "", ScanKind::Product),
        ("=<S9999V99=,000012", "", ScanKind::Product),
        ("=>026365", "DS004", ScanKind::Expiry),
        ("&*0253650815", "DS007", ScanKind::Collection),
        ("=}025365", "DS008", ScanKind::Production),
        ("&(N0008", "DS010", ScanKind::Testing),
        ("=\\880000008700000000", "DS012", ScanKind::Testing),
        ("&\\880000008700000000", "DS013", ScanKind::Testing),
        ("&{029907999999999900", "DS014", ScanKind::Testing),
        ("=)2XX00AB123", "DS017", ScanKind::Container),
        ("&)0000012345", "DS018", ScanKind::ContainerLot),
        ("=)2XX00AB123&)0000012345", "", ScanKind::Container),
        ("=;V01000000000806561665", "DS019", ScanKind::Donor),
        ("='A9999AB1234", "DS020", ScanKind::Staff),
        ("=-AB12345678", "DS021", ScanKind::Item),
        ("&-0000012345", "DS022", ScanKind::ItemLot),
        ("=#0119991231", "DS024", ScanKind::Patient),
        ("&#0105ABC12", "DS025", ScanKind::Patient),
        ("=]202703", "DS026", ScanKind::ExpiryMonth),
        ("&\"321415000000000000", "DS027", ScanKind::Infection),
        ("=$A999917123450102", "DS028", ScanKind::Consignment),
        ("&$020100010255020006000900031000", "DS029", ScanKind::Dimensions),
        ("&%00200600103010080020406", "DS030", ScanKind::Testing),
        ("=(1002202611210815", "DS031", ScanKind::DateTime),
        ("=,000012", "DS032", ScanKind::Division),
        ("&+A9999AB3456", "DS033", ScanKind::ProcessingFacility),
        ("=/A9997AB3456T0123", "DS034", ScanKind::ProcessorProduct),
        ("&,10000000000005434RZ", "DS035", ScanKind::MphoLot),
        ("&,20000000000005434RZ", "DS036", ScanKind::MphoSupplement),
        ("&,4PL001499Z549917123456A00T041600320181231", "DS038", ScanKind::European),
        ("&:6939DKM001392612726", "DS039", ScanKind::Grid),
        ("&/CHV01002600AB12", "DS040", ScanKind::ChainOfIdentity),
        ("={anything", "DS011", ScanKind::Retired),
        ("=[880000008700000000", "DS015", ScanKind::Retired),
        ("=\"880000008700000000", "DS016", ScanKind::Retired),
        ("&,3", "DS037", ScanKind::Retired),
        ("&;national", "DS000", ScanKind::National),
        ("&!X", "DS000", ScanKind::National),
        ("&sN-0042", "", ScanKind::Staff),
        ("&lPL-2026/07", "", ScanKind::ItemLot),
        ("&aA999926000012-07", "", ScanKind::Part),
        ("&r0123456789abcdef0123456789abcdef", "", ScanKind::Run),
        ("&pGZ/T012/R03/L2/S14", "", ScanKind::Position),
        ("&tGZ/T012", "", ScanKind::Tank),
        ("&eCF-07", "", ScanKind::Equipment),
        ("&bBOX-0001", "", ScanKind::Box),
    ] {
        let scan = parse_scan(text).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert_eq!(scan.kind(), kind, "{text}");
        let found = scan.structure().map(|structure| structure.to_string());
        assert_eq!(found.unwrap_or_default(), structure, "{text}");
        assert_eq!(scan.scan_text(), text);
    }
}

/// The text, the code of the refusal, and the place of the fault.
const REFUSALS: [(&str, &str, usize); 62] = [
    ("", "scan.empty", 0),
    ("\r\n", "scan.empty", 0),
    ("]C1", "scan.empty", 0),
    ("hello", "scan.unknown_code", 1),
    ("https://example.org/", "scan.unknown_code", 1),
    ("=", "scan.unknown_code", 1),
    ("]C1 =O00001642817500", "scan.unknown_code", 5),
    ("=000001642817500", "scan.unknown_code", 1),
    ("&zabc", "scan.unknown_code", 1),
    ("&DW00001642817500", "scan.unknown_code", 1),
    ("=W0000164281750", "scan.length", 15),
    ("]C1=W0000164281750\r\n", "scan.length", 18),
    ("=W000016428175000", "scan.trailing", 17),
    ("=W0000164281750I", "scan.character", 16),
    ("=W0000脐428175000", "scan.character", 7),
    ("＝W0000脐428175000", "scan.character", 7),
    ("=W00001642817560", "scan.checksum", 15),
    ("&dW00001642817560", "scan.checksum", 16),
    ("W000016428175", "scan.check_character_missing", 13),
    ("W000016428175 2", "scan.check_character", 15),
    ("W000016428157 1", "scan.check_character", 15),
    ("W00001642817", "scan.length", 12),
    ("W000016428175 11", "scan.length", 16),
    ("O000016428175 1", "scan.character", 1),
    ("w o000 16 428175 1", "scan.character", 3),
    ("=%62", "scan.length", 4),
    ("=%6a0a", "scan.character", 6),
    ("=>026366", "scan.date", 6),
    ("&>0263652460", "scan.date", 9),
    ("=W00001642817500=W00001642817500", "scan.trailing", 17),
    ("=W00001642817500=>026365", "scan.trailing", 17),
    ("=W00001642817500=%6", "scan.length", 19),
    ("&dW00001642817500=%6200", "scan.trailing", 18),
    ("=<S9999V00=,000012=>026365", "scan.trailing", 11),
    ("=+02000=W00001642817500&pT1", "scan.not_in_compound", 24),
    ("=+02000=W00001642817500&dW00001642817500", "scan.not_in_compound", 24),
    ("=+02000=W00001642817500&;X", "scan.not_in_compound", 24),
    ("=+01000=+00000", "scan.not_in_compound", 8),
    ("=W00001642817500=+01000=%6200", "scan.trailing", 17),
    ("=+01000={abc", "scan.retired", 8),
    ("=+02000=W00001642817500", "scan.structure_count", 3),
    ("=+01000=W00001642817500=%6200", "scan.structure_count", 3),
    ("=+02000=W00001642817500xx", "scan.unknown_code", 24),
    ("=+02000=W00001642817500=%62x0", "scan.character", 28),
    ("=+00000", "scan.range", 0),
    ("=+", "scan.length", 2),
    ("=+0x000", "scan.character", 4),
    ("&p", "scan.length", 2),
    ("&p脐", "scan.character", 3),
    ("&pT 1", "scan.character", 4),
    ("&#0", "scan.length", 3),
    ("&#01x5AB", "scan.character", 5),
    ("&#0105AB", "scan.length", 8),
    ("&$02010001025502", "scan.length", 16),
    ("&%0010060010", "scan.length", 12),
    ("&\"900000000000000000", "scan.character", 3),
    ("='A999OAB1234", "scan.character", 7),
    ("=;V0100000000080656166X", "scan.character", 23),
    ("&/CXV01002600AB12", "scan.character", 4),
    ("&:6939DKM001392612725", "scan.checksum", 20),
    ("&,4PL001499Z549917123456A00T041600320181331", "scan.date", 36),
    ("=(1007202611210815", "scan.character", 6),
];

#[test]
fn refusals() {
    for (text, code, place) in REFUSALS {
        let error = parse_scan(text).expect_err(text);
        assert_eq!((error.code(), error.position().unwrap_or(0)), (code, place), "{text:?}: {error}");
    }
    let long = parse_scan(&"=".repeat(513)).unwrap_err();
    assert_eq!((long.code(), long.position()), ("scan.too_long", Some(513)));
    let long = parse_scan(&format!("&p{}", "A".repeat(41))).unwrap_err();
    assert_eq!((long.code(), long.position()), ("scan.too_long", Some(43)));
}

#[test]
fn half_scans_are_told_from_wrong_ones() {
    for (text, cut) in [
        ("=W0000164281750", true),
        ("=W00001642817500=%6", true),
        ("W00001642817", true),
        ("&#0105AB", true),
        ("=+", true),
        ("=W000016428175000", false),
        ("W000016428175 11", false),
        ("=%6a0a", false),
    ] {
        assert_eq!(parse_scan(text).unwrap_err().is_cut_short(), cut, "{text}");
    }
}

#[test]
fn every_refusal_has_its_code_once() {
    for (text, code, _) in REFUSALS {
        assert!(isbt128::ScanError::CODES.contains(&code), "{text}");
    }
    let mut codes = isbt128::ScanError::CODES.to_vec();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), isbt128::ScanError::CODES.len());
}

#[test]
fn a_compound_message_is_of_the_kind_of_its_donation_number() {
    let scan = parse_scan("=+02000=%6200=W00001642817507").unwrap();
    assert_eq!(scan.kind(), ScanKind::Tube);
    assert_eq!((scan.donation(), scan.role()), (Some(din()), Some(ContainerRole::Tube)));
    let scan = parse_scan("=+02000=/A9997XYZ100T0479=,000012").unwrap();
    assert_eq!(scan.kind(), ScanKind::ProcessorProduct);
}

#[test]
fn a_compound_message_is_written() {
    let parts: Vec<_> = ["=W00001642817500", "=%6200", "=<S9999V00", "&>0263652359"]
        .map(|text| parse_scan(text).unwrap())
        .to_vec();
    let text = compound_text(&parts).unwrap();
    assert_eq!(text, "=+04000=W00001642817500=%6200=<S9999V00&>0263652359");
    assert_eq!(parse_scan(&text).unwrap().parts(), parts.iter().collect::<Vec<_>>());
    let own = parse_scan("&pT1").unwrap();
    assert_eq!(compound_text(&[own]).unwrap_err().code(), "scan.not_in_compound");
    assert_eq!(compound_text(&[]).unwrap_err().code(), "scan.range");
}

#[test]
fn a_wrong_check_character_tells_the_right_one() {
    let params = parse_scan("W000016428175 2").unwrap_err().params();
    assert!(params.contains(&("found", "2".to_owned())));
    assert!(params.contains(&("expected", "1".to_owned())));
    assert!(params.contains(&("position", "15".to_owned())));
}
