//! The next thing that is to be done with a unit, as a person at this station sees it.

use super::{Done, FACILITY, Hand, SLOTS, site_id, tank_of};
use domain::decide::{self, CollectionInput, ReceiveInput, StoreInput};
use domain::record::{QuestionAnswered, ShipmentPacked};
use domain::register::Register;
use domain::unit::{Contest, UnitState};
use domain::*;
use isbt128::{ContainerRole, DonationNumber, FacilityNumber, Flags, Scheme, scan_text};

/// Donation numbers: few, so that stations that do not hear of each other take the same now and then.
const NUMBERS: u64 = 200;

impl Hand<'_> {
    /// Takes a unit as far as one person does in one go; enrols one where there is none.
    pub(super) fn advance(&mut self) -> Done {
        let mut done = Vec::new();
        for _ in 0..=self.dice.below(4) {
            let Some((unit, contests)) = self.any_unit()? else { return self.enrol() };
            done.push(self.step(&unit, &contests)?);
        }
        Ok(done.join("; "))
    }

    fn step(&mut self, unit: &UnitState, contests: &[Contest]) -> Done {
        if unit.consent.is_none() || unit.questionnaire.is_none() {
            return self.agree(unit);
        }
        if unit.collection.is_none() {
            return self.collect(unit);
        }
        if unit.cross_check.is_none() {
            return self.cross_check(unit);
        }
        if unit.open_journey().is_some() {
            return self.receive(unit);
        }
        if unit.receipts.is_empty() {
            return self.pack(unit, contests);
        }
        if unit.receipt_decision.is_none() {
            return self.accept(unit);
        }
        if unit.place().is_none() {
            return self.store(unit, None);
        }
        if unit.review().is_none() {
            return self.sign(unit, contests, Meaning::Review);
        }
        if unit.release().is_none() {
            return self.sign(unit, contests, Meaning::Release);
        }
        Ok(format!("advance {}: released", unit.donation))
    }

    fn agree(&mut self, unit: &UnitState) -> Done {
        let consent = self.decide(1, |context| {
            decide::record_consent(unit, "2", &[ConsentScope::Transplant], "2024-01-01", context)
        })?;
        let questionnaire = self.decide(1, |context| {
            let form = &context.rules.questionnaire;
            let no = |code: &str| QuestionAnswered { question: code.to_owned(), answer: Answer::No };
            let answers = form.questions.iter().map(|question| no(&question.code)).collect();
            decide::record_questionnaire(unit, &form.version, answers, context)
        })?;
        let mut decided = Vec::new();
        if unit.consent.is_none() {
            decided.push((*unit.donation.bytes(), consent));
        }
        if unit.questionnaire.is_none() {
            decided.push((*unit.donation.bytes(), questionnaire));
        }
        self.write(1, &format!("agree {}", unit.donation), decided)
    }

    fn collect(&mut self, unit: &UnitState) -> Done {
        let serial = u32::try_from(1 + self.dice.below(NUMBERS)).unwrap_or(1);
        let number = FacilityNumber::parse(FACILITY)
            .and_then(|facility| DonationNumber::from_parts(facility, 26, serial));
        let Ok(din) = number else { return Ok("collect: no number".to_owned()) };
        let known = self.station.store()?.find_din(din.as_ref())?;
        let now_ms = self.station.wall_ms(self.now_ms);
        let decided = self.decide(1, |context| {
            let input = CollectionInput {
                din,
                scheme: NumberScheme::Local,
                din_source: DinSource::Block,
                din_known: known.first().map(|row| row.donation),
                infant_sex: InfantSex::Female,
                birth_weight_g: "3300",
                gestation_weeks: "39",
                gestation_days: "2",
                delivery_mode: DeliveryMode::Vaginal,
                started_ms: now_ms - 600_000,
                ended_ms: now_ms - 300_000,
                volume_ml: Some("90"),
                gross_weight_g: None,
                bag_lot: "L1",
                register: &Register::default(),
            };
            decide::register_collection(unit, &input, context)
        })?;
        self.write(1, &format!("collect {} as {din}", unit.donation), vec![(*unit.donation.bytes(), decided)])
    }

    fn cross_check(&mut self, unit: &UnitState) -> Done {
        let din = unit.din().unwrap_or_default().to_owned();
        let roles = [ContainerRole::Bag, ContainerRole::Tube, ContainerRole::Form];
        let scans: Vec<_> = roles.into_iter().map(|role| (role, din.clone(), din.clone())).collect();
        let decided = decide::cross_check(unit, &scans);
        self.write(1, &format!("label {}", unit.donation), vec![(*unit.donation.bytes(), decided)])
    }

    fn pack(&mut self, unit: &UnitState, contests: &[Contest]) -> Done {
        let here = site_id(self.station.site);
        let others: Vec<SiteId> = self.sites.iter().copied().filter(|site| *site != here).collect();
        let Some(to_site) = self.dice.pick(&others).copied() else { return Ok("pack: one site".to_owned()) };
        let shipment = ShipmentId::from_bytes(self.dice.bytes());
        let decided = self.decide(1, |context| decide::pack(unit, contests, shipment, to_site, context))?;
        let boxed = ShipmentPacked {
            shipment,
            box_code: format!("BOX{:02}", self.dice.below(40)),
            from_site: here,
            to_site,
            units: vec![unit.donation],
        };
        let what = format!("pack {} to {to_site}", unit.donation);
        let records =
            vec![(*unit.donation.bytes(), decided), (*shipment.bytes(), Ok(Record::ShipmentPacked(boxed)))];
        self.write(1, &what, records)
    }

    fn receive(&mut self, unit: &UnitState) -> Done {
        let Some(shipment) = unit.last_shipment() else { return Ok("receive: no box".to_owned()) };
        let text = unit.din().unwrap_or_default();
        let Ok(din) = DonationNumber::parse(text) else { return Ok("receive: no number".to_owned()) };
        let bag = scan_text(&din, Flags::NONE, Scheme::Local);
        let form = scan_text(&din, Flags::FORM, Scheme::Local);
        let input = ReceiveInput {
            shipment,
            bag_scan: &bag,
            bag_din: text,
            companion_scan: &form,
            companion_din: text,
            temperature_min_c: "8",
            temperature_max_c: "20",
            intact: true,
        };
        let decided = self.decide(1, |context| decide::receive(unit, &input, context))?;
        self.write(1, &format!("receive {}", unit.donation), vec![(*unit.donation.bytes(), decided)])
    }

    fn accept(&mut self, unit: &UnitState) -> Done {
        let digest = unit.arrival_digest();
        let signed = Some((digest.as_str(), "Q"));
        let decided = self.decide(2, |context| {
            decide::decide_receipt(unit, ReceiptDecision::Accept, Some("fit"), signed, context)
        })?;
        self.write(2, &format!("accept {}", unit.donation), vec![(*unit.donation.bytes(), decided)])
    }

    pub(super) fn move_unit(&mut self) -> Done {
        match self.any_unit()? {
            Some((unit, _)) if unit.place().is_some() => self.store(&unit, Some("tidied up")),
            _ => Ok("move: nothing stored".to_owned()),
        }
    }

    fn store(&mut self, unit: &UnitState, move_reason: Option<&str>) -> Done {
        let site = site_id(self.station.site);
        let number = self.sites.iter().position(|known| *known == site).unwrap_or(0);
        let slot = u32::try_from(1 + self.dice.below(SLOTS)).unwrap_or(1);
        let (tank_code, position) = (format!("T{number:02}"), format!("T{number:02}-R01-S{slot:03}"));
        let occupant = self.station.store()?.find_occupant(&position)?;
        let occupant = occupant.map(|(donation, din)| din.unwrap_or_else(|| donation.to_string()));
        let input = StoreInput {
            tank: tank_of(site),
            tank_site: site,
            tank_code: &tank_code,
            rack: 1,
            slot,
            position: &position,
            occupant: occupant.as_deref(),
            move_reason,
            second: None,
        };
        let decided = self.decide(3, |context| decide::store_unit(unit, &input, context))?;
        self.write(
            3,
            &format!("store {} at {position}", unit.donation),
            vec![(*unit.donation.bytes(), decided)],
        )
    }

    fn sign(&mut self, unit: &UnitState, contests: &[Contest], meaning: Meaning) -> Done {
        // Nobody reviews and releases the same unit.
        let part = if meaning == Meaning::Review { 4 } else { 5 };
        let digest = unit.signing_digest(meaning);
        let decided = self.decide(part, |context| match meaning {
            Meaning::Review => decide::review_sign(unit, contests, &digest, "Q", context),
            _ => decide::release_sign(unit, contests, &digest, "M", context),
        })?;
        self.write(part, &format!("{meaning:?} {}", unit.donation), vec![(*unit.donation.bytes(), decided)])
    }
}
