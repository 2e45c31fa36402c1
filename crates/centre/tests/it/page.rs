//! The administrator's page of the real program, as a browser asks for it.

mod browser;

use crate::command_line::{Server, json, run, serve_with};
use crate::support::{BANK, Note, Station, cluster, key, site};
use browser::Browser;
use ledger::PublicKey;
use sync::{Client, Founding, SyncError};

struct House {
    database: String,
    _server: Server,
    client: Client,
    stations_port: String,
    page: String,
    centre_key: PublicKey,
}

impl House {
    async fn open() -> Self {
        let database = cluster::database();
        json(&run(&database, &["init", "--json"]));
        let options = ["--page", "127.0.0.1:0", "--database-folder", "/"];
        let (server, client, line) = serve_with(&database, &options);
        let address = |name: &str| format!("http://{}", line[name].as_str().unwrap());
        let centre_key = client.hello().await.unwrap().centre_key;
        let (stations_port, page) = (address("listening"), address("page"));
        Self { database, _server: server, client, stations_port, page, centre_key }
    }

    /// A code by which somebody signs in.
    fn access(&self, who: &str) -> String {
        let made = json(&run(&self.database, &["page-access", "--name", who, "--json"]));
        made["code"].as_str().unwrap().to_owned()
    }

    async fn signed_in(&self, who: &str) -> Browser {
        let mut browser = Browser::at(&self.page);
        let answer = browser.post("/sign-in", &[("code", &self.access(who).to_lowercase())]).await;
        assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/")), "{}", answer.body);
        browser
    }

    /// A station that a code from the page lets in.
    async fn enrolled(&self, browser: &mut Browser, seed: u8, place: &str, name: &str) -> Station {
        let mut station = Station::new(seed, site(seed));
        station.credentials.centre_key = self.centre_key;
        let founding = (place == "new").then_some(Founding { bank: BANK, site: site(seed) });
        let mut enrolment = station.enrolment(&browser.make_code(place).await, founding);
        enrolment.name = name.to_owned();
        self.client.enrol(&key(seed), enrolment).await.unwrap();
        station
    }
}

