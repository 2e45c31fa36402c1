//! Dashboards: what came, what became of it, how long it took, what it yielded, what went another way.

use super::TrendMonth;
use domain::*;

wire! {
    /// Asks for dashboards.
    struct DashboardQuery {
        /// So many months, this one included.
        months: u32,
        /// Only units of this site.
        site: Option<SiteId>,
    }

    /// Dashboards of the last months.
    struct Dashboard {
        /// Sites to choose from.
        sites: Vec<DashboardSite>,
        /// Units month by month, oldest first.
        flow: Vec<FlowRow>,
        /// Units site by site over the whole time.
        by_site: Vec<FlowRow>,
        /// Rejections by reason, most frequent first.
        rejections: Vec<RejectionRow>,
        /// Times between two moments.
        turnaround: Vec<Turnaround>,
        /// Figures of the units.
        yields: Vec<YieldFigure>,
        /// Deviations of all sites month by month, by class.
        deviations: Vec<TrendMonth>,
        /// Deviations of all sites that are open, by age.
        open_ages: Vec<OpenAge>,
    }

    /// A site.
    struct DashboardSite {
        /// Which.
        site: SiteId,
        /// Its code.
        code: String,
    }

    /// Units of a month, or of a site.
    struct FlowRow {
        /// `YYYY-MM`, or the code of the site.
        name: String,
        /// Received.
        received: u32,
        /// Begun to be processed.
        processed: u32,
        /// Put into a tank.
        banked: u32,
        /// Released.
        released: u32,
        /// Rejected.
        rejected: u32,
    }

    /// Rejections for a reason.
    struct RejectionRow {
        /// Reason code.
        reason: String,
        /// Of each month, oldest first.
        months: Vec<u32>,
        /// Of all.
        count: u32,
    }

    /// The time between two moments of the units' way.
    struct Turnaround {
        /// `receipt`, `freezing`, `banking` or `results`.
        code: String,
        /// The profile's limit, hours; none where it has none.
        limit_h: Option<String>,
        /// Whether the bank has confirmed it.
        confirmed: bool,
        /// Units that took longer than the limit.
        over: u32,
        /// Of all.
        all: Spread,
        /// Of each month in which it ended, oldest first.
        months: Vec<Spread>,
    }

    /// How many, what half of them do not exceed, and what nine of ten do not exceed.
    struct Spread {
        /// How many.
        count: u32,
        /// Median; times in hours with one decimal. None of nothing.
        median: Option<String>,
        /// Ninth decile.
        p90: Option<String>,
    }

    /// A figure of the units.
    struct YieldFigure {
        /// `tnc_recovery`, or a test's code.
        code: String,
        /// Its unit.
        unit: String,
        /// Of all.
        all: Spread,
        /// Of each month, oldest first.
        months: Vec<Spread>,
        /// How often it lay where.
        bins: Vec<YieldBin>,
    }

    /// Units of which a figure lies in a range.
    struct YieldBin {
        /// From.
        from: String,
        /// Up to, without it.
        until: String,
        /// How many.
        count: u32,
    }

    /// Open deviations of an age.
    struct OpenAge {
        /// From so many days.
        from_d: u32,
        /// Up to so many days, without it; none where there is no end.
        until_d: Option<u32>,
        /// How many.
        count: u32,
    }
}
