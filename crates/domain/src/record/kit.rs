//! Label sets printed ahead of time for collection points.

use super::{OwnTemplate, record};
use crate::{SiteId, StationId};

record! {
    /// Label sets with the donation numbers `first..=last` of a nominal year were ordered from a printer.
    KitsPrinted {
        /// The station whose numbers they are.
        0 station: StationId,
        /// Nominal year, two digits.
        1 year: u8,
        /// First serial number.
        2 first: u32,
        /// Last serial number.
        3 last: u32,
        /// The collection point that they are for.
        4 to_site: SiteId,
        /// Templates of one set, each as often as it is in it.
        5 templates: Vec<String>,
        /// Where they went.
        6 destination: String,
        /// SHA-256 of the bytes sent, hexadecimal.
        7 digest: String,
    }

    /// Label sets were ordered from a printer, drawn by these templates.
    KitsPrintedByTemplate {
        /// The station whose numbers they are.
        0 station: StationId,
        /// Nominal year, two digits.
        1 year: u8,
        /// First serial number.
        2 first: u32,
        /// Last serial number.
        3 last: u32,
        /// The collection point that they are for.
        4 to_site: SiteId,
        /// Templates of one set, each as often as it is in it.
        5 templates: Vec<String>,
        /// Where they went.
        6 destination: String,
        /// SHA-256 of the bytes sent, hexadecimal.
        7 digest: String,
        /// The bank's own templates among them; the others are ours.
        8 own_templates: Vec<OwnTemplate>,
    }

    /// A label set is spoiled or lost: its number is never to be used.
    KitSpoiled {
        /// The station that was told.
        0 station: StationId,
        /// The donation number.
        1 din: String,
        /// Why.
        2 reason: String,
    }

    /// The print of label sets was called off, or nothing of it came out. Their numbers stay taken.
    KitsCalledOff {
        /// The station whose numbers they are.
        0 station: StationId,
        /// Nominal year, two digits.
        1 year: u8,
        /// First serial number.
        2 first: u32,
        /// Last serial number.
        3 last: u32,
        /// Why, where somebody said.
        4 reason: Option<String>,
    }
}
