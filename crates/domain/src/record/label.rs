//! Labels after the printer: what became of each, and whether it reads.

use super::record;
use crate::LabelFate;

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
}
