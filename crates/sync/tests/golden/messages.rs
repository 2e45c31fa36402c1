//! The messages whose bytes are kept. Every key and every name is invented and fixed.

use ledger::{
    ActorId, Actors, BankId, BootId, ChainHead, Checkpoint, ClockEvidence, Draft, EntryRef, Hash, Hlc,
    Personal, SigningKey, SiteId, StationId, Subject, SubjectId,
};
use sync::bundle::BundlePage;
use sync::{
    Code, Continuation, EnrolRequest, Enrolled, Enrolment, FeedEntry, FeedMark, FeedPage, FeedRequest,
    Founding, Hello, Overtaken, Receipt, Refusal, Request, Scope, UploadPage,
};

const BANK: BankId = BankId::from_bytes([0xba; 16]);
const SITE: SiteId = SiteId::from_bytes([0x51; 16]);
const NAME: StationId = StationId::from_bytes([1; 16]);
const FORMER: StationId = StationId::from_bytes([2; 16]);
const AT_MS: i64 = 1_790_000_000_000;

pub fn centre() -> SigningKey {
    SigningKey::from_seed(&[0xcc; 32])
}

pub fn station() -> SigningKey {
    SigningKey::from_seed(&[1; 32])
}

pub fn hello() -> Hello {
    let capabilities = vec!["feed.wait".to_owned(), "of.a.later.version".to_owned()];
    Hello { protocol_min: 1, protocol_max: 1, centre_key: centre().public(), time_ms: AT_MS, capabilities }
}

fn enrolment(founding: Option<Founding>, continues: Vec<Continuation>) -> Enrolment {
    let (code, name) = ("01ABC-23DEF-45GHJ-67KMN".to_owned(), "工作台 1".to_owned());
    Enrolment { code, station: NAME, name, founding, continues }
}

pub fn enrol_founding() -> EnrolRequest {
    EnrolRequest::sign(&station(), enrolment(Some(Founding { bank: BANK, site: SITE }), Vec::new()))
}

pub fn enrol_continuing() -> EnrolRequest {
    let former = SigningKey::from_seed(&[2; 32]);
    let ended = (FORMER, 41, Hash::from_bytes([4; 32]));
    let line = Continuation::sign(&former, ended, (NAME, station().public()));
    EnrolRequest::sign(&station(), enrolment(None, vec![line]))
}

pub fn enrolled() -> Enrolled {
    Enrolled::sign(&centre(), &enrol_founding(), (BANK, SITE), AT_MS)
}

/// One entry with everything that one may have, one with nothing that it may lack.
pub fn upload() -> UploadPage {
    let mut head =
        ChainHead { bank: BANK, station: NAME, site: SITE, seq: 0, hash: Hash::ZERO, hlc: Hlc::default() };
    let clock = ClockEvidence {
        wall_ms: AT_MS,
        monotonic_ms: 77,
        boot: BootId::from_bytes([6; 16]),
        offset_ms: Some(-12),
        offset_age_ms: Some(3_000),
    };
    let subject = Subject { kind: "donation".to_owned(), id: SubjectId::from_bytes([7; 16]) };
    let full = Draft {
        kind: "mother.enrolled".to_owned(),
        kind_version: 1,
        subject: subject.clone(),
        actors: Actors {
            operator: Some(ActorId::from_bytes([8; 16])),
            second: Some(ActorId::from_bytes([9; 16])),
        },
        base: Some(EntryRef { station: FORMER, seq: 41 }),
        body: vec![0x82, 0x00, 0x6a, b'2', b'0', b'2', b'6', b'-', b'1', b'2', b'-', b'2', b'4'],
        personal: Some(Personal { salt: [5; 32], bytes: b"someone".to_vec() }),
    };
    let bare = Draft {
        kind: "of.a.later.version".to_owned(),
        kind_version: 7,
        subject,
        actors: Actors::default(),
        base: None,
        body: Vec::new(),
        personal: None,
    };
    let unmeasured = ClockEvidence { offset_ms: None, offset_age_ms: None, ..clock };
    let entries = vec![head.append(full, clock, 1), head.append(bare, unmeasured, 1)];
    let checkpoints = vec![Checkpoint::sign(&station(), NAME, head.seq, head.hash, AT_MS)];
    UploadPage { bank: BANK, station: NAME, entries, checkpoints }
}

fn last() -> Hash {
    upload().entries[1].hash()
}

pub fn receipt() -> Receipt {
    Receipt::sign(&centre(), BANK, NAME, 2, last(), AT_MS)
}

pub fn overtaken() -> Overtaken {
    Overtaken { bank: BANK, station: NAME, seq: 2, hash: last() }
}

pub fn feed() -> FeedPage {
    let entries = upload().entries.into_iter().zip(8..);
    let entries = entries.map(|(entry, position)| FeedEntry { position, entry: entry.without_personal() });
    let page = FeedPage::sign(&centre(), BANK, Scope::Site(SITE), 7, entries.collect(), 99);
    FeedPage { held: Some(receipt()), ..page }
}

pub fn refusal() -> Refusal {
    Refusal::new(Code::Page).with("seq", 2).with("fault", "body")
}

pub fn bundled() -> Vec<BundlePage> {
    vec![
        BundlePage::Upload(upload()),
        BundlePage::Feed { page: feed(), before: None },
        BundlePage::Receipt(receipt()),
    ]
}

/// What a whole file has beside them.
pub fn bundled_whole() -> Vec<BundlePage> {
    let holds = vec![(Scope::Reference, 12), (Scope::Site(SITE), 7)];
    vec![
        BundlePage::Cover { bank: BANK, site: SITE, station: NAME, time_ms: AT_MS, holds },
        BundlePage::Feed { page: feed(), before: Some(FeedMark::START.then(&last()).to_bits()) },
        BundlePage::Returned { station: FORMER, refusal: Refusal::new(Code::Gap).with("expected", 3) },
    ]
}

/// Method, target and signature of a request for a feed.
pub fn signed_request() -> (&'static str, String, [u8; 64]) {
    let mark = FeedMark::START.then(&last());
    let asked = FeedRequest {
        wait_s: 30,
        mark: Some(mark),
        acknowledged: Some(2),
        ..FeedRequest::after(Scope::Site(SITE), 7)
    };
    let target = asked.target();
    let request = Request {
        method: "GET",
        target: &target,
        body: &[],
        bank: BANK,
        station: NAME,
        centre: centre().public(),
        time_ms: AT_MS,
    };
    let signature = request.sign(&station());
    ("GET", target, signature)
}
