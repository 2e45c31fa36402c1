//! Chains of true records: those of a demo bank in the order of their times, as many acts of many units at a site follow each
//! other, written anew under another station's key as often as wanted.

use anyhow::Context as _;
use app::{App, AppOptions, DEMO_PASSPHRASE};
use ledger::{
    BankId, BootId, ChainHead, Checkpoint, ClockEvidence, Draft, Entry, EntryHeader, EntryRef, Hash, Hlc,
    Personal, SigningKey, SiteId, StationId, SubjectId,
};
use serde_json::json;
use std::{collections::HashMap, path::Path, sync::Arc};
use store::{KeyFile, Store};
use sync::{UploadPage, limits::PAGE_FILL_BYTES};

/// An entry of the demo bank.
struct Said {
    header: EntryHeader,
    body: Vec<u8>,
    personal: Option<Personal>,
    is_reference: bool,
}

/// All that a demo bank said.
pub struct Told {
    said: Arc<Vec<Said>>,
    /// Whose it is.
    pub bank: BankId,
    /// Where it was said.
    pub site: SiteId,
}

impl Told {
    /// Makes a demo bank and reads it.
    pub fn read(folder: &Path, units: u32) -> anyhow::Result<Self> {
        let app = App::open(AppOptions { data_dir: folder.to_owned() })?;
        app.call("setup.open_demo", json!({ "units": units, "seed": 1 }))?;
        app.shut_down();
        drop(app);
        let key = KeyFile::read(&folder.join("keys.json"))?.context("a key")?.open(DEMO_PASSPHRASE)?;
        let store = Store::open_read_only(&folder.join("bank.db"), &key)?;
        let identity = store.identity().context("a chain")?;
        let mut said = Vec::new();
        let mut failed = None;
        store.for_each_entry(|entry| match said_by(entry) {
            Ok(one) => said.push(one),
            Err(error) => failed = Some(error),
        })?;
        failed.map_or(Ok(()), Err)?;
        said.sort_by_key(|one| (one.header.clock.wall_ms, one.header.seq));
        Ok(Self { said: Arc::new(said), bank: identity.bank, site: identity.site })
    }

    /// How many entries that are.
    pub fn len(&self) -> usize {
        self.said.len()
    }

    /// The chain of a station that says all of it once, of the same units.
    pub fn once(&self) -> Chain {
        Chain::new(self, 0, self.site, false)
    }

    /// The chain of one among many stations, each with units of its own, without end and without reference data.
    pub fn of_station(&self, number: usize, site: SiteId) -> Chain {
        Chain::new(self, number, site, true)
    }
}

fn said_by(entry: Entry) -> anyhow::Result<Said> {
    let header = entry.header()?;
    let is_reference = domain::routing::route(&header.kind, header.kind_version, entry.body()).reference;
    Ok(Said { body: entry.body().to_vec(), personal: entry.personal().cloned(), header, is_reference })
}

/// A station that writes.
pub struct Chain {
    /// Its key.
    pub key: SigningKey,
    head: ChainHead,
    said: Arc<Vec<Said>>,
    next: usize,
    is_own: bool,
    bases: HashMap<SubjectId, EntryRef>,
}

impl Chain {
    fn new(told: &Told, number: usize, site: SiteId, is_own: bool) -> Self {
        let seed = *Hash::of("bench.station", &[&number.to_be_bytes()]).bytes();
        let head = ChainHead {
            bank: told.bank,
            station: StationId::from_bytes(first_half(&seed)),
            site,
            seq: 0,
            hash: Hash::ZERO,
            hlc: Hlc::default(),
        };
        // Stations are not at the same place of the story.
        let next = if is_own { number * 7_919 % told.len().max(1) } else { 0 };
        let said = Arc::clone(&told.said);
        Self { key: SigningKey::from_seed(&seed), head, said, next, is_own, bases: HashMap::new() }
    }

    /// Who it is.
    pub fn station(&self) -> StationId {
        self.head.station
    }

    /// The next acts, each under a checkpoint of its own as in a station's file, in a page as a station fills it; fewer entries
    /// where all is said.
    pub fn page(&mut self, count: usize) -> anyhow::Result<UploadPage> {
        let (mut entries, mut checkpoints) = (Vec::new(), Vec::new());
        let mut act = None;
        let mut signed = |head: &ChainHead, key: &SigningKey, at_ms| {
            checkpoints.push(Checkpoint::sign(key, head.station, head.seq, head.hash, at_ms));
        };
        while entries.len() < count
            && let Some(place) = self.turn()
        {
            let (draft, clock) = self.draft(place).context("an entry")?;
            let of = (draft.subject.id, clock.wall_ms);
            if let Some((_, at_ms)) = act.replace(of).filter(|before| *before != of) {
                signed(&self.head, &self.key, at_ms);
            }
            self.bases.insert(of.0, EntryRef { station: self.head.station, seq: self.head.seq + 1 });
            entries.push(self.head.append(draft, clock, 1));
        }
        if let Some((_, at_ms)) = act {
            signed(&self.head, &self.key, at_ms);
        }
        let made = entries.len();
        let page = UploadPage::fill(self.head.bank, self.head.station, entries, checkpoints, PAGE_FILL_BYTES);
        anyhow::ensure!(page.entries.len() == made, "a page does not hold {made} entries");
        Ok(page)
    }

    /// The place of what is said next; none where all is.
    fn turn(&mut self) -> Option<usize> {
        loop {
            let place = self.next;
            self.next += 1;
            let one = self.said.get(if self.is_own { place % self.said.len() } else { place })?;
            if !(self.is_own && one.is_reference) {
                return Some(place);
            }
        }
    }

    fn draft(&self, place: usize) -> Option<(Draft, ClockEvidence)> {
        let (lap, place) = (place / self.said.len(), place % self.said.len());
        let Said { header, body, personal, .. } = self.said.get(place)?;
        let mut subject = header.subject.clone();
        if self.is_own {
            let parts = [subject.id.bytes().as_slice(), self.head.station.bytes(), &lap.to_be_bytes()];
            subject.id = SubjectId::from_bytes(first_half(Hash::of("bench.subject", &parts).bytes()));
        }
        let (first, last) = (self.said.first()?.header.clock.wall_ms, self.said.last()?.header.clock.wall_ms);
        let wall_ms = header.clock.wall_ms + i64::try_from(lap).ok()? * (last - first);
        let since_ms = u64::try_from(wall_ms - first).ok()?;
        let clock = ClockEvidence {
            wall_ms,
            monotonic_ms: since_ms,
            boot: BootId::from_bytes(*self.head.station.bytes()),
            offset_ms: Some(-12),
            offset_age_ms: Some(since_ms % 86_400_000),
        };
        let draft = Draft {
            kind: header.kind.clone(),
            kind_version: header.kind_version,
            base: self.bases.get(&subject.id).copied(),
            subject,
            actors: header.actors,
            body: body.clone(),
            personal: personal.clone(),
        };
        Some((draft, clock))
    }
}

fn first_half(bytes: &[u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    half.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    half
}
