//! A curve for the eye: where it left the envelope, and fewer points that look the same.

use super::{FreezingProgram, Phase, of_thousandths, thousandths};
use crate::Measure;
use crate::record::CurvePoint;

/// A stretch of time in which the temperature lay outside the envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excursion {
    /// Code of the phase.
    pub phase: String,
    /// First row outside, since the first row of the file, ms.
    pub from_ms: u32,
    /// Last row outside.
    pub until_ms: u32,
    /// How far beyond the envelope at most, thousandths of °C; below it is negative.
    pub beyond_mc: i64,
}

impl Phase {
    /// The edges of the envelope beside the line, thousandths of °C.
    #[must_use]
    pub fn edges_mc(&self) -> (Option<i64>, Option<i64>) {
        (self.envelope_c.min.map(thousandths), self.envelope_c.max.map(thousandths))
    }
}

impl Excursion {
    /// How far beyond the envelope at most, °C.
    #[must_use]
    pub fn beyond_c(&self) -> Measure {
        of_thousandths(self.beyond_mc)
    }
}

/// Where the curve left the envelope, in the order of time. The envelope is drawn and told also where the bank has not
/// confirmed it; only a verdict wants that.
#[must_use]
pub fn excursions(program: &FreezingProgram, begins_ms: u32, points: &[CurvePoint]) -> Vec<Excursion> {
    let mut found: Vec<Excursion> = Vec::new();
    for course in program.course(begins_ms) {
        let (min, max) = course.phase.edges_mc();
        let mut open: Option<Excursion> = None;
        let inside = |point: &&CurvePoint| {
            let at_ms = i64::from(point.at_ms);
            course.from_ms <= at_ms && at_ms <= course.until_ms
        };
        for point in points.iter().filter(inside) {
            let Some(probe) = program.probe_mc(point) else { continue };
            let distance = probe - course.set_mc(i64::from(point.at_ms));
            let beyond = match (min, max) {
                (Some(min), _) if distance < min => distance - min,
                (_, Some(max)) if distance > max => distance - max,
                _ => 0,
            };
            if beyond == 0 {
                found.extend(open.take());
                continue;
            }
            let stretch = open.get_or_insert_with(|| Excursion {
                phase: course.phase.code.clone(),
                from_ms: point.at_ms,
                until_ms: point.at_ms,
                beyond_mc: beyond,
            });
            stretch.until_ms = point.at_ms;
            if beyond.abs() > stretch.beyond_mc.abs() {
                stretch.beyond_mc = beyond;
            }
        }
        found.extend(open);
    }
    found
}

/// A point of the drawing.
pub type PlotPoint = CurvePoint;

/// At most `max` points that look the same: of each stretch of rows the first, the coldest and the warmest sample. The same
/// curve always gives the same points.
#[must_use]
pub fn thinned(points: &[CurvePoint], max: usize) -> Vec<PlotPoint> {
    if points.len() <= max.max(4) {
        return points.to_vec();
    }
    let stretches = (max.max(4) - 1) / 3;
    let length = points.len().div_ceil(stretches);
    let mut kept: Vec<PlotPoint> = Vec::new();
    for stretch in points.chunks(length) {
        let coldest = stretch.iter().min_by_key(|point| point.sample_mc);
        let warmest = stretch.iter().max_by_key(|point| point.sample_mc);
        let mut chosen: Vec<&PlotPoint> = stretch.first().into_iter().chain(coldest).chain(warmest).collect();
        chosen.sort_by_key(|point| point.at_ms);
        chosen.dedup_by_key(|point| point.at_ms);
        kept.extend(chosen);
    }
    if kept.last() != points.last() {
        kept.extend(points.last());
    }
    kept
}
