//! `POST /v1/overtaken`: a station hears of entries under its own name that it never made.

use ledger::{BankId, Hash, StationId};
use minicbor::{Decode, Encode};

/// A station's word that another history of it went on where its own ends: its file is a copy, or was put back. The
/// request's signature proves that it is the station's own word.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Overtaken {
    /// Owner.
    #[n(0)]
    pub bank: BankId,
    /// Who says so.
    #[n(1)]
    pub station: StationId,
    /// The last entry of its own.
    #[n(2)]
    pub seq: u64,
    /// That entry's hash.
    #[n(3)]
    pub hash: Hash,
}
