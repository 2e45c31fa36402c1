//! A record of a kind that this version does not know crosses a station of this version untouched: by the feed into its file,
//! out of it again in a file on a stick, and into a newer station, byte for byte.

use app::{Done, Exchange, Job, Next};
use domain::{Record, SubjectKind};
use ledger::{
    Actors, BootId, ChainHead, Checkpoint, ClockEvidence, Draft, Entry, EntryRef, Hash, Hlc, Personal,
    PublicKey, SigningKey, SiteId, StationId, Subject, SubjectId,
};
use serde_json::{Value, json};
use simulator::centre::{Centre, Request};
use simulator::station::BANK;
use std::path::Path;
use store::ledger;
use store::{DatabaseKey, Identity, Store};
use sync::bundle::{BundlePage, Reader, Writer};
use sync::{Attestation, FeedEntry, FeedPage, Receipt, Scope, UploadPage, page};

const SITE: SiteId = SiteId::from_bytes([0x51; 16]);
const NOW_MS: i64 = 1_790_000_000_000;

/// A station of a later version: all that is known of it here is its chain.
struct Newer {
    key: SigningKey,
    head: ChainHead,
}

impl Newer {
    fn of(bank: ledger::BankId, site: SiteId) -> Self {
        let station = StationId::from_bytes([0xfe; 16]);
        let head = ChainHead { bank, station, site, seq: 0, hash: Hash::ZERO, hlc: Hlc::default() };
        Self { key: SigningKey::from_seed(&[0xfe; 32]), head }
    }

    fn write(&mut self, kind: &str, version: u16, subject: (&str, [u8; 16]), body: &[u8]) -> Entry {
        let draft = Draft {
            kind: kind.to_owned(),
            kind_version: version,
            subject: Subject { kind: subject.0.to_owned(), id: SubjectId::from_bytes(subject.1) },
            actors: Actors::default(),
            base: (self.head.seq > 0).then_some(EntryRef { station: self.head.station, seq: self.head.seq }),
            body: body.to_vec(),
            personal: Some(Personal { salt: [9; 32], bytes: b"of a later version".to_vec() }),
        };
        let clock = ClockEvidence {
            wall_ms: NOW_MS,
            monotonic_ms: 1,
            boot: BootId::from_bytes([7; 16]),
            offset_ms: None,
            offset_age_ms: None,
        };
        self.head.append(draft, clock, 2)
    }

    /// A new kind about a unit, a later version of a kind that is known, and a kind about a sort of thing that is new itself.
    /// None of the bodies is one that any record here has.
    fn records(&mut self, donation: [u8; 16]) -> Vec<Entry> {
        let entries = vec![
            self.write("unit.irradiated", 1, ("donation", donation), &[0xff, 0x00, 0x9b, 0xff]),
            self.write("consent.recorded", 99, ("donation", donation), b"another layout"),
            self.write("robot.calibrated", 1, ("robot", [0x0b; 16]), &[]),
        ];
        for (entry, known) in entries.iter().zip([true, true, false]) {
            let header = entry.header().unwrap();
            assert_eq!(Record::decode(&header.kind, header.kind_version, entry.body()), Ok(None));
            assert_eq!(SubjectKind::parse(&header.subject.kind).is_some(), known);
        }
        entries
    }
}

fn station(folder: &Path, number: u8) -> Store {
    let file = folder.join(format!("{number}.db"));
    let mut store = Store::open(&file, &DatabaseKey::from_bytes([number; 32])).unwrap();
    let station = StationId::from_bytes([number; 16]);
    store.begin_chain(Identity { bank: BANK, station, site: SITE }, &[number; 32].into()).unwrap();
    store
}

fn ask(centre: &mut Centre, sender: StationId, what: Request) -> Vec<u8> {
    centre.take_up(1, sender, what, NOW_MS);
    loop {
        if let Some((_, answer)) = centre.go_on(0) {
            return answer.unwrap();
        }
    }
}

/// Asks all feeds as a station does, until it has them.
fn pull(store: &mut Store, centre: &mut Centre) {
    store.set_setting("centre_url", b"in this process").unwrap();
    let (me, mut exchange) = (store.identity().unwrap().station, Exchange::default());
    while let Next::Job(Job::Pull { request, round }) = exchange.next(store, 1).unwrap() {
        let page: FeedPage = page::decode(&ask(centre, me, Request::Feed(request))).unwrap();
        assert_eq!(page.verify(BANK, &centre.key.public(), request.scope, request.after), Ok(()));
        exchange.finish(store, 1, Done::Pulled { page, round }).unwrap();
    }
}

