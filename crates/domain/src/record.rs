//! Records: what entries say. One struct for each kind and version; the numbers of fields never change once landed
//! (`tests/golden`). A change of layout is a new struct under the next version, and the old one decodes for ever.
//! tidy: long because it is one table: every kind of record with its versions.

mod analyser;
mod attachment;
mod bank;
mod bedside;
mod control;
mod correction;
mod decision;
mod deviation;
mod disposal;
mod document;
mod environment;
mod equipment;
mod freezing;
mod kit;
mod label;
mod laboratory;
mod material;
mod part;
mod person;
mod procedure;
mod run;
mod step;
mod tank;
mod template;
mod transport;

pub use analyser::*;
pub use attachment::*;
pub use bank::*;
pub use bedside::*;
pub use control::*;
pub use correction::*;
pub use decision::*;
pub use deviation::*;
pub use disposal::*;
pub use document::*;
pub use environment::*;
pub use equipment::*;
pub use freezing::*;
pub use kit::*;
pub use label::*;
pub use laboratory::*;
pub use material::*;
pub use part::*;
pub use person::*;
pub use procedure::*;
pub use run::*;
pub use step::*;
pub use tank::*;
pub use template::*;
pub use transport::*;

/// A body that should be a record of a known kind is not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind} version {version}: {detail}")]
pub struct RecordError {
    /// Kind.
    pub kind: String,
    /// Version.
    pub version: u16,
    /// The decoder's own words.
    pub detail: String,
}

macro_rules! record {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $n:literal $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, minicbor::Encode, minicbor::Decode,
        )]
        pub struct $name { $($(#[$fdoc])* #[n($n)] pub $field: $type,)* }
    )*};
}
pub(crate) use record;

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $kind:literal $version:literal $type:ty, $subject:ident;)*) => {
        /// A decoded record.
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
        #[serde(untagged)]
        pub enum Record { $($(#[$doc])* $variant($type),)* }

        impl Record {
            /// Every kind with each of its versions.
            pub const KINDS: &'static [(&'static str, u16)] = &[$(($kind, $version)),*];

            /// The kind, such as `collection.registered`.
            #[must_use]
            pub const fn kind(&self) -> &'static str {
                match self { $(Self::$variant(_) => $kind,)* }
            }

            /// The version of the layout.
            #[must_use]
            pub const fn version(&self) -> u16 {
                match self { $(Self::$variant(_) => $version,)* }
            }

            /// The sort of aggregate that such a record belongs to.
            #[must_use]
            pub const fn subject_kind(&self) -> SubjectKind {
                match self { $(Self::$variant(_) => SubjectKind::$subject,)* }
            }

            /// The body bytes.
            #[must_use]
            pub fn encode(&self) -> Vec<u8> {
                match self { $(Self::$variant(record) => crate::codec::encode(record),)* }
            }

            /// Reads a body. `None` for a kind or version that this build does not know: such entries are kept and
            /// forwarded untouched.
            ///
            /// # Errors
            /// [`RecordError`] where a known kind does not decode.
            pub fn decode(kind: &str, version: u16, body: &[u8]) -> Result<Option<Self>, RecordError> {
                match (kind, version) {
                    $(($kind, $version) => crate::codec::decode(body)
                        .map(|record| Some(Self::$variant(record)))
                        .map_err(|detail| RecordError { kind: kind.to_owned(), version, detail }),)*
                    _ => Ok(None),
                }
            }
        }
    };
}

