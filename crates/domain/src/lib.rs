//! What a cord blood bank is: values, records, the state they fold into, and the rules that decide.
//!
//! Invariants: `decide` functions turn a state and a command into records or a [`Refusal`], and folding turns records
//! into a state; both are pure. Time, identifiers and whatever lies outside the subject come in as arguments.
//! Limits, questionnaires and SOPs are data of the bank (`rules`), never code.
//!
//! Deliberately not here: storage, encoding of headers, signatures of stations, sentences for people.

mod codec;
mod id;
mod measure;
pub mod record;
mod refusal;
pub mod routing;
mod value;

pub use id::*;
pub use measure::{Measure, NotANumber};
pub use record::{Record, RecordError, SubjectKind};
pub use refusal::{Code, Force, Refusal};
pub use value::*;
