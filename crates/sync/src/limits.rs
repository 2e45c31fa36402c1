//! The greatest sizes of everything on the wire. Both sides refuse what is larger.

/// One entry: header, body and personal part together, bytes.
pub const ENTRY_BYTES_MAX: usize = 1024 * 1024;
/// Entries in one page, up or down.
pub const PAGE_ENTRIES_MAX: usize = 500;
/// Checkpoints in one page: at most one for each entry.
pub const PAGE_CHECKPOINTS_MAX: usize = PAGE_ENTRIES_MAX;
/// One uncompressed message, bytes.
pub const MESSAGE_BYTES_MAX: usize = 4 * 1024 * 1024;
/// One compressed message, bytes. Data that does not compress grows by a few bytes.
pub const COMPRESSED_BYTES_MAX: usize = MESSAGE_BYTES_MAX + 64 * 1024;
/// What a sender fills a page up to, bytes of encoded entries: leaves room for checkpoints and framing.
pub const PAGE_FILL_BYTES: usize = 3 * 1024 * 1024;
/// The name of a station, bytes of UTF-8.
pub const STATION_NAME_BYTES_MAX: usize = 200;
/// An enrolment code as typed, bytes.
pub const CODE_BYTES_MAX: usize = 64;
/// How long the centre may hold a feed request open while there is nothing new, seconds.
pub const WAIT_S_MAX: u64 = 30;
/// How far the time of a signed request may lie from the centre's own clock, milliseconds.
pub const REQUEST_AGE_MS_MAX: i64 = 10 * 60 * 1000;
/// Window of the decompressor as a power of two: bounds its memory to 8 MiB.
pub(crate) const WINDOW_LOG_MAX: u32 = 23;
/// Stations that one continues, restored from backup after backup before it could enrol.
pub const CONTINUATIONS_MAX: usize = 32;
