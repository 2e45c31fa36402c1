//! Healing: everything works again, and all exchange until nothing moves.

use super::World;
use crate::Fault;
use crate::schedule::Weather;

/// Rounds of exchange after which all must be said: what one brings up, the next brings down.
const ROUNDS_MAX: u32 = 12;
/// Longer than any message is on its way, milliseconds.
const ROUND_MS: u64 = 3_000;

impl World {
    /// Ends all trouble and waits until nothing moves.
    pub(super) fn heal(&mut self) -> Result<(), Fault> {
        self.weather = Weather { delay_ms_max: 5, ..Weather::default() };
        self.centre.down_until_ms = 0;
        self.enrol_again();
        self.note(|| "all heals".to_owned());
        // What was on its way comes late or never; nobody waits for it any more.
        for index in 0..self.stations.len() {
            if let Some(station) = self.stations.get_mut(index) {
                (station.cut_until_ms, station.deaf_until_ms, station.power_cut_ms) = (0, 0, None);
            }
            self.starts(index)?;
            if let Some(request) = self.stations.get(index).and_then(|s| Some(s.waiting.as_ref()?.request)) {
                self.gives_up(index, request)?;
            }
        }
        let mut before = None;
        for _ in 0..ROUNDS_MAX {
            for index in 0..self.stations.len() {
                if let Some(station) = self.stations.get_mut(index) {
                    station.exchange.hurry();
                }
                self.wake(index, self.now_ms);
            }
            self.until(self.now_ms + ROUND_MS)?;
            let now = self.state()?;
            if before.as_ref() == Some(&now) {
                self.backup = self.centre.memory.copy();
                return Ok(());
            }
            before = Some(now);
        }
        Err(Fault::violation("stations and centre do not come to rest"))
    }

    /// How far everything has come.
    fn state(&self) -> Result<Vec<u64>, Fault> {
        let mut found = vec![self.centre.memory.entries().len() as u64];
        for station in &self.stations {
            let store = station.store()?;
            found.push(store.last_seq());
            found.push(store.feed_position("reference")?);
            found.push(store.feed_position(&sync::Scope::Site(station.site).to_string())?);
        }
        Ok(found)
    }
}
