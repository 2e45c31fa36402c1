//! What must hold when all is healed and nothing moves. What should be is worked out here anew from the entries themselves, in
//! the plainest way, not by the code that is under test.

mod safety;

use crate::Fault;
use crate::station::Station;
use crate::world::World;
use centre::db::station::Status;
use ledger::{Entry, EntryHeader, Hash, SiteId, StationId, Subject};
use std::collections::{BTreeMap, BTreeSet};
use sync::Attestation;

/// An entry with what it says of itself.
pub(crate) struct Read {
    pub(crate) header: EntryHeader,
    pub(crate) entry: Entry,
}

type Name = (StationId, u64);

/// Checks everything.
///
/// # Errors
/// The first violation.
pub fn check(world: &mut World) -> Result<(), Fault> {
    let held = held_by_centre(world)?;
    nothing_acknowledged_is_lost(world)?;
    copies_are_shut_out(world)?;
    world.summary.shut_out = statuses(world).filter(|status| *status == Status::Cloned).count() as u64;
    let audience = Audience::of(&held);
    let mut digests: BTreeMap<SiteId, (usize, Hash)> = BTreeMap::new();
    for station in &world.stations {
        let status = status(world, station);
        let entries = entries_of(station)?;
        no_personal_part_beyond_entitlement(world, station, &entries)?;
        let is_at_work = status == Status::Active && station.copy_of.is_none();
        match station.store()?.taking_in()? {
            None => safety::check(station, &entries)?,
            Some(_) if is_at_work => {
                let what = format!("station {} never came to the end of its first read", station.index);
                return Err(Fault::violation(what));
            }
            // One that was shut out while it read its bank never came to its projections, nor anybody to it.
            Some(_) => {}
        }
        if is_at_work {
            all_is_exchanged(station)?;
            holds_exactly_its_scopes(station, &entries, &held, &audience)?;
            let digest = station.store()?.projection_digest()?;
            let (other, expected) = *digests.entry(station.site).or_insert((station.index, digest));
            if digest != expected {
                let (a, b) = (station.index, other);
                return Err(Fault::violation(format!(
                    "stations {a} and {b} of one site differ in their digests"
                )));
            }
        } else {
            // What it continues is its own too, and nobody takes it any more.
            let own: Vec<StationId> = station.formers.iter().copied().chain([station.id]).collect();
            nothing_beyond_its_scopes(station, &own, &entries, &held, &audience)?;
        }
    }
    file_is_whole(world)
}

fn status(world: &World, station: &Station) -> Status {
    world.centre.memory.station(station.id).map_or(Status::Active, |row| row.status)
}

fn statuses(world: &World) -> impl Iterator<Item = Status> {
    let originals = world.stations.iter().filter(|station| station.copy_of.is_none());
    originals.map(|station| status(world, station))
}

fn unreadable(e: impl std::fmt::Display) -> Fault {
    Fault::violation(format!("an entry is held that cannot be read: {e}"))
}

fn held_by_centre(world: &World) -> Result<BTreeMap<Name, Read>, Fault> {
    let mut held = BTreeMap::new();
    for kept in world.centre.memory.entries() {
        let header = kept.entry.header().map_err(unreadable)?;
        held.insert((header.station, header.seq), Read { header, entry: kept.entry });
    }
    Ok(held)
}

fn entries_of(station: &Station) -> Result<Vec<Read>, Fault> {
    let mut entries = Vec::new();
    station.store()?.for_each_entry(|entry| entries.push(entry))?;
    entries.into_iter().map(|entry| Ok(Read { header: entry.header().map_err(unreadable)?, entry })).collect()
}

/// What a receipt or a station calls acknowledged is at the centre, entry by entry.
fn nothing_acknowledged_is_lost(world: &World) -> Result<(), Fault> {
    let memory = &world.centre.memory;
    for (station, seq, hash) in &world.receipts {
        if memory.hash(*station, *seq) != Some(*hash) {
            let what = format!("entry {seq} of station {station} has a receipt and is not at the centre");
            return Err(Fault::violation(what));
        }
    }
    for station in &world.stations {
        let index = station.index;
        let acknowledged = acknowledged(station)?;
        for read in entries_of(station)? {
            let EntryHeader { station: writer, seq, .. } = read.header;
            let ours = writer == station.id && seq <= acknowledged;
            if ours && memory.hash(writer, seq) != Some(read.entry.hash()) {
                let what = format!(
                    "station {index} takes its entry {seq} for acknowledged, the centre has another or none"
                );
                return Err(Fault::violation(what));
            }
        }
    }
    Ok(())
}

fn acknowledged(station: &Station) -> Result<u64, Fault> {
    let text = station.store()?.text_setting("acknowledged")?;
    Ok(text.and_then(|text| text.parse().ok()).unwrap_or(0))
}

fn all_is_exchanged(station: &Station) -> Result<(), Fault> {
    let (head, acknowledged) = (station.store()?.last_seq(), acknowledged(station)?);
    if head == acknowledged {
        return Ok(());
    }
    let index = station.index;
    Err(Fault::violation(format!("station {index} has {head} entries, {acknowledged} acknowledged, at rest")))
}

