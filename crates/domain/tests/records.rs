//! Landed record layouts decode for ever: one golden line for each kind and version.
//! tidy: long because every kind of record has a sample here, in the order of the golden file.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

use domain::record::*;
use domain::*;

fn samples() -> Vec<Record> {
    let donation = DonationId::from_bytes([1; 16]);
    let site = SiteId::from_bytes([2; 16]);
    let shipment = ShipmentId::from_bytes([3; 16]);
    let text = |text: &str| text.to_owned();
    let signed = |meaning| ContentSigned { digest: text("d"), name: text("刘"), meaning };
    let mut samples = vec![
        Record::BankCreated(BankCreated {
            bank: BankId::from_bytes([4; 16]),
            name_zh: text("库"),
            name_en: text("Bank"),
            licence_number: text("L"),
            address: text("A"),
            scheme: NumberScheme::Local,
            facility: text("A9999"),
            purpose: Purpose::Live,
        }),
        Record::SiteAdded(SiteAdded {
            site,
            code: text("LAB"),
            name_zh: text("室"),
            name_en: text("Lab"),
            kind: SiteKind::Laboratory,
            personal_data: PersonalData::Entitled,
        }),
        Record::StationRegistered(StationRegistered {
            station: StationId::from_bytes([5; 16]),
            name: text("s"),
            site,
            public_key: text("ab"),
        }),
        Record::NumberBlockAssigned(NumberBlockAssigned {
            station: StationId::from_bytes([5; 16]),
            year: 26,
            first: 1,
            last: 99,
        }),
        Record::PersonAdded(PersonAdded {
            person: PersonId::from_bytes([6; 16]),
            login: text("n"),
            name: text("李"),
            roles: vec![Role::Nurse, Role::Administrator],
            password_hash: text("$argon2id$"),
            badge: Some(text("B1")),
        }),
        Record::PasswordSet(PasswordSet { person: PersonId::from_bytes([6; 16]), password_hash: text("$") }),
        Record::SignInAttempted(SignInAttempted { person: PersonId::from_bytes([6; 16]), success: true }),
        Record::TankAdded(TankAdded {
            tank: TankId::from_bytes([7; 16]),
            site,
            room: text("R"),
            code: text("T01"),
            purpose: TankPurpose::Permanent,
            racks: 2,
            slots: 3,
        }),
        Record::MotherEnrolled(MotherEnrolled { inventory: Inventory::Family, due_date: text("2026-12-01") }),
        Record::ConsentRecorded(ConsentRecorded {
            form_version: text("2"),
            scope: vec![ConsentScope::Transplant, ConsentScope::IncidentalFindings],
            signed_on: text("2026-11-01"),
        }),
        Record::QuestionnaireRecorded(QuestionnaireRecorded {
            form_version: text("1"),
            answers: vec![QuestionAnswered { question: text("fever"), answer: Answer::Unknown }],
            outcome: Eligibility::Deferred,
        }),
        Record::CollectionRegistered(CollectionRegistered {
            din: text("A999926000001"),
            scheme: NumberScheme::Isbt128,
            din_source: DinSource::Kit,
            infant_sex: InfantSex::Male,
            birth_weight_g: 3_400,
            gestation_d: 276,
            delivery_mode: DeliveryMode::Caesarean,
            started_ms: 1,
            ended_ms: 2,
            volume_ml: Measure::tenths(953),
            gross_weight_g: Some(Measure::tenths(1_725)),
            bag_lot: text("L"),
            anticoagulant_ml: Measure::tenths(350),
        }),
        Record::LabelsCrossChecked(LabelsCrossChecked {
            scans: vec![LabelScanned { role: text("bag"), text: text("=A99992600000100") }],
        }),
        Record::LabelsPrinted(LabelsPrinted {
            templates: vec![text("bag")],
            destination: text("PDF"),
            copy: 2,
            reprint_reason: Some(text("torn")),
            digest: text("d"),
        }),
        Record::ShipmentPacked(ShipmentPacked {
            shipment,
            box_code: text("BOX1"),
            from_site: site,
            to_site: site,
            units: vec![donation],
        }),
        Record::ShipmentHandedOver(ShipmentHandedOver { shipment, courier: text("C"), seal: text("S") }),
        Record::UnitPacked(UnitPacked { shipment, to_site: site }),
        Record::UnitReceived(UnitReceived {
            shipment,
            bag_scan: text("b"),
            companion_scan: text("c"),
            temperature_min_c: Measure::tenths(60),
            temperature_max_c: Measure::tenths(185),
            intact: true,
        }),
        Record::ReceiptDecided(ReceiptDecided {
            decision: ReceiptDecision::Accept,
            proposed: ReceiptDecision::Quarantine,
            reason: Some(text("r")),
        }),
        Record::StepRecorded(StepRecorded {
            sop: text("p"),
            sop_version: text("1"),
            step: text("weigh"),
            values: vec![StepValue { code: text("w"), value: text("95.0"), unit: text("g") }],
            equipment: Some(text("EQ")),
            lot: None,
        }),
        Record::ResultRecorded(ResultRecorded {
            test: text("tnc_post"),
            number: Some(Measure::tenths(91)),
            choice: None,
            unit: text("×10^8"),
            method: text("XN"),
            state: ResultState::Final,
            correction_reason: None,
        }),
        Record::UnitStored(UnitStored {
            tank: TankId::from_bytes([7; 16]),
            rack: 1,
            slot: 2,
            position: text("T01-R01-S002"),
            move_reason: None,
        }),
        Record::UnitRejected(UnitRejected { reason: text("clots"), note: text("") }),
        Record::HoldPlaced(HoldPlaced { key: text("k"), note: text("n") }),
        Record::HoldLifted(HoldLifted { key: text("k"), reason: text("r") }),
        Record::ReviewSigned(signed(Meaning::Review)),
        Record::UnitReleased(signed(Meaning::Release)),
        Record::CertificateIssued(CertificateIssued {
            number: text("RC"),
            copy: 1,
            reason: None,
            digest: text("d"),
            content_digest: text("c"),
        }),
        Record::WorkResolved(WorkResolved {
            kind: text("duplicate_din"),
            about: text("A999926000001"),
            units: vec![donation],
            keep: donation,
            reason: text("r"),
            name: text("刘"),
            meaning: Meaning::Resolution,
        }),
        Record::CollectionCorrected(CollectionCorrected {
            reason: text("r"),
            infant_sex: Some(InfantSex::Male),
            birth_weight_g: Some(3_400),
            gestation_d: Some(276),
            delivery_mode: Some(DeliveryMode::AssistedVaginal),
            started_ms: Some(1),
            ended_ms: Some(2),
            volume_ml: Some(Measure::tenths(953)),
        }),
        Record::StepCorrected(StepCorrected {
            step: text("weigh"),
            values: vec![StepValue { code: text("w"), value: text("95.0"), unit: text("g") }],
            reason: text("r"),
        }),
        Record::StationContinued(StationContinued {
            station: StationId::from_bytes([8; 16]),
            former: StationId::from_bytes([5; 16]),
            former_key: text("ab"),
            seq: 70_000,
            hash: text("cd"),
            backup_ms: 1_750_000_000_000,
            signature: text("ef"),
        }),
    ];
    samples.extend(people());
    samples.push(Record::ProcedureApproved(ProcedureApproved {
        procedure: ProcedureKind::Limits,
        code: text("template-cn"),
        version: text("1"),
        digest: text("d"),
        effective_ms: 1_750_000_000_000,
        name: text("质"),
        meaning: Meaning::Approval,
    }));
    samples.extend(signed_acts());
    samples.extend(templates());
    samples.extend(called_off());
    samples.extend(analysers());
    samples.extend(register());
    samples.extend(norms());
    samples.extend(deviations());
    samples.extend(runs());
    samples.extend(curves());
    samples.extend(controls());
    samples.extend(attachments());
    samples.extend(rooms());
    samples.extend(parts());
    samples.push(Record::RunSheetIssued(document(DocumentKind::Worksheet)));
    samples.push(Record::RunSheetCalledOff(paper_called_off(DocumentKind::Worksheet)));
    samples.extend(deviations_put_right());
    samples.push(Record::ResultSetAside(ResultSetAside {
        message: "09".to_owned(),
        place: 3,
        test: "t".to_owned(),
        value: "v".to_owned(),
        reason: "r".to_owned(),
        tests: vec!["t".to_owned()],
        instrument: "i".to_owned(),
        specimen: "s".to_owned(),
    }));
    samples
}

