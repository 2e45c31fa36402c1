//! What nearly every act asks for again: who the bank is, its people, sites and stations, how many procedures it has.
//! Kept in memory until something is written that is not about a unit or its run alone.

use crate::project::Touched;
use crate::query::{BankRow, PersonRow, SiteRow, StationRow};
use crate::{Store, StoreError};
use std::cell::RefCell;

#[derive(Default)]
pub(crate) struct Recent(RefCell<Answers>);

#[derive(Default)]
struct Answers {
    bank: Option<Option<BankRow>>,
    people: Option<Vec<PersonRow>>,
    sites: Option<Vec<SiteRow>>,
    stations: Option<Vec<StationRow>>,
    procedures: Option<u32>,
}

impl Recent {
    /// Forgets what a transaction may have made untrue.
    pub(crate) fn after(&mut self, touched: &Touched) {
        if !touched.only_units() {
            self.forget();
        }
    }

    pub(crate) fn forget(&mut self) {
        self.0 = RefCell::default();
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
