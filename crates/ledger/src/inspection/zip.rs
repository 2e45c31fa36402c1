//! The one way in which an inspection file uses the zip format, so that each byte of the container follows from its
//! parts and none can be changed unseen: stored, ZIP64, one fixed date, no comment, parts one behind the other.
//!
//! Written by hand because libraries promise readable archives, not the same bytes for ever.

use std::io::{self, Read};

/// 45: readers need ZIP64.
const VERSION: u16 = 45;
/// Names are UTF-8.
const FLAGS: u16 = 0x0800;
/// 1980-01-01, the first day that the format knows.
const DATE: u16 = 0x0021;
const NAME_BYTES_MAX: usize = 100;
/// Length of a local header but for its name.
pub(super) const LOCAL_BYTES: u64 = 50;

/// What a local header says of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub name: String,
    pub bytes: u64,
    pub crc: u32,
}

fn put(out: &mut Vec<u8>, shorts: &[u16]) {
    shorts.iter().for_each(|short| out.extend(short.to_le_bytes()));
}

/// Signature, then what local header and directory say alike.
fn common(out: &mut Vec<u8>, part: &Part, extra_bytes: u16) {
    put(out, &[VERSION, FLAGS, 0, 0, DATE]);
    out.extend(part.crc.to_le_bytes());
    out.extend([0xff; 8]);
    put(out, &[u16::try_from(part.name.len()).unwrap_or(u16::MAX), extra_bytes]);
}

/// The header that stands before a part.
pub(super) fn local(part: &Part) -> Vec<u8> {
    let mut out = b"PK\x03\x04".to_vec();
    common(&mut out, part, 20);
    out.extend(part.name.as_bytes());
    put(&mut out, &[1, 16]);
    out.extend(part.bytes.to_le_bytes());
    out.extend(part.bytes.to_le_bytes());
    out
}

/// Everything behind the last part.
pub(super) fn directory(parts: &[Part]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut offset = 0u64;
    for part in parts {
        out.extend(b"PK\x01\x02");
        put(&mut out, &[VERSION]);
        common(&mut out, part, 28);
        // No comment, first disk, no attributes; the offset stands in the extra field.
        put(&mut out, &[0, 0, 0, 0, 0]);
        out.extend([0xff; 4]);
        out.extend(part.name.as_bytes());
        put(&mut out, &[1, 24]);
        for value in [part.bytes, part.bytes, offset] {
            out.extend(value.to_le_bytes());
        }
        offset += LOCAL_BYTES + part.name.len() as u64 + part.bytes;
    }
    let (count, size) = (parts.len() as u64, out.len() as u64);
    out.extend(b"PK\x06\x06");
    out.extend(44u64.to_le_bytes());
    put(&mut out, &[VERSION, VERSION]);
    out.extend([0; 8]);
    for value in [count, count, size, offset] {
        out.extend(value.to_le_bytes());
    }
    out.extend(b"PK\x06\x07");
    out.extend([0; 4]);
    out.extend((offset + size).to_le_bytes());
    out.extend(1u32.to_le_bytes());
    out.extend(b"PK\x05\x06");
    out.extend([0; 4]);
    out.extend([0xff; 12]);
    out.extend([0; 2]);
    out
}

/// Reads a local header; none where the bytes are not exactly what [`local`] writes.
pub(super) fn read_local(input: &mut impl Read) -> io::Result<Option<Part>> {
    let mut fixed = [0; 30];
    input.read_exact(&mut fixed)?;
    let length = usize::from(u16::from_le_bytes([fixed[26], fixed[27]]));
    if length > NAME_BYTES_MAX {
        return Ok(None);
    }
    let mut name = vec![0; length];
    input.read_exact(&mut name)?;
    let mut extra = [0; 20];
    input.read_exact(&mut extra)?;
    let [.., a, b, c, d, e, f, g, h] = extra;
    let Ok(name) = String::from_utf8(name) else { return Ok(None) };
    let part = Part {
        name,
        bytes: u64::from_le_bytes([a, b, c, d, e, f, g, h]),
        crc: u32::from_le_bytes([fixed[14], fixed[15], fixed[16], fixed[17]]),
    };
    let read = [fixed.as_slice(), part.name.as_bytes(), &extra].concat();
    Ok((read == local(&part)).then_some(part))
}
