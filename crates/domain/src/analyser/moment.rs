//! Which of two values that one instrument reported of a test is the older one, whatever order they came in.
//!
//! Times of measurement count first, then whether the instrument called one a correction, then when it sent them. Where none
//! of that tells them apart, neither is called older.

use super::ReportedStatus;
use crate::ResultState;
use crate::record::{ResultComputation, ResultComputed, ResultTimed};
use crate::unit::{Stamped, UnitState};
use std::cmp::Ordering;

/// How far an instrument's clock may be off the station's, ms: what clocks that are set by hand differ by, as for controls. A
/// value from beyond it would be the newest one of its test until that moment came; one from before would be the oldest for ever.
const CLOCK_OFF_MAX_MS: i64 = 5 * 60 * 1_000;

/// When a value was measured and sent by the instrument's clock, Unix milliseconds, and how final it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Moment {
    pub measured_ms: Option<i64>,
    pub sent_ms: Option<i64>,
    pub corrected: bool,
    pub preliminary: bool,
}

impl Moment {
    /// Of values that count together: the latest measurement, and a correction where any of them is one.
    pub(super) fn of(
        values: impl Iterator<Item = (Option<i64>, ReportedStatus)>,
        sent_ms: Option<i64>,
    ) -> Self {
        values.fold(Self { sent_ms, ..Self::default() }, |moment, (measured_ms, status)| Self {
            measured_ms: moment.measured_ms.max(measured_ms),
            corrected: moment.corrected || status == ReportedStatus::Corrected,
            preliminary: moment.preliminary || status == ReportedStatus::Preliminary,
            ..moment
        })
    }

    /// The same with the moment of the receipt in place of one that a wrong clock says: it was measured by then.
    pub(super) fn within(self, span: Span) -> Self {
        let by_then =
            |at_ms: i64| if span.is_ahead(at_ms) || span.is_behind(at_ms) { span.received_ms } else { at_ms };
        Self { measured_ms: self.measured_ms.map(by_then), sent_ms: self.sent_ms.map(by_then), ..self }
    }

    /// Whether anything of it is worth a record.
    pub(super) const fn says_something(&self) -> bool {
        self.measured_ms.is_some() || self.sent_ms.is_some() || self.corrected
    }

    const fn finality(&self) -> u8 {
        match (self.corrected, self.preliminary) {
            (true, _) => 2,
            (false, false) => 1,
            (false, true) => 0,
        }
    }

    /// How it stands to another: `Less` where it is older.
    fn order(&self, other: &Self) -> Ordering {
        let finality = self.finality().cmp(&other.finality());
        let sent = known(self.sent_ms, other.sent_ms).unwrap_or(Ordering::Equal);
        match known(self.measured_ms, other.measured_ms) {
            Some(Ordering::Equal) => finality.then(sent),
            Some(order) => order,
            None => sent.then(finality),
        }
    }
}

/// When what an instrument sends may have been measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    /// Nothing was there to measure before, Unix milliseconds; none where that is not known.
    pub earliest_ms: Option<i64>,
    /// When the station received it.
    pub received_ms: i64,
}

impl Span {
    /// Whether a moment lies so far behind that of the receipt that the instrument's clock is wrong.
    pub(super) const fn is_ahead(self, at_ms: i64) -> bool {
        at_ms > self.received_ms.saturating_add(CLOCK_OFF_MAX_MS)
    }

    /// Whether it lies so far before there was anything to measure that the clock is wrong, or the specimen another unit's.
    pub(super) fn is_behind(self, at_ms: i64) -> bool {
        self.earliest_ms.is_some_and(|earliest_ms| at_ms < earliest_ms.saturating_sub(CLOCK_OFF_MAX_MS))
    }
}

fn known(one: Option<i64>, other: Option<i64>) -> Option<Ordering> {
    Some(one?.cmp(&other?))
}

