//! The numbers of a curve: distance from the course, release of latent heat, rate of cooling, end temperature.

use super::{FreezingProgram, Phase, Probe, excursions, of_thousandths, thousandths};
use crate::Measure;
use crate::record::{CurveMeasure, CurvePoint};

/// Fewer rows than this are no curve.
pub const CURVE_POINTS_MIN: usize = 10;
const MINUTE_MS: i64 = 60_000;
/// How far rows of a phase may lie apart, and its first and last row from its ends. No limit of the program: what is
/// recorded may not depend on what was confirmed when it was.
const SLACK_MS: i64 = MINUTE_MS;

/// A phase with its place in time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Course<'a> {
    /// The phase.
    pub phase: &'a Phase,
    /// Since the first row, ms.
    pub from_ms: i64,
    /// Since the first row, ms.
    pub until_ms: i64,
}

impl Course<'_> {
    /// Where the temperature should be at a moment of the phase, thousandths of °C.
    #[must_use]
    pub fn set_mc(&self, at_ms: i64) -> i64 {
        let (start, end) = (thousandths(self.phase.start_c), thousandths(self.phase.end_c));
        let span = (self.until_ms - self.from_ms).max(1);
        let into = (at_ms - self.from_ms).clamp(0, span);
        start + rounded(i128::from(end - start) * i128::from(into), i128::from(span))
    }

    /// Whether rows show it from end to end, without a gap.
    fn is_shown_whole(&self, points: &[CurvePoint]) -> bool {
        let at_ms = |point: &CurvePoint| i64::from(point.at_ms);
        let ends = points.first().zip(points.last()).is_some_and(|(first, last)| {
            at_ms(first) <= self.from_ms + SLACK_MS && at_ms(last) >= self.until_ms - SLACK_MS
        });
        let mut pairs = points.iter().zip(points.iter().skip(1));
        let gap = pairs.any(|(before, after)| {
            let here = at_ms(before) < self.until_ms && at_ms(after) > self.from_ms;
            here && at_ms(after) - at_ms(before) > SLACK_MS
        });
        ends && !gap
    }
}

/// The nearest whole number to a fraction with a positive denominator.
fn rounded(numerator: i128, denominator: i128) -> i64 {
    let half = denominator / 2;
    let up = if numerator < 0 { numerator - half } else { numerator + half };
    i64::try_from(up / denominator).unwrap_or(0)
}

impl Phase {
    /// How long it goes on, ms: as the program says, else as its rate makes it.
    #[must_use]
    pub fn lasts_ms(&self) -> i64 {
        if let Some(minutes) = self.minutes {
            return thousandths(minutes) * 60;
        }
        let rate = self.rate_c_per_min.map_or(0, thousandths).abs();
        let way = (thousandths(self.end_c) - thousandths(self.start_c)).abs();
        if rate == 0 { 0 } else { rounded(i128::from(way) * i128::from(MINUTE_MS), i128::from(rate)) }
    }
}

impl FreezingProgram {
    /// The phases in time, of a program that began so long after the first row.
    #[must_use]
    pub fn course(&self, begins_ms: u32) -> Vec<Course<'_>> {
        let mut from_ms = i64::from(begins_ms);
        let placed = self.phases.iter().map(|phase| {
            let until_ms = from_ms + phase.lasts_ms();
            let course = Course { phase, from_ms, until_ms };
            from_ms = until_ms;
            course
        });
        placed.collect()
    }

    /// What the envelope is held against, thousandths of °C.
    #[must_use]
    pub fn probe_mc(&self, point: &CurvePoint) -> Option<i64> {
        match self.envelope_of {
            Probe::Chamber => point.chamber_mc.map(i64::from),
            Probe::Sample => Some(i64::from(point.sample_mc)),
        }
    }

    /// Computes what the rules judge, one measure for each limit.
    #[must_use]
    pub fn measure(&self, begins_ms: u32, points: &[CurvePoint]) -> Vec<CurveMeasure> {
        let began = points.partition_point(|point| point.at_ms < begins_ms);
        let points = points.get(began..).unwrap_or_default();
        let mut found: Vec<CurveMeasure> = self
            .course(begins_ms)
            .iter()
            .map(|course| {
                let span = self.distance(course, points);
                let [low, high] = [span.map(|(low, _)| low), span.map(|(_, high)| high)];
                measure(&course.phase.code, low.map(of_thousandths), high.map(of_thousandths))
            })
            .collect();
        let heat = latent_heat(points, thousandths(self.nucleation.detect_c));
        let single = |rule: &str, value: Option<Measure>| measure(rule, value, value);
        found.push(single("nucleation_temperature", heat.map(|heat| of_thousandths(heat.onset_mc))));
        found.push(single("nucleation_rise", heat.map(|heat| of_thousandths(heat.rise_mc()))));
        let minutes = heat.and_then(|heat| heat.lasted_ms).map(|ms| hundredths(i128::from(ms), 60_000));
        found.push(single("nucleation_minutes", minutes));
        found.push(single("cooling_rate", self.cooling_rate(points)));
        let lowest = points.iter().map(|point| i64::from(point.sample_mc)).min();
        found.push(single("end_temperature", lowest.map(of_thousandths)));
        found.push(single("interval", longest_interval_ms(points).map(of_thousandths)));
        found
    }

    /// The moments that the findings speak of and a drawing may not leave out, ms: where the release of latent heat begins,
    /// where it is warmest, and where each phase lies furthest outside its envelope.
    #[must_use]
    pub fn notable_ms(&self, begins_ms: u32, points: &[CurvePoint]) -> Vec<u32> {
        let began = points.partition_point(|point| point.at_ms < begins_ms);
        let heat =
            latent_heat(points.get(began..).unwrap_or_default(), thousandths(self.nucleation.detect_c));
        let mut found: Vec<u32> = heat.into_iter().flat_map(|heat| [heat.onset_ms, heat.peak_ms]).collect();
        let outside = excursions(self, begins_ms, points);
        for phase in &self.phases {
            let of_phase = outside.iter().filter(|excursion| excursion.phase == phase.code);
            found.extend(of_phase.max_by_key(|one| one.beyond_mc.abs()).map(|one| one.furthest_ms));
        }
        found
    }

    /// The lowest and highest distance from the line of a phase, thousandths of °C; none where the curve does not show
    /// the whole phase.
    fn distance(&self, course: &Course<'_>, points: &[CurvePoint]) -> Option<(i64, i64)> {
        if !course.is_shown_whole(points) {
            return None;
        }
        let distances = points.iter().filter_map(|point| {
            let at_ms = i64::from(point.at_ms);
            let here = course.from_ms <= at_ms && at_ms <= course.until_ms;
            here.then(|| self.probe_mc(point)).flatten().map(|probe| probe - course.set_mc(at_ms))
        });
        distances.fold(None, |span: Option<(i64, i64)>, distance| {
            Some(span.map_or((distance, distance), |(low, high)| (low.min(distance), high.max(distance))))
        })
    }

    /// The rate between the last row at or above the first temperature and the first row after it at or below the
    /// second: the slope of the straight line through all rows between them by least squares, °C/min.
    fn cooling_rate(&self, points: &[CurvePoint]) -> Option<Measure> {
        let (from, to) = (thousandths(self.cooling.from_c), thousandths(self.cooling.to_c));
        let end = points.iter().position(|point| i64::from(point.sample_mc) <= to)?;
        let before = points.get(..end)?;
        let begin = before.iter().rposition(|point| i64::from(point.sample_mc) >= from)?;
        let rows = points.get(begin..=end)?;
        let first = i128::from(rows.first()?.at_ms);
        let (mut n, mut t, mut y, mut tt, mut ty) = (0_i128, 0_i128, 0_i128, 0_i128, 0_i128);
        for row in rows {
            let (at, mc) = (i128::from(row.at_ms) - first, i128::from(row.sample_mc));
            n += 1;
            t += at;
            y += mc;
            tt += at * at;
            ty += at * mc;
        }
        let denominator = n * tt - t * t;
        // Thousandths of °C in a ms are °C in a second.
        (denominator > 0).then(|| hundredths(-(n * ty - t * y) * 60, denominator))
    }
}

