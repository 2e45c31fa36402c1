//! Dashboards, counted from the projections when they are asked for.

use super::deviation::deviation_trends;
use super::station::months_back;
use crate::context::{Answer, Cx};
use crate::problem::stored;
use api::wire::*;
use domain::rules::Limit;
use domain::{Measure, SiteId};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use std::collections::BTreeMap;
use store::query::Milestone;

const MONTHS_MAX: u32 = 36;
const HOUR_MS: i64 = 60 * 60 * 1_000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// Days at which an open deviation comes to the next group.
const AGES_D: [u32; 4] = [0, 8, 31, 91];
/// Ranges of a figure: about so many.
const BINS: i64 = 12;

/// A month: its name, its begin, its end.
type Month = (String, i64, i64);

pub(crate) fn dashboard_get(cx: &mut Cx<'_>, request: DashboardQuery) -> Answer<Dashboard> {
    let count = request.months.clamp(1, MONTHS_MAX);
    let months = months_back(cx.now_ms(), i32::try_from(count).unwrap_or(1));
    let trends = deviation_trends(cx, DeviationTrendsQuery { months: count })?;
    let names: BTreeMap<SiteId, String> =
        cx.store()?.list_sites().map_err(stored)?.into_iter().map(|site| (site.site, site.code)).collect();
    let (flow, by_site, rejections) = flow(cx, &months, request.site, &names)?;
    Ok(Dashboard {
        sites: names.into_iter().map(|(site, code)| DashboardSite { site, code }).collect(),
        flow,
        by_site,
        rejections,
        turnaround: turnaround(cx, &months, request.site)?,
        yields: yields(cx, &months, request.site)?,
        deviations: trends.months,
        open_ages: open_ages(cx)?,
    })
}

fn flow_row(name: &str) -> FlowRow {
    FlowRow { name: name.to_owned(), received: 0, processed: 0, banked: 0, released: 0, rejected: 0 }
}

fn of_milestone(row: &mut FlowRow, milestone: Milestone) -> Option<&mut u32> {
    match milestone {
        Milestone::Received => Some(&mut row.received),
        Milestone::Processed => Some(&mut row.processed),
        Milestone::Banked => Some(&mut row.banked),
        Milestone::Released => Some(&mut row.released),
        Milestone::Rejected => Some(&mut row.rejected),
        Milestone::Collected | Milestone::Final => None,
    }
}

type Flow = (Vec<FlowRow>, Vec<FlowRow>, Vec<RejectionRow>);

fn flow(
    cx: &Cx<'_>,
    months: &[Month],
    site: Option<SiteId>,
    names: &BTreeMap<SiteId, String>,
) -> Answer<Flow> {
    use Milestone as M;
    let mut rows: Vec<FlowRow> = months.iter().map(|(name, ..)| flow_row(name)).collect();
    let mut sites: BTreeMap<String, FlowRow> = BTreeMap::new();
    let mut reasons: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (at, ((_, from_ms, until_ms), row)) in months.iter().zip(&mut rows).enumerate() {
        for milestone in [M::Received, M::Processed, M::Banked, M::Released, M::Rejected] {
            let counts = cx.store()?.count_milestones(milestone, (*from_ms, *until_ms)).map_err(stored)?;
            for found in counts.into_iter().filter(|found| site.is_none() || found.site == site) {
                let name = found.site.and_then(|site| names.get(&site)).cloned().unwrap_or_default();
                let of_site = sites.entry(name.clone()).or_insert_with(|| flow_row(&name));
                for row in [&mut *row, of_site] {
                    if let Some(counter) = of_milestone(row, milestone) {
                        *counter = counter.saturating_add(found.count);
                    }
                }
                if milestone == M::Rejected {
                    let of_reason = reasons.entry(found.code).or_insert_with(|| vec![0; months.len()]);
                    if let Some(counter) = of_reason.get_mut(at) {
                        *counter = counter.saturating_add(found.count);
                    }
                }
            }
        }
    }
    let reasons = reasons.into_iter().map(|(reason, months)| {
        let count = months.iter().sum();
        RejectionRow { reason, months, count }
    });
    let mut reasons: Vec<RejectionRow> = reasons.collect();
    reasons.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.reason.cmp(&other.reason)));
    Ok((rows, sites.into_values().collect(), reasons))
}

