//! What arrives.

use super::credential::sign;
use crate::context::{Act, Answer, Cx};
use crate::problem::{refused, stored};
use crate::scan;
use crate::view::receipt_view;
use api::Problem;
use api::wire::*;
use domain::decide::{self, ReceiveInput};
use domain::{Code, ReceiptDecision, Refusal};

pub(crate) fn receipt_receive(cx: &mut Cx<'_>, request: ReceiveUnit) -> Answer<ReceiptView> {
    let shipment = super::shipment::find(cx, request.shipment)?;
    if shipment.handed_over_ms.is_none() {
        return Err(refused(Refusal::stop(Code::NotHandedOver)));
    }
    let bag_din = scan::bag(&request.bag_scan, "bag_scan")?.din.to_string();
    let companion = scan::donation(&request.companion_scan, "companion_scan")?;
    use isbt128::ContainerRole::{Bag, Canister, Segment, Vial};
    if matches!(companion.role, Some(Bag | Canister | Segment | Vial)) {
        let found = scan::meaning(&scan::parse(&request.companion_scan, "companion_scan")?).0;
        return Err(scan::wrong_kind("tube,form", found, "companion_scan"));
    }
    let row = cx.store()?.find_din(&bag_din).map_err(stored)?.into_iter().next();
    let donation = row.ok_or_else(|| super::unit::unknown(&bag_din, "bag_scan"))?.donation;
    let unit = cx.unit(donation)?;
    let companion_din = companion.din.to_string();
    let input = ReceiveInput {
        shipment: request.shipment,
        bag_scan: request.bag_scan.trim(),
        bag_din: &bag_din,
        companion_scan: request.companion_scan.trim(),
        companion_din: &companion_din,
        temperature_min_c: &request.temperature_min_c,
        temperature_max_c: &request.temperature_max_c,
        intact: request.intact,
    };
    let record = cx.decide(|context| decide::receive(&unit.state, &input, context))?;
    cx.record(vec![Act::new(donation.bytes(), record)])?;
    receipt_view(cx, &cx.unit(donation)?.state)?.ok_or_else(|| Problem::fault("fault.internal"))
}

pub(crate) fn receipt_decide(cx: &mut Cx<'_>, request: DecideReceipt) -> Answer<UnitRef> {
    let unit = cx.unit(request.donation)?;
    let password = request.password.as_deref().filter(|password| !password.is_empty());
    let name = cx.operator()?.name;
    let signature = password.map(|_| (request.digest.as_deref().unwrap_or_default(), name.as_str()));
    let record = cx.decide(|context| {
        decide::decide_receipt(&unit.state, request.decision, request.reason.as_deref(), signature, context)
    })?;
    if let Some(password) = password {
        sign(cx, request.login.as_deref(), password)?;
    }
    let mut acts = vec![Act::new(request.donation.bytes(), record)];
    if request.decision == ReceiptDecision::Accept {
        let pinned = cx.with_context(|context| decide::pin_sop(&unit.state, context))?;
        acts.extend(pinned.map(|record| Act::new(request.donation.bytes(), record)));
    }
    cx.record(acts)?;
    cx.unit_ref(request.donation)
}
