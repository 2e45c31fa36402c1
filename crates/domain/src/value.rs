//! Small closed vocabularies of the field. Each value has a number in records, which never changes, and a word in JSON.
//! tidy: long because it is one table: every vocabulary with its numbers.

macro_rules! vocabulary {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $n:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
            minicbor::Encode, minicbor::Decode, ts_rs::TS,
        )]
        #[serde(rename_all = "snake_case")]
        #[cbor(index_only)]
        pub enum $name { $($(#[$vdoc])* #[n($n)] $variant,)* }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
        }
    )*};
}

vocabulary! {
    /// What a site is for. A site may do more than its kind says; the kind chooses defaults.
    SiteKind {
        /// A hospital where cord blood is collected.
        CollectionPoint = 0,
        /// A laboratory with storage.
        Laboratory = 1,
        /// An office: review, release, search.
        Office = 2,
    }

    /// Whether stations of a site may hold personal data of mothers and infants recorded elsewhere.
    PersonalData {
        /// Only what the site itself recorded.
        Withheld = 0,
        /// All that concerns its units.
        Entitled = 1,
    }

    /// Whether a bank's records are real.
    Purpose {
        /// Real donations.
        Live = 0,
        /// Invented data for learning and testing; every print says so.
        Demo = 1,
    }

    /// The numbering of donations.
    NumberScheme {
        /// ISBT 128 under the bank's own ICCBBA facility number.
        Isbt128 = 0,
        /// Same shape, marked LOCAL/本地 and never to leave the bank as ISBT 128.
        Local = 1,
    }

    /// Which inventory a unit is collected for. Never commingled.
    Inventory {
        /// Donated, listed for search.
        Public = 0,
        /// Kept for the family.
        Family = 1,
    }

    /// Sex of the infant.
    InfantSex {
        /// Female.
        Female = 0,
        /// Male.
        Male = 1,
        /// Not recorded or not determined.
        Unknown = 2,
    }

    /// How the infant was born.
    DeliveryMode {
        /// Vaginal delivery.
        Vaginal = 0,
        /// Vaginal delivery with forceps or vacuum.
        AssistedVaginal = 1,
        /// Caesarean section.
        Caesarean = 2,
    }

    /// What is done with a refused unit.
    Disposal {
        /// Destroyed as medical waste.
        MedicalWaste = 0,
        /// Handed to research, where the mother agreed to it.
        Research = 1,
        /// Used to validate or to train, where the mother agreed to research and quality control.
        Validation = 2,
    }

    /// How the family is told.
    FamilyNotice {
        /// Spoken to on the telephone.
        Phone = 0,
        /// By letter.
        Letter = 1,
        /// By a message to the telephone.
        Message = 2,
        /// Face to face.
        InPerson = 3,
        /// It was tried, and nobody was reached.
        NotReached = 4,
    }

    /// What the mother consents to.
    ConsentScope {
        /// Clinical transplantation.
        Transplant = 0,
        /// Research and quality control.
        Research = 1,
        /// To be contacted again about health follow-up.
        Recontact = 2,
        /// To be told of abnormal findings.
        IncidentalFindings = 3,
    }

    /// Answer to a question of the health questionnaire.
    Answer {
        /// No risk.
        No = 0,
        /// A risk.
        Yes = 1,
        /// Not known.
        Unknown = 2,
    }

    /// What the questionnaire amounts to.
    Eligibility {
        /// May donate.
        Eligible = 0,
        /// May not donate.
        Deferred = 1,
    }

    /// Where the donation number came from.
    DinSource {
        /// Scanned from a pre-printed kit.
        Kit = 0,
        /// The next number of the station's block.
        Block = 1,
    }

    /// Outcome of the inspection of an incoming unit (21 CFR 1271.265(a)).
    ReceiptDecision {
        /// Goes on to processing.
        Accept = 0,
        /// Kept apart until a question is settled.
        Quarantine = 1,
        /// Not processed.
        Reject = 2,
    }

    /// State of a test result.
    ResultState {
        /// Not yet confirmed.
        Preliminary = 0,
        /// Confirmed.
        Final = 1,
        /// Ordered but will not be done. Never the same as negative.
        NotDone = 2,
        /// Done and not usable.
        Invalid = 3,
    }

    /// Where a test stands with a unit: derived from the records, never recorded itself.
    TestState {
        /// Nothing asks for it yet.
        NotOrdered = 0,
        /// Its specimen was taken.
        Ordered = 1,
        /// Its specimen is in the laboratory.
        InProgress = 2,
        /// Reported and not yet confirmed.
        Preliminary = 3,
        /// Reported.
        Final = 4,
        /// Reported, and another than was reported before.
        Corrected = 5,
        /// Will not be done.
        NotDone = 6,
        /// Done and not usable.
        Invalid = 7,
        /// Reported with a value that is measured again before it counts.
        ToRepeat = 8,
        /// Computed of a value that has been corrected since.
        Stale = 9,
    }

    /// What the repeats of a result come to.
    RepeatState {
        /// More are wanted.
        Open = 0,
        /// They confirm it.
        Confirmed = 1,
        /// They do not.
        Cleared = 2,
    }

    /// What a rule says of a value.
    Verdict {
        /// Within the limit.
        Pass = 0,
        /// Outside the expected, a person decides.
        Warn = 1,
        /// Outside the limit.
        Fail = 2,
        /// Reported, not judged.
        Info = 3,
        /// The bank has not confirmed the limit: it cannot judge.
        Unconfirmed = 4,
        /// Computed of a value that has been corrected since: it satisfies nothing.
        Stale = 5,
    }

    /// What a tank is used for.
    TankPurpose {
        /// Units whose results are outstanding.
        Quarantine = 0,
        /// Released units.
        Permanent = 1,
    }

    /// The meaning of a signature (21 CFR 11.50).
    Meaning {
        /// The records were reviewed and are complete and correct.
        Review = 0,
        /// Released into the inventory by the responsible person.
        Release = 1,
        /// A departure from a rule is accepted for the reason given.
        Override = 2,
        /// A disagreement between stations is settled.
        Resolution = 3,
        /// The accounts shown, with their rights, are still right and needed.
        Accounts = 4,
        /// The procedure shown is approved for use.
        Approval = 5,
        /// The temperature and level readings shown were read through; what was outside has been acted upon.
        Readings = 6,
        /// The unit is refused for good, for the reason given.
        Rejection = 7,
        /// The hold is ended, for the reason given.
        HoldLifted = 8,
        /// The label template shown is approved for printing.
        TemplateApproval = 9,
        /// The label template in force is taken back, for the reason given.
        TemplateWithdrawal = 10,
        /// The deviation shown is dealt with, and what it means for each unit is as shown.
        DeviationClosing = 11,
        /// The limit shown is right for this bank and may judge.
        LimitConfirmed = 20,
        /// The freezing curve shown was reviewed, and what it means for the unit is as shown.
        CurveReview = 21,
        /// A unit is given to research and never to a patient.
        Research = 28,
        /// Which norm profiles judge, and which of them decides.
        ProfileStanding = 29,
        /// What was found in the room shown was assessed, and what it means for the units of the run is as shown.
        EnvironmentAssessment = 22,
        /// The recalls shown are taken back: the lot may be used again.
        RecallWithdrawal = 30,
        /// What is left of the part was counted, and is as shown.
        PartCount = 24,
        /// The part was looked for, and is there or gone as shown.
        PartSettlement = 31,
        /// What is left of the blood or the cells was counted, and is as shown.
        PartRootCount = 32,
        /// The unit shown was named in the deviation by mistake, and is no part of it.
        DeviationUnitRemoval = 33,
    }

    /// A rule of a procedure that an act departs from.
    DepartureRule {
        /// Before the window of time.
        Early = 0,
        /// After the window of time.
        Late = 1,
        /// It went on for too short a time.
        DwellShort = 2,
        /// It went on for too long.
        DwellLong = 3,
        /// A number outside what the procedure wants.
        OutOfRange = 4,
        /// Entered after the fact.
        LateEntry = 5,
        /// Done again.
        Repeated = 6,
        /// A choice that should not be, as the procedure says of it.
        AdverseChoice = 7,
        /// A step that a time is counted from was not done.
        Uncounted = 8,
        /// A device, lot or place of another kind than the step wants.
        WrongKind = 9,
        /// A device that was out of service.
        OutOfService = 10,
        /// A device whose calibration or maintenance was overdue, or never done.
        ServiceOverdue = 11,
        /// A lot that was recalled.
        LotRecalled = 12,
        /// A lot past its shelf life.
        LotExpired = 13,
        /// A lot whose opening was not recorded, or too long ago.
        LotOpen = 14,
        /// A lot that the site had not received and accepted.
        LotNotAccepted = 15,
        /// A lot of which too little was left.
        LotShort = 16,
    }

    /// How high a control material is.
    ControlLevel {
        /// Below what is usual.
        Low = 0,
        /// As is usual.
        Normal = 1,
        /// Above what is usual.
        High = 2,
    }

    /// Where the target values of a control come from.
    TargetSource {
        /// The manufacturer's sheet of the lot.
        Manufacturer = 0,
        /// The bank's own values.
        Own = 1,
    }

    /// What a photo or file is, by its content.
    MediaType {
        /// A JPEG picture.
        Jpeg = 0,
        /// A PNG picture.
        Png = 1,
        /// A PDF document.
        Pdf = 2,
        /// A table of separated values.
        Csv = 3,
        /// Plain text.
        Text = 4,
    }

    /// How the value of a control came to be in the record.
    ControlEntry {
        /// A person typed it.
        Typed = 0,
        /// It stood in a file that a person chose.
        File = 1,
        /// The analyser sent it.
        Analyser = 2,
    }

    /// Westgard's rules. The first one warns; any other one says that the run is out of control.
    ControlRule {
        /// 1-2s: one value beyond two.
        OneTwoS = 0,
        /// 1-3s: one value beyond three.
        OneThreeS = 1,
        /// 2-2s: two in a row, of one level or of two levels of one run, beyond two on the same side.
        TwoTwoS = 2,
        /// R-4s: in one run one value beyond two above and another beyond two below.
        RFourS = 3,
        /// 4-1s: four in a row of one level beyond one on the same side.
        FourOneS = 4,
        /// 10x: ten in a row of one level on the same side of the mean.
        TenX = 5,
    }

    /// What is done to a piece of equipment at intervals.
    ServiceKind {
        /// Compared with a standard.
        Calibration = 0,
        /// Cleaned, checked, worn parts replaced.
        Maintenance = 1,
    }

    /// What a sample or another part of a donation is.
    PartKind {
        /// Cord blood before processing.
        PreSample = 0,
        /// Cells after processing, before freezing.
        PostSample = 1,
        /// Plasma of the cord blood.
        Plasma = 2,
        /// Serum of the cord blood.
        Serum = 3,
        /// DNA of the infant.
        Dna = 4,
        /// Cells of the cord blood.
        Cells = 5,
        /// Red cells of the cord blood.
        RedCells = 6,
        /// A sealed length of the tube of the frozen bag.
        Segment = 7,
        /// A compartment of the frozen bag.
        Compartment = 8,
        /// The mother's blood.
        MaternalBlood = 9,
        /// Plasma of the mother's blood.
        MaternalPlasma = 10,
        /// Serum of the mother's blood.
        MaternalSerum = 11,
        /// Cells of the mother's blood.
        MaternalCells = 12,
        /// DNA of the mother.
        MaternalDna = 13,
        /// What a culture bottle was inoculated with.
        Inoculum = 14,
    }

    /// What a part is in.
    PartContainer {
        /// A tube.
        Tube = 0,
        /// A vial that fits a cell of a box.
        Vial = 1,
        /// A sealed length of tubing.
        Segment = 2,
        /// A compartment of a bag.
        Compartment = 3,
        /// A culture bottle.
        Bottle = 4,
        /// A bag.
        Bag = 5,
    }

    /// What a part was taken from.
    PartSource {
        /// The blood as it was collected.
        Collection = 0,
        /// The cells that go into the freezing bag, with what was added to them.
        Product = 1,
        /// The mother.
        Mother = 2,
        /// Another part.
        Part = 3,
    }

    /// The unit of a small volume.
    VolumeUnit {
        /// Millilitre.
        Ml = 0,
        /// Microlitre.
        Ul = 1,
    }

    /// What became of a volume that left a part and is no part itself.
    PartUse {
        /// Used up by a test.
        Test = 0,
        /// Lost.
        Lost = 1,
    }

    /// Which volume of an entry.
    PartVolume {
        /// What a part held when it was made.
        Held = 0,
        /// What was taken for it.
        Taken = 1,
        /// What was used of it.
        Used = 2,
    }

    /// Whether a part that was looked for is there.
    PartPresence {
        /// It is.
        There = 0,
        /// It is gone.
        Gone = 1,
    }

    /// How a part stands. Derived from the records, never recorded itself.
    PartState {
        /// Out of store, or never put there.
        AtHand = 0,
        /// In its place.
        Stored = 1,
        /// Still one with the frozen bag.
        Attached = 2,
        /// Nothing is left of it.
        UsedUp = 3,
        /// It is no longer kept.
        Discarded = 4,
        /// It never was.
        Voided = 5,
    }

    /// How grave a deviation is.
    DeviationClass {
        /// No effect on a unit, a person or a record.
        Minor = 0,
        /// An effect is possible.
        Major = 1,
        /// Harm to a person or the loss of a unit is possible.
        Critical = 2,
    }

    /// How far a deviation has come. Derived from its records, never recorded itself.
    DeviationStage {
        /// Nobody has said how grave it is.
        Reported = 0,
        /// Its cause is being looked into.
        Investigation = 1,
        /// Something is still to be done.
        Action = 2,
        /// What was done is still to be looked at.
        Check = 3,
        /// It can be closed.
        Closing = 4,
        /// It is dealt with.
        Closed = 5,
    }

    /// What a deviation means for a unit.
    UnitFitness {
        /// The unit may be used all the same.
        Fit = 0,
        /// The unit may not be used.
        Unfit = 1,
    }

    /// What an action is against.
    ActionKind {
        /// What happened.
        Corrective = 0,
        /// That it happens again.
        Preventive = 1,
    }

    /// What became of a printed label.
    LabelFate {
        /// It never came out of the printer.
        NotPrinted = 0,
        /// It is where it belongs.
        Applied = 1,
        /// Spoiled or left over, and destroyed.
        Destroyed = 2,
    }

    /// A paper that the bank makes.
    DocumentKind {
        /// All of a unit.
        Dossier = 0,
        /// For the family whose unit is stored.
        StorageCertificate = 1,
        /// What is in a box.
        Manifest = 2,
        /// Units to be taken from tanks.
        PickList = 3,
        /// The steps of a procedure to be written on, for days without a computer.
        Worksheet = 4,
        /// The release certificate, which has a record of its own.
        ReleaseCertificate = 5,
    }

    /// What the bank works by and approves before use.
    ProcedureKind {
        /// A standard operating procedure: steps.
        Sop = 0,
        /// A norm profile: limits and tests.
        Limits = 1,
        /// A program of a controlled-rate freezer: phases and limits.
        Freezing = 2,
        /// Limits of clean rooms by grade.
        Environment = 3,
    }

    /// How clean a room is to be.
    RoomGrade {
        /// Grade A.
        A = 0,
        /// Grade B.
        B = 1,
        /// Grade C.
        C = 2,
        /// Grade D.
        D = 3,
        /// No grade.
        Unclassified = 4,
    }

    /// What went on in a room while it was monitored.
    RoomState {
        /// Installed and running, nobody at work.
        AtRest = 0,
        /// At work.
        InOperation = 1,
    }

    /// What is measured in a room.
    RoomQuantity {
        /// Particles of 0.5 µm and more in a cubic metre.
        #[serde(rename = "particles_05")]
        Particles05 = 0,
        /// Particles of 5 µm and more in a cubic metre.
        #[serde(rename = "particles_5")]
        Particles5 = 1,
        /// Colonies of a cubic metre of air.
        ViableAir = 2,
        /// Colonies on a plate that was open for a time.
        SettlePlate = 3,
        /// Colonies on a plate that was pressed on a surface.
        ContactPlate = 4,
        /// Pressure above that of the room beside, Pa.
        Pressure = 5,
        /// Temperature, °C.
        Temperature = 6,
        /// Relative humidity, %.
        Humidity = 7,
    }

    /// Which of the two limits of a quantity.
    LimitLevel {
        /// Beyond it something is about to go wrong.
        Alert = 0,
        /// Beyond it something is done.
        Action = 1,
    }

    /// What the bank says of a norm profile that it approved.
    ProfileStanding {
        /// Its findings stop a release; those of the others are shown beside them.
        Decides = 0,
        /// It judges no more, until a version of it is approved anew.
        Ended = 1,
    }

    /// Where a unit is in its life. Derived from its records, never recorded itself.
    UnitStatus {
        /// The mother is enrolled.
        Enrolled = 0,
        /// Consent and questionnaire are complete.
        Consented = 1,
        /// The questionnaire defers the donation.
        Deferred = 2,
        /// Collected, numbered.
        Collected = 3,
        /// Bag, tubes and form were scanned and agree.
        Labelled = 4,
        /// In a box on its way.
        InTransit = 5,
        /// Arrived, not yet decided on.
        Received = 6,
        /// Arrived and kept apart.
        Quarantined = 7,
        /// Accepted; steps are being recorded.
        Processing = 8,
        /// In a tank.
        Stored = 9,
        /// Reviewed by quality.
        Reviewed = 10,
        /// Released into the public or the family inventory.
        Released = 11,
        /// Refused or failed.
        Rejected = 12,
        /// Kept for research, for good: it is never released.
        Research = 13,
    }

    /// A person's part in the bank. Each is a set of permissions.
    Role {
        /// Enrols, collects, labels and ships.
        Nurse = 0,
        /// Receives units at the laboratory.
        Reception = 1,
        /// Records processing steps.
        Processing = 2,
        /// Reports test results.
        TestLab = 3,
        /// Puts units into tanks.
        Storage = 4,
        /// Reviews, holds, rejects, settles disagreements.
        Quality = 5,
        /// Signs releases, issues certificates.
        Manager = 6,
        /// Sites, stations, people, tanks, printers.
        Administrator = 7,
        /// Carries boxes between sites.
        Courier = 8,
        /// Answers for the bank's medicine: reviews, releases, rejects, settles disagreements.
        MedicalDirector = 9,
        /// Answers search requests.
        SearchCoordinator = 10,
    }

    /// Why an attempt to prove who one is was refused.
    SignInFailure {
        /// No such sign-in name. What was typed is not kept: it may be a password in the wrong field.
        UnknownLogin = 0,
        /// The password was wrong.
        WrongPassword = 1,
        /// The account was locked after too many failures; the password was not looked at.
        LockedOut = 2,
        /// The account is suspended.
        Suspended = 3,
        /// The badge has been revoked.
        BadgeRevoked = 4,
        /// The second person lacks the role that the act wants.
        NotEntitled = 5,
    }

    /// What a person may do. Every command names one.
    Permission {
        /// Needs no account: set-up, signing in, the state of the station.
        Open = 0,
        /// Look at units without personal data; any signed-in person.
        View = 1,
        /// Enrol, consent, questionnaire, collection, cross-check.
        Collect = 2,
        /// See mothers' names and contacts.
        ViewPersonal = 3,
        /// Print labels for the first time.
        PrintLabel = 4,
        /// Print labels again.
        ReprintLabel = 5,
        /// Pack and hand over shipments.
        Ship = 6,
        /// Receive shipments and decide on them.
        Receive = 7,
        /// Record processing steps.
        Process = 8,
        /// Record test results.
        ReportResult = 9,
        /// Store and move units.
        Store = 10,
        /// Review, place and lift holds.
        Review = 11,
        /// Reject a unit.
        Reject = 12,
        /// Release a unit, issue certificates.
        Release = 13,
        /// Settle disagreements between stations.
        Resolve = 14,
        /// Sites, stations, people, blocks, tanks.
        Administer = 15,
        /// This station's printers, locale, connection to the centre.
        Configure = 16,
        /// Read the audit trail and its reports, export them.
        Audit = 24,
        /// Correct what was recorded of a collection.
        CorrectCollection = 25,
        /// Correct what was recorded of a step.
        CorrectStep = 26,
        /// Approve procedures for use.
        ApproveProcedure = 27,
        /// Look at label templates and draw versions of the bank's own.
        DrawTemplate = 28,
        /// Approve versions of label templates, take them back.
        ApproveTemplate = 29,
        /// Record steps that the procedure gives to the own role.
        RecordStep = 30,
        /// Draw versions of procedures.
        DrawProcedure = 31,
        /// Register equipment and its services, receive, inspect, open and count materials.
        KeepRegister = 32,
        /// Report a deviation.
        ReportDeviation = 33,
        /// Classify deviations, find their causes, plan and check actions, close them.
        ManageDeviation = 34,
        /// Enter results of the tests that the norm profile gives to the own role.
        EnterResult = 40,
        /// See photos and files that are kept with units.
        ViewAttachment = 45,
        /// Record what was measured in rooms, expose and read plates.
        MonitorRoom = 41,
        /// Assess what was found in a room for the units of a run.
        AssessRoom = 42,
        /// Make samples and other parts of a donation, use, place and separate them.
        KeepSample = 43,
        /// Discard and count parts, correct what was recorded of them.
        EndSample = 44,
    }
}

