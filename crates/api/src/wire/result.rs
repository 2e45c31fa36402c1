//! Open tests, and results from a file.

use super::BilingualText;
use crate::Problem;
use domain::*;

wire! {
    /// Asks for the open tests of the laboratory, those that wait longest first.
    struct OpenTestsQuery {
        /// Only this test.
        test: Option<String>,
        /// Only this unit.
        donation: Option<DonationId>,
    }

    /// Open tests.
    struct OpenTests {
        /// Those that wait longest.
        rows: Vec<OpenTest>,
        /// How many there are.
        total: u32,
        /// Every test of the norm profiles with how many units wait for it.
        tests: Vec<OpenTestCount>,
        /// The clock of the station.
        now_ms: i64,
    }

    /// A test that a unit waits for.
    struct OpenTest {
        /// Which unit.
        donation: DonationId,
        /// Its number.
        din: Option<String>,
        /// Check character of the number.
        check_character: Option<String>,
        /// Test code.
        test: String,
        /// Chinese name.
        zh: String,
        /// English name.
        en: String,
        /// What it is measured in.
        specimen: Option<BilingualText>,
        /// Where it stands.
        standing: TestState,
        /// Since when, ms.
        since_ms: i64,
        /// When it was ordered, ms, as far as is known: the wait counts from then.
        ordered_ms: Option<i64>,
        /// Whether the one who asks may report it.
        mine: bool,
        /// Whether the unit is on hold.
        held: bool,
    }

    /// How many units wait for a test.
    struct OpenTestCount {
        /// Test code.
        test: String,
        /// Chinese name.
        zh: String,
        /// English name.
        en: String,
        /// What it is measured in.
        specimen: Option<BilingualText>,
        /// How many.
        open: u32,
    }

    /// A file of results, as it was chosen.
    struct ResultFile {
        /// Name of the file.
        name: String,
        /// Its bytes, base64.
        content: String,
        /// Takes the good rows where others are at fault; without it one fault refuses the whole file.
        only_good: bool,
    }

    /// What a file says, row by row.
    struct ResultFileView {
        /// Encoding that it was read in: `UTF-8` or `GBK`.
        encoding: String,
        /// The rows.
        rows: Vec<ResultFileRow>,
        /// Rows that are recorded, or would be.
        good: u32,
        /// Of these, rows that wait as preliminary results until a person types them twice.
        waits: u32,
        /// Rows that say what is on record already.
        same: u32,
        /// Rows at fault.
        faults: u32,
    }

    /// A row of a file.
    struct ResultFileRow {
        /// Line in the file, the header being the first.
        line: u32,
        /// Donation number as it stands there.
        din: String,
        /// Test as it stands there.
        test: String,
        /// Its name, where it is known.
        name: Option<BilingualText>,
        /// Value as it stands there.
        value: String,
        /// What becomes of it.
        verdict: FileRowVerdict,
        /// The heading of the column at fault.
        column: Option<String>,
        /// What is wrong.
        problem: Option<Problem>,
    }
}

words! {
    /// What becomes of a row.
    enum FileRowVerdict {
        /// Recorded.
        Good,
        /// Recorded as preliminary, for a person to confirm.
        Waits,
        /// On record already.
        Same,
        /// On record as preliminary already, while the file says that it is final: a person confirms it.
        Unconfirmed,
        /// Not recorded.
        Fault,
    }
}
