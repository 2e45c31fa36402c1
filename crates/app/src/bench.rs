//! A ledger as long as that of a large bank, for `cordkeep bench`. Only a demo bank takes invented entries.

mod figure;
mod units;

pub use figure::{Figure, Limit};

use crate::App;
use crate::context::{Answer, Cx};
use crate::problem::stored;
use api::wire::RecordStep;
use api::{Command, Problem};
use domain::decide::{self, Context};
use domain::record::{MotherEnrolled, ProcedureApproved, SignInAttempted};
use domain::rules::{NormFile, RuleSet, calculations};
use domain::unit::UnitState;
use domain::{DonationId, Inventory, NumberScheme, PersonId, Purpose, Record, Role, SiteId};
use std::path::Path;
use std::sync::Arc;
use store::NewRecord;
use store::ledger::{BootId, ClockEvidence};

/// An encrypted file as a station's, whose commits decide nothing.
pub struct BareFile(store::BareFile);

impl BareFile {
    /// Makes one whose commits write `bytes`, in whole pages.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn create(path: &Path, bytes: usize) -> Result<Self, Problem> {
        store::BareFile::create(path, bytes).map(Self).map_err(stored)
    }

    /// Writes its pages durably.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn commit(&mut self) -> Result<(), Problem> {
        self.0.commit().map_err(stored)
    }
}

/// Entries in one commit.
const BATCH: u64 = 5_000;
/// Invented time between two entries, ms.
pub const INVENTED_STEP_MS: i64 = 700;

/// A unit with everything that it is judged by: each shipped norm profile, in its last version.
#[derive(Debug)]
pub struct Judging {
    state: Arc<UnitState>,
    rules: RuleSet,
    approvals: Vec<ProcedureApproved>,
    now_ms: i64,
}

impl Judging {
    /// Judges it once, as a review does: what stops it, what each profile says, what is computed. How much was said.
    #[must_use]
    pub fn once(&self) -> usize {
        let context = Context {
            now_ms: self.now_ms,
            operator: PersonId::from_bytes([0; 16]),
            roles: &[Role::Quality],
            site: SiteId::from_bytes([0; 16]),
            rules: &self.rules,
            scheme: NumberScheme::Local,
            facility: "A9999",
            purpose: Purpose::Demo,
            approvals: &self.approvals,
        };
        let judged = decide::judgements(&self.state, &context);
        let said: usize = judged.iter().map(|judgement| judgement.findings.len()).sum();
        said + decide::blockers(&self.state, &[], &context).len() + calculations(&self.state).len()
    }
}

impl App {
    /// A unit to be judged over and over.
    ///
    /// # Errors
    /// No such unit; a fault of the file.
    pub fn judging(&self, donation: DonationId) -> Result<Judging, Problem> {
        let cx = self.cx();
        let known = cx.known()?;
        let mut rules = RuleSet::clone(&known.rules);
        let approvals = known.approvals().to_vec();
        // Of each code the last version.
        let mut profiles: Vec<Arc<NormFile>> = Vec::new();
        for file in &rules.norms {
            match profiles.iter_mut().find(|kept| kept.profile.code == file.profile.code) {
                Some(kept) if kept.profile.version < file.profile.version => *kept = Arc::clone(file),
                Some(_) => {}
                None => profiles.push(Arc::clone(file)),
            }
        }
        rules.judge_by(profiles);
        Ok(Judging { state: cx.unit(donation)?.state, rules, approvals, now_ms: cx.now_ms() })
    }

    /// Records a step as `bench.record_step` does, all but the answer: the session, the decision, what it changes, and the durable
    /// commit.
    ///
    /// # Errors
    /// As the command.
    pub fn record_step(&self, args: serde_json::Value) -> Result<(), Problem> {
        let request: RecordStep = serde_json::from_value(args)
            .map_err(|e| Problem::refusal("command.arguments").with("detail", e.to_string()))?;
        let command =
            Command::find("bench.record_step").ok_or_else(|| Problem::refusal("command.unknown"))?;
        let mut cx = self.cx();
        cx.keep_session(command)?;
        cx.require(command.permission)?;
        crate::command::record_step(&mut cx, &request)
    }

    /// Checks the password of a demo account, as every second person and every signature does; nothing else.
    ///
    /// # Errors
    /// Not a demo bank; no such account, or another password.
    pub fn check_password(&self, login: &str, password: &str) -> Result<(), Problem> {
        let cx = self.cx();
        if cx.bank()?.purpose != Purpose::Demo {
            return Err(Problem::refusal("setup.already"));
        }
        let people = cx.store()?.list_people().map_err(stored)?;
        let hash = people.into_iter().find(|person| person.login == login).map(|person| person.password_hash);
        match hash {
            Some(hash) if crate::password::verify(password, &hash) => Ok(()),
            _ => Err(Problem::refusal("session.wrong_password")),
        }
    }

    /// Appends invented entries, one every [`INVENTED_STEP_MS`] up to now, and answers the moment of the first.
    ///
    /// # Errors
    /// Not a demo bank; a fault of the file.
    pub fn invent_entries(&self, count: u64) -> Result<i64, Problem> {
        let mut cx = self.cx();
        if cx.bank()?.purpose != Purpose::Demo {
            return Err(Problem::refusal("setup.already"));
        }
        let people: Vec<PersonId> =
            cx.store()?.list_people().map_err(stored)?.into_iter().map(|person| person.person).collect();
        let begin_ms =
            cx.now_ms() - i64::try_from(count).unwrap_or(i64::MAX / INVENTED_STEP_MS) * INVENTED_STEP_MS;
        let mut done = 0;
        while done < count {
            let until = count.min(done + BATCH);
            append(&mut cx, &people, begin_ms, done..until)?;
            done = until;
            self.emit(&crate::Event::Progress { work: "bench", done, all: count });
        }
        Ok(begin_ms)
    }
}

fn append(cx: &mut Cx<'_>, people: &[PersonId], begin_ms: i64, numbers: std::ops::Range<u64>) -> Answer<()> {
    let version = cx.app.rules.version;
    let records = numbers.map(|number| invented(people, begin_ms, number)).collect();
    cx.store_mut()?.append_each(records, version).map_err(stored)?;
    Ok(())
}

fn invented(people: &[PersonId], begin_ms: i64, number: u64) -> (NewRecord, ClockEvidence) {
    let of = |divisor: usize| usize::try_from(number / 3).unwrap_or(0) % divisor.max(1);
    let operator = people.get(of(people.len())).copied();
    let mut subject = [0xbe; 16];
    for (place, byte) in subject.iter_mut().skip(8).zip(number.to_be_bytes()) {
        *place = byte;
    }
    let record = match (number % 3, operator) {
        (0, _) | (_, None) => Record::MotherEnrolled(MotherEnrolled {
            inventory: Inventory::Public,
            due_date: "2026-12-01".to_owned(),
        }),
        (_, Some(person)) => Record::SignInAttempted(SignInAttempted { person, success: number % 100 != 1 }),
    };
    let clock = ClockEvidence {
        wall_ms: begin_ms + i64::try_from(number).unwrap_or(0) * INVENTED_STEP_MS,
        monotonic_ms: 0,
        boot: BootId::from_bytes([0; 16]),
        offset_ms: None,
        offset_age_ms: None,
    };
    (NewRecord { subject, record, personal: None, operator, second: None }, clock)
}
