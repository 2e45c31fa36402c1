//! A stream under a passphrase, for files that travel: Argon2id as for the station's own keys, then XChaCha20-Poly1305 piece
//! by piece (the STREAM construction), so that no piece can be changed, moved or left out unnoticed.
//!
//! Layout: 16 bytes of magic, 16 of salt, 19 of nonce; an empty piece, which tells a wrong passphrase from damage; then
//! pieces of 64 KiB, the last one shorter or equal. Each piece has its tag of 16 bytes behind it.

use crate::keyfile::cipher;
use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::stream::{DecryptorBE32, EncryptorBE32};
use std::io::{Error, ErrorKind, Read, Write};

const MAGIC: &[u8; 16] = b"cordkeep.seal.1\n";
const PIECE: usize = 64 * 1024;
const TAG: usize = 16;

/// Why a sealed stream does not open.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// Reading or writing failed.
    #[error(transparent)]
    Io(#[from] Error),
    /// Not a sealed stream of this version.
    #[error("not a sealed file of this version")]
    Magic,
    /// The passphrase is another one, or the first 67 bytes were changed: one cannot tell.
    #[error("the passphrase does not open it")]
    Locked,
    /// The algorithms refuse their parameters.
    #[error("the file cannot be sealed: {0}")]
    Cipher(String),
}

/// The key of the streams of one passphrase and one salt. To make it takes time and memory on purpose.
#[derive(Clone)]
pub struct SealKey(XChaCha20Poly1305);

impl SealKey {
    /// Stretches a passphrase.
    ///
    /// # Errors
    /// [`SealError::Cipher`].
    pub fn stretch(passphrase: &str, salt: &[u8; 16]) -> Result<Self, SealError> {
        cipher(passphrase, salt).map(Self).map_err(|error| SealError::Cipher(error.to_string()))
    }
}

/// Whether this begins as a sealed stream does.
pub fn is_sealed(mut input: impl Read) -> bool {
    let mut magic = [0; 16];
    input.read_exact(&mut magic).is_ok() && &magic == MAGIC
}

/// Seals what is written to it.
pub struct SealWriter<W> {
    out: W,
    stream: EncryptorBE32<XChaCha20Poly1305>,
    piece: Vec<u8>,
}

impl<W: Write> SealWriter<W> {
    /// Begins a stream; `random` is fresh.
    ///
    /// # Errors
    /// [`SealError`].
    pub fn new(mut out: W, passphrase: &str, random: [u8; 35]) -> Result<Self, SealError> {
        let (mut salt, mut nonce) = ([0; 16], [0; 19]);
        for (to, from) in salt.iter_mut().chain(nonce.iter_mut()).zip(random) {
            *to = from;
        }
        let mut stream = EncryptorBE32::from_aead(SealKey::stretch(passphrase, &salt)?.0, (&nonce).into());
        out.write_all(MAGIC)?;
        out.write_all(&salt)?;
        out.write_all(&nonce)?;
        out.write_all(&stream.encrypt_next(&[][..]).map_err(too_long)?)?;
        Ok(Self { out, stream, piece: Vec::with_capacity(PIECE) })
    }

    /// Ends the stream and gives the output back. A stream that is dropped without it does not open to its end.
    ///
    /// # Errors
    /// The output's.
    pub fn finish(mut self) -> Result<W, Error> {
        let sealed = self.stream.encrypt_last(self.piece.as_slice()).map_err(too_long)?;
        self.out.write_all(&sealed)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

impl<W: Write> Write for SealWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize, Error> {
        // Only once more follows: the last piece is sealed as such.
        if self.piece.len() == PIECE && !bytes.is_empty() {
            let sealed = self.stream.encrypt_next(self.piece.as_slice()).map_err(too_long)?;
            self.out.write_all(&sealed)?;
            self.piece.clear();
        }
        let taken = bytes.len().min(PIECE - self.piece.len());
        self.piece.extend(bytes.iter().take(taken));
        Ok(taken)
    }

    fn flush(&mut self) -> Result<(), Error> {
        self.out.flush()
    }
}

/// Opens what a [`SealWriter`] wrote. What is cut or changed anywhere is an error of kind `InvalidData`, or `UnexpectedEof` before the first piece.
pub struct SealReader<R> {
    input: R,
    stream: Option<DecryptorBE32<XChaCha20Poly1305>>,
    /// The bytes of the next piece, sealed: one is read ahead to know which is the last.
    ahead: Vec<u8>,
    clear: std::io::Cursor<Vec<u8>>,
}

impl<R: Read> SealReader<R> {
    /// Opens a stream.
    ///
    /// # Errors
    /// [`SealError`].
    pub fn new(input: R, passphrase: &str) -> Result<Self, SealError> {
        Self::with_key(input, |salt| SealKey::stretch(passphrase, salt))
    }

