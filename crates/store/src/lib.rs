//! The station's encrypted SQLite file.
//!
//! One table holds the ledger; everything else is a projection of it, written in the same transaction and rebuilt to
//! the same digest. Invariants: an entry is never changed or removed; what [`Store::append`] returned is on disk
//! (WAL, synchronous=FULL); a projection depends only on the set of entries, never on the order of their arrival.
//!
//! Deliberately not here: rules, permissions, clocks, random numbers, the network.

mod append;
mod audit;
pub mod backup;
mod bare;
mod carried;
mod continuation;
mod digest;
mod draft;
mod entries;
mod error;
mod export;
mod health;
mod ingest;
mod keyfile;
mod open;
pub mod print;
mod project;
pub mod query;
mod recent;
mod row;
pub mod sealed;
mod setting;
mod take_in;
mod verify;

pub use append::{Appended, EntryPosition, NewRecord, Personal, PersonalPart};
pub use bare::BareFile;
pub use carried::KeptPage;
pub use continuation::{ContinuedChain, EndedChain};
pub use draft::{DraftHead, DraftRow};
pub use error::StoreError;
pub use export::{Inspection, Plain};
pub use ingest::{FeedPage, Ingested, PositionedEntry};
pub use keyfile::{DatabaseKey, KeyFile, Remembered, Wrap};
pub use ledger;
pub use open::{Identity, Store};
pub use recent::{Generation, Readiness};
pub use setting::PrinterRow;
pub use take_in::{Folded, TakingIn};
pub use verify::{Progress, Report};
