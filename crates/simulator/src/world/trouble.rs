//! What happens to stations and to the centre, people's acts among it.

use super::{Moment, World};
use crate::Fault;
use crate::acts::{self, Hand};
use crate::dice::Dice;
use crate::schedule::{Event, What};
use crate::station::{BANK, Station};
use centre::db::station::Status;

/// More than these no bank here gets.
const STATIONS_MAX: usize = 10;
/// How long a machine takes to come up again with a file that somebody put there, milliseconds.
const PUT_IN_PLACE_MS: u64 = 100;

impl World {
    pub(super) fn happens(&mut self, event: Event) -> Result<(), Fault> {
        let Event { station: index, what, chance, .. } = event;
        let now_ms = self.now_ms;
        let mut dice = Dice::new(chance);
        self.note(|| format!("station {index}: {what:?}"));
        let Some(station) = self.stations.get_mut(index) else { return Ok(()) };
        match what {
            What::Act => return self.act(index, &mut dice),
            What::Cut(for_ms) => station.cut_until_ms = station.cut_until_ms.max(now_ms + for_ms),
            What::CutSite(for_ms) => {
                let site = station.site;
                for station in self.stations.iter_mut().filter(|station| station.site == site) {
                    station.cut_until_ms = station.cut_until_ms.max(now_ms + for_ms);
                }
            }
            What::HalfOpen(for_ms) => station.deaf_until_ms = station.deaf_until_ms.max(now_ms + for_ms),
            What::Crash(for_ms) => {
                station.crash()?;
                self.at(now_ms + for_ms, Moment::Starts(index));
            }
            What::PowerCut(for_ms) => station.power_cut_ms = Some(for_ms),
            What::CentreCrash(for_ms) => {
                self.centre.crash();
                self.centre.down_until_ms = now_ms + for_ms;
            }
            What::ClockJump(by_ms) => station.skew_ms += by_ms,
            What::Clone => return self.copy(index),
            What::Backup => return station.save(),
            What::PutBack => return self.put_back(index),
            What::Replace => return self.replace(index, &mut dice),
            What::Join => return self.join(index, &mut dice),
            What::Revoke => self.revoke(index, &mut dice),
            What::CentreRestored => self.restore_centre(),
        }
        Ok(())
    }

    fn act(&mut self, index: usize, dice: &mut Dice) -> Result<(), Fault> {
        let now_ms = self.now_ms;
        // A copy is worked at as often as its original, and so is a station that was set up later.
        let is_there = |other: &&Station| other.copy_of == Some(index) || other.beside == Some(index);
        let others = self.stations.iter().filter(is_there).map(|other| other.index);
        let there: Vec<usize> = std::iter::once(index).chain(others).collect();
        let index = dice.pick(&there).copied().unwrap_or(index);
        let Some(station) = self.stations.get_mut(index) else { return Ok(()) };
        if !station.is_up() {
            return Ok(());
        }
        let (power_cut, before) = (station.before_power_cut(false, dice)?, station.store()?.last_seq());
        let done = Hand { station, dice, now_ms, sites: &self.sites }.act()?;
        if station.store()?.last_seq() > before {
            self.summary.acts += 1;
            self.summary.releases += u64::from(done.contains("Release ") && !done.contains("refused"));
        }
        self.note(|| format!("station {index}: {done}"));
        match power_cut {
            Some(before) => self.power_goes(index, &before),
            None => {
                self.wake(index, now_ms);
                Ok(())
            }
        }
    }

    /// The power goes while a station writes; it is started again when the power is back.
    pub(super) fn power_goes(
        &mut self,
        index: usize,
        before: &(crate::disk::Image, u64),
    ) -> Result<(), Fault> {
        let now_ms = self.now_ms;
        let Some(station) = self.stations.get_mut(index) else { return Ok(()) };
        let for_ms = station.power_cut_ms.unwrap_or_default();
        station.power_goes(before, &mut self.dice)?;
        self.summary.power_cuts += 1;
        self.note(|| format!("station {index}: the power goes while that is written"));
        self.at(now_ms + for_ms, Moment::Starts(index));
        Ok(())
    }

    fn has_copy(&self, index: usize) -> bool {
        self.stations.iter().any(|other| other.index != index && other.copy_of == Some(index))
    }

