//! Pages of other stations of this site that came in a file: kept as they came until the centre has them, and what it said
//! of them kept until the next file goes back.
//!
//! They are not taken into this station's ledger: only what the centre has put in order comes there, by the feed. A station
//! whose file was copied so spoils nobody's.

use crate::context::Answer;
use crate::problem::stored;
use serde::{Deserialize, Serialize};
use store::Store;
use store::ledger::StationId;
use sync::{Code, Receipt, Refusal, Scope, Span, SyncError, UploadPage};

const SETTING: &str = "courier";

/// One page that waits; its bytes are a setting of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Letter {
    first: u64,
    last: u64,
    /// Of the last entry, hexadecimal: names the page.
    head: String,
}

impl Letter {
    fn setting(&self) -> String {
        format!("courier_page:{}:{}", self.head, self.first)
    }

    const fn entries(&self) -> u64 {
        self.last + 1 - self.first
    }
}

/// What is kept for one station.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Sender {
    station: String,
    /// In the order of their coming.
    letters: Vec<Letter>,
    /// The centre's last word for its chain, as it travels.
    receipt: Option<Vec<u8>>,
    /// The centre's refusal of its last page: code and the entry that it wants, where that is why.
    returned: Option<(String, Option<u64>)>,
    /// The last positions that it holds of the feeds, by its own last file.
    holds: Vec<(String, u64)>,
}

/// What became of a page from a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// It waits for the centre.
    New,
    /// It waits already, or the centre has it.
    Known,
}

/// What is to go back to a station.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answered {
    pub(crate) receipt: Option<Receipt>,
    pub(crate) returned: Option<Refusal>,
}

/// Everything that is carried for others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Courier(Vec<Sender>);

impl Courier {
    pub(crate) fn read(store: &Store) -> Answer<Self> {
        let text = store.setting(SETTING).map_err(stored)?;
        Ok(text.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default())
    }

    fn write(&self, store: &mut Store, mut changes: Vec<(String, Option<Vec<u8>>)>) -> Answer<()> {
        changes.push((SETTING.to_owned(), Some(serde_json::to_vec(self).unwrap_or_default())));
        store.change_settings(&changes).map_err(stored)
    }

    fn of(&self, station: StationId) -> Option<&Sender> {
        let station = station.to_string();
        self.0.iter().find(|sender| sender.station == station)
    }

    fn of_mut(&mut self, station: StationId) -> &mut Sender {
        let name = station.to_string();
        let known = self.0.iter().position(|sender| sender.station == name);
        let at = known.unwrap_or(self.0.len());
        if known.is_none() {
            self.0.push(Sender { station: name, ..Sender::default() });
        }
        &mut self.0[at]
    }

    /// Entries that wait.
    pub(crate) fn waiting(&self) -> u64 {
        self.0.iter().flat_map(|sender| &sender.letters).map(Letter::entries).sum()
    }

    /// Keeps a page, verified by its writer's key, until the centre has it. Those that it holds whole it takes the place of.
    pub(crate) fn keep(&mut self, store: &mut Store, page: &UploadPage, span: &Span) -> Answer<Kept> {
        let came_by_feed = store.entry_hash(page.station, span.last).map_err(stored)? == Some(span.head);
        let letter = Letter { first: span.first, last: span.last, head: span.head.to_string() };
        let hash_at = |seq: u64| {
            let index = usize::try_from(seq.checked_sub(span.first)?).ok()?;
            Some(page.entries.get(index)?.hash().to_string())
        };
        let sender = self.of_mut(page.station);
        let acknowledged =
            sender.receipt.as_deref().and_then(|bytes| sync::page::decode::<Receipt>(bytes).ok());
        let has = |held: &Receipt| {
            held.seq >= span.last && (came_by_feed || hash_at(held.seq) == Some(held.hash.to_string()))
        };
        let mut waits = false;
        for held in &sender.letters {
            waits = waits || covers(store, held, span)?;
        }
        if waits || acknowledged.as_ref().is_some_and(has) {
            return Ok(Kept::Known);
        }
        let held_by_new =
            |held: &Letter| held.first >= span.first && hash_at(held.last).as_ref() == Some(&held.head);
        let (gone, mut stay): (Vec<_>, Vec<_>) = sender.letters.drain(..).partition(held_by_new);
        let bytes = sync::page::encode(page).map_err(|error| crate::bundle::unencodable(&error))?;
        let mut changes: Vec<_> = gone.iter().map(|held| (held.setting(), None)).collect();
        changes.push((letter.setting(), Some(bytes)));
        stay.push(letter);
        sender.letters = stay;
        sender.returned = None;
        self.write(store, changes)?;
        Ok(Kept::New)
    }

    /// How many pages wait.
    pub(crate) fn count(&self) -> usize {
        self.0.iter().map(|sender| sender.letters.len()).sum()
    }