fn paper_called_off(document: DocumentKind) -> DocumentCalledOff {
    DocumentCalledOff {
        document,
        number: "UD-A999926000007".to_owned(),
        copy: 2,
        station: StationId::from_bytes([5; 16]),
        seq: 41,
        reason: Some("r".to_owned()),
    }
}

/// Orders of which nothing came out of a printer.
fn called_off() -> Vec<Record> {
    let paper = paper_called_off;
    vec![
        Record::DocumentCalledOff(paper(DocumentKind::Dossier)),
        Record::ManifestCalledOff(paper(DocumentKind::Manifest)),
        Record::PickListCalledOff(paper(DocumentKind::PickList)),
        Record::KitsCalledOff(KitsCalledOff {
            station: StationId::from_bytes([5; 16]),
            year: 26,
            first: 7,
            last: 16,
            reason: Some("r".to_owned()),
        }),
    ]
}

/// The second versions: acts with a signature of their own.
fn signed_acts() -> Vec<Record> {
    let donation = DonationId::from_bytes([8; 16]);
    let (digest, name) = ("d1".to_owned(), "N".to_owned());
    vec![
        Record::ReceiptDecisionSigned(ReceiptDecisionSigned {
            decision: ReceiptDecision::Accept,
            proposed: ReceiptDecision::Quarantine,
            reason: Some("r".to_owned()),
            digest: digest.clone(),
            name: name.clone(),
            meaning: Meaning::Override,
        }),
        Record::RejectionSigned(RejectionSigned {
            reason: "clots".to_owned(),
            note: String::new(),
            digest: digest.clone(),
            name: name.clone(),
            meaning: Meaning::Rejection,
        }),
        Record::HoldLiftSigned(HoldLiftSigned {
            key: "k".to_owned(),
            reason: "r".to_owned(),
            digest: digest.clone(),
            name: name.clone(),
            meaning: Meaning::HoldLifted,
        }),
        Record::ResolutionSigned(ResolutionSigned {
            kind: "duplicate_din".to_owned(),
            about: "A".to_owned(),
            units: vec![donation],
            keep: donation,
            reason: "r".to_owned(),
            name,
            meaning: Meaning::Resolution,
            digest,
        }),
        Record::LabelsAccounted(LabelsAccounted {
            fate: LabelFate::Destroyed,
            templates: vec!["tube".to_owned()],
            copy: Some(2),
            reason: Some("r".to_owned()),
        }),
        Record::LabelVerified(LabelVerified {
            template: "bag".to_owned(),
            text: "=A".to_owned(),
            matches: true,
        }),
        Record::KitsPrinted(KitsPrinted {
            station: StationId::from_bytes([5; 16]),
            year: 26,
            first: 7,
            last: 16,
            to_site: SiteId::from_bytes([2; 16]),
            templates: vec!["bag".to_owned(), "tube".to_owned()],
            destination: "p".to_owned(),
            digest: "d1".to_owned(),
        }),
        Record::KitSpoiled(KitSpoiled {
            station: StationId::from_bytes([5; 16]),
            din: "A999926000007".to_owned(),
            reason: "r".to_owned(),
        }),
        Record::CodesPrinted(CodesPrinted {
            station: StationId::from_bytes([5; 16]),
            template: "position".to_owned(),
            codes: vec!["T01-R01-S001".to_owned()],
            destination: "p".to_owned(),
            reprint_reason: Some("r".to_owned()),
            digest: "d1".to_owned(),
            own_templates: vec![OwnTemplate {
                template: "position".to_owned(),
                version: 2,
                digest: "d2".to_owned(),
            }],
        }),
        Record::DocumentIssued(document(DocumentKind::Dossier)),
        Record::ManifestIssued(document(DocumentKind::Manifest)),
        Record::PickListIssued(document(DocumentKind::PickList)),
    ]
}

