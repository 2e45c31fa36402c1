//! The demo bank itself: sites, people, tanks.

use super::{DEMO_ACCOUNTS, DEMO_PASSWORD, Dice, Timed, record, write};
use crate::command::{begin_chain, nominal_year, station_act_record};
use crate::context::{Answer, Cx};
use crate::password;
use crate::problem::refused;
use domain::decide::{ConfirmationInput, ConfirmedValue, confirm_limits};
use domain::record::*;
use domain::rules::{LimitText, NamedLimit, NormFile, Procedure, RuleSet};
use domain::{
    BankId, Meaning, NumberScheme, PersonId, PersonalData, Purpose, Record, Role, SiteId, SiteKind, TankId,
    TankPurpose,
};

const DAY_MS: i64 = 86_400_000;
/// How far back the demo bank's history begins.
const HISTORY_DAYS: i64 = 420;
const SLOTS: u32 = 50;
const RACKS: u32 = 20;

/// Where the stories take place.
pub(super) struct Scene {
    pub(super) facility: String,
    pub(super) year: u8,
    pub(super) site: SiteId,
    pub(super) people: Vec<(Role, PersonId, String)>,
    pub(super) tanks: Vec<(TankId, String)>,
    pub(super) units: u32,
    pub(super) now_ms: i64,
}

impl Scene {
    pub(super) fn person(&self, role: Role) -> Option<PersonId> {
        self.people.iter().find(|(of, ..)| *of == role).map(|(_, person, _)| *person)
    }

    pub(super) fn name(&self, person: Option<PersonId>) -> String {
        let found = self.people.iter().find(|(_, known, _)| Some(*known) == person);
        found.map(|(.., name)| name.clone()).unwrap_or_default()
    }

    /// The second of two lab people.
    pub(super) fn second(&self) -> Option<PersonId> {
        let lab: Vec<PersonId> =
            self.people.iter().filter(|(role, ..)| *role == Role::Processing).map(|(_, p, _)| *p).collect();
        lab.get(1).copied()
    }

    /// When the story of a unit begins: the younger the later.
    pub(super) fn begin_ms(&self, index: u32, dice: &mut Dice) -> i64 {
        let span = HISTORY_DAYS * DAY_MS;
        let share = span / i64::from(self.units.max(1));
        let jitter = i64::from(dice.below(60_000)) * share.max(1) / 60_000;
        self.now_ms - span + i64::from(index) * share + jitter
    }

    /// Position of the n-th stored unit.
    pub(super) fn position(&self, index: u32) -> Option<(TankId, String, u32, u32)> {
        let per_tank = SLOTS * RACKS;
        let (tank, code) = self.tanks.get(usize::try_from(index / per_tank).ok()?)?;
        let within = index % per_tank;
        Some((*tank, code.clone(), within / SLOTS + 1, within % SLOTS + 1))
    }
}

