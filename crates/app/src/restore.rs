//! A backup becomes a station again: copied aside, checked whole, given a new identity, and only then put in place.
//!
//! The old station may have recorded, sent and numbered more after the backup than anyone here knows, and may even
//! come back. So a restored station is another station: new number, new key, a chain that begins by saying what it
//! continues. The former chain stays in the store as another station's, whose key is forgotten.

use crate::carry::Carried;
use crate::command::hex_key;
use crate::context::Answer;
use crate::host::Host;
use crate::problem::{backed_up, io, stored};
use crate::synchronise;
use api::Problem;
use domain::record::{StationContinued, StationRegistered};
use domain::{Record, SiteId, StationId};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::backup::Generation;
use store::ledger::{self, BootId, ClockEvidence, PublicKey};
use store::{DatabaseKey, EndedChain, KeyFile, NewRecord, Store};
use sync::Continuation;
use zeroize::Zeroizing;

/// Settings of the former identity: where its chain stood at the centre, and its backups.
const OF_FORMER: &[&str] = &[
    "acknowledged",
    "centre_url",
    "last_sync_ms",
    "overtaken",
    "centre_behind_ms",
    "backup_folder",
    "last_backup_ms",
    "last_backup_seq",
    "last_backup_mark",
];

/// What to restore, and how it opens.
pub struct Restore<'a> {
    /// Folder of the generation.
    pub from: &'a Path,
    /// Passphrase or recovery key.
    pub secret: &'a str,
    /// What the new station is called; else the former name with a mark.
    pub station_name: Option<&'a str>,
}

/// What was restored, and how long it took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RestoreReport {
    /// The generation's name.
    pub generation: String,
    /// When it was made, ms.
    pub at_ms: i64,
    /// The station whose backup it was.
    pub former_station: String,
    /// The last entry of its chain.
    pub former_seq: u64,
    /// The new station; none in a drill.
    pub station: Option<String>,
    /// Entries checked.
    pub entries: u64,
    /// Checkpoints and signed pages checked.
    pub checkpoints: u64,
    /// Copying, digests included, ms.
    pub copy_ms: u64,
    /// Checking the copy: file, ledger, projections against a rebuild; ms.
    pub check_ms: u64,
    /// All of it, ms.
    pub total_ms: u64,
}

/// A folder that goes when it is not kept.
struct Scratch(PathBuf);

impl Scratch {
    fn make(path: PathBuf) -> Answer<Self> {
        // What an attempt that was cut left behind.
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).map_err(io)?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// How a long work is followed, and called off.
pub(crate) struct Watch<'a> {
    /// How far it has come: done, all.
    pub(crate) progress: &'a mut dyn FnMut(u64, u64),
    /// Whether it is to stop, as where the program closes.
    pub(crate) stop: Arc<dyn Fn() -> bool + Send + Sync>,
}

impl Watch<'_> {
    /// Nobody looks, and it goes on to its end.
    fn none<T>(work: impl FnOnce(Watch<'_>) -> T) -> T {
        work(Watch { progress: &mut |_, _| (), stop: Arc::new(|| false) })
    }
}

/// Restores a generation into a folder beside others, checks it, reports and removes it.
///
/// # Errors
/// Why it could not be restored.
pub fn drill(restore: &Restore<'_>, beside: &Path, host: &dyn Host) -> Answer<RestoreReport> {
    let generation = Generation::open(restore.from).map_err(backed_up)?;
    let key = open_keys(&generation, restore.secret)?;
    Watch::none(|watch| try_out(&generation, &key, beside, host, watch))
}

pub(crate) fn try_out(
    generation: &Generation,
    key: &DatabaseKey,
    beside: &Path,
    host: &dyn Host,
    watch: Watch<'_>,
) -> Answer<RestoreReport> {
    let scratch = Scratch::make(beside.join(format!(".drill-{}", generation.name)))?;
    let (_, report) = checked_copy(generation, key, &scratch.0, host, watch)?;
    Ok(report)
}

/// Restores a generation as a new station. The folder must hold none; it appears whole or not at all.
///
/// # Errors
/// Why it could not be restored; nothing is left then.
pub fn restore(restore: &Restore<'_>, data_dir: &Path, host: &dyn Host) -> Answer<RestoreReport> {
    Watch::none(|watch| restore_with(restore, data_dir, host, watch))
}

