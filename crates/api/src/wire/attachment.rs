//! Photos and files that are kept with units.

use domain::*;

wire! {
    /// Keeps a photo or a file with units, so that a step can name it.
    struct KeepAttachment {
        /// Which units; those of a run that is worked together at once.
        donations: Vec<DonationId>,
        /// The step's code.
        step: String,
        /// The input's code.
        input: String,
        /// Its name.
        name: String,
        /// Its bytes, base64.
        content: String,
    }

    /// A photo or a file as a step's value names it.
    struct AttachmentRef {
        /// SHA-256 of its bytes, hexadecimal.
        digest: String,
        /// What it is by its content.
        media: MediaType,
        /// Bytes.
        size: u32,
    }

    /// Asks for a photo or a file of a unit.
    struct AttachmentQuery {
        /// Which unit.
        donation: DonationId,
        /// SHA-256 of its bytes, hexadecimal.
        digest: String,
    }

    /// A photo or a file.
    struct AttachmentView {
        /// What it is.
        kept: AttachmentRef,
        /// When it was kept.
        at_ms: i64,
        /// By whom.
        by: String,
        /// Its name; none where this station may not hold it, or where it has not come here yet.
        name: Option<String>,
        /// Its bytes, base64; none likewise.
        content: Option<String>,
    }

    /// Asks for the picture of a step.
    struct PictureQuery {
        /// SHA-256 of the procedure's text, hexadecimal.
        digest: String,
        /// The step's code.
        step: String,
    }

    /// The picture of a step.
    struct PictureView {
        /// What it shows, in Chinese.
        zh: String,
        /// What it shows, in English.
        en: String,
        /// JPEG or PNG.
        media: MediaType,
        /// Its bytes, base64.
        content: String,
    }

    /// Says that a step has a picture.
    struct StepPictureRef {
        /// What it shows, in Chinese.
        zh: String,
        /// What it shows, in English.
        en: String,
        /// SHA-256 of the procedure's text, hexadecimal.
        digest: String,
    }
}