fn path(station: &Station) -> String {
    format!("/banks/{BANK}/stations/{}", station.head.station)
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_anything_without_signing_in() {
    let house = House::open().await;
    let mut stranger = Browser::at(&house.page);
    for path in ["/", "/codes", "/capacity", "/acts", "/banks/x/stations/y", "/no/such/page"] {
        let answer = stranger.get(path).await;
        assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/sign-in")), "{path}");
    }
    for path in ["/codes", "/sign-out", "/codes/00/withdraw"] {
        assert_eq!(stranger.post(path, &[("place", "new"), ("hours", "1")]).await.status, 303, "{path}");
    }
    assert!(values(&house, "SELECT count(*) FROM enrolment_code").await.contains(&0));
    let form = stranger.get("/sign-in").await;
    assert_eq!(form.status, 200);
    let policy = form.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'self'"), "{policy}");
    assert!(!form.body.contains("<script") && !form.body.contains(" style="), "{}", form.body);
    assert_eq!(stranger.get("/page.css").await.status, 200);
    // The stations' address has nothing of it.
    let mut station = Browser::at(&house.stations_port);
    for path in ["/", "/sign-in", "/codes", "/page.css"] {
        assert_eq!(station.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_codes_are_refused_and_have_to_wait() {
    let house = House::open().await;
    let mut browser = Browser::at(&house.page);
    let wrong = browser.post("/sign-in", &[("code", "AAAAA-AAAAA-AAAAA-AAAAA")]).await;
    assert_eq!(wrong.status, 403);
    let soon = browser.post("/sign-in", &[("code", &house.access("王工"))]).await;
    assert_eq!(soon.status, 429);
    assert!(soon.header("retry-after").parse::<u64>().unwrap() >= 1);
    assert_eq!(browser.get("/").await.status, 303);
    // A code for a station is none for the page.
    let station = json(&run(&house.database, &["enrol", "--new-bank", "--json"]));
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    let other = browser.post("/sign-in", &[("code", station["code"].as_str().unwrap())]).await;
    assert_eq!(other.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_the_browsers_own_and_ends_with_its_code() {
    let house = House::open().await;
    let mut browser = house.signed_in("王工").await;
    let cookie = browser.cookie_line.clone();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Secure"), "a browser would not send it back without TLS");
    assert!(browser.get("/").await.body.contains("王工"));
    let mut second = house.signed_in("李工").await;
    second.sign_out().await;
    assert_eq!(second.get("/").await.status, 303);
    let withdrawn = run(&house.database, &["page-access", "--name", "王工", "--withdraw"]);
    assert!(withdrawn.status.success());
    assert_eq!(browser.get("/").await.status, 303, "the code is worth nothing any more");
    assert_eq!(run(&house.database, &["page-access", "--name", "王工", "--withdraw"]).status.code(), Some(1));
    assert_eq!(run(&house.database, &["page-access", "--name", "  "]).status.code(), Some(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn stations_are_enrolled_from_the_page_and_shown_with_what_they_have_read() {
    let house = House::open().await;
    let mut browser = house.signed_in("Ms. Page").await;
    let mut first = house.enrolled(&mut browser, 1, "new", "<script>alert(1)</script>").await;
    let place = format!("{BANK}:{}", site(1));
    assert!(browser.get("/codes").await.body.contains(&place), "the new bank is no choice");
    // A site of whom nothing came yet.
    let mut second = house.enrolled(&mut browser, 2, &format!("{BANK}:{}", site(2)), "bench 2").await;
    let page = first.page(&[Note::about(1), Note::about(2), Note::about(3)]);
    house.client.upload(&first.credentials, &page).await.unwrap();
    let mut asked = sync::FeedRequest::after(first.scope(), 2);
    asked.limit = 1;
    house.client.feed(&first.credentials, &asked).await.unwrap();
    let shown = browser.get("/").await.body;
    assert!(!shown.contains("<script"), "{shown}");
    assert!(shown.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{shown}");
    assert!(shown.contains("<td>不详 / 1</td>"), "one of three entries is not read: {shown}");
    assert!(shown.contains(concat!("<td>", env!("CARGO_PKG_VERSION"), "</td>")), "{shown}");
    assert!(!shown.contains("没有联系中心"), "{shown}");
    browser.language = "en";
    let shown = browser.get("/").await.body;
    assert!(shown.contains("Not known / 1") && !shown.contains("more than 24 hours"), "{shown}");
    // Long silence is said.
    let past = "UPDATE station_heard SET heard_ms = heard_ms - 90000000";
    execute(&house, past).await;
    execute(&house, "UPDATE station SET uploaded_ms = uploaded_ms - 90000000").await;
    assert!(browser.get("/").await.body.contains("more than 24 hours"));
    let page = second.page(&[Note::about(9)]);
    house.client.upload(&second.credentials, &page).await.unwrap();
    let capacity = browser.get("/capacity").await.body;
    assert!(capacity.contains("<th scope=\"row\">Entries</th><td>4</td>"), "{capacity}");
    assert!(capacity.contains("Free on the database&#39;s disk</th><td>"), "{capacity}");
    let acts = browser.get("/acts").await.body;
    assert_eq!(acts.matches("Made a one-time code").count(), 2, "{acts}");
    assert!(acts.contains("<td>Ms. Page</td><td>Page</td>"), "{acts}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_shown_once_and_can_be_taken_back() {
    let house = House::open().await;
    let mut browser = house.signed_in("王工").await;
    let code = browser.make_code("new").await;
    assert!(!browser.get("/codes").await.body.contains(&code), "shown a second time");
    let listed = browser.get("/codes").await.body;
    let action = listed.split("action=\"").find_map(|rest| rest.split_once("/withdraw\"")).unwrap().0;
    let action = format!("{action}/withdraw");
    // Without the session's own token nothing is done.
    let bare = browser.post(&action, &[]).await;
    assert_eq!(bare.status, 403);
    let forged = browser.post(&action, &[("csrf", "00")]).await;
    assert_eq!(forged.status, 403);
    let bare = browser.post("/codes", &[("place", "new"), ("hours", "72")]).await;
    assert_eq!(bare.status, 403);
    assert!(
        values(&house, "SELECT count(*) FROM enrolment_code WHERE withdrawn_ms IS NULL").await.contains(&1)
    );
    assert_eq!(browser.post_ours(&action, &[]).await.status, 303);
    assert!(browser.get("/codes").await.body.contains("已收回"));
    assert_eq!(browser.post_ours(&action, &[]).await.status, 409);
    let mut station = Station::new(1, site(1));
    station.credentials.centre_key = house.centre_key;
    let founding = Some(Founding { bank: BANK, site: site(1) });
    let refused = house.client.enrol(&key(1), station.enrolment(&code, founding)).await;
    assert_eq!(refused, Err(SyncError::CodeInvalid));
    for wrong in [
        [("place", "new"), ("hours", "0")],
        [("place", "new"), ("hours", "x")],
        [("place", ""), ("hours", "1")],
    ] {
        assert_eq!(browser.post_ours("/codes", &wrong).await.status, 422, "{wrong:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_station_is_revoked_with_its_name_and_a_reason() {
    let house = House::open().await;
    let mut browser = house.signed_in("王工").await;
    let mut station = house.enrolled(&mut browser, 1, "new", "bench 1").await;
    let revoke = format!("{}/revoke", path(&station));
    let right = [("name", "bench 1"), ("reason", "失窃")];
    assert_eq!(browser.post(&revoke, &right).await.status, 403, "without the session's token");
    for wrong in [[("name", "bench"), ("reason", "失窃")], [("name", "bench 1"), ("reason", " ")]] {
        assert_eq!(browser.post_ours(&revoke, &wrong).await.status, 422, "{wrong:?}");
    }
    let status = || json(&run(&house.database, &["stations", "--json"]))["status"].clone();
    assert_eq!(status(), "active");
    assert_eq!(browser.post_ours(&revoke, &right).await.status, 303);
    assert_eq!(status(), "revoked");
    let page = station.page(&[Note::about(1)]);
    let refused = house.client.upload(&station.credentials, &page).await.unwrap_err();
    assert_eq!(refused, SyncError::Revoked);
    let shown = browser.get(&path(&station)).await.body;
    for text in ["已停用", "失窃", "王工", "1 个数据页在隔离区", "工作站已停用"] {
        assert!(shown.contains(text), "{text}: {shown}");
    }
    assert!(!shown.contains("/revoke\""), "it is revoked already");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_histories_are_shown_entry_by_entry() {
    let house = House::open().await;
    let mut browser = house.signed_in("王工").await;
    let mut station = house.enrolled(&mut browser, 1, "new", "bench 1").await;
    let mut copy = Station::new(1, site(1));
    let notes = [Note::about(1), Note::about(2).of("王五")];
    copy.page(&notes[..1]);
    let ours = station.page(&notes);
    house.client.upload(&station.credentials, &ours).await.unwrap();
    let mut theirs = copy.page(&[Note::about(7).of("赵六"), Note::about(8)]);
    theirs.entries.insert(0, ours.entries[0].clone());
    let refused = house.client.upload(&station.credentials, &theirs).await.unwrap_err();
    assert_eq!(refused.code(), "sync.fork");
    assert!(browser.get("/").await.body.contains("同一工作站出现两份历史"));
    let shown = browser.get(&path(&station)).await.body;
    let link = shown.split("href=\"").find(|rest| rest.contains("/quarantine/")).unwrap();
    let evidence = browser.get(link.split_once('"').unwrap().0).await;
    assert_eq!(evidence.status, 200);
    let verdicts: Vec<&str> = ["一致", "不一致", "中心没有"]
        .into_iter()
        .filter(|verdict| evidence.body.contains(&format!(">{verdict}</span></td></tr>")))
        .collect();
    assert_eq!(verdicts, ["一致", "不一致", "中心没有"], "{}", evidence.body);
    assert!(!evidence.body.contains("赵六"), "a personal part is on the page");
    assert_eq!(browser.get(&format!("{}/quarantine/00", path(&station))).await.status, 404);
}

#[test]
fn the_page_is_served_in_the_clear_on_this_machine_alone() {
    let database = cluster::database();
    json(&run(&database, &["init", "--json"]));
    let refused = run(&database, &["serve", "--listen", "127.0.0.1:0", "--page", "0.0.0.0:0"]);
    assert_eq!(refused.status.code(), Some(1));
    let unasked = run(&database, &["serve", "--database-folder", "/"]);
    assert_eq!(unasked.status.code(), Some(2));
}

async fn values(house: &House, sql: &'static str) -> Vec<i64> {
    let pool = centre::db::connect(&house.database).await.unwrap();
    let rows: Vec<(i64,)> = sqlx::query_as(sql).fetch_all(&pool).await.unwrap();
    rows.into_iter().map(|(value,)| value).collect()
}

async fn execute(house: &House, sql: &'static str) {
    let pool = centre::db::connect(&house.database).await.unwrap();
    sqlx::query(sql).execute(&pool).await.unwrap();
}