fn attests(centre: PublicKey) -> impl Fn(&[u8], &[Hash]) -> bool {
    move |attestation, hashes| {
        let read: Attestation = page::decode(attestation).unwrap();
        read.is_signed_by(&centre) && read.digest == Attestation::digest(hashes.iter().copied())
    }
}

/// The signed pages of others in the archive of a store's whole ledger.
fn exported(store: &Store, centre: PublicKey) -> Vec<FeedPage> {
    const PAGE: u8 = 5;
    const FOREIGN: u8 = 6;
    let mut archive = Vec::new();
    store.export_archive(&mut archive).unwrap();
    let judged = attests(centre);
    ledger::verify_archive(archive.as_slice(), &|_, attestation, hashes| judged(attestation, hashes))
        .unwrap();
    let (mut rest, mut pages) = (&archive[ledger::MAGIC.len()..], Vec::<FeedPage>::new());
    while let [tag, a, b, c, d, after @ ..] = rest {
        let (item, after) = after.split_at(u32::from_be_bytes([*a, *b, *c, *d]) as usize);
        match *tag {
            PAGE => {
                let attestation: Attestation = page::decode(item).unwrap();
                let end = attestation.last;
                pages.push(FeedPage { attestation, entries: Vec::new(), end, held: None });
            }
            FOREIGN => {
                let page = pages.last_mut().unwrap();
                let position = page.attestation.first + page.entries.len() as u64;
                page.entries.push(FeedEntry { position, entry: Entry::from_bytes(&item[32..]).unwrap() });
            }
            _ => {}
        }
        rest = after;
    }
    pages
}

fn entries(pages: &[FeedPage]) -> Vec<Vec<u8>> {
    pages.iter().flat_map(|page| &page.entries).map(|placed| placed.entry.to_bytes()).collect()
}

// requirement: 11.10(c), Annex 11 §17
#[test]
fn a_record_of_a_later_version_crosses_an_old_station_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let (mut old, mut other) = (station(folder.path(), 1), station(folder.path(), 2));
    let mut newer = Newer::of(BANK, SITE);
    let mut centre = Centre::new(&[0xcc; 32]);
    let centre_key = centre.key.public();
    centre.memory.add_station(BANK, SITE, newer.head.station, newer.key.public());
    for store in [&old, &other] {
        let key = store.signing_key().unwrap().public();
        centre.memory.add_station(BANK, SITE, store.identity().unwrap().station, key);
    }

    // The newer station sends them, and the centre, which knows none of them either, holds and hands them on.
    let sent = newer.records([0xd0; 16]);
    let ChainHead { station, seq, hash, .. } = newer.head;
    let checkpoints = vec![Checkpoint::sign(&newer.key, station, seq, hash, NOW_MS)];
    let upload = UploadPage { bank: BANK, station, entries: sent.clone(), checkpoints };
    let receipt = ask(&mut centre, station, Request::Upload(page::encode(&upload).unwrap()));
    assert!(page::decode::<Receipt>(&receipt).unwrap().answers(&upload, &centre_key));
    pull(&mut old, &mut centre);

    // The old station holds them as they came, proves them, and its projections do not depend on them.
    let sent: Vec<Vec<u8>> = sent.iter().map(Entry::to_bytes).collect();
    assert_eq!(entries(&exported(&old, centre_key)), sent);
    let report = old.verify(&attests(centre_key), &mut |_, _| true).unwrap();
    assert_eq!((report.entries, report.first_bad), (3, None));
    for seq in 1..=3 {
        let row = old.find_audit(domain::StationId::from_bytes(*station.bytes()), seq).unwrap().unwrap();
        assert_eq!((row.record, row.header.rule_set), (None, 2));
    }
    let digest = old.projection_digest().unwrap();
    old.rebuild().unwrap();
    assert_eq!(old.projection_digest().unwrap(), digest);

    // What it exports goes on a stick to another station, which takes it by the centre's word alone.
    let mut writer = Writer::new(Vec::new()).unwrap();
    for page in exported(&old, centre_key) {
        writer.page(&BundlePage::Feed { page, before: None }).unwrap();
    }
    let stick = writer.finish().unwrap();
    let mut reader = Reader::new(stick.as_slice()).unwrap();
    while let Some(BundlePage::Feed { page: carried, .. }) = reader.page().unwrap() {
        let Attestation { scope, first, last, .. } = carried.attestation;
        assert_eq!(carried.verify(BANK, &centre_key, scope, first - 1), Ok(()));
        assert_eq!(scope, Scope::Site(SITE));
        let attestation = page::encode(&carried.attestation).unwrap();
        let placed = |one: FeedEntry| store::PositionedEntry { position: one.position, entry: one.entry };
        let entries = carried.entries.into_iter().map(placed).collect();
        let page = store::FeedPage {
            scope: scope.to_string(),
            first,
            last,
            attestation,
            entries,
            mark: String::new(),
        };
        assert_eq!(other.ingest_page(&page).unwrap().new, 3);
    }
    assert_eq!(entries(&exported(&other, centre_key)), sent);
}

