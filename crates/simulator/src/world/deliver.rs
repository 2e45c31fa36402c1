//! Messages on their way between stations and the centre.

use super::{Moment, World};
use crate::Fault;
use crate::centre::{Answer, Request};
use crate::station::{BANK, Waiting};
use app::{Done, Job, Next};
use ledger::StationId;
use sync::{FeedPage, Receipt, SyncError, page};

/// How long a station waits for an answer, milliseconds.
const PATIENCE_MS: u64 = sync::limits::PATIENCE_S * 1000;
/// Looks at one request: more than any has statements, however many others hold what it waits for.
const POLLS_MAX: u32 = 20_000;

impl World {
    /// A station does what is due.
    pub(super) fn turn(&mut self, index: usize) -> Result<(), Fault> {
        let now_ms = self.now_ms;
        let Some(station) = self.stations.get_mut(index) else { return Ok(()) };
        if station.turn_ms != Some(now_ms) {
            return Ok(());
        }
        station.turn_ms = None;
        if !station.is_up() || station.waiting.is_some() {
            return Ok(());
        }
        let (monotonic_ms, wall_ms) = (station.monotonic_ms(now_ms), station.wall_ms(now_ms));
        let (store, exchange) = station.parts()?;
        let next = exchange.next(store, monotonic_ms).map_err(|e| Fault::Exchange(e.to_string()))?;
        match next {
            Next::Job(job) => self.send(index, job),
            Next::Fold => self.fold(index),
            Next::Idle { until_ms } => {
                if exchange.is_complete() {
                    exchange.note_complete(store, wall_ms).map_err(|e| Fault::Exchange(e.to_string()))?;
                }
                self.wake(index, now_ms + until_ms.saturating_sub(monotonic_ms).max(100));
                Ok(())
            }
            Next::Blocked(_) | Next::Alone => Ok(()),
        }
    }

    fn send(&mut self, index: usize, job: Job) -> Result<(), Fault> {
        self.requests += 1;
        let request = self.requests;
        let what = match &job {
            Job::Upload(page) => {
                Request::Upload(page::encode(page).map_err(|e| Fault::Exchange(e.to_string()))?)
            }
            Job::Pull { request, .. } => Request::Feed(*request),
            Job::Overtaken(word) => Request::Overtaken(word.clone()),
        };
        self.note(|| match &job {
            Job::Upload(page) => {
                format!("station {index}: request {request}, {} entries", page.entries.len())
            }
            Job::Pull { request: asked, .. } => {
                format!("station {index}: request {request}, {} behind {}", asked.scope, asked.after)
            }
            Job::Overtaken(word) => {
                format!("station {index}: request {request}, overtaken behind {}", word.seq)
            }
        });
        let now_ms = self.now_ms;
        let Some(station) = self.stations.get_mut(index) else { return Ok(()) };
        let (sender, cut) = (station.id, now_ms < station.cut_until_ms);
        station.waiting = Some(Waiting { request, job });
        self.asking.insert(request, index);
        self.at(now_ms + PATIENCE_MS, Moment::GivesUp { station: index, request });
        if cut || self.dice.chance(self.weather.drop) {
            return Ok(());
        }
        let copies = 1 + u64::from(self.dice.chance(self.weather.duplicate));
        for _ in 0..copies {
            let at_ms = now_ms + self.delay_ms();
            self.at(at_ms, Moment::Arrives { request, sender, what: what.clone() });
        }
        Ok(())
    }

    fn delay_ms(&mut self) -> u64 {
        if self.dice.chance(self.weather.slow) {
            return self.dice.between(1_000, 60_000);
        }
        self.dice.between(1, self.weather.delay_ms_max.max(2))
    }

    pub(super) fn arrives(&mut self, request: u64, sender: StationId, what: Request) {
        if self.now_ms < self.centre.down_until_ms {
            return;
        }
        let was_idle = self.centre.tasks.is_empty();
        self.centre.take_up(request, sender, what, super::wall_ms(self.now_ms));
        if was_idle {
            self.at(self.now_ms, Moment::Work);
        }
    }

    /// The centre goes on with one of its requests, whichever.
    pub(super) fn work(&mut self) -> Result<(), Fault> {
        if self.centre.tasks.is_empty() {
            return Ok(());
        }
        let index = self.dice.index(self.centre.tasks.len());
        if self.centre.tasks.get(index).is_some_and(|task| task.polls > POLLS_MAX) {
            return Err(Fault::violation("a request at the centre waits for ever"));
        }
        self.doom_commits();
        if let Some((request, answer)) = self.centre.go_on(index) {
            self.reply(request, answer);
        }
        // Statements take a moment, so that requests meet.
        if !self.centre.tasks.is_empty() {
            let later_ms = self.dice.below(3);
            self.at(self.now_ms + later_ms, Moment::Work);
        }
        Ok(())
    }

    fn reply(&mut self, request: u64, answer: Answer) {
        let Some(station) = self.asking.get(&request).copied() else { return };
        let now_ms = self.now_ms;
        let lost =
            |station: &crate::station::Station| now_ms < station.cut_until_ms.max(station.deaf_until_ms);
        let cut = self.stations.get(station).is_some_and(lost);
        if cut || self.dice.chance(self.weather.half_open) {
            return;
        }
        let at_ms = self.now_ms + self.delay_ms();
        self.at(at_ms, Moment::Answered { station, request, answer });
    }

