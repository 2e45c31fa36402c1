//! What becomes of a refused unit.

use super::record;
use crate::{Disposal, FamilyNotice};

record! {
    /// The bag is no longer kept. The entry names both persons who saw it go.
    UnitDisposed {
        /// What was done with it.
        0 disposal: Disposal,
        /// Where it was taken from, if it was in a tank.
        1 position: Option<String>,
        /// To whom it went, by which lot of waste: whatever helps to find out later.
        2 note: String,
    }

    /// The family was told what became of the unit, or somebody tried to tell it.
    FamilyNotified {
        /// How.
        0 notice: FamilyNotice,
        /// When, ms since 1970.
        1 told_ms: i64,
        /// What was said and answered.
        2 note: String,
    }
}
