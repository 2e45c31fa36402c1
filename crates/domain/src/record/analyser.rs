//! Messages of analysers, and what people make of what waited.

use super::record;
use crate::DonationId;

record! {
    /// An analyser sent results. The message itself, which may name persons, is the personal part.
    AnalyserHeard {
        /// What the station calls the analyser.
        0 analyser: String,
        /// What the analyser calls itself.
        1 instrument: String,
        /// `astm` or `hl7`.
        2 protocol: String,
        /// Code of the mapping.
        3 mapping: String,
        /// Version of the mapping.
        4 mapping_version: u32,
        /// SHA-256 of the message, hexadecimal.
        5 digest: String,
        /// Specimens in it.
        6 specimens: u32,
        /// Results in it.
        7 measured: u32,
        /// What was recorded of units, in the same commit.
        8 taken: Vec<ResultTaken>,
        /// What waits for a person.
        9 waiting: Vec<ResultWaiting>,
    }

    /// An analyser with a number in the register sent results: which device it was does not depend on what the station
    /// calls it later.
    AnalyserHeardOn {
        /// What it sent.
        0 heard: AnalyserHeard,
        /// Number of the device.
        1 device: String,
    }

    /// The personal part of [`AnalyserHeard`].
    AnalyserText {
        /// The records of the message as they came, without framing.
        #[cbor(with = "minicbor::bytes")]
        0 raw: Vec<u8>,
    }

    /// A result that became a unit's.
    ResultTaken {
        /// Which unit.
        0 donation: DonationId,
        /// Test code.
        1 test: String,
        /// Number or choice as recorded.
        2 value: String,
        /// Unit; empty where none.
        3 unit: String,
        /// What it was made of.
        4 inputs: Vec<InputTaken>,
    }

    /// A value that a result was made of.
    InputTaken {
        /// Name in the mapping, or the instrument's code.
        0 name: String,
        /// As reported.
        1 value: String,
        /// As reported.
        2 unit: String,
    }

    /// A result that waits.
    ResultWaiting {
        /// Its place in the message, from 0.
        0 place: u32,
        /// Its specimen's place, from 0.
        1 specimen: u32,
        /// The instrument's code.
        2 code: String,
        /// Why: the code of the refusal.
        3 why: String,
        /// Values of the reason, such as a flag, a unit, a limit.
        4 params: Vec<ReasonParam>,
    }

    /// A value of a reason.
    ReasonParam {
        /// Name.
        0 name: String,
        /// Value.
        1 value: String,
    }

    /// A person gave waiting results to a unit.
    WaitingAssigned {
        /// Which unit.
        0 donation: DonationId,
        /// Places in the message.
        1 places: Vec<u32>,
        /// Why.
        2 reason: String,
        /// What was recorded of the unit, in the same commit.
        3 taken: Vec<ResultTaken>,
    }

    /// A person set waiting results aside.
    WaitingDismissed {
        /// Places in the message.
        0 places: Vec<u32>,
        /// Why.
        1 reason: String,
    }
}
