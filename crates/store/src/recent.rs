//! What nearly every act asks for again: who the bank is, its people, sites and stations, how many procedures it has, kept
//! in memory until something is written that is not about a unit or its run alone; and the units of the last acts, each
//! until something of it is written. Also how near the units that wait for quality are to a release, each until something
//! is written that could change it.

use crate::project::Touched;
use crate::query::{BankRow, PersonRow, SiteRow, StationRow};
use crate::{Store, StoreError};
use domain::DonationId;
use domain::unit::{Contest, UnitState, UnknownRecord};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

#[derive(Default)]
pub(crate) struct Recent(
    RefCell<Answers>,
    RefCell<BTreeMap<DonationId, Arc<UnitState>>>,
    RefCell<BTreeMap<DonationId, Readiness>>,
    Generation,
    u64,
);

/// Stands for everything written so far that says how near units are to a release: another one once something is written
/// that could change it, or another file is opened.
#[derive(Debug, Clone, Default)]
pub struct Generation(Arc<()>);

impl PartialEq for Generation {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Generation {}

/// How near a unit is to a release, as it was last judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readiness {
    /// Things that stop it.
    pub blockers: u32,
    /// Things to look at.
    pub warnings: u32,
    /// The disagreements that it was judged with: another unit's entry can make or end one.
    pub contests: Vec<Contest>,
    /// As long as the same procedures judge, ms since 1970-01-01 UTC.
    pub judged: Range<i64>,
}

#[derive(Default)]
struct Answers {
    bank: Option<Option<BankRow>>,
    people: Option<Vec<PersonRow>>,
    sites: Option<Vec<SiteRow>>,
    stations: Option<Vec<StationRow>>,
    procedures: Option<u32>,
    unknown: BTreeMap<[u8; 16], Vec<UnknownRecord>>,
}

/// How many units are kept as they were last read or written: those of a run, and some.
pub(crate) const UNITS_KEPT: usize = 160;

impl Recent {
    /// Forgets what a transaction may have made untrue.
    pub(crate) fn after(&mut self, touched: &Touched) {
        for donation in touched.donations() {
            self.1.get_mut().remove(&donation);
            self.2.get_mut().remove(&donation);
            self.3 = Generation::default();
        }
        if !touched.judges_alike() {
            self.2.get_mut().clear();
            self.3 = Generation::default();
        }
        if !touched.only_units() {
            self.0 = RefCell::default();
            self.4 += 1;
        }
    }

    /// Keeps units as a committed transaction left them.
    pub(crate) fn keep(&self, units: impl IntoIterator<Item = UnitState>) {
        for unit in units {
            self.keep_one(Arc::new(unit));
        }
    }

    fn keep_one(&self, unit: Arc<UnitState>) {
        let mut kept = self.1.borrow_mut();
        if kept.len() >= UNITS_KEPT {
            kept.clear();
        }
        kept.insert(unit.donation, unit);
    }

    /// Records that this version does not know, where they were looked for.
    pub(crate) fn unknown_of(&self, subject: &[u8; 16]) -> Option<Vec<UnknownRecord>> {
        self.0.borrow().unknown.get(subject).cloned()
    }

    pub(crate) fn keep_unknown(&self, subject: [u8; 16], found: Vec<UnknownRecord>) {
        self.0.borrow_mut().unknown.insert(subject, found);
    }

    pub(crate) fn forget(&mut self) {
        *self = Self(
            RefCell::default(),
            RefCell::default(),
            RefCell::default(),
            Generation::default(),
            self.4 + 1,
        );
    }
}

impl Store {
    /// Rises with everything that is written but units and runs: what was computed of the rest holds as long as it stays.
    #[must_use]
    pub const fn generation(&self) -> u64 {
        self.recent.4
    }

    /// A unit as all records that have arrived say it is.
    ///
    /// # Errors
    /// A fault of the file.
    pub fn find_unit_state(&self, donation: DonationId) -> Result<Option<Arc<UnitState>>, StoreError> {
        if let Some(unit) = self.recent.1.borrow().get(&donation) {
            return Ok(Some(Arc::clone(unit)));
        }
        let Some(unit) = self.read_unit_state(donation)?.map(Arc::new) else { return Ok(None) };
        self.recent.keep_one(Arc::clone(&unit));
        Ok(Some(unit))
    }
}

