//! CBOR with numbered fields, the one encoding of records.

use minicbor::{Decode, Encode};

pub(crate) fn encode<T: Encode<()>>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing into a vector cannot fail, and no record has an error of its own.
    let written = minicbor::encode(value, &mut bytes);
    debug_assert!(written.is_ok());
    bytes
}

pub(crate) fn decode<'b, T: Decode<'b, ()>>(bytes: &'b [u8]) -> Result<T, String> {
    let mut decoder = minicbor::Decoder::new(bytes);
    let value = decoder.decode().map_err(|e| e.to_string())?;
    if decoder.position() == bytes.len() { Ok(value) } else { Err("bytes beyond the end".to_owned()) }
}
