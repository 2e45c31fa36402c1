//! The story of one invented unit.

use super::bank::Scene;
use super::register::{device_for, lot_for};
use super::{Dice, Timed, people, record};
use crate::context::{Answer, Cx};
use crate::problem::stored;
use domain::decide::judged_profiles;
use domain::record::*;
use domain::rules::{InputKind, Limit, RuleSet, TestDefinition, TestKind};
use domain::*;
use isbt128::{DonationNumber, FacilityNumber, Flags, Scheme};
use store::Personal;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// How far a unit has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Enrolled,
    Deferred,
    Consented,
    Collected,
    InTransit,
    RefusedOnArrival,
    Processing,
    Tested,
    FailedTest,
    Stored,
    Reviewed,
    Released,
}

impl Stage {
    /// What a story that goes so far may take at most, ms: nothing in it lies in the future.
    const fn time_max_ms(self) -> i64 {
        match self {
            Self::Enrolled | Self::Deferred | Self::Consented => 2 * HOUR_MS,
            Self::Collected | Self::InTransit => DAY_MS,
            Self::RefusedOnArrival | Self::Processing => 4 * DAY_MS,
            Self::Tested | Self::FailedTest | Self::Stored => 8 * DAY_MS,
            Self::Reviewed | Self::Released => 22 * DAY_MS,
        }
    }
}

/// A unit that is to be reviewed, and perhaps released, or to be refused.
pub(super) struct Signing {
    donation: DonationId,
    at_ms: i64,
    quality: (Option<PersonId>, String),
    manager: Option<(Option<PersonId>, String)>,
    /// Reason code of a rejection, which takes the place of the review.
    rejection: Option<&'static str>,
    /// Who rejects it too.
    second: Option<PersonId>,
}

pub(super) struct Story {
    pub(super) records: Vec<Timed>,
    pub(super) signing: Option<Signing>,
}

/// Old stories are finished, young ones on their way. Most collections are not banked.
fn stage(dice: &mut Dice, index: u32, units: u32) -> Stage {
    let from_end = units.saturating_sub(index);
    if from_end <= units / 25 + 3 {
        return match index % 6 {
            0 => Stage::Enrolled,
            1 => Stage::Consented,
            2 => Stage::Collected,
            3 => Stage::InTransit,
            4 => Stage::Processing,
            _ => Stage::Tested,
        };
    }
    match dice.below(100) {
        0..=3 => Stage::Deferred,
        4..=23 => Stage::RefusedOnArrival,
        24..=30 => Stage::FailedTest,
        31..=38 => Stage::Stored,
        39..=43 => Stage::Reviewed,
        _ => Stage::Released,
    }
}

struct Teller<'a> {
    scene: &'a Scene,
    rules: &'a RuleSet,
    donation: DonationId,
    at_ms: i64,
    records: Vec<Timed>,
}

impl Teller<'_> {
    fn later(&mut self, ms: i64) {
        self.at_ms += ms;
    }

    fn say(&mut self, role: Role, what: Record) {
        let timed = record(self.donation.bytes(), self.at_ms, self.scene.person(role), what);
        self.records.push(timed);
    }
}

pub(super) fn tell(dice: &mut Dice, scene: &Scene, rules: &RuleSet, index: u32) -> Story {
    let stage = stage(dice, index, scene.units);
    let donation = DonationId::from_bytes(dice.id());
    let at_ms = scene.begin_ms(index, dice).min(scene.now_ms - stage.time_max_ms());
    let mut teller = Teller { scene, rules, donation, at_ms, records: Vec::new() };
    bedside(&mut teller, dice, stage);
    if stage >= Stage::Collected {
        collection(&mut teller, dice, stage, index);
    }
    if stage >= Stage::InTransit {
        journey(&mut teller, dice, stage, index);
    }
    if stage >= Stage::Processing {
        steps(&mut teller, dice, stage);
    }
    let rejection = if stage >= Stage::Tested { results(&mut teller, dice, stage) } else { None };
    if stage >= Stage::Stored {
        storage(&mut teller, index);
    }
    let signed = stage >= Stage::Reviewed || rejection.is_some();
    let signing = signed.then(|| signing(&teller, stage, rejection));
    Story { records: teller.records, signing }
}

