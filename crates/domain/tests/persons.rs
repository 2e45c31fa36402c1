//! Who acted first does not judge their own work: given who did it, when somebody judges it, then refused or not.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

#[path = "common/rule_set.rs"]
mod common;

use domain::control::ControlSeries;
use domain::decide::{self, Context, InspectionInput};
use domain::material::Lot;
use domain::record::*;
use domain::unit::{Fact, Stamp, Stamped};
use domain::*;

const HERE: SiteId = SiteId::from_bytes([1; 16]);
const STATION: StationId = StationId::from_bytes([5; 16]);
const DOER: u8 = 7;
const OTHER: u8 = 8;

fn by(person: u8, record: Record) -> Fact {
    let stamp = Stamp {
        at_ms: 1,
        operator: Some(PersonId::from_bytes([person; 16])),
        second: None,
        station: STATION,
        seq: 1,
        site: HERE,
        body_hash: [0; 32],
    };
    Stamped { stamp, record }
}

/// Judged by this person.
fn judged<T>(person: u8, decide: impl FnOnce(&Context<'_>) -> Result<T, Refusal>) -> Result<(), Code> {
    let rules = common::rules(include_str!("../../../assets/norms/template-cn-v1.json"), &[]);
    let context = Context {
        now_ms: 100,
        operator: PersonId::from_bytes([person; 16]),
        roles: &[],
        site: HERE,
        rules: &rules,
        scheme: NumberScheme::Local,
        facility: "",
        purpose: Purpose::Live,
        approvals: &[],
    };
    decide(&context).map(|_| ()).map_err(|refusal| refusal.code)
}

#[test]
fn nobody_judges_what_they_brought_in() {
    let delivery = MaterialReceived {
        code: "LOT1".to_owned(),
        kind: "dmso".to_owned(),
        description: "D".to_owned(),
        expires_on: "day".to_owned(),
        expires_ms: 10_000,
        open_days: None,
        quantity: Measure::tenths(30),
        unit: "mL".to_owned(),
        supplier: String::new(),
        site: HERE,
    };
    let lot = Lot::fold([by(DOER, Record::MaterialReceived(delivery))]).unwrap();
    let target = ControlTargetProposed {
        test: "hct_post".to_owned(),
        device: "EQ-002".to_owned(),
        lot: "QC1".to_owned(),
        level: ControlLevel::Normal,
        unit: "%".to_owned(),
        mean: Measure::tenths(400),
        sd: Measure::tenths(10),
        target_source: TargetSource::Manufacturer,
        reference: "sheet".to_owned(),
        values: None,
        reported_code: String::new(),
        specimen: String::new(),
        site: HERE,
    };
    let series = ControlSeries::fold([by(DOER, Record::ControlTargetProposed(target))]).unwrap();
    for (person, of_delivery, of_target) in
        [(DOER, Err(Code::DeliverySamePerson), Err(Code::ControlTargetSamePerson)), (OTHER, Ok(()), Ok(()))]
    {
        for accepted in [true, false] {
            let input = InspectionInput { delivery: (STATION, 1), accepted, note: "n" };
            let found = judged(person, |context| decide::inspect_material(&lot, &input, context));
            assert_eq!(found, of_delivery, "delivery by {person}");
            let said = (accepted, "n");
            let found =
                judged(person, |context| decide::settle_target(&series, &[], (STATION, 1), said, context));
            assert_eq!(found, of_target, "target values by {person}");
        }
    }
}
