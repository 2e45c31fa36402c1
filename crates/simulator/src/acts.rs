//! What people do: each looks at what its station knows, and the real rules decide over it. What they refuse is not done.

mod unit;

use crate::Fault;
use crate::dice::Dice;
use crate::station::{BANK, Station};
use domain::decide::{self, Context, EnrolInput};
use domain::record::{
    BankCreated, MotherPersonal, ResolutionSigned, SiteAdded, StationRegistered, TankAdded, TankRead,
};
use domain::rules::RuleSet;
use domain::unit::{Contest, ContestKind, UnitState, resolution_digest};
use domain::*;
use ledger::PublicKey;
use std::sync::{Arc, OnceLock};
use store::query::UnitFilter;
use store::{NewRecord, Personal};

/// The bank's numbering prefix.
pub(crate) const FACILITY: &str = "A9999";
/// Storage positions of a site: few, so that stations that do not hear of each other take the same.
const SLOTS: u64 = 4;

/// The shipped rules, their limits confirmed, without steps and tests: what a unit goes through is decided as ever, in fewer entries.
fn rules() -> &'static RuleSet {
    static RULES: OnceLock<RuleSet> = OnceLock::new();
    RULES.get_or_init(|| {
        let mut rules = (*app::rule_set()).clone();
        let norm = &mut rules.norm;
        for limit in [
            &mut norm.volume_ml,
            &mut norm.birth_weight_g,
            &mut norm.gestation_d,
            &mut norm.transport.hours,
            &mut norm.transport.temperature_c,
        ] {
            limit.confirmed = true;
        }
        rules.norm.tests.clear();
        rules.norm.freezing = None;
        rules.norm.tnc_recovery = None;
        if let Some(file) = rules.sops.first() {
            let mut file = (**file).clone();
            file.sop.steps.clear();
            rules.sops = vec![Arc::new(file)];
        }
        rules
    })
}

/// Somebody at a station at one moment.
pub(crate) struct Hand<'a> {
    pub(crate) station: &'a mut Station,
    pub(crate) dice: &'a mut Dice,
    pub(crate) now_ms: u64,
    /// All sites of the bank.
    pub(crate) sites: &'a [SiteId],
}

/// A unit with what contests it.
type Known = (Arc<UnitState>, Vec<Contest>);

/// What was done, or why not.
pub(crate) type Done = Result<String, Fault>;

pub(crate) fn site_id(site: ledger::SiteId) -> SiteId {
    SiteId::from_bytes(*site.bytes())
}

fn tank_of(site: SiteId) -> TankId {
    TankId::from_bytes(*site.bytes())
}

pub(crate) fn person(station: &Station, part: u8) -> PersonId {
    let mut id = [part; 16];
    id[0] = u8::try_from(station.index).unwrap_or(u8::MAX);
    PersonId::from_bytes(id)
}

fn record(subject: &[u8; 16], operator: PersonId, record: Record) -> NewRecord {
    NewRecord { subject: *subject, record, personal: None, operator: Some(operator), second: None }
}

/// What the first station of a bank records.
pub(crate) fn found(
    station: &mut Station,
    now_ms: u64,
    sites: &[SiteId],
    entitled: &[bool],
) -> Result<(), Fault> {
    let who = person(station, 1);
    let bank = BankId::from_bytes(*BANK.bytes());
    let mut records = vec![record(
        bank.bytes(),
        who,
        Record::BankCreated(BankCreated {
            bank,
            name_zh: "脐血库".to_owned(),
            name_en: "Bank".to_owned(),
            licence_number: String::new(),
            address: String::new(),
            scheme: NumberScheme::Local,
            facility: FACILITY.to_owned(),
            purpose: Purpose::Demo,
        }),
    )];
    for (number, (site, entitled)) in sites.iter().zip(entitled).enumerate() {
        let personal_data = if *entitled { PersonalData::Entitled } else { PersonalData::Withheld };
        let added = SiteAdded {
            site: *site,
            code: format!("S{number}"),
            name_zh: format!("站点{number}"),
            name_en: format!("Site {number}"),
            kind: SiteKind::Laboratory,
            personal_data,
        };
        records.push(record(site.bytes(), who, Record::SiteAdded(added)));
        let tank = TankAdded {
            tank: tank_of(*site),
            site: *site,
            room: "LN".to_owned(),
            code: format!("T{number:02}"),
            purpose: TankPurpose::Permanent,
            racks: 1,
            slots: u32::try_from(SLOTS).unwrap_or(1),
        };
        records.push(record(tank_of(*site).bytes(), who, Record::TankAdded(tank)));
    }
    station.record(now_ms, records).map(|_| ())
}

