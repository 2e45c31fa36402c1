//! Text of a file that another program wrote.

use encoding_rs::GB18030;

/// UTF-8, with or without its mark, or what Chinese systems write otherwise: GBK, of which GB 18030 is the whole.
pub(crate) fn decode(bytes: &[u8]) -> Option<(&'static str, String)> {
    let plain = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let (encoding, text) = match std::str::from_utf8(plain) {
        Ok(text) => ("UTF-8", text.to_owned()),
        Err(_) => {
            let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
            ("GBK", text.into_owned())
        }
    };
    // A workbook or another binary file may pass for either. Line ends of any system count as one.
    (!text.contains('\0')).then(|| (encoding, text.replace("\r\n", "\n").replace('\r', "\n")))
}
