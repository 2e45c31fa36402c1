//! Results that wait in the inbox, against the review and release of the unit that they may be of.

use super::{Mapping, Reported, donation_on};
use crate::decide::Context;
use crate::record::ResultWaiting;
use crate::unit::UnitState;
use crate::{Code, NumberScheme, PersonId, Refusal};
use isbt128::DonationNumber;

/// A result that nobody has taken for a unit or set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenResult {
    /// Every donation that something on its specimen names: where two are named it may be of either.
    pub dins: Vec<DonationNumber>,
    /// Code of its test; the instrument's own where the mapping makes no single test of it.
    pub test: String,
    /// Codes of all tests that the mapping may make of it.
    pub tests: Vec<String>,
    /// What the instrument calls itself, where this station holds the message.
    pub instrument: String,
    /// What stands on the specimen, as the instrument read it.
    pub specimen: String,
    /// As the instrument said it; a dash where it said none, or where this station does not hold the message.
    pub value: String,
    /// When it was received, Unix milliseconds.
    pub since_ms: i64,
}

impl OpenResult {
    /// From what waits, what names its specimen, and the result itself where this station holds the message.
    #[must_use]
    pub fn new(
        waiting: &ResultWaiting,
        ids: &[String],
        reported: Option<&Reported>,
        mapping: Option<&Mapping>,
        (since_ms, scheme): (i64, NumberScheme),
    ) -> Self {
        let param = |name: &str| {
            let mut params = waiting.params.iter();
            params.find(|param| param.name == name).map(|param| param.value.clone())
        };
        let recorded = param("din").and_then(|din| DonationNumber::parse(&din).ok());
        let mut dins: Vec<DonationNumber> =
            ids.iter().filter_map(|id| donation_on(id, scheme)).chain(recorded).collect();
        dins.sort_unstable();
        dins.dedup();
        let chosen = || {
            let one = reported?;
            mapping?.choices_of(&waiting.code).find(|rule| rule.is_of(one))
        };
        let certain = param("test").or_else(|| chosen().map(|rule| rule.test.clone()));
        let tests = match certain {
            Some(test) => vec![test],
            None => mapping.map(|mapping| mapping.tests_of(&waiting.code)).unwrap_or_default(),
        };
        let test = if let [test] = tests.as_slice() { test } else { &waiting.code };
        let value = reported.map(|one| format!("{} {}", one.value, one.unit).trim().to_owned());
        Self {
            dins,
            test: test.clone(),
            tests,
            instrument: String::new(),
            specimen: ids.join(" "),
            value: value.filter(|value| !value.is_empty()).unwrap_or_else(|| "—".to_owned()),
            since_ms,
        }
    }

    /// Whether it may be of the unit. Whose blood the specimen was, or which sample, makes no difference: that is what the
    /// laboratory settles.
    #[must_use]
    pub fn may_be_of(&self, unit: &UnitState) -> bool {
        unit.din().is_some_and(|din| self.dins.iter().any(|own| own.as_str() == din))
    }
}

/// Refuses to review, release or certify a unit while a result that may be its own waits.
///
/// # Errors
/// [`Code::ResultWaiting`] with the first of them.
pub fn nothing_waits(unit: &UnitState, open: &[OpenResult]) -> Result<(), Refusal> {
    match open.iter().find(|one| one.may_be_of(unit)) {
        None => Ok(()),
        Some(one) => {
            let refusal = Refusal::stop(Code::ResultWaiting).with("test", &one.test);
            Err(refusal.with("value", &one.value).with("since", one.since_ms))
        }
    }
}

