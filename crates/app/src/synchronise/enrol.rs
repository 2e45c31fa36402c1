//! Becoming known at a centre: a new station joins, a bank that was made here is brought, a restored station comes back.

use super::{block_on, line};
use crate::carry;
use crate::command::{begin_chain_as, station_act};
use crate::context::{Answer, Cx};
use crate::problem::{stored, synced};
use api::Problem;
use api::wire::{CentreLine, JoinBank};
use domain::{BankId, SiteId};
use store::ledger::{PublicKey, SigningKey};
use sync::{Code, Enrolment, Founding, SyncError};
use zeroize::Zeroizing;

fn unreachable_at(error: &SyncError) -> Problem {
    let field = match error {
        SyncError::CodeInvalid | SyncError::CodeExpired => "code",
        _ => "centre_url",
    };
    synced(error).at(field)
}

/// Joins a bank: identity and site from the centre. What stands in its feeds comes in the background from then on, while the
/// recovery key is written down; people can sign in when all of it is here.
pub(crate) fn join(cx: &mut Cx<'_>, request: &JoinBank) -> Answer<()> {
    let id = cx.app.host.id();
    let seed = Zeroizing::new(cx.app.host.bytes::<32>());
    let key = SigningKey::from_seed(&seed);
    let client = line::client(&request.centre_url, &request.proxy_url, &request.ca_pem)?;
    let enrolment = Enrolment {
        code: request.code.trim().to_owned(),
        station: store::ledger::StationId::from_bytes(id),
        name: request.station_name.trim().to_owned(),
        founding: None,
        continues: Vec::new(),
    };
    let enrolled = block_on(client.enrol(&key, enrolment))?.map_err(|e| unreachable_at(&e))?;
    let bank = BankId::from_bytes(*enrolled.bank.bytes());
    let site = SiteId::from_bytes(*enrolled.site.bytes());
    let station = begin_chain_as(cx, bank, site, id, &seed)?;
    cx.store_mut()?.begin_taking_in().map_err(stored)?;
    remember_centre(cx, &request.centre_url, enrolled.centre_key)?;
    let (proxy_url, ca_pem) = (request.proxy_url.clone(), request.ca_pem.clone());
    let so_far = line::read(cx.store()?)?;
    line::write(cx.store_mut()?, &CentreLine { proxy_url, ca_pem, ..so_far })?;
    cx.record_as(None, vec![station_act(&station, &request.station_name, site)])?;
    cx.app.wake_sync();
    Ok(())
}

/// Whether the centre said last that it does not know this station: it was put back to a backup from before the enrolment.
pub(crate) fn is_unknown_at_centre(cx: &Cx<'_>) -> bool {
    cx.state.sync.problem.as_ref().is_some_and(|problem| problem.code == Code::Unauthorised.as_str())
}

/// Brings a bank that was created here to a centre; a station that its centre does not know any more comes back to it.
pub(crate) fn connect(cx: &mut Cx<'_>, url: &str, code: &str) -> Answer<()> {
    let identity = cx.identity()?;
    let CentreLine { proxy_url, ca_pem, .. } = line::read(cx.store()?)?;
    let client = line::client(url, &proxy_url, &ca_pem)?;
    let former = cx.store()?.setting("centre_key").map_err(stored)?;
    if let Some(former) = &former {
        // Before the code is spent: at another centre than its own a station has nothing to seek.
        let found = block_on(client.hello())?.map_err(|e| unreachable_at(&e))?.centre_key;
        if found.bytes().as_slice() != former.as_slice() {
            return Err(synced(&SyncError::Forged { what: "hello" }).at("centre_url"));
        }
    }
    let key = cx.store()?.signing_key().map_err(stored)?;
    let stations = cx.store()?.list_stations().map_err(stored)?;
    let own = stations.into_iter().find(|station| station.station.bytes() == identity.station.bytes());
    let continues = carry::continuations(cx.store()?)?;
    let enrolment = Enrolment {
        code: code.trim().to_owned(),
        station: identity.station,
        name: own.map(|station| station.name).unwrap_or_default(),
        founding: Some(Founding { bank: identity.bank, site: identity.site }),
        continues,
    };
    // The bank of a station that was there before may be at the centre already: then its code joins. A centre compares bank
    // and site then; one of an older version wants them left out.
    let back = restored(cx)?.is_some() || former.is_some();
    let joining = back.then(|| Enrolment { founding: None, ..enrolment.clone() });
    let mut answer = block_on(client.enrol(&key, enrolment))?;
    if let (Err(SyncError::Refused(refusal)), Some(joining)) = (&answer, joining)
        && refusal.code == sync::Code::CodePurpose.as_str()
    {
        answer = block_on(client.enrol(&key, joining))?;
    }
    let enrolled = answer.map_err(|e| unreachable_at(&e))?;
    if (enrolled.bank, enrolled.site) != (identity.bank, identity.site) {
        return Err(Problem::refusal("sync.other_bank").at("code"));
    }
    if former.is_some_and(|former| enrolled.centre_key.bytes().as_slice() != former.as_slice()) {
        return Err(synced(&SyncError::Forged { what: "enrol" }).at("centre_url"));
    }
    remember_centre(cx, url, enrolled.centre_key)?;
    cx.state.sync.problem = None;
    cx.state.sync.exchange.hurry();
    Ok(())
}

/// How the station was before it was restored, until it has caught up: `centre` where it had one, else `alone`.
pub(crate) fn restored(cx: &Cx<'_>) -> Answer<Option<String>> {
    cx.store()?.text_setting("restored").map_err(stored)
}

fn remember_centre(cx: &mut Cx<'_>, url: &str, key: PublicKey) -> Answer<()> {
    let now_ms = cx.now_ms();
    let store = cx.store_mut()?;
    line::note_connected(store, now_ms)?;
    store.set_setting("centre_key", key.bytes()).map_err(stored)?;
    store.set_setting("centre_url", url.trim().as_bytes()).map_err(stored)
}