fn document(document: DocumentKind) -> DocumentIssued {
    DocumentIssued {
        document,
        number: "UD-A999926000007".to_owned(),
        language: "en".to_owned(),
        copy: 2,
        papers: 1,
        destination: "p".to_owned(),
        reason: Some("r".to_owned()),
        digest: "d1".to_owned(),
        about: vec!["A999926000007".to_owned()],
    }
}

/// Label templates of the bank's own, and prints by them.
fn templates() -> Vec<Record> {
    let text = |text: &str| text.to_owned();
    let own_templates = vec![OwnTemplate { template: text("bag"), version: 2, digest: text("d2") }];
    vec![
        Record::TemplateDrawn(TemplateDrawn {
            template: text("bag"),
            version: 2,
            content: text("{}"),
            based_on: text("d1"),
            reason: text("r"),
        }),
        Record::TemplateApproved(TemplateApproved {
            template: text("bag"),
            version: 2,
            drawn: text("e2"),
            replaces: vec![text("e1")],
            digest: text("d"),
            name: text("质"),
            meaning: Meaning::TemplateApproval,
        }),
        Record::TemplateWithdrawn(TemplateWithdrawn {
            template: text("bag"),
            version: 2,
            back_to_version: 1,
            back_to: Some(text("e0")),
            replaces: vec![text("e3")],
            reason: text("r"),
            digest: text("d"),
            name: text("质"),
            meaning: Meaning::TemplateWithdrawal,
        }),
        Record::LabelsPrintedByTemplate(LabelsPrintedByTemplate {
            templates: vec![text("bag")],
            destination: text("PDF"),
            copy: 2,
            reprint_reason: Some(text("torn")),
            digest: text("d"),
            own_templates: own_templates.clone(),
        }),
        Record::KitsPrintedByTemplate(KitsPrintedByTemplate {
            station: StationId::from_bytes([5; 16]),
            year: 26,
            first: 7,
            last: 16,
            to_site: SiteId::from_bytes([2; 16]),
            templates: vec![text("bag"), text("tube")],
            destination: text("p"),
            digest: text("d1"),
            own_templates,
        }),
        Record::SopPinned(SopPinned { sop: text("p"), version: text("1"), digest: text("d") }),
        Record::StepBegun(StepBegun { sop: text("p"), version: text("1"), step: text("spin") }),
        Record::StepDone(StepDone {
            sop: text("p"),
            sop_version: text("1"),
            step: text("spin"),
            values: vec![StepValue { code: text("g"), value: text("50"), unit: text("g") }],
            scans: vec![StepScan { code: text("centrifuge"), value: text("EQ") }],
            done_ms: Some(1_800_000_000_000),
            departures: vec![Departure {
                rule: DepartureRule::Late,
                about: text("weigh"),
                limit: text("1800000000000"),
            }],
            reason: Some(text("r")),
            digest: text("d"),
            name: text("刘"),
            meaning: Some(Meaning::Override),
        }),
        Record::StepSkipped(StepSkipped {
            sop: text("p"),
            version: text("1"),
            step: text("spin"),
            reason: text("r"),
            digest: text("d"),
            name: text("刘"),
            meaning: Meaning::Override,
        }),
        Record::SopDrawn(SopDrawn {
            sop: text("p"),
            version: text("2"),
            content: text("{}"),
            based_on: text("d"),
            reason: text("r"),
        }),
    ]
}

/// What steps keep beside their values, and a text that is too long for one entry.
fn attachments() -> Vec<Record> {
    let text = |text: &str| text.to_owned();
    vec![
        Record::AttachmentKept(AttachmentKept {
            digest: text("ad"),
            media: MediaType::Jpeg,
            size: 70_000,
            piece: 0,
            pieces: 2,
            step: text("spin"),
            input: text("photo"),
        }),
        Record::SopPieceDrawn(SopPieceDrawn {
            sop: text("p"),
            version: text("3"),
            digest: text("pd"),
            piece: 1,
            pieces: 3,
            content: text("{}"),
            based_on: text("d"),
            reason: text("r"),
        }),
    ]
}

/// What analysers send.
fn analysers() -> Vec<Record> {
    let text = |text: &str| text.to_owned();
    let donation = DonationId::from_bytes([1; 16]);
    let taken = ResultTaken {
        donation,
        test: text("tnc_post"),
        value: text("13.12"),
        unit: text("×10⁸"),
        inputs: vec![InputTaken { name: text("wbc"), value: text("62.48"), unit: text("10*3/uL") }],
    };
    let waiting = ResultWaiting {
        place: 3,
        specimen: 0,
        code: text("PLT"),
        why: text("analyser.flagged"),
        params: vec![ReasonParam { name: text("flag"), value: text("A") }],
    };
    vec![
        Record::AnalyserHeard(AnalyserHeard {
            analyser: text("XN"),
            instrument: text("XN-550"),
            protocol: text("astm"),
            mapping: text("sysmex-xn"),
            mapping_version: 1,
            digest: text("d"),
            specimens: 1,
            measured: 4,
            taken: vec![taken.clone()],
            waiting: vec![waiting],
        }),
        Record::WaitingAssigned(WaitingAssigned {
            donation,
            places: vec![3],
            reason: text("r"),
            taken: vec![taken],
        }),
        Record::WaitingDismissed(WaitingDismissed { places: vec![3], reason: text("r") }),
    ]
}