pub(super) fn found(cx: &mut Cx<'_>, dice: &mut Dice, units: u32) -> Answer<Scene> {
    let now_ms = cx.now_ms();
    let begin_ms = now_ms - (HISTORY_DAYS + 30) * DAY_MS;
    let bank = BankId::from_bytes(dice.id());
    let site = SiteId::from_bytes(dice.id());
    let station = begin_chain(cx, bank, site)?;
    let year = nominal_year(now_ms);
    let facility = "A9999".to_owned();
    let mut records: Vec<Timed> = Vec::new();
    let (id, registered) = station_act_record(&station, "演示工作站 Demo", site);
    records.push(record(id.bytes(), begin_ms, None, registered));
    let of_bank = BankCreated {
        bank,
        name_zh: "演示脐带血库".to_owned(),
        name_en: "Demo Cord Blood Bank".to_owned(),
        licence_number: "DEMO-0000".to_owned(),
        address: "演示路 1 号".to_owned(),
        scheme: NumberScheme::Local,
        facility: facility.clone(),
        purpose: Purpose::Demo,
    };
    records.push(record(bank.bytes(), begin_ms, None, Record::BankCreated(of_bank)));
    for (id, code, zh, en, kind) in [
        (site, "LAB", "演示实验室", "Demo laboratory", SiteKind::Laboratory),
        (
            SiteId::from_bytes(dice.id()),
            "HOSP1",
            "演示第一医院",
            "Demo First Hospital",
            SiteKind::CollectionPoint,
        ),
        (
            SiteId::from_bytes(dice.id()),
            "HOSP2",
            "演示妇幼保健院",
            "Demo Maternity Hospital",
            SiteKind::CollectionPoint,
        ),
    ] {
        let added = SiteAdded {
            site: id,
            code: code.to_owned(),
            name_zh: zh.to_owned(),
            name_en: en.to_owned(),
            kind,
            personal_data: PersonalData::Entitled,
        };
        records.push(record(id.bytes(), begin_ms, None, Record::SiteAdded(added)));
    }
    let people = hire(cx, dice, begin_ms, &mut records)?;
    let tanks = tanks(dice, site, units, begin_ms, &mut records);
    if let Some((_, keeper, _)) = people.iter().find(|(role, ..)| *role == Role::Storage) {
        super::tank::readings(&tanks, &cx.app.rules, *keeper, now_ms, &mut records);
    }
    let block = NumberBlockAssigned { station: id, year, first: 1, last: units.max(1) + 20_000 };
    records.push(record(id.bytes(), begin_ms, None, Record::NumberBlockAssigned(block)));
    let scene = Scene { facility, year, site, people, tanks, units, now_ms };
    super::register::stock(&scene, id, &mut records)?;
    write(cx, records)?;
    // What the bank works by is decided with the bank there.
    let mut approved = Vec::new();
    approve(cx, &scene.people, begin_ms, &mut approved)?;
    write(cx, approved)?;
    Ok(scene)
}

/// Quality approves what the demo bank works by before anything is done.
fn approve(
    cx: &Cx<'_>,
    people: &[(Role, PersonId, String)],
    at_ms: i64,
    records: &mut Vec<Timed>,
) -> Answer<()> {
    let rules = cx.rules();
    let quality = people.iter().find(|(role, ..)| *role == Role::Quality);
    let Some((_, signer, name)) = quality else { return Ok(()) };
    // The SOP that the units of a demo bank are worked by; the full one is there to be approved.
    let sop = rules.sops.first().map(|file| Procedure::from(file.as_ref()));
    let rooms = rules.environment.first().map(|file| file.procedure());
    let norm = newest_norm(&rules);
    for procedure in sop.into_iter().chain(norm.map(NormFile::procedure)).chain(rooms) {
        let subject = procedure.subject();
        let approved = ProcedureApproved {
            procedure: procedure.kind,
            code: procedure.code,
            version: procedure.version,
            digest: procedure.digest,
            effective_ms: at_ms,
            name: name.clone(),
            meaning: Meaning::Approval,
        };
        records.push(record(&subject, at_ms, Some(*signer), Record::ProcedureApproved(approved)));
    }
    for limits in norm.map(Limits::of_norm).into_iter().chain(Limits::of_rooms(&rules)) {
        confirm(cx, &limits, (*signer, name), at_ms, records)?;
    }
    Ok(())
}

/// The newest version of the profile that comes first.
fn newest_norm(rules: &RuleSet) -> Option<&NormFile> {
    let first = rules.norms.first()?;
    let versions = rules.norms.iter().filter(|file| file.profile.code == first.profile.code);
    versions.max_by_key(|file| file.profile.version).map(AsRef::as_ref)
}

/// Limits that are confirmed together.
struct Limits<'a> {
    code: &'a str,
    version: u32,
    digest: &'a str,
    subject: [u8; 16],
    limits: Vec<NamedLimit<'a>>,
}