fn measure(rule: &str, low: Option<Measure>, high: Option<Measure>) -> CurveMeasure {
    CurveMeasure { rule: rule.to_owned(), low, high }
}

/// A fraction with a positive denominator, to two decimals.
fn hundredths(numerator: i128, denominator: i128) -> Measure {
    Measure(rust_decimal::Decimal::new(rounded(numerator * 100, denominator), 2))
}

fn longest_interval_ms(points: &[CurvePoint]) -> Option<i64> {
    let pairs = points.iter().zip(points.iter().skip(1));
    pairs.map(|(before, after)| i64::from(after.at_ms) - i64::from(before.at_ms)).max()
}

/// The release of latent heat.
#[derive(Debug, Clone, Copy)]
struct LatentHeat {
    onset_mc: i64,
    onset_ms: u32,
    peak_mc: i64,
    peak_ms: u32,
    /// Until the sample was as cold again; none where the curve ends before.
    lasted_ms: Option<i64>,
}

impl LatentHeat {
    const fn rise_mc(&self) -> i64 {
        self.peak_mc - self.onset_mc
    }
}

/// The greatest rise that was over while the curve went on, the first of equal ones; else the greatest of those that were
/// not, such as a sample that was taken out.
fn latent_heat(points: &[CurvePoint], detect_mc: i64) -> Option<LatentHeat> {
    let mut found: Option<LatentHeat> = None;
    for rise in rises(points, detect_mc) {
        let weight = |rise: &LatentHeat| (rise.lasted_ms.is_some(), rise.rise_mc());
        if found.is_none_or(|known| weight(&rise) > weight(&known)) {
            found = Some(rise);
        }
    }
    found
}

/// Every rise out of the lowest temperature so far, below 0 °C, that is told from noise; each goes on until the sample is
/// as cold again.
fn rises(points: &[CurvePoint], detect_mc: i64) -> Vec<LatentHeat> {
    let mut found = Vec::new();
    let Some(mut lowest) = points.first() else { return found };
    let mut rising: Option<LatentHeat> = None;
    for point in points {
        let sample_mc = i64::from(point.sample_mc);
        if point.sample_mc <= lowest.sample_mc {
            let lasted_ms = Some(i64::from(point.at_ms) - i64::from(lowest.at_ms));
            found.extend(rising.take().map(|rise| LatentHeat { lasted_ms, ..rise }));
            lowest = point;
        }
        let onset_mc = i64::from(lowest.sample_mc);
        if let Some(rise) = rising.as_mut() {
            if sample_mc > rise.peak_mc {
                (rise.peak_mc, rise.peak_ms) = (sample_mc, point.at_ms);
            }
        } else if onset_mc < 0 && sample_mc - onset_mc >= detect_mc.max(1) {
            let (onset_ms, peak_ms) = (lowest.at_ms, point.at_ms);
            rising = Some(LatentHeat { onset_mc, onset_ms, peak_mc: sample_mc, peak_ms, lasted_ms: None });
        }
    }
    found.extend(rising);
    found
}