impl Store {
    /// How near the unit was to a release when it was last judged; none where something was written since that could change
    /// it.
    #[must_use]
    pub fn find_readiness(&self, donation: DonationId) -> Option<Readiness> {
        self.recent.2.borrow().get(&donation).cloned()
    }

    /// As long as it is the same, every unit is as near to a release as it was.
    #[must_use]
    pub fn readiness_generation(&self) -> Generation {
        self.recent.3.clone()
    }

    /// Keeps how near the unit is to a release.
    pub fn keep_readiness(&self, donation: DonationId, readiness: Readiness) {
        self.recent.2.borrow_mut().insert(donation, readiness);
    }
}

impl Store {
    /// Looks at all people by sign-in name, without a copy of them: every act does, several times.
    pub(crate) fn with_people<T>(&self, look: impl FnOnce(&[PersonRow]) -> T) -> Result<T, StoreError> {
        if let Some(people) = &self.recent.0.borrow().people {
            return Ok(look(people));
        }
        let people = self.read_people()?;
        let answer = look(&people);
        self.recent.0.borrow_mut().people = Some(people);
        Ok(answer)
    }
}

macro_rules! recent {
    ($($(#[$doc:meta])* $name:ident: $field:ident, $read:ident -> $answer:ty;)*) => {
        impl Store {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                /// A fault of the file.
                pub fn $name(&self) -> Result<$answer, StoreError> {
                    if let Some(answer) = &self.recent.0.borrow().$field {
                        return Ok(answer.clone());
                    }
                    let answer = self.$read()?;
                    self.recent.0.borrow_mut().$field = Some(answer.clone());
                    Ok(answer)
                }
            )*
        }
    };
}

recent! {
    /// The bank.
    find_bank: bank, read_bank -> Option<BankRow>;
    /// All people by sign-in name.
    list_people: people, read_people -> Vec<PersonRow>;
    /// All sites by code.
    list_sites: sites, read_sites -> Vec<SiteRow>;
    /// All stations by name.
    list_stations: stations, read_stations -> Vec<StationRow>;
    /// How many versions of procedures were drawn and approved, and limits confirmed.
    count_procedures: procedures, read_procedure_count -> u32;
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::SubjectKind;

    fn judged() -> (Recent, DonationId) {
        let (recent, donation) = (Recent::default(), DonationId::from_bytes([1; 16]));
        let readiness = Readiness { blockers: 0, warnings: 0, contests: Vec::new(), judged: 0..1 };
        recent.2.borrow_mut().insert(donation, readiness);
        (recent, donation)
    }

    /// Whether the unit is judged anew after a record of that kind, and whether the queue is.
    fn anew(kind: SubjectKind, id: u8) -> (bool, bool) {
        let (mut recent, donation) = judged();
        let before = recent.3.clone();
        let mut touched = Touched::default();
        touched.add(kind, [id; 16]);
        recent.after(&touched);
        (!recent.2.borrow().contains_key(&donation), recent.3 != before)
    }

    #[test]
    fn units_are_judged_anew_only_by_what_could_judge_them() {
        let beside = [
            SubjectKind::AnalyserMessage,
            SubjectKind::Control,
            SubjectKind::Tank,
            SubjectKind::Station,
            SubjectKind::Shipment,
            SubjectKind::LabelTemplate,
            SubjectKind::SignIn,
        ];
        for kind in beside {
            assert_eq!(anew(kind, 9), (false, false), "{kind:?}");
        }
        for kind in [SubjectKind::Material, SubjectKind::Procedure, SubjectKind::Deviation, SubjectKind::Room]
        {
            assert_eq!(anew(kind, 9), (true, true), "{kind:?}");
        }
        assert_eq!(anew(SubjectKind::Donation, 1), (true, true), "the unit itself");
        assert_eq!(anew(SubjectKind::Donation, 2), (false, true), "another one: the order may be another");
    }

    #[test]
    fn a_file_read_again_is_another_generation() {
        let (mut recent, _) = judged();
        let before = recent.3.clone();
        recent.forget();
        assert!(recent.3 != before);
    }
}
