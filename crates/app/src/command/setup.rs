//! Creating, opening and joining a bank.

use super::keyring::{forget, remember};
use super::restoring::{set_aside, set_empty_aside};
use super::session::session_state;
use crate::app::App;
use crate::context::{Act, Answer, Cx};
use crate::problem::{refused, stored};
use crate::{demo, integrity, password, synchronise};
use api::Problem;
use api::wire::*;
use domain::decide::filled;
use domain::record::*;
use domain::{BankId, PersonId, Purpose, Record, SiteId, StationId};
use isbt128::FacilityNumber;
use store::ledger;
use store::{DatabaseKey, Identity, KeyFile, Store, Wrap};
use zeroize::Zeroizing;

pub(crate) const PASSPHRASE_MIN: usize = 8;
/// Numbers that the founding station gives itself.
const FIRST_BLOCK: u32 = 9_999;

pub(crate) fn setup_state(cx: &mut Cx<'_>, _: Empty) -> Answer<SetupState> {
    let phase = if cx.state.store.is_some() {
        // A damaged file that cannot say so is open all the same, to be read.
        if synchronise::is_taking_in(cx).unwrap_or(false) { SetupPhase::TakingIn } else { SetupPhase::Ready }
    } else if cx.app.keys_path().exists() {
        SetupPhase::Locked
    } else {
        SetupPhase::New
    };
    let remembered = phase == SetupPhase::Locked
        && KeyFile::read(&cx.app.keys_path()).map_err(stored)?.is_some_and(|keys| keys.keyring.is_some());
    Ok(SetupState { phase, locale: cx.locale(), version: env!("CARGO_PKG_VERSION").to_owned(), remembered })
}

pub(crate) fn setup_unlock(cx: &mut Cx<'_>, request: Unlock) -> Answer<SetupState> {
    if cx.state.store.is_none() {
        let keys = KeyFile::read(&cx.app.keys_path()).map_err(stored)?;
        let keys = keys.ok_or_else(|| Problem::refusal("setup.no_bank"))?;
        let passphrase = request.passphrase.into_inner();
        let key = keys.open(&passphrase).map_err(|e| stored(e).at("passphrase"))?;
        if request.remember {
            remember(cx, keys, &key).map_err(|problem| problem.at("remember"))?;
        }
        integrity::open(cx, &key)?;
        set_empty_aside(cx)?;
        cx.app.wake_sync();
    }
    setup_state(cx, Empty {})
}

impl App {
    /// A demo bank's passphrase is public: it opens by itself.
    pub(crate) fn unlock_demo(&self) -> Answer<()> {
        let keys = KeyFile::read(&self.keys_path()).map_err(stored)?;
        if keys.is_some_and(|keys| keys.demo) {
            let mut cx = self.cx();
            setup_unlock(
                &mut cx,
                Unlock { passphrase: demo::DEMO_PASSPHRASE.to_owned().into(), remember: false },
            )?;
        }
        Ok(())
    }
}

/// A new, empty station on disk. Removes what it made when a later step fails.
pub(crate) struct NewStation {
    pub(crate) recovery_key: String,
}

impl NewStation {
    pub(crate) fn make(
        cx: &mut Cx<'_>,
        passphrase: &str,
        remembered: bool,
        purpose: Purpose,
    ) -> Answer<Self> {
        if cx.state.store.is_some() || cx.app.keys_path().exists() {
            return Err(Problem::refusal("setup.already"));
        }
        super::check_passphrase(passphrase)?;
        let host = &cx.app.host;
        let key = DatabaseKey::from_bytes(host.bytes());
        let recovery_key = recovery_key(&host.bytes::<24>());
        let keys = KeyFile {
            version: 1,
            passphrase: Wrap::seal(&key, passphrase, host.bytes()).map_err(stored)?,
            recovery: Wrap::seal(&key, &recovery_key, host.bytes()).map_err(stored)?,
            demo: purpose == Purpose::Demo,
            keyring: None,
        };
        // Left over from an attempt that was cut: without its keys it is noise, unless somebody brings them.
        set_aside(cx.app)?;
        let store = Store::open(&cx.app.database_path(), &key).map_err(stored)?;
        keys.write(&cx.app.keys_path()).map_err(stored)?;
        if remembered && let Err(problem) = remember(cx, keys, &key) {
            drop(store);
            Self::undo(cx);
            return Err(problem.at("remember"));
        }
        cx.state.store = Some(store);
        Ok(Self { recovery_key })
    }

