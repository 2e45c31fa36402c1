//! The greatest sizes of everything on the wire. Both sides refuse what is larger.

/// One entry: header, body and personal part together, bytes.
pub const ENTRY_BYTES_MAX: usize = 1024 * 1024;
/// Entries in one page, up or down.
pub const PAGE_ENTRIES_MAX: usize = 500;
/// Checkpoints in one page: at most one for each entry.
pub const PAGE_CHECKPOINTS_MAX: usize = PAGE_ENTRIES_MAX;
/// Items that are read of any list in a message: far more than a list may have, so that a page with too many entries is still
/// told so, and few enough that a message of empty items takes no more memory than its own bytes.
pub const LIST_ITEMS_MAX: usize = 2 * PAGE_ENTRIES_MAX;
/// One uncompressed message, bytes.
pub const MESSAGE_BYTES_MAX: usize = 4 * 1024 * 1024;
/// One compressed message, bytes. Data that does not compress grows by a few bytes.
pub const COMPRESSED_BYTES_MAX: usize = MESSAGE_BYTES_MAX + 64 * 1024;
/// What a sender fills a page up to, bytes of encoded entries: leaves room for checkpoints and framing.
pub const PAGE_FILL_BYTES: usize = 3 * 1024 * 1024;
/// What the slowest line carries that the time for a message allows for, bytes a second.
pub const LINE_BYTES_S_MIN: u64 = 16 * 1024;
/// How long a message may take beyond what its bytes need on such a line, seconds.
pub const PATIENCE_S: u64 = 30;
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

/// How long so many bytes are on the way on the slowest line that is allowed for, seconds.
#[must_use]
pub const fn transfer_s(bytes: usize) -> u64 {
    (bytes as u64).div_ceil(LINE_BYTES_S_MIN)
}

/// What a sender fills a page up to after so many failures in a row, bytes: a line that did not carry a whole page may
/// carry a smaller one.
#[must_use]
pub fn fill_bytes(failures: u32) -> usize {
    PAGE_FILL_BYTES.checked_shr(failures).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_falls_and_its_time_rises() {
        assert_eq!([0, 1, 3].map(fill_bytes), [3 << 20, 3 << 19, 3 << 17]);
        assert_eq!((fill_bytes(22), fill_bytes(u32::MAX)), (0, 0));
        assert_eq!([0, 1, 16 * 1024, PAGE_FILL_BYTES].map(transfer_s), [0, 1, 1, 192]);
        // A captured request is worth something for longer than the largest takes.
        let longest_ms = (PATIENCE_S + transfer_s(COMPRESSED_BYTES_MAX)) * 1000;
        assert!(i64::try_from(longest_ms).unwrap() < REQUEST_AGE_MS_MAX);
    }
}