impl<'a> Limits<'a> {
    fn of_norm(file: &'a NormFile) -> Self {
        let NormFile { profile, digest } = file;
        let (code, version, subject) = (profile.code.as_str(), profile.version, file.procedure().subject());
        Self { code, version, digest, subject, limits: profile.limits() }
    }

    /// Those of the grade of the demo bank's room.
    fn of_rooms(rules: &'a RuleSet) -> Option<Self> {
        let file = rules.environment.first()?;
        let mut limits = file.limits.limits();
        limits.retain(|limit| limit.code.starts_with("b_"));
        let (code, version, subject) =
            (file.limits.code.as_str(), file.limits.version, file.procedure().subject());
        Some(Self { code, version, digest: &file.digest, subject, limits })
    }
}

/// And confirms each limit that has not been, with the value that it has.
fn confirm(
    cx: &Cx<'_>,
    of: &Limits<'_>,
    (signer, name): (PersonId, &str),
    at_ms: i64,
    records: &mut Vec<Timed>,
) -> Answer<()> {
    let bounds = of.limits.iter().filter(|limit| !limit.judges()).map(|limit| {
        let [min, max] = match &limit.says {
            LimitText::Bounds(limit) => [limit.min, limit.max],
            LimitText::Choices { .. } => [None, None],
        };
        (limit.code, min.map(|min| min.to_string()), max.map(|max| max.to_string()))
    });
    let bounds: Vec<_> = bounds.collect();
    let limits: Vec<ConfirmedValue<'_>> = bounds
        .iter()
        .map(|(limit, min, max)| ConfirmedValue {
            limit,
            min: min.as_deref(),
            max: max.as_deref(),
            reason: None,
        })
        .collect();
    let version = of.version.to_string();
    let input =
        ConfirmationInput { digest: of.digest, code: of.code, version: &version, limits: &limits, name };
    let confirmed = cx.with_context(|context| confirm_limits(&input, context))?.map_err(refused)?;
    records
        .extend(confirmed.into_iter().map(|confirmed| record(&of.subject, at_ms, Some(signer), confirmed)));
    Ok(())
}

fn hire(
    cx: &Cx<'_>,
    dice: &mut Dice,
    at_ms: i64,
    records: &mut Vec<Timed>,
) -> Answer<Vec<(Role, PersonId, String)>> {
    // One hash serves all: the password is public, and a demo should open fast.
    let password_hash = password::hash(DEMO_PASSWORD, cx.app.host.bytes())?;
    let mut people = Vec::new();
    for (login, name, roles) in DEMO_ACCOUNTS {
        // Who came later changes nothing of what the seed made before.
        let person = PersonId::from_bytes(if *login == "quality2" { dice.aside(1).id() } else { dice.id() });
        people.extend(roles.iter().map(|role| (*role, person, (*name).to_owned())));
        let added = PersonAdded {
            person,
            login: (*login).to_owned(),
            name: (*name).to_owned(),
            roles: roles.to_vec(),
            password_hash: password_hash.clone(),
            badge: Some(format!("DEMO-{login}")),
        };
        records.push(record(person.bytes(), at_ms, None, Record::PersonAdded(added)));
    }
    Ok(people)
}

fn tanks(
    dice: &mut Dice,
    site: SiteId,
    units: u32,
    at_ms: i64,
    records: &mut Vec<Timed>,
) -> Vec<(TankId, String)> {
    let count = units / (SLOTS * RACKS) + 2;
    let tanks = (1..=count).map(|number| {
        let tank = TankId::from_bytes(dice.id());
        let code = format!("T{number:02}");
        let added = TankAdded {
            tank,
            site,
            room: "液氮间 A".to_owned(),
            code: code.clone(),
            purpose: if number == count { TankPurpose::Quarantine } else { TankPurpose::Permanent },
            racks: RACKS,
            slots: SLOTS,
        };
        records.push(record(tank.bytes(), at_ms, None, Record::TankAdded(added)));
        (tank, code)
    });
    tanks.collect()
}
