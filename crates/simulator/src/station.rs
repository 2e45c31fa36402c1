//! A station: the real store in a file, the real exchange, and a clock that may be wrong.

use crate::Fault;
use crate::dice::Dice;
use app::{Exchange, Job};
use ledger::{BankId, BootId, ClockEvidence, PublicKey, SigningKey, SiteId, StationId};
use std::path::{Path, PathBuf};
use store::{DatabaseKey, Identity, NewRecord, Store};

/// The bank of every run.
pub const BANK: BankId = BankId::from_bytes([0xba; 16]);
const FILE_KEY: [u8; 32] = [7; 32];

/// An empty database file, made once: migrations take longer than a whole run.
pub struct Blank(Vec<u8>);

impl Blank {
    /// Makes it in a folder.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn make(folder: &Path) -> Result<Self, Fault> {
        let path = folder.join("blank.db");
        Store::open(&path, &DatabaseKey::from_bytes(FILE_KEY))?.close()?;
        Ok(Self(std::fs::read(path)?))
    }
}

/// A request under way.
pub struct Waiting {
    /// Its number.
    pub request: u64,
    /// What it was for.
    pub job: Job,
}

/// One station.
pub struct Station {
    /// Its place in the run.
    pub index: usize,
    /// Its site.
    pub site: SiteId,
    /// Its name.
    pub id: StationId,
    /// Whose copy it is.
    pub copy_of: Option<usize>,
    /// The exchange with the centre, in memory alone.
    pub exchange: Exchange,
    /// The request that it waits for.
    pub waiting: Option<Waiting>,
    /// When it next looks what to do.
    pub turn_ms: Option<u64>,
    /// Until when its line is cut.
    pub cut_until_ms: u64,
    /// Wall clock minus true time.
    pub skew_ms: i64,
    path: PathBuf,
    store: Option<Store>,
    booted_ms: u64,
    boots: u8,
}

impl Station {
    /// A station with an empty chain, known to the centre.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn begin(
        (index, site): (usize, SiteId),
        folder: &Path,
        blank: &Blank,
        centre: &PublicKey,
        dice: &mut Dice,
    ) -> Result<(Self, PublicKey), Fault> {
        let path = folder.join(format!("{index}.db"));
        std::fs::write(&path, &blank.0)?;
        let mut id = dice.bytes::<16>();
        id[0] = u8::try_from(index).unwrap_or(u8::MAX);
        let id = StationId::from_bytes(id);
        let seed = dice.bytes::<32>();
        let mut store = open(&path)?;
        store.begin_chain(Identity { bank: BANK, station: id, site }, &seed.into())?;
        store.set_setting("centre_url", b"simulated")?;
        store.set_setting("centre_key", centre.bytes())?;
        // Most clocks are right to the second, some are hours off.
        let off_ms = if dice.chance(20) { dice.between(0, 6 * 3_600_000) } else { dice.between(0, 2_000) };
        let skew_ms = i64::try_from(off_ms).unwrap_or(0) * if dice.chance(50) { 1 } else { -1 };
        let station = Self {
            index,
            site,
            id,
            copy_of: None,
            exchange: Exchange::default(),
            waiting: None,
            turn_ms: None,
            cut_until_ms: 0,
            skew_ms,
            path,
            store: Some(store),
            booted_ms: 0,
            boots: 0,
        };
        Ok((station, SigningKey::from_seed(&seed).public()))
    }

    /// A copy of the file as it is now, as a second station with the same identity.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn copy(&self, index: usize, now_ms: u64) -> Result<Self, Fault> {
        let path = self.path.with_file_name(format!("{index}.db"));
        for suffix in ["", "-wal"] {
            let name = |path: &Path| PathBuf::from(format!("{}{suffix}", path.display()));
            if name(&self.path).exists() {
                std::fs::copy(name(&self.path), name(&path))?;
            }
        }
        let store = Some(open(&path)?);
        let copy_of = Some(self.copy_of.unwrap_or(self.index));
        Ok(Self {
            index,
            copy_of,
            exchange: Exchange::default(),
            waiting: None,
            turn_ms: None,
            cut_until_ms: 0,
            path,
            store,
            booted_ms: now_ms,
            boots: 0,
            ..*self
        })
    }

    /// Whether the process lives.
    #[must_use]
    pub const fn is_up(&self) -> bool {
        self.store.is_some()
    }

    /// The process dies: what is not in the file is gone.
    pub fn crash(&mut self) {
        self.store = None;
        self.waiting = None;
        self.exchange = Exchange::default();
    }

    /// The process is started again.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn start(&mut self, now_ms: u64) -> Result<(), Fault> {
        if self.store.is_none() {
            self.store = Some(open(&self.path)?);
            self.booted_ms = now_ms;
            self.boots = self.boots.wrapping_add(1);
        }
        Ok(())
    }

    /// The open file.
    ///
    /// # Errors
    /// The process is not alive.
    pub fn store(&self) -> Result<&Store, Fault> {
        self.store.as_ref().ok_or(Fault::Down)
    }

    /// The open file and the exchange.
    ///
    /// # Errors
    /// The process is not alive.
    pub fn parts(&mut self) -> Result<(&mut Store, &mut Exchange), Fault> {
        Ok((self.store.as_mut().ok_or(Fault::Down)?, &mut self.exchange))
    }

    /// Milliseconds since this process started, and then some: never 0, as on a real machine.
    #[must_use]
    pub const fn monotonic_ms(&self, now_ms: u64) -> u64 {
        now_ms.saturating_sub(self.booted_ms) + 1
    }

    /// What its wall clock shows.
    #[must_use]
    pub fn wall_ms(&self, now_ms: u64) -> i64 {
        crate::world::wall_ms(now_ms).saturating_add(self.skew_ms)
    }

    /// Records, durably or not at all.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn record(&mut self, now_ms: u64, records: Vec<NewRecord>) -> Result<u64, Fault> {
        let mut boot = [self.boots; 16];
        boot[0] = u8::try_from(self.index).unwrap_or(u8::MAX);
        let clock = ClockEvidence {
            wall_ms: self.wall_ms(now_ms),
            monotonic_ms: self.monotonic_ms(now_ms),
            boot: BootId::from_bytes(boot),
            offset_ms: None,
            offset_age_ms: None,
        };
        let store = self.store.as_mut().ok_or(Fault::Down)?;
        Ok(store.append(records, clock, 1)?.seq)
    }
}

fn open(path: &Path) -> Result<Store, Fault> {
    Ok(Store::open(path, &DatabaseKey::from_bytes(FILE_KEY))?)
}
