//! A station: the real store in a file, the real exchange, and a clock that may be wrong.

use crate::Fault;
use crate::dice::Dice;
use crate::disk::Image;
use app::{Exchange, Host, Job};
use ledger::{BankId, BootId, ClockEvidence, PublicKey, SigningKey, SiteId, StationId};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use store::{DatabaseKey, Identity, NewRecord, Store};

/// The bank of every run.
pub const BANK: BankId = BankId::from_bytes([0xba; 16]);
const FILE_KEY: [u8; 32] = [7; 32];

/// An empty database file, made once: migrations take longer than a whole run.
#[derive(Clone)]
pub struct Blank(Arc<[u8]>);

impl Blank {
    /// Makes it in a folder.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn make(folder: &Path) -> Result<Self, Fault> {
        let path = folder.join("blank.db");
        Store::open(&path, &DatabaseKey::from_bytes(FILE_KEY))?.close()?;
        Ok(Self(std::fs::read(path)?.into()))
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
    /// Beside which station it was set up later.
    pub beside: Option<usize>,
    /// Stations that it continues.
    pub formers: Vec<StationId>,
    /// Whether its file was put back to an older one, and it went on under its name.
    pub put_back: bool,
    /// The exchange with the centre, in memory alone.
    pub exchange: Exchange,
    /// The request that it waits for.
    pub waiting: Option<Waiting>,
    /// When it next looks what to do.
    pub turn_ms: Option<u64>,
    /// Until when its line is cut.
    pub cut_until_ms: u64,
    /// Until when what it sends arrives and no answer does.
    pub deaf_until_ms: u64,
    /// The power goes while it writes next, and comes back after so long, milliseconds.
    pub power_cut_ms: Option<u64>,
    /// Wall clock minus true time.
    pub skew_ms: i64,
    path: PathBuf,
    store: Option<Store>,
    booted_ms: u64,
    boots: u8,
    /// The files and the last own entry before the first commit that did not wait for the disk, of those that none has followed that
    /// did. Kept where the power is to go.
    unsynced: Option<(Image, u64)>,
    /// A backup, and the last own entry in it.
    saved: Option<(Image, u64)>,
    /// The last own entry that has to be there when the process starts again.
    promised: u64,
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
            beside: None,
            formers: Vec::new(),
            put_back: false,
            exchange: Exchange::default(),
            waiting: None,
            turn_ms: None,
            cut_until_ms: 0,
            deaf_until_ms: 0,
            power_cut_ms: None,
            skew_ms,
            path,
            store: Some(store),
            booted_ms: 0,
            boots: 0,
            unsynced: None,
            saved: None,
            promised: 0,
        };
        Ok((station, SigningKey::from_seed(&seed).public()))
    }

    /// A copy of the file as it is now, as a second station with the same identity.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn copy(&self, index: usize, now_ms: u64) -> Result<Self, Fault> {
        let path = self.path.with_file_name(format!("{index}.db"));
        Image::read(&self.path)?.write(&path)?;
        let store = Some(open(&path)?);
        let copy_of = Some(self.copy_of.unwrap_or(self.index));
        Ok(Self {
            index,
            copy_of,
            formers: self.formers.clone(),
            exchange: Exchange::default(),
            waiting: None,
            turn_ms: None,
            cut_until_ms: 0,
            deaf_until_ms: 0,
            power_cut_ms: None,
            path,
            store,
            booted_ms: now_ms,
            boots: 0,
            unsynced: None,
            saved: None,
            promised: 0,
            ..*self
        })
    }

    /// Whether the process lives.
    #[must_use]
    pub const fn is_up(&self) -> bool {
        self.store.is_some()
    }

    /// The process is killed: what lies in its files stays as it lies there.
    ///
    /// # Errors
    /// A fault of the files.
    pub fn crash(&mut self) -> Result<(), Fault> {
        let Some(store) = &self.store else { return Ok(()) };
        self.promised = store.last_seq();
        let image = Image::read(&self.path)?;
        self.stop(&image)
    }

    /// Ends the process and leaves these files: closing would have tidied them up.
    fn stop(&mut self, left: &Image) -> Result<(), Fault> {
        self.store = None;
        self.unsynced = None;
        self.waiting = None;
        self.exchange = Exchange::default();
        Ok(left.write(&self.path)?)
    }

    /// The files and the last own entry before something is written, where the power goes meanwhile. What does not wait for the disk
    /// (`relaxed`) may be followed by more such before it goes, and then all of it is open.
    ///
    /// # Errors
    /// A fault of the files.
    pub fn before_power_cut(
        &mut self,
        relaxed: bool,
        dice: &mut Dice,
    ) -> Result<Option<(Image, u64)>, Fault> {
        if self.power_cut_ms.is_none() {
            self.unsynced = None;
            return Ok(None);
        }
        let before = match self.unsynced.take() {
            Some(before) => before,
            None => (Image::read(&self.path)?, self.store()?.last_seq()),
        };
        if relaxed && dice.chance(70) {
            self.unsynced = Some(before);
            return Ok(None);
        }
        Ok(Some(before))
    }

    /// The power goes while that is written; what was there before stays.
    ///
    /// # Errors
    /// A fault of the files.
    pub fn power_goes(&mut self, before: &(Image, u64), dice: &mut Dice) -> Result<(), Fault> {
        self.power_cut_ms = None;
        self.promised = before.1;
        let left = Image::read(&self.path)?.torn(&before.0, dice);
        self.stop(&left)
    }

    /// Makes a backup.
    ///
    /// # Errors
    /// A fault of the files.
    pub fn save(&mut self) -> Result<(), Fault> {
        if let Some(store) = &self.store {
            self.saved = Some((Image::read(&self.path)?, store.last_seq()));
        }
        Ok(())
    }

    /// Puts the files back to the backup, under the same name. Answers whether there was one.
    ///
    /// # Errors
    /// A fault of the files.
    pub fn put_back(&mut self) -> Result<bool, Fault> {
        let Some((image, seq)) = self.saved.clone() else { return Ok(false) };
        self.stop(&image)?;
        (self.promised, self.put_back) = (seq, true);
        Ok(true)
    }

    /// How many own entries a restored backup would lack; none where there is no backup.
    #[must_use]
    pub fn lost_with_backup(&self) -> Option<u64> {
        Some(self.store.as_ref()?.last_seq().saturating_sub(self.saved.as_ref()?.1))
    }

    /// The machine is lost, and another one goes on with the backup under a name of its own, as the product restores. Answers its key.
    ///
    /// # Errors
    /// A fault of the files.
    pub fn replace(&mut self, now_ms: u64, seed: u64) -> Result<PublicKey, Fault> {
        let Some((image, seq)) = self.saved.take() else { return Err(Fault::Down) };
        self.stop(&image)?;
        self.promised = seq;
        self.start(now_ms)?;
        let host = Machine {
            wall_ms: self.wall_ms(now_ms),
            monotonic_ms: self.monotonic_ms(now_ms),
            boot: self.boot(),
            dice: Mutex::new(Dice::new(seed)),
        };
        let former = self.id;
        let store = self.store.as_mut().ok_or(Fault::Down)?;
        let wrong = |problem: &dyn std::fmt::Display| Fault::violation(format!("no restoring: {problem}"));
        let id = app::begin_anew(store, host.wall_ms, None, &host).map_err(|e| wrong(&e))?;
        store.set_setting("centre_url", b"simulated")?;
        let key = store.signing_key()?.public();
        self.id = StationId::from_bytes(*id.bytes());
        self.formers.push(former);
        self.promised = 0;
        Ok(key)
    }

    /// The process is started again.
    ///
    /// # Errors
    /// A fault of the file; something is gone that was recorded.
    pub fn start(&mut self, now_ms: u64) -> Result<(), Fault> {
        if self.store.is_some() {
            return Ok(());
        }
        let store = open(&self.path)?;
        if store.last_seq() < self.promised {
            let (index, last, promised) = (self.index, store.last_seq(), self.promised);
            let what = format!("station {index} comes up with {last} of the {promised} entries recorded");
            return Err(Fault::violation(what));
        }
        self.store = Some(store);
        self.booted_ms = now_ms;
        self.boots = self.boots.wrapping_add(1);
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

    fn boot(&self) -> [u8; 16] {
        let mut boot = [self.boots; 16];
        boot[0] = u8::try_from(self.index).unwrap_or(u8::MAX);
        boot
    }

    /// Records, durably or not at all.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn record(&mut self, now_ms: u64, records: Vec<NewRecord>) -> Result<u64, Fault> {
        let clock = ClockEvidence {
            wall_ms: self.wall_ms(now_ms),
            monotonic_ms: self.monotonic_ms(now_ms),
            boot: BootId::from_bytes(self.boot()),
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

/// What restoring needs of the machine.
struct Machine {
    wall_ms: i64,
    monotonic_ms: u64,
    boot: [u8; 16],
    dice: Mutex<Dice>,
}

impl Host for Machine {
    fn now_ms(&self) -> i64 {
        self.wall_ms
    }

    fn monotonic_ms(&self) -> u64 {
        self.monotonic_ms
    }

    fn boot(&self) -> [u8; 16] {
        self.boot
    }

    fn random(&self, buffer: &mut [u8]) {
        self.dice.lock().unwrap_or_else(PoisonError::into_inner).fill(buffer);
    }
}
