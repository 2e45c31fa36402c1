use super::{BANK, World, key};
use ledger::{
    Actors, BootId, ChainHead, Checkpoint, ClockEvidence, Draft, Entry, Hash, Hlc, Personal, SiteId,
    StationId, Subject, SubjectId,
};
use sync::{
    Client, Credentials, Enrolment, FeedPage, FeedRequest, Founding, Receipt, Scope, SyncError, UploadPage,
};

/// What a station writes down.
#[derive(Clone)]
pub(crate) struct Note {
    pub(crate) kind: &'static str,
    pub(crate) about: u8,
    pub(crate) body: Vec<u8>,
    pub(crate) personal: Option<&'static str>,
}

impl Note {
    pub(crate) fn about(about: u8) -> Self {
        Self { kind: "note", about, body: vec![about], personal: None }
    }

    pub(crate) fn ship(about: u8, to: SiteId) -> Self {
        Self { kind: "ship", body: to.bytes().to_vec(), ..Self::about(about) }
    }

    pub(crate) fn reference(kind: &'static str, body: &[u8]) -> Self {
        Self { kind, body: body.to_vec(), ..Self::about(0xff) }
    }

    pub(crate) fn of(self, person: &'static str) -> Self {
        Self { personal: Some(person), ..self }
    }
}

/// A station with its chain, all in memory.
pub(crate) struct Station {
    pub(crate) credentials: Credentials,
    pub(crate) head: ChainHead,
    client: Option<Client>,
}

impl Station {
    pub(crate) fn new(seed: u8, site: SiteId) -> Self {
        let station = StationId::from_bytes([seed; 16]);
        let credentials = Credentials { bank: BANK, station, key: key(seed), centre_key: key(0xce).public() };
        let head = ChainHead { bank: BANK, station, site, seq: 0, hash: Hash::ZERO, hlc: Hlc::default() };
        Self { credentials, head, client: None }
    }

    pub(crate) fn at(mut self, world: &World) -> Self {
        self.client = Some(world.client());
        self
    }

    pub(crate) fn enrolment(&self, code: &str, founding: Option<Founding>) -> Enrolment {
        let (name, continues) = ("bench 1".to_owned(), Vec::new());
        Enrolment { code: code.to_owned(), station: self.head.station, name, founding, continues }
    }

    /// Records notes and gives the page that carries them.
    pub(crate) fn page(&mut self, notes: &[Note]) -> UploadPage {
        let clock = ClockEvidence {
            wall_ms: 1_700_000_000_000,
            monotonic_ms: 0,
            boot: BootId::from_bytes([7; 16]),
            offset_ms: None,
            offset_age_ms: None,
        };
        let mut entries = Vec::new();
        for note in notes {
            let personal =
                note.personal.map(|text| Personal { salt: [3; 32], bytes: text.as_bytes().to_vec() });
            let draft = Draft {
                kind: note.kind.to_owned(),
                kind_version: 1,
                subject: Subject { kind: "unit".to_owned(), id: SubjectId::from_bytes([note.about; 16]) },
                actors: Actors::default(),
                base: None,
                body: note.body.clone(),
                personal,
            };
            entries.push(self.head.append(draft, clock, 1));
        }
        let ChainHead { bank, station, seq, hash, .. } = self.head;
        let checkpoints = vec![Checkpoint::sign(&self.credentials.key, station, seq, hash, clock.wall_ms)];
        UploadPage { bank, station, entries, checkpoints }
    }

    pub(crate) async fn send(&self, page: &UploadPage) -> Result<Receipt, SyncError> {
        self.client.as_ref().unwrap().upload(&self.credentials, page).await
    }

    pub(crate) async fn record(&mut self, notes: &[Note]) -> Receipt {
        let page = self.page(notes);
        self.send(&page).await.unwrap()
    }

    pub(crate) async fn feed(&self, request: FeedRequest) -> Result<FeedPage, SyncError> {
        self.client.as_ref().unwrap().feed(&self.credentials, &request).await
    }

    /// A whole feed, in small pages.
    pub(crate) async fn pull(&self, scope: Scope) -> Vec<Entry> {
        let (mut entries, mut after) = (Vec::new(), 0);
        loop {
            let page = self.feed(FeedRequest { limit: 7, ..FeedRequest::after(scope, after) }).await.unwrap();
            if page.entries.is_empty() {
                return entries;
            }
            after = page.last();
            entries.extend(page.entries.into_iter().map(|entry| entry.entry));
        }
    }

    pub(crate) fn scope(&self) -> Scope {
        Scope::Site(self.head.site)
    }
}

/// Where an entry is from: first byte of its station, and its number.
pub(crate) fn name(entry: &Entry) -> (u8, u64) {
    let header = entry.header().unwrap();
    (header.station.bytes()[0], header.seq)
}