impl From<&Stamped<ResultTimed>> for Moment {
    fn from(timed: &Stamped<ResultTimed>) -> Self {
        let Stamped { stamp, record: timed } = timed;
        let moment = Self {
            measured_ms: timed.measured_ms,
            sent_ms: timed.sent_ms,
            corrected: timed.corrected,
            preliminary: timed.result.state == ResultState::Preliminary,
        };
        // Stations took what clocks that were ahead said before this was refused.
        moment.within(Span { earliest_ms: None, received_ms: stamp.at_ms })
    }
}

/// What the same instrument, by its method, reported of the test later than a value of this moment, and was recorded.
pub(super) fn newer<'a>(
    unit: &'a UnitState,
    test: &str,
    method: &str,
    moment: &Moment,
) -> Option<&'a ResultTimed> {
    let of_test = unit.timed.iter().filter(|timed| {
        let result = &timed.record.result;
        result.test == test && result.method == method
    });
    let newer = of_test.rev().find(|timed| moment.order(&Moment::from(*timed)) == Ordering::Less);
    newer.map(|timed| &timed.record)
}

impl From<ResultComputed> for ResultTimed {
    fn from(computed: ResultComputed) -> Self {
        let ResultComputed {
            result,
            device,
            mapping,
            mapping_version,
            sum,
            product,
            factor,
            corrected_for,
            decimals,
            inputs,
        } = computed;
        let computation = ResultComputation {
            mapping,
            mapping_version,
            sum,
            product,
            factor,
            corrected_for,
            decimals,
            inputs,
        };
        let computation = Some(computation);
        Self { result, device, computation, measured_ms: None, sent_ms: None, corrected: false }
    }
}

impl ResultTimed {
    /// Whether the instrument said when it was, or what it is.
    pub(crate) const fn says_when(&self) -> bool {
        self.measured_ms.is_some() || self.sent_ms.is_some() || self.corrected
    }

    /// The computation with its result; none where nothing of it is the unit's own record.
    #[must_use]
    pub fn computed(&self) -> Option<ResultComputed> {
        let ResultComputation {
            mapping,
            mapping_version,
            sum,
            product,
            factor,
            corrected_for,
            decimals,
            inputs,
        } = self.computation.clone()?;
        Some(ResultComputed {
            result: self.result.clone(),
            device: self.device.clone(),
            mapping,
            mapping_version,
            sum,
            product,
            factor,
            corrected_for,
            decimals,
            inputs,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_older_of_two_is_told_by_time_then_by_correction_then_by_sending() {
        let moment =
            |measured_ms, sent_ms, corrected| Moment { measured_ms, sent_ms, corrected, preliminary: false };
        let preliminary = |moment: Moment| Moment { preliminary: true, ..moment };
        let at = moment(Some(5), Some(7), false);
        for (one, other, order) in [
            (at, at, Ordering::Equal),
            (moment(Some(4), Some(9), true), at, Ordering::Less),
            (moment(Some(5), Some(1), true), at, Ordering::Greater),
            (preliminary(moment(Some(5), Some(9), false)), at, Ordering::Less),
            (moment(Some(5), Some(6), false), at, Ordering::Less),
            (moment(Some(5), None, false), at, Ordering::Equal),
            (moment(None, Some(6), true), at, Ordering::Less),
            (moment(None, None, true), at, Ordering::Greater),
            (moment(None, None, false), at, Ordering::Equal),
        ] {
            assert_eq!(one.order(&other), order, "{one:?} {other:?}");
            assert_eq!(other.order(&one), order.reverse(), "{other:?} {one:?}");
        }
    }

    #[test]
    fn values_that_count_together_have_the_latest_moment() {
        let values = [
            (None, ReportedStatus::Final),
            (Some(3), ReportedStatus::Corrected),
            (Some(2), ReportedStatus::Final),
        ];
        let moment = Moment::of(values.into_iter(), Some(9));
        let expected = Moment { measured_ms: Some(3), sent_ms: Some(9), corrected: true, preliminary: false };
        assert_eq!(moment, expected);
        assert!(!Moment::of([(None, ReportedStatus::Final)].into_iter(), None).says_something());
    }
}
