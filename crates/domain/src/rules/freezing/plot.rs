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
    /// Where that is, ms.
    pub furthest_ms: u32,
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
                furthest_ms: point.at_ms,
            });
            stretch.until_ms = point.at_ms;
            if beyond.abs() > stretch.beyond_mc.abs() {
                (stretch.beyond_mc, stretch.furthest_ms) = (beyond, point.at_ms);
            }
        }
        found.extend(open);
    }
    found
}

/// A point of the drawing.
pub type PlotPoint = CurvePoint;

/// At most `max` points that look the same: the first and the last, of each stretch of rows the coldest and the warmest of
/// sample and of chamber, and the moments of `keep`. The
/// same curve always gives the same points. Nothing is judged by them.
#[must_use]
pub fn thinned(points: &[CurvePoint], keep: &[u32], max: usize) -> Vec<PlotPoint> {
    let max = max.max(6 + keep.len());
    if points.len() <= max {
        return points.to_vec();
    }
    let stretches = ((max - 2 - keep.len()) / 4).max(1);
    let mut kept: Vec<&PlotPoint> = points.first().into_iter().chain(points.last()).collect();
    kept.extend(points.iter().filter(|point| keep.contains(&point.at_ms)));
    for stretch in points.chunks(points.len().div_ceil(stretches)) {
        let chamber = || stretch.iter().filter(|point| point.chamber_mc.is_some());
        kept.extend(stretch.iter().min_by_key(|point| point.sample_mc));
        kept.extend(stretch.iter().max_by_key(|point| point.sample_mc));
        kept.extend(chamber().min_by_key(|point| point.chamber_mc));
        kept.extend(chamber().max_by_key(|point| point.chamber_mc));
    }
    kept.sort_by_key(|point| point.at_ms);
    kept.dedup_by_key(|point| point.at_ms);
    kept.into_iter().cloned().collect()
}
