//! Results that wait in the inbox, and the units that they may be of: none of these is reviewed, released or certified before
//! the laboratory has settled them.

use crate::analyser::{find_mapping, reported};
use crate::command::protocol_of;
use crate::context::{Answer, Cx};
use crate::problem::{refused, stored};
use domain::DonationId;
use domain::analyser::{OpenResult, nothing_waits};
use domain::unit::UnitState;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::ledger::StationId;
use store::query::InboxMessage;

/// What waited last.
#[derive(Default)]
pub(crate) struct Cache(parking_lot::Mutex<Option<Kept>>);

struct Kept {
    /// Of which ledger, and how much of it: units and runs aside.
    of: (StationId, u64),
    open: Arc<Vec<OpenResult>>,
}

impl Cx<'_> {
    /// Everything that waits, the oldest message first.
    pub(crate) fn open_results(&self) -> Answer<Arc<Vec<OpenResult>>> {
        let store = self.store()?;
        let of = (self.identity()?.station, store.generation());
        if let Some(kept) = self.state.waiting.0.lock().as_ref().filter(|kept| kept.of == of) {
            return Ok(Arc::clone(&kept.open));
        }
        let mut open = Vec::new();
        for row in store.list_inbox(u32::MAX).map_err(stored)? {
            let Some(message) = store.find_message(&row.message).map_err(stored)? else { continue };
            open.extend(self.open_of(&row.message, &message)?.into_iter().map(|(_, open)| open));
        }
        let open = Arc::new(open);
        *self.state.waiting.0.lock() = Some(Kept { of, open: Arc::clone(&open) });
        Ok(open)
    }

    /// What waits of one message, each with its place in it.
    pub(crate) fn open_of(&self, id: &[u8; 16], message: &InboxMessage) -> Answer<Vec<(u32, OpenResult)>> {
        let scheme = self.bank()?.scheme;
        let raw = self.store()?.find_message_text(id).map_err(stored)?;
        let report = raw.as_deref().and_then(|raw| devices::read_message(protocol_of(message), raw).ok());
        let all = report.as_ref().map(reported).unwrap_or_default();
        let mapping = find_mapping(&message.heard.record.mapping);
        let open = message.waiting().map(|waiting| {
            let at = usize::try_from(waiting.specimen).ok();
            let specimen = at.and_then(|at| report.as_ref()?.specimens.get(at));
            let ids = specimen.map(|specimen| specimen.ids.as_slice()).unwrap_or_default();
            let said = all.iter().map(|(_, one)| one).find(|one| one.place == waiting.place);
            let since = (message.heard.stamp.at_ms, scheme);
            let open = OpenResult::new(waiting, ids, said, mapping, since);
            let instrument = report.as_ref().map(|report| report.instrument.clone()).unwrap_or_default();
            (waiting.place, OpenResult { instrument, ..open })
        });
        Ok(open.collect())
    }

    /// How many results wait that may be of each unit.
    pub(crate) fn units_awaited(&self) -> Answer<BTreeMap<DonationId, u32>> {
        let mut counted = BTreeMap::new();
        for din in self.open_results()?.iter().flat_map(|one| &one.dins) {
            for row in self.store()?.find_din(din.as_str()).map_err(stored)? {
                *counted.entry(row.donation).or_insert(0) += 1;
            }
        }
        Ok(counted)
    }

    /// Refuses a unit of which a result may wait.
    pub(crate) fn refuse_waiting(&self, unit: &UnitState) -> Answer<()> {
        nothing_waits(unit, &self.open_results()?).map_err(refused)
    }
}
