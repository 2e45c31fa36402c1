//! What a cord blood bank is: values, records, the state they fold into, and the rules that decide.
//!
//! Invariants: `decide` functions turn a state and a command into records or a [`Refusal`], and folding turns records
//! into a state; both are pure. Time, identifiers and whatever lies outside the subject come in as arguments.
//! Limits, questionnaires and SOPs are data of the bank (`rules`), never code.
//!
//! Deliberately not here: storage, encoding of headers, signatures of stations, sentences for people.

pub mod analyser;
pub mod audit;
mod codec;
pub mod control;
pub mod decide;
pub mod deviation;
pub mod environment;
pub mod equipment;
mod id;
pub mod material;
mod measure;
pub mod record;
mod refusal;
pub mod register;
pub mod routing;
pub mod rules;
pub mod run;
mod seal;
pub mod stock;
pub mod template;
pub mod unit;
mod value;

pub use id::*;
pub use measure::{Measure, NotANumber};
pub use record::{Record, RecordError, SubjectKind};
pub use refusal::{Code, Force, Refusal};
pub use seal::{DocumentSeal, HASH_LENGTH, SealError};
pub use value::*;

/// The aggregate that is the same at every station for what is named so.
pub(crate) fn named_subject(domain: &[u8], name: &str) -> [u8; 16] {
    use sha2::{Digest as _, Sha256};
    let mut sha = Sha256::new();
    sha.update(domain);
    sha.update(name.as_bytes());
    let mut subject = [0; 16];
    for (to, from) in subject.iter_mut().zip(sha.finalize()) {
        *to = from;
    }
    subject
}

/// The number that this text counts; one number has one text, without a sign or a zero in front.
pub(crate) fn counted(text: &str) -> Option<u64> {
    text.parse().ok().filter(|number: &u64| number.to_string() == text)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
