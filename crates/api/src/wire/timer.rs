//! Timers of units and runs.

use domain::rules::Departing;
use domain::*;

wire! {
    /// Timers, the most pressing first.
    struct TimerList {
        /// Each of them.
        timers: Vec<TimerView>,
        /// How many more passed than are among them.
        more_passed: u32,
        /// The station's clock when this was answered, ms since 1970-01-01 UTC: what timers count by.
        now_ms: i64,
    }

    /// A window of time of a step that is not done, of one unit or of the units of a run.
    struct TimerView {
        /// Which unit; of several in a run the one that presses most.
        donation: DonationId,
        /// Its number.
        din: Option<String>,
        /// The run that it is in; once it is in none that goes on, the one that ended last with it.
        run: Option<RunId>,
        /// The run's number.
        run_number: Option<String>,
        /// Units of the run that it counts for.
        units: u32,
        /// The step's code.
        step: String,
        /// Its number.
        number: u32,
        /// Chinese title of the step.
        zh: String,
        /// English title.
        en: String,
        /// Chinese title of the step that it is counted from.
        from_zh: String,
        /// English title.
        from_en: String,
        /// Whether it is how long the step itself goes on.
        dwell: bool,
        /// Not before, ms since 1970-01-01 UTC.
        opens_ms: Option<i64>,
        /// At the latest, ms since 1970-01-01 UTC.
        closes_ms: Option<i64>,
        /// What being outside is.
        outside: Departing,
    }

    /// Asks for the most pressing timer of each of these.
    struct TimersOf {
        /// Units; of more than 200 the first.
        donations: Vec<DonationId>,
        /// Runs; of more than 50 the first.
        runs: Vec<RunId>,
    }
}
