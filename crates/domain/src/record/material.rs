//! Lots of reagents and consumables: received, inspected, opened, counted, recalled, and what counts their stock.

use super::record;
use crate::{Meaning, Measure, SiteId, StationId};

record! {
    /// A delivery of a lot arrived at a site.
    MaterialReceived {
        /// The code that is scanned: the bank's own, or catalogue number and lot as ISBT 128 structures.
        0 code: String,
        /// Its kind, such as `dmso`; what a procedure asks for.
        1 kind: String,
        /// Its name, maker and catalogue number.
        2 description: String,
        /// The last day on which it may be used, `YYYY-MM-DD`.
        3 expires_on: String,
        /// When that day ends: from this moment on it is expired, ms since 1970-01-01 UTC.
        4 expires_ms: i64,
        /// How many days it may be used once it is opened; none where opening changes nothing.
        5 open_days: Option<u32>,
        /// How much arrived.
        6 quantity: Measure,
        /// Unit of the quantity.
        7 unit: String,
        /// Who delivered it.
        8 supplier: String,
        /// Where to.
        9 site: SiteId,
    }

    /// A delivery was inspected by another person than the one who took it in.
    MaterialInspected {
        /// The code that is scanned.
        0 code: String,
        /// The delivery: the chain of its entry.
        1 delivery_station: StationId,
        /// The delivery: the place in that chain.
        2 delivery_seq: u64,
        /// Whether it may be used.
        3 accepted: bool,
        /// What was looked at and found.
        4 note: String,
    }

    /// A container of the lot was opened at a site. The latest opening counts.
    MaterialOpened {
        /// The code that is scanned.
        0 code: String,
        /// Where.
        1 site: SiteId,
        /// When, ms since 1970-01-01 UTC.
        2 opened_ms: i64,
    }

    /// What is left of the lot at a site was counted; none left means that it is used up.
    MaterialCounted {
        /// The code that is scanned.
        0 code: String,
        /// Where.
        1 site: SiteId,
        /// What is left.
        2 left: Measure,
        /// Why it was counted.
        3 reason: String,
    }

    /// The lot is recalled: nobody uses it any more, at any site. The units that it was used on go on hold.
    MaterialRecalled {
        /// The code that is scanned.
        0 code: String,
        /// Why, and who says so.
        1 reason: String,
    }

    /// Recalls of the lot are taken back: those that are named, and no other. Units stay on hold until each is lifted.
    MaterialRecallWithdrawn {
        /// The code that is scanned.
        0 code: String,
        /// The entries of the recalls.
        1 recalls: Vec<String>,
        /// Why.
        2 reason: String,
        /// Digest of what was signed, hexadecimal.
        3 digest: String,
        /// Printed name of the signer.
        4 name: String,
        /// Meaning of the signature.
        5 meaning: Meaning,
    }

    /// Whether the stock of a kind of material is judged at a site, and from which level on it is low.
    MaterialStockRuleSet {
        /// The kind.
        0 kind: String,
        /// Where.
        1 site: SiteId,
        /// Whether its stock is judged.
        2 counted: bool,
        /// How much one use takes.
        3 per_use: Measure,
        /// Less than this of all usable lots together is low; zero where nothing is.
        4 low_level: Measure,
        /// Unit of both; lots that are delivered in another unit are not judged by it.
        5 unit: String,
        /// Why.
        6 reason: String,
    }
}
