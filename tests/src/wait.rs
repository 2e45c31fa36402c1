//! Waiting on conditions.

use std::{thread, time::Duration};

use anyhow::bail;

const PAUSE: Duration = Duration::from_millis(50);

/// Two minutes and more. A busy machine of two cores opens a window in several seconds; one whose disk stalls, or that
/// reads a browser from a cold disk for the first time, has been seen to take more than half a minute.
const TRIES_MAX: u32 = 2_400;

/// Asks until there is an answer; says what was waited for when there is none. An error counts as "not yet".
pub fn until<T>(what: &str, mut ask: impl FnMut() -> anyhow::Result<Option<T>>) -> anyhow::Result<T> {
    let mut last = String::from("it never came");
    for _ in 0..TRIES_MAX {
        match ask() {
            Ok(Some(answer)) => return Ok(answer),
            Ok(None) => {}
            Err(error) => last = format!("{error:#}"),
        }
        thread::sleep(PAUSE);
    }
    bail!("waited for {what}: {last}")
}