/// Equipment and materials.
fn register() -> Vec<Record> {
    let site = SiteId::from_bytes([2; 16]);
    let text = |text: &str| text.to_owned();
    vec![
        Record::EquipmentRegistered(EquipmentRegistered {
            code: text("E1"),
            kind: text("centrifuge"),
            description: text("机"),
            site,
            room: text("R"),
            wants_calibration: true,
            wants_maintenance: false,
        }),
        Record::EquipmentServiced(EquipmentServiced {
            code: text("E1"),
            service: ServiceKind::Maintenance,
            done_on: text("2026-01-02"),
            done_ms: 5,
            due_on: text("2027-01-01"),
            due_ms: 6,
            by: text("b"),
            certificate: text("c"),
        }),
        Record::EquipmentTakenOut(EquipmentTakenOut { code: text("E1"), reason: text("r") }),
        Record::EquipmentReturned(EquipmentReturned { code: text("E1"), reason: text("r") }),
        Record::MaterialReceived(MaterialReceived {
            code: text("L1"),
            kind: text("dmso"),
            description: text("剂"),
            expires_on: text("2027-01-31"),
            expires_ms: 7,
            open_days: Some(28),
            quantity: "10.5".parse().unwrap(),
            unit: text("mL"),
            supplier: text("s"),
            site,
        }),
        Record::MaterialInspected(MaterialInspected {
            code: text("L1"),
            delivery_station: StationId::from_bytes([5; 16]),
            delivery_seq: 9,
            accepted: true,
            note: text("n"),
        }),
        Record::MaterialOpened(MaterialOpened { code: text("L1"), site, opened_ms: 8 }),
        Record::MaterialCounted(MaterialCounted {
            code: text("L1"),
            site,
            left: "0".parse().unwrap(),
            reason: text("r"),
        }),
        Record::MaterialRecalled(MaterialRecalled { code: text("L1"), reason: text("r") }),
    ]
}

/// Runs of units.
fn runs() -> Vec<Record> {
    let text = |text: &str| text.to_owned();
    let unit = DonationId::from_bytes([1; 16]);
    vec![
        Record::RunStarted(RunStarted {
            number: text("n"),
            sop: text("s"),
            version: text("1"),
            step: text("w"),
            units: vec![unit],
            clearance: text("1"),
            checks: vec![text("c")],
        }),
        Record::RunUnitJoined(RunUnitJoined { donation: unit }),
        Record::RunUnitLeft(RunUnitLeft { donation: unit, reason: text("r") }),
        Record::RunClosed(RunClosed { units: vec![unit], clearance: text("1"), checks: vec![text("c")] }),
        Record::UnitDisposed(UnitDisposed {
            disposal: Disposal::Research,
            position: Some(text("p")),
            note: text("n"),
        }),
        Record::FamilyNotified(FamilyNotified {
            notice: FamilyNotice::NotReached,
            told_ms: 1_800_000_000_000,
            note: text("n"),
        }),
    ]
}

/// Freezing curves, with a chamber and without, and their reviews.
fn curves() -> Vec<Record> {
    let text = |text: &str| text.to_owned();
    let measure = |text: &str| Some(text.parse().unwrap());
    let curve = FreezingCurveId::from_bytes([15; 16]);
    let point = |at_ms, chamber_mc, sample_mc| CurvePoint { at_ms, chamber_mc, sample_mc };
    let measures = vec![
        CurveMeasure { rule: text("phase_slow"), low: measure("-1.5"), high: measure("0.25") },
        CurveMeasure { rule: text("nucleation_rise"), low: None, high: None },
    ];
    let recorded = |points: Vec<CurvePoint>| FreezingCurveRecorded {
        file_name: text("f.csv"),
        file_digest: text("fd"),
        equipment: text("CRF1"),
        program: text("p"),
        version: text("1"),
        digest: text("pd"),
        begins_ms: 300_000,
        started_ms: Some(7),
        points: CurvePoints(points),
        measures: measures.clone(),
    };
    vec![
        Record::FreezingCurveRecorded(recorded(vec![
            point(0, Some(4_000), 4_100),
            point(10_000, Some(-500), 3_050),
            point(20_000, Some(-90_000), -1),
        ])),
        Record::UnitCurveRecorded(UnitCurveRecorded {
            curve,
            file_name: text("f.csv"),
            file_digest: text("fd"),
            equipment: text("CRF1"),
            program: text("p"),
            version: text("1"),
            digest: text("pd"),
            run: Some(RunId::from_bytes([14; 16])),
            measures: measures.clone(),
            reason: Some(text("r")),
            replaces: vec![text("before")],
        }),
        Record::UnitCurveReviewed(UnitCurveReviewed {
            curve,
            fitness: UnitFitness::Unfit,
            findings: vec![CurveFinding {
                rule: text("phase_slow"),
                verdict: Verdict::Fail,
                value: text("v"),
                limit: text("l"),
                source: text("s"),
            }],
            note: text("n"),
            replaces: vec![text("before")],
            digest: text("d"),
            name: text("刘"),
            meaning: Meaning::CurveReview,
        }),
    ]
}