    /// Opens a stream with the key that there is for its salt.
    ///
    /// # Errors
    /// [`SealError`], or why there is no key.
    pub fn with_key(
        mut input: R,
        key: impl FnOnce(&[u8; 16]) -> Result<SealKey, SealError>,
    ) -> Result<Self, SealError> {
        let (mut magic, mut salt, mut nonce) = ([0; 16], [0; 16], [0; 19]);
        input.read_exact(&mut magic)?;
        if &magic != MAGIC {
            return Err(SealError::Magic);
        }
        input.read_exact(&mut salt)?;
        input.read_exact(&mut nonce)?;
        let mut check = [0; TAG];
        input.read_exact(&mut check)?;
        let mut stream = DecryptorBE32::from_aead(key(&salt)?.0, (&nonce).into());
        stream.decrypt_next(check.as_slice()).map_err(|_| SealError::Locked)?;
        let mut reader =
            Self { input, stream: Some(stream), ahead: Vec::new(), clear: std::io::Cursor::default() };
        reader.ahead = reader.sealed_piece()?;
        Ok(reader)
    }

    fn sealed_piece(&mut self) -> Result<Vec<u8>, Error> {
        let mut piece = Vec::new();
        let limit = u64::try_from(PIECE + TAG).unwrap_or(u64::MAX);
        self.input.by_ref().take(limit).read_to_end(&mut piece)?;
        Ok(piece)
    }

    /// Opens the next piece; answers whether there was one.
    fn open(&mut self) -> Result<bool, Error> {
        let Some(mut stream) = self.stream.take() else { return Ok(false) };
        let next = self.sealed_piece()?;
        let sealed = std::mem::replace(&mut self.ahead, next);
        let clear = if self.ahead.is_empty() {
            stream.decrypt_last(sealed.as_slice())
        } else {
            let clear = stream.decrypt_next(sealed.as_slice());
            self.stream = Some(stream);
            clear
        };
        let clear = clear.map_err(|_| Error::from(ErrorKind::InvalidData))?;
        self.clear = std::io::Cursor::new(clear);
        Ok(true)
    }
}

impl<R: Read> Read for SealReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Error> {
        loop {
            let count = self.clear.read(buffer)?;
            if count > 0 || buffer.is_empty() || !self.open()? {
                return Ok(count);
            }
        }
    }
}

fn too_long(_: chacha20poly1305::Error) -> Error {
    Error::from(ErrorKind::FileTooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "winter cherry";
    const BEGIN: usize = 16 + 16 + 19 + TAG;

    fn sealed(clear: &[u8]) -> Vec<u8> {
        let mut writer = SealWriter::new(Vec::new(), SECRET, [7; 35]).unwrap();
        writer.write_all(clear).unwrap();
        writer.finish().unwrap()
    }

    fn opened(bytes: &[u8], passphrase: &str) -> Result<Vec<u8>, SealError> {
        let mut clear = Vec::new();
        SealReader::new(bytes, passphrase)?.read_to_end(&mut clear)?;
        Ok(clear)
    }

    fn text(length: usize) -> Vec<u8> {
        (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect()
    }

    #[test]
    fn what_was_sealed_opens_whatever_its_length() {
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 5] {
            let bytes = sealed(&text(length));
            assert_eq!(opened(&bytes, SECRET).unwrap(), text(length), "{length}");
            assert_eq!(bytes.len(), BEGIN + length + TAG * length.div_ceil(PIECE).max(1));
        }
    }

    #[test]
    fn nothing_of_it_is_readable_without_the_passphrase() {
        let name = "王小红".as_bytes();
        let bytes = sealed(&name.repeat(10));
        assert!(!bytes.windows(name.len()).any(|window| window == name));
        let error = opened(&bytes, "winter cherries").unwrap_err();
        assert!(matches!(error, SealError::Locked), "{error}");
    }

    #[test]
    fn what_is_cut_changed_or_put_together_otherwise_does_not_open() {
        let whole = sealed(&text(2 * PIECE + 5));
        let piece = PIECE + TAG;
        let ends = [
            0,
            15,
            16,
            31,
            50,
            52,
            BEGIN,
            BEGIN + 1,
            BEGIN + TAG,
            BEGIN + piece,
            BEGIN + 2 * piece,
            whole.len() - 1,
        ];
        for end in ends {
            let found = opened(&whole[..end], SECRET).unwrap_err();
            let SealError::Io(found) = found else { panic!("cut at {end}: {found}") };
            assert!(
                matches!(found.kind(), ErrorKind::UnexpectedEof | ErrorKind::InvalidData),
                "cut at {end}: {found}"
            );
        }
        for at in [0, 16, 32, 51, BEGIN, BEGIN + PIECE, BEGIN + piece, whole.len() - 1] {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            assert!(opened(&changed, SECRET).is_err(), "changed at {at}");
        }
        let swapped = [
            &whole[..BEGIN],
            &whole[BEGIN + piece..BEGIN + 2 * piece],
            &whole[BEGIN..BEGIN + piece],
            &whole[BEGIN + 2 * piece..],
        ];
        assert!(opened(&swapped.concat(), SECRET).is_err(), "pieces swapped");
        let without = [&whole[..BEGIN + piece], &whole[BEGIN + 2 * piece..]];
        assert!(opened(&without.concat(), SECRET).is_err(), "a piece left out");
        assert!(opened(&[&whole[..], b"more"].concat(), SECRET).is_err(), "more behind it");
    }
}
