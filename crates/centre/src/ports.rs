//! The two things that make a run differ from the next: time and chance. Given as arguments, so that tests choose them.

use std::time::UNIX_EPOCH;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Wall clock, milliseconds since 1970-01-01 UTC.
    fn now_ms(&self) -> i64;
}

/// Draws random bytes fit for secrets.
pub trait Random: Send + Sync {
    /// Fills the buffer.
    ///
    /// # Errors
    /// Where the system has none to give.
    fn fill(&self, buffer: &mut [u8]) -> std::io::Result<()>;
}

/// The operating system's clock and random numbers.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Clock for System {
    #[expect(clippy::disallowed_methods, reason = "this is the port's one adapter")]
    fn now_ms(&self) -> i64 {
        let since = std::time::SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }
}

impl Random for System {
    #[expect(clippy::disallowed_methods, reason = "this is the port's one adapter")]
    fn fill(&self, buffer: &mut [u8]) -> std::io::Result<()> {
        getrandom::fill(buffer).map_err(std::io::Error::other)
    }
}