    /// One of the pages, the earliest first; none where it has been delivered since.
    pub(crate) fn page(&self, store: &Store, index: usize) -> Answer<Option<UploadPage>> {
        match self.0.iter().flat_map(|sender| &sender.letters).nth(index) {
            Some(letter) => load(store, letter),
            None => Ok(None),
        }
    }

    /// The page to send next.
    pub(crate) fn next(&self, store: &Store) -> Answer<Option<UploadPage>> {
        match self.0.iter().find_map(|sender| sender.letters.first()) {
            Some(letter) => load(store, letter),
            None => Ok(None),
        }
    }

    /// The centre has a page that was sent; answers whether it was one of these.
    pub(crate) fn delivered(&mut self, store: &mut Store, receipt: &Receipt, sent: u64) -> Answer<bool> {
        let sender = self.of_mut(receipt.station);
        if sender.letters.first().is_none_or(|letter| letter.last != sent) {
            return Ok(false);
        }
        let letter = sender.letters.remove(0);
        sender.receipt = sync::page::encode(receipt).ok();
        self.write(store, vec![(letter.setting(), None)])?;
        Ok(true)
    }

    /// The centre refuses a page that was sent for a station for good, or no page that is here can follow what it has: answers
    /// whether it does. All of that station's pages go back: it has them still.
    pub(crate) fn give_back(
        &mut self,
        store: &mut Store,
        (station, sent): (StationId, u64),
        error: &SyncError,
    ) -> Answer<bool> {
        const FINAL: [Code; 5] = [Code::NotOwn, Code::Page, Code::TooLarge, Code::Malformed, Code::OtherBank];
        let expected = match error {
            SyncError::Gap { expected } => Some(*expected),
            SyncError::Fork | SyncError::Revoked => None,
            SyncError::Refused(refusal) if FINAL.iter().any(|code| code.as_str() == refusal.code) => None,
            _ => return Ok(false),
        };
        let sender = self.of_mut(station);
        // Of a former self of this station pages go to the centre too; those are not from here.
        if sender.letters.first().is_none_or(|letter| letter.last != sent) {
            return Ok(false);
        }
        let receipt = sender.receipt.as_deref().and_then(|bytes| sync::page::decode::<Receipt>(bytes).ok());
        if receipt.is_some_and(|receipt| expected.is_some_and(|expected| receipt.seq >= expected)) {
            // The centre was put back since: what it gave a receipt for, it lacks.
            sender.receipt = None;
        }
        let changes = sender.letters.drain(..).map(|letter| (letter.setting(), None)).collect();
        sender.returned = Some((error.code().to_owned(), expected));
        self.write(store, changes)?;
        Ok(true)
    }

    /// Notes how far a station follows its feeds.
    pub(crate) fn note_holds(
        &mut self,
        store: &mut Store,
        station: StationId,
        holds: &[(Scope, u64)],
    ) -> Answer<()> {
        let holds: Vec<_> = holds.iter().map(|(scope, position)| (scope.to_string(), *position)).collect();
        let sender = self.of_mut(station);
        if sender.holds == holds {
            return Ok(());
        }
        sender.holds = holds;
        self.write(store, Vec::new())
    }

    /// The last position that a station is known to hold of a feed; 0 where it never said.
    pub(crate) fn holds(&self, station: StationId, scope: Scope) -> u64 {
        let scope = scope.to_string();
        let held = self.of(station).and_then(|sender| sender.holds.iter().find(|(name, _)| *name == scope));
        held.map_or(0, |(_, position)| *position)
    }

    /// What the centre said of a station's pages.
    pub(crate) fn answered(&self, station: StationId) -> Answered {
        let Some(sender) = self.of(station) else { return Answered::default() };
        let refusal = |(code, expected): &(String, Option<u64>)| Refusal {
            code: code.clone(),
            params: expected.iter().map(|expected| ("expected".to_owned(), expected.to_string())).collect(),
        };
        Answered {
            receipt: sender.receipt.as_deref().and_then(|bytes| sync::page::decode(bytes).ok()),
            returned: sender.returned.as_ref().map(refusal),
        }
    }
}

fn load(store: &Store, letter: &Letter) -> Answer<Option<UploadPage>> {
    let bytes = store.setting(&letter.setting()).map_err(stored)?;
    Ok(bytes.and_then(|bytes| sync::page::decode(&bytes).ok()))
}

/// Whether a page that waits holds another one whole.
fn covers(store: &Store, held: &Letter, span: &Span) -> Answer<bool> {
    if held.first > span.first || held.last < span.last {
        return Ok(false);
    }
    let index = usize::try_from(span.last - held.first).unwrap_or(usize::MAX);
    let same = |page: UploadPage| page.entries.get(index).is_some_and(|entry| entry.hash() == span.head);
    Ok(load(store, held)?.is_some_and(same))
}
