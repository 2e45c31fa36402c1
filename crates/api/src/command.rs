//! The list of commands.

use crate::wire::*;
use domain::Permission;

/// Whether a command changes anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Reads only.
    Query,
    /// Records something.
    Act,
}

/// What a query shows and an act makes stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tag {
    /// Set-up, session, locale.
    Session,
    /// Units and all that hangs on them.
    Unit,
    /// Boxes.
    Shipment,
    /// Tanks and positions.
    Storage,
    /// Disagreements and holds to settle.
    Work,
    /// Sites, stations, people, blocks, tanks.
    Bank,
    /// State of synchronisation.
    Sync,
    /// Printers and settings of this station.
    Station,
    /// The audit trail. Every act adds to it, so it is asked anew when it is opened, never while it is read.
    Audit,
    /// Backups.
    Backup,
    /// Analysers' results that wait.
    Inbox,
    /// Equipment and materials.
    Register,
    /// Deviations.
    Deviation,
    /// Controls.
    Control,
    /// Rooms.
    Environment,
    /// Drafts of procedures.
    Draft,
}

impl Tag {
    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Unit => "unit",
            Self::Shipment => "shipment",
            Self::Storage => "storage",
            Self::Work => "work",
            Self::Bank => "bank",
            Self::Sync => "sync",
            Self::Station => "station",
            Self::Audit => "audit",
            Self::Backup => "backup",
            Self::Inbox => "inbox",
            Self::Register => "register",
            Self::Deviation => "deviation",
            Self::Control => "control",
            Self::Environment => "environment",
            Self::Draft => "draft",
        }
    }
}

/// One command.
#[derive(Debug, Clone, Copy)]
pub struct Command {
    /// Dotted name, `area.verb`.
    pub name: &'static str,
    /// Who may call it.
    pub permission: Permission,
    /// Whether it changes anything.
    pub kind: Kind,
    /// What it shows or makes stale.
    pub tags: &'static [Tag],
    /// TypeScript name of the request.
    pub request: &'static str,
    /// TypeScript name of the response.
    pub response: &'static str,
}

