//! Why something is not done: a typed code with parameters. Texts are in `assets/texts`.
//! tidy: long because it is one table: every code with its parameters.

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $code:literal,)*) => {
        /// Every reason for which the rules of the bank refuse or warn.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code { $($(#[$doc])* $variant,)* }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The dotted code.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }
        }
    };
}

codes! {
    /// A field is empty: `field`.
    Empty = "value.empty",
    /// Text where a number is wanted: `value`.
    NotANumber = "value.not_a_number",
    /// Below what is plausible: `value`, `min`, `unit`.
    TooLow = "value.too_low",
    /// Above what is plausible: `value`, `max`, `unit`.
    TooHigh = "value.too_high",
    /// No day of the calendar: `value`.
    NotADay = "value.not_a_day",
    /// No moment in time: `value`.
    NotAMoment = "value.not_a_moment",
    /// A moment in the future: `value`.
    InFuture = "value.in_future",
    /// Longer than allowed: `max`.
    TooLong = "value.too_long",
    /// Not one of the choices: `value`.
    NotAChoice = "value.not_a_choice",
    /// Not written as such a value is: `value`, `example`.
    TextShape = "value.shape",
    /// The end lies before the start.
    EndBeforeStart = "collection.end_before_start",
    /// Neither volume nor gross weight.
    VolumeMissing = "collection.volume_missing",
    /// Already registered: `din`.
    AlreadyCollected = "collection.already_registered",
    /// Consent is missing.
    ConsentMissing = "donation.consent_missing",
    /// Consent was recorded before.
    ConsentAlready = "donation.consent_already",
    /// The scope lacks transplantation.
    ConsentScope = "donation.consent_scope",
    /// Questionnaire is missing.
    QuestionnaireMissing = "donation.questionnaire_missing",
    /// Questionnaire was recorded before.
    QuestionnaireAlready = "donation.questionnaire_already",
    /// Not every question is answered: `question`.
    QuestionnaireIncomplete = "donation.questionnaire_incomplete",
    /// The questionnaire defers the donation.
    Deferred = "donation.deferred",
    /// The unit was rejected.
    Rejected = "unit.rejected",
    /// What the unit is judged by has a record that this version does not know: `record`, `version`, `at`.
    RecordUnknown = "unit.record_unknown",
    /// Only a refused unit is disposed of, and its family told.
    NotRejected = "disposal.not_rejected",
    /// The bag is gone already.
    DisposedAlready = "disposal.already",
    /// The unit is at another site, or on its way.
    DisposalElsewhere = "disposal.elsewhere",
    /// Another unit's bag was scanned.
    DisposalBag = "disposal.other_bag",
    /// The second person is the first.
    DisposalSamePerson = "disposal.same_person",
    /// The second person of a rejection is the one who signs it.
    RejectionSamePerson = "rejection.same_person",
    /// The mother did not agree to research and quality control.
    DisposalConsent = "disposal.no_consent",
    /// The unit is on hold: `reason`.
    Held = "unit.held",
    /// Nothing was collected yet.
    NotCollected = "unit.not_collected",
    /// The number was used before: `din`.
    DinUsed = "din.used",
    /// Not of this bank: `din`, `facility`.
    DinForeign = "din.foreign",
    /// The wrong numbering scheme: `din`.
    DinScheme = "din.scheme",
    /// The station has no number left.
    BlockEmpty = "din.block_empty",
    /// A kit wants a scan.
    DinScanMissing = "din.scan_missing",
    /// The scan names something else: `expected`, `found`.
    WrongKind = "scan.wrong_kind",
    /// The scan names another unit: `expected`, `found`.
    WrongUnit = "scan.wrong_unit",
    /// The code of something that is never a value: `found`, `value`, `input`.
    ScanOfOther = "scan.of_other",
    /// One code for two things, or for two units: `value`, `input`.
    ScanShared = "scan.shared",
    /// The cross-check lacks a role: `role`.
    CrossCheckIncomplete = "label.cross_check_incomplete",
    /// Labels must be cross-checked first.
    NotLabelled = "label.not_cross_checked",
    /// No block of the station has as many numbers left in a row.
    BlockTooSmall = "block.too_small",
    /// No label set with that number was printed.
    KitUnknown = "kit.unknown",
    /// A donation has the number of the label set.
    KitUsed = "kit.used",
    /// The label set is spoiled.
    KitSpoiled = "kit.spoiled",
    /// Fewer labels of the template are still to be accounted for.
    LabelsAccounted = "label.accounted_for",
    /// No label of the template was printed.
    LabelNotPrinted = "label.not_printed",
    /// The same code stands twice in one order of labels.
    CodeTwice = "label.code_twice",
    /// A reprint wants a reason.
    ReprintReason = "label.reprint_reason",
    /// A reprint wants the permission.
    ReprintDenied = "label.reprint_denied",
    /// The box is empty.
    ShipmentEmpty = "shipment.empty",
    /// Sender and receiver are the same site.
    ShipmentSameSite = "shipment.same_site",
    /// The unit is in another box: `din`.
    AlreadyPacked = "shipment.already_packed",
    /// The unit is not at this site: `din`.
    NotHere = "shipment.not_here",
    /// The unit is in storage, from where no box of this kind takes it: `din`.
    InStorage = "shipment.in_storage",
    /// Handed over before.
    AlreadyHandedOver = "shipment.already_handed_over",
    /// Not handed over yet.
    NotHandedOver = "shipment.not_handed_over",
    /// The box goes to another site: `site`.
    OtherDestination = "shipment.other_destination",
    /// The unit is not in this box: `din`.
    NotInBox = "shipment.not_in_box",
    /// The unit was received before: `din`.
    AlreadyReceived = "receipt.already_received",
    /// The unit was not received.
    NotReceived = "receipt.not_received",
    /// Decided before.
    AlreadyDecided = "receipt.already_decided",
    /// The arrival of an accepted unit fails as its record stands now: `test`.
    ArrivalFails = "receipt.arrival_fails",
    /// The lowest temperature is above the highest.
    TemperaturesSwapped = "receipt.temperatures_swapped",
    /// The decision wants a reason.
    ReasonMissing = "decision.reason_missing",
    /// The decision is milder than the rules propose and wants a signature.
    SignatureMissing = "decision.signature_missing",
    /// The unit is not accepted for processing.
    NotAccepted = "bench.not_accepted",
    /// Another step is next: `expected`.
    StepOrder = "bench.step_order",
    /// All steps are done.
    StepsDone = "bench.steps_done",
    /// Another screen records the step: `step`.
    StepElsewhere = "bench.step_elsewhere",
    /// The step is not for this unit: `step`.
    StepNotApplicable = "bench.step_not_applicable",
    /// The step was done, and once is enough: `step`.
    StepDoneBefore = "bench.step_done_before",
    /// The step was skipped: `step`.
    StepSkipped = "bench.step_skipped",
    /// The procedure gives the step to others: `step`, `roles`.
    StepRole = "bench.step_role",
    /// The step does not go on for a time: `step`.
    StepNotTimed = "bench.step_not_timed",
    /// The step was begun before: `step`.
    StepBegunBefore = "bench.step_begun_before",
    /// The step does not go on: `step`.
    StepNotGoingOn = "bench.step_not_going_on",
    /// Another thing was scanned when the step was begun: `scan`, `value`, `kept`.
    StepScanFixed = "bench.scan_fixed",
    /// Done before the unit was collected: `step`, `value`, `bound`.
    StepBeforeCollection = "bench.before_collection",
    /// Done before it was begun: `step`, `value`, `bound`.
    StepBeforeStart = "bench.before_start",
    /// Done before a step that has to be done first: `step`, `value`, `bound`, `after`.
    StepBeforeStep = "bench.before_step",
    /// The step has to be begun first: `step`.
    StepNotBegun = "bench.step_not_begun",
    /// The step may not be left out: `step`.
    StepNotSkippable = "bench.step_not_skippable",
    /// The procedure does not allow it: `rule`, `about`, `limit`.
    StepDeparture = "bench.step_departure",
    /// The step departs from the procedure and wants a reason and a signature.
    StepUnsigned = "bench.step_unsigned",
    /// A scanned text is not what the procedure wants: `input`, `value`, `pattern`.
    NotThePattern = "bench.not_the_pattern",
    /// The input takes no photo and no file: `step`, `input`.
    AttachmentInput = "attachment.input",
    /// There is nothing in it: `name`.
    AttachmentEmpty = "attachment.empty",
    /// It is too large: `name`, `value_kb`, `max_kb`.
    AttachmentSize = "attachment.size",
    /// By its content it is not what the input takes: `name`, `accept`.
    AttachmentMedia = "attachment.media",
    /// Such a photo or file is not kept with the unit: `input`, `value`.
    AttachmentUnknown = "attachment.unknown",
    /// What is kept under that digest is not what the input takes: `input`, `value`, `accept`, `max_kb`.
    AttachmentMisfit = "attachment.misfit",
    /// The step wants a scan of a place: `scan`.
    StepPositionMissing = "bench.position_missing",
    /// There is no such place: `scan`, `value`.
    StepPositionUnknown = "bench.position_unknown",
    /// The place is at another site: `scan`, `value`.
    StepPositionElsewhere = "bench.position_elsewhere",
    /// The step wants another kind of place: `scan`, `value`, `place_kind` wanted.
    StepPositionKind = "bench.position_kind",
    /// The procedure that the unit is worked by has not come to this station: `procedure`, `version`.
    SopUnknown = "bench.sop_unknown",
    /// No such step: `step`.
    StepUnknown = "bench.step_unknown",
    /// The step wants a scan of its equipment.
    EquipmentMissing = "bench.equipment_missing",
    /// The step wants a scan of its lot.
    LotMissing = "bench.lot_missing",
    /// The step wants a second person.
    SecondMissing = "bench.second_missing",
    /// The second person is the operator.
    SecondSame = "bench.second_same",
    /// No such test: `test`.
    TestUnknown = "result.test_unknown",
    /// There is a result: a correction wants a reason.
    CorrectionReason = "result.correction_reason",
    /// The profile gives the test to others: `test`, `roles`.
    ResultRole = "result.role",
    /// More digits after the point than the test is reported with: `test`, `value`, `decimals`.
    ResultDecimals = "result.decimals",
    /// A critical value is typed a second time: `test`.
    ResultAgain = "result.again",
    /// The two entries of a critical value differ: `first`, `second`.
    ResultDisagrees = "result.disagrees",
    /// A file would change a critical value on record, which a person does: `test`, `value` on record.
    ResultByPerson = "result.by_person",
    /// A file brings a value that was on record and has been corrected since: `test`, `value`.
    ResultSuperseded = "result.superseded",
    /// A result that may be the unit's waits in the inbox: `test`, `value`, `since`.
    ResultWaiting = "result.waiting",
    /// A result was computed of a value that has been corrected since: `test`.
    ResultStale = "result.stale",
    /// What would be recorded is no longer what was shown: `test`, `shown`, `value`.
    ResultRecomputed = "result.recomputed",
    /// An input of a computed result is gone from the unit's record: `test`, `input`.
    ResultInputGone = "result.input_gone",
    /// Steps are missing before storage: `step`.
    StepsMissing = "storage.steps_missing",
    /// Somebody else is there: `position`, `din`.
    PositionTaken = "storage.position_taken",
    /// No such position: `position`.
    PositionUnknown = "storage.position_unknown",
    /// The tank stands at another site: `tank`.
    TankElsewhere = "storage.tank_elsewhere",
    /// A reading outside the limit is recorded with what was done: `value`, `limit`.
    TankAction = "storage.reading_action",
    /// There is no reading to review.
    TankNothingToReview = "storage.nothing_to_review",
    /// The unit is already there: `position`.
    AlreadyThere = "storage.already_there",
    /// A move wants a reason.
    MoveReason = "storage.move_reason",
    /// No free position.
    StorageFull = "storage.full",
    /// The unit is not in a tank.
    NotStored = "release.not_stored",
    /// A result that is required, or that waits to be confirmed, is not final: `test`.
    ResultMissing = "release.result_missing",
    /// A result fails: `test`, `value`, `limit`.
    ResultFails = "release.result_fails",
    /// Two results of a test, neither of which knew of the other: `test`.
    ResultContradicts = "release.result_contradicts",
    /// A receipt rule was departed from or is open.
    ReceiptOpen = "release.receipt_open",
    /// The bank has not confirmed the limit, which so cannot judge: `rule`, `limit`, `source`, `profile`, `role`.
    LimitUnconfirmed = "limit.unconfirmed",
    /// The profile has no such limit: `rule`, `profile`.
    LimitUnknown = "limit.unknown",
    /// The limit is confirmed with that value: `rule`.
    LimitConfirmedBefore = "limit.confirmed_before",
    /// The bank's own value wants a reason: `rule`.
    LimitReason = "limit.reason",
    /// A limit needs its bounds, the lower one not above the upper one, both plausible: `rule`.
    LimitBounds = "limit.bounds",
    /// Nothing was chosen to be confirmed.
    LimitNone = "limit.none",
    /// What is signed differs from what is recorded now.
    ContentChanged = "signature.content_changed",
    /// Reviewed before.
    AlreadyReviewed = "release.already_reviewed",
    /// The review is missing or void.
    ReviewMissing = "release.review_missing",
    /// Reviewer and releaser are the same person.
    SamePerson = "release.same_person",
    /// Released before.
    AlreadyReleased = "release.already_released",
    /// The result is not one that is measured again now.
    RepeatNone = "result.repeat_none",
    /// A repeat is final or invalid.
    RepeatState = "result.repeat_state",
    /// What an analyser sent may be a repeat: a person says so.
    RepeatAsked = "result.repeat_asked",
    /// A reactive result is not measured again as often as wanted.
    RepeatOpen = "result.repeat_open",
    /// A norm profile that does not judge now is neither chosen nor ended.
    ProfileNotJudging = "profile.not_judging",
    /// The profile decides already.
    ProfileDecides = "profile.decides_already",
    /// The last profile that judges is not ended.
    ProfileLast = "profile.last",
    /// The unit is kept for research and never released.
    InResearch = "disposition.research",
    /// The mother did not agree to research.
    ResearchConsent = "disposition.research_consent",
    /// Not released.
    NotReleased = "certificate.not_released",
    /// A copy wants a reason.
    CopyReason = "certificate.copy_reason",
    /// A copy of a document wants a reason.
    DocumentCopyReason = "document.copy_reason",
    /// The unit is in no tank: `din`.
    NotInTank = "document.not_in_tank",
    /// The unit is no family's.
    NotOfFamily = "document.not_of_family",
    /// No such hold.
    HoldUnknown = "hold.unknown",
    /// A hold that a rule placed is settled as a work item.
    HoldByRule = "hold.by_rule",
    /// No such work item.
    WorkUnknown = "work.unknown",
    /// The unit has no part in it.
    WorkOther = "work.other_unit",
    /// Every value is as it was.
    NothingChanged = "correction.nothing_changed",
    /// The step was not done: `step`.
    StepNotDone = "correction.step_not_done",
    /// The procedure is not approved, or not in effect yet: `procedure`, `version`.
    ProcedureNotApproved = "procedure.not_approved",
    /// No such version of a procedure: `procedure`, `version`.
    ProcedureUnknown = "procedure.unknown",
    /// Approved before: `procedure`, `version`.
    ProcedureAlreadyApproved = "procedure.already_approved",
    /// The text says the same as the version it began with.
    ProcedureUnchanged = "procedure.unchanged",
    /// There is such a version with another text: `procedure`, `version`.
    ProcedureVersionTaken = "procedure.version_taken",
    /// Who drew a version does not approve it: `procedure`, `version`.
    ProcedureSamePerson = "procedure.same_person",
    /// The version that the unit was begun with was returned: `procedure`.
    SopReturned = "release.sop_returned",
    /// It was returned to who drew it: `procedure`, `version`.
    ProcedureReturned = "procedure.returned_before",
    /// It is no version that the bank drew, and so does not wait for review: `procedure`, `version`.
    ProcedureNotInReview = "procedure.not_in_review",
    /// Who drew a version does not review it: `procedure`, `version`.
    ProcedureOwnReview = "procedure.own_review",
    /// In effect before it is approved: `value`.
    ProcedureBackdated = "procedure.backdated",
    /// No such version of a label template.
    TemplateUnknown = "template.unknown",
    /// What is to be in force is in force: `version`.
    TemplateInForce = "template.in_force",
    /// Who drew a version does not approve it.
    TemplateSamePerson = "template.same_person",
    /// The text is the one in force.
    TemplateUnchanged = "template.unchanged",
    /// No donation number names the specimen.
    SpecimenUnknown = "specimen.unknown",
    /// The specimen is the mother's, or no specimen: `din`.
    SpecimenKind = "specimen.kind",
    /// The sample is of a step that does not order the test: `test`, `din`.
    SpecimenOfStep = "specimen.of_step",
    /// The donation has no sample of that number: `value`.
    SpecimenNoPart = "specimen.no_part",
    /// Two numbers name the specimen: `din`, `other`.
    SpecimenAmbiguous = "specimen.ambiguous",
    /// Several units claim the specimen's number: `din`.
    SpecimenContested = "specimen.contested",
    /// The message cannot be read.
    AnalyserUnreadable = "analyser.unreadable",
    /// The mapping has no such code: `code`.
    AnalyserCode = "analyser.code",
    /// The mapping has no such unit: `unit`.
    AnalyserUnit = "analyser.unit",
    /// The mapping has no such value: `value`.
    AnalyserValue = "analyser.value",
    /// The instrument doubts the value: `flag`.
    AnalyserFlagged = "analyser.flagged",
    /// The instrument has no value.
    AnalyserNotDone = "analyser.not_done",
    /// The instrument takes a value back.
    AnalyserWithdrawn = "analyser.withdrawn",
    /// A later value of the same instrument is on record: `test`, `value`.
    AnalyserSuperseded = "analyser.superseded",
    /// The test has results that did not know of each other: `test`, the current `value`, and the `others`.
    AnalyserContradicted = "analyser.contradicted",
    /// Nothing orders the test for the specimen's unit: `test`, `din`.
    AnalyserNotOrdered = "analyser.not_ordered",
    /// No step of the unit's procedure ever orders the test: `test`, `din`.
    AnalyserNeverOrdered = "analyser.never_ordered",
    /// The instrument's clock is ahead: `measured` and `received`, ms.
    AnalyserAhead = "analyser.ahead",
    /// The instrument's clock is behind, or the specimen another unit's: `measured`, `collected`, ms; `din`.
    AnalyserBehind = "analyser.behind",
    /// Two values for one test: `code`.
    AnalyserTwice = "analyser.twice",
    /// A value is missing that the result is computed with: `input`.
    AnalyserInput = "analyser.input",
    /// Nothing of it waits any more.
    InboxSettled = "inbox.settled",
    /// It may be a unit's result of a critical test, `test`: a second person looks at it before it is set aside.
    WaitingSecond = "inbox.second_missing",
    /// No such device is registered: `value`.
    EquipmentUnknown = "equipment.unknown",
    /// The device is of another kind: `value`, `kind_wanted`, `kind_found`.
    EquipmentKind = "equipment.kind",
    /// The device is out of service: `value`, `reason`.
    EquipmentOut = "equipment.out_of_service",
    /// The calibration is overdue: `value`, `due`.
    CalibrationOverdue = "equipment.calibration_overdue",
    /// The device was never calibrated: `value`.
    CalibrationNever = "equipment.calibration_never",
    /// The maintenance is overdue: `value`, `due`.
    MaintenanceOverdue = "equipment.maintenance_overdue",
    /// The device was never maintained: `value`.
    MaintenanceNever = "equipment.maintenance_never",
    /// The device is in service.
    EquipmentInService = "equipment.in_service",
    /// The device is out of service already.
    EquipmentOutAlready = "equipment.out_already",
    /// Only quality says that a device is used without a service from now on: `service`.
    EquipmentLoosened = "equipment.loosened",
    /// The next service is due before the one that was done.
    ServiceDueBefore = "equipment.due_before",
    /// A device and a lot cannot share a number: `value`.
    RegisterTaken = "register.taken",
    /// The device is out of control for the test: `test`, `device`, `rule`, `level`, `lot`, `value`, `deviation`, `since`.
    ControlRejected = "control.rejected",
    /// The device was out of control when a result that waits was heard: the parameters as of [`Self::ControlRejected`].
    ControlRejectedThen = "control.rejected_then",
    /// No approved target values: `lot`, `level`.
    ControlTargetMissing = "control.target_missing",
    /// No such target values.
    ControlTargetUnknown = "control.target_unknown",
    /// The target values were looked at before.
    ControlTargetSettled = "control.target_settled",
    /// The target values do not hold.
    ControlTargetNotInForce = "control.target_not_in_force",
    /// The level is out of control: `device`, `level`, `rule`, `value`.
    ControlTargetOut = "control.target_out",
    /// Who brings target values in does not approve them.
    ControlTargetSamePerson = "control.target_same_person",
    /// A standard deviation that is not above zero: `value`.
    ControlSpread = "control.spread",
    /// Too few values for the bank's own target values: `count`, `min`.
    ControlTooFew = "control.too_few",
    /// A specimen number that could be a unit's, or is too short: `value`.
    ControlSpecimen = "control.specimen",
    /// A value in another unit than the target's: `unit_found`, `unit_wanted`.
    ControlUnit = "control.unit",
    /// No such control.
    ControlUnknown = "control.unknown",
    /// The value is the one on record.
    ControlSame = "control.same",
    /// The control breaks no rule.
    ControlNoRule = "control.no_rule",
    /// Control material is no specimen of a unit: `value`.
    ControlNotUnit = "control.not_a_unit",
    /// The station does not know which device of the register the analyser is: `analyser`.
    ControlDevice = "control.device",
    /// Control material that has no target values on the device: `value`, `device`.
    ControlTargetElsewhere = "control.target_elsewhere",
    /// No target values of the device name what it calls the value of a control: `code`, `device`.
    ControlCodeUnnamed = "control.code_unnamed",
    /// A specimen number that stands for several lots or levels: `value`, `test`, `meant`.
    ControlAmbiguous = "control.ambiguous",
    /// A specimen number that could be that of another level: `value`, `other`, `lot`, `level`.
    ControlSpecimenOverlaps = "control.specimen_overlaps",
    /// No such lot was received: `value`.
    LotUnknown = "material.unknown",
    /// The lot was received, but not here: `value`.
    LotElsewhere = "material.elsewhere",
    /// The lot is of another kind: `value`, `kind_wanted`, `kind_found`.
    LotKind = "material.kind",
    /// The receipt of the lot was not inspected yet: `value`.
    LotNotInspected = "material.not_inspected",
    /// The inspection refused the lot: `value`.
    LotRefused = "material.refused",
    /// The lot has expired: `value`, `expires`.
    LotExpired = "material.expired",
    /// The lot is used within some days of its opening, which nobody recorded: `value`, `days`.
    LotNotOpened = "material.not_opened",
    /// The lot was opened too long ago: `value`, `days`, `until`.
    LotOpenTooLong = "material.open_too_long",
    /// The lot is recalled: `value`, `reason`.
    LotRecalled = "material.recalled",
    /// Another delivery says otherwise what the lot is: `value`, `kind_found`.
    LotDiffers = "material.differs",
    /// No such delivery of the lot.
    DeliveryUnknown = "material.delivery_unknown",
    /// The delivery was inspected before.
    DeliveryInspected = "material.inspected_before",
    /// Who takes a delivery in does not inspect it.
    DeliverySamePerson = "material.same_person",
    /// More is left than there was: `max`, `unit`.
    CountTooHigh = "material.count_too_high",
    /// The unit was made with a recalled lot and has not been put on hold for it: `value`.
    RecalledUse = "material.recalled_use",
    /// Less is left of the lot at this site than is wanted: `value`, `left`, `wanted`, `unit`.
    NoneLeft = "material.none_left",
    /// No recall of the lot stands: `value`.
    NotRecalled = "material.not_recalled",
    /// Who recalled a lot does not take the recall back.
    RecallSamePerson = "material.recall_same_person",
    /// Every unit that the lot was used on is on hold, or was.
    RecallComplete = "material.recall_complete",
    /// No such deviation: `deviation`.
    DeviationUnknown = "deviation.unknown",
    /// A deviation that concerns the unit is open: `deviation`.
    DeviationOpen = "deviation.open",
    /// A deviation was closed with the unit as not to be used: `deviation`.
    DeviationUnfit = "deviation.unfit",
    /// The deviation is closed: `deviation`.
    DeviationClosed = "deviation.closed",
    /// The deviation is not closed: `deviation`.
    DeviationNotClosed = "deviation.not_closed",
    /// Something is to be done before it is closed: `stage`.
    DeviationNotReady = "deviation.not_ready",
    /// What the unit's records say of a deviation and the deviation itself do not agree: `deviation`.
    DeviationUnsettled = "deviation.unsettled",
    /// Who reported it does not close it.
    DeviationSamePerson = "deviation.same_person",
    /// Who classified it does not close it.
    DeviationClassifierCloses = "deviation.classifier_closes",
    /// One person alone reported, classified and would close it.
    DeviationAlone = "deviation.alone",
    /// Who said a graver class does not take it back.
    DeviationDowngradeSamePerson = "deviation.downgrade_same_person",
    /// Every unit named is in it.
    DeviationNoNewUnit = "deviation.no_new_unit",
    /// The unit has no part in it: `din`.
    DeviationOtherUnit = "deviation.other_unit",
    /// The unit is no part of the deviation, so that it is not taken out of it.
    DeviationUnitGone = "deviation.unit_gone",
    /// Nobody says what it means for the unit: `din`.
    DeviationUnitOpen = "deviation.unit_open",
    /// More units than one deviation may concern: `max`.
    DeviationTooMany = "deviation.too_many",
    /// More actions than one deviation may have: `max`.
    ActionTooMany = "deviation.too_many_actions",
    /// The deviation has no such action.
    ActionUnknown = "deviation.action_unknown",
    /// The day for an action has passed: `value`.
    ActionDuePast = "deviation.action_due_past",
    /// The action was done before.
    ActionDoneBefore = "deviation.action_done_before",
    /// The action was not done yet.
    ActionNotDone = "deviation.action_not_done",
    /// Somebody found before that the action helped.
    ActionCheckedBefore = "deviation.action_checked_before",
    /// The action was withdrawn.
    ActionWithdrawn = "deviation.action_withdrawn",
    /// The action has that person and that day already.
    ActionUnchanged = "deviation.action_unchanged",
    /// Who did an action does not check it.
    ActionSamePerson = "deviation.action_same_person",
    /// A run needs units, and not too many: `max`.
    RunSize = "run.size",
    /// These units are worked by another version of a procedure than the first one: `dins`, `procedure`, `version`.
    RunSop = "run.other_procedure",
    /// These units have another step next than the first one: `dins`, `step`.
    RunStep = "run.other_step",
    /// The bench has nothing to do on these units now: `dins`.
    RunNothing = "run.nothing_to_do",
    /// These units are in another run that is open: `dins`, `number`.
    RunElsewhere = "run.elsewhere",
    /// The unit was scanned twice: `din`.
    RunTwice = "run.twice",
    /// The unit is in this run: `din`.
    RunJoinedBefore = "run.joined_before",
    /// The unit is not in this run: `din`.
    RunNotIn = "run.not_in",
    /// The run is closed.
    RunClosed = "run.closed",
    /// A check of the line clearance was not confirmed: `check`.
    RunClearance = "run.clearance",
    /// These units of the run are not accounted for: `dins`.
    RunUnaccounted = "run.unaccounted",
    /// No unit of the run is at that step: `step`.
    RunNotAtStep = "run.not_at_step",
    /// The step is done once for the whole run, with one value: `din`, `input`.
    RunOneValue = "run.one_value",
    /// The unit is not at that step, and takes no values of its own: `din`, `step`.
    RunPassedOver = "run.passed_over",
    /// No such run.
    RunUnknown = "run.unknown",
    /// A step would be done to other units than the person saw; those that came or went: `dins`.
    RunChanged = "run.changed",
    /// Fewer rows than a curve has: `min`.
    CurveShort = "freezing.too_short",
    /// More rows than a curve may have: `max`.
    CurveLong = "freezing.too_long",
    /// The time of a row is not later than that of the row before: `value`.
    CurveTime = "freezing.time",
    /// The program judges the chamber, which the file does not have.
    CurveNoChamber = "freezing.no_chamber",
    /// The program began after the last row: `value`, `max`.
    CurveBegins = "freezing.begins",
    /// A curve wants units, and not too many: `max`.
    CurveUnits = "freezing.units",
    /// The unit was frozen in another device by its steps: `din`, `value`, `found`.
    CurveOtherDevice = "freezing.other_device",
    /// The unit has another curve, which this one takes the place of: `din`, `file`.
    CurveReplaces = "freezing.replaces",
    /// The unit has no such curve, or another one since: `din`.
    CurveNotOfUnit = "freezing.not_of_unit",
    /// This station does not have the curve.
    CurveUnknown = "freezing.unknown",
    /// Who brought a curve in does not review it.
    CurveSamePerson = "freezing.same_person",
    /// A conclusion beside the findings wants a reason.
    CurveReason = "freezing.reason",
    /// The same conclusion was signed before: `din`.
    CurveReviewed = "freezing.reviewed",
    /// A freezing curve that does not pass waits for its review: `file`.
    CurveOpen = "freezing.open",
    /// The unit is not to be used by its freezing curve: `file`.
    CurveUnfit = "freezing.unfit",
    /// A freezing curve comes from another freezer than the unit's steps name: `file`.
    CurveFreezer = "freezing.freezer",
    /// A room needs points, and not too many: `max`.
    RoomPoints = "room.points",
    /// A point is named twice: `value`.
    RoomPointTwice = "room.point_twice",
    /// The room is not registered, or given up: `room`.
    RoomRetired = "room.retired",
    /// No such room.
    RoomUnknown = "room.unknown",
    /// Nothing was measured, or more than fits in one entry: `max`.
    EnvironmentNothing = "environment.nothing",
    /// A point has two values of one sort: `point`, `quantity`.
    EnvironmentReadingTwice = "environment.reading_twice",
    /// A plate of that number was exposed before: `plate`.
    EnvironmentPlateUsed = "environment.plate_used",
    /// No plate of that number is exposed there: `plate`.
    EnvironmentPlateUnknown = "environment.plate_unknown",
    /// The plate was read before; another reading wants a reason: `plate`.
    EnvironmentPlateRead = "environment.plate_read",
    /// A plate is read after it was exposed: `plate`.
    EnvironmentReadBefore = "environment.read_before_exposed",
    /// No such monitoring.
    EnvironmentUnknown = "environment.unknown",
    /// Another entry took the place of the monitoring.
    EnvironmentReplaced = "environment.replaced",
    /// The monitoring does not belong to the run.
    EnvironmentOtherRun = "environment.other_run",
    /// The run went on at another site than the room: `run`.
    EnvironmentRunElsewhere = "environment.run_elsewhere",
    /// The run went on at quite another time than something was measured: `run`, `first`, `last`, `monitored`, `hours`.
    EnvironmentRunOtherTime = "environment.run_other_time",
    /// Too long ago to be measured now: `days`.
    EnvironmentTooLongAgo = "environment.too_long_ago",
    /// Nothing stands in the way of the run: `room`.
    EnvironmentClear = "environment.clear",
    /// Who measured or read a plate does not assess it.
    EnvironmentSamePerson = "environment.same_person",
    /// A room exceeded an action limit while the unit was worked there: `room`.
    EnvironmentExceeded = "environment.exceeded",
    /// A plate of a room is not read yet: `plate`.
    EnvironmentPlateOpen = "environment.plate_open",
    /// A plate of that number was exposed in two places: `plate`.
    EnvironmentPlateTwice = "environment.plate_twice",
    /// A value beyond an action limit was put right and waits for quality: `room`.
    EnvironmentCorrected = "environment.corrected",
    /// The unit is not to be used by what was found in a room: `room`.
    EnvironmentUnfit = "environment.unfit",
    /// The unit has no such part: `value`.
    PartUnknown = "part.unknown",
    /// Two parts have this number: `number`.
    PartTwin = "part.twin",
    /// The part is no longer kept: `number`.
    PartGone = "part.gone",
    /// More was taken of the part than there was; it holds nothing until it is counted: `number`.
    PartOverdrawn = "part.overdrawn",
    /// More was taken of blood or cells than there was: nothing is made or used of them, or of parts of them, until what
    /// is left is counted: `source`.
    PartRootOverdrawn = "part.root_overdrawn",
    /// The part was made of one that was discarded before, and nobody has settled it: `number`.
    PartSourceGone = "part.source_gone",
    /// Nothing was done with the part after its discard; there is nothing to settle: `number`.
    PartNothingToSettle = "part.nothing_to_settle",
    /// No label of the part came out of that order that could be called off: `number`.
    PartNoLabel = "part.no_label",
    /// No box is of that kind: `value`.
    PartBoxKind = "part.box_kind",
    /// The box holds something in a cell that a box of that kind does not have: `cell`, `occupant`.
    PartBoxOccupied = "part.box_occupied",
    /// The label's number was given to another donation, and the vessel is of the one that lost it: `din`, `number`.
    PartRelabel = "part.relabel",
    /// A donation that lost this number has a part that may carry the same label: `din`, `number`.
    PartLabelShared = "part.label_shared",
    /// The donation lost its number to another one; its parts are set apart and can only be discarded: `din`.
    PartNumberLost = "part.number_lost",
    /// The part holds less than is wanted: `number`, `left`, `wanted`, `unit`.
    PartLess = "part.less",
    /// There is less of the blood or the product than is wanted: `source`, `left`, `wanted`, `unit`.
    PartRootLess = "part.root_less",
    /// Nothing says how much blood or product there was: `source`.
    PartRootUnknown = "part.root_unknown",
    /// That kind is not made of it: `part_kind`, `of`.
    PartNotOf = "part.not_of",
    /// The step before which there is no such part was not done: `part_kind`, `step`.
    PartTooEarly = "part.too_early",
    /// A volume finer than a nanolitre, or larger than any vessel: `value`, `unit`.
    PartFine = "part.fine",
    /// A bag has no more compartments: `max`.
    PartCompartments = "part.compartments",
    /// No such cell: `value`, `last`.
    PartCellUnknown = "part.cell_unknown",
    /// Something is in the cell: `box_code`, `cell`, `occupant`.
    PartCellTaken = "part.cell_taken",
    /// The box has fewer cells from there on: `cell`, `count`.
    PartBoxEnd = "part.box_end",
    /// A cell is part of a box.
    PartBoxMissing = "part.box_missing",
    /// A box is no place without a cell.
    PartCellMissing = "part.cell_missing",
    /// Neither a device of the register nor a tank: `value`.
    PartDevice = "part.device",
    /// The part is not in a place: `number`.
    PartNotPlaced = "part.not_placed",
    /// The compartment is one with its bag: `number`.
    PartAttached = "part.attached",
    /// Only a compartment that is one with its bag can be separated: `number`.
    PartNotAttached = "part.not_attached",
    /// Whoever discards a part does not see it go as second person.
    PartSamePerson = "part.same_person",
    /// More was taken of it than it would have held: `number`, `drawn`, `unit`.
    PartDrawnMore = "part.drawn_more",
    /// No entry of the unit's parts tells a volume that could be corrected.
    PartNoVolume = "part.no_volume",
    /// The scanned label is of another part: `scanned`, `number`.
    PartOther = "part.other",
    /// The part got another number, and no label with it was printed since: `number`.
    PartUnlabelled = "part.unlabelled",
    /// Another part is that compartment of the bag: `position`, `number`.
    PartPositionTaken = "part.position_taken",
    /// A compartment of a bag, and nothing else, is in a compartment.
    PartContainerOther = "part.container",
    /// The unit is released; its bag stays whole.
    PartReleased = "part.released",
    /// The part is kept at another site: `number`.
    PartElsewhere = "part.elsewhere",
    /// The bag is at another site or on its way.
    PartBagElsewhere = "part.bag_elsewhere",
    /// Something was made or used of the part, or it was counted: `number`.
    PartHasHistory = "part.has_history",
    /// A part is named twice: `number`.
    PartRepeated = "part.repeated",
}

/// How final a refusal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Force {
    /// No override.
    Stop,
    /// Permission, reason and signature override it.
    Warning,
}

/// A refusal: code, parameters, the field at fault, and how final it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code.as_str())]
pub struct Refusal {
    /// Why.
    pub code: Code,
    /// Values for the text.
    pub params: Vec<(&'static str, String)>,
    /// Field of the command at fault.
    pub field: Option<&'static str>,
    /// How final.
    pub force: Force,
}

impl Refusal {
    /// A hard stop without parameters.
    #[must_use]
    pub fn stop(code: Code) -> Self {
        Self { code, params: Vec::new(), field: None, force: Force::Stop }
    }

    /// A warning without parameters.
    #[must_use]
    pub fn warning(code: Code) -> Self {
        Self { force: Force::Warning, ..Self::stop(code) }
    }

    /// Adds a value for the text.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.params.push((name, value.to_string()));
        self
    }

    /// Names the field at fault.
    #[must_use]
    pub fn at(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique() {
        let mut codes: Vec<&str> = Code::ALL.iter().map(|c| c.as_str()).collect();
        codes.sort_unstable();
        let all = codes.len();
        codes.dedup();
        assert_eq!(codes.len(), all);
    }
}