    fn copy(&mut self, index: usize) -> Result<(), Fault> {
        let number = self.stations.len();
        let Some(station) = self.stations.get(index) else { return Ok(()) };
        // One copy is trouble enough; and what a station sent that is shut out since, nobody can send again.
        let is_copied = self.stations.iter().any(|other| other.copy_of.is_some());
        if self.summary.restored > 0 || !station.is_up() || is_copied {
            return Ok(());
        }
        let copy = station.copy(number, self.now_ms)?;
        self.stations.push(copy);
        self.gone = true;
        self.wake(number, self.now_ms);
        Ok(())
    }

    /// The file is put back to an older one, and the station goes on as if nothing were.
    fn put_back(&mut self, index: usize) -> Result<(), Fault> {
        let now_ms = self.now_ms;
        if self.summary.restored > 0 || self.has_copy(index) {
            return Ok(());
        }
        let Some(station) = self.stations.get_mut(index) else { return Ok(()) };
        if station.put_back()? {
            self.gone = true;
            self.summary.put_back += 1;
            self.at(now_ms + PUT_IN_PLACE_MS, Moment::Starts(index));
        }
        Ok(())
    }

    /// A machine is lost, and its backup goes on as another station, which its administrator enrols.
    fn replace(&mut self, index: usize, dice: &mut Dice) -> Result<(), Fault> {
        let (now_ms, has_copy) = (self.now_ms, self.has_copy(index));
        let Some(station) = self.stations.get_mut(index) else { return Ok(()) };
        let Some(lost) = station.lost_with_backup() else { return Ok(()) };
        if has_copy || station.put_back || self.revoked.contains(&index) {
            return Ok(());
        }
        // What the lost machine alone could send again to a centre that was put back.
        if lost > 0 && self.summary.restored > 0 {
            return Ok(());
        }
        let key = station.replace(now_ms, dice.number())?;
        let (site, id) = (station.site, station.id);
        self.gone |= lost > 0;
        self.enrol(site, id, key);
        self.summary.replaced += 1;
        self.note(|| format!("station {index}: goes on as {id}, {lost} entries were lost"));
        self.starts(index)
    }

    /// One more station with an empty chain at a site.
    fn join(&mut self, index: usize, dice: &mut Dice) -> Result<(), Fault> {
        let (number, now_ms) = (self.stations.len(), self.now_ms);
        let Some(site) = self.stations.get(index).map(|station| station.site) else { return Ok(()) };
        if number >= STATIONS_MAX {
            return Ok(());
        }
        let centre = self.centre.key.public();
        let (mut station, key) = Station::begin((number, site), &self.folder, &self.blank, &centre, dice)?;
        station.beside = Some(index);
        station.parts()?.0.begin_taking_in()?;
        acts::register(&mut station, now_ms, &key)?;
        self.enrol(site, station.id, key);
        self.stations.push(station);
        self.summary.joined += 1;
        self.wake(number, now_ms);
        Ok(())
    }

    fn enrol(&mut self, site: ledger::SiteId, station: ledger::StationId, key: ledger::PublicKey) {
        self.centre.memory.add_station(BANK, site, station, key);
        self.enrolled.push((site, station, key));
    }

    /// Whoever the centre does not know any more is enrolled again as it is.
    pub(super) fn enrol_again(&mut self) {
        for (site, station, key) in &self.enrolled {
            if self.centre.memory.station(*station).is_none() {
                self.centre.memory.add_station(BANK, *site, *station, *key);
            }
        }
    }

    /// The centre's database is put back to an older backup; nobody tells the stations. Requests that it works on end.
    fn restore_centre(&mut self) {
        if !self.gone {
            self.centre.crash();
            self.centre.memory = self.backup.copy();
            self.summary.restored += 1;
        }
    }

    fn revoke(&mut self, index: usize, dice: &mut Dice) {
        // The founding station stays: somebody must.
        if self.summary.restored > 0 || index == 0 || dice.chance(50) || self.revoked.len() > 1 {
            return;
        }
        if let Some(station) = self.stations.get(index) {
            self.centre.memory.set_status(station.id, Status::Revoked);
            self.revoked.push(index);
            self.gone = true;
        }
    }
}