/// Calls `$visit!` with the whole list, so that `app` routes from it and nothing is listed twice.
#[macro_export]
macro_rules! for_each_command {
    ($visit:ident) => {
        $visit! {
            setup_state "setup.state" Open Query [Session] Empty => SetupState;
            setup_create_bank "setup.create_bank" Open Act [Session, Bank] CreateBank => BankCreatedReply;
            setup_open_demo "setup.open_demo" Open Act [Session, Bank] OpenDemo => DemoOpened;
            setup_join "setup.join" Open Act [Session, Bank] JoinBank => BankCreatedReply;
            setup_unlock "setup.unlock" Open Act [Session] Unlock => SetupState;
            setup_unlock_keyring "setup.unlock_keyring" Open Act [Session] Empty => SetupState;
            setup_generations "setup.generations" Open Query [Session] BackupPlace => GenerationList;
            setup_restore "setup.restore" Open Act [Session, Bank] RestoreStation => SetupState;
            setup_start_over "setup.start_over" Open Act [Session, Bank, Sync] Empty => SetupState;
            setup_check_recovery "setup.check_recovery" Open Act [Session] TypeRecoveryKey => Empty;
            setup_recover "setup.recover" Open Act [Session] Recover => SetupState;
            session_state "session.state" Open Query [Session] Empty => SessionState;
            session_sign_in "session.sign_in" Open Act [Session] SignIn => SessionState;
            session_sign_out "session.sign_out" Open Act [Session] Empty => SessionState;
            session_lock "session.lock" Open Act [Session] Empty => SessionState;
            session_unlock "session.unlock" Open Act [Session] UnlockSession => SessionState;
            session_touch "session.touch" Open Act [] Empty => SessionState;
            session_read_badge "session.read_badge" Open Act [] ReadBadge => BadgeHolder;
            session_change_password "session.change_password" Open Act [Session, Bank] ChangePassword => SessionState;
            settings_set_idle "settings.set_idle" Configure Act [Session] SetIdle => SessionState;
            settings_set_scanner "settings.set_scanner" Configure Act [Session] ScannerAffixes => SessionState;
            settings_set_locale "settings.set_locale" Open Act [Session, Bank] SetLocale => SessionState;
            scanner_list "scanner.list" Configure Query [Station] Empty => ScannerList;
            scanner_set_lines "scanner.set_lines" Configure Act [Station] SetScannerLines => ScannerList;
            scan_read "scan.read" View Query [Unit] ReadScan => ScanMeaning;
            donation_enrol "donation.enrol" Collect Act [Unit] EnrolMother => UnitRef;
            donation_record_consent "donation.record_consent" Collect Act [Unit] RecordConsent => UnitRef;
            donation_questionnaire "donation.questionnaire" Collect Query [Unit] Empty => QuestionnaireForm;
            donation_record_questionnaire "donation.record_questionnaire" Collect Act [Unit] RecordQuestionnaire => UnitRef;
            donation_next_din "donation.next_din" Collect Query [Unit] Empty => NextDin;
            donation_register_collection "donation.register_collection" Collect Act [Unit] RegisterCollection => UnitRef;
            donation_check_bag_lot "donation.check_bag_lot" Collect Query [Register] CheckBagLot => BagLot;
            donation_cross_check "donation.cross_check" Collect Act [Unit] CrossCheck => UnitRef;
            donation_personal "donation.personal" ViewPersonal Query [Unit] DonationQuery => PersonalView;
            donation_find_mother "donation.find_mother" ViewPersonal Query [Unit] FindMother => UnitsOfMother;
            unit_list "unit.list" View Query [Unit] UnitListQuery => UnitPage;
            unit_get "unit.get" View Query [Unit] UnitQuery => UnitView;
            unit_timeline "unit.timeline" View Query [Unit] UnitQuery => Timeline;
            unit_reject "unit.reject" Reject Act [Unit, Work, Session] RejectUnit => UnitRef;
            unit_dispose "unit.dispose" RecordStep Act [Unit, Storage, Work, Session] DisposeUnit => UnitRef;
            unit_notify_family "unit.notify_family" ViewPersonal Act [Unit, Work] NotifyFamily => UnitRef;
            unit_hold "unit.hold" Review Act [Unit, Work] HoldUnit => UnitRef;
            unit_lift_hold "unit.lift_hold" Review Act [Unit, Work, Session] LiftHold => UnitRef;
            unit_correct_collection "unit.correct_collection" CorrectCollection Act [Unit, Work] CorrectCollection => UnitRef;
            unit_correct_step "unit.correct_step" CorrectStep Act [Unit, Work, Register, Session] CorrectStep => UnitRef;
            unit_show_step_correction "unit.show_step_correction" CorrectStep Query [Unit] CorrectStep => StepShown;
            label_preview "label.preview" PrintLabel Query [Station] LabelRequest => PdfReply;
            label_print "label.print" PrintLabel Act [Unit, Station] PrintLabels => PrintReply;
            label_account "label.account" PrintLabel Act [Unit] AccountLabels => UnitRef;
            label_verify "label.verify" PrintLabel Act [Unit] VerifyLabel => LabelVerdict;
            template_list "template.list" DrawTemplate Query [Bank] Empty => TemplateList;
            template_get "template.get" DrawTemplate Query [Bank] TemplateQuery => TemplateDetail;
            template_preview "template.preview" DrawTemplate Query [Bank] PreviewTemplate => TemplatePreview;
            template_file "template.file" DrawTemplate Act [] TemplateToFile => TemplateFile;
            template_save "template.save" DrawTemplate Act [Bank] SaveTemplate => TemplateDetail;
            template_approve "template.approve" ApproveTemplate Act [Bank, Session, Work] ApproveTemplate => TemplateDetail;
            template_withdraw "template.withdraw" ApproveTemplate Act [Bank, Session, Work] WithdrawTemplate => TemplateDetail;
            kit_overview "kit.overview" PrintLabel Query [Bank, Unit] Empty => KitOverview;
            kit_print "kit.print" PrintLabel Act [Bank, Unit, Station] PrintKits => KitsReply;
            kit_spoil "kit.spoil" PrintLabel Act [Bank, Unit] SpoilKit => KitOverview;
            kit_spoil_order "kit.spoil_order" PrintLabel Act [Bank, Unit] SpoilKitOrder => KitOverview;
            code_positions "code.positions" PrintLabel Query [Bank] PositionsQuery => Positions;
            code_print "code.print" View Act [Bank, Station] PrintCodes => CodesReply;
            print_jobs "print.jobs" View Query [Station] Empty => PrintJobs;
            print_retry "print.retry" PrintLabel Act [Station] PrintJobQuery => PrintJobs;
            print_call_off "print.call_off" PrintLabel Act [Station, Unit, Shipment, Bank] CallOffPrint => PrintJobs;
            print_settle "print.settle" PrintLabel Act [Station, Unit, Shipment, Bank] SettlePrint => PrintJobs;
            document_preview "document.preview" View Query [Unit, Shipment, Storage] DocumentRequest => DocumentPreview;
            document_issue "document.issue" Release Act [Unit, Station] PrintDocument => DocumentPrinted;
            document_print "document.print" PrintLabel Act [Unit, Shipment, Station] PrintDocument => DocumentPrinted;
            document_verify "document.verify" View Query [Unit, Shipment] VerifyDocument => DocumentVerdict;
            shipment_list "shipment.list" View Query [Shipment] ShipmentListQuery => ShipmentPage;
            shipment_get "shipment.get" View Query [Shipment] ShipmentQuery => ShipmentView;
            shipment_pack "shipment.pack" Ship Act [Shipment, Unit] PackShipment => ShipmentView;
            shipment_hand_over "shipment.hand_over" Ship Act [Shipment, Unit] HandOverShipment => ShipmentView;
            receipt_receive "receipt.receive" Receive Act [Shipment, Unit, Work] ReceiveUnit => ReceiptView;
            receipt_decide "receipt.decide" Receive Act [Shipment, Unit, Work, Session] DecideReceipt => UnitRef;
            bench_get "bench.get" View Query [Unit] UnitQuery => BenchView;
            bench_record_step "bench.record_step" RecordStep Act [Unit, Session] RecordStep => BenchView;
            bench_show_step "bench.show_step" RecordStep Query [Unit] RecordStep => StepShown;
            bench_check_scan "bench.check_scan" RecordStep Query [Unit, Register] CheckScan => Empty;
            bench_begin_step "bench.begin_step" RecordStep Act [Unit, Register] BeginStep => BenchView;
            bench_void_start "bench.void_start" RecordStep Act [Unit, Register] VoidStart => BenchView;
            bench_skip_step "bench.skip_step" RecordStep Act [Unit, Session] SkipStep => BenchView;
            attachment_keep "attachment.keep" RecordStep Act [Unit] KeepAttachment => AttachmentRef;
            attachment_get "attachment.get" ViewAttachment Query [Unit] AttachmentQuery => AttachmentView;
            bench_record_result "bench.record_result" EnterResult Act [Unit] RecordResult => ResultReply;
            result_recompute "result.recompute" EnterResult Act [Unit] RecomputeResults => BenchView;
            result_open "result.open" View Query [Unit] OpenTestsQuery => OpenTests;
            result_check_file "result.check_file" EnterResult Query [Unit] ResultFile => ResultFileView;
            result_take_file "result.take_file" EnterResult Act [Unit] ResultFile => ResultFileView;
            control_list "control.list" View Query [Control, Register] Empty => ControlList;
            control_get "control.get" View Query [Control] ControlQuery => ControlView;
            control_of_test "control.of_test" View Query [Control] ControlsOfTestQuery => ControlsOfTest;
            control_look_back "control.look_back" View Query [Control, Unit] ControlPlace => LookBack;
            control_propose_target "control.propose_target" ReportResult Act [Control] ProposeTarget => ControlView;
            control_settle_target "control.settle_target" ApproveProcedure Act [Control] SettleTarget => ControlView;
            control_end_target "control.end_target" ApproveProcedure Act [Control] EndTarget => ControlView;
            control_record "control.record" EnterResult Act [Control] RecordControl => ControlReply;
            control_correct "control.correct" ReportResult Act [Control] CorrectControl => ControlView;
            control_explain "control.explain" EnterResult Act [Control] ExplainControl => ControlView;
            control_check_file "control.check_file" EnterResult Query [Control] ResultFile => ControlFileView;
            control_take_file "control.take_file" EnterResult Act [Control] ResultFile => ControlFileView;
            timer_list "timer.list" Open Query [Unit] Empty => TimerList;
            timer_of "timer.of" View Query [Unit] TimersOf => TimerList;
            run_list "run.list" View Query [Unit] Empty => RunList;
            run_get "run.get" View Query [Unit, Register] RunQuery => RunView;
            run_find "run.find" View Query [Unit] FindRun => RunRow;
            run_of_unit "run.of_unit" View Query [Unit] UnitQuery => RunsOfUnit;
            run_clearance "run.clearance" View Query [Bank] Empty => ClearanceView;
            run_check "run.check" RecordStep Query [Unit] CheckRun => RunFit;
            run_start "run.start" RecordStep Act [Unit] StartRun => RunView;
            run_join "run.join" RecordStep Act [Unit] RunAndUnit => RunView;
            run_leave "run.leave" RecordStep Act [Unit] LeaveRun => RunView;
            run_close "run.close" RecordStep Act [Unit] CloseRun => RunView;
            run_check_scan "run.check_scan" RecordStep Query [Unit, Register] CheckRunScan => Empty;
            run_begin_step "run.begin_step" RecordStep Act [Unit, Register] BeginRunStep => RunView;
            run_void_start "run.void_start" RecordStep Act [Unit, Register] VoidRunStart => RunView;
            run_show_step "run.show_step" RecordStep Query [Unit] RecordRunStep => RunStepShown;
            run_record_step "run.record_step" RecordStep Act [Unit, Session] RecordRunStep => RunView;
            run_skip_step "run.skip_step" RecordStep Act [Unit, Session] SkipRunStep => RunView;
            freezing_form "freezing.form" View Query [Bank, Register] Empty => FreezingForm;
            freezing_preview "freezing.preview" Process Query [Unit, Bank] CurveFile => CurvePreview;
            freezing_record "freezing.record" Process Act [Unit, Work] CurveFile => CurveView;
            freezing_list "freezing.list" View Query [Unit, Bank] CurveListQuery => CurvePage;
            freezing_get "freezing.get" View Query [Unit, Bank] CurveQuery => CurveView;
            freezing_of_unit "freezing.of_unit" View Query [Unit, Bank] UnitQuery => UnitCurves;
            freezing_review "freezing.review" Review Act [Unit, Work, Session] ReviewCurve => CurveView;
            environment_list "environment.list" View Query [Environment, Unit, Bank] Empty => RoomList;
            environment_room "environment.room" View Query [Environment, Unit, Bank] RoomQuery => RoomView;
            environment_of_run "environment.of_run" View Query [Environment, Unit, Bank] RunQuery => MonitoringsOfRun;
            environment_of_unit "environment.of_unit" View Query [Environment, Unit, Bank] UnitQuery => MonitoringsOfUnit;
            environment_uses "environment.uses" View Query [Environment, Unit, Register] RoomUsesQuery => UsePage;
            environment_find_runs "environment.find_runs" View Query [Environment, Unit, Bank] FindRoomRuns => RunPage;
            environment_find_plate "environment.find_plate" View Query [Environment] FindPlate => PlateList;
            environment_register "environment.register" KeepRegister Act [Environment] RegisterRoom => RoomView;
            environment_retire "environment.retire" KeepRegister Act [Environment] RetireRoom => RoomView;
            environment_record "environment.record" MonitorRoom Act [Environment, Unit] MonitorRoom => RoomView;
            environment_read_plate "environment.read_plate" MonitorRoom Act [Environment, Unit] ReadPlate => RoomView;
            environment_assess "environment.assess" AssessRoom Act [Environment, Unit, Session] AssessRoom => RoomView;
            analyser_list "analyser.list" View Query [Station, Inbox] Empty => AnalyserList;
            analyser_set "analyser.set" Configure Act [Station] AnalyserSetting => AnalyserList;
            analyser_remove "analyser.remove" Configure Act [Station] AnalyserQuery => AnalyserList;
            inbox_list "inbox.list" ReportResult Query [Inbox] Empty => InboxList;
            inbox_get "inbox.get" ReportResult Query [Inbox, Unit] InboxQuery => InboxDetail;
            inbox_assign "inbox.assign" ReportResult Act [Inbox, Unit] AssignWaiting => InboxList;
            inbox_dismiss "inbox.dismiss" ReportResult Act [Inbox, Unit] DismissWaiting => InboxList;
            part_list "part.list" View Query [Unit, Storage] UnitQuery => PartsView;
            part_make "part.make" KeepSample Act [Unit, Storage, Work] MakeParts => PartsView;
            part_use "part.use" KeepSample Act [Unit, Storage, Work] UsePart => PartsView;
            part_place "part.place" KeepSample Act [Unit, Storage, Work] PlacePart => PartsView;
            part_take_out "part.take_out" KeepSample Act [Unit, Storage, Work] ChangePart => PartsView;
            part_separate "part.separate" KeepSample Act [Unit, Storage] ChangePart => PartsView;
            part_discard "part.discard" EndSample Act [Unit, Storage, Work, Session] DiscardPart => PartsView;
            part_void "part.void" EndSample Act [Unit, Storage, Work, Session] VoidPart => PartsView;
            part_correct "part.correct" EndSample Act [Unit, Storage, Work] CorrectPart => PartsView;
            part_count "part.count" EndSample Act [Unit, Storage, Work, Session] CountPart => PartsView;
            part_settle "part.settle" EndSample Act [Unit, Storage, Work, Session] SettlePart => PartsView;
            part_count_root "part.count_root" EndSample Act [Unit, Storage, Work, Session] CountRoot => PartsView;
            part_call_off_label "part.call_off_label" ReprintLabel Act [Unit, Storage, Work] CallOffPartLabel => PartsView;
            part_box_set_up "part.box_set_up" KeepSample Act [Storage] SetUpPartBox => PartBoxes;
            part_renumber "part.renumber" EndSample Act [Unit, Storage, Work] ChangePart => PartsView;
            part_print_labels "part.print_labels" PrintLabel Act [Unit, Station] PrintPartLabels => PartLabelsReply;
            part_boxes "part.boxes" View Query [Unit, Storage] Empty => PartBoxes;
            part_box "part.box" View Query [Unit, Storage] PartBoxQuery => PartBoxView;
            storage_tanks "storage.tanks" View Query [Storage] Empty => TankList;
            storage_grid "storage.grid" View Query [Storage] TankQuery => TankGrid;
            storage_propose "storage.propose" Store Query [Storage] ProposePosition => ProposedPosition;
            storage_store "storage.store" Store Act [Storage, Unit] StoreUnit => UnitRef;
            storage_readings "storage.readings" View Query [Storage] TankQuery => TankReadings;
            storage_read_tank "storage.read_tank" Store Act [Storage] ReadTank => TankReadings;
            storage_review_readings "storage.review_readings" Review Act [Storage] ReviewReadings => TankReadings;
            deviation_form "deviation.form" View Query [Bank] Empty => DeviationForm;
            deviation_list "deviation.list" View Query [Deviation] DeviationListQuery => DeviationPage;
            deviation_get "deviation.get" View Query [Deviation, Unit] DeviationQuery => DeviationView;
            deviation_of_unit "deviation.of_unit" View Query [Deviation] UnitQuery => UnitDeviations;
            deviation_trends "deviation.trends" View Query [Deviation] DeviationTrendsQuery => DeviationTrends;
            deviation_report "deviation.report" ReportDeviation Act [Deviation, Unit, Work] ReportDeviation => DeviationView;
            deviation_widen "deviation.widen" ManageDeviation Act [Deviation, Unit, Work] WidenDeviation => DeviationView;
            deviation_preview_removal "deviation.preview_removal" ManageDeviation Query [Deviation] DraftRemoval => RemovalPreview;
            deviation_remove_unit "deviation.remove_unit" ManageDeviation Act [Deviation, Unit, Work] RemoveUnit => DeviationView;
            deviation_classify "deviation.classify" ManageDeviation Act [Deviation, Work] ClassifyDeviation => DeviationView;
            deviation_investigate "deviation.investigate" ManageDeviation Act [Deviation] InvestigateDeviation => DeviationView;
            deviation_plan_action "deviation.plan_action" ManageDeviation Act [Deviation, Work] PlanAction => DeviationView;
            deviation_change_action "deviation.change_action" ManageDeviation Act [Deviation, Work] ChangeAction => DeviationView;
            deviation_withdraw_action "deviation.withdraw_action" ManageDeviation Act [Deviation, Work] WithdrawAction => DeviationView;
            deviation_do_action "deviation.do_action" ReportDeviation Act [Deviation, Work] DoAction => DeviationView;
            deviation_check_action "deviation.check_action" ManageDeviation Act [Deviation, Work] CheckAction => DeviationView;
            deviation_preview_closing "deviation.preview_closing" ManageDeviation Query [Deviation] DraftClosing => ClosingPreview;
            deviation_close "deviation.close" ManageDeviation Act [Deviation, Unit, Work] CloseDeviation => DeviationView;
            deviation_reopen "deviation.reopen" ManageDeviation Act [Deviation, Unit, Work] ReopenDeviation => DeviationView;
            equipment_list "equipment.list" View Query [Register] RegisterQuery => EquipmentPage;
            equipment_get "equipment.get" View Query [Register] ThingQuery => EquipmentView;
            equipment_register "equipment.register" KeepRegister Act [Register, Unit] RegisterEquipment => EquipmentView;
            equipment_service "equipment.service" KeepRegister Act [Register, Unit] ServiceEquipment => EquipmentView;
            equipment_take_out "equipment.take_out" KeepRegister Act [Register, Unit] ThingReason => EquipmentView;
            equipment_return "equipment.return" Review Act [Register, Unit] ThingReason => EquipmentView;
            material_list "material.list" View Query [Register] RegisterQuery => MaterialPage;
            material_get "material.get" View Query [Register, Unit] ThingQuery => MaterialView;
            material_receive "material.receive" KeepRegister Act [Register, Unit] ReceiveMaterial => MaterialView;
            material_inspect "material.inspect" KeepRegister Act [Register, Unit] InspectMaterial => MaterialView;
            material_open "material.open" KeepRegister Act [Register, Unit] OpenMaterial => MaterialView;
            material_count "material.count" KeepRegister Act [Register] CountMaterial => MaterialView;
            material_recall "material.recall" Review Act [Register, Unit, Work] ThingReason => MaterialView;
            material_withdraw_recall "material.withdraw_recall" Review Act [Register, Unit, Work, Session] WithdrawRecall => MaterialView;
            material_set_stock_rule "material.set_stock_rule" KeepRegister Act [Register, Unit] SetStockRule => MaterialView;
            material_hold_users "material.hold_users" Review Act [Register, Unit, Work] ThingQuery => MaterialView;
            register_uses "register.uses" View Query [Register, Unit] UsesQuery => UsePage;
            unit_trace "unit.trace" View Query [Unit, Register] UnitQuery => UnitTrace;
            review_queue "review.queue" View Query [Unit] ReviewQueueQuery => ReviewQueue;
            review_get "review.get" View Query [Unit] UnitQuery => ReviewView;
            review_research "review.research" Review Act [Unit, Work, Session] AssignResearch => UnitRef;
            review_sign "review.sign" Review Act [Unit, Session] SignContent => UnitRef;
            release_sign "release.sign" Release Act [Unit, Session] SignContent => UnitRef;
            certificate_issue "certificate.issue" Release Act [Unit] IssueCertificate => CertificateReply;
            work_list "work.list" View Query [Work, Register] Empty => WorkList;
            work_resolve "work.resolve" Resolve Act [Work, Unit, Session] ResolveWork => WorkList;
            dashboard_get "dashboard.get" View Query [Unit, Deviation] DashboardQuery => Dashboard;
            bank_statistics "bank.statistics" View Query [Unit] Empty => Statistics;
            procedure_list "procedure.list" View Query [Bank] Empty => ProcedureList;
            procedure_text "procedure.text" View Query [Bank] ProcedureQuery => ProcedureText;
            procedure_picture "procedure.picture" View Query [Bank] PictureQuery => PictureView;
            procedure_check "procedure.check" DrawProcedure Query [Bank] CheckProcedure => ProcedureCheck;
            procedure_file "procedure.file" DrawProcedure Act [] ProcedureToFile => ProcedureFile;
            procedure_compare "procedure.compare" View Query [Bank] CompareProcedures => ProcedureDifference;
            procedure_drafts "procedure.drafts" DrawProcedure Query [Draft] Empty => DraftList;
            procedure_draft "procedure.draft" DrawProcedure Query [Draft] DraftQuery => FoundDraft;
            procedure_keep_draft "procedure.keep_draft" DrawProcedure Act [Draft] KeepDraft => DraftKept;
            procedure_discard_draft "procedure.discard_draft" DrawProcedure Act [Draft, Work] DraftQuery => DraftList;
            procedure_draw "procedure.draw" DrawProcedure Act [Bank, Draft, Work] DrawProcedure => ProcedureList;
            procedure_return "procedure.return" ApproveProcedure Act [Bank, Unit, Work] ReturnProcedure => ProcedureList;
            procedure_approve "procedure.approve" ApproveProcedure Act [Bank, Unit, Work, Session] ApproveProcedure => ProcedureList;
            profile_settle "profile.settle" ApproveProcedure Act [Bank, Unit, Session] SetStanding => ProcedureList;
            limit_confirm "limit.confirm" ApproveProcedure Act [Bank, Unit, Session] ConfirmLimits => ProcedureList;
            audit_list "audit.list" Audit Query [Audit] AuditListQuery => AuditPage;
            audit_entry "audit.entry" Audit Query [Audit] AuditEntryQuery => AuditEntry;
            audit_export "audit.export" Audit Act [] ExportAudit => AuditExported;
            audit_call_off "audit.call_off" Audit Act [] Empty => Empty;
            admin_overview "admin.overview" View Query [Bank] Empty => BankOverview;
            admin_add_site "admin.add_site" Administer Act [Bank] AddSite => BankOverview;
            admin_add_person "admin.add_person" Administer Act [Bank] AddPerson => BankOverview;
            admin_set_password "admin.set_password" Administer Act [Bank] SetPassword => BankOverview;
            admin_change_roles "admin.change_roles" Administer Act [Bank] ChangeRoles => BankOverview;
            admin_suspend "admin.suspend" Administer Act [Bank] SuspendPerson => BankOverview;
            admin_reinstate "admin.reinstate" Administer Act [Bank] ReinstatePerson => BankOverview;
            admin_give_badge "admin.give_badge" Administer Act [Bank] GiveBadge => BankOverview;
            admin_test_badge "admin.test_badge" Administer Act [Bank] TestBadge => BankOverview;
            admin_revoke_badge "admin.revoke_badge" Administer Act [Bank] RevokeBadge => BankOverview;
            admin_review_accounts "admin.review_accounts" Administer Act [Bank, Session] ReviewAccounts => BankOverview;
            admin_failures "admin.failures" Administer Query [Bank] Empty => SignInFailures;
            admin_assign_block "admin.assign_block" Administer Act [Bank] AssignBlock => BankOverview;
            admin_add_tank "admin.add_tank" Administer Act [Bank, Storage] AddTank => BankOverview;
            printer_list "printer.list" View Query [Station] Empty => PrinterList;
            printer_set "printer.set" Configure Act [Station] SetPrinter => PrinterList;
            printer_status "printer.status" View Query [Station] PrinterQuery => PrinterStatus;
            printer_test "printer.test" PrintLabel Act [Station] PrintTest => PrintJob;
            printer_remove "printer.remove" Configure Act [Station] PrinterQuery => PrinterList;
            sync_status "sync.status" Open Query [Sync] Empty => SyncStatus;
            sync_now "sync.now" Open Act [Sync] Empty => SyncStatus;
            sync_heard_behind "sync.heard_behind" Configure Act [Sync] Empty => SyncStatus;
            sync_connect "sync.connect" Configure Act [Sync] ConnectCentre => SyncStatus;
            sync_line "sync.line" Configure Query [Sync] Empty => CentreLine;
            sync_set_line "sync.set_line" Configure Act [Sync] CentreLine => SyncStatus;
            sync_write_file "sync.write_file" Configure Act [Sync] WriteBundle => BundleSummary;
            sync_read_file "sync.read_file" Open Act [Sync] ReadBundle => BundleSummary;
            backup_list "backup.list" View Query [Backup] Empty => BackupOverview;
            backup_now "backup.now" Configure Act [Backup, Sync] Empty => BackupOverview;
            backup_verify "backup.verify" Configure Act [Backup] GenerationQuery => BackupOverview;
            backup_set_folder "backup.set_folder" Configure Act [Backup, Sync] SetBackupFolder => BackupOverview;
            keys_keyring "keys.keyring" Open Query [Station] Empty => KeyringState;
            keys_remember "keys.remember" Configure Act [Station] Remember => KeyringState;
            keys_forget "keys.forget" Configure Act [Station] Empty => KeyringState;
            keys_change_passphrase "keys.change_passphrase" Configure Act [Station] ChangePassphrase => Empty;
            ledger_verify "ledger.verify" View Query [Station] Empty => VerifyReply;
        }
    };
}

macro_rules! list {
    ($($method:ident $name:literal $permission:ident $kind:ident [$($tag:ident),*] $request:ty => $response:ty;)*) => {
        /// Every command, in the order of the job.
        pub const COMMANDS: &[Command] = &[$(Command {
            name: $name,
            permission: Permission::$permission,
            kind: Kind::$kind,
            tags: &[$(Tag::$tag),*],
            request: stringify!($request),
            response: stringify!($response),
        }),*];

        pub(crate) fn declarations() -> Vec<(&'static str, Vec<crate::typescript::Declaration>)> {
            vec![$(($name, {
                let mut found = crate::typescript::collect::<$request>();
                found.extend(crate::typescript::collect::<$response>());
                found
            })),*]
        }
    };
}

for_each_command!(list);

impl Command {
    /// The command of that name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        COMMANDS.iter().find(|command| command.name == name)
    }
}
