//! What waits for a person.

use super::Reported;
use crate::Refusal;
use crate::record::{ReasonParam, ResultWaiting};

/// A result that waits, with its reason.
#[must_use]
pub fn waiting(one: &Reported, refusal: &Refusal) -> ResultWaiting {
    ResultWaiting {
        place: one.place,
        specimen: one.specimen,
        code: one.code.clone(),
        why: refusal.code.as_str().to_owned(),
        params: refusal
            .params
            .iter()
            .map(|(name, value)| ReasonParam { name: (*name).to_owned(), value: value.clone() })
            .collect(),
    }
}
