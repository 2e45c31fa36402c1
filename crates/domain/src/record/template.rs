//! A bank's own label templates: versions drawn, approved, withdrawn. Ours are part of the program and never recorded.

use super::record;
use crate::Meaning;

record! {
    /// A version of a label template as a person drew it. Nothing is printed by it before it is approved.
    TemplateDrawn {
        /// Which label, by its stable word.
        0 template: String,
        /// The bank's count of versions of this label, from 1. Two stations without a network may give one twice.
        1 version: u32,
        /// The template's text, JSON; at most [`crate::template::CONTENT_BYTES_MAX`].
        2 content: String,
        /// SHA-256 of the text that the person began with, hexadecimal.
        3 based_on: String,
        /// Why.
        4 reason: String,
    }

    /// A drawn version is approved for printing, signed. Good for exactly that entry in exactly that place.
    TemplateApproved {
        /// Which label.
        0 template: String,
        /// The version's number.
        1 version: u32,
        /// What names the entry that drew it: [`crate::template::entry_name`].
        2 drawn: String,
        /// What names the decisions that it takes the place of; none where ours was in force.
        3 replaces: Vec<String>,
        /// Digest of what was shown and is signed.
        4 digest: String,
        /// Printed name of the signer.
        5 name: String,
        /// Meaning of the signature.
        6 meaning: Meaning,
    }

    /// What is in force is taken back, signed: ours or an earlier approved version is in force again.
    TemplateWithdrawn {
        /// Which label.
        0 template: String,
        /// The number of the version in force before; 0 for ours.
        1 version: u32,
        /// The number of the version in force again; 0 for ours.
        2 back_to_version: u32,
        /// What names the entry that drew it; none for ours.
        3 back_to: Option<String>,
        /// What names the decisions that it takes the place of.
        4 replaces: Vec<String>,
        /// Why.
        5 reason: String,
        /// Digest of what was shown and is signed.
        6 digest: String,
        /// Printed name of the signer.
        7 name: String,
        /// Meaning of the signature.
        8 meaning: Meaning,
    }

    /// A bank's own template that labels were drawn by.
    OwnTemplate {
        /// Which label.
        0 template: String,
        /// The version's number.
        1 version: u32,
        /// SHA-256 of its text, hexadecimal.
        2 digest: String,
    }
}
