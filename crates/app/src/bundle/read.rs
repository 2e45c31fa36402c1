//! Taking what a file brings: all of it is proven before any of it is taken.

use super::{about, unopened, unpacked, unread};
use crate::app::{App, Event};
use crate::context::{Answer, Cx};
use crate::courier::{Courier, Kept};
use crate::problem::stored;
use crate::synchronise::{self, Done, NEWS, acknowledged, centre_key, note_overtaken};
use api::Problem;
use api::wire::{BundleChain, BundleSummary};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek as _};
use std::path::Path;
use store::ledger::{PublicKey, StationId};
use store::sealed::SealReader;
use sync::bundle::{BundlePage, Reader};
use sync::{Code, FeedMark, FeedPage, Receipt, Refusal, Scope, Span, UploadPage};

const WORK: &str = "sync.read_file";

/// How far the reading of a file has come.
struct Course<'a> {
    path: &'a Path,
    /// Who reads it: a station may start over meanwhile, as another one.
    reader: Option<StationId>,
    /// Who wrote it, once its first page was read.
    writer: Option<StationId>,
    /// The last page of the writer's own chain.
    chain: Option<Span>,
    /// The last position of each feed, in the file or here.
    feeds: BTreeMap<Scope, u64>,
    /// The last position of each feed in the file.
    ends: BTreeMap<Scope, u64>,
}

impl Course<'_> {
    const fn new(path: &Path) -> Course<'_> {
        Course {
            path,
            reader: None,
            writer: None,
            chain: None,
            feeds: BTreeMap::new(),
            ends: BTreeMap::new(),
        }
    }

    fn refuse(&self, code: &str) -> Problem {
        about(code, self.path)
    }

    /// Whether a page proves itself and follows what is known; what is carried for the centre comes with its place.
    fn prove(&mut self, cx: &Cx<'_>, page: &BundlePage) -> Answer<Option<Span>> {
        let own = cx.identity()?;
        if *self.reader.get_or_insert(own.station) != own.station {
            return Err(self.refuse("sync.file_other_reader"));
        }
        match page {
            BundlePage::Cover { bank, site, station, .. } => {
                if *bank != own.bank {
                    return Err(self.refuse("sync.file_other_bank"));
                }
                if *site != own.site {
                    return Err(self.refuse("sync.file_other_site"));
                }
                self.writer = Some(*station);
            }
            _ if self.writer.is_none() => return Err(self.refuse("sync.file_kind")),
            BundlePage::Upload(page) => return self.prove_upload(cx, page).map(Some),
            BundlePage::Feed { page, before } => {
                self.prove_feed(cx, page, before.map(FeedMark::from_bits))?
            }
            BundlePage::Receipt(receipt) => {
                if receipt.bank != own.bank || !receipt.is_signed_by(&centre(cx)?) {
                    return Err(self.refuse("sync.file_forged"));
                }
            }
            BundlePage::Returned { .. } => {}
        }
        Ok(None)
    }

    fn prove_upload(&mut self, cx: &Cx<'_>, page: &UploadPage) -> Answer<Span> {
        let (store, own) = (cx.store()?, cx.identity()?);
        if page.bank != own.bank {
            return Err(self.refuse("sync.file_other_bank"));
        }
        let rows = store.list_stations().map_err(stored)?;
        let row = rows.into_iter().find(|row| row.station.bytes() == page.station.bytes());
        let key = store.station_key(page.station).map_err(stored)?;
        let (Some(row), Some(key)) = (row, key) else {
            return Err(self.refuse("sync.file_unknown_station").with("station", page.station.to_string()));
        };
        if row.site.bytes() != own.site.bytes() {
            return Err(self.refuse("sync.file_other_site"));
        }
        let span = page.verify(key).map_err(|fault| {
            self.refuse("sync.file_page").with("station", &*row.name).with("fault", fault.to_string())
        })?;
        if self.writer == Some(page.station) {
            if let Some(before) = self.chain
                && (before.last + 1, before.head) != (span.first, span.previous)
            {
                let gap = self.refuse("sync.file_chain_gap").with("station", &*row.name);
                return Err(gap.with("expected", before.last + 1));
            }
            self.chain = Some(span);
        }
        Ok(span)
    }

    fn prove_feed(&mut self, cx: &Cx<'_>, page: &FeedPage, before: Option<FeedMark>) -> Answer<()> {
        let (store, own) = (cx.store()?, cx.identity()?);
        let (scope, first, last) = (page.attestation.scope, page.attestation.first, page.attestation.last);
        if ![Scope::Reference, Scope::Site(own.site)].contains(&scope) {
            return Err(self.refuse("sync.file_other_site"));
        }
        page.verify(own.bank, &centre(cx)?, scope, first.saturating_sub(1))
            .map_err(|_| self.refuse("sync.file_forged"))?;
        let name = scope.to_string();
        let here = store.feed_position(&name).map_err(stored)?;
        let known = self.feeds.get(&scope).copied();
        let held = known.unwrap_or(here);
        if first > held + 1 {
            return Err(self.refuse("sync.file_gap").with("expected", held + 1).with("first", first));
        }
        // Two numberings of one feed, both signed: the centre was put back to a backup in between.
        let overlap = store.feed_hashes_between(&name, first, last).map_err(stored)?;
        let same = overlap.iter().zip(&page.entries).all(|(hash, entry)| *hash == entry.entry.hash());
        let before_same = match before {
            Some(mark) if known.is_none() => {
                let hashes = store.feed_hashes_between(&name, 1, first - 1).map_err(stored)?;
                FeedMark::START.then_all(&hashes) == mark
            }
            _ => true,
        };
        if !same || !before_same {
            return Err(self.refuse("sync.file_differs"));
        }
        self.feeds.insert(scope, last.max(held));
        self.ends.insert(scope, last);
        Ok(())
    }

    /// Whether the file had the site's feed, and what is here ends where each feed of the file ends: behind that, the file is an old
    /// one or one for another station; before, not all of it was taken.
    fn is_ahead(&self, cx: &Cx<'_>) -> Answer<bool> {
        let site = Scope::Site(cx.identity()?.site);
        for (scope, last) in &self.ends {
            if *last != cx.store()?.feed_position(&scope.to_string()).map_err(stored)? {
                return Ok(false);
            }
        }
        Ok(self.ends.contains_key(&site))
    }
}

