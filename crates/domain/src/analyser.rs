//! Results from analysers: from an instrument's codes and units to results of a unit, or a reason why not. Pure.
//!
//! A mapping is data: which code in which unit feeds which test, what is computed from several values, what is left
//! aside. Whatever the mapping does not account for waits for a person, with the reason as a code; nothing is dropped
//! in silence and nothing is guessed.
//!
//! Deliberately not here: how an instrument speaks, which is `devices`'.

mod computed;
mod mapping;
mod moment;
mod open;
mod reading;
mod sample;
mod specimen;
mod waiting;

pub use mapping::{ChoiceRule, InputRule, Mapping, NumberRule, UnitInput, is_like};
pub use open::{OpenResult, nothing_waits, set_aside_by};
pub use reading::{Against, Override, Reading, Settled, read_results};
pub use sample::Samples;
pub use specimen::{Specimen, donation_on, specimen_number};
pub use waiting::waiting;

/// How final the instrument calls a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportedStatus {
    /// Not verified yet.
    Preliminary,
    /// Final.
    Final,
    /// Final, and another than was sent before.
    Corrected,
    /// The test could not be done.
    NotDone,
    /// Not there yet.
    Pending,
    /// What was sent before is wrong.
    Withdrawn,
}

/// One result as an instrument reported it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// Its place in the message, from 0.
    pub place: u32,
    /// Its specimen's place in the message, from 0.
    pub specimen: u32,
    /// The instrument's code.
    pub code: String,
    /// What else names test, value or place.
    pub details: Vec<String>,
    /// The value; empty where there is none.
    pub value: String,
    /// Unit; empty where none.
    pub unit: String,
    /// Flags.
    pub flags: Vec<String>,
    /// How final.
    pub status: ReportedStatus,
    /// When it was measured by the instrument's clock, Unix milliseconds; none where it does not say.
    pub measured_ms: Option<i64>,
}