/// As [`restore`], and says how far it has come. Where it is called off nothing is left.
pub(crate) fn restore_with(
    restore: &Restore<'_>,
    data_dir: &Path,
    host: &dyn Host,
    watch: Watch<'_>,
) -> Answer<RestoreReport> {
    let taken = || Problem::refusal("restore.exists").with("folder", data_dir.display().to_string());
    let occupied = std::fs::read_dir(data_dir).map(|mut entries| entries.next().is_some());
    if occupied.unwrap_or(data_dir.exists()) {
        return Err(taken());
    }
    let generation = Generation::open(restore.from).map_err(backed_up)?;
    let key = open_keys(&generation, restore.secret)?;
    let absolute = std::path::absolute(data_dir).map_err(io)?;
    let name = absolute.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let scratch = Scratch::make(absolute.with_file_name(format!(".{name}.restoring")))?;
    let (mut store, mut report) = checked_copy(&generation, &key, &scratch.0, host, watch)?;
    let station = begin_anew(&mut store, generation.manifest.at_ms, restore.station_name, host)?;
    store.close().map_err(stored)?;
    // A secret in the keyring belongs to the station that put it there.
    let keys = scratch.0.join("keys.json");
    if let Some(file) = KeyFile::read(&keys).map_err(stored)? {
        file.with_keyring(None).write(&keys).map_err(stored)?;
    }
    // An empty folder is replaced; one that was filled meanwhile refuses.
    std::fs::rename(&scratch.0, &absolute).map_err(|_| taken())?;
    report.station = Some(station.to_string());
    Ok(report)
}

/// The generation's key by passphrase or recovery key. The digest of the key file is checked first, so that a damaged
/// one is not taken for a wrong passphrase.
fn open_keys(generation: &Generation, secret: &str) -> Answer<DatabaseKey> {
    generation.check_files().map_err(backed_up)?;
    let keys = KeyFile::read(&generation.keys()).map_err(stored)?;
    let keys = keys.ok_or_else(|| Problem::refusal("setup.no_bank"))?;
    let secret = if keys.demo { crate::demo::DEMO_PASSPHRASE } else { secret };
    keys.open(secret).map_err(|e| stored(e).at("passphrase"))
}

/// Copies and opens a generation, and believes none of it before it is checked: digests, the file's own integrity,
/// manifest against chain, every signature, projections against a rebuild.
fn checked_copy(
    generation: &Generation,
    key: &DatabaseKey,
    folder: &Path,
    host: &dyn Host,
    Watch { progress, stop }: Watch<'_>,
) -> Answer<(Store, RestoreReport)> {
    let begun = host.monotonic_ms();
    generation.copy_to(folder, &mut || !stop()).map_err(backed_up)?;
    let copied = host.monotonic_ms();
    let mut store = Store::open(&folder.join("bank.db"), key).map_err(stored)?;
    let called_off = Arc::clone(&stop);
    store.stop_when(move || called_off()).map_err(stored)?;
    store.check_integrity().map_err(stored)?;
    let manifest = &generation.manifest;
    let head = store.head().map(|(identity, seq, hash)| {
        (identity.bank.to_string(), identity.station.to_string(), seq, hash.to_string())
    });
    let named = (manifest.bank.clone(), manifest.station.clone(), manifest.seq, manifest.hash.clone());
    if head.as_ref() != Some(&named) && manifest.seq > 0 {
        let damaged = Problem::fault("backup.damaged").with("generation", generation.name.clone());
        return Err(damaged.with("file", "manifest.json"));
    }
    let centre = store.setting("centre_key").map_err(stored)?;
    let centre = centre.and_then(|key| key.as_slice().try_into().ok()).map(PublicKey::from_bytes);
    let mut step = |done, all| {
        progress(done, all);
        !stop()
    };
    let verified = store
        .verify(&|attestation, hashes| crate::attest::attests(centre, attestation, hashes), &mut step)
        .map_err(stored)?;
    if let Some(finding) = verified.first_bad {
        return Err(Problem::fault("backup.ledger").with("finding", finding.to_string()));
    }
    let before = store.projection_digest().map_err(stored)?;
    store.rebuild().map_err(stored)?;
    // Another schema's projections are made anew by this one, and need not be the same.
    if store.projection_digest().map_err(stored)? != before && manifest.schema == Store::schema() {
        return Err(Problem::fault("backup.projections").with("generation", generation.name.clone()));
    }
    let done = host.monotonic_ms();
    let report = RestoreReport {
        generation: generation.name.clone(),
        at_ms: manifest.at_ms,
        former_station: manifest.station.clone(),
        former_seq: manifest.seq,
        station: None,
        entries: verified.entries,
        checkpoints: verified.checkpoints,
        copy_ms: copied.saturating_sub(begun),
        check_ms: done.saturating_sub(copied),
        total_ms: done.saturating_sub(begun),
    };
    Ok((store, report))
}

