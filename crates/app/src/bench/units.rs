//! Units that have just been accepted, as many as a benchmark wants, with what a unit has behind it by then.

use crate::App;
use crate::problem::stored;
use api::Problem;
use domain::record::*;
use domain::rules::RecordedBy;
use domain::*;
use store::NewRecord;
use store::ledger::{BootId, ClockEvidence};

/// From enrolment to acceptance, invented.
const HISTORY_MS: i64 = 12 * 60 * 60 * 1_000;

/// The procedure of 56 steps.
const FULL: &str = "cord-blood-banking";

impl App {
    /// Appends units at the first step of the bench, worked by the last version of the procedure of 56 steps.
    ///
    /// # Errors
    /// Not a demo bank; a fault of the file.
    pub fn invent_units(&self, count: u32) -> Result<Vec<DonationId>, Problem> {
        let mut cx = self.cx();
        if cx.bank()?.purpose != Purpose::Demo {
            return Err(Problem::refusal("setup.already"));
        }
        let operator = cx.store()?.list_people().map_err(stored)?.first().map(|person| person.person);
        let begin_ms = cx.now_ms() - HISTORY_MS;
        let rules = cx.rules();
        let file = rules
            .sops
            .iter()
            .rfind(|file| file.sop.code == FULL)
            .ok_or_else(|| Problem::refusal("procedure.unknown"))?;
        let pinned = SopPinned {
            sop: file.sop.code.clone(),
            version: file.sop.version.clone(),
            digest: file.digest.clone(),
        };
        let site = cx.site()?;
        let mut units = Vec::new();
        let mut records = Vec::new();
        for number in 0..count {
            let unit = DonationId::from_bytes(self.host.id());
            units.push(unit);
            let history = history(number, site, begin_ms, pinned.clone());
            records.extend(history.into_iter().zip(0..).map(|(record, place)| {
                let clock = ClockEvidence {
                    wall_ms: begin_ms + place * HISTORY_MS / 20,
                    monotonic_ms: 0,
                    boot: BootId::from_bytes([0; 16]),
                    offset_ms: None,
                    offset_age_ms: None,
                };
                (NewRecord { subject: *unit.bytes(), record, personal: None, operator, second: None }, clock)
            }));
        }
        let version = self.rules.version;
        cx.store_mut()?.append_each(records, version).map_err(stored)?;
        Ok(units)
    }
}

impl App {
    /// Appends what other screens record of the units, where the bench waits for it: the check of the final label, the place in
    /// a tank. Whether it was one of these.
    ///
    /// # Errors
    /// Not a demo bank; a fault of the file.
    pub fn invent_elsewhere(&self, units: &[DonationId], by: RecordedBy) -> Result<bool, Problem> {
        let mut cx = self.cx();
        if cx.bank()?.purpose != Purpose::Demo {
            return Err(Problem::refusal("setup.already"));
        }
        let operator = cx.store()?.list_people().map_err(stored)?.first().map(|person| person.person);
        let now_ms = cx.now_ms();
        let mut records = Vec::new();
        for (unit, slot) in units.iter().zip(1..) {
            let record = match by {
                RecordedBy::LabelCheck => Record::LabelVerified(LabelVerified {
                    template: "cryo_bag".to_owned(),
                    text: "bench".to_owned(),
                    matches: true,
                }),
                RecordedBy::Storage => Record::UnitStored(UnitStored {
                    tank: TankId::from_bytes([0xbe; 16]),
                    rack: 1,
                    slot,
                    position: format!("BENCH-R01-S{slot:03}"),
                    move_reason: None,
                }),
                _ => return Ok(false),
            };
            let clock = ClockEvidence {
                wall_ms: now_ms,
                monotonic_ms: 0,
                boot: BootId::from_bytes([0; 16]),
                offset_ms: None,
                offset_age_ms: None,
            };
            records.push((
                NewRecord { subject: *unit.bytes(), record, personal: None, operator, second: None },
                clock,
            ));
        }
        let version = self.rules.version;
        cx.store_mut()?.append_each(records, version).map_err(stored)?;
        Ok(true)
    }
}

fn history(number: u32, site: SiteId, begin_ms: i64, pinned: SopPinned) -> Vec<Record> {
    let ended_ms = begin_ms + HISTORY_MS / 20;
    let din = format!("A999926{:06}", 500_000 + number);
    let shipment = ShipmentId::from_bytes([0xbe; 16]);
    vec![
        Record::MotherEnrolled(MotherEnrolled {
            inventory: Inventory::Public,
            due_date: "2026-12-01".to_owned(),
        }),
        Record::ConsentRecorded(ConsentRecorded {
            form_version: "2".to_owned(),
            scope: vec![ConsentScope::Transplant],
            signed_on: "2026-11-01".to_owned(),
        }),
        Record::QuestionnaireRecorded(QuestionnaireRecorded {
            form_version: "1".to_owned(),
            answers: Vec::new(),
            outcome: Eligibility::Eligible,
        }),
        Record::CollectionRegistered(CollectionRegistered {
            din: din.clone(),
            scheme: NumberScheme::Local,
            din_source: DinSource::Block,
            infant_sex: InfantSex::Female,
            birth_weight_g: 3_300,
            gestation_d: 275,
            delivery_mode: DeliveryMode::Vaginal,
            started_ms: ended_ms - 600_000,
            ended_ms,
            volume_ml: Measure::tenths(985),
            gross_weight_g: None,
            bag_lot: "CB2411".to_owned(),
            anticoagulant_ml: Measure::tenths(350),
        }),
        Record::LabelsCrossChecked(LabelsCrossChecked { scans: Vec::new() }),
        Record::UnitPacked(UnitPacked { shipment, to_site: site }),
        Record::UnitReceived(UnitReceived {
            shipment,
            bag_scan: format!("&d{din}00"),
            companion_scan: format!("&d{din}08"),
            temperature_min_c: Measure::tenths(60),
            temperature_max_c: Measure::tenths(185),
            intact: true,
        }),
        Record::ReceiptDecided(ReceiptDecided {
            decision: ReceiptDecision::Accept,
            proposed: ReceiptDecision::Accept,
            reason: None,
        }),
        Record::SopPinned(pinned),
    ]
}