#[test]
fn a_curve_without_a_chamber_and_one_of_no_rows_decode_to_themselves() {
    let Record::FreezingCurveRecorded(sample) = curves().remove(0) else { panic!("the first is a curve") };
    let bare = |point: &CurvePoint| CurvePoint { chamber_mc: None, ..*point };
    let without: Vec<CurvePoint> = sample.points.0.iter().map(bare).collect();
    for points in [without, Vec::new()] {
        let record = Record::FreezingCurveRecorded(FreezingCurveRecorded {
            points: CurvePoints(points),
            ..sample.clone()
        });
        let decoded = Record::decode(record.kind(), record.version(), &record.encode());
        assert_eq!(decoded, Ok(Some(record)));
    }
}

/// Norm profiles: limits that the bank confirmed, and signatures with the profiles that judged.
fn norms() -> Vec<Record> {
    let text = |text: &str| text.to_owned();
    let judged = |meaning, profiles: Vec<JudgedProfile>| ContentJudged {
        digest: text("d"),
        name: text("刘"),
        meaning,
        profiles,
    };
    let profile = |code: &str, verdict| JudgedProfile {
        code: text(code),
        version: text("2"),
        digest: text("e"),
        verdict,
    };
    let both = vec![profile("template-cn", Verdict::Pass), profile("netcord-fact", Verdict::Unconfirmed)];
    vec![
        Record::LimitConfirmed(LimitConfirmed {
            profile: text("template-cn"),
            version: text("2"),
            digest: text("e"),
            limit: text("viability_post"),
            min: Some("80.5".parse().unwrap()),
            max: None,
            unit: text("%"),
            source: text("s"),
            reason: Some(text("r")),
            name: text("刘"),
            meaning: Meaning::LimitConfirmed,
        }),
        Record::ReviewJudged(judged(Meaning::Review, both.clone())),
        Record::ReleaseJudged(judged(Meaning::Release, both)),
    ]
}

/// What becomes of an account.
fn people() -> Vec<Record> {
    let person = PersonId::from_bytes([6; 16]);
    let site = SiteId::from_bytes([2; 16]);
    let text = |text: &str| text.to_owned();
    vec![
        Record::RolesChanged(RolesChanged {
            person,
            grants: vec![
                RoleGrant { role: Role::Courier, sites: vec![site] },
                RoleGrant::everywhere(Role::MedicalDirector),
            ],
            reason: text("r"),
        }),
        Record::PersonSuspended(PersonSuspended { person, reason: text("r") }),
        Record::PersonReinstated(PersonReinstated { person, reason: text("r") }),
        Record::BadgeGiven(BadgeGiven { person, badge: text("B2") }),
        Record::BadgeRevoked(BadgeRevoked { person, badge: text("B2"), reason: text("r") }),
        Record::PasswordReset(PasswordReset { person, password_hash: text("$") }),
        Record::PasswordChanged(PasswordChanged { person, password_hash: text("$") }),
        Record::AccountReviewed(AccountReviewed {
            person,
            digest: text("d"),
            name: text("管"),
            meaning: Meaning::Accounts,
        }),
        Record::SignInRefused(SignInRefused { person: None, why: SignInFailure::UnknownLogin }),
        Record::TankRead(TankRead {
            tank: TankId::from_bytes([7; 16]),
            temperature_c: "-178.5".parse().unwrap(),
            level_percent: Some("80".parse().unwrap()),
            read_ms: 1,
            verdict: Verdict::Pass,
            limit: text("l"),
            action: Some(text("a")),
        }),
        Record::TankReviewed(TankReviewed {
            tank: TankId::from_bytes([7; 16]),
            readings: vec![EntryPlace { station: StationId::from_bytes([5; 16]), seq: 9 }],
            outside: 0,
            digest: text("d"),
            note: text("n"),
            name: text("刘"),
            meaning: Meaning::Readings,
        }),
        Record::BadgeTested(BadgeTested { person: PersonId::from_bytes([6; 16]), good: true }),
    ]
}

/// Deviations.
fn deviations() -> Vec<Record> {
    let donation = DonationId::from_bytes([1; 16]);
    let deviation = DeviationId::from_bytes([8; 16]);
    let text = |text: &str| text.to_owned();
    vec![
        Record::DeviationReported(DeviationReported {
            category: text("transport"),
            what_happened: text("晚"),
            happened_ms: 7,
            done_at_once: text("d"),
            site: SiteId::from_bytes([2; 16]),
            units: vec![donation],
            step: text("spin"),
        }),
        Record::DeviationWidened(DeviationWidened { units: vec![donation], reason: text("r") }),
        Record::DeviationClassified(DeviationClassified { class: DeviationClass::Major, reason: text("r") }),
        Record::DeviationInvestigated(DeviationInvestigated { cause: text("slip"), findings: text("f") }),
        Record::ActionPlanned(ActionPlanned {
            key: text("k"),
            action_kind: ActionKind::Preventive,
            what: text("w"),
            responsible: PersonId::from_bytes([6; 16]),
            due_on: text("2027-01-31"),
            due_ms: 9,
        }),
        Record::ActionDone(ActionDone { key: text("k"), note: text("n") }),
        Record::ActionChecked(ActionChecked { key: text("k"), effective: true, note: text("n") }),
        Record::DeviationClosed(DeviationClosed {
            conclusion: text("c"),
            units: vec![UnitConclusion { donation, fitness: UnitFitness::Unfit, note: text("n") }],
            digest: text("d"),
            name: text("刘"),
            meaning: Meaning::DeviationClosing,
        }),
        Record::DeviationReopened(DeviationReopened { reason: text("r") }),
        Record::UnitDeviated(UnitDeviated { deviation, category: text("transport") }),
        Record::UnitDeviationSettled(UnitDeviationSettled {
            deviation,
            fitness: UnitFitness::Fit,
            note: String::new(),
        }),
    ]
}