fn bedside(teller: &mut Teller<'_>, dice: &mut Dice, stage: Stage) {
    let inventory = if dice.chance(35) { Inventory::Family } else { Inventory::Public };
    let enrolled = MotherEnrolled { inventory, due_date: day(teller.at_ms + 20 * DAY_MS) };
    teller.say(Role::Nurse, Record::MotherEnrolled(enrolled));
    let personal = Personal { salt: dice.salt(), data: people::mother(dice).into() };
    if let Some(timed) = teller.records.last_mut() {
        timed.record.personal = Some(personal);
    }
    if stage == Stage::Enrolled {
        return;
    }
    teller.later(25 * MINUTE_MS);
    let mut scope = vec![ConsentScope::Transplant];
    if dice.chance(70) {
        scope.push(ConsentScope::Research);
    }
    if dice.chance(60) {
        scope.push(ConsentScope::Recontact);
    }
    let signed_on = day(teller.at_ms);
    teller.say(
        Role::Nurse,
        Record::ConsentRecorded(ConsentRecorded { form_version: "2".to_owned(), scope, signed_on }),
    );
    teller.later(12 * MINUTE_MS);
    let deferred = stage == Stage::Deferred;
    let answers = teller.rules.questionnaire.questions.iter().map(|question| QuestionAnswered {
        question: question.code.clone(),
        answer: if deferred && question.code == "tattoo" { domain::Answer::Yes } else { domain::Answer::No },
    });
    let outcome = if deferred { Eligibility::Deferred } else { Eligibility::Eligible };
    let form_version = teller.rules.questionnaire.version.clone();
    let recorded = QuestionnaireRecorded { form_version, answers: answers.collect(), outcome };
    teller.say(Role::Nurse, Record::QuestionnaireRecorded(recorded));
}

fn day(at_ms: i64) -> String {
    jiff::Timestamp::from_millisecond(at_ms)
        .map_or_else(|_| String::new(), |at| at.strftime("%Y-%m-%d").to_string())
}

fn din(teller: &Teller<'_>, index: u32) -> Option<DonationNumber> {
    let facility = FacilityNumber::parse(&teller.scene.facility).ok()?;
    DonationNumber::from_parts(facility, teller.scene.year, index + 1).ok()
}

fn measure(tenths: u32) -> Measure {
    Measure::tenths(tenths)
}

fn collection(teller: &mut Teller<'_>, dice: &mut Dice, stage: Stage, index: u32) {
    let Some(din) = din(teller, index) else { return };
    teller.later(HOUR_MS + i64::from(dice.below(600)) * MINUTE_MS);
    let started_ms = teller.at_ms - 15 * MINUTE_MS;
    let refused = stage == Stage::RefusedOnArrival;
    let volume_tenths =
        if refused && dice.chance(70) { dice.between(180, 395) } else { dice.bell(450, 1_600) };
    let registered = CollectionRegistered {
        din: din.to_string(),
        scheme: NumberScheme::Local,
        din_source: DinSource::Block,
        infant_sex: if dice.chance(51) { InfantSex::Male } else { InfantSex::Female },
        birth_weight_g: dice.bell(2_600, 4_200),
        gestation_d: dice.bell(259, 287),
        delivery_mode: if dice.chance(45) { DeliveryMode::Caesarean } else { DeliveryMode::Vaginal },
        started_ms,
        ended_ms: started_ms + i64::from(dice.between(4, 9)) * MINUTE_MS,
        volume_ml: measure(volume_tenths),
        gross_weight_g: None,
        bag_lot: format!("CB{}", dice.between(2_401, 2_412)),
        anticoagulant_ml: teller.rules.norm.bag.anticoagulant_ml,
    };
    teller.say(Role::Nurse, Record::CollectionRegistered(registered));
    teller.later(3 * MINUTE_MS);
    let printed = LabelsPrinted {
        templates: ["bag", "tube", "tube", "maternal_tube", "form"].map(str::to_owned).to_vec(),
        destination: "PDF".to_owned(),
        copy: 1,
        reprint_reason: None,
        digest: String::new(),
    };
    teller.say(Role::Nurse, Record::LabelsPrinted(printed));
    teller.later(2 * MINUTE_MS);
    let scan = |role: &str, flags| LabelScanned {
        role: role.to_owned(),
        text: isbt128::scan_text(&din, flags, Scheme::Local),
    };
    let scans = vec![scan("bag", Flags::NONE), scan("tube", Flags::TEST_TUBE), scan("form", Flags::FORM)];
    teller.say(Role::Nurse, Record::LabelsCrossChecked(LabelsCrossChecked { scans }));
}