    /// Takes back a set-up that failed on the way, so that nothing half made stays.
    pub(crate) fn undo(cx: &mut Cx<'_>) {
        cx.state.store = None;
        cx.state.session = None;
        forget(cx);
        Self::remove_database(cx.app);
        let _ = std::fs::remove_file(cx.app.keys_path());
    }

    fn remove_database(app: &App) {
        for suffix in ["", "-wal", "-shm"] {
            let mut path = app.database_path().into_os_string();
            path.push(suffix);
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Groups of base-32 characters without those that look alike.
fn recovery_key(random: &[u8; 24]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let mut text = String::new();
    for (index, byte) in random.iter().enumerate() {
        if index > 0 && index % 4 == 0 {
            text.push('-');
        }
        text.push(char::from(*ALPHABET.get(usize::from(byte % 32)).unwrap_or(&b'A')));
    }
    text
}

pub(crate) fn setup_create_bank(cx: &mut Cx<'_>, request: CreateBank) -> Answer<BankCreatedReply> {
    FacilityNumber::parse(request.facility.trim()).map_err(|_| {
        Problem::refusal("setup.facility").with("value", request.facility.clone()).at("facility")
    })?;
    let words = [&request.administrator.login, &request.name_zh, &request.name_en].map(String::as_str);
    password::check(&request.administrator.password, &words, "administrator.password")?;
    for (text, field) in [
        (&request.name_zh, "name_zh"),
        (&request.name_en, "name_en"),
        (&request.station_name, "station_name"),
        (&request.site.code, "site.code"),
        (&request.site.name_zh, "site.name_zh"),
        (&request.site.name_en, "site.name_en"),
        (&request.administrator.login, "administrator.login"),
        (&request.administrator.name, "administrator.name"),
    ] {
        filled(text, 100, field).map_err(refused)?;
    }
    let station = NewStation::make(cx, &request.passphrase, request.remember, Purpose::Live)?;
    if let Err(problem) = found_bank(cx, request, Purpose::Live) {
        NewStation::undo(cx);
        return Err(problem);
    }
    Ok(BankCreatedReply { recovery_key: station.recovery_key, state: setup_state(cx, Empty {})? })
}

/// The first entries of a bank, in one commit.
pub(crate) fn found_bank(cx: &mut Cx<'_>, request: CreateBank, purpose: Purpose) -> Answer<()> {
    let host = &cx.app.host;
    let bank = BankId::from_bytes(host.id());
    let site = SiteId::from_bytes(host.id());
    let person = PersonId::from_bytes(host.id());
    let station = begin_chain(cx, bank, site)?;
    let hash = password::hash(&request.administrator.password, cx.app.host.bytes())?;
    let mut roles = request.administrator.roles.clone();
    if !roles.contains(&domain::Role::Administrator) {
        roles.push(domain::Role::Administrator);
    }
    let year = super::admin::nominal_year(cx.now_ms());
    let acts = vec![
        station_act(&station, &request.station_name, site),
        Act::new(
            bank.bytes(),
            Record::BankCreated(BankCreated {
                bank,
                name_zh: request.name_zh.trim().to_owned(),
                name_en: request.name_en.trim().to_owned(),
                licence_number: request.licence_number.trim().to_owned(),
                address: request.address.trim().to_owned(),
                scheme: request.scheme,
                facility: request.facility.trim().to_owned(),
                purpose,
            }),
        ),
        Act::new(
            site.bytes(),
            Record::SiteAdded(SiteAdded {
                site,
                code: request.site.code.trim().to_owned(),
                name_zh: request.site.name_zh.trim().to_owned(),
                name_en: request.site.name_en.trim().to_owned(),
                kind: request.site.kind,
                personal_data: request.site.personal_data,
            }),
        ),
        Act::new(
            person.bytes(),
            Record::PersonAdded(PersonAdded {
                person,
                login: request.administrator.login.trim().to_owned(),
                name: request.administrator.name.trim().to_owned(),
                roles,
                password_hash: hash,
                badge: request.administrator.badge.clone().filter(|badge| !badge.trim().is_empty()),
            }),
        ),
        Act::new(
            station.0.bytes(),
            Record::NumberBlockAssigned(NumberBlockAssigned {
                station: station.0,
                year,
                first: 1,
                last: FIRST_BLOCK,
            }),
        ),
    ];
    cx.record_as(None, acts)
}

pub(crate) struct BegunStation(pub(crate) StationId, ledger::PublicKey);

/// A fresh identity and key.
pub(crate) fn begin_chain(cx: &mut Cx<'_>, bank: BankId, site: SiteId) -> Answer<BegunStation> {
    let id = cx.app.host.id();
    let seed = Zeroizing::new(cx.app.host.bytes::<32>());
    begin_chain_as(cx, bank, site, id, &seed)
}

pub(crate) fn begin_chain_as(
    cx: &mut Cx<'_>,
    bank: BankId,
    site: SiteId,
    station: [u8; 16],
    seed: &Zeroizing<[u8; 32]>,
) -> Answer<BegunStation> {
    let identity = Identity {
        bank: ledger::BankId::from_bytes(*bank.bytes()),
        station: ledger::StationId::from_bytes(station),
        site: ledger::SiteId::from_bytes(*site.bytes()),
    };
    let key = cx.store_mut()?.begin_chain(identity, seed).map_err(stored)?;
    Ok(BegunStation(StationId::from_bytes(station), key))
}

/// A key as records write it.
pub(crate) fn hex_key(key: &ledger::PublicKey) -> String {
    key.bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The first record of a station's chain.
pub(crate) fn station_act_record(station: &BegunStation, name: &str, site: SiteId) -> (StationId, Record) {
    let BegunStation(id, key) = station;
    let public_key = hex_key(key);
    let record = StationRegistered { station: *id, name: name.trim().to_owned(), site, public_key };
    (*id, Record::StationRegistered(record))
}

pub(crate) fn station_act(station: &BegunStation, name: &str, site: SiteId) -> Act {
    let (id, record) = station_act_record(station, name, site);
    Act::new(id.bytes(), record)
}

pub(crate) fn setup_open_demo(cx: &mut Cx<'_>, request: OpenDemo) -> Answer<DemoOpened> {
    if !(1..=100_000).contains(&request.units) {
        return Err(Problem::refusal("setup.units_range").with("value", request.units).at("units"));
    }
    NewStation::make(cx, demo::DEMO_PASSPHRASE, false, Purpose::Demo)?;
    if let Err(problem) = demo::populate(cx, request.units, request.seed) {
        NewStation::undo(cx);
        return Err(problem);
    }
    Ok(DemoOpened { state: setup_state(cx, Empty {})?, accounts: session_state(cx, Empty {})?.demo_accounts })
}

pub(crate) fn setup_join(cx: &mut Cx<'_>, request: JoinBank) -> Answer<BankCreatedReply> {
    filled(&request.station_name, 100, "station_name").map_err(refused)?;
    filled(&request.code, 100, "code").map_err(refused)?;
    let station = NewStation::make(cx, &request.passphrase, request.remember, Purpose::Live)?;
    if let Err(problem) = synchronise::join(cx, &request) {
        NewStation::undo(cx);
        return Err(problem);
    }
    Ok(BankCreatedReply { recovery_key: station.recovery_key, state: setup_state(cx, Empty {})? })
}
