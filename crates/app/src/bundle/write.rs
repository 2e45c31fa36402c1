//! Writing a file: whole or not at all.

use super::{about, unencodable, unopened, unwritten};
use crate::app::{App, Event};
use crate::carry::Carried;
use crate::command::check_passphrase;
use crate::context::{Answer, Cx};
use crate::courier::Courier;
use crate::problem::stored;
use crate::synchronise::{acknowledged, chain_page, require_taken_in};
use api::Problem;
use api::wire::{BundleChain, BundleSummary};
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use store::ledger::StationId;
use store::sealed::{SealWriter, is_sealed};
use store::{Identity, Store};
use sync::bundle::{BundleError, BundlePage, Writer};
use sync::limits::PAGE_FILL_BYTES;
use sync::{FeedEntry, FeedMark, FeedPage, Scope};

const WORK: &str = "sync.write_file";

/// What goes into a file, settled at one moment.
struct Outline {
    identity: Identity,
    cover: BundlePage,
    /// Chains that are here: whose, from behind which entry, to which.
    chains: Vec<(StationId, u64, u64)>,
    courier: Courier,
    reader: Option<StationId>,
    /// Entries and pages, to show progress.
    all: u64,
    summary: BundleSummary,
    names: Vec<(StationId, String)>,
}

/// The file that is being written.
struct Output<'a> {
    path: &'a Path,
    writer: Writer<SealWriter<BufWriter<File>>>,
    done: u64,
}

impl Output<'_> {
    fn page(&mut self, page: &BundlePage) -> Answer<()> {
        self.writer.page(page).map_err(|error| failed(self.path, error))
    }
}

fn failed(path: &Path, error: BundleError) -> Problem {
    match error {
        BundleError::Io(error) => unwritten(path, error),
        BundleError::Page(error) => unencodable(&error),
        error => Problem::fault("fault.internal").with("detail", error.to_string()),
    }
}

fn narrow(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn scopes(identity: &Identity) -> [Scope; 2] {
    [Scope::Reference, Scope::Site(identity.site)]
}

impl Outline {
    fn settle(cx: &Cx<'_>, reader: Option<&str>) -> Answer<Self> {
        let (store, identity) = (cx.store()?, cx.identity()?);
        let rows = store.list_stations().map_err(stored)?;
        let reader = match reader.map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => {
                let mut named = rows.iter().filter(|row| row.name == text || row.station.to_string() == text);
                let found = named.next().filter(|row| {
                    row.site.bytes() == identity.site.bytes()
                        && row.station.bytes() != identity.station.bytes()
                });
                // Two of one name cannot be told apart by it.
                let found = found.filter(|_| named.next().is_none());
                // Who reads the file works by it as by all that the bank has.
                require_taken_in(cx)?;
                let unknown =
                    || Problem::refusal("sync.file_station").with("station", text).at("station_for");
                Some(StationId::from_bytes(*found.ok_or_else(unknown)?.station.bytes()))
            }
            None => None,
        };
        let names: Vec<_> =
            rows.iter().map(|row| (StationId::from_bytes(*row.station.bytes()), row.name.clone())).collect();
        let mut chains = Carried::read(store)?.waits();
        chains.push((identity.station, acknowledged(store)?, store.last_seq()));
        let mut holds = Vec::new();
        let courier = Courier::read(store)?;
        let mut all = courier.waiting();
        for scope in scopes(&identity) {
            let position = store.feed_position(&scope.to_string()).map_err(stored)?;
            holds.push((scope, position));
            if let Some(reader) = reader {
                all = all.saturating_add(position.saturating_sub(courier.holds(reader, scope)));
            }
        }
        all =
            chains.iter().fold(all, |all, (_, after, last)| all.saturating_add(last.saturating_sub(*after)));
        let at_ms = cx.now_ms();
        let Identity { bank, site, station } = identity;
        let mut outline = Self {
            identity,
            cover: BundlePage::Cover { bank, site, station, time_ms: at_ms, holds },
            chains,
            courier,
            reader,
            all,
            summary: BundleSummary {
                by: String::new(),
                at_ms,
                pages: 0,
                chains: Vec::new(),
                feed_entries: 0,
                acknowledged: None,
                problems: Vec::new(),
            },
            names,
        };
        outline.summary.by = outline.name(station);
        Ok(outline)
    }

    fn name(&self, station: StationId) -> String {
        let found = self.names.iter().find(|(known, _)| *known == station);
        found.map_or_else(|| station.to_string(), |(_, name)| name.clone())
    }

    /// Counts the entries of a page for the summary.
    fn note_chain(&mut self, station: StationId, first: u64, last: u64) {
        let name = self.name(station);
        match self.summary.chains.last_mut().filter(|chain| chain.station == name) {
            Some(chain) => chain.last = narrow(last).max(chain.last),
            None => self.summary.chains.push(BundleChain {
                station: name,
                first: narrow(first),
                last: narrow(last),
            }),
        }
    }
}

impl App {
    /// Writes pages to a file under a passphrase: what the centre lacks of this station's entries and of those that it carries;
    /// for a named station of this site also the feeds behind what that one holds, and the centre's word for its entries.
    ///
    /// # Errors
    /// No such station, a passphrase that is too short, a place that cannot be written; nothing is left there then.
    pub fn write_bundle(&self, path: &Path, reader: Option<&str>, passphrase: &str) -> Answer<BundleSummary> {
        check_passphrase(passphrase)?;
        if !is_place(path, &self.data_dir) {
            return Err(about("sync.file_place", path).at("path"));
        }
        let outline = self.with(|cx| Outline::settle(cx, reader))?;
        let partial = partial(path);
        let written = self.fill(path, &partial, passphrase, outline);
        let written = written.and_then(|summary| {
            std::fs::rename(&partial, path).map_err(|error| unwritten(path, error)).map(|()| summary)
        });
        if written.is_err() {
            // What cannot be removed is no bundle to any reader.
            let _ = std::fs::remove_file(&partial);
        }
        if let Ok(summary) = &written {
            tracing::info!(file = %path.display(), pages = summary.pages, "pages were written to a file");
        }
        written
    }

