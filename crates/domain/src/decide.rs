//! Decisions: state + command + context -> records, or a refusal. Pure; one module for each part of the job.

mod amendment;
mod asked;
mod attachment;
mod bedside;
mod bound;
mod check;
mod control;
mod correction;
mod departed;
mod deviation;
mod disposal;
mod document;
mod environment;
mod equipment;
mod freezer;
mod freezing;
mod judgement;
mod kit;
mod label;
mod laboratory;
mod limit;
mod material;
mod part;
mod procedure;
mod recompute;
mod release;
mod result;
mod run;
mod scanned;
mod sop;
mod start;
mod step;
mod tank;
mod template;
mod transport;
mod twice;

pub use amendment::{
    ShownCorrection, StepChange, correct_step, hold_corrected, may_correct, show_correction,
};
pub use asked::unknown_beside;
pub use attachment::{AttachmentInput, attached, keep_attachment};
pub use bedside::{
    CollectionInput, EnrolInput, cross_check, enrol, record_consent, record_questionnaire,
    register_collection,
};
pub(crate) use check::accepted;
pub use check::{day, filled};
pub use control::{
    CONTROL_KIND, ControlInput, OWN_VALUES_MIN, TargetInput, control_doubt, control_meant, correct_control,
    end_target, explain_control, mean_and_sd, propose_target, record_control, settle_target,
};
pub use correction::{CollectionChange, correct_collection};
pub use deviation::{
    ActionInput, DEVIATED_MAX, ReportInput, change_action, check_action, classify_deviation, close_deviation,
    conclude, deviate_unit, do_action, holds_of, investigate_deviation, may_close, may_remove_unit,
    plan_action, remove_unit, reopen_deviation, report_deviation, settle_unit, unit_removed, widen_deviation,
    withdraw_action,
};
pub use disposal::{dispose, notify_family};
pub use document::{PAPERS_MAX, PICKED_MAX, called_off, document_of_unit, issue_document, stored};
pub use environment::{
    AssessmentInput, Exposure, MonitoringInput, PlateEntry, PlateInput, ROOM_MONITORED, ReadingEntry,
    RoomBound, RoomFinding, RoomInput, RoomStanding, RunTime, WorkedRoom, assess_room, assessment_digest,
    environment_blockers, environment_clear, judge_worked_room, monitor_room, read_plate, register_room,
    retire_room, room_bounds, room_conclusion, room_findings, room_former_findings, room_limits,
    room_standing, widen_run, worked_rooms,
};
pub use equipment::{
    EquipmentInput, ServiceInput, register_equipment, return_equipment, service_equipment, take_out_equipment,
};
pub use freezing::{
    CURVE_POINTS_MAX, CurveInput, CurveReviewInput, FREEZER, curve_findings, curve_review_digest,
    freeze_unit, may_have_curve, programs_in_force, read_curve, review_curve,
};
pub use judgement::{Judgement, findings_under, judged_profiles, judgements};
pub use kit::{FreeNumbers, KITS_MAX, KitFacts, KitOrder, kit_numbers, print_kits, spoil_kit, spoil_kits};
pub use label::{CODES_MAX, account_labels, codes_printed, label_verified, labels_printed, not_printed};
pub use laboratory::{StoreInput, store_unit, storing};
pub use limit::{ConfirmationInput, ConfirmedValue, confirm_limits, unconfirmed};
pub use material::{
    CountInput, InspectionInput, ReceiptInput, StockRuleInput, WithdrawalInput, count_material, hold_user,
    inspect_material, open_material, recall_material, receive_material, set_stock_rule, was_held_for,
    withdraw_recall, withdrawal_digest,
};
pub use part::{
    BoxInput, BoxScene, MakeInput, PartScene, PlaceInput, call_off_label, correct_part, count_part,
    count_root, discard_part, label_parts, labels_called_off, make_parts, part_of, place_part, renumber_part,
    separate_part, set_up_box, settle_part, take_out_part, use_part, void_part,
};
pub use procedure::{
    ApprovalInput, ReturnInput, StandingInput, approve_procedure, deciding_procedures, in_force,
    limits_in_force, return_procedure, returned_sop, set_profile_standing, sop_in_force, sop_of,
};
pub use recompute::{Shown, gone, recompute_results, recomputed_state};
pub use release::{
    Blocker, assign_research, blockers, hold, issue_certificate, lift_hold, reject, release_sign,
    research_blockers, review_findings, review_findings_beside, review_sign,
};
pub use result::{Entry, ResultInput, record_result, reporter};
pub use run::{
    Entered, MEMBERS_MAX, Member, RunInput, RunSignature, StepOfUnit, begin_run_step, check_fit, close_run,
    join_run, leave_run, record_run_step, show_run_step, skip_run_step, start_run, void_run_start,
};
pub use sop::{SopInput, draw_sop, pin_sop};
pub use start::{StartInput, begin_step, hold_unbegun, started_with_scans, void_start};
pub use step::{
    ShownStep, StepInput, at_work, entitled, progress, record_step, second_of_record, show_step, skip_step,
    step_of_record, wants_second,
};
pub use tank::{ReadingInput, read_tank};
pub use template::{DrawingInput, approve_template, draw_template, withdraw_template};
pub use transport::{
    ReceiveInput, arrival_fails, decide_receipt, pack, proposed_receipt, receipt_findings, receive,
};

use crate::record::ProcedureApproved;
use crate::rules::RuleSet;
use crate::{NumberScheme, PersonId, Purpose, Role, SiteId};

/// What a decision needs beside the state.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Wall clock, ms since 1970-01-01 UTC.
    pub now_ms: i64,
    /// Who acts.
    pub operator: PersonId,
    /// The operator's roles there.
    pub roles: &'a [Role],
    /// Where.
    pub site: SiteId,
    /// The rules in force.
    pub rules: &'a RuleSet,
    /// The bank's numbering.
    pub scheme: NumberScheme,
    /// The bank's facility number or local prefix.
    pub facility: &'a str,
    /// Live or demo.
    pub purpose: Purpose,
    /// Approvals of every procedure in the rules.
    pub approvals: &'a [ProcedureApproved],
}
