//! Messages as bytes: CBOR in one zstd frame, bounded in both directions.

mod depth;

use crate::limits::{COMPRESSED_BYTES_MAX, MESSAGE_BYTES_MAX, WINDOW_LOG_MAX};
use std::io::Read as _;

/// The content type of every message.
pub const CONTENT_TYPE: &str = "application/vnd.cordkeep.v1+zstd";

const LEVEL: i32 = 3;

/// Bytes are no message, or one beyond the limits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// Larger than allowed, compressed or not.
    #[error("the message is larger than {limit} bytes")]
    TooLarge {
        /// The limit that it breaks, bytes.
        limit: usize,
    },
    /// Not one whole zstd frame.
    #[error("not a zstd frame: {0}")]
    Compression(String),
    /// Not the CBOR that was expected.
    #[error("not the expected message: {0}")]
    Cbor(String),
}

/// A message as plain CBOR; what signatures are made over.
pub(crate) fn cbor<T: minicbor::Encode<()>>(message: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing into a vector has no error (`Infallible`), and our types fail on none of their own.
    let written = minicbor::encode(message, &mut bytes);
    debug_assert!(written.is_ok());
    bytes
}

/// Writes a message for the wire or a file.
///
/// # Errors
/// [`PageError::TooLarge`] where the message breaks the limit, so that a sender hears it before the receiver does.
pub fn encode<T: minicbor::Encode<()>>(message: &T) -> Result<Vec<u8>, PageError> {
    let plain = cbor(message);
    if plain.len() > MESSAGE_BYTES_MAX {
        return Err(PageError::TooLarge { limit: MESSAGE_BYTES_MAX });
    }
    zstd::stream::encode_all(plain.as_slice(), LEVEL).map_err(|e| PageError::Compression(e.to_string()))
}

/// Reads a message that [`encode`] wrote. Never takes more memory than the limits, whatever the bytes claim.
///
/// # Errors
/// Any [`PageError`]. Bytes behind the message are an error; array fields that this build does not know are not.
pub fn decode<T: for<'b> minicbor::Decode<'b, ()>>(bytes: &[u8]) -> Result<T, PageError> {
    let plain = decompress(bytes)?;
    if depth::is_too_deep(&plain) {
        return Err(PageError::Cbor(format!("nested deeper than {}", depth::DEPTH_MAX)));
    }
    let mut decoder = minicbor::Decoder::new(&plain);
    let message = decoder.decode().map_err(|e| PageError::Cbor(e.to_string()))?;
    match plain.len() - decoder.position() {
        0 => Ok(message),
        surplus => Err(PageError::Cbor(format!("{surplus} bytes too many"))),
    }
}

fn decompress(bytes: &[u8]) -> Result<Vec<u8>, PageError> {
    if bytes.len() > COMPRESSED_BYTES_MAX {
        return Err(PageError::TooLarge { limit: COMPRESSED_BYTES_MAX });
    }
    let broken = |e: std::io::Error| PageError::Compression(e.to_string());
    let mut decoder = zstd::stream::read::Decoder::with_buffer(bytes).map_err(broken)?;
    decoder.window_log_max(WINDOW_LOG_MAX).map_err(broken)?;
    let mut plain = Vec::new();
    let limit = u64::try_from(MESSAGE_BYTES_MAX).unwrap_or(u64::MAX);
    decoder.take(limit + 1).read_to_end(&mut plain).map_err(broken)?;
    if plain.len() > MESSAGE_BYTES_MAX {
        return Err(PageError::TooLarge { limit: MESSAGE_BYTES_MAX });
    }
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Code, Refusal};
    use proptest::prelude::*;

    #[test]
    fn a_message_comes_back() {
        let refusal = Refusal::new(Code::Gap).with("expected", 7);
        assert_eq!(decode::<Refusal>(&encode(&refusal).unwrap()), Ok(refusal));
    }

    #[test]
    fn a_bomb_is_refused() {
        let bomb = zstd::stream::encode_all(std::io::repeat(0).take(1 << 30), 1).unwrap();
        assert!(bomb.len() < COMPRESSED_BYTES_MAX);
        assert_eq!(decode::<Refusal>(&bomb), Err(PageError::TooLarge { limit: MESSAGE_BYTES_MAX }));
    }

    #[test]
    fn deep_nesting_is_refused_without_recursion() {
        let nested = zstd::stream::encode_all(vec![0x81; MESSAGE_BYTES_MAX].as_slice(), 1).unwrap();
        assert!(matches!(decode::<Refusal>(&nested), Err(PageError::Cbor(_))));
    }

    #[test]
    fn a_cut_message_is_refused_at_every_byte() {
        let whole = encode(&Refusal::new(Code::Gap).with("expected", 7)).unwrap();
        for cut in 0..whole.len() {
            assert!(decode::<Refusal>(&whole[..cut]).is_err(), "cut at {cut}");
        }
    }

    proptest! {
        #[test]
        fn noise_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = decode::<Refusal>(&bytes);
        }
    }
}
