use super::*;

fn key(number: u8) -> SigningKey {
    SigningKey::from_seed(&[number; 32])
}

fn request() -> EnrolRequest {
    let enrolment = Enrolment {
        code: "01ABC-23DEF-45GHJ-67KMN".to_owned(),
        station: StationId::from_bytes([1; 16]),
        name: "bench 1".to_owned(),
        founding: None,
        continues: Vec::new(),
    };
    EnrolRequest::sign(&key(1), enrolment)
}

fn enrolled() -> Enrolled {
    let place = (BankId::from_bytes([0xba; 16]), SiteId::from_bytes([0x51; 16]));
    Enrolled::sign(&key(2), &request(), place, 1_700_000_000_000)
}

/// What a centre of an older version answers, and what an older station reads.
#[derive(Debug, PartialEq, Eq, Encode, Decode)]
struct Former {
    #[n(0)]
    bank: BankId,
    #[n(1)]
    site: SiteId,
    #[n(2)]
    centre_key: PublicKey,
    #[n(3)]
    time_ms: i64,
}

fn former() -> Former {
    let Enrolled { bank, site, centre_key, time_ms, .. } = enrolled();
    Former { bank, site, centre_key, time_ms }
}

#[test]
fn an_answer_is_good_for_its_request_alone() {
    assert!(enrolled().may_answer(&request()));
    for (what, other) in [
        ("code", EnrolRequest { code: "01ABC-23DEF-45GHJ-67KMP".to_owned(), ..request() }),
        ("station", EnrolRequest { station: StationId::from_bytes([9; 16]), ..request() }),
        ("key", EnrolRequest { key: key(9).public(), ..request() }),
    ] {
        assert!(!enrolled().may_answer(&other), "another {what}");
    }
    for (what, other) in [
        ("bank", Enrolled { bank: BankId::from_bytes([9; 16]), ..enrolled() }),
        ("site", Enrolled { site: SiteId::from_bytes([9; 16]), ..enrolled() }),
        ("centre's key", Enrolled { centre_key: key(9).public(), ..enrolled() }),
        ("time", Enrolled { time_ms: 1, ..enrolled() }),
        ("signature", Enrolled { signature: Some([9; 64]), ..enrolled() }),
    ] {
        assert!(!other.may_answer(&request()), "another {what}");
    }
}

#[test]
fn centres_and_stations_of_both_versions_understand_each_other() {
    let unsigned: Enrolled = minicbor::decode(&cbor(&former())).unwrap();
    assert_eq!(unsigned, Enrolled { signature: None, ..enrolled() });
    assert!(unsigned.may_answer(&request()));
    assert_eq!(minicbor::decode::<Former>(&cbor(&enrolled())).unwrap(), former());
    assert_eq!(minicbor::decode::<Enrolled>(&cbor(&enrolled())).unwrap(), enrolled());
}

#[test]
fn both_versions_keep_their_bytes() {
    let fields = concat!(
        "50babababababababababababababababa",
        "5051515151515151515151515151515151",
        "58208139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394",
        "1b0000018bcfe56800",
    );
    let signature = concat!(
        "740578541ca28e412ab16f7e42385242a728359a4e3508d542f2dc07e634992f",
        "42a4a3f59c53c0d5cdf89b28f88b311d81e1f7e83855a7d0680dbe52eb45bf0a",
    );
    assert_eq!(hex::encode(cbor(&former())), format!("84{fields}"));
    assert_eq!(hex::encode(cbor(&enrolled())), format!("85{fields}5840{signature}"));
}
