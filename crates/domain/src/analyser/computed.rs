//! A result of an analyser with when it was measured and how it was made, as far as that is known.

use super::moment::Moment;
use crate::Record;
use crate::record::{ResultComputation, ResultMeasured, ResultReplaced, ResultTimed};

/// The record of a result with where it comes from.
pub(super) fn with_origin(record: Record, made: Option<ResultComputation>, moment: &Moment) -> Record {
    let Moment { measured_ms, sent_ms, corrected, .. } = *moment;
    let (result, device) = match record {
        Record::ResultReplaced(ResultReplaced { reported, of }) => {
            let reported = ResultTimed { computation: made, measured_ms, sent_ms, corrected, ..reported };
            return Record::ResultReplaced(ResultReplaced { reported, of });
        }
        Record::ResultRecorded(result) => (result, None),
        Record::ResultMeasured(ResultMeasured { result, device }) => (result, Some(device)),
        other => return other,
    };
    let timed = ResultTimed { result, device, computation: made, measured_ms, sent_ms, corrected };
    if moment.says_something() {
        return Record::ResultTimed(timed);
    }
    match (timed.computed(), timed) {
        (Some(computed), _) => Record::ResultComputed(computed),
        (None, ResultTimed { result, device: Some(device), .. }) => {
            Record::ResultMeasured(ResultMeasured { result, device })
        }
        (None, ResultTimed { result, .. }) => Record::ResultRecorded(result),
    }
}
