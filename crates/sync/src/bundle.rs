//! Pages in a file, for a USB stick: the same proofs as on the wire.
//!
//! Layout: 16 bytes of magic, then frames of a 4-byte big-endian length and a [page](crate::page) of that many bytes,
//! then a frame of length 0 and 32 bytes: the hash over all before. A file without that end was torn, and says so.

use crate::limits::COMPRESSED_BYTES_MAX;
use crate::page::{self, PageError};
use crate::{FeedPage, Receipt, Refusal, Scope, UploadPage, list};
use ledger::{BankId, Digest, SiteId, StationId};
use minicbor::{Decode, Encode};
use std::io::{Read, Write};

const MAGIC: &[u8; 16] = b"cordkeep.sync.1\n";
const TAG: &str = "cordkeep.bundle.v1";

/// One page in a bundle.
#[expect(clippy::large_enum_variant, reason = "one of them is in memory at a time")]
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum BundlePage {
    /// For the centre.
    #[n(0)]
    Upload(#[n(0)] UploadPage),
    /// From the centre.
    #[n(1)]
    Feed {
        /// As the centre signed it.
        #[n(0)]
        page: FeedPage,
        /// What stands in the feed before it, where the writer knows: tells two numberings of the feed apart.
        #[n(1)]
        before: Option<u64>,
    },
    /// From the centre, for the station that uploaded.
    #[n(2)]
    Receipt(#[n(0)] Receipt),
    /// Who wrote the bundle; the first page of each. Unsigned: what it says decides what is refused at once and where the next
    /// bundle begins, and proves nothing.
    #[n(3)]
    Cover {
        /// Owner.
        #[n(0)]
        bank: BankId,
        /// Where the writer stands.
        #[n(1)]
        site: SiteId,
        /// The writer.
        #[n(2)]
        station: StationId,
        /// The writer's wall clock, milliseconds since 1970-01-01 UTC.
        #[n(3)]
        time_ms: i64,
        /// The feeds that the writer follows, and the last position that it holds of each.
        #[cbor(n(4), decode_with = "list::decode")]
        holds: Vec<(Scope, u64)>,
    },
    /// The centre did not take what was carried for a station. Unsigned, as the centre's refusals are.
    #[n(4)]
    Returned {
        /// Whose pages.
        #[n(0)]
        station: StationId,
        /// The centre's refusal.
        #[n(1)]
        refusal: Refusal,
    },
}

/// Why a bundle cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// The file system's own trouble.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// Not a bundle, or of a later version.
    #[error("not a bundle of this version")]
    Magic,
    /// A page cannot be read, or is too large.
    #[error(transparent)]
    Page(#[from] PageError),
    /// The file ends too early, or bytes were changed.
    #[error("the bundle was torn or changed")]
    Torn,
}

/// Writes a bundle page by page.
pub struct Writer<W> {
    out: W,
    digest: Digest,
}

impl<W: Write> Writer<W> {
    /// Starts a bundle.
    ///
    /// # Errors
    /// [`BundleError::Io`].
    pub fn new(out: W) -> Result<Self, BundleError> {
        let mut writer = Self { out, digest: Digest::new(TAG) };
        writer.put(MAGIC)?;
        Ok(writer)
    }

    /// Adds a page.
    ///
    /// # Errors
    /// [`BundleError::Page`] where it breaks a limit; [`BundleError::Io`].
    pub fn page(&mut self, page: &BundlePage) -> Result<(), BundleError> {
        let bytes = page::encode(page)?;
        let too_large = || PageError::TooLarge { limit: COMPRESSED_BYTES_MAX };
        let length = u32::try_from(bytes.len()).map_err(|_| too_large())?;
        self.put(&length.to_be_bytes())?;
        self.put(&bytes)
    }

    /// Ends the bundle and gives the file back, flushed but not yet forced to disk.
    ///
    /// # Errors
    /// [`BundleError::Io`].
    pub fn finish(mut self) -> Result<W, BundleError> {
        self.put(&[0; 4])?;
        self.out.write_all(self.digest.finish().bytes())?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), BundleError> {
        self.digest.update(bytes);
        Ok(self.out.write_all(bytes)?)
    }
}

/// Reads a bundle page by page, in the memory of one page. Each page carries its own proof; the end proves only that
/// no page is missing, so pages before a tear may be used.
pub struct Reader<R> {
    input: R,
    digest: Digest,
}

impl<R: Read> Reader<R> {
    /// Opens a bundle.
    ///
    /// # Errors
    /// [`BundleError::Magic`], [`BundleError::Torn`], [`BundleError::Io`].
    pub fn new(input: R) -> Result<Self, BundleError> {
        let mut reader = Self { input, digest: Digest::new(TAG) };
        let mut magic = [0; MAGIC.len()];
        reader.fill(&mut magic)?;
        if &magic == MAGIC { Ok(reader) } else { Err(BundleError::Magic) }
    }

    /// The next page; none at the proper end.
    ///
    /// # Errors
    /// [`BundleError::Torn`] where the file ends too early or was changed, and any other [`BundleError`].
    pub fn page(&mut self) -> Result<Option<BundlePage>, BundleError> {
        let mut length = [0; 4];
        self.fill(&mut length)?;
        let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
        if length == 0 {
            let found = std::mem::replace(&mut self.digest, Digest::new(TAG)).finish();
            let mut stored = [0; 32];
            self.input.read_exact(&mut stored).map_err(torn)?;
            return if &stored == found.bytes() { Ok(None) } else { Err(BundleError::Torn) };
        }
        if length > COMPRESSED_BYTES_MAX {
            return Err(PageError::TooLarge { limit: COMPRESSED_BYTES_MAX }.into());
        }
        let mut bytes = vec![0; length];
        self.fill(&mut bytes)?;
        Ok(Some(page::decode(&bytes)?))
    }

    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), BundleError> {
        self.input.read_exact(buffer).map_err(torn)?;
        self.digest.update(buffer);
        Ok(())
    }
}

fn torn(e: std::io::Error) -> BundleError {
    if e.kind() == std::io::ErrorKind::UnexpectedEof { BundleError::Torn } else { BundleError::Io(e) }
}

#[cfg(test)]
mod tests;
