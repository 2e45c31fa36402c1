//! Pages of the exchange in a file.

use crate::Secret;

wire! {
    /// Writes pages to a file: for whoever carries them to the centre, or for a station that has no network.
    struct WriteBundle {
        /// The file; one that is there is replaced.
        path: String,
        /// What opens it at the other station.
        passphrase: Secret,
        /// Name or number of the station that it is for: the feeds and the centre's word for its entries go with it.
        station_for: Option<String>,
    }

    /// Takes pages from a file.
    struct ReadBundle {
        /// The file.
        path: String,
        /// What it was written under.
        passphrase: Secret,
    }

    /// Entries of one station on their way to the centre.
    struct BundleChain {
        /// The station's name.
        station: String,
        /// Number of the first entry.
        first: u32,
        /// Number of the last entry.
        last: u32,
    }

    /// What was written to a file, or what a file brought that was new here.
    struct BundleSummary {
        /// The name of the station that wrote it.
        by: String,
        /// When, its wall clock, ms since 1970-01-01 UTC.
        at_ms: i64,
        /// Pages in the file.
        pages: u32,
        /// Entries on their way to the centre.
        chains: Vec<BundleChain>,
        /// Entries that the centre put in order.
        feed_entries: u32,
        /// The last entry that the centre has, of the station that the file is for.
        acknowledged: Option<u32>,
        /// What the centre refused, or what contradicts what is known.
        problems: Vec<crate::Problem>,
    }
}