fn journey(teller: &mut Teller<'_>, dice: &mut Dice, stage: Stage, index: u32) {
    let Some(din) = din(teller, index) else { return };
    teller.later(40 * MINUTE_MS);
    let shipment = ShipmentId::from_bytes(dice.id());
    let (site, nurse) = (teller.scene.site, teller.scene.person(Role::Nurse));
    let packed = UnitPacked { shipment, to_site: site };
    teller.say(Role::Nurse, Record::UnitPacked(packed));
    let boxed = ShipmentPacked {
        shipment,
        box_code: format!("BOX{:02}", index % 40 + 1),
        from_site: site,
        to_site: site,
        units: vec![teller.donation],
    };
    teller.records.push(record(shipment.bytes(), teller.at_ms, nurse, Record::ShipmentPacked(boxed)));
    teller.later(30 * MINUTE_MS);
    let handed = ShipmentHandedOver { shipment, courier: "顺达".to_owned(), seal: format!("S{index:06}") };
    teller.records.push(record(shipment.bytes(), teller.at_ms, nurse, Record::ShipmentHandedOver(handed)));
    if stage == Stage::InTransit {
        return;
    }
    teller.later(i64::from(dice.bell(4, 30)) * HOUR_MS);
    let received = UnitReceived {
        shipment,
        bag_scan: isbt128::scan_text(&din, Flags::NONE, Scheme::Local),
        companion_scan: isbt128::scan_text(&din, Flags::FORM, Scheme::Local),
        temperature_min_c: measure(dice.bell(50, 90)),
        temperature_max_c: measure(dice.bell(120, 220)),
        intact: true,
    };
    teller.say(Role::Reception, Record::UnitReceived(received));
    teller.later(10 * MINUTE_MS);
    let refused = stage == Stage::RefusedOnArrival;
    let decision = if refused { ReceiptDecision::Reject } else { ReceiptDecision::Accept };
    let reason = refused.then(|| "体积不足 low volume".to_owned());
    let proposed = if refused { ReceiptDecision::Quarantine } else { ReceiptDecision::Accept };
    teller.say(Role::Reception, Record::ReceiptDecided(ReceiptDecided { decision, proposed, reason }));
}

fn steps(teller: &mut Teller<'_>, dice: &mut Dice, stage: Stage) {
    // The first of the shipped ones, which nothing else is in force over in a demo bank.
    let Some(file) = teller.rules.sops.first().cloned() else { return };
    let sop = &file.sop;
    let wanted = if stage == Stage::Processing { sop.steps.len() / 2 } else { sop.steps.len() };
    for step in sop.steps.iter().take(wanted) {
        teller.later(i64::from(dice.between(6, 20)) * MINUTE_MS);
        let values = step.inputs.iter().map(|input| StepValue {
            code: input.code.clone(),
            value: typical(dice, &input.code, &input.kind),
            unit: input.unit.clone(),
        });
        let done = StepRecorded {
            sop: sop.code.clone(),
            sop_version: sop.version.clone(),
            step: step.code.clone(),
            values: values.collect(),
            equipment: step
                .needs_equipment
                .then(|| format!("EQ-{:03}", device_for(&step.code, dice.below(3)))),
            lot: step.needs_lot.then(|| format!("LOT{}", lot_for(&step.code, dice.below(3)))),
        };
        teller.say(Role::Processing, Record::StepRecorded(done));
        if step.needs_second
            && let Some(timed) = teller.records.last_mut()
        {
            timed.record.second = teller.scene.second();
        }
    }
}

