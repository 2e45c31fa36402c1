//! A standard operating procedure as a versioned data file, and where a unit stands in it.
//!
//! The file says what is done, by whom, with what, in which order and time; [`Sop::faults`] finds what is wrong with
//! one; [`Progress`] places a unit in it; [`departures`] finds where an act departs from it. All pure.

mod branch;
mod check;
mod departure;
mod difference;
mod drawing;
mod drawn;
mod format;
mod pattern;
mod picture;
mod progress;
mod read;

pub use branch::{BRANCH_DEPTH_MAX, Branch, Comparison, Condition};
pub use check::{CONTENT_BYTES_MAX, STEPS_MAX, SopFault};
pub use departure::{Act, departures, use_departure, value_departures};
pub use difference::{Change, differences};
pub use drawn::{SopText, drawn_texts};
pub use format::{
    Departing, Dwell, Input, InputKind, Per, RecordedBy, RequiredScan, Sop, Step, StepScanKind, Timing,
};
pub use pattern::fits_pattern;
pub use picture::{PICTURE_BYTES_MAX, StepPicture};
pub use progress::{Progress, Standing, StepProgress, Window, final_checks, is_final_label, recorded_ms};
