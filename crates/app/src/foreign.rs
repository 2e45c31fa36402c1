//! The readers of what other programs wrote and analysers send, for whoever tries them with whatever bytes.

use crate::analyser::{mappings, message_id, reported, sent_ms};
use crate::{control_file, curve_file, import, result_file, rule_set};
use api::Problem;
use devices::{AnalyserProtocol, Message};
use domain::analyser::{Reading, Reported, Samples, read_results, specimen_number};
use domain::control::ControlStanding;
use domain::decide::Context;
use domain::unit::UnitState;
use domain::{DonationId, NumberScheme, PersonId, Purpose, SiteId};

/// A sort of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForeignFile {
    /// Donations from paper records.
    Donations,
    /// Results of a laboratory.
    Results,
    /// Values of controls.
    Controls,
    /// The curve of a freezer.
    Curve,
}

/// Reads a file as far as that needs no bank, and answers how many rows it has.
///
/// # Errors
/// What a person is told who chooses such a file.
pub fn read_foreign_file(sort: ForeignFile, bytes: &[u8]) -> Result<usize, Problem> {
    match sort {
        ForeignFile::Donations => import::lines(bytes).try_fold(0, |count, line| line.map(|_| count + 1)),
        ForeignFile::Results => result_file::rows(bytes),
        ForeignFile::Controls => control_file::rows(bytes),
        ForeignFile::Curve => curve_file::read(bytes).map(|rows| rows.points.len()),
    }
}

/// Reads an analyser's message by every mapping, for a unit of which nothing is recorded yet. Answers how many results it has; none
/// where it cannot be read.
#[must_use]
pub fn read_foreign_message(protocol: AnalyserProtocol, raw: &[u8]) -> Option<usize> {
    let message = Message { raw: raw.to_vec(), report: devices::read_message(protocol, raw) };
    let _ = message_id(&message);
    let report = message.report.ok()?;
    let results: Vec<Reported> = reported(&report).into_iter().map(|(_, one)| one).collect();
    let (rules, samples, controls) = (rule_set(), Samples::default(), ControlStanding::default());
    let unit = UnitState::fold(DonationId::from_bytes([1; 16]), []);
    for scheme in [NumberScheme::Isbt128, NumberScheme::Local] {
        let context = Context {
            now_ms: 0,
            operator: PersonId::from_bytes([2; 16]),
            roles: &[],
            site: SiteId::from_bytes([3; 16]),
            rules: &rules,
            scheme,
            facility: "A9999",
            purpose: Purpose::Live,
            approvals: &[],
        };
        for specimen in &report.specimens {
            let _ = specimen_number(&specimen.ids, scheme);
        }
        for mapping in mappings() {
            let reading = Reading {
                mapping,
                instrument: &report.instrument,
                sent_ms: sent_ms(&report),
                received_ms: 0,
                samples: &samples,
                device: None,
                controls: &controls,
                override_by: None,
            };
            let _ = read_results(&unit, &results, &reading, &context);
        }
    }
    Some(results.len())
}
