//! Labels after the printer: what became of each, and whether it reads.

use super::{OwnTemplate, record};
use crate::{LabelFate, StationId};

record! {
    /// What became of printed labels, so that printed = applied + destroyed.
    LabelsAccounted {
        /// What became of them.
        0 fate: LabelFate,
        /// Templates, each as often as labels of it are meant.
        1 templates: Vec<String>,
        /// Which print of the unit, where one is meant: 1 for the first.
        2 copy: Option<u32>,
        /// Why, where labels were destroyed or never came out.
        3 reason: Option<String>,
    }

    /// A printed label was scanned and compared with what was to be printed.
    LabelVerified {
        /// The template that was looked for.
        0 template: String,
        /// The text as read.
        1 text: String,
        /// Whether it is the unit's own label of that template.
        2 matches: bool,
    }

    /// Labels of no unit were ordered from a printer: positions, boxes, equipment, badges.
    CodesPrinted {
        /// The station whose printer it is.
        0 station: StationId,
        /// The template.
        1 template: String,
        /// What they name, one label each.
        2 codes: Vec<String>,
        /// Where they went.
        3 destination: String,
        /// Why again, where one of them was printed before.
        4 reprint_reason: Option<String>,
        /// SHA-256 of the bytes sent, hexadecimal.
        5 digest: String,
        /// The bank's own version that they were drawn by; empty for ours.
        6 own_templates: Vec<OwnTemplate>,
    }
}
