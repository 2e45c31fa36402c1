//! What two stations did to samples without hearing of each other, settled by signature.

use super::{id, shown};
use crate::command::credential::sign;
use crate::context::{Act, Answer, Cx};
use crate::problem::refused;
use crate::procedures::samples_of;
use api::wire::*;
use domain::decide;

pub(crate) fn part_settle(cx: &mut Cx<'_>, request: SettlePart) -> Answer<PartsView> {
    let part = id(&request.part, "part")?;
    let unit = cx.unit(request.donation)?;
    let name = cx.operator()?.name;
    let signature = (request.digest.as_str(), name.as_str());
    let record = decide::settle_part(&unit.state, part, request.found, &request.reason, signature);
    let record = record.map_err(refused)?;
    sign(cx, request.login.as_deref(), &request.password)?;
    cx.record(vec![Act::new(request.donation.bytes(), record)])?;
    shown(cx, request.donation)
}

pub(crate) fn part_count_root(cx: &mut Cx<'_>, request: CountRoot) -> Answer<PartsView> {
    let unit = cx.unit(request.donation)?;
    let rules = samples_of(cx, &unit.state)?;
    let name = cx.operator()?.name;
    let volume = (request.volume.as_str(), request.unit);
    let signature = (request.digest.as_str(), name.as_str());
    let record = decide::count_root(&unit.state, &rules, request.source, volume, &request.reason, signature);
    let record = record.map_err(refused)?;
    sign(cx, request.login.as_deref(), &request.password)?;
    cx.record(vec![Act::new(request.donation.bytes(), record)])?;
    shown(cx, request.donation)
}