/// Refuses that one person alone sets aside what may be a unit's result of a critical test.
///
/// # Errors
/// [`Code::WaitingSecond`] with the test, [`Code::SecondSame`].
pub fn set_aside_by<'a>(
    second: Option<PersonId>,
    open: impl IntoIterator<Item = &'a OpenResult>,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    if second == Some(context.operator) {
        return Err(Refusal::stop(Code::SecondSame).at("second_login"));
    }
    let critical = |code: &String| context.rules.test(code).is_some_and(|test| test.critical);
    let is_critical = |one: &&OpenResult| !one.dins.is_empty() && one.tests.iter().any(critical);
    match open.into_iter().find(is_critical) {
        Some(one) if second.is_none() => {
            Err(Refusal::stop(Code::WaitingSecond).with("test", &one.test).at("second_login"))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DonationId;
    use crate::analyser::ReportedStatus;
    use crate::record::ReasonParam;

    const MAPPING: &str = r#"{
        "code": "c", "version": 1, "title": { "zh": "x", "en": "x" }, "method": "m", "source": { "zh": "x", "en": "x" },
        "inputs": [{ "name": "share", "codes": ["VIABILITY"], "unit": "%", "units": {} }],
        "numbers": [{ "test": "viability", "sum": ["share"], "factor": "1", "decimals": 1 }],
        "choices": [
            { "test": "aerobic", "codes": ["GND"], "details": ["Aerobic*"], "values": {} },
            { "test": "anaerobic", "codes": ["GND"], "details": ["Lytic*"], "values": {} }
        ]
    }"#;

    fn reported(detail: &str, value: &str) -> Reported {
        Reported {
            place: 0,
            specimen: 0,
            code: "GND".to_owned(),
            details: vec![detail.to_owned()],
            value: value.to_owned(),
            unit: String::new(),
            flags: Vec::new(),
            status: ReportedStatus::Final,
            measured_ms: None,
        }
    }

    fn open(ids: &[&str], params: &[(&str, &str)], one: Option<&Reported>) -> OpenResult {
        let params = params
            .iter()
            .map(|(name, value)| ReasonParam { name: (*name).to_owned(), value: (*value).to_owned() });
        let waiting = ResultWaiting {
            place: 0,
            specimen: 0,
            code: "GND".to_owned(),
            why: Code::CorrectionReason.as_str().to_owned(),
            params: params.collect(),
        };
        let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
        let mapping: Mapping = serde_json::from_str(MAPPING).unwrap();
        OpenResult::new(&waiting, &ids, one, Some(&mapping), (5, NumberScheme::Local))
    }

    #[test]
    fn a_result_may_be_of_every_unit_that_something_on_its_specimen_names() {
        let typed = DonationNumber::parse("A999926000012").unwrap().with_check();
        let (own, other) = ("A999926000012", "A999926000013");
        for (ids, params, dins) in [
            (&[typed.as_str()][..], &[][..], &[own][..]),
            (&["3", "&dA99992600001207"], &[], &[own]),
            (&["&dA99992600001220"], &[], &[own]),
            (&["&aA999926000012-07"], &[], &[own]),
            (&["&dA99992600001207", "&dA99992600001307"], &[], &[own, other]),
            (&[], &[("din", own)], &[own]),
            (&["&dA99992600001207"], &[("din", own)], &[own]),
            (&["27"], &[("value", own)], &[]),
            (&[own], &[], &[]),
        ] {
            let found = open(ids, params, None).dins;
            let found: Vec<&str> = found.iter().map(DonationNumber::as_str).collect();
            assert_eq!(found, dins, "{ids:?} {params:?}");
        }
    }

    #[test]
    fn it_is_called_by_its_test_where_there_is_one_and_else_by_the_instruments_code() {
        let (aerobic, lytic) = (reported("Aerobic/F", "POSITIVE"), reported("Lytic/10", ""));
        let strange = reported("New bottle", "POSITIVE");
        for (params, one, test, value) in [
            (&[][..], Some(&aerobic), "aerobic", "POSITIVE"),
            (&[], Some(&lytic), "anaerobic", "—"),
            (&[], Some(&strange), "GND", "POSITIVE"),
            (&[("test", "hbsag")], Some(&strange), "hbsag", "POSITIVE"),
            (&[], None, "GND", "—"),
        ] {
            let found = open(&[], params, one);
            assert_eq!((found.test.as_str(), found.value.as_str()), (test, value), "{params:?} {one:?}");
        }
    }

    #[test]
    fn every_test_that_it_may_make_is_known_of_it() {
        let strange = reported("New bottle", "POSITIVE");
        let of = |code: &str| serde_json::from_str::<Mapping>(MAPPING).unwrap().tests_of(code);
        assert_eq!(open(&[], &[], Some(&strange)).tests, ["aerobic", "anaerobic"]);
        assert_eq!(open(&[], &[("test", "hbsag")], Some(&strange)).tests, ["hbsag"]);
        assert_eq!(of("viability"), ["viability"]);
        assert_eq!(of("X-1"), Vec::<String>::new());
    }

    #[test]
    fn a_unit_without_a_number_is_nobodys() {
        let unit = UnitState::fold(DonationId::from_bytes([3; 16]), std::iter::empty());
        assert_eq!(nothing_waits(&unit, &[open(&["27"], &[], None)]), Ok(()));
    }
}
