//! From what `devices` heard to what `domain` judges.

use crate::control_file::device_moment_ms;
use api::wire::{AnalyserLanguage, ReportedState};
use devices::{AnalyserProtocol, Measured, Message, Report, ReportStatus};
use domain::analyser::{Reported, ReportedStatus};
use sha2::{Digest as _, Sha256};

pub(crate) const fn to_protocol(language: AnalyserLanguage) -> AnalyserProtocol {
    match language {
        AnalyserLanguage::Astm => AnalyserProtocol::Astm,
        AnalyserLanguage::Hl7 => AnalyserProtocol::Hl7,
    }
}

/// The word of a language in records.
pub(crate) const fn word_of(language: AnalyserLanguage) -> &'static str {
    match language {
        AnalyserLanguage::Astm => "astm",
        AnalyserLanguage::Hl7 => "hl7",
    }
}

/// Every result of a message in order, with its specimen's place and its own.
pub(crate) fn reported(report: &Report) -> Vec<(&Measured, Reported)> {
    let specimens = report.specimens.iter().zip(0u32..);
    let results = specimens.flat_map(|(specimen, at)| specimen.results.iter().map(move |one| (one, at)));
    let numbered = results.zip(0u32..).map(|((measured, specimen), place)| {
        let reported = Reported {
            place,
            specimen,
            code: measured.code.clone(),
            details: measured.details.clone(),
            value: measured.value.clone(),
            unit: measured.unit.clone(),
            flags: measured.flags.clone(),
            status: status(measured.status),
            measured_ms: device_moment_ms(&measured.measured),
        };
        (measured, reported)
    });
    numbered.collect()
}

const fn status(status: ReportStatus) -> ReportedStatus {
    match status {
        ReportStatus::Preliminary => ReportedStatus::Preliminary,
        ReportStatus::Final => ReportedStatus::Final,
        ReportStatus::Corrected => ReportedStatus::Corrected,
        ReportStatus::NotDone => ReportedStatus::NotDone,
        ReportStatus::Pending => ReportedStatus::Pending,
        ReportStatus::Withdrawn => ReportedStatus::Withdrawn,
    }
}

/// A status as the screens show it.
pub(crate) const fn shown(status: ReportStatus) -> ReportedState {
    match status {
        ReportStatus::Preliminary => ReportedState::Preliminary,
        ReportStatus::Final => ReportedState::Final,
        ReportStatus::Corrected => ReportedState::Corrected,
        ReportStatus::NotDone => ReportedState::NotDone,
        ReportStatus::Pending => ReportedState::Pending,
        ReportStatus::Withdrawn => ReportedState::Withdrawn,
    }
}

/// When the instrument sent a message, by its clock.
pub(crate) fn sent_ms(report: &Report) -> Option<i64> {
    device_moment_ms(&report.sent)
}

/// What names a message: all that it says of specimens, values and times, but not its own number and time of sending, so
/// that the same results sent again are the same message.
pub(crate) fn message_id(message: &Message) -> [u8; 16] {
    let mut sha = Sha256::new();
    sha.update(b"cordkeep.analyser.v1\0");
    let mut field = |text: &[u8]| {
        sha.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        sha.update(text);
    };
    match &message.report {
        // What cannot be read is told apart by its bytes.
        Err(_) => field(&message.raw),
        Ok(report) => {
            field(report.instrument.as_bytes());
            for specimen in &report.specimens {
                field(b"specimen");
                specimen.ids.iter().for_each(|id| field(id.as_bytes()));
                for one in &specimen.results {
                    field(b"result");
                    for text in [&one.code, &one.value, &one.unit, &one.range, &one.measured] {
                        field(text.as_bytes());
                    }
                    for text in [&one.details, &one.flags] {
                        field(text.join("\0").as_bytes());
                    }
                    field(format!("{:?}", one.status).as_bytes());
                }
            }
        }
    }
    let digest = sha.finalize();
    let mut id = [0; 16];
    id.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> Message {
        let raw = text.as_bytes().to_vec();
        Message { report: devices::read_message(AnalyserProtocol::Astm, &raw), raw }
    }

    const TEXT: &str =
        "H|\\^&|1||XN|||||||P|A|20261101\rO|1|A1\rR|1|^^^^WBC|8.1|10*3/uL||||F||||20261101\rL|1\r";

    #[test]
    fn the_same_results_sent_again_are_the_same_message() {
        let id = message_id(&message(TEXT));
        let again = TEXT.replace("|1||XN", "|2||XN").replace("A|20261101", "A|20261102");
        assert_ne!(again, TEXT);
        assert_eq!(message_id(&message(&again)), id);
        for other in [
            TEXT.replace("8.1", "8.2"),
            TEXT.replace("A1", "A2"),
            TEXT.replace("XN", "XN-2"),
            TEXT.replace("F||||20261101", "F||||20261102"),
            TEXT.replace("|F|", "|P|"),
            TEXT.replace("WBC", "WBD"),
        ] {
            assert_ne!(message_id(&message(&other)), id, "{other}");
        }
        assert_ne!(message_id(&message("noise")), message_id(&message("other noise")));
    }
}