    pub(super) fn answered(&mut self, index: usize, request: u64, answer: Answer) -> Result<(), Fault> {
        let Some(station) = self.stations.get_mut(index) else { return Ok(()) };
        let Some(waiting) = station.waiting.take_if(|waiting| waiting.request == request) else {
            return Ok(());
        };
        let asker = station.id;
        self.asking.remove(&request);
        let read = match answer {
            Ok(bytes) => self.read(asker, &waiting.job, &bytes),
            Err(refusal) => Err(SyncError::refused(refusal)),
        };
        match read {
            Ok(done) => self.finish(index, request, done),
            Err(error) => self.failed(index, request, &waiting.job, &error),
        }
    }

    /// What the client makes of an answer.
    fn read(&self, asker: StationId, job: &Job, bytes: &[u8]) -> Result<Done, SyncError> {
        let unreadable = |e: page::PageError| SyncError::Answer { detail: e.to_string() };
        let centre = self.centre.key.public();
        match job {
            Job::Upload(sent) => {
                let receipt: Receipt = page::decode(bytes).map_err(unreadable)?;
                let good = receipt.answers(sent, &centre);
                let done = Done::Uploaded { receipt, sent: sent.last_seq() };
                good.then_some(done).ok_or(SyncError::Forged { what: "receipt" })
            }
            Job::Pull { request, round } => {
                let page: FeedPage = page::decode(bytes).map_err(unreadable)?;
                page.verify(BANK, &centre, request.scope, request.after)
                    .and_then(|()| page.verify_held(BANK, asker, &centre))
                    .map_err(|_| SyncError::Forged { what: "feed" })?;
                Ok(Done::Pulled { page, round: *round })
            }
            // The answer is always a refusal.
            Job::Overtaken(_) => Err(SyncError::Answer { detail: "not a refusal".to_owned() }),
        }
    }

    fn finish(&mut self, index: usize, request: u64, done: Done) -> Result<(), Fault> {
        let now_ms = self.now_ms;
        let Some(station) = self.stations.get_mut(index) else { return Ok(()) };
        let what = match &done {
            Done::Uploaded { receipt, .. } | Done::Heard(receipt) => {
                self.receipts.push((receipt.station, receipt.seq, receipt.hash));
                format!("receipt up to {}", receipt.seq)
            }
            Done::Pulled { page, .. } | Done::Brought { page } => {
                format!("{} entries of {}", page.entries.len(), page.attestation.scope)
            }
        };
        let relaxed = matches!(done, Done::Pulled { .. }) && station.store()?.taking_in()?.is_some();
        let power_cut = station.before_power_cut(relaxed, &mut self.dice)?;
        let monotonic_ms = station.monotonic_ms(now_ms);
        let (store, exchange) = station.parts()?;
        if let Err(problem) = exchange.finish(store, monotonic_ms, done) {
            return Err(Fault::violation(format!("station {index} cannot take in {what}: {problem}")));
        }
        self.note(|| format!("station {index}: request {request} answered, {what}"));
        match power_cut {
            Some(before) => self.power_goes(index, &before),
            None => {
                self.wake(index, now_ms);
                Ok(())
            }
        }
    }

    fn fold(&mut self, index: usize) -> Result<(), Fault> {
        let now_ms = self.now_ms;
        let Some(station) = self.stations.get_mut(index) else { return Ok(()) };
        let power_cut = station.before_power_cut(true, &mut self.dice)?;
        let (store, exchange) = station.parts()?;
        exchange.fold(store).map_err(|e| Fault::Exchange(e.to_string()))?;
        match power_cut {
            Some(before) => self.power_goes(index, &before),
            None => {
                self.wake(index, now_ms + 1);
                Ok(())
            }
        }
    }

    fn failed(&mut self, index: usize, request: u64, job: &Job, error: &SyncError) -> Result<(), Fault> {
        let now_ms = self.now_ms;
        let random = u32::try_from(self.dice.below(1 << 32)).unwrap_or(0);
        let Some(station) = self.stations.get_mut(index) else { return Ok(()) };
        let monotonic_ms = station.monotonic_ms(now_ms);
        let (store, exchange) = station.parts()?;
        exchange
            .failed(store, monotonic_ms, random, job, error)
            .map_err(|e| Fault::Exchange(e.to_string()))?;
        self.note(|| format!("station {index}: request {request} failed, {error}"));
        self.wake(index, now_ms);
        Ok(())
    }

    pub(super) fn gives_up(&mut self, index: usize, request: u64) -> Result<(), Fault> {
        let Some(station) = self.stations.get_mut(index) else { return Ok(()) };
        let Some(waiting) = station.waiting.take_if(|waiting| waiting.request == request) else {
            return Ok(());
        };
        self.asking.remove(&request);
        let error = SyncError::Unreachable { detail: "no answer".to_owned() };
        self.failed(index, request, &waiting.job, &error)
    }
}
