//! Use cases: one function for each command that `api` declares, over a station's store and a small [`Host`].
//!
//! Invariants: a command's permission is checked here and nowhere else, from `api`'s list; every act is recorded by
//! [`store::Store::append`] in one transaction before it is answered; nothing here waits for the network but the
//! commands that are about the centre.
//!
//! Deliberately not here: rules (they are `domain`'s), SQL (`store`), windows and HTTP (the shells).

mod analyser;
mod app;
mod archive;
mod attest;
mod background;
mod backup;
mod bench;
mod bundle;
mod carry;
mod command;
mod context;
mod control_file;
mod courier;
mod curve_file;
mod demo;
mod describe;
mod dispatch;
mod document;
mod dossier;
mod environment;
mod foreign;
mod gallery;
mod host;
mod import;
mod inspection;
mod integrity;
mod password;
mod print;
mod problem;
mod procedures;
mod register;
mod restore;
mod result_file;
mod returned;
mod rules;
mod scan;
mod scanner;
mod synchronise;
mod template;
mod text_file;
mod unknown;
mod view;
mod waiting;
mod words;

pub use app::{App, AppOptions, Event, Listener};
pub use archive::{VerifiedFile, verify_archive, verify_file, verify_inspection};
pub use bench::{BareFile, Figure, INVENTED_STEP_MS, Judging, Limit};
pub use command::DocumentOrder;
pub use demo::{DEMO_ACCOUNTS, DEMO_PASSPHRASE};
pub use describe::{describe_scan, exercise_scans};
pub use domain::DonationId;
pub use dossier::Dossier;
pub use foreign::{ForeignFile, read_foreign_file, read_foreign_message};
pub use gallery::{GalleryFile, LabelBatch, label_gallery};
pub use host::{Host, SystemHost};
pub use import::{ImportLine, ImportMode, ImportReport};
pub use inspection::{InspectionSummary, PersonalParts};
pub use problem::CODES;
pub use restore::{Restore, RestoreReport, begin_anew, drill, restore};
pub use rules::rule_set;
pub use store;
pub use synchronise::{Done, Exchange, Failure, Job, Next};
