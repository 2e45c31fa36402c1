//! What the bare machine does.

use crate::number;
use app::Figure;
use ledger::SigningKey;
use std::time::Instant;

/// Signatures that one core verifies in a second.
pub fn verifications() -> Figure {
    const COUNT: usize = 5_000;
    let key = SigningKey::from_seed(&[7; 32]);
    let (public, message) = (key.public(), [0x5a; 96]);
    let signature = key.sign("bench", &message);
    let start = Instant::now();
    let good = (0..COUNT).filter(|_| public.verifies("bench", &message, &signature)).count();
    Figure::of("signatures verified by one core", number(good) / start.elapsed().as_secs_f64(), "/s")
}
