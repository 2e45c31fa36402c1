//! From bytes to codes: a code ends with CR, LF, TAB or ETX, or where the scanner falls silent.

/// More than the longest message of any symbol; what runs longer is noise.
const LENGTH_MAX: usize = 8 * 1024;

/// Bytes of a code that has not ended.
#[derive(Debug, Default)]
pub struct Frames {
    pending: Vec<u8>,
    overrun: bool,
}

impl Frames {
    /// Takes what came and gives the codes that ended in it. Bytes that are no text stand as U+FFFD, so that the code is
    /// refused where it is read instead of being lost without a word.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<String> {
        let mut codes = Vec::new();
        for byte in bytes {
            match byte {
                b'\r' | b'\n' | b'\t' | 3 => codes.extend(self.end()),
                2 => self.pending.clear(),
                // Group separators and the like are part of a message.
                _ if self.pending.len() < LENGTH_MAX => self.pending.push(*byte),
                _ => self.overrun = true,
            }
        }
        codes
    }

    /// The code that ended because nothing more came.
    pub fn end(&mut self) -> Option<String> {
        let bytes = std::mem::take(&mut self.pending);
        let overrun = std::mem::take(&mut self.overrun);
        let text = String::from_utf8_lossy(&bytes).trim().to_owned();
        (!overrun && !text.is_empty()).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(chunks: &[&[u8]]) -> Vec<String> {
        let mut frames = Frames::default();
        let mut codes: Vec<String> = chunks.iter().flat_map(|chunk| frames.push(chunk)).collect();
        codes.extend(frames.end());
        codes
    }

    #[test]
    fn codes_end_in_many_ways() {
        assert_eq!(read(&[b"=A99992600012300\r\n"]), ["=A99992600012300"]);
        assert_eq!(
            read(&[b"=A9999", b"2600012300", b"\r", b"\n&pT01-R1-S1\t"]),
            ["=A99992600012300", "&pT01-R1-S1"]
        );
        assert_eq!(read(&[b"\x02&bBOX-1\x03\x02&bBOX-2\x03"]), ["&bBOX-1", "&bBOX-2"]);
        assert_eq!(read(&[b"=A99992600012300"]), ["=A99992600012300"]);
        assert_eq!(read(&[b"\r\n\r\n \t"]), [] as [&str; 0]);
    }

    #[test]
    fn noise_is_no_code() {
        assert_eq!(read(&[&[b'x'; LENGTH_MAX + 1], b"\r=A99992600012300\r"]), ["=A99992600012300"]);
        assert_eq!(read(&[b"=A\xff\xfe\r"]), ["=A\u{fffd}\u{fffd}"]);
    }
}
