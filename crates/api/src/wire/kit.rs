//! Label sets printed ahead of time.

use super::{Locale, PrintJob};
use domain::*;

wire! {
    /// Label sets printed ahead of time, and the numbers left for more.
    struct KitOverview {
        /// Labels of one set.
        labels: u32,
        /// Numbers left in the blocks of this station.
        remaining: u32,
        /// The most that one order can take: numbers in a row.
        most: u32,
        /// Numbers that were given out in the last 30 days.
        monthly: u32,
        /// For how many days the numbers last at that rate; none where none were given out.
        lasts_days: Option<u32>,
        /// Orders, the latest first.
        prints: Vec<KitPrintView>,
        /// Spoiled sets, the latest first.
        spoiled: Vec<KitSpoiledView>,
    }

    /// An order of label sets: count = used + spoiled + open.
    struct KitPrintView {
        /// First donation number.
        first: String,
        /// Last donation number.
        last: String,
        /// Sets in it.
        count: u32,
        /// Whose donation is known to this station.
        used: u32,
        /// Spoiled.
        spoiled: u32,
        /// Neither.
        open: u32,
        /// Code of the collection point.
        site_code: String,
        /// Name of the station that printed it.
        station_name: String,
        /// When it was ordered.
        at_ms: i64,
        /// Whether its print was called off, so that none of its sets is on paper.
        called_off: bool,
    }

    /// Says that all sets of an order that was called off are spoiled: those that no donation has and nobody spoiled yet.
    struct SpoilKitOrder {
        /// First donation number of the order.
        first: String,
        /// Why.
        reason: String,
    }

    /// A spoiled set.
    struct KitSpoiledView {
        /// Its donation number.
        din: String,
        /// Why.
        reason: String,
        /// When it was said.
        at_ms: i64,
    }

    /// Prints label sets with the next numbers of this station.
    struct PrintKits {
        /// How many sets, 1 to 1,000.
        count: u32,
        /// The collection point that they are for.
        to_site: SiteId,
        /// Language of the texts.
        locale: Locale,
        /// Name of a printer of this station.
        printer: String,
    }

    /// The sets that were ordered.
    struct KitsReply {
        /// First donation number.
        first: String,
        /// Last donation number.
        last: String,
        /// The job, as it stood a moment later.
        job: PrintJob,
        /// Why labels were drawn by our template in place of the bank's own.
        warning: Option<crate::Problem>,
    }

    /// Says that a label set is spoiled or lost.
    struct SpoilKit {
        /// Any label of it as scanned, or its number typed.
        text: String,
        /// Why.
        reason: String,
    }
}
