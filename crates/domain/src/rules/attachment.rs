//! Photos and files that are kept with a unit: what they are by their content, and how large they may be.

use crate::MediaType;

/// The largest photo, bytes. The window scales what a camera gives to less.
pub const PHOTO_BYTES_MAX: usize = 600 * 1024;
/// The largest file, bytes.
pub const FILE_BYTES_MAX: usize = 2 * 1024 * 1024;
/// The most bytes of one in a single entry: an entry with its header has to stay under the wire's 1 MiB.
pub const PIECE_BYTES_MAX: usize = 700 * 1024;

const JPEG: &[u8] = &[0xff, 0xd8, 0xff];
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const PDF: &[u8] = b"%PDF-";
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

impl MediaType {
    /// What the bytes are, whatever the file is called; none for everything that is not kept.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(JPEG) {
            return Some(Self::Jpeg);
        }
        if bytes.starts_with(PNG) {
            return Some(Self::Png);
        }
        if bytes.starts_with(PDF) {
            return Some(Self::Pdf);
        }
        if !is_text(bytes) {
            return None;
        }
        Some(if is_table(bytes) { Self::Csv } else { Self::Text })
    }

    /// The name on the wire and in browsers.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
            Self::Csv => "text/csv",
            Self::Text => "text/plain",
        }
    }

    /// The word in records' JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Pdf => "pdf",
            Self::Csv => "csv",
            Self::Text => "text",
        }
    }

    /// Whether it can be shown as a picture.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png)
    }
}

/// Text in any encoding that keeps ASCII, such as UTF-8 or GB 18030: no control characters but tabs and line ends.
fn is_text(bytes: &[u8]) -> bool {
    let bad = |byte: &u8| (*byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')) || *byte == 0x7f;
    !bytes.iter().all(u8::is_ascii_whitespace) && !bytes.iter().any(bad)
}

/// Two lines or more, each with the same separator equally often.
fn is_table(bytes: &[u8]) -> bool {
    let lines = || {
        let lines = bytes.split(|byte| matches!(byte, b'\n' | b'\r'));
        lines.filter(|line| !line.iter().all(u8::is_ascii_whitespace))
    };
    SEPARATORS.iter().any(|separator| {
        let mut counts = lines().map(|line| separators_of(line, *separator));
        let first = counts.next().unwrap_or_default();
        first > 0 && lines().nth(1).is_some() && counts.all(|count| count == first)
    })
}

/// How often a separator stands in a line outside quotation marks.
fn separators_of(line: &[u8], separator: u8) -> usize {
    let mut quoted = false;
    let separates = |byte: &&u8| {
        quoted ^= **byte == b'"';
        !quoted && **byte == separator
    };
    line.iter().filter(separates).count()
}