/// The whole time of the months.
fn span(months: &[Month]) -> (i64, i64) {
    let begin = months.first().map_or(0, |(_, from_ms, _)| *from_ms);
    (begin, months.last().map_or(0, |(.., until_ms)| *until_ms))
}

/// The value that so many hundredths of the sorted values do not exceed.
fn percentile<T: Copy>(sorted: &[T], hundredths: usize) -> Option<T> {
    let at = (sorted.len() * hundredths).div_ceil(100).checked_sub(1)?;
    sorted.get(at).copied()
}

fn spread<T: Copy + Ord>(values: impl Iterator<Item = T>, text: impl Fn(T) -> String) -> Spread {
    let mut sorted: Vec<T> = values.collect();
    sorted.sort_unstable();
    Spread {
        count: u32::try_from(sorted.len()).unwrap_or(u32::MAX),
        median: percentile(&sorted, 50).map(&text),
        p90: percentile(&sorted, 90).map(&text),
    }
}

/// Of all, and of each month.
fn spreads<T: Copy + Ord>(
    values: &[(i64, T)],
    months: &[Month],
    text: impl Fn(T) -> String + Copy,
) -> (Spread, Vec<Spread>) {
    let of = |(_, from_ms, until_ms): &Month| {
        let within = values.iter().filter(|(at_ms, _)| (*from_ms..*until_ms).contains(at_ms));
        spread(within.map(|(_, value)| *value), text)
    };
    (spread(values.iter().map(|(_, value)| *value), text), months.iter().map(of).collect())
}

fn hours(took_ms: i64) -> String {
    let mut hours = (Decimal::from(took_ms) / Decimal::from(HOUR_MS)).round_dp(1);
    hours.rescale(1);
    hours.to_string()
}

fn turnaround(cx: &Cx<'_>, months: &[Month], site: Option<SiteId>) -> Answer<Vec<Turnaround>> {
    use Milestone as M;
    let rules = cx.rules();
    let norm = &rules.norm;
    let (span, store) = (span(months), cx.store()?);
    let between = |from, to| store.list_times((from, to), span, site).map_err(stored);
    let freezing = norm.freezing.as_ref();
    let steps = freezing.map(|freezing| freezing.steps.clone()).unwrap_or_default();
    let to_freezing = match steps.is_empty() {
        true => Vec::new(),
        false => store.list_times_to_step(&steps, span, site).map_err(stored)?,
    };
    let all = [
        ("receipt", Some(&norm.transport.hours), between(M::Collected, M::Received)?),
        ("freezing", freezing.map(|freezing| &freezing.hours), to_freezing),
        ("banking", None, between(M::Received, M::Banked)?),
        ("results", None, between(M::Banked, M::Final)?),
    ];
    Ok(all.into_iter().map(|(code, limit, times)| took(code, limit, &times, months)).collect())
}

fn took(code: &str, limit: Option<&Limit>, times: &[(i64, i64)], months: &[Month]) -> Turnaround {
    // A result that was final before the unit was in the tank kept nobody waiting.
    let times: Vec<(i64, i64)> = times.iter().map(|(at_ms, took_ms)| (*at_ms, (*took_ms).max(0))).collect();
    let max = limit.and_then(|limit| limit.max);
    let max_ms = max.and_then(|max| max.0.checked_mul(Decimal::from(HOUR_MS))?.to_i64());
    let over = max_ms.map_or(0, |max_ms| times.iter().filter(|(_, took_ms)| *took_ms > max_ms).count());
    let (all, months) = spreads(&times, months, hours);
    Turnaround {
        code: code.to_owned(),
        limit_h: max.map(|max| max.to_string()),
        confirmed: limit.is_some_and(Limit::judges),
        over: u32::try_from(over).unwrap_or(u32::MAX),
        all,
        months,
    }
}

