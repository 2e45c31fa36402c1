//! One function for each command, by area.

mod admin;
mod analyser;
mod attachment;
mod audit;
mod audit_export;
mod backup;
mod bench;
mod certificate;
mod code;
mod control;
mod correction;
mod credential;
mod dashboard;
mod deviation;
mod document;
mod donation;
mod environment;
mod equipment;
mod freezing;
mod inbox;
mod keyring;
mod keys;
mod kit;
mod label;
mod material;
mod part;
mod people;
mod print;
mod printer;
mod procedure;
mod receipt;
mod restoring;
mod result;
pub(crate) mod review;
mod run;
mod scanner;
mod session;
mod setup;
mod shipment;
mod station;
mod storage;
mod tank;
mod template;
mod timer;
mod trace;
mod unit;
mod work;

pub(crate) use admin::*;
pub(crate) use analyser::test_name;
pub(crate) use analyser::{analyser_list, analyser_remove, analyser_set};
pub(crate) use attachment::*;
pub(crate) use audit::{audit_entry, audit_list};
pub(crate) use audit_export::{audit_call_off, audit_export};
pub(crate) use backup::*;
pub(crate) use bench::*;
pub(crate) use certificate::*;
pub(crate) use code::{code_positions, code_print};
pub(crate) use control::*;
pub(crate) use correction::*;
pub(crate) use credential::check_credentials;
pub(crate) use dashboard::dashboard_get;
pub(crate) use deviation::*;
pub(crate) use document::{document_issue, document_preview, document_print, document_verify};
pub(crate) use donation::*;
pub(crate) use environment::*;
pub(crate) use equipment::{
    equipment_get, equipment_list, equipment_register, equipment_return, equipment_service,
    equipment_take_out,
};
pub(crate) use freezing::*;
pub(crate) use inbox::{device_view, inbox_assign, inbox_dismiss, inbox_get, inbox_list, protocol_of};
pub(crate) use keyring::{keys_forget, keys_keyring, keys_remember, setup_unlock_keyring};
pub(crate) use keys::*;
pub(crate) use kit::{kit_overview, kit_print, kit_spoil, kit_spoil_order};
pub(crate) use label::*;
pub(crate) use material::{
    material_count, material_get, material_hold_users, material_inspect, material_list, material_open,
    material_recall, material_receive, material_set_stock_rule, material_withdraw_recall,
};
pub(crate) use part::*;
pub(crate) use people::*;
pub(crate) use print::{print_call_off, print_jobs, print_retry, print_settle};
pub(crate) use printer::*;
pub(crate) use procedure::*;
pub(crate) use receipt::*;
pub(crate) use restoring::{setup_generations, setup_restore, setup_start_over};
pub(crate) use result::{result_check_file, result_open, result_recompute, result_take_file};
pub(crate) use review::*;
pub(crate) use run::*;
pub(crate) use scanner::{scanner_list, scanner_set_lines, settings_set_scanner};
pub(crate) use session::*;
pub(crate) use setup::*;
pub(crate) use shipment::*;
pub(crate) use station::*;
pub(crate) use storage::*;
pub(crate) use tank::{storage_read_tank, storage_readings, storage_review_readings};
pub(crate) use template::*;
pub(crate) use timer::{timer_list, timer_of};
pub(crate) use trace::{environment_uses, register_uses, unit_trace, use_key};
pub(crate) use unit::*;
pub(crate) use work::*;

pub(crate) use certificate::utc_time;
pub use document::DocumentOrder;
pub(crate) use label::{
    counts as label_counts, language as document_language, local_time, mode as bank_mode,
    scheme as number_scheme,
};
pub(crate) use printer::find as find_printer;
pub(crate) use unit::{resolve as resolve_unit, timeline_of as unit_timeline_of};
