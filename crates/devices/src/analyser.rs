//! Analysers of the laboratory: what they send over TCP or a serial line, as one neutral message.
//!
//! Two languages: ASTM E1394 records (CLSI LIS02-A2) in frames of E1381 (CLSI LIS01-A2), and HL7 version 2 over MLLP.
//! Invariants: the parsers are pure, take bytes at any split and never panic; every size has a limit; an instrument is
//! told that a whole message arrived only after the caller said that it is kept.
//!
//! Deliberately absent: queries and orders to an instrument; what a result means, which is decided where units are known.

mod astm;
mod frames;
mod hl7;
mod line;
mod mllp;
mod model;
mod watch;

pub use frames::Frames1381;
pub use line::{AnalyserError, AnalyserLine};
pub use mllp::Mllp;
pub use model::{Measured, Message, ReadError, Report, ReportPurpose, ReportStatus, Specimen};
pub use watch::{AnalyserEvent, AnalyserWatch};

/// The longest message, bytes: far more than the results of a rack of tubes, and small enough for one record.
pub const MESSAGE_BYTES_MAX: usize = 256 * 1024;

/// The language of an analyser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnalyserProtocol {
    /// ASTM E1394 / LIS02-A2 records in frames of E1381 / LIS01-A2.
    Astm,
    /// HL7 version 2 over MLLP.
    Hl7,
}

/// What became of a message that was handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is on disk: the instrument may forget it.
    Kept,
    /// It could not be kept now: the instrument is to send it again.
    NotNow,
}

/// What went wrong on the way, for the state that people see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// A frame's checksum was wrong; it was asked for again.
    Checksum,
    /// A frame was out of order or misshapen; it was asked for again.
    Frame,
    /// A frame or a message was longer than allowed.
    TooLong,
    /// A message broke off before its end. The instrument was not told that it arrived.
    BrokenOff,
    /// A message that is no result was declined.
    Declined,
}

impl Trouble {
    /// A stable dotted code, the key of the sentence shown to people.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Checksum => "analyser.checksum",
            Self::Frame => "analyser.frame",
            Self::TooLong => "analyser.too_long",
            Self::BrokenOff => "analyser.broken_off",
            Self::Declined => "analyser.declined",
        }
    }
}

/// What a link hears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// A whole message; the answer decides how it is acknowledged.
    Message(Message),
    /// Something went wrong; the answer does not matter.
    Trouble(Trouble),
}

/// One connection to an analyser: bytes in, bytes back.
#[derive(Debug)]
pub enum Link {
    /// ASTM.
    Astm(Frames1381),
    /// HL7.
    Hl7(Mllp),
}

impl Link {
    /// A connection on which nothing was heard yet.
    #[must_use]
    pub fn new(protocol: AnalyserProtocol) -> Self {
        match protocol {
            AnalyserProtocol::Astm => Self::Astm(Frames1381::default()),
            AnalyserProtocol::Hl7 => Self::Hl7(Mllp::default()),
        }
    }

    /// Takes what came and answers what is to be sent back.
    pub fn push(&mut self, bytes: &[u8], heard: &mut dyn FnMut(Heard) -> Verdict) -> Vec<u8> {
        match self {
            Self::Astm(link) => link.push(bytes, heard),
            Self::Hl7(link) => link.push(bytes, heard),
        }
    }

    /// Nothing came for 30 s, or the connection ended: what is incomplete is dropped (LIS01-A2 6.5.2).
    pub fn timed_out(&mut self, heard: &mut dyn FnMut(Heard) -> Verdict) {
        match self {
            Self::Astm(link) => link.timed_out(heard),
            Self::Hl7(link) => link.timed_out(heard),
        }
    }
}

/// Reads a message that was kept.
///
/// # Errors
/// [`ReadError`].
pub fn read_message(protocol: AnalyserProtocol, raw: &[u8]) -> Result<Report, ReadError> {
    match protocol {
        AnalyserProtocol::Astm => astm::read(raw),
        AnalyserProtocol::Hl7 => hl7::read(raw),
    }
}

/// Whether records that may name a person are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PatientRecords {
    /// As they came.
    Shown,
    /// Their type alone.
    LeftOut,
}

/// The message as text, one record to a line.
#[must_use]
pub fn message_lines(protocol: AnalyserProtocol, raw: &[u8], patient: PatientRecords) -> Vec<String> {
    let text = String::from_utf8_lossy(raw);
    let lines = text.split(['\r', '\n']).filter(|line| !line.trim().is_empty());
    let open: &[&str] = match protocol {
        AnalyserProtocol::Astm => &["H", "O", "R", "L", "M"],
        AnalyserProtocol::Hl7 => &["MSH", "OBR", "OBX", "SPM", "SAC", "INV", "EQU"],
    };
    let type_length = if protocol == AnalyserProtocol::Astm { 1 } else { 3 };
    let shown = lines.map(|line| {
        let kind: String = line.chars().take(type_length).collect();
        let shown = patient == PatientRecords::Shown || open.contains(&kind.as_str());
        if shown { line.to_owned() } else { format!("{kind}|…") }
    });
    shown.collect()
}
