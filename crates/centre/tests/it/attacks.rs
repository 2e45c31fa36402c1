use crate::support::{Note, Station, World, key, site};
use centre::limits::Limits;
use std::io::Read as _;
use std::time::Duration;
use sync::limits::{COMPRESSED_BYTES_MAX, REQUEST_AGE_MS_MAX};
use sync::{
    Client, ClientOptions, Credentials, FeedRequest, HEADER_BANK, HEADER_SIGNATURE, HEADER_STATION,
    HEADER_TIME, Refusal, Request, Scope, SyncError, page,
};
use tokio::io::AsyncWriteExt as _;

async fn until(done: impl Fn() -> bool) {
    let waiting = async {
        while !done() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), waiting).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_and_a_foreign_key_are_refused() {
    let world = World::start().await;
    let mut founder = world.founder().await;
    let mut stranger = Station::new(8, site(1)).at(&world);
    let page = stranger.page(&[Note::about(1)]);
    assert_eq!(stranger.send(&page).await.unwrap_err().code(), "sync.unauthorised");
    let page = founder.page(&[Note::about(1)]);
    founder.credentials.key = key(8);
    assert_eq!(founder.send(&page).await.unwrap_err().code(), "sync.unauthorised");
    assert_eq!(world.count("entry").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_another_station_is_refused() {
    let world = World::start().await;
    let mut founder = world.founder().await;
    let second = world.join(2, site(2)).await;
    let page = founder.page(&[Note::about(1)]);
    assert_eq!(second.send(&page).await.unwrap_err().code(), "sync.not_own");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_centre_is_noticed() {
    let world = World::start().await;
    let mut founder = world.founder().await;
    let page = founder.page(&[Note::about(1)]);
    founder.credentials.centre_key = key(0x66).public();
    // Signed for another centre, so this one does not take it.
    assert_eq!(founder.send(&page).await.unwrap_err().code(), "sync.unauthorised");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_signature_expires_and_an_honest_station_recovers() {
    let world = World::start().await;
    let founder = world.founder().await;
    founder.feed(FeedRequest::after(Scope::Reference, 0)).await.unwrap();
    // The client still signs with the time that it heard before; it is refused once, asks, and goes on.
    world.clock.advance_ms(REQUEST_AGE_MS_MAX + 60_000);
    founder.feed(FeedRequest::after(Scope::Reference, 0)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn other_scopes_cannot_be_read() {
    let world = World::start().await;
    let founder = world.founder().await;
    let other = Scope::Site(site(2));
    assert_eq!(founder.feed(FeedRequest::after(other, 0)).await, Err(SyncError::Scope));
    let error = founder.feed(FeedRequest::after(founder.scope(), 5)).await.unwrap_err();
    assert_eq!(error.code(), "sync.ahead_of_feed");
}

fn http(world: &World) -> reqwest::Client {
    // Chooses the cryptography for the whole process.
    drop(world.client());
    reqwest::Client::builder().no_proxy().build().unwrap()
}

async fn post(world: &World, path: &str, body: Vec<u8>) -> Result<String, reqwest::Error> {
    let http = http(world);
    let response = http.post(format!("{}{path}", world.url)).body(body).send().await?;
    let refusal: Refusal = page::decode(&response.bytes().await?).unwrap();
    Ok(refusal.code)
}

#[tokio::test(flavor = "multi_thread")]
async fn bombs_and_noise_are_refused() {
    let world = World::start().await;
    world.founder().await;
    let bomb = zstd::stream::encode_all(std::io::repeat(0).take(1 << 28), 1).unwrap();
    assert_eq!(post(&world, "/v1/enrol", bomb).await.unwrap(), "sync.too_large");
    assert_eq!(post(&world, "/v1/enrol", b"noise".to_vec()).await.unwrap(), "sync.malformed");
    let nested = zstd::stream::encode_all(vec![0x81; 1 << 20].as_slice(), 1).unwrap();
    assert_eq!(post(&world, "/v1/enrol", nested).await.unwrap(), "sync.malformed");
    assert_eq!(post(&world, "/v1/upload", b"noise".to_vec()).await.unwrap(), "sync.unauthorised");
    assert_eq!(post(&world, "/v9/upload", Vec::new()).await.unwrap(), "sync.version");
    // The connection may break before the refusal is read: the body is not taken either way.
    let large = post(&world, "/v1/enrol", vec![0; COMPRESSED_BYTES_MAX + 1]).await;
    assert!(large.is_err() || large.is_ok_and(|code| code == "sync.too_large"));
    assert!(world.client().hello().await.is_ok());
}

/// What a request without a signature is refused with.
async fn refused(world: &World, method: reqwest::Method, path: &str) -> String {
    let http = http(world);
    let response = http.request(method, format!("{}{path}", world.url)).send().await.unwrap();
    page::decode::<Refusal>(&response.bytes().await.unwrap()).unwrap().code
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_station_asks_costs_its_address_more() {
    for (method, path) in [(reqwest::Method::GET, "/v9/feed"), (reqwest::Method::PUT, "/v1/hello")] {
        // Four seconds' worth are 40 tokens, and one such request costs 21.
        let world = World::start_within(Limits { peer_rate: 10, ..Limits::default() }).await;
        for want in ["sync.version", "sync.version", "sync.slow_down"] {
            assert_eq!(refused(&world, method.clone(), path).await, want, "{method} {path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stations_behind_one_address_do_not_use_it_up() {
    let world = World::start_within(Limits { peer_rate: 10, ..Limits::default() }).await;
    let founder = world.founder().await;
    for asked in 0..200 {
        let page = founder.feed(FeedRequest::after(Scope::Reference, 0)).await;
        assert!(page.is_ok(), "refused the {asked}th time: {page:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_station_asks_wrongly_is_its_own_cost() {
    let limits = Limits { peer_rate: 10, station_rate: 10, ..Limits::default() };
    let world = World::start_within(limits).await;
    let founder = world.founder().await;
    let Credentials { bank, station, ref key, centre_key: centre } = founder.credentials;
    let time_ms = world.client().hello().await.unwrap().time_ms;
    let target = "/v1/feed?scope=reference&after=nowhere";
    let signature = Request { method: "GET", target, body: &[], bank, station, centre, time_ms }.sign(key);
    let http = http(&world);
    for want in ["sync.malformed", "sync.malformed", "sync.slow_down"] {
        let asked = http
            .get(format!("{}{target}", world.url))
            .header(HEADER_BANK, bank.to_string())
            .header(HEADER_STATION, station.to_string())
            .header(HEADER_TIME, time_ms)
            .header(HEADER_SIGNATURE, hex::encode(signature));
        let answer = asked.send().await.unwrap().bytes().await.unwrap();
        assert_eq!(page::decode::<Refusal>(&answer).unwrap().code, want);
    }
    for _ in 0..10 {
        world.client().hello().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_that_are_half_there_do_not_fill_the_memory() {
    let bodies = 1 << 20;
    let world = World::start_within(Limits { bodies, ..Limits::default() }).await;
    let mut founder = world.founder().await;
    let mut held = tokio::net::TcpStream::connect(world.url.trim_start_matches("http://")).await.unwrap();
    let head = "POST /v1/enrol HTTP/1.1\r\nhost: centre\r\ncontent-length: 700000\r\n\r\n";
    held.write_all(head.as_bytes()).await.unwrap();
    held.write_all(&[0; 600_000]).await.unwrap();
    until(|| world.centre.bodies.available_permits() <= bodies - 600_000).await;
    assert_eq!(post(&world, "/v1/enrol", vec![0; 700_000]).await.unwrap(), "sync.busy");
    // What has room goes on, and what was refused or has ended leaves its room to others.
    founder.record(&[Note::about(1)]).await;
    assert_eq!(post(&world, "/v1/enrol", vec![0; 400_000]).await.unwrap(), "sync.malformed");
    drop(held);
    until(|| world.centre.bodies.available_permits() == bodies).await;
    assert_eq!(post(&world, "/v1/enrol", vec![0; 700_000]).await.unwrap(), "sync.malformed");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unreachable_centre_and_a_bad_address_are_told_apart() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let client = |base_url: String| Client::new(ClientOptions { base_url, ..ClientOptions::default() });
    let error = client(format!("http://{free}")).unwrap().hello().await.unwrap_err();
    assert_eq!(error.code(), "sync.unreachable");
    for bad in ["", "centre", "ftp://centre"] {
        assert_eq!(client(bad.to_owned()).err().unwrap().code(), "sync.address", "{bad}");
    }
}

#[test]
fn a_client_outlives_the_runtime_that_it_first_ran_on() {
    let runtime = || tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let serving = runtime();
    let world = serving.block_on(World::start());
    let client = world.client();
    for _ in 0..5 {
        assert!(runtime().block_on(client.hello()).is_ok());
    }
}