/// What every station records first.
pub(crate) fn register(station: &mut Station, now_ms: u64, key: &PublicKey) -> Result<(), Fault> {
    let registered = StationRegistered {
        station: StationId::from_bytes(*station.id.bytes()),
        name: format!("station {}", station.index),
        site: site_id(station.site),
        public_key: hex(key.bytes()),
    };
    let who = person(station, 1);
    let subject = *station.id.bytes();
    station.record(now_ms, vec![record(&subject, who, Record::StationRegistered(registered))]).map(|_| ())
}

/// A mother's name that no other text contains.
pub(crate) fn name_of(donation: &[u8; 16]) -> String {
    format!("母亲{}", hex(donation))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Hand<'_> {
    /// Does something.
    pub(crate) fn act(&mut self) -> Done {
        // What the bank has may still be on its way to a new station: nobody can work there yet.
        let store = self.station.store()?;
        if store.taking_in()?.is_some() || store.find_bank()?.is_none() {
            return Ok("nothing: the bank is not known yet".to_owned());
        }
        match self.dice.below(100) {
            0..=7 => self.enrol(),
            8..=74 => self.advance(),
            75..=79 => self.hold(),
            80..=87 => self.lift(),
            88..=91 => self.move_unit(),
            92..=96 => self.resolve(),
            _ => self.read_tank(),
        }
    }

    /// Decides as the person of that part does at this station now.
    fn decide<T>(&self, part: u8, decide: impl FnOnce(&Context<'_>) -> T) -> Result<T, Fault> {
        let bank = self.station.store()?.find_bank()?;
        let facility = bank.map(|bank| bank.facility).unwrap_or_default();
        let roles = [Role::Nurse, Role::Reception, Role::Storage, Role::Quality, Role::Manager];
        Ok(decide(&Context {
            now_ms: self.station.wall_ms(self.now_ms),
            operator: person(self.station, part),
            roles: &roles,
            site: site_id(self.station.site),
            rules: rules(),
            scheme: NumberScheme::Local,
            facility: &facility,
            purpose: Purpose::Demo,
            approvals: &[],
        }))
    }

    fn write(&mut self, part: u8, what: &str, decided: Vec<([u8; 16], Result<Record, Refusal>)>) -> Done {
        let who = person(self.station, part);
        let mut records = Vec::new();
        for (subject, decided) in decided {
            match decided {
                Ok(decided) => records.push(record(&subject, who, decided)),
                Err(refusal) => return Ok(format!("{what} refused: {:?}", refusal.code)),
            }
        }
        let seq = self.station.record(self.now_ms, records)?;
        Ok(format!("{what}, up to entry {seq}"))
    }

    fn enrol(&mut self) -> Done {
        let donation = self.dice.bytes::<16>();
        let name = name_of(&donation);
        let inventory = if self.dice.chance(50) { Inventory::Public } else { Inventory::Family };
        let input =
            EnrolInput { inventory, due_date: "2026-12-01", name: &name, identity_document: "1", phone: "2" };
        let (decided, personal): (Record, MotherPersonal) = match decide::enrol(&input) {
            Ok(decided) => decided,
            Err(refusal) => return Ok(format!("enrol refused: {:?}", refusal.code)),
        };
        let personal = Some(Personal { salt: self.dice.bytes(), data: personal.into() });
        let enrolled = NewRecord { personal, ..record(&donation, person(self.station, 1), decided) };
        let seq = self.station.record(self.now_ms, vec![enrolled])?;
        Ok(format!("enrol {}, entry {seq}", DonationId::from_bytes(donation)))
    }

    /// A unit that the station knows, with what contests it.
    fn any_unit(&mut self) -> Result<Option<Known>, Fault> {
        let store = self.station.store()?;
        let mut rows = store.list_units(&UnitFilter::default(), None, 200)?;
        rows.sort_by_key(|row| row.donation);
        let Some(row) = self.dice.pick(&rows) else { return Ok(None) };
        let Some(unit) = store.find_unit_state(row.donation)? else { return Ok(None) };
        Ok(Some((unit, store.list_contests_of(row.donation)?)))
    }

    fn hold(&mut self) -> Done {
        let Some((unit, _)) = self.any_unit()? else { return Ok("hold: no unit".to_owned()) };
        let key = hex(&self.dice.bytes::<4>());
        let decided = decide::hold(key, "look again");
        self.write(1, &format!("hold {}", unit.donation), vec![(*unit.donation.bytes(), decided)])
    }

    fn lift(&mut self) -> Done {
        let Some((unit, _)) = self.any_unit()? else { return Ok("lift: no unit".to_owned()) };
        let open: Vec<&str> = unit
            .holds
            .iter()
            .filter(|hold| hold.lifted.is_none())
            .map(|hold| hold.placed.record.key.as_str())
            .collect();
        let Some(key) = self.dice.pick(&open) else { return Ok("lift: no hold".to_owned()) };
        let digest = unit.lifting_digest(key).unwrap_or_default();
        let decided = decide::lift_hold(&unit, key, "looked at", (&digest, "Q"));
        self.write(2, &format!("lift {}", unit.donation), vec![(*unit.donation.bytes(), decided)])
    }

    fn resolve(&mut self) -> Done {
        let store = self.station.store()?;
        let mut contests = store.list_contests()?;
        contests.sort_by(|a, b| a.about.cmp(&b.about));
        let Some(contest) = self.dice.pick(&contests) else { return Ok("resolve: nothing".to_owned()) };
        if contest.kind == ContestKind::DeviationUnsettled {
            return Ok("resolve: nothing".to_owned());
        }
        let units = store.claimants(contest.kind, &contest.about)?;
        let Some(keep) = self.dice.pick(&units).copied() else { return Ok("resolve: nothing".to_owned()) };
        let sides: Vec<(DonationId, &str)> = units.iter().map(|unit| (*unit, "")).collect();
        let kind = contest.kind.as_str();
        let signed = ResolutionSigned {
            kind: kind.to_owned(),
            about: contest.about.clone(),
            units: units.clone(),
            keep,
            reason: "seen".to_owned(),
            name: "Q".to_owned(),
            meaning: Meaning::Resolution,
            digest: resolution_digest(kind, &contest.about, &sides),
        };
        let what = format!("resolve {kind} {} for {keep}", contest.about);
        let work = self.dice.bytes::<16>();
        self.write(2, &what, vec![(work, Ok(Record::ResolutionSigned(signed)))])
    }

    fn read_tank(&mut self) -> Done {
        let tank = tank_of(site_id(self.station.site));
        let read = TankRead {
            tank,
            temperature_c: Measure::tenths(0),
            level_percent: None,
            read_ms: self.station.wall_ms(self.now_ms),
            verdict: Verdict::Fail,
            limit: String::new(),
            action: None,
        };
        self.write(1, "read the tank", vec![(*tank.bytes(), Ok(Record::TankRead(read)))])
    }
}