fn deviations_put_right() -> Vec<Record> {
    let text = |text: &str| text.to_owned();
    vec![
        Record::ActionChanged(ActionChanged {
            key: text("k"),
            responsible: PersonId::from_bytes([6; 16]),
            due_on: text("2027-01-31"),
            due_ms: 9,
            reason: text("r"),
        }),
        Record::ActionWithdrawn(ActionWithdrawn { key: text("k"), reason: text("r") }),
        Record::DeviationUnitRemoved(DeviationUnitRemoved {
            donation: DonationId::from_bytes([1; 16]),
            reason: text("r"),
            digest: text("d"),
            name: text("刘"),
            meaning: Meaning::DeviationUnitRemoval,
        }),
        Record::UnitDeviationRemoved(UnitDeviationRemoved {
            deviation: DeviationId::from_bytes([8; 16]),
            reason: text("r"),
        }),
    ]
}

fn controls() -> Vec<Record> {
    let text = |text: &str| text.to_owned();
    let measure = |text: &str| -> Measure { text.parse().unwrap() };
    let station = StationId::from_bytes([5; 16]);
    let (site, test, device) = (SiteId::from_bytes([2; 16]), text("hct_post"), text("EQ-002"));
    let result = ResultRecorded {
        test: test.clone(),
        number: Some(measure("31.5")),
        choice: None,
        unit: text("%"),
        method: text("XN"),
        state: ResultState::Final,
        correction_reason: None,
    };
    vec![
        Record::ControlTargetProposed(ControlTargetProposed {
            test: test.clone(),
            device: device.clone(),
            lot: text("QC2601"),
            level: ControlLevel::High,
            unit: text("%"),
            mean: measure("46.0"),
            sd: measure("0.80"),
            target_source: TargetSource::Own,
            reference: text("r"),
            values: Some(20),
            reported_code: text("HCT"),
            specimen: text("QC-H*"),
            site,
        }),
        Record::ControlTargetSettled(ControlTargetSettled {
            test: test.clone(),
            device: device.clone(),
            target_station: station,
            target_seq: 3,
            approved: true,
            note: String::new(),
        }),
        Record::ControlRecorded(ControlRecorded {
            test: test.clone(),
            device: device.clone(),
            lot: text("QC2601"),
            level: ControlLevel::Low,
            value: measure("45.2"),
            unit: text("%"),
            mean: measure("46.0"),
            sd: measure("0.80"),
            measured_ms: 9,
            entry: ControlEntry::File,
            site,
        }),
        Record::ControlCorrected(ControlCorrected {
            test: test.clone(),
            device: device.clone(),
            control_station: station,
            control_seq: 4,
            value: Some(measure("45.3")),
            reason: text("r"),
        }),
        Record::ControlExplained(ControlExplained {
            test,
            device: device.clone(),
            control_station: station,
            control_seq: 4,
            cause: text("c"),
            action: text("a"),
        }),
        Record::ResultMeasured(ResultMeasured { result: result.clone(), device }),
        Record::ResearchAssigned(ResearchAssigned {
            note: text("a"),
            digest: text("d"),
            name: text("n"),
            meaning: Meaning::Research,
            profiles: vec![JudgedProfile {
                code: text("p"),
                version: text("1"),
                digest: text("e"),
                verdict: Verdict::Fail,
            }],
        }),
        Record::ProfileStandingSet(ProfileStandingSet {
            profile: text("p"),
            version: text("1"),
            digest: text("d"),
            standing: ProfileStanding::Ended,
            effective_ms: 9,
            reason: text("r"),
            name: text("n"),
            meaning: Meaning::ProfileStanding,
        }),
        Record::ResultRepeated(ResultRepeated { result, device: Some(text("E")), of: text("o") }),
        Record::MaterialRecallWithdrawn(MaterialRecallWithdrawn {
            code: text("LOT1"),
            recalls: vec![text("e")],
            reason: text("r"),
            digest: text("d"),
            name: text("n"),
            meaning: Meaning::RecallWithdrawal,
        }),
        Record::MaterialStockRuleSet(MaterialStockRuleSet {
            kind: text("dmso"),
            site: SiteId::from_bytes([1; 16]),
            counted: true,
            per_use: Measure::tenths(15),
            low_level: Measure::tenths(100),
            unit: text("mL"),
            reason: text("r"),
        }),
    ]
}

fn rooms() -> Vec<Record> {
    let text = |text: &str| text.to_owned();
    let (station, site) = (StationId::from_bytes([5; 16]), SiteId::from_bytes([2; 16]));
    let run = RunId::from_bytes([8; 16]);
    vec![
        Record::RoomRegistered(RoomRegistered {
            code: text("CR-1"),
            site,
            name_zh: text("洁净间"),
            name_en: text("Clean room"),
            grade: RoomGrade::B,
            points: vec![text("P1"), text("P2")],
            reason: Some(text("r")),
        }),
        Record::RoomRetired(RoomRetired { code: text("CR-1"), site, reason: text("r") }),
        Record::EnvironmentMonitored(EnvironmentMonitored {
            room: text("CR-1"),
            site,
            monitored_ms: 9,
            state: RoomState::InOperation,
            grade: RoomGrade::B,
            readings: vec![RoomReading {
                point: text("P1"),
                quantity: RoomQuantity::Particles05,
                value: "3520.0".parse().unwrap(),
            }],
            plates: vec![ExposedPlate {
                number: text("SP-1"),
                point: text("P2"),
                quantity: RoomQuantity::SettlePlate,
                minutes: 240,
            }],
            runs: vec![MonitoredRun {
                run,
                number: text("R1"),
                units: vec![DonationId::from_bytes([1; 16])],
            }],
            replaces: vec![text("e")],
            reason: Some(text("r")),
        }),
        Record::PlateRead(PlateRead {
            room: text("CR-1"),
            site,
            monitoring_station: station,
            monitoring_seq: 5,
            plate: text("SP-1"),
            cfu: 7,
            organism: text("o"),
            read_ms: 10,
            replaces_station: None,
            replaces_seq: None,
            reason: None,
        }),
        Record::EnvironmentAssessed(EnvironmentAssessed {
            room: text("CR-1"),
            site,
            monitoring_station: station,
            monitoring_seq: 5,
            run,
            fitness: UnitFitness::Unfit,
            findings: vec![EnvironmentFinding {
                point: text("P2"),
                quantity: RoomQuantity::SettlePlate,
                plate: text("SP-1"),
                verdict: Verdict::Fail,
                value: text("7 CFU"),
                limit: text("≤ 5 CFU"),
                level: LimitLevel::Action,
                source: text("s"),
            }],
            entries: vec![text("e")],
            replaces: vec![text("f")],
            former_findings: Vec::new(),
            plates_twice: vec![text("SP-2")],
            reason: text("r"),
            digest: text("d"),
            name: text("刘"),
            meaning: Meaning::EnvironmentAssessment,
        }),
        Record::EnvironmentRunWidened(EnvironmentRunWidened {
            room: text("CR-1"),
            site,
            monitoring_station: station,
            monitoring_seq: 5,
            runs: vec![MonitoredRun {
                run,
                number: text("R1"),
                units: vec![DonationId::from_bytes([3; 16])],
            }],
        }),
    ]
}