/// The sorts of aggregates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SubjectKind {
    /// The bank itself.
    Bank,
    /// A site.
    Site,
    /// A station, its number blocks included.
    Station,
    /// A person.
    Person,
    /// One attempt to sign in.
    SignIn,
    /// A tank.
    Tank,
    /// A donation and its unit.
    Donation,
    /// A box on one journey.
    Shipment,
    /// A settled disagreement.
    Work,
    /// One version of a procedure.
    Procedure,
    /// The bank's own versions of one label template.
    LabelTemplate,
    /// A message of an analyser.
    AnalyserMessage,
    /// A piece of equipment.
    Equipment,
    /// A lot of a reagent or consumable.
    Material,
    /// A deviation.
    Deviation,
    /// Units that are worked together.
    Run,
    /// A curve of a controlled-rate freezer.
    FreezingCurve,
    /// The controls of a test on a device.
    Control,
    /// A room.
    Room,
}

impl SubjectKind {
    /// The word in entries.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bank => "bank",
            Self::Site => "site",
            Self::Station => "station",
            Self::Person => "person",
            Self::SignIn => "sign_in",
            Self::Tank => "tank",
            Self::Donation => "donation",
            Self::Shipment => "shipment",
            Self::Work => "work",
            Self::Procedure => "procedure",
            Self::LabelTemplate => "label_template",
            Self::AnalyserMessage => "analyser_message",
            Self::Equipment => "equipment",
            Self::Material => "material",
            Self::Deviation => "deviation",
            Self::Run => "run",
            Self::FreezingCurve => "freezing_curve",
            Self::Control => "control",
            Self::Room => "room",
        }
    }

    /// The aggregate of that word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [
            Self::Bank,
            Self::Site,
            Self::Station,
            Self::Person,
            Self::SignIn,
            Self::Tank,
            Self::Donation,
            Self::Shipment,
            Self::Work,
            Self::Procedure,
            Self::LabelTemplate,
            Self::AnalyserMessage,
            Self::Equipment,
            Self::Material,
            Self::Deviation,
            Self::Run,
            Self::FreezingCurve,
            Self::Control,
            Self::Room,
        ]
        .into_iter()
        .find(|kind| kind.as_str() == text)
    }
}

