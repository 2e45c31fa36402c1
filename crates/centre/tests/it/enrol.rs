use crate::support::{BANK, Note, Station, World, key, site};
use centre::db::code::Purpose;
use ledger::BankId;
use sync::{Client, ClientOptions, Enrolled, Founding, SyncError, page};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

#[tokio::test(flavor = "multi_thread")]
async fn a_bank_arrives_and_a_second_station_joins() {
    let world = World::start().await;
    let mut founder = world.founder().await;
    assert_eq!(founder.record(&[Note::about(1)]).await.seq, 1);
    let joined = world.join(2, site(2)).await;
    assert!(joined.pull(joined.scope()).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_works_once_but_an_answer_that_was_lost_can_be_asked_again() {
    let world = World::start().await;
    world.founder().await;
    let (client, code) = (world.client(), world.code(Purpose::Join(BANK, site(2))).await);
    let first = Station::new(2, site(2));
    let answer = client.enrol(&key(2), first.enrolment(&code, None)).await.unwrap();
    assert_eq!((answer.bank, answer.site, answer.centre_key), (BANK, site(2), world.centre_key()));
    assert!(answer.signature.is_some(), "nobody signed the answer");
    world.clock.advance_ms(10 * 3_600_000);
    let again = client.enrol(&key(2), first.enrolment(&code.to_lowercase(), None)).await.unwrap();
    assert_eq!((again.bank, again.site), (BANK, site(2)));
    let other = Station::new(3, site(2));
    assert_eq!(client.enrol(&key(3), other.enrolment(&code, None)).await, Err(SyncError::CodeInvalid));
    // The same station number, but another key.
    assert_eq!(client.enrol(&key(3), first.enrolment(&code, None)).await, Err(SyncError::CodeInvalid));
}

/// Answers one request, whatever it is, with a message.
async fn answers(message: &Enrolled) -> Client {
    let body = page::encode(message).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut seen = [0; 4096];
        assert!(stream.read(&mut seen).await.unwrap() > 0);
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
        stream.write_all(&[head.as_bytes(), &body].concat()).await.unwrap();
        while stream.read(&mut seen).await.is_ok_and(|count| count > 0) {}
    });
    Client::new(ClientOptions { base_url, ..ClientOptions::default() }).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_somebody_else_is_not_taken() {
    let world = World::start().await;
    world.founder().await;
    let code = world.code(Purpose::Join(BANK, site(2))).await;
    let (second, third) = (Station::new(2, site(2)), Station::new(3, site(2)));
    let enrolled = world.client().enrol(&key(2), second.enrolment(&code, None)).await.unwrap();
    let again = answers(&enrolled).await.enrol(&key(2), second.enrolment(&code, None)).await;
    assert_eq!(again, Ok(enrolled));
    let stolen = answers(&enrolled).await.enrol(&key(3), third.enrolment(&code, None)).await;
    assert_eq!(stolen, Err(SyncError::Forged { what: "enrol" }));
    // A centre of an older version does not sign.
    let unsigned = Enrolled { signature: None, ..enrolled };
    let taken = answers(&unsigned).await.enrol(&key(3), third.enrolment(&code, None)).await;
    assert_eq!(taken, Ok(unsigned));
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_are_refused_by_reason() {
    let world = World::start().await;
    world.founder().await;
    let (client, station) = (world.client(), Station::new(9, site(9)));
    let founding = Some(Founding { bank: BANK, site: site(9) });
    let join = Purpose::Join(BANK, site(9));

    let missing = client.enrol(&key(9), station.enrolment("AAAAA-AAAAA-AAAAA-AAAAA", None)).await;
    assert_eq!(missing, Err(SyncError::CodeInvalid));
    let code = world.code(join).await;
    for (bank, site) in [(BANK, site(8)), (BankId::from_bytes([1; 16]), site(9))] {
        let elsewhere = Some(Founding { bank, site });
        let error = client.enrol(&key(9), station.enrolment(&code, elsewhere)).await.unwrap_err();
        assert_eq!(error.code(), "sync.other_bank");
    }
    // Nothing was written for it: the station comes to where it belongs, with the same code.
    let enrolled = client.enrol(&key(9), station.enrolment(&code, founding)).await.unwrap();
    assert_eq!((enrolled.bank, enrolled.site), (BANK, site(9)));
    let code = world.code(Purpose::Found).await;
    let error = client.enrol(&key(9), station.enrolment(&code, None)).await.unwrap_err();
    assert_eq!(error.code(), "sync.code_purpose");
    let error = client.enrol(&key(9), station.enrolment(&code, founding)).await.unwrap_err();
    assert_eq!(error.code(), "sync.bank_exists");
    let code = world.code(join).await;
    let taken = Station::new(1, site(9));
    let error = client.enrol(&key(9), taken.enrolment(&code, None)).await.unwrap_err();
    assert_eq!(error.code(), "sync.station_taken");
    world.clock.advance_ms(3_600_000);
    assert_eq!(client.enrol(&key(9), station.enrolment(&code, None)).await, Err(SyncError::CodeExpired));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_stations_race_for_one_code() {
    let world = World::start().await;
    world.founder().await;
    let code = world.code(Purpose::Join(BANK, site(2))).await;
    let (a, b) = (Station::new(2, site(2)), Station::new(3, site(2)));
    let (first, second) = (world.client(), world.client());
    let (one, two) = tokio::join!(
        first.enrol(&a.credentials.key, a.enrolment(&code, None)),
        second.enrol(&b.credentials.key, b.enrolment(&code, None))
    );
    assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
}