impl DeviationStage {
    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Investigation => "investigation",
            Self::Action => "action",
            Self::Check => "check",
            Self::Closing => "closing",
            Self::Closed => "closed",
        }
    }
}

impl Role {
    /// What this role may do.
    #[must_use]
    pub const fn permissions(self) -> &'static [Permission] {
        use Permission as P;
        match self {
            Self::Nurse => &[
                P::View,
                P::ViewAttachment,
                P::ViewPersonal,
                P::Collect,
                P::CorrectCollection,
                P::PrintLabel,
                P::Ship,
                P::RecordStep,
                P::ReportDeviation,
            ],
            Self::Reception => &[
                P::View,
                P::ViewAttachment,
                P::Receive,
                P::Ship,
                P::PrintLabel,
                P::RecordStep,
                P::KeepRegister,
                P::ReportDeviation,
                P::KeepSample,
            ],
            Self::Processing => &[
                P::View,
                P::ViewAttachment,
                P::Process,
                P::CorrectStep,
                P::PrintLabel,
                P::RecordStep,
                P::KeepRegister,
                P::ReportDeviation,
                P::EnterResult,
                P::MonitorRoom,
                P::KeepSample,
            ],
            Self::TestLab => &[
                P::View,
                P::ViewAttachment,
                P::ReportResult,
                P::RecordStep,
                P::KeepRegister,
                P::ReportDeviation,
                P::EnterResult,
                P::MonitorRoom,
                P::KeepSample,
                P::EndSample,
            ],
            Self::Storage => &[
                P::View,
                P::ViewAttachment,
                P::Store,
                P::PrintLabel,
                P::RecordStep,
                P::KeepRegister,
                P::ReportDeviation,
                P::KeepSample,
                P::EndSample,
            ],
            Self::Quality => &[
                P::View,
                P::ViewAttachment,
                P::Review,
                P::Reject,
                P::Resolve,
                P::ReprintLabel,
                P::PrintLabel,
                P::Audit,
                P::CorrectCollection,
                P::CorrectStep,
                P::ApproveProcedure,
                P::DrawTemplate,
                P::ApproveTemplate,
                P::RecordStep,
                P::DrawProcedure,
                P::KeepRegister,
                P::ReportDeviation,
                P::ManageDeviation,
                P::MonitorRoom,
                P::AssessRoom,
                P::KeepSample,
                P::EndSample,
            ],
            Self::Manager => &[
                P::View,
                P::ViewAttachment,
                P::ViewPersonal,
                P::Release,
                P::Reject,
                P::Resolve,
                P::PrintLabel,
                P::ReprintLabel,
                P::Audit,
                P::DrawTemplate,
                P::ApproveTemplate,
                P::ReportDeviation,
            ],
            Self::Administrator => {
                &[P::View, P::Administer, P::Configure, P::Audit, P::DrawTemplate, P::ReportDeviation]
            }
            Self::Courier => &[P::View, P::Ship, P::ReportDeviation],
            Self::MedicalDirector => &[
                P::View,
                P::ViewAttachment,
                P::ViewPersonal,
                P::Review,
                P::Release,
                P::Reject,
                P::Resolve,
                P::Audit,
                P::ApproveProcedure,
                P::DrawTemplate,
                P::ApproveTemplate,
                P::RecordStep,
                P::DrawProcedure,
                P::ReportDeviation,
                P::ManageDeviation,
                P::AssessRoom,
                P::EndSample,
            ],
            Self::SearchCoordinator => &[P::View, P::ReportDeviation],
        }
    }

    /// Whether this role may do `permission`. [`Permission::Open`] needs no role at all.
    #[must_use]
    pub fn may(self, permission: Permission) -> bool {
        matches!(permission, Permission::Open) || self.permissions().contains(&permission)
    }
}
