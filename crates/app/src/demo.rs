//! A believable bank of invented data, in all states of the life cycle. Figures follow published distributions
//! (volume 92 mL median, a fifth of the collections banked; GZ-2009, ZJ-2012). The same seed gives the same bank but
//! for identifiers' salts and keys.

mod asked;
mod bank;
mod control;
mod deviation;
mod disagreement;
mod environment;
mod part;
mod people;
mod register;
mod tank;
mod typing;
mod unit;

use crate::context::{Answer, Cx};
use crate::problem::stored;
use api::wire::DemoAccount;
use domain::{PersonId, Role};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use store::NewRecord;
use store::ledger::{BootId, ClockEvidence};

/// The public passphrase of every demo bank.
pub const DEMO_PASSPHRASE: &str = "cordkeep-demo";

/// Sign-in name, printed name, roles of the demo bank's people; all have the password [`DEMO_PASSWORD`].
pub const DEMO_ACCOUNTS: &[(&str, &str, &[Role])] = &[
    ("nurse", "李晓梅", &[Role::Nurse]),
    ("lab", "王建国", &[Role::Reception, Role::Processing, Role::TestLab]),
    ("lab2", "赵丽华", &[Role::Processing, Role::TestLab]),
    ("storage", "陈志强", &[Role::Storage]),
    ("quality", "刘思远", &[Role::Quality]),
    ("manager", "周雅琴", &[Role::Manager]),
    ("admin", "系统管理员", &[Role::Administrator]),
    ("courier", "孙志远", &[Role::Courier]),
    ("director", "何静宜", &[Role::MedicalDirector]),
    ("search", "林晓彤", &[Role::SearchCoordinator]),
    ("quality2", "马文博", &[Role::Quality]),
];
const DEMO_PASSWORD: &str = "demo-2026";

/// The accounts, for the sign-in screen of a demo bank.
pub(crate) fn accounts() -> Vec<DemoAccount> {
    let account = |(login, _, roles): &(&str, &str, &[Role])| DemoAccount {
        login: (*login).to_owned(),
        password: DEMO_PASSWORD.to_owned().into(),
        roles: roles.to_vec(),
    };
    DEMO_ACCOUNTS.iter().map(account).collect()
}

/// A stream of seeded choices.
pub(crate) struct Dice(ChaCha20Rng);

impl Dice {
    fn new(seed: u32) -> Self {
        Self(ChaCha20Rng::seed_from_u64(seed.into()))
    }

    /// Choices of the same seed that take nothing from these.
    fn aside(&self, stream: u64) -> Self {
        let mut aside = self.0.clone();
        aside.set_stream(stream);
        Self(aside)
    }

    /// A number from `0` to `below - 1`.
    fn below(&mut self, below: u32) -> u32 {
        self.0.next_u32() % below.max(1)
    }

    /// A number from `min` to `max`.
    fn between(&mut self, min: u32, max: u32) -> u32 {
        min + self.below(max.saturating_sub(min) + 1)
    }

    /// True in `percent` of all cases.
    fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// About normal: the mean of four throws, so that extremes are rare.
    fn bell(&mut self, min: u32, max: u32) -> u32 {
        (0..4).map(|_| self.between(min, max)).sum::<u32>() / 4
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        let index = self.below(u32::try_from(items.len()).unwrap_or(u32::MAX));
        items.get(usize::try_from(index).unwrap_or(0))
    }

    fn id(&mut self) -> [u8; 16] {
        let mut id = [0; 16];
        self.0.fill_bytes(&mut id);
        id
    }

    fn salt(&mut self) -> [u8; 32] {
        let mut salt = [0; 32];
        self.0.fill_bytes(&mut salt);
        salt
    }
}

/// Units in one durable commit.
const BATCH: u32 = 25;

/// Fills a fresh station with a demo bank.
pub(crate) fn populate(cx: &mut Cx<'_>, units: u32, seed: u32) -> Answer<()> {
    let mut dice = Dice::new(seed);
    let scene = bank::found(cx, &mut dice, units)?;
    let rules = cx.rules();
    let mut done = 0;
    while done < units {
        let batch = BATCH.min(units - done);
        let mut records = Vec::new();
        let mut to_sign = Vec::new();
        for index in done..done + batch {
            let story = unit::tell(&mut dice, &scene, &rules, index);
            to_sign.extend(story.signing);
            records.extend(story.records);
        }
        write(cx, records)?;
        let signatures = unit::sign(cx, &to_sign)?;
        if !signatures.is_empty() {
            write(cx, signatures)?;
        }
        done += batch;
        let (done, all) = (u64::from(done), u64::from(units));
        cx.app.emit(&crate::Event::Progress { work: "setup.open_demo", done, all });
    }
    disagreement::add(cx, &scene)?;
    deviation::add(cx, &mut dice, &scene)?;
    part::add(cx, &scene)
}

/// A record at an invented moment.
pub(crate) struct Timed {
    pub(crate) at_ms: i64,
    pub(crate) record: NewRecord,
}

fn write(cx: &mut Cx<'_>, records: Vec<Timed>) -> Answer<()> {
    // No clock was read: these moments are stated.
    let boot = BootId::from_bytes([0; 16]);
    let version = cx.app.rules.version;
    let records = records
        .into_iter()
        .map(|timed| {
            let clock = ClockEvidence {
                wall_ms: timed.at_ms,
                monotonic_ms: 0,
                boot,
                offset_ms: None,
                offset_age_ms: None,
            };
            (timed.record, clock)
        })
        .collect();
    cx.store_mut()?.append_each(records, version).map_err(stored)?;
    Ok(())
}

pub(crate) fn record(
    subject: &[u8; 16],
    at_ms: i64,
    operator: Option<PersonId>,
    record: domain::Record,
) -> Timed {
    let record = NewRecord { subject: *subject, record, personal: None, operator, second: None };
    Timed { at_ms, record }
}