    fn fill(
        &self,
        path: &Path,
        partial: &Path,
        passphrase: &str,
        mut outline: Outline,
    ) -> Answer<BundleSummary> {
        let file = File::create(partial).map_err(|error| unwritten(path, error))?;
        let sealed = SealWriter::new(BufWriter::new(file), passphrase, self.host.bytes())
            .map_err(|error| unopened(path, error))?;
        let writer = Writer::new(sealed).map_err(|error| failed(path, error))?;
        let mut output = Output { path, writer, done: 0 };
        output.page(&outline.cover)?;
        for (station, mut after, last) in std::mem::take(&mut outline.chains) {
            while after < last {
                let page = self.with(|cx| chain_page(cx.store()?, station, after, PAGE_FILL_BYTES))?;
                let Some(page) = page else { break };
                outline.note_chain(station, after + 1, page.last_seq());
                self.put(&mut output, &mut outline, page.entries.len(), BundlePage::Upload(page.clone()))?;
                after = page.last_seq();
            }
        }
        for index in 0..outline.courier.count() {
            let Some(page) = self.with(|cx| outline.courier.page(cx.store()?, index))? else { continue };
            let count = page.entries.len();
            outline.note_chain(page.station, page.last_seq() + 1 - count as u64, page.last_seq());
            self.put(&mut output, &mut outline, count, BundlePage::Upload(page))?;
        }
        if let Some(reader) = outline.reader {
            self.answer_to(&mut output, &mut outline, reader)?;
        }
        let sealed = output.writer.finish().map_err(|error| failed(path, error))?;
        let file =
            sealed.finish().and_then(|out| out.into_inner().map_err(std::io::IntoInnerError::into_error));
        file.and_then(|file| file.sync_all()).map_err(|error| unwritten(path, error))?;
        Ok(outline.summary)
    }

    /// What goes to a station that has no network.
    fn answer_to(&self, output: &mut Output<'_>, outline: &mut Outline, reader: StationId) -> Answer<()> {
        let answered = outline.courier.answered(reader);
        if let Some(receipt) = answered.receipt {
            outline.summary.acknowledged = Some(narrow(receipt.seq));
            self.put(output, outline, 0, BundlePage::Receipt(receipt))?;
        }
        if let Some(refusal) = answered.returned {
            self.put(output, outline, 0, BundlePage::Returned { station: reader, refusal })?;
        }
        for scope in scopes(&outline.identity) {
            let mut at = outline.courier.holds(reader, scope);
            let mut before = None;
            while let Some(page) = self.with(|cx| feed_page(cx.store()?, scope, at + 1))? {
                let mark = match before {
                    Some(mark) => mark,
                    None => self.with(|cx| mark_before(cx.store()?, scope, page.attestation.first))?,
                };
                let count = page.entries.len();
                before = Some(page.entries.iter().fold(mark, |mark, entry| mark.then(&entry.entry.hash())));
                at = page.last();
                outline.summary.feed_entries =
                    outline.summary.feed_entries.saturating_add(narrow(count as u64));
                self.put(output, outline, count, BundlePage::Feed { page, before: Some(mark.to_bits()) })?;
            }
        }
        Ok(())
    }

    fn put(
        &self,
        output: &mut Output<'_>,
        outline: &mut Outline,
        entries: usize,
        page: BundlePage,
    ) -> Answer<()> {
        output.page(&page)?;
        output.done = output.done.saturating_add(entries as u64);
        outline.summary.pages = outline.summary.pages.saturating_add(1);
        self.emit(&Event::Progress { work: WORK, done: output.done.min(outline.all), all: outline.all });
        Ok(())
    }
}

/// Whether a file may be written there: not in the folder of the station's data, nor over anything but such a file.
fn is_place(path: &Path, data_dir: &Path) -> bool {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let own =
        data_dir.canonicalize().is_ok_and(|own| folder.canonicalize().is_ok_and(|at| at.starts_with(own)));
    path.file_name().is_some() && !own && (!path.exists() || File::open(path).is_ok_and(is_sealed))
}

fn partial(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    path.with_file_name(name)
}

/// The page in which a position stands, as the centre signed it.
fn feed_page(store: &Store, scope: Scope, position: u64) -> Answer<Option<FeedPage>> {
    let Some(kept) = store.feed_page_at(&scope.to_string(), position).map_err(stored)? else {
        return Ok(None);
    };
    let damaged = store::StoreError::Inconsistent { table: "feed_page", column: "attestation" };
    let attestation = sync::page::decode(&kept.attestation).map_err(|_| stored(damaged))?;
    let placed = |(position, entry)| FeedEntry { position, entry };
    let entries = (kept.first..).zip(kept.entries).map(placed).collect();
    Ok(Some(FeedPage { attestation, entries, end: kept.last, held: None }))
}

/// What stands in a feed before a position.
fn mark_before(store: &Store, scope: Scope, first: u64) -> Answer<FeedMark> {
    let hashes = store.feed_hashes_between(&scope.to_string(), 1, first.saturating_sub(1)).map_err(stored)?;
    Ok(FeedMark::START.then_all(&hashes))
}
