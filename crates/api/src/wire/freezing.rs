//! Freezing curves: reading, looking at, reviewing.

use super::{Finding, UnitDigest, UnitQuery, UnitRow};
use crate::{Problem, Secret};
use domain::*;

words! {
    /// What recording a curve would do to a unit.
    enum CurveUnitState {
        /// It has none yet.
        New,
        /// It is its curve already: nothing is recorded.
        Same,
        /// It takes the place of another, with a reason.
        Replaces,
        /// It is refused.
        Refused,
    }
}

wire! {
    /// What the form for a curve chooses from.
    struct FreezingForm {
        /// Programs in force.
        programs: Vec<FreezingProgramRef>,
        /// Freezers of this site that are registered and in service.
        devices: Vec<FreezerRef>,
    }

    /// A program of a controlled-rate freezer.
    struct FreezingProgramRef {
        /// SHA-256 of its data file, hexadecimal.
        digest: String,
        /// Code.
        code: String,
        /// Version.
        version: String,
        /// Chinese title; the code where this station does not know it.
        zh: String,
        /// English title.
        en: String,
        /// Limits that the bank has still to confirm.
        unconfirmed: u32,
    }

    /// A freezer of the register.
    struct FreezerRef {
        /// The number on its label.
        code: String,
        /// Name.
        name: String,
    }

    /// A curve's file with what is entered beside it.
    struct CurveFile {
        /// Name of the file.
        name: String,
        /// Its bytes, base64.
        content: String,
        /// SHA-256 of the program, hexadecimal.
        program: String,
        /// The freezer's label, scanned or typed.
        equipment: String,
        /// When the program began, counted from the first row: seconds, mm:ss or hh:mm:ss; empty for at once.
        begins: String,
        /// The run that was frozen: all units that are in it.
        run: Option<RunId>,
        /// Units beside it.
        units: Vec<UnitQuery>,
        /// Why it takes the place of other curves.
        reason: Option<String>,
    }

    /// A curve as it was read; nothing is recorded.
    struct CurvePreview {
        /// What it shows.
        shown: CurveShown,
        /// The units, each with what would become of it.
        units: Vec<CurveUnitPreview>,
    }

    /// A unit that a curve would be recorded of.
    struct CurveUnitPreview {
        /// The unit.
        unit: UnitRow,
        /// What would become of it.
        state: CurveUnitState,
        /// Why it is refused, or what is wanted.
        problem: Option<Problem>,
    }

    /// What a curve shows.
    struct CurveShown {
        /// Name of its file.
        file_name: String,
        /// SHA-256 of the file, hexadecimal.
        file_digest: String,
        /// The program.
        program: FreezingProgramRef,
        /// The freezer's label.
        equipment: String,
        /// Rows of the file.
        rows: u32,
        /// Length, ms.
        lasts_ms: u32,
        /// When the program began, since the first row, ms.
        begins_ms: u32,
        /// The moment of the first row, where the file says so, ms since 1970-01-01 UTC.
        started_ms: Option<i64>,
        /// For the drawing: fewer rows that look the same.
        points: Vec<CurvePointView>,
        /// The program's course with its envelope.
        course: Vec<CoursePoint>,
        /// Whether the envelope is held against the chamber; else against the sample.
        of_chamber: bool,
        /// What was found; empty where this station does not know the program.
        findings: Vec<CurveFindingView>,
        /// The gravest verdict; none where this station does not know the program.
        verdict: Option<Verdict>,
        /// Where the temperature lay outside the envelope.
        excursions: Vec<ExcursionView>,
    }

    /// A row of a curve, temperatures in thousandths of °C.
    struct CurvePointView {
        /// Since the first row, ms.
        at_ms: u32,
        /// In the chamber.
        chamber_mc: Option<i32>,
        /// In the sample.
        sample_mc: i32,
    }

    /// A corner of the program's course, temperatures in thousandths of °C.
    struct CoursePoint {
        /// Since the first row, ms.
        at_ms: u32,
        /// Where the temperature should be.
        set_mc: i32,
        /// The lower edge of the envelope.
        low_mc: Option<i32>,
        /// The upper edge.
        high_mc: Option<i32>,
    }

    /// What a rule says of a curve.
    struct CurveFindingView {
        /// Chinese name of the rule.
        zh: String,
        /// English name.
        en: String,
        /// What it says; the value is empty where the file shows nothing of it.
        finding: Finding,
    }

    /// A stretch of time outside the envelope.
    struct ExcursionView {
        /// Chinese name of the phase.
        zh: String,
        /// English name.
        en: String,
        /// First row outside, since the first row of the file, ms.
        from_ms: u32,
        /// Last row outside.
        until_ms: u32,
        /// How far beyond the envelope at most, °C; below it is negative.
        beyond_c: String,
    }

    /// A page of curves.
    struct CurveListQuery {
        /// Only those of which a unit waits for its review.
        open_only: bool,
        /// Where the page before ended.
        after: Option<String>,
        /// At most so many.
        limit: u32,
    }

    /// Curves, the latest first.
    struct CurvePage {
        /// The page.
        rows: Vec<CurveRow>,
        /// Where it ends; none on the last page.
        next: Option<String>,
        /// How many there are.
        total: u32,
        /// Of how many a unit waits for its review.
        open: u32,
    }

    /// A curve in a list.
    struct CurveRow {
        /// Which.
        curve: FreezingCurveId,
        /// Name of its file.
        file_name: String,
        /// The freezer's label.
        equipment: String,
        /// The program.
        program: FreezingProgramRef,
        /// When it was brought in, ms since 1970-01-01 UTC.
        recorded_ms: i64,
        /// By whom.
        recorded_by: String,
        /// The gravest verdict; none where this station does not know the program.
        verdict: Option<Verdict>,
        /// Units that it counts for.
        units: u32,
        /// Units of these that wait for its review.
        open: u32,
        /// Units of these that a review found unfit; of reviews that say different things the graver one counts.
        unfit: u32,
    }

    /// A curve.
    struct CurveQuery {
        /// Which.
        curve: FreezingCurveId,
    }

    /// A curve with its units.
    struct CurveView {
        /// The row as in lists.
        row: CurveRow,
        /// What it shows.
        shown: CurveShown,
        /// Its units.
        units: Vec<CurveUnitView>,
        /// Whether the operator brought it in, and so does not review it.
        own: bool,
        /// Whether the operator may review it.
        may_review: bool,
        /// Whether its review wants a reason, whatever the conclusion: something does not pass.
        wants_reason: bool,
        /// Roles that may confirm limits.
        confirmers: Vec<Role>,
        /// Printed name of who would sign.
        signer: String,
    }

    /// A unit of a curve.
    struct CurveUnitView {
        /// The unit.
        unit: UnitRow,
        /// Number of the run that it was frozen in.
        run: Option<String>,
        /// Whether the curve counts for it: it has no other one since.
        current: bool,
        /// Why it took the place of another.
        reason: Option<String>,
        /// Digest that a review signs; none where the curve does not count, or the program is unknown here.
        digest: Option<String>,
        /// The review that counts.
        review: Option<CurveReviewView>,
        /// Whether reviews that did not know of each other say different things.
        contested: bool,
        /// Whether stations recorded different curves of it without hearing of each other, and nobody has settled that.
        torn: bool,
    }

    /// A review of a curve.
    struct CurveReviewView {
        /// The conclusion.
        fitness: UnitFitness,
        /// Why.
        note: String,
        /// Printed name of the signer.
        by: String,
        /// When.
        at_ms: i64,
    }

    /// The curves of a unit, the one that counts first.
    struct UnitCurves {
        /// All of them.
        curves: Vec<UnitCurveView>,
        /// Roles that may confirm limits.
        confirmers: Vec<Role>,
    }

    /// A curve of a unit.
    struct UnitCurveView {
        /// Which.
        curve: FreezingCurveId,
        /// Name of its file.
        file_name: String,
        /// SHA-256 of the file, hexadecimal.
        file_digest: String,
        /// The freezer's label.
        equipment: String,
        /// The program.
        program: FreezingProgramRef,
        /// When it was recorded of the unit, ms since 1970-01-01 UTC.
        recorded_ms: i64,
        /// By whom.
        recorded_by: String,
        /// Whether it counts: no other one was recorded since.
        current: bool,
        /// Whether its points are at this station.
        here: bool,
        /// Why it took the place of another.
        reason: Option<String>,
        /// What was found: as it was signed, else as the limits judge now.
        findings: Vec<CurveFindingView>,
        /// The gravest verdict; none where it was not reviewed and this station does not know the program.
        verdict: Option<Verdict>,
        /// The review that counts.
        review: Option<CurveReviewView>,
    }

    /// Reviews a curve for some of its units, signed over exactly what was shown.
    struct ReviewCurve {
        /// Which curve.
        curve: FreezingCurveId,
        /// The conclusion.
        fitness: UnitFitness,
        /// Why.
        note: String,
        /// The units, each as it was shown.
        units: Vec<UnitDigest>,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// The signer's own password.
        password: Secret,
    }
}
