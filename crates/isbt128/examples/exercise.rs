//! Reads many seeded texts and says how fast, as JSON: `cargo run --release -p isbt128 --example exercise -- 10000000 1`.
//!
//! Ends with 1 at the first answer that does not hold what the reader promises. Making texts and verifying answers is not
//! in the time.

#![expect(clippy::print_stdout, reason = "a program for a terminal")]

use std::process::ExitCode;
use std::time::{Duration, Instant};

use isbt128::exercise::{Exercise, verify};
use isbt128::parse_scan;

const BATCH: usize = 10_000;

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let mut number = |default: u64| arguments.next().and_then(|text| text.parse().ok()).unwrap_or(default);
    let (count, seed) = (number(1_000_000), number(1));
    let mut texts = Exercise::new(seed);
    let (mut done, mut bytes, mut accepted, mut spent) = (0_u64, 0_u64, 0_u64, Duration::ZERO);
    let mut slowest = Duration::ZERO;
    while done < count {
        let batch: Vec<String> =
            texts.by_ref().take(BATCH.min(usize::try_from(count - done).unwrap_or(BATCH))).collect();
        let start = Instant::now();
        let answers: Vec<_> = batch.iter().map(|text| parse_scan(text)).collect();
        let took = start.elapsed();
        spent += took;
        slowest = slowest.max(took / u32::try_from(batch.len()).unwrap_or(1));
        for (text, answer) in batch.iter().zip(&answers) {
            if let Err(wrong) = verify(text, answer) {
                println!("{{\"text\": {text:?}, \"wrong\": {wrong:?}}}");
                return ExitCode::FAILURE;
            }
            bytes += text.len() as u64;
            accepted += u64::from(answer.is_ok());
        }
        done += batch.len() as u64;
    }
    let seconds = spent.as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "figures for people")]
    let (megabytes_per_s, us_per_scan) = (bytes as f64 / 1e6 / seconds, seconds * 1e6 / done as f64);
    println!(
        "{{\"scans\": {done}, \"seed\": {seed}, \"accepted\": {accepted}, \"refused\": {}, \"bytes\": {bytes}, \
         \"seconds\": {seconds:.3}, \"mb_per_s\": {megabytes_per_s:.1}, \"us_per_scan\": {us_per_scan:.4}, \
         \"us_per_scan_slowest_batch\": {:.4}}}",
        done - accepted,
        slowest.as_secs_f64() * 1e6
    );
    ExitCode::SUCCESS
}