kinds! {
    /// The bank begins.
    BankCreated = "bank.created" 1 BankCreated, Bank;
    /// A site is added.
    SiteAdded = "site.added" 1 SiteAdded, Site;
    /// A station begins its chain.
    StationRegistered = "station.registered" 1 StationRegistered, Station;
    /// A station gets donation numbers.
    NumberBlockAssigned = "number_block.assigned" 1 NumberBlockAssigned, Station;
    /// A person gets an account.
    PersonAdded = "person.added" 1 PersonAdded, Person;
    /// A person gets a new password.
    PasswordSet = "person.password_set" 1 PasswordSet, Person;
    /// A person tried to sign in.
    SignInAttempted = "sign_in.attempted" 1 SignInAttempted, SignIn;
    /// A tank is added.
    TankAdded = "tank.added" 1 TankAdded, Tank;
    /// A mother is enrolled.
    MotherEnrolled = "mother.enrolled" 1 MotherEnrolled, Donation;
    /// Her consent.
    ConsentRecorded = "consent.recorded" 1 ConsentRecorded, Donation;
    /// Her answers.
    QuestionnaireRecorded = "questionnaire.recorded" 1 QuestionnaireRecorded, Donation;
    /// The collection.
    CollectionRegistered = "collection.registered" 1 CollectionRegistered, Donation;
    /// Bag, tubes and form agree.
    LabelsCrossChecked = "labels.cross_checked" 1 LabelsCrossChecked, Donation;
    /// Labels left a printer.
    LabelsPrinted = "labels.printed" 1 LabelsPrinted, Donation;
    /// A box is packed.
    ShipmentPacked = "shipment.packed" 1 ShipmentPacked, Shipment;
    /// A box is handed to a courier.
    ShipmentHandedOver = "shipment.handed_over" 1 ShipmentHandedOver, Shipment;
    /// The unit is in a box.
    UnitPacked = "unit.packed" 1 UnitPacked, Donation;
    /// The unit arrived.
    UnitReceived = "unit.received" 1 UnitReceived, Donation;
    /// What became of it on arrival.
    ReceiptDecided = "receipt.decided" 1 ReceiptDecided, Donation;
    /// A step of the SOP was done.
    StepRecorded = "step.recorded" 1 StepRecorded, Donation;
    /// A test was reported.
    ResultRecorded = "result.recorded" 1 ResultRecorded, Donation;
    /// The unit is in a tank.
    UnitStored = "unit.stored" 1 UnitStored, Donation;
    /// The unit is refused.
    UnitRejected = "unit.rejected" 1 UnitRejected, Donation;
    /// A hold is placed.
    HoldPlaced = "hold.placed" 1 HoldPlaced, Donation;
    /// A hold is lifted.
    HoldLifted = "hold.lifted" 1 HoldLifted, Donation;
    /// The review is signed.
    ReviewSigned = "review.signed" 1 ContentSigned, Donation;
    /// The release is signed.
    UnitReleased = "unit.released" 1 ContentSigned, Donation;
    /// A certificate is issued.
    CertificateIssued = "certificate.issued" 1 CertificateIssued, Donation;
    /// A disagreement is settled.
    WorkResolved = "work.resolved" 1 WorkResolved, Work;
    /// Facts of the collection are corrected.
    CollectionCorrected = "collection.corrected" 1 CollectionCorrected, Donation;
    /// Values of a step are corrected.
    StepCorrected = "step.corrected" 1 StepCorrected, Donation;
    /// A station was restored from a backup under a new identity.
    StationContinued = "station.continued" 1 StationContinued, Station;
    /// A person's roles change.
    RolesChanged = "person.roles_changed" 1 RolesChanged, Person;
    /// A person may not sign in any more.
    PersonSuspended = "person.suspended" 1 PersonSuspended, Person;
    /// A suspended person may sign in again.
    PersonReinstated = "person.reinstated" 1 PersonReinstated, Person;
    /// A person gets a badge.
    BadgeGiven = "badge.given" 1 BadgeGiven, Person;
    /// A badge is no longer good.
    BadgeRevoked = "badge.revoked" 1 BadgeRevoked, Person;
    /// An administrator resets a password.
    PasswordReset = "person.password_reset" 1 PasswordReset, Person;
    /// A person changes the own password.
    PasswordChanged = "person.password_changed" 1 PasswordChanged, Person;
    /// An administrator reviewed an account.
    AccountReviewed = "person.account_reviewed" 1 AccountReviewed, Person;
    /// An attempt to prove who one is was refused.
    SignInRefused = "sign_in.refused" 1 SignInRefused, SignIn;
    /// A tank's temperature and level were read.
    TankRead = "tank.read" 1 TankRead, Tank;
    /// A tank's readings were reviewed.
    TankReviewed = "tank.reviewed" 1 TankReviewed, Tank;
    /// A badge was tried out.
    BadgeTested = "badge.tested" 1 BadgeTested, Person;
    /// A version of a procedure is approved for use.
    ProcedureApproved = "procedure.approved" 1 ProcedureApproved, Procedure;
    /// What became of it on arrival, against the rules' proposal, by signature.
    ReceiptDecisionSigned = "receipt.decided" 2 ReceiptDecisionSigned, Donation;
    /// The unit is refused by signature.
    RejectionSigned = "unit.rejected" 2 RejectionSigned, Donation;
    /// A hold is lifted by signature.
    HoldLiftSigned = "hold.lifted" 2 HoldLiftSigned, Donation;
    /// A disagreement is settled by signature.
    ResolutionSigned = "work.resolved" 2 ResolutionSigned, Work;
    /// What became of printed labels.
    LabelsAccounted = "labels.accounted" 1 LabelsAccounted, Donation;
    /// A printed label was scanned and compared.
    LabelVerified = "label.verified" 1 LabelVerified, Donation;
    /// Label sets were printed ahead of time.
    KitsPrinted = "kits.printed" 1 KitsPrinted, Station;
    /// A label set is spoiled.
    KitSpoiled = "kit.spoiled" 1 KitSpoiled, Station;
    /// Labels of no unit were printed.
    CodesPrinted = "codes.printed" 1 CodesPrinted, Station;
    /// A document about a unit was ordered from a printer.
    DocumentIssued = "document.issued" 1 DocumentIssued, Donation;
    /// The manifest of a box was.
    ManifestIssued = "manifest.issued" 1 DocumentIssued, Shipment;
    /// A list of units to be taken from tanks was.
    PickListIssued = "pick_list.issued" 1 DocumentIssued, Station;
    /// A bank's own version of a label template is drawn.
    TemplateDrawn = "template.drawn" 1 TemplateDrawn, LabelTemplate;
    /// It is approved for printing.
    TemplateApproved = "template.approved" 1 TemplateApproved, LabelTemplate;
    /// It is taken back.
    TemplateWithdrawn = "template.withdrawn" 1 TemplateWithdrawn, LabelTemplate;
    /// Labels left a printer, with what they were drawn by.
    LabelsPrintedByTemplate = "labels.printed" 2 LabelsPrintedByTemplate, Donation;
    /// Label sets were printed ahead of time, with what they were drawn by.
    KitsPrintedByTemplate = "kits.printed" 2 KitsPrintedByTemplate, Station;
    /// The unit is worked by a version of a procedure.
    SopPinned = "sop.pinned" 1 SopPinned, Donation;
    /// A step that goes on for a time was begun.
    StepBegun = "step.begun" 1 StepBegun, Donation;
    /// A step of the SOP was done, with where it departed from it.
    StepDone = "step.recorded" 2 StepDone, Donation;
    /// A step was left out by signature.
    StepSkipped = "step.skipped" 1 StepSkipped, Donation;
    /// A version of an SOP is drawn.
    SopDrawn = "sop.drawn" 1 SopDrawn, Procedure;
    /// Nothing of a document about a unit came out.
    DocumentCalledOff = "document.called_off" 1 DocumentCalledOff, Donation;
    /// Nothing of the manifest of a box did.
    ManifestCalledOff = "manifest.called_off" 1 DocumentCalledOff, Shipment;
    /// Nothing of a pick list did.
    PickListCalledOff = "pick_list.called_off" 1 DocumentCalledOff, Station;
    /// Nothing of label sets printed ahead of time did.
    KitsCalledOff = "kits.called_off" 1 KitsCalledOff, Station;
    /// An analyser sent results.
    AnalyserHeard = "analyser.message" 1 AnalyserHeard, AnalyserMessage;
    /// A person gave waiting results to a unit.
    WaitingAssigned = "analyser.assigned" 1 WaitingAssigned, AnalyserMessage;
    /// A person set waiting results aside.
    WaitingDismissed = "analyser.dismissed" 1 WaitingDismissed, AnalyserMessage;
    /// A piece of equipment is registered.
    EquipmentRegistered = "equipment.registered" 1 EquipmentRegistered, Equipment;
    /// It was calibrated or maintained.
    EquipmentServiced = "equipment.serviced" 1 EquipmentServiced, Equipment;
    /// It may not be used.
    EquipmentTakenOut = "equipment.taken_out" 1 EquipmentTakenOut, Equipment;
    /// It may be used again.
    EquipmentReturned = "equipment.returned" 1 EquipmentReturned, Equipment;
    /// A delivery of a lot arrived.
    MaterialReceived = "material.received" 1 MaterialReceived, Material;
    /// A delivery was inspected.
    MaterialInspected = "material.inspected" 1 MaterialInspected, Material;
    /// A container of a lot was opened.
    MaterialOpened = "material.opened" 1 MaterialOpened, Material;
    /// What is left of a lot was counted.
    MaterialCounted = "material.counted" 1 MaterialCounted, Material;
    /// A lot is recalled.
    MaterialRecalled = "material.recalled" 1 MaterialRecalled, Material;
    /// The bank confirms a limit of a norm profile.
    LimitConfirmed = "limit.confirmed" 1 LimitConfirmed, Procedure;
    /// The review is signed, with the profiles that judged.
    ReviewJudged = "review.signed" 2 ContentJudged, Donation;
    /// The release is signed, with the profiles that judged.
    ReleaseJudged = "unit.released" 2 ContentJudged, Donation;
    /// Somebody noticed a deviation.
    DeviationReported = "deviation.reported" 1 DeviationReported, Deviation;
    /// It concerns more units.
    DeviationWidened = "deviation.widened" 1 DeviationWidened, Deviation;
    /// How grave it is.
    DeviationClassified = "deviation.classified" 1 DeviationClassified, Deviation;
    /// Its cause.
    DeviationInvestigated = "deviation.investigated" 1 DeviationInvestigated, Deviation;
    /// Something is to be done about it.
    ActionPlanned = "deviation.action_planned" 1 ActionPlanned, Deviation;
    /// It was done.
    ActionDone = "deviation.action_done" 1 ActionDone, Deviation;
    /// Whether it helped.
    ActionChecked = "deviation.action_checked" 1 ActionChecked, Deviation;
    /// The deviation is dealt with, by signature.
    DeviationClosed = "deviation.closed" 1 DeviationClosed, Deviation;
    /// A closed deviation is open again.
    DeviationReopened = "deviation.reopened" 1 DeviationReopened, Deviation;
    /// A deviation concerns the unit.
    UnitDeviated = "unit.deviated" 1 UnitDeviated, Donation;
    /// A deviation was closed, with what it means for the unit.
    UnitDeviationSettled = "unit.deviation_settled" 1 UnitDeviationSettled, Donation;
    /// Units are worked together from now on.
    RunStarted = "run.started" 1 RunStarted, Run;
    /// A unit came to them.
    RunUnitJoined = "run.unit_joined" 1 RunUnitJoined, Run;
    /// A unit left them.
    RunUnitLeft = "run.unit_left" 1 RunUnitLeft, Run;
    /// They are no longer worked together.
    RunClosed = "run.closed" 1 RunClosed, Run;
    /// A refused unit's bag is no longer kept.
    UnitDisposed = "unit.disposed" 1 UnitDisposed, Donation;
    /// The family was told what became of the unit.
    FamilyNotified = "family.notified" 1 FamilyNotified, Donation;
    /// The curve of a controlled-rate freezer was read from its file.
    FreezingCurveRecorded = "freezing.curve_recorded" 1 FreezingCurveRecorded, FreezingCurve;
    /// The unit was frozen by a curve.
    UnitCurveRecorded = "unit.curve_recorded" 1 UnitCurveRecorded, Donation;
    /// The unit's curve was reviewed.
    UnitCurveReviewed = "unit.curve_reviewed" 1 UnitCurveReviewed, Donation;
    /// Target values of a control are brought in.
    ControlTargetProposed = "control.target_proposed" 1 ControlTargetProposed, Control;
    /// They hold, or do not.
    ControlTargetSettled = "control.target_settled" 1 ControlTargetSettled, Control;
    /// A control was measured.
    ControlRecorded = "control.recorded" 1 ControlRecorded, Control;
    /// Its value was put right.
    ControlCorrected = "control.corrected" 1 ControlCorrected, Control;
    /// Why it broke a rule, and what was done.
    ControlExplained = "control.explained" 1 ControlExplained, Control;
    /// A test was reported, with the device that it was measured on.
    ResultMeasured = "result.recorded" 2 ResultMeasured, Donation;
    /// The unit is given to research.
    ResearchAssigned = "unit.research_assigned" 1 ResearchAssigned, Donation;
    /// Which norm profile decides, or judges no more.
    ProfileStandingSet = "profile.standing_set" 1 ProfileStandingSet, Procedure;
    /// A reactive result was measured again.
    ResultRepeated = "result.repeated" 1 ResultRepeated, Donation;
    /// Recalls of a lot are taken back.
    MaterialRecallWithdrawn = "material.recall_withdrawn" 1 MaterialRecallWithdrawn, Material;
    /// Whether the stock of a kind of material is judged at a site.
    MaterialStockRuleSet = "material.stock_rule_set" 1 MaterialStockRuleSet, Material;
    /// A photo or a file is kept with a unit.
    AttachmentKept = "attachment.kept" 1 AttachmentKept, Donation;
    /// A version of an SOP is drawn, in pieces.
    SopPieceDrawn = "sop.drawn" 2 SopPieceDrawn, Procedure;
    /// A room is registered.
    RoomRegistered = "room.registered" 1 RoomRegistered, Room;
    /// It is no longer used.
    RoomRetired = "room.retired" 1 RoomRetired, Room;
    /// Something was measured in it, plates were exposed.
    EnvironmentMonitored = "environment.monitored" 1 EnvironmentMonitored, Room;
    /// A plate was read.
    PlateRead = "environment.plate_read" 1 PlateRead, Room;
    /// What was found means this for the units of a run.
    EnvironmentAssessed = "environment.assessed" 1 EnvironmentAssessed, Room;
    /// Units joined a run after something was measured while it went on.
    EnvironmentRunWidened = "environment.run_widened" 1 EnvironmentRunWidened, Room;
    /// A sample or another part of the donation came to be.
    PartMade = "part.made" 1 PartMade, Donation;
    /// A volume left a part for a test, or was lost.
    PartUsed = "part.used" 1 PartUsed, Donation;
    /// A part was put into its place.
    PartPlaced = "part.placed" 1 PartPlaced, Donation;
    /// A part was taken out of its place.
    PartTakenOut = "part.taken_out" 1 PartTakenOut, Donation;
    /// A compartment was separated from its bag.
    PartSeparated = "part.separated" 1 PartSeparated, Donation;
    /// A part is no longer kept.
    PartDiscarded = "part.discarded" 1 PartDiscarded, Donation;
    /// A volume of a part was put right.
    PartCorrected = "part.corrected" 1 PartCorrected, Donation;
    /// What is left of a part was measured, by signature.
    PartCounted = "part.counted" 1 PartCounted, Donation;
    /// A part got another number.
    PartRenumbered = "part.renumbered" 1 PartRenumbered, Donation;
    /// Labels of parts left a printer.
    PartLabelled = "part.labelled" 1 PartLabelled, Donation;
    /// A part was entered by mistake.
    PartVoided = "part.voided" 1 PartVoided, Donation;
    /// Labels of parts never came out of a printer.
    PartLabelCalledOff = "part.label_called_off" 1 PartLabelCalledOff, Donation;
    /// A part that was discarded and worked with since was looked for, by signature.
    PartSettled = "part.settled" 1 PartSettled, Donation;
    /// What is left of the blood or the cells was measured, by signature.
    PartRootCounted = "part.root_counted" 1 PartRootCounted, Donation;
    /// A box for samples is set up.
    PartBoxSetUp = "part_box.set_up" 1 PartBoxSetUp, Site;
    /// A test was reported with a value computed of the unit's own record.
    ResultComputed = "result.recorded" 3 ResultComputed, Donation;
    /// An analyser with a number in the register sent results.
    AnalyserHeardOn = "analyser.message" 2 AnalyserHeardOn, AnalyserMessage;
    /// A step was left out with a reason alone.
    StepLeftOut = "step.skipped" 2 StepLeftOut, Donation;
    /// An instrument reported a test and said when.
    ResultTimed = "result.recorded" 4 ResultTimed, Donation;
    /// Target values hold no longer.
    ControlTargetEnded = "control.target_ended" 1 ControlTargetEnded, Control;
    /// A version of an SOP goes back to who drew it.
    ProcedureReturned = "procedure.returned" 1 ProcedureReturned, Procedure;
    /// A step was begun, with what was scanned for it.
    StepStarted = "step.begun" 2 StepStarted, Donation;
    /// A step's beginning was wrong.
    StepStartVoided = "step.start_voided" 1 StepStartVoided, Donation;
    /// What was recorded of a step is corrected, what was scanned included.
    StepAmended = "step.corrected" 2 StepAmended, Donation;
    /// A test was reported in place of a report on record.
    ResultReplaced = "result.recorded" 5 ResultReplaced, Donation;
    /// The worksheet of a run was ordered from a printer.
    RunSheetIssued = "run_sheet.issued" 1 DocumentIssued, Run;
    /// Nothing of it came out.
    RunSheetCalledOff = "run_sheet.called_off" 1 DocumentCalledOff, Run;
    /// An action against a deviation goes to another person, or has another day.
    ActionChanged = "deviation.action_changed" 1 ActionChanged, Deviation;
    /// An action against a deviation is wanted no more.
    ActionWithdrawn = "deviation.action_withdrawn" 1 ActionWithdrawn, Deviation;
    /// A unit is taken out of a deviation that named it by mistake, by signature.
    DeviationUnitRemoved = "deviation.unit_removed" 1 DeviationUnitRemoved, Deviation;
    /// A deviation concerns the unit no more.
    UnitDeviationRemoved = "unit.deviation_removed" 1 UnitDeviationRemoved, Donation;
    /// A result that may have been the unit's own was set aside.
    ResultSetAside = "result.set_aside" 1 ResultSetAside, Donation;
}