#[test]
fn an_old_station_says_that_it_does_not_know_a_record() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let open = || app::App::open(app::AppOptions { data_dir: data.clone() }).unwrap();
    let app = open();
    app.call("setup.open_demo", json!({ "units": 12, "seed": 7 })).unwrap();
    let sign_in = |app: &app::App| {
        app.call("session.sign_in", json!({ "login": "quality", "password": "demo-2026" })).unwrap();
    };
    sign_in(&app);
    let all = json!({ "statuses": [], "text": null, "inventory": null, "held_only": false, "after": null, "limit": 1 });
    let units = app.call("unit.list", all).unwrap();
    let donation = units["rows"][0]["donation"].clone();
    let before = app.call("unit.get", json!({ "donation": donation, "din": null })).unwrap();
    app.shut_down();
    drop(app);

    // What a feed brought, put where the exchange puts it.
    let keys = store::KeyFile::read(&data.join("keys.json")).unwrap().unwrap();
    let key = keys.open(app::DEMO_PASSPHRASE).unwrap();
    let mut store = Store::open(&data.join("bank.db"), &key).unwrap();
    let Identity { bank, site, .. } = store.identity().unwrap();
    let id: domain::DonationId = donation.as_str().unwrap().parse().unwrap();
    let came = Newer::of(bank, site).records(*id.bytes());
    assert_eq!(store.ingest(came.iter()).unwrap().new, 3);
    store.close().unwrap();

    let app = open();
    sign_in(&app);
    let after = app.call("unit.get", json!({ "donation": donation, "din": null })).unwrap();
    assert_eq!(after["row"]["status"], before["row"]["status"]);
    let timeline = app.call("unit.timeline", json!({ "donation": donation, "din": null })).unwrap();
    let kinds = |events: &Value| -> Vec<String> {
        events.as_array().unwrap().iter().map(|event| event["kind"].as_str().unwrap().to_owned()).collect()
    };
    let told = kinds(&timeline["events"]);
    assert!(
        ["unit.irradiated", "consent.recorded"].iter().all(|kind| told.iter().any(|told| told == kind)),
        "{told:?}"
    );
    let newest = json!({ "station": came[0].header().unwrap().station.to_string(), "seq": 1 });
    let shown = app.call("audit.entry", newest).unwrap();
    assert_eq!((&shown["row"]["kind"], &shown["fields"]), (&json!("unit.irradiated"), &json!([])));
    assert_eq!(shown["hash"], came[0].hash().to_string());

    // On paper and in tables it is called what it is.
    let everything = json!({
        "filter": {
            "unit": null, "person": null, "station": null, "from_ms": null, "until_ms": null, "kinds": [], "report": null,
        },
        "format": "csv",
    });
    let written = app.call("audit.export", everything).unwrap();
    let csv = std::fs::read_to_string(written["path"].as_str().unwrap()).unwrap();
    let said = ["本版程序不认识的记录（unit.irradiated）", "本版程序不认识的记录（robot.calibrated）"];
    assert!(said.iter().all(|said| csv.contains(said)), "not said");
    app.shut_down();
}