fn parts() -> Vec<Record> {
    let text = |text: &str| text.to_owned();
    let (of_station, of_seq, number) = (StationId::from_bytes([5; 16]), 9, 2);
    let (volume, volume_unit) = (Measure::tenths(5), VolumeUnit::Ml);
    let kept_at = PartPlace {
        device: text("EQ-025"),
        rack: Some(text("2")),
        box_code: Some(text("P-01")),
        cell: Some(text("A1")),
    };
    vec![
        Record::PartMade(PartMade {
            compartment: Some(3),
            number,
            part_kind: PartKind::Plasma,
            container: PartContainer::Vial,
            source: PartSource::Part,
            of_station: Some(of_station),
            of_seq: Some(1),
            volume,
            volume_unit,
            taken: volume,
            made_ms: 7,
            step: Some(text("s")),
            mass_ug: Some(Measure::tenths(1)),
            concentration: Some(Measure::tenths(2)),
            kept_at: Some(kept_at.clone()),
            note: text("n"),
        }),
        Record::PartUsed(PartUsed {
            of_station,
            of_seq,
            number,
            volume,
            volume_unit,
            part_use: PartUse::Test,
            reason: text("r"),
        }),
        Record::PartPlaced(PartPlaced { of_station, of_seq, number, kept_at, reason: Some(text("r")) }),
        Record::PartTakenOut(PartTakenOut { of_station, of_seq, number, reason: text("r") }),
        Record::PartSeparated(PartSeparated { of_station, of_seq, number, reason: text("r") }),
        Record::PartDiscarded(PartDiscarded {
            of_station,
            of_seq,
            number,
            disposal: Disposal::MedicalWaste,
            reason: text("r"),
        }),
        Record::PartCorrected(PartCorrected {
            part_volume: PartVolume::Taken,
            of_station,
            of_seq,
            number,
            volume,
            volume_unit,
            reason: text("r"),
        }),
        Record::PartCounted(PartCounted {
            of_station,
            of_seq,
            number,
            volume,
            volume_unit,
            reason: text("r"),
            digest: text("d"),
            name: text("刘"),
            meaning: Meaning::PartCount,
        }),
        Record::PartRenumbered(PartRenumbered {
            of_station,
            of_seq,
            number,
            new_number: 3,
            reason: text("r"),
        }),
        Record::PartLabelled(PartLabelled {
            of_parts: vec![text("p")],
            numbers: vec![2],
            destination: text("PDF"),
            reprint_reason: Some(text("r")),
            digest: text("d"),
            own_templates: vec![OwnTemplate { template: text("vial"), version: 1, digest: text("d") }],
        }),
        Record::PartVoided(PartVoided { of_station, of_seq, number, reason: text("r") }),
        Record::PartLabelCalledOff(PartLabelCalledOff {
            station: of_station,
            seq: 10,
            of_parts: vec![text("p")],
            numbers: vec![2],
            reason: Some(text("r")),
        }),
        Record::PartSettled(PartSettled {
            of_station,
            of_seq,
            number,
            part_presence: PartPresence::Gone,
            reason: text("r"),
            digest: text("d"),
            name: text("刘"),
            meaning: Meaning::PartSettlement,
        }),
        Record::PartRootCounted(PartRootCounted {
            source: PartSource::Collection,
            volume,
            volume_unit,
            reason: text("r"),
            digest: text("d"),
            name: text("刘"),
            meaning: Meaning::PartRootCount,
        }),
        Record::PartBoxSetUp(PartBoxSetUp {
            site: SiteId::from_bytes([2; 16]),
            device: text("EQ-025"),
            rack: Some(text("2")),
            box_code: text("P-01"),
            box_kind: text("8x12"),
            rows: 8,
            columns: 12,
            reason: Some(text("r")),
        }),
        Record::ResultComputed(ResultComputed {
            result: ResultRecorded {
                test: text("t"),
                number: Some(Measure::tenths(315)),
                choice: None,
                unit: text("u"),
                method: text("m"),
                state: ResultState::Final,
                correction_reason: Some(text("r")),
            },
            device: Some(text("d")),
            mapping: text("m"),
            mapping_version: 2,
            sum: vec![text("a")],
            product: vec![text("b")],
            factor: Measure::tenths(315),
            corrected_for: Some(text("c")),
            decimals: 2,
            inputs: vec![ComputedInput {
                name: text("a"),
                value: Measure::tenths(315),
                unit: text("u"),
                steps: vec![text("s.i")],
                tests: vec![text("t")],
                typed: true,
                preliminary: false,
            }],
        }),
        Record::AnalyserHeardOn(AnalyserHeardOn {
            heard: AnalyserHeard {
                analyser: text("XN"),
                instrument: text("XN-550"),
                protocol: text("astm"),
                mapping: text("sysmex-xn"),
                mapping_version: 1,
                digest: text("d"),
                specimens: 1,
                measured: 4,
                taken: Vec::new(),
                waiting: Vec::new(),
            },
            device: text("d"),
        }),
        Record::StepLeftOut(StepLeftOut {
            sop: text("p"),
            version: text("1"),
            step: text("spin"),
            reason: text("r"),
        }),
        Record::ResultTimed(ResultTimed {
            result: ResultRecorded {
                test: text("t"),
                number: None,
                choice: Some(text("c")),
                unit: text(""),
                method: text("m"),
                state: ResultState::Preliminary,
                correction_reason: None,
            },
            device: Some(text("d")),
            computation: Some(ResultComputation {
                mapping: text("m"),
                mapping_version: 2,
                sum: vec![text("a")],
                product: vec![text("b")],
                factor: Measure::tenths(315),
                corrected_for: Some(text("c")),
                decimals: 2,
                inputs: Vec::new(),
            }),
            measured_ms: Some(1),
            sent_ms: Some(2),
            corrected: true,
        }),
        Record::ControlTargetEnded(ControlTargetEnded {
            test: text("t"),
            device: text("d"),
            target_station: StationId::from_bytes([5; 16]),
            target_seq: 3,
            reason: text("r"),
        }),
        Record::ProcedureReturned(ProcedureReturned {
            code: text("p"),
            version: text("1"),
            digest: text("d"),
            reason: text("r"),
            name: text("n"),
        }),
        Record::StepStarted(StepStarted {
            sop: text("p"),
            version: text("1"),
            step: text("spin"),
            scans: vec![StepScan { code: text("c"), value: text("EQ-1") }],
        }),
        Record::StepStartVoided(StepStartVoided {
            step: text("spin"),
            station: StationId::from_bytes([1; 16]),
            seq: 9,
            reason: text("r"),
        }),
        Record::StepAmended(StepAmended {
            step: text("weigh"),
            values: vec![StepValue { code: text("w"), value: text("95.0"), unit: text("g") }],
            scans: vec![StepScan { code: text("c"), value: text("EQ-1") }],
            departures: vec![Departure {
                rule: DepartureRule::OutOfRange,
                about: text("w"),
                limit: text("20 – 30 g"),
            }],
            reason: text("r"),
            digest: text("d"),
            name: text("刘"),
            meaning: Some(Meaning::Override),
            station: Some(StationId::from_bytes([1; 16])),
            seq: 8,
        }),
        Record::ResultReplaced(ResultReplaced {
            reported: ResultTimed {
                result: ResultRecorded {
                    test: text("t"),
                    number: Some(Measure::tenths(315)),
                    choice: None,
                    unit: text("u"),
                    method: text("m"),
                    state: ResultState::Final,
                    correction_reason: Some(text("r")),
                },
                device: Some(text("d")),
                computation: None,
                measured_ms: Some(1),
                sent_ms: None,
                corrected: false,
            },
            of: vec![text("o"), text("p")],
        }),
    ]
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

// requirement: 11.10(c), Annex 11 §10, ALCOA+
#[test]
fn landed_layouts_never_change() {
    let samples = samples();
    let kinds: Vec<(&str, u16)> = samples.iter().map(|record| (record.kind(), record.version())).collect();
    assert_eq!(kinds, Record::KINDS, "a sample for each kind, in order");
    let found: String =
        samples.iter().map(|r| format!("{} {} {}\n", r.kind(), r.version(), hex(&r.encode()))).collect();
    assert_eq!(found, include_str!("golden/records.txt"), "landed bytes changed");
}

#[test]
fn every_record_decodes_to_itself_and_unknown_kinds_are_left_alone() {
    for record in samples() {
        let bytes = record.encode();
        let decoded = Record::decode(record.kind(), record.version(), &bytes);
        assert_eq!(decoded, Ok(Some(record.clone())));
        assert_eq!(Record::decode(record.kind(), 999, &bytes), Ok(None));
        assert!(Record::decode(record.kind(), record.version(), &[&bytes[..], b"x"].concat()).is_err());
        for end in 0..bytes.len() {
            assert!(Record::decode(record.kind(), record.version(), &bytes[..end]).is_err());
        }
    }
    assert_eq!(Record::decode("of.the_future", 1, b"anything"), Ok(None));
}

#[test]
fn only_reference_data_and_journeys_leave_their_site() {
    for record in samples() {
        let routing = domain::routing::route(record.kind(), record.version(), &record.encode());
        let reference = !matches!(record.subject_kind(), SubjectKind::Donation | SubjectKind::Shipment)
            && !matches!(
                record.subject_kind(),
                SubjectKind::AnalyserMessage | SubjectKind::Run | SubjectKind::FreezingCurve
            )
            && !matches!(record, Record::SignInAttempted(_));
        let travels = matches!(record, Record::ShipmentPacked(_) | Record::UnitPacked(_));
        assert_eq!((routing.reference, !routing.sites.is_empty()), (reference, travels), "{}", record.kind());
    }
}

#[test]
fn every_kind_with_a_credential_stays_with_the_bank() {
    for record in samples() {
        let fields = serde_json::to_value(&record).unwrap();
        let fields = fields.as_object().unwrap();
        let secret = fields.keys().any(|name| name.contains("password") || name.contains("badge"));
        assert_eq!(routing::BANK_ONLY_KINDS.contains(&record.kind()), secret, "{}", record.kind());
    }
    assert!(routing::BANK_ONLY_KINDS.is_sorted());
}