/// A value as a technician would enter it.
fn typical(dice: &mut Dice, code: &str, kind: &InputKind) -> String {
    let tenths = |dice: &mut Dice, min, max| measure(dice.bell(min, max)).to_string();
    match (code, kind) {
        (_, InputKind::Choice(choices)) => choices.first().map(|c| c.code.clone()).unwrap_or_default(),
        (_, InputKind::Time | InputKind::Photo {} | InputKind::File { .. }) => String::new(),
        (_, InputKind::Text | InputKind::Scan { .. }) => format!("P{}", dice.between(1, 4)),
        ("gross_weight", _) => tenths(dice, 1_500, 2_400),
        ("volume_removed", _) => tenths(dice, 10, 30),
        ("tnc_pre", _) => tenths(dice, 80, 220),
        ("hes_volume", _) => tenths(dice, 200, 400),
        ("g_force", _) => if dice.chance(50) { "400" } else { "420" }.to_owned(),
        ("minutes", _) => dice.between(5, 15).to_string(),
        ("temperature", _) => "10".to_owned(),
        ("rbc_removed", _) => tenths(dice, 300, 800),
        ("volume", _) => tenths(dice, 200, 215),
        ("dmso_volume", _) => tenths(dice, 45, 55),
        ("segments", _) => dice.between(2, 4).to_string(),
        ("end_temperature", _) => format!("-{}", dice.between(90, 150)),
        _ => "1".to_owned(),
    }
}