/// Ends the former identity and begins a new one, in the copy of a backup that was made at this time.
///
/// # Errors
/// There is no identity; a fault of the file.
pub fn begin_anew(
    store: &mut Store,
    backup_ms: i64,
    name: Option<&str>,
    host: &dyn Host,
) -> Answer<StationId> {
    let mut carried = Carried::read(store)?;
    let acknowledged = synchronise::number_of(store, "acknowledged")?.unwrap_or(0);
    let connected = store.setting("centre_key").map_err(stored)?.is_some();
    let stations = store.list_stations().map_err(stored)?;
    let ended = store.end_chain(OF_FORMER).map_err(stored)?;
    carried.add(ended.identity.station, acknowledged, ended.seq);
    carried.write(store)?;
    let restored: &[u8] = if connected { b"centre" } else { b"alone" };
    store.set_setting("restored", restored).map_err(stored)?;
    let former = stations.iter().find(|one| one.station.bytes() == ended.identity.station.bytes());
    let station_name = match name {
        Some(name) => name.trim().to_owned(),
        None => next_name(former.map_or("station", |one| &one.name), stations.iter().map(|one| &*one.name)),
    };
    let (id, seed) = (host.id(), Zeroizing::new(host.bytes::<32>()));
    let identity = store::Identity { station: ledger::StationId::from_bytes(id), ..ended.identity };
    let key = store.begin_chain(identity, &seed).map_err(stored)?;
    let station = StationId::from_bytes(id);
    let records = vec![
        Record::StationContinued(continued(&ended, (station, key), backup_ms)),
        Record::StationRegistered(StationRegistered {
            station,
            name: station_name,
            site: SiteId::from_bytes(*ended.identity.site.bytes()),
            public_key: hex_key(&key),
        }),
    ];
    let clock = ClockEvidence {
        wall_ms: host.now_ms(),
        monotonic_ms: host.monotonic_ms(),
        boot: BootId::from_bytes(host.boot()),
        offset_ms: None,
        offset_age_ms: None,
    };
    let new = |record| NewRecord { subject: id, record, personal: None, operator: None, second: None };
    let rule_set = crate::rules::rule_set().version;
    store.append(records.into_iter().map(new).collect(), clock, rule_set).map_err(stored)?;
    Ok(station)
}

fn continued(ended: &EndedChain, (station, key): (StationId, PublicKey), backup_ms: i64) -> StationContinued {
    let former = ended.identity.station;
    let by = ledger::StationId::from_bytes(*station.bytes());
    let signed = Continuation::sign(&ended.key, (former, ended.seq, ended.hash), (by, key));
    StationContinued {
        station,
        former: StationId::from_bytes(*former.bytes()),
        former_key: hex_key(&signed.former_key),
        seq: ended.seq,
        hash: ended.hash.to_string(),
        backup_ms,
        signature: signed.signature.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

/// `lab-1` becomes `lab-1 R1`, and `lab-1 R1` becomes `lab-1 R2`: people must tell the two apart.
fn next_name<'a>(former: &str, taken: impl Iterator<Item = &'a str> + Clone) -> String {
    let base = match former.rsplit_once(" R") {
        Some((base, number)) if number.parse::<u32>().is_ok() => base,
        _ => former,
    };
    let name = |number: u32| format!("{base} R{number}");
    (1..).map(name).find(|name| !taken.clone().any(|one| one == name)).unwrap_or_else(|| name(0))
}

#[cfg(test)]
mod tests {
    use super::next_name;

    #[test]
    fn a_restored_station_is_told_apart_by_its_name() {
        for (former, taken, want) in [
            ("lab-1", &["lab-1"][..], "lab-1 R1"),
            ("lab-1", &["lab-1", "lab-1 R1"], "lab-1 R2"),
            ("lab-1 R1", &["lab-1", "lab-1 R1"], "lab-1 R2"),
            ("Room Rx", &[], "Room Rx R1"),
        ] {
            assert_eq!(next_name(former, taken.iter().copied()), want);
        }
    }
}