/// A station that has no copy, and whose file was never put back, is never taken for one; one of which two histories exist is, also where one of them only
/// went on from where the other ended.
fn copies_are_shut_out(world: &World) -> Result<(), Fault> {
    for station in world.stations.iter().filter(|station| station.copy_of.is_none()) {
        let index = station.index;
        let copies: Vec<&Station> =
            world.stations.iter().filter(|other| other.copy_of == Some(index)).collect();
        let cloned = status(world, station) == Status::Cloned;
        if cloned && copies.is_empty() && !station.put_back {
            return Err(Fault::violation(format!("station {index} is shut out, and there is no copy of it")));
        }
        let revoked = status(world, station) == Status::Revoked;
        for copy in copies {
            let (ours, theirs) = (station.store()?.head(), copy.store()?.head());
            let (Some((_, a, x)), Some((_, b, y))) = (ours, theirs) else { continue };
            let other = |longer: &Station, seq, hash| -> Result<bool, Fault> {
                let entries = entries_of(longer)?;
                let mut same = entries.iter().filter(|read| read.header.station == longer.id);
                Ok(!same.any(|read| read.header.seq == seq && read.entry.hash() == hash))
            };
            let parted = if a >= b { other(station, b, y)? } else { other(copy, a, x)? };
            if (parted || a != b) && !cloned && !revoked {
                return Err(Fault::violation(format!(
                    "station {index} has two histories and is not shut out"
                )));
            }
        }
    }
    Ok(())
}

/// Who is to hold which entries.
struct Audience {
    reference: BTreeSet<Name>,
    sites: BTreeMap<Subject, BTreeSet<SiteId>>,
}

impl Audience {
    fn of(held: &BTreeMap<Name, Read>) -> Self {
        let (mut reference, mut sites) = (BTreeSet::new(), BTreeMap::<Subject, BTreeSet<SiteId>>::new());
        for (name, Read { header, entry }) in held {
            let routing = domain::routing::route(&header.kind, header.kind_version, entry.body());
            if routing.reference {
                reference.insert(*name);
            } else {
                let of_subject = sites.entry(header.subject.clone()).or_default();
                of_subject.insert(header.site);
                of_subject.extend(routing.sites.into_iter().map(SiteId::from_bytes));
            }
        }
        Self { reference, sites }
    }

    fn includes(&self, site: SiteId, name: &Name, header: &EntryHeader) -> bool {
        let entered = || self.sites.get(&header.subject).is_some_and(|sites| sites.contains(&site));
        self.reference.contains(name) || entered()
    }
}

fn nothing_beyond_its_scopes(
    station: &Station,
    own: &[StationId],
    entries: &[Read],
    held: &BTreeMap<Name, Read>,
    audience: &Audience,
) -> Result<(), Fault> {
    for Read { header, entry } in entries {
        let name = (header.station, header.seq);
        let own = own.contains(&header.station);
        let same = held.get(&name).is_some_and(|held| held.entry.hash() == entry.hash());
        let may = own || (same && audience.includes(station.site, &name, header));
        if !may {
            let (index, kind) = (station.index, &header.kind);
            let what =
                format!("station {index} holds {kind}, entry {} of {}, beyond its scopes", name.1, name.0);
            return Err(Fault::violation(what));
        }
    }
    Ok(())
}

fn holds_exactly_its_scopes(
    station: &Station,
    entries: &[Read],
    held: &BTreeMap<Name, Read>,
    audience: &Audience,
) -> Result<(), Fault> {
    nothing_beyond_its_scopes(station, &[station.id], entries, held, audience)?;
    let here: BTreeSet<Name> = entries.iter().map(|read| (read.header.station, read.header.seq)).collect();
    for (name, read) in held {
        if audience.includes(station.site, name, &read.header) && !here.contains(name) {
            let (index, kind) = (station.index, &read.header.kind);
            let what = format!("station {index} lacks {kind}, entry {} of {}, of its scopes", name.1, name.0);
            return Err(Fault::violation(what));
        }
    }
    Ok(())
}

/// Personal parts by their place and by their bytes.
fn no_personal_part_beyond_entitlement(
    world: &World,
    station: &Station,
    entries: &[Read],
) -> Result<(), Fault> {
    let number = world.sites.iter().position(|site| site.bytes() == station.site.bytes());
    let entitled = number.and_then(|number| world.entitled.get(number)).copied().unwrap_or(false);
    let index = station.index;
    for Read { header, entry } in entries {
        let may = entitled || header.site == station.site;
        if may {
            continue;
        }
        let name = crate::acts::name_of(header.subject.id.bytes());
        let bytes = [entry.header_bytes(), entry.body()].concat();
        let named = bytes.windows(name.len()).any(|window| window == name.as_bytes());
        if named || entry.personal().is_some() {
            let what = format!(
                "station {index} holds the personal part of entry {} of {}",
                header.seq, header.station
            );
            return Err(Fault::violation(what));
        }
    }
    Ok(())
}

/// Of one station, another one each time: the whole ledger proves itself, and projections made anew from the entries are those
/// that came to be entry by entry.
fn file_is_whole(world: &mut World) -> Result<(), Fault> {
    let index = usize::try_from(world.now_ms).unwrap_or(0) % world.stations.len().max(1);
    let centre = world.centre.key.public();
    let Some(station) = world.stations.get_mut(index) else { return Ok(()) };
    let (store, _) = station.parts()?;
    let attested = |bytes: &[u8], hashes: &[Hash]| {
        sync::page::decode::<Attestation>(bytes).is_ok_and(|page| {
            page.is_signed_by(&centre) && page.digest == Attestation::digest(hashes.iter().copied())
        })
    };
    if let Some(finding) = store.verify(&attested, &mut |_, _| true)?.first_bad {
        return Err(Fault::violation(format!(
            "the ledger of station {index} does not prove itself: {finding}"
        )));
    }
    let before = store.projection_digest()?;
    store.rebuild()?;
    if store.projection_digest()? == before {
        return Ok(());
    }
    Err(Fault::violation(format!("the projections of station {index} differ from a rebuild")))
}