fn yields(cx: &Cx<'_>, months: &[Month], site: Option<SiteId>) -> Answer<Vec<YieldFigure>> {
    let rules = cx.rules();
    let unit_of = |code: &str| rules.test(code).map_or("%", |test| test.unit()).to_owned();
    let figure = |code: &str| -> Answer<YieldFigure> {
        let found = cx.store()?.list_figures(code, span(months), site).map_err(stored)?;
        let read = |(at_ms, text): (i64, String)| Some((at_ms, text.parse::<Measure>().ok()?));
        let values: Vec<(i64, Measure)> = found.into_iter().filter_map(read).collect();
        let (all, of_months) = spreads(&values, months, |value: Measure| value.to_string());
        let bins = bins(values.iter().map(|(_, value)| value.0).collect());
        Ok(YieldFigure { code: code.to_owned(), unit: unit_of(code), all, months: of_months, bins })
    };
    ["tnc_recovery", "cd34_post"].into_iter().map(figure).collect()
}

/// How often values lie in ranges of one width that people would choose: 1, 2 or 5 times a power of ten.
fn bins(values: Vec<Decimal>) -> Vec<YieldBin> {
    let (Some(min), Some(max)) = (values.iter().min().copied(), values.iter().max().copied()) else {
        return Vec::new();
    };
    let wanted = (max - min) / Decimal::from(BINS);
    let widths = (-2_i32..6).flat_map(|power| {
        let ten = Decimal::from_parts(1, 0, 0, false, 0)
            * match power {
                0.. => Decimal::from(10_i64.pow(power.unsigned_abs())),
                _ => Decimal::new(1, power.unsigned_abs()),
            };
        [1, 2, 5].map(|factor| Decimal::from(factor) * ten)
    });
    let Some(width) = widths.into_iter().find(|width| *width >= wanted) else { return Vec::new() };
    let first = (min / width).floor();
    let place = |value: Decimal| ((value / width).floor() - first).to_usize().unwrap_or(0);
    let mut counts = vec![0_u32; place(max) + 1];
    for value in values {
        if let Some(count) = counts.get_mut(place(value)) {
            *count += 1;
        }
    }
    let edge = |at: usize| ((first + Decimal::from(at)) * width).normalize().to_string();
    let bin = |(at, count)| YieldBin { from: edge(at), until: edge(at + 1), count };
    counts.into_iter().enumerate().map(bin).collect()
}

fn open_ages(cx: &Cx<'_>) -> Answer<Vec<OpenAge>> {
    let now_ms = cx.now_ms();
    let reported = cx.store()?.list_open_reported().map_err(stored)?;
    let ages: Vec<i64> = reported.iter().map(|at_ms| (now_ms - at_ms).max(0) / DAY_MS).collect();
    let untils = AGES_D.iter().skip(1).copied().map(Some).chain([None]);
    let group = |(from_d, until_d): (u32, Option<u32>)| {
        let within = |age: &&i64| {
            **age >= i64::from(from_d) && until_d.is_none_or(|until_d| **age < i64::from(until_d))
        };
        let count = u32::try_from(ages.iter().filter(within).count()).unwrap_or(u32::MAX);
        OpenAge { from_d, until_d, count }
    };
    Ok(AGES_D.into_iter().zip(untils).map(group).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let ten: Vec<i64> = (1..=10).collect();
        assert_eq!((percentile(&ten, 50), percentile(&ten, 90)), (Some(5), Some(9)));
        assert_eq!((percentile(&[7], 50), percentile(&[7], 90)), (Some(7), Some(7)));
        assert_eq!(percentile::<i64>(&[], 50), None);
        assert_eq!(percentile(&[1, 2, 3], 50), Some(2));
    }

    #[test]
    fn ranges_have_one_width_and_hold_every_value_once() {
        let values =
            |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect::<Vec<Decimal>>();
        let shown = |texts: &[&str]| -> Vec<(String, String, u32)> {
            bins(values(texts)).into_iter().map(|bin| (bin.from, bin.until, bin.count)).collect()
        };
        assert_eq!(shown(&[]), []);
        assert_eq!(shown(&["80.0"]), [("80".to_owned(), "80.01".to_owned(), 1)]);
        let wide = shown(&["60.0", "64.9", "65.0", "79.9", "118"]);
        assert_eq!(wide.first(), Some(&("60".to_owned(), "65".to_owned(), 2)));
        assert_eq!(wide.last(), Some(&("115".to_owned(), "120".to_owned(), 1)));
        assert_eq!(wide.iter().map(|(.., count)| count).sum::<u32>(), 5);
        assert!(wide.windows(2).all(|pair| matches!(pair, [one, other] if one.1 == other.0)));
    }
}