// requirement: 11.10(a)
#[test]
fn an_old_station_decides_nothing_where_a_later_version_recorded_something() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let open = || app::App::open(app::AppOptions { data_dir: data.clone() }).unwrap();
    let app = open();
    app.call("setup.open_demo", json!({ "units": 200, "seed": 7 })).unwrap();
    let sign_in = |app: &app::App, login: &str| {
        app.call("session.sign_in", json!({ "login": login, "password": "demo-2026" })).unwrap()["operator"]["person"]
            .clone()
    };
    let review = |app: &app::App, donation: &Value| {
        app.call("review.get", json!({ "donation": donation, "din": null })).unwrap()
    };
    let sign = |app: &app::App, command: &str, login: &str, donation: &Value| {
        let digest = review(app, donation)["digest"].clone();
        let signature =
            json!({ "donation": donation, "digest": digest, "login": login, "password": "demo-2026" });
        app.call(command, signature)
    };
    let manager = sign_in(&app, "manager");
    sign_in(&app, "quality");
    let queue = app.call("review.queue", json!({ "after": null, "limit": 200 })).unwrap();
    let rows = queue["rows"].as_array().unwrap().iter();
    let ready = rows.filter(|row| row["blockers"] == 0 && row["reviewed"] == false);
    let ready: Vec<Value> = ready.map(|row| row["unit"]["donation"].clone()).collect();
    let [later, reviewed, clean, recalled, ..] = ready.as_slice() else { panic!("{ready:?}") };
    for unit in [reviewed, clean] {
        sign(&app, "review.sign", "quality", unit).unwrap();
    }
    app.shut_down();
    drop(app);

    // What a feed brought, put where the exchange puts it.
    let mut newer = None;
    let mut came = |kind: &str, version: u16, subject: (&str, [u8; 16])| {
        let keys = store::KeyFile::read(&data.join("keys.json")).unwrap().unwrap();
        let mut store =
            Store::open(&data.join("bank.db"), &keys.open(app::DEMO_PASSPHRASE).unwrap()).unwrap();
        let Identity { bank, site, .. } = store.identity().unwrap();
        let entry = newer.get_or_insert_with(|| Newer::of(bank, site)).write(kind, version, subject, &[0xff]);
        assert_eq!(store.ingest(std::iter::once(&entry)).unwrap().new, 1);
        store.close().unwrap();
    };
    let id = |value: &Value| *value.as_str().unwrap().parse::<domain::DonationId>().unwrap().bytes();
    let unknown = |problem: api::Problem| {
        let said = |name: &str| problem.params[name].as_str().unwrap().to_owned();
        assert_eq!((problem.code.as_str(), said("at")), ("unit.record_unknown", NOW_MS.to_string()));
        (said("record"), said("version"))
    };
    let irradiated = ("unit.irradiated".to_owned(), "1".to_owned());
    for unit in [later, reviewed] {
        came("unit.irradiated", 1, ("donation", id(unit)));
    }

    let app = open();
    sign_in(&app, "quality");
    let view = review(&app, later);
    assert_eq!(
        view["blockers"],
        json!([{ "code": "unit.record_unknown", "subject": format!("unit.irradiated 1 {NOW_MS}"), "waits": null }])
    );
    assert_eq!(view["can_review"], false);
    let found =
        view["findings"].as_array().unwrap().iter().find(|one| one["rule"] == "records_unknown").unwrap();
    assert_eq!((&found["verdict"], &found["value"]), (&json!("fail"), &json!("unit.irradiated 1")));
    let hold = &view["unit"]["holds"][0];
    assert_eq!((&hold["reason"], &hold["note"]), (&json!("record_unknown"), &json!("unit.irradiated 1")));
    assert_eq!(unknown(sign(&app, "review.sign", "quality", later).unwrap_err()), irradiated);
    // What makes it safer goes on.
    app.call("unit.hold", json!({ "donation": later, "note": "asked the other site" })).unwrap();
    sign_in(&app, "manager");
    assert_eq!(review(&app, reviewed)["unit"]["row"]["held"], true, "what was reviewed is on hold");
    assert_eq!(unknown(sign(&app, "release.sign", "manager", reviewed).unwrap_err()), irradiated);

    // So does one of the lot that a unit was collected with, or of the person who signs.
    sign_in(&app, "quality");
    let view = review(&app, recalled);
    assert_eq!((&view["can_review"], &view["unit"]["row"]["held"]), (&json!(true), &json!(false)));
    let lot = view["unit"]["collection"]["bag_lot"].as_str().unwrap().to_owned();
    app.shut_down();
    drop(app);
    came("material.recalled", 9, ("material", domain::material::Lot::subject(&lot)));
    came("person.revoked", 1, ("person", id(&manager)));
    let app = open();
    sign_in(&app, "quality");
    let refused = unknown(sign(&app, "review.sign", "quality", recalled).unwrap_err());
    assert_eq!(refused, ("material.recalled".to_owned(), "9".to_owned()));
    sign_in(&app, "manager");
    let refused = unknown(sign(&app, "release.sign", "manager", clean).unwrap_err());
    assert_eq!(refused, ("person.revoked".to_owned(), "1".to_owned()));
    app.shut_down();
    drop(app);
}
