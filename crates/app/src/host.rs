//! What the use cases need of the machine: clocks and random numbers.

use std::sync::OnceLock;
use std::time::Instant;

/// The machine as the use cases see it.
pub trait Host: Send + Sync {
    /// Wall clock, ms since 1970-01-01 UTC.
    fn now_ms(&self) -> i64;
    /// Milliseconds since some fixed moment of this boot; never runs backwards.
    fn monotonic_ms(&self) -> u64;
    /// Names this boot.
    fn boot(&self) -> [u8; 16];
    /// Fills a buffer with secret random bytes.
    fn random(&self, buffer: &mut [u8]);
}

/// The real machine.
#[derive(Debug, Default)]
pub struct SystemHost {
    boot: OnceLock<[u8; 16]>,
    start: OnceLock<Instant>,
}

#[expect(clippy::disallowed_methods, reason = "the one adapter of the ports for clocks and random numbers")]
impl Host for SystemHost {
    fn now_ms(&self) -> i64 {
        jiff::Timestamp::now().as_millisecond()
    }

    fn monotonic_ms(&self) -> u64 {
        let start = *self.start.get_or_init(Instant::now);
        u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn boot(&self) -> [u8; 16] {
        // The monotonic clock above starts with the process, so the process is the boot that it belongs to.
        *self.boot.get_or_init(|| {
            let mut id = [0; 16];
            self.random(&mut id);
            id
        })
    }

    #[expect(
        clippy::expect_used,
        reason = "without a source of random numbers no identifier or key can be made"
    )]
    fn random(&self, buffer: &mut [u8]) {
        getrandom::fill(buffer).expect("the operating system gives random numbers");
    }
}

impl dyn Host + '_ {
    /// A fresh identifier.
    pub(crate) fn id(&self) -> [u8; 16] {
        let mut id = [0; 16];
        self.random(&mut id);
        id
    }

    /// Fresh random bytes.
    pub(crate) fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.random(&mut bytes);
        bytes
    }
}