fn centre(cx: &Cx<'_>) -> Answer<PublicKey> {
    centre_key(cx)?.ok_or_else(|| Problem::refusal("sync.not_connected"))
}

impl App {
    /// Takes what a file brings: pages of other stations are kept until the centre has them; what the centre put in order and what
    /// it acknowledged is taken as from the wire. Taking a file twice changes nothing.
    ///
    /// # Errors
    /// The file does not open, is cut or changed, is of another bank or site, or something in it does not prove itself or does
    /// not follow what is here: nothing was taken then.
    pub fn read_bundle(&self, path: &Path, passphrase: &str) -> Answer<BundleSummary> {
        let found = std::fs::metadata(path).map_err(|error| unread(path, error))?;
        if !found.is_file() {
            // A pipe or a device might never answer.
            return Err(about("sync.file_kind", path).at("path"));
        }
        // One handle for both readings: a stick that is changed in between is no other file.
        let mut file = File::open(path).map_err(|error| unread(path, error))?;
        let size = file.metadata().map_err(|error| unread(path, error))?.len();
        let mut course = Course::new(path);
        self.each_page(path, passphrase, (&mut file, size), 0, &mut |cx, page| {
            course.prove(cx, &page).map(drop)
        })?;
        file.rewind().map_err(|error| unread(path, error))?;
        let mut course = Course { reader: course.reader, ..Course::new(path) };
        let mut taken = Taken::default();
        self.each_page(path, passphrase, (&mut file, size), size, &mut |cx, page| {
            let span = course.prove(cx, &page)?;
            taken.take(cx, page, span)
        })?;
        let summary = taken.summary;
        if self.with(|cx| course.is_ahead(cx))? {
            // All that its writer had of the feeds is here now, and whoever works here need not wait for a centre.
            self.fold_all()?;
        }
        tracing::info!(
            file = %path.display(), by = summary.by, feed_entries = summary.feed_entries, chains = summary.chains.len(),
            "pages were taken from a file"
        );
        self.wake_sync();
        self.emit(&Event::Invalidate { tags: NEWS.to_vec() });
        Ok(summary)
    }

    /// Reads a file to its end; the station is locked for one page at a time.
    fn each_page(
        &self,
        path: &Path,
        passphrase: &str,
        (file, size): (&mut File, u64),
        done: u64,
        look: &mut dyn FnMut(&mut Cx<'_>, BundlePage) -> Answer<()>,
    ) -> Answer<()> {
        let count = Cell::new(done);
        let input = BufReader::new(Counted { input: file, count: &count });
        let mut sealed = SealReader::new(input, passphrase).map_err(|error| unopened(path, error))?;
        let mut reader = Reader::new(&mut sealed).map_err(|error| unpacked(path, error))?;
        let mut pages = 0_u64;
        while let Some(page) = reader.page().map_err(|error| unpacked(path, error))? {
            self.with(|cx| look(cx, page))?;
            pages += 1;
            // Read once to prove it and once to take it.
            self.emit(&Event::Progress { work: WORK, done: count.get(), all: size.saturating_mul(2) });
        }
        if pages == 0 {
            return Err(about("sync.file_kind", path).at("path"));
        }
        // The last piece seals the whole: nothing may stand behind it.
        match sealed.read(&mut [0; 1]) {
            Ok(0) => Ok(()),
            Ok(_) => Err(about("sync.file_damaged", path)),
            Err(error) => Err(unread(path, error)),
        }
    }
}

/// A file that says how far it was read.
struct Counted<'a> {
    input: &'a mut File,
    count: &'a Cell<u64>,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.count.set(self.count.get().saturating_add(count as u64));
        Ok(count)
    }
}

/// What a file brought that was new here.
struct Taken {
    summary: BundleSummary,
}

