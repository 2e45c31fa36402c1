//! How deviations trend: by month, by category, by cause.

use crate::context::{Answer, Cx};
use crate::problem::stored;
use api::Problem;
use api::wire::*;
use domain::DeviationClass;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use store::query::{DeviationCount, DeviationFilter};

const MONTHS_MAX: u32 = 36;
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

pub(crate) fn deviation_trends(cx: &mut Cx<'_>, request: DeviationTrendsQuery) -> Answer<DeviationTrends> {
    let fault = || Problem::fault("fault.internal");
    let now_ms = cx.now_ms();
    let now = Timestamp::from_millisecond(now_ms).map_err(|_| fault())?.to_zoned(TimeZone::system());
    let back = i64::from(request.months.clamp(1, MONTHS_MAX)) - 1;
    let first = now.date().first_of_month().checked_sub(back.months()).map_err(|_| fault())?;
    let from = first.to_zoned(TimeZone::system()).map_err(|_| fault())?;
    let store = cx.store()?;
    let counts = store.list_deviation_counts(from.timestamp().as_millisecond()).map_err(stored)?;
    let open = |due_before_ms| DeviationFilter { due_before_ms, ..DeviationFilter::default() };
    let mut months: Vec<TrendMonth> = (0..=back)
        .filter_map(|ahead| first.checked_add(ahead.months()).ok())
        .map(|month| TrendMonth {
            month: month.strftime("%Y-%m").to_string(),
            unclassified: 0,
            minor: 0,
            major: 0,
            critical: 0,
        })
        .collect();
    for count in &counts {
        let Ok(happened) = Timestamp::from_millisecond(count.happened_ms) else { continue };
        let name = happened.to_zoned(TimeZone::system()).strftime("%Y-%m").to_string();
        let Some(month) = months.iter_mut().find(|month| month.month == name) else { continue };
        let counter = match count.class {
            None => &mut month.unclassified,
            Some(DeviationClass::Minor) => &mut month.minor,
            Some(DeviationClass::Major) => &mut month.major,
            Some(DeviationClass::Critical) => &mut month.critical,
        };
        *counter += 1;
    }
    Ok(DeviationTrends {
        months,
        categories: tally(&counts, |count| Some(&count.category)),
        causes: tally(&counts, |count| count.cause.as_ref()),
        open: store.count_deviations(&open(None)).map_err(stored)?,
        overdue: store.count_deviations(&open(Some(now_ms.saturating_add(1)))).map_err(stored)?,
        median_days: median_days(&counts),
    })
}

fn tally<'a>(
    counts: &'a [DeviationCount],
    of: impl Fn(&'a DeviationCount) -> Option<&'a String>,
) -> Vec<TrendCount> {
    let mut found: Vec<TrendCount> = Vec::new();
    for count in counts {
        let Some(code) = of(count) else { continue };
        let open = u32::from(count.closed_ms.is_none());
        match found.iter_mut().find(|known| known.code == *code) {
            Some(known) => {
                known.count += 1;
                known.open += open;
            }
            None => found.push(TrendCount { code: code.clone(), count: 1, open }),
        }
    }
    found.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.code.cmp(&other.code)));
    found
}

/// Of an even number the lower of the two in the middle: a day that a deviation really took.
fn median_days(counts: &[DeviationCount]) -> Option<u32> {
    let took = counts.iter().filter_map(|count| Some((count.closed_ms? - count.reported_ms).max(0) / DAY_MS));
    let mut took: Vec<i64> = took.collect();
    took.sort_unstable();
    let middle = took.get(took.len().checked_sub(1)? / 2)?;
    u32::try_from(*middle).ok()
}
