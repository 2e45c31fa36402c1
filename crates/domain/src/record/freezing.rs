//! Freezing curves: what the freezer measured, which units lay in it, who reviewed it.
//!
//! The points stand once, on the curve's own aggregate; each unit's record has what was computed of them. Verdicts are
//! recorded by the review alone: before it the limits judge that the bank has confirmed by then.

use super::record;
use crate::{FreezingCurveId, Meaning, Measure, RunId, UnitFitness, Verdict};

/// What a freezer measured at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CurvePoint {
    /// Since the first row, ms.
    pub at_ms: u32,
    /// In the chamber, thousandths of °C; none where the file does not say.
    pub chamber_mc: Option<i32>,
    /// In the sample or beside it, thousandths of °C.
    pub sample_mc: i32,
}

/// Points in the order of time. In records each column stands by itself, every number as the step from the one before,
/// which takes one or two bytes instead of five.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct CurvePoints(pub Vec<CurvePoint>);

impl<C> minicbor::Encode<C> for CurvePoints {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        let Self(points) = self;
        let chamber: Option<Vec<i64>> = points.iter().map(|point| point.chamber_mc.map(i64::from)).collect();
        e.array(3)?;
        column(e, points.iter().map(|point| i64::from(point.at_ms)))?;
        match chamber {
            Some(chamber) => column(e, chamber.into_iter())?,
            None => {
                e.null()?;
            }
        }
        column(e, points.iter().map(|point| i64::from(point.sample_mc)))
    }
}

fn column<W: minicbor::encode::Write>(
    e: &mut minicbor::Encoder<W>,
    values: impl ExactSizeIterator<Item = i64>,
) -> Result<(), minicbor::encode::Error<W::Error>> {
    e.array(u64::try_from(values.len()).unwrap_or(u64::MAX))?;
    let mut before = 0;
    for value in values {
        e.i64(value - before)?;
        before = value;
    }
    Ok(())
}

impl<'b, C> minicbor::Decode<'b, C> for CurvePoints {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        let wrong = minicbor::decode::Error::message;
        if d.array()? != Some(3) {
            return Err(wrong("a curve has three columns"));
        }
        let times: Vec<u32> = read_column(d)?;
        let chamber: Option<Vec<i32>> = if d.datatype()? == minicbor::data::Type::Null {
            d.null()?;
            None
        } else {
            Some(read_column(d)?)
        };
        let sample: Vec<i32> = read_column(d)?;
        let whole = sample.len() == times.len()
            && chamber.as_ref().is_none_or(|chamber| chamber.len() == times.len());
        if !whole {
            return Err(wrong("columns of a curve differ in length"));
        }
        let rows = times.into_iter().zip(sample).enumerate();
        let points = rows.map(|(index, (at_ms, sample_mc))| CurvePoint {
            at_ms,
            chamber_mc: chamber.as_ref().and_then(|chamber| chamber.get(index).copied()),
            sample_mc,
        });
        Ok(Self(points.collect()))
    }
}

fn read_column<T: TryFrom<i64>>(d: &mut minicbor::Decoder<'_>) -> Result<Vec<T>, minicbor::decode::Error> {
    let wrong = || minicbor::decode::Error::message("a column of a curve is none");
    let length = d.array()?.ok_or_else(wrong)?;
    let mut values = Vec::new();
    let mut value: i64 = 0;
    for _ in 0..length {
        value = value.checked_add(d.i64()?).ok_or_else(wrong)?;
        values.push(T::try_from(value).map_err(|_| wrong())?);
    }
    Ok(values)
}

record! {
    /// The curve of a controlled-rate freezer was read from its file.
    FreezingCurveRecorded {
        /// Name of the file.
        0 file_name: String,
        /// SHA-256 of the file, hexadecimal.
        1 file_digest: String,
        /// The number on the freezer's label.
        2 equipment: String,
        /// Code of the program.
        3 program: String,
        /// Its version.
        4 version: String,
        /// SHA-256 of its data file, hexadecimal.
        5 digest: String,
        /// When the program began, since the first row, ms.
        6 begins_ms: u32,
        /// The moment of the first row, where the file says so, ms since 1970-01-01 UTC.
        7 started_ms: Option<i64>,
        /// What was measured.
        8 points: CurvePoints,
        /// What was computed of it.
        9 measures: Vec<CurveMeasure>,
    }

    /// What was computed of a curve for one rule. Neither bound: the file shows nothing of it.
    CurveMeasure {
        /// The rule: `nucleation_rise`, or the code of a phase for its envelope.
        0 rule: String,
        /// The lowest value.
        1 low: Option<Measure>,
        /// The highest value; the same where there is only one.
        2 high: Option<Measure>,
    }

    /// The unit was frozen by a curve: the one named last counts.
    UnitCurveRecorded {
        /// Which curve.
        0 curve: FreezingCurveId,
        /// Name of its file.
        1 file_name: String,
        /// SHA-256 of the file, hexadecimal.
        2 file_digest: String,
        /// The number on the freezer's label.
        3 equipment: String,
        /// Code of the program.
        4 program: String,
        /// Its version.
        5 version: String,
        /// SHA-256 of its data file, hexadecimal.
        6 digest: String,
        /// The run that the unit was frozen in, where it was in one.
        7 run: Option<RunId>,
        /// What was computed of it.
        8 measures: Vec<CurveMeasure>,
        /// Why it stands in place of another.
        9 reason: Option<String>,
        /// Names of the entries that it stands in place of: all that were known where it was recorded.
        10 replaces: Vec<String>,
    }

    /// The unit's curve was reviewed, signed.
    UnitCurveReviewed {
        /// Which curve.
        0 curve: FreezingCurveId,
        /// Whether the unit may be used by it.
        1 fitness: UnitFitness,
        /// What was found, as shown to the signer.
        2 findings: Vec<CurveFinding>,
        /// Why; wanted where not everything passes.
        3 note: String,
        /// Names of the entries that this one knew of: the reviews that it stands in place of, and the curves beside its own.
        4 replaces: Vec<String>,
        /// Digest of the curve's entry on the unit with the findings.
        5 digest: String,
        /// Printed name of the signer.
        6 name: String,
        /// Meaning of the signature.
        7 meaning: Meaning,
    }

    /// What a rule said of a curve.
    CurveFinding {
        /// The rule.
        0 rule: String,
        /// The verdict.
        1 verdict: Verdict,
        /// The value judged; empty where the file shows nothing of it.
        2 value: String,
        /// The limit.
        3 limit: String,
        /// Its source.
        4 source: String,
    }
}
