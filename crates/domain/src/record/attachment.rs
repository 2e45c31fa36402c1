//! Photos and files that are kept with a unit.

use super::record;
use crate::MediaType;

record! {
    /// A photo or a file was kept with the unit. Its name and its bytes are the personal part: a picture can show whose
    /// blood it is. One that is too large for an entry is several, each with a piece.
    AttachmentKept {
        /// SHA-256 of the whole, hexadecimal.
        0 digest: String,
        /// What it is by its content.
        1 media: MediaType,
        /// Bytes of the whole.
        2 size: u32,
        /// Which piece this is, from 0.
        3 piece: u32,
        /// Number of pieces.
        4 pieces: u32,
        /// The step that it was taken for.
        5 step: String,
        /// The input of that step.
        6 input: String,
    }

    /// The personal part of [`AttachmentKept`].
    AttachmentPart {
        /// Its name as typed.
        0 name: String,
        /// The bytes of this piece.
        #[cbor(with = "minicbor::bytes")]
        1 bytes: Vec<u8>,
    }
}
