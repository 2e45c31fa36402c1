//! What every command works with.

use crate::app::{App, State};
use crate::integrity;
use crate::problem::{refused, stored};
use api::Problem;
use api::wire::Locale;
use domain::decide::Context;
use domain::unit::{Contest, UnitState};
use domain::{DonationId, Permission, PersonId, Record, Refusal, Role, SiteId};
use parking_lot::MutexGuard;
use std::sync::Arc;
use store::ledger::{BootId, ClockEvidence};
use store::print::NewJob;
use store::query::{BankRow, PersonRow, UnitRow};
use store::{EntryPosition, Identity, NewRecord, Personal, PersonalPart, Store, StoreError};

pub(crate) type Answer<T> = Result<T, Problem>;

/// A command at work: the station's state, locked for it.
pub(crate) struct Cx<'a> {
    pub(crate) app: &'a App,
    pub(crate) state: MutexGuard<'a, State>,
}

/// A unit with what surrounds it.
pub(crate) struct LoadedUnit {
    pub(crate) state: Arc<UnitState>,
    pub(crate) contests: Vec<Contest>,
}

/// What a decision gave, on its way into the ledger.
pub(crate) struct Act {
    subject: [u8; 16],
    record: Record,
    personal: Option<PersonalPart>,
    second: Option<PersonId>,
}

impl Act {
    pub(crate) fn new(subject: &[u8; 16], record: Record) -> Self {
        Self { subject: *subject, record, personal: None, second: None }
    }

    pub(crate) fn with_personal(self, personal: impl Into<PersonalPart>) -> Self {
        Self { personal: Some(personal.into()), ..self }
    }

    pub(crate) fn with_second(self, second: Option<PersonId>) -> Self {
        Self { second, ..self }
    }
}