/// The results; the reason for which they refuse the unit, where they do.
fn results(teller: &mut Teller<'_>, dice: &mut Dice, stage: Stage) -> Option<&'static str> {
    teller.later(DAY_MS);
    let rules = teller.rules;
    let failing = if dice.chance(70) { "sterility_aerobic" } else { "hbsag" };
    // What every unit is tested for; the first version of the profile names it.
    let usual = |test: &&TestDefinition| {
        let first = rules.norms.first();
        first.is_none_or(|first| first.profile.tests.iter().any(|known| known.code == test.code))
    };
    for test in rules.norm.tests.iter().filter(usual) {
        // Tested but not stored: some results are still out.
        if stage == Stage::Tested && dice.chance(40) {
            continue;
        }
        teller.later(i64::from(dice.between(10, 90)) * MINUTE_MS);
        let fails = stage == Stage::FailedTest && test.code == failing;
        let reported = result(dice, test, fails);
        teller.say(Role::TestLab, Record::ResultRecorded(reported));
    }
    if stage >= Stage::Stored {
        let sop = rules.sops.first();
        let asked = sop.map(|file| super::asked::asked(dice, rules, &file.sop)).unwrap_or_default();
        for reported in super::typing::types(dice, rules).into_iter().chain(asked) {
            teller.say(Role::TestLab, Record::ResultRecorded(reported));
        }
    }
    let reason = if failing == "hbsag" { "maternal_markers" } else { "contamination" };
    (stage == Stage::FailedTest).then_some(reason)
}

fn result(dice: &mut Dice, test: &TestDefinition, fails: bool) -> ResultRecorded {
    let (number, choice) = match &test.kind {
        TestKind::Number(limit) => (Some(number(dice, &test.code, limit)), None),
        TestKind::Choice { choices, .. } => {
            let wanted = |verdict| choices.iter().find(|choice| choice.verdict == verdict);
            let picked = match (fails, test.code.as_str()) {
                (true, _) => wanted(Verdict::Fail),
                (false, "abo_rhd" | "cmv_igg") => dice.pick(choices),
                _ => wanted(Verdict::Pass),
            };
            (None, picked.map(|choice| choice.code.clone()))
        }
        TestKind::Text(rule) => (None, Some(super::typing::typed(dice, rule))),
    };
    let method = match test.code.as_str() {
        "tnc_post" => "血液分析仪 XN-1000",
        "viability_post" => "7-AAD 流式",
        "cd34_post" => "ISHAGE 单平台流式",
        "abo_rhd" => "微柱凝胶",
        "sterility_aerobic" | "sterility_anaerobic" => "BacT/ALERT 14 d",
        _ => "CLIA",
    };
    ResultRecorded {
        test: test.code.clone(),
        number,
        choice,
        unit: test.unit().to_owned(),
        method: method.to_owned(),
        state: ResultState::Final,
        correction_reason: None,
    }
}

fn number(dice: &mut Dice, code: &str, _: &Limit) -> Measure {
    let tenths = match code {
        "tnc_post" => dice.bell(60, 180),
        "viability_post" => dice.bell(900, 990),
        _ => dice.bell(16, 90),
    };
    measure(tenths)
}

fn storage(teller: &mut Teller<'_>, index: u32) {
    teller.later(2 * HOUR_MS);
    if let Some((tank, code, rack, slot)) = teller.scene.position(index) {
        let position = crate::command::position_code(&code, rack, slot);
        let stored = UnitStored { tank, rack, slot, position, move_reason: None };
        teller.say(Role::Storage, Record::UnitStored(stored));
    }
}

fn signing(teller: &Teller<'_>, stage: Stage, rejection: Option<&'static str>) -> Signing {
    let signer = |role| {
        let person = teller.scene.person(role);
        (person, teller.scene.name(person))
    };
    Signing {
        donation: teller.donation,
        at_ms: teller.at_ms + if rejection.is_some() { DAY_MS } else { 12 * DAY_MS },
        quality: signer(Role::Quality),
        manager: (stage == Stage::Released).then(|| signer(Role::Manager)),
        rejection,
        second: teller.scene.person(Role::Manager),
    }
}

/// Signs what was recorded, with the digests that the records give.
pub(super) fn sign(cx: &Cx<'_>, units: &[Signing]) -> Answer<Vec<Timed>> {
    let mut records = Vec::new();
    for unit in units {
        let state = cx.store()?.find_unit_state(unit.donation).map_err(stored)?;
        let Some(state) = state else { continue };
        let signed = |meaning, name: &str| ContentSigned {
            digest: state.signing_digest(meaning),
            name: name.to_owned(),
            meaning,
        };
        let (person, name) = &unit.quality;
        let subject = unit.donation.bytes();
        if let Some(reason) = unit.rejection {
            let ContentSigned { digest, name, meaning } = signed(Meaning::Rejection, name);
            let (reason, note) = (reason.to_owned(), String::new());
            let rejected = RejectionSigned { reason, note, digest, name, meaning };
            let mut timed = record(subject, unit.at_ms, *person, Record::RejectionSigned(rejected));
            timed.record.second = unit.second;
            records.push(timed);
            continue;
        }
        let profiles = cx.with_context(|context| judged_profiles(&state, context))?;
        let judged = |meaning, name: &str| {
            let ContentSigned { digest, name, meaning } = signed(meaning, name);
            ContentJudged { digest, name, meaning, profiles: profiles.clone() }
        };
        let review = Record::ReviewJudged(judged(Meaning::Review, name));
        records.push(record(subject, unit.at_ms, *person, review));
        if let Some((person, name)) = &unit.manager {
            let release = Record::ReleaseJudged(judged(Meaning::Release, name));
            records.push(record(subject, unit.at_ms + DAY_MS, *person, release));
        }
    }
    Ok(records)
}
