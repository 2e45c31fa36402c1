//! Check characters that ICCBBA and others have printed, and one example of each kind of result computed twice.

use isbt128::{DonationNumber, Flags, check_character, parse_scan};

/// Number, check character, where it is printed.
const PUBLISHED: [(&str, char, &str); 35] = [
    ("G123417654321", 'A', "ST-001 Appendix A"),
    ("G123498654321", 'H', "UK Red Book, annex 2"),
    ("G123489654321", 'Y', "checkdig"),
    ("A999917123456", '9', "IG-033"),
    ("A999914123458", 'J', "ICCBBA, questions"),
    ("A999916123456", 'Q', "IN-015"),
    ("A999921123456", '3', "ST-001 figure 2"),
    ("A999818123456", 'N', "ST-001 7.5.1.1"),
    ("A999820123456", 'E', "ST-001, label"),
    ("W000009123456", 'G', "ST-001 7.4.1"),
    ("A999617987654", 'P', "checkdig"),
    ("A999917345658", 'O', "checkdig"),
    ("A999917123458", '5', "checkdig"),
    ("W000016428175", '1', "IG-043"),
    ("A999916000065", 'A', "IG-043"),
    ("W125607123456", 'K', "IG-043"),
    ("C000306001458", 'N', "IG-043"),
    ("P000206019063", 'X', "IG-043"),
    ("9000116123456", 'E', "IG-043, a facility that begins with a digit"),
    ("5032116593212", 'Q', "IG-043, a facility that begins with a digit"),
    ("WWW0016123456", '6', "IG-043"),
    ("W000016123456", 'X', "IG-043"),
    ("W000016987654", 'U', "IG-043"),
    ("W000016000001", 'C', "IG-043"),
    ("W483626000011", 'N', "a label"),
    ("W483626000400", 'Y', "a label"),
    ("A999925000288", '0', "computed twice"),
    ("A999925000029", '1', "computed twice"),
    ("A999925000199", '2', "computed twice"),
    ("A999925000019", '5', "computed twice"),
    ("A999925000008", 'B', "computed twice"),
    ("A999925000005", 'H', "computed twice"),
    ("A999925000079", 'I', "computed twice"),
    ("A999925000289", 'Z', "computed twice"),
    ("A999925000038", '*', "computed twice"),
];

#[test]
fn every_published_check_character() {
    for (number, check, source) in PUBLISHED {
        assert_eq!(check_character(number), Ok(check), "{number}: {source}");
        let din = DonationNumber::parse(number).unwrap();
        assert_eq!(parse_scan(&din.with_check()).unwrap().donation(), Some(din), "{number}");
        let flags = Flags::checksum_of(&din);
        assert_eq!(
            parse_scan(&format!("={number}{flags}")).unwrap().check_character(),
            Some(check),
            "{number}"
        );
    }
}

#[test]
fn published_checksum_flags() {
    for (number, flags) in [
        ("G123417654321", "70"),
        ("G123498654321", "77"),
        ("G123489654321", "94"),
        ("A999917123456", "69"),
        ("A999914123458", "79"),
        ("A999916123456", "86"),
        ("A999921123456", "63"),
        ("A999818123456", "83"),
        ("A999820123456", "74"),
        ("W000009123456", "76"),
        ("A999617987654", "85"),
        ("A999917345658", "84"),
        ("A999917123458", "65"),
    ] {
        assert_eq!(Flags::checksum_of(&DonationNumber::parse(number).unwrap()).as_str(), flags, "{number}");
    }
}

/// The messages of ST-017 and ST-012, structure by structure.
#[test]
fn published_messages() {
    for (text, structures) in [
        ("=+04000=/A9997XYZ100T0479=A99991712345600=,000012=>019031", "034 001 032 004"),
        ("=+04035=/A9997XYZ100T0479=,000012=A99991712345600=>019031", "034 032 001 004"),
        (
            "=+06000=/A9999XYZ100T0476=,000025=A99971712345600=>019032=}017032&,1000000000000XYZ123",
            "034 032 001 004 008 035",
        ),
        (
            "=+05000=Z54991712345600=%T300=<T0416003&>0183652359&,4PL001499Z549917123456A00T041600320181231",
            "001 002 003 005 038",
        ),
    ] {
        let scan = parse_scan(text).unwrap();
        let numbers: Vec<String> = scan
            .parts()
            .into_iter()
            .map(|part| format!("{:03}", part.structure().unwrap().number()))
            .collect();
        assert_eq!(numbers.join(" "), structures, "{text}");
        assert_eq!(scan.scan_text(), text);
    }
    assert_eq!(
        parse_scan("=+05000=/A9997XYZ100T0479=A99991712345600=,000012=>019031").unwrap_err().code(),
        "scan.structure_count"
    );
}