impl Cx<'_> {
    /// Waits for something outside the station while others work on: what `self` read before may have changed after.
    pub(crate) fn beside<T>(&mut self, wait: impl FnOnce(&App) -> T) -> T {
        let app = self.app;
        MutexGuard::unlocked(&mut self.state, || wait(app))
    }

    /// Lets whoever waits for the station have it, in the middle of long work.
    pub(crate) fn give_way(&mut self) {
        MutexGuard::unlocked_fair(&mut self.state, || ());
    }

    pub(crate) fn now_ms(&self) -> i64 {
        self.app.host.now_ms()
    }

    pub(crate) fn locale(&self) -> Locale {
        self.state.station.locale
    }

    pub(crate) fn store(&self) -> Answer<&Store> {
        match &self.state.store {
            Some(store) => Ok(store),
            None => Err(self.closed()),
        }
    }

    pub(crate) fn store_mut(&mut self) -> Answer<&mut Store> {
        if self.state.store.is_none() {
            return Err(self.closed());
        }
        self.state.store.as_mut().ok_or_else(|| Problem::refusal("setup.no_bank"))
    }

    fn closed(&self) -> Problem {
        let locked = self.app.keys_path().exists();
        Problem::refusal(if locked { "setup.locked" } else { "setup.no_bank" })
    }

    pub(crate) fn identity(&self) -> Answer<Identity> {
        self.store()?.identity().ok_or_else(|| Problem::refusal("setup.no_bank"))
    }

    pub(crate) fn site(&self) -> Answer<SiteId> {
        Ok(SiteId::from_bytes(*self.identity()?.site.bytes()))
    }

    pub(crate) fn bank(&self) -> Answer<BankRow> {
        self.store()?.find_bank().map_err(stored)?.ok_or_else(|| Problem::refusal("setup.no_bank"))
    }

    pub(crate) fn operator(&self) -> Answer<PersonRow> {
        let session = self.state.session.ok_or_else(|| Problem::refusal("session.required"))?;
        let person = self.store()?.find_person(session.person).map_err(stored)?;
        person.ok_or_else(|| Problem::refusal("session.required"))
    }

    /// Refuses an operator who may not.
    pub(crate) fn require(&self, permission: Permission) -> Answer<()> {
        if permission == Permission::Open {
            return Ok(());
        }
        let operator = self.operator()?;
        if may(&operator.roles_at(self.site()?), permission) {
            return Ok(());
        }
        let word = serde_json::to_value(permission).unwrap_or_default();
        Err(Problem::refusal("permission.denied").with("permission", word))
    }

    /// Whether the operator may, at this station's site.
    pub(crate) fn may(&self, permission: Permission) -> Answer<bool> {
        Ok(may(&self.operator()?.roles_at(self.site()?), permission))
    }

    pub(crate) fn clock(&self) -> ClockEvidence {
        let host = &self.app.host;
        let monotonic_ms = host.monotonic_ms();
        let measured = self.state.sync.offset;
        ClockEvidence {
            wall_ms: host.now_ms(),
            monotonic_ms,
            boot: BootId::from_bytes(host.boot()),
            offset_ms: measured.map(|(offset_ms, _)| offset_ms),
            offset_age_ms: measured.map(|(_, at_ms)| monotonic_ms.saturating_sub(at_ms)),
        }
    }

    /// Decides with the context of the operator.
    pub(crate) fn decide<T>(&self, decide: impl FnOnce(&Context<'_>) -> Result<T, Refusal>) -> Answer<T> {
        self.state.session.ok_or_else(|| Problem::refusal("session.required"))?;
        self.with_context(decide)?.map_err(refused)
    }

    /// Computes with the context of the operator; without one where nobody is signed in, as on the command line.
    pub(crate) fn with_context<T>(&self, compute: impl FnOnce(&Context<'_>) -> T) -> Answer<T> {
        let bank = self.bank()?;
        let nobody = PersonId::from_bytes([0; 16]);
        let operator = self.state.session.map_or(nobody, |session| session.person);
        let roles = match self.state.session {
            Some(_) => self.operator()?.roles_at(self.site()?),
            None => Vec::new(),
        };
        let known = self.known()?;
        Ok(compute(&Context {
            now_ms: self.now_ms(),
            operator,
            roles: &roles,
            site: self.site()?,
            rules: &known.rules,
            scheme: bank.scheme,
            facility: &bank.facility,
            purpose: bank.purpose,
            approvals: known.approvals(),
        }))
    }

    /// Writes what was decided: all of it or nothing.
    pub(crate) fn record(&mut self, acts: Vec<Act>) -> Answer<()> {
        let operator = self.state.session.map(|session| session.person);
        self.record_as(operator, acts)
    }

    pub(crate) fn record_as(&mut self, operator: Option<PersonId>, acts: Vec<Act>) -> Answer<()> {
        self.write(operator, acts, |store, records, clock, version| {
            store.append(records, clock, version).map(|_| ())
        })
    }

    /// Records what orders a print, and the job with it; the job's number.
    pub(crate) fn record_with_job(&mut self, acts: Vec<Act>, job: &NewJob) -> Answer<i64> {
        let operator = self.state.session.map(|session| session.person);
        self.write(operator, acts, |store, records, clock, version| {
            store.append_with_job(records, clock, version, job).map(|(_, job)| job)
        })
    }

    /// Records what orders a print, and the job that is made when the place of its record is known.
    pub(crate) fn record_then_job(
        &mut self,
        acts: Vec<Act>,
        make: impl FnOnce(&EntryPosition) -> Answer<NewJob>,
    ) -> Answer<(EntryPosition, i64)> {
        let operator = self.state.session.map(|session| session.person);
        let mut refused = None;
        let written = self.write(operator, acts, |store, records, clock, version| {
            let made = store
                .append_then_job(records, clock, version, |position| make(position).map_err(Unmade::Refused));
            match made {
                Ok(made) => Ok(Some(made)),
                Err(Unmade::Stored(error)) => Err(error),
                Err(Unmade::Refused(problem)) => {
                    refused = Some(problem);
                    Ok(None)
                }
            }
        })?;
        written.ok_or_else(|| refused.unwrap_or_else(|| Problem::fault("fault.internal")))
    }

    fn write<T>(
        &mut self,
        operator: Option<PersonId>,
        acts: Vec<Act>,
        append: impl FnOnce(&mut Store, Vec<NewRecord>, ClockEvidence, u32) -> Result<T, StoreError>,
    ) -> Answer<T> {
        let clock = self.clock();
        let version = self.app.rules.version;
        let records = acts
            .into_iter()
            .map(|act| NewRecord {
                subject: act.subject,
                record: act.record,
                personal: act.personal.map(|data| Personal { salt: self.app.host.bytes(), data }),
                operator,
                second: act.second,
            })
            .collect();
        integrity::require_whole(self)?;
        let appended = append(self.store_mut()?, records, clock, version);
        integrity::note(self, appended.as_ref().err());
        let appended = appended.map_err(stored)?;
        self.app.wake_sync();
        Ok(appended)
    }

    pub(crate) fn unit(&self, donation: DonationId) -> Answer<LoadedUnit> {
        let store = self.store()?;
        let state = store.find_unit_state(donation).map_err(stored)?;
        let state = state.ok_or_else(|| Problem::refusal("unit.unknown").at("donation"))?;
        let mut contests = store.list_contests_of(donation).map_err(stored)?;
        contests.extend(self.room_contests(&state)?);
        contests.extend(self.returned_contest(&state)?);
        contests.extend(self.unknown_contests(&state)?);
        Ok(LoadedUnit { state, contests })
    }

    pub(crate) fn unit_row(&self, donation: DonationId) -> Answer<UnitRow> {
        let row = self.store()?.find_unit(donation).map_err(stored)?;
        row.ok_or_else(|| Problem::refusal("unit.unknown").at("donation"))
    }

    pub(crate) fn unit_ref(&self, donation: DonationId) -> Answer<api::wire::UnitRef> {
        let row = self.unit_row(donation)?;
        Ok(api::wire::UnitRef { donation, din: row.din, status: row.status })
    }
}

/// Why a record with its job was not written.
enum Unmade {
    /// The file.
    Stored(StoreError),
    /// What was to be printed could not be made.
    Refused(Problem),
}

impl From<StoreError> for Unmade {
    fn from(error: StoreError) -> Self {
        Self::Stored(error)
    }
}

pub(crate) fn may(roles: &[Role], permission: Permission) -> bool {
    roles.iter().any(|role| role.may(permission))
}
