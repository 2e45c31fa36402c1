//! What nearly every act asks for again: who the bank is, its people, sites and stations, how many procedures it has, kept
//! in memory until something is written that is not about a unit or its run alone; and the units of the last acts, each
//! until something of it is written.

use crate::project::Touched;
use crate::query::{BankRow, PersonRow, SiteRow, StationRow};
use crate::{Store, StoreError};
use domain::DonationId;
use domain::unit::UnitState;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Default)]
pub(crate) struct Recent(RefCell<Answers>, RefCell<BTreeMap<DonationId, Arc<UnitState>>>, u64);

#[derive(Default)]
struct Answers {
    bank: Option<Option<BankRow>>,
    people: Option<Vec<PersonRow>>,
    sites: Option<Vec<SiteRow>>,
    stations: Option<Vec<StationRow>>,
    procedures: Option<u32>,
}

/// How many units are kept as they were last read or written: those of a run, and some.
pub(crate) const UNITS_KEPT: usize = 160;

impl Recent {
    /// Forgets what a transaction may have made untrue.
    pub(crate) fn after(&mut self, touched: &Touched) {
        for donation in touched.donations() {
            self.1.get_mut().remove(&donation);
        }
        if !touched.only_units() {
            self.0 = RefCell::default();
            self.2 += 1;
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

    pub(crate) fn forget(&mut self) {
        *self = Self(RefCell::default(), RefCell::default(), self.2 + 1);
    }
}

impl Store {
    /// Rises with everything that is written but units and runs: what was computed of the rest holds as long as it stays.
    #[must_use]
    pub const fn generation(&self) -> u64 {
        self.recent.2
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