impl Record {
    /// Whether the record is part of what a review signs: a later one of these voids the signature. Places, prints,
    /// holds, signatures and certificates are not.
    #[must_use]
    pub const fn is_reviewable(&self) -> bool {
        matches!(
            self,
            Self::MotherEnrolled(_)
                | Self::ConsentRecorded(_)
                | Self::QuestionnaireRecorded(_)
                | Self::CollectionRegistered(_)
                | Self::LabelsCrossChecked(_)
                | Self::UnitReceived(_)
                | Self::ReceiptDecided(_)
                | Self::ReceiptDecisionSigned(_)
                | Self::StepRecorded(_)
                | Self::SopPinned(_)
                | Self::StepDone(_)
                | Self::StepStartVoided(_)
                | Self::StepSkipped(_)
                | Self::StepLeftOut(_)
                | Self::ResultRecorded(_)
                | Self::ResultMeasured(_)
                | Self::ResultRepeated(_)
                | Self::ResultComputed(_)
                | Self::ResultTimed(_)
                | Self::ResultReplaced(_)
                | Self::UnitRejected(_)
                | Self::RejectionSigned(_)
                | Self::ResearchAssigned(_)
                | Self::CollectionCorrected(_)
                | Self::StepCorrected(_)
                | Self::StepAmended(_)
                | Self::UnitDeviated(_)
                | Self::UnitDeviationSettled(_)
                | Self::UnitDeviationRemoved(_)
                | Self::UnitCurveRecorded(_)
                | Self::UnitCurveReviewed(_)
                | Self::PartSeparated(_)
        )
    }

    /// The result that is reported, with the device that it was measured on where that is said.
    #[must_use]
    pub fn result(&self) -> Option<(&ResultRecorded, Option<&str>)> {
        match self {
            Self::ResultRecorded(result) => Some((result, None)),
            Self::ResultMeasured(measured) => Some((&measured.result, Some(&measured.device))),
            Self::ResultRepeated(repeated) => Some((&repeated.result, repeated.device.as_deref())),
            Self::ResultComputed(computed) => Some((&computed.result, computed.device.as_deref())),
            Self::ResultTimed(timed) => Some((&timed.result, timed.device.as_deref())),
            Self::ResultReplaced(replaced) => {
                Some((&replaced.reported.result, replaced.reported.device.as_deref()))
            }
            _ => None,
        }
    }
}