impl Default for Taken {
    fn default() -> Self {
        let summary = BundleSummary {
            by: String::new(),
            at_ms: 0,
            pages: 0,
            chains: Vec::new(),
            feed_entries: 0,
            acknowledged: None,
            problems: Vec::new(),
        };
        Self { summary }
    }
}

fn narrow(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Taken {
    fn take(&mut self, cx: &mut Cx<'_>, page: BundlePage, span: Option<Span>) -> Answer<()> {
        self.summary.pages = self.summary.pages.saturating_add(1);
        match page {
            BundlePage::Cover { station, time_ms, holds, .. } => {
                self.summary.by = name_of(cx, station)?;
                self.summary.at_ms = time_ms;
                if station != cx.identity()?.station {
                    let store = cx.store_mut()?;
                    Courier::read(store)?.note_holds(store, station, &holds)?;
                }
                Ok(())
            }
            BundlePage::Upload(page) => match span {
                Some(span) if page.station == cx.identity()?.station => own_page(cx, &page, &span),
                Some(span) => self.take_upload(cx, &page, &span),
                None => Ok(()),
            },
            BundlePage::Feed { page, .. } => {
                let scope = page.attestation.scope.to_string();
                let before = cx.store()?.feed_position(&scope).map_err(stored)?;
                synchronise::finish(cx, Done::Brought { page })?;
                let after = cx.store()?.feed_position(&scope).map_err(stored)?;
                self.summary.feed_entries = self.summary.feed_entries.saturating_add(narrow(after - before));
                Ok(())
            }
            BundlePage::Receipt(receipt) => self.take_receipt(cx, receipt),
            BundlePage::Returned { station, refusal } if station == cx.identity()?.station => {
                self.take_refusal(cx, &refusal)
            }
            BundlePage::Returned { .. } => Ok(()),
        }
    }

    fn take_upload(&mut self, cx: &mut Cx<'_>, page: &UploadPage, span: &Span) -> Answer<()> {
        let name = name_of(cx, page.station)?;
        let store = cx.store_mut()?;
        if let Some(seq) = contradicted(store, page, span)? {
            // It goes to the centre all the same, which shuts both histories out.
            tracing::error!(station = %page.station, seq, "a file brings another history of a station");
            self.summary
                .problems
                .push(Problem::fault("sync.file_two_histories").with("station", &*name).with("seq", seq));
        }
        if Courier::read(store)?.keep(store, page, span)? == Kept::Known {
            return Ok(());
        }
        let (first, last) = (narrow(span.first), narrow(span.last));
        match self.summary.chains.last_mut().filter(|chain| chain.station == name && chain.last + 1 == first)
        {
            Some(chain) => chain.last = last,
            None => self.summary.chains.push(BundleChain { station: name, first, last }),
        }
        Ok(())
    }

    fn take_receipt(&mut self, cx: &mut Cx<'_>, receipt: Receipt) -> Answer<()> {
        if receipt.station != cx.identity()?.station {
            return Ok(());
        }
        synchronise::finish(cx, Done::Heard(receipt))?;
        self.summary.acknowledged = Some(narrow(acknowledged(cx.store()?)?));
        Ok(())
    }

    /// The centre did not take what was carried for this station.
    fn take_refusal(&mut self, cx: &mut Cx<'_>, refusal: &Refusal) -> Answer<()> {
        let expected = refusal.param("expected").and_then(|text| text.parse().ok());
        if let (Some(Code::Gap), Some(expected)) = (Code::find(&refusal.code), expected) {
            synchronise::wanted(cx, expected)?;
        }
        let code = Code::find(&refusal.code).map_or("sync.refused", Code::as_str);
        let problem = Problem::fault(code).with("code", refusal.code.as_str());
        let params = refusal.params.iter();
        let problem = params.fold(problem, |problem, (name, value)| problem.with(name, value.as_str()));
        self.summary.problems.push(problem);
        Ok(())
    }
}

/// Entries that this station signed and does not have: its file was copied, or put back.
fn own_page(cx: &mut Cx<'_>, page: &UploadPage, span: &Span) -> Answer<()> {
    let store = cx.store_mut()?;
    if span.last > store.last_seq() || contradicted(store, page, span)?.is_some() {
        note_overtaken(store, "file")?;
    }
    Ok(())
}

/// The first entry of a page in whose place another is known.
fn contradicted(store: &store::Store, page: &UploadPage, span: &Span) -> Answer<Option<u64>> {
    for (seq, entry) in (span.first..).zip(&page.entries) {
        let known = store.entry_hash(page.station, seq).map_err(stored)?;
        if known.is_some_and(|hash| hash != entry.hash()) {
            return Ok(Some(seq));
        }
    }
    Ok(None)
}

fn name_of(cx: &Cx<'_>, station: StationId) -> Answer<String> {
    let rows = cx.store()?.list_stations().map_err(stored)?;
    let row = rows.into_iter().find(|row| row.station.bytes() == station.bytes());
    Ok(row.map_or_else(|| station.to_string(), |row| row.name))
}
