//! What the tanks were read at, and who read it through (21 CFR 1271.260(d), (e)).

use super::record;
use crate::{Meaning, Measure, StationId, TankId, Verdict};

record! {
    /// A tank's temperature and level were read.
    TankRead {
        /// Which.
        0 tank: TankId,
        /// Temperature at the probe, °C.
        1 temperature_c: Measure,
        /// Level of liquid nitrogen, per cent of the working height.
        2 level_percent: Option<Measure>,
        /// When it was read, ms since 1970-01-01 UTC; the entry's own time is when it was written.
        3 read_ms: i64,
        /// What the limits said then.
        4 verdict: Verdict,
        /// The limit then, such as `≤ -150 °C`, and its source.
        5 limit: String,
        /// What was done, where the reading is outside.
        6 action: Option<String>,
    }

    /// An entry by its place in the chain.
    EntryPlace {
        /// Whose chain.
        0 station: StationId,
        /// Place in it.
        1 seq: u64,
    }

    /// Readings of a tank were reviewed.
    TankReviewed {
        /// Which.
        0 tank: TankId,
        /// Exactly these: one that arrives later from another station is still to be reviewed.
        1 readings: Vec<EntryPlace>,
        /// How many of them were outside.
        2 outside: u32,
        /// Digest of the readings as they were shown, hexadecimal.
        3 digest: String,
        /// What the reviewer says of them; may be empty.
        4 note: String,
        /// Printed name of the signer.
        5 name: String,
        /// Meaning of the signature.
        6 meaning: Meaning,
    }
}
