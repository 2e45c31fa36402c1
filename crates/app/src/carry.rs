//! Chains that a restored station brings along: what of them the centre has not acknowledged is sent before anything of
//! its own, as the pages that their writers signed.

use crate::context::Answer;
use crate::problem::stored;
use serde::{Deserialize, Serialize};
use store::Store;
use store::ledger::StationId;
use sync::{Code, Continuation, SyncError};

const SETTING: &str = "carried";

/// One chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct One {
    station: String,
    acknowledged: u64,
    last: u64,
    /// The centre does not take it any more, and says why; what was sent lies in its quarantine.
    refused: Option<String>,
}

impl One {
    const fn waits(&self) -> bool {
        self.acknowledged < self.last && self.refused.is_none()
    }
}

/// All of them, the earliest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Carried(Vec<One>);

impl Carried {
    pub(crate) fn read(store: &Store) -> Answer<Self> {
        let text = store.setting(SETTING).map_err(stored)?;
        Ok(text.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default())
    }

    pub(crate) fn write(&self, store: &mut Store) -> Answer<()> {
        let text = serde_json::to_vec(self).unwrap_or_default();
        store.set_setting(SETTING, &text).map_err(stored)
    }

    /// Adds a chain that is still to be sent from `acknowledged` to `last`.
    pub(crate) fn add(&mut self, station: StationId, acknowledged: u64, last: u64) {
        self.0.push(One { station: station.to_string(), acknowledged, last, refused: None });
    }

    /// The chain to send from next, and behind which entry.
    pub(crate) fn next(&self) -> Option<(StationId, u64)> {
        let one = self.0.iter().find(|one| one.waits())?;
        Some((one.station.parse().ok()?, one.acknowledged))
    }

    /// Every chain that waits: from behind which entry, to which.
    pub(crate) fn waits(&self) -> Vec<(StationId, u64, u64)> {
        let waits = self.0.iter().filter(|one| one.waits());
        waits.filter_map(|one| Some((one.station.parse().ok()?, one.acknowledged, one.last))).collect()
    }

    /// The centre holds a chain up to this entry.
    pub(crate) fn acknowledge(&mut self, station: StationId, seq: u64) {
        let station = station.to_string();
        if let Some(one) = self.0.iter_mut().find(|one| one.station == station) {
            one.acknowledged = one.acknowledged.max(seq);
        }
    }

    /// The centre holds a chain only up to this entry, whatever it said before.
    pub(crate) fn rewind(&mut self, station: StationId, seq: u64) {
        let station = station.to_string();
        if let Some(one) = self.0.iter_mut().find(|one| one.station == station) {
            one.acknowledged = one.acknowledged.min(seq);
        }
    }

    /// The centre is older than it was, and may lack of any chain what it once held: all are sent again.
    pub(crate) fn send_again(&mut self) {
        self.0.iter_mut().for_each(|one| one.acknowledged = 0);
    }

    /// The last entry of each chain is sent once more: a centre that lacks what it gave a receipt for says so then.
    pub(crate) fn ask_again(&mut self) {
        for one in &mut self.0 {
            one.acknowledged = one.acknowledged.min(one.last.saturating_sub(1));
        }
    }

    /// The centre refuses a chain for good: the rest of the station's work does not wait for it.
    pub(crate) fn refuse(&mut self, station: StationId, code: &str) {
        let station = station.to_string();
        if let Some(one) = self.0.iter_mut().find(|one| one.station == station) {
            one.refused = Some(code.to_owned());
        }
    }

    /// Entries that wait.
    pub(crate) fn waiting(&self) -> u64 {
        self.0.iter().filter(|one| one.waits()).map(|one| one.last - one.acknowledged).sum()
    }
}

/// Whether the centre refuses a former station's chain for good, which is then left be.
pub(crate) fn give_up_carrying(store: &mut Store, station: StationId, error: &SyncError) -> Answer<bool> {
    let final_word = match error {
        SyncError::Fork | SyncError::Revoked => true,
        SyncError::Refused(refusal) => refusal.code == Code::NotOwn.as_str(),
        _ => false,
    };
    if !final_word || store.identity().is_some_and(|own| own.station == station) {
        return Ok(false);
    }
    let mut carried = Carried::read(store)?;
    carried.refuse(station, error.code());
    carried.write(store)?;
    Ok(true)
}

/// The line of stations that this one continues, for its enrolment.
pub(crate) fn continuations(store: &Store) -> Answer<Vec<Continuation>> {
    let Some((identity, ..)) = store.head() else { return Ok(Vec::new()) };
    let mut at = (identity.station, store.signing_key().map_err(stored)?.public());
    let mut line = Vec::new();
    for chain in store.continued_chains().map_err(stored)? {
        let Ok(signature) = chain.signature.as_slice().try_into() else { break };
        let (station, key) = at;
        line.push(Continuation {
            former: chain.station,
            former_key: chain.key,
            station,
            key,
            seq: chain.seq,
            hash: chain.hash,
            signature,
        });
        at = (chain.station, chain.key);
    }
    Ok(line)
}
