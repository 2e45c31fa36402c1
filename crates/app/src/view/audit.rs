//! Entries and corrections as the audit trail shows them.

use super::{Names, finding, short};
use crate::command::local_time;
use crate::context::{Answer, Cx};
use crate::problem::stored;
use crate::procedures::UnitRules;
use crate::words::{audit_words, named, same};
use api::wire::*;
use domain::rules::{Bilingual, InputKind, RuleSet, TestKind};
use domain::unit::{CorrectedPart, Correction, SCAN, Stamp, UnitState};
use domain::{DonationId, PersonId, Record, SiteId, StationId, SubjectKind, TankId};
use store::ledger::{ClockDoubt, EntryHeader};

pub(crate) fn doubt_views(doubts: &[ClockDoubt]) -> Vec<ClockDoubtView> {
    doubts
        .iter()
        .map(|doubt| ClockDoubtView { kind: doubt.as_str().to_owned(), by_ms: doubt.by_ms() })
        .collect()
}

fn both(text: &Bilingual) -> BilingualText {
    BilingualText { zh: text.zh.clone(), en: text.en.clone() }
}

/// Corrections in words, in the order given.
pub(crate) fn correction_views<'a>(
    corrections: impl Iterator<Item = &'a Correction>,
    rules: &UnitRules,
    names: &Names,
) -> Vec<CorrectionView> {
    corrections
        .map(|correction| CorrectionView {
            field: correction.field.clone(),
            label: label(correction, rules),
            old: value(correction, &correction.old, rules),
            new: value(correction, &correction.new, rules),
            reason: correction.reason.clone(),
            at_ms: correction.stamp.at_ms,
            by: names.person(correction.stamp.operator),
            replaced_ms: correction.replaced.at_ms,
            replaced_by: names.person(correction.replaced.operator),
        })
        .collect()
}

fn label(correction: &Correction, rules: &UnitRules) -> BilingualText {
    match &correction.part {
        CorrectedPart::Collection => named(&audit_words().fields, &correction.field),
        CorrectedPart::Result(test) => rules.test(test).map_or_else(|| same(test), |test| both(&test.name)),
        CorrectedPart::Step(step) => {
            let Some(step) = rules.sop().step(step) else { return same(&correction.field) };
            let input = step.inputs.iter().find(|input| input.code == correction.field);
            let scan = correction.field.strip_prefix(SCAN);
            let scan = step.all_scans().into_iter().find(|wanted| Some(wanted.code.as_str()) == scan);
            let input = input.map(|input| both(&input.label));
            let input = input.or(scan.map(|scan| BilingualText { zh: scan.zh, en: scan.en }));
            let input = input.unwrap_or_else(|| same(&correction.field));
            BilingualText {
                zh: format!("{} · {}", step.title.zh, input.zh),
                en: format!("{} · {}", step.title.en, input.en),
            }
        }
    }
}

/// A corrected value in words: vocabularies, moments, gestation, units.
fn value(correction: &Correction, text: &str, rules: &UnitRules) -> BilingualText {
    if text.is_empty() {
        return same("—");
    }
    let choice = |choices: &[domain::rules::Choice]| {
        choices
            .iter()
            .find(|choice| choice.code == text)
            .map_or_else(|| same(text), |choice| both(&choice.text))
    };
    let measured = |unit: &str| same(format!("{text} {unit}").trim());
    match &correction.part {
        CorrectedPart::Collection => collection_value(&correction.field, text),
        CorrectedPart::Result(test) => match rules.test(test) {
            Some(test) => match &test.kind {
                TestKind::Choice { choices, .. } => choice(choices),
                TestKind::Number(_) | TestKind::Text(_) => measured(test.unit()),
            },
            None => same(text),
        },
        CorrectedPart::Step(step) => {
            let input =
                rules.sop().step(step).and_then(|s| s.inputs.iter().find(|i| i.code == correction.field));
            match input.map(|input| (&input.kind, &input.unit)) {
                Some((InputKind::Choice(choices), _)) => choice(choices),
                Some((_, unit)) => measured(unit),
                None => same(text),
            }
        }
    }
}

fn collection_value(field: &str, text: &str) -> BilingualText {
    let words = audit_words();
    if let Some(vocabulary) = words.vocabulary.get(field) {
        return named(vocabulary, text);
    }
    if let (true, Ok(at_ms)) = (field.ends_with("_ms"), text.parse()) {
        return same(local_time(at_ms));
    }
    if let ("gestation_d", Ok(days)) = (field, text.parse::<u32>()) {
        let (weeks, days) = ((days / 7).to_string(), (days % 7).to_string());
        let fill = |text: &str| text.replace("{weeks}", &weeks).replace("{days}", &days);
        return BilingualText { zh: fill(&words.gestation.zh), en: fill(&words.gestation.en) };
    }
    let unit = words.units.get(field).map(String::as_str).unwrap_or_default();
    same(format!("{text} {unit}").trim())
}

/// The corrections that one entry made.
pub(crate) fn made_by<'a>(state: &'a UnitState, stamp: &'a Stamp) -> impl Iterator<Item = &'a Correction> {
    let is_it = |other: &Stamp| (other.station, other.seq) == (stamp.station, stamp.seq);
    state.corrections.iter().filter(move |correction| is_it(&correction.stamp))
}

fn corrects(record: &Record) -> bool {
    match record {
        Record::CollectionCorrected(_) | Record::StepCorrected(_) | Record::StepAmended(_) => true,
        _ => record.result().is_some_and(|(result, _)| result.correction_reason.is_some()),
    }
}

/// An entry as a row of the audit trail.
pub(crate) fn audit_row(cx: &Cx<'_>, names: &Names, row: &store::query::AuditRow) -> Answer<AuditRow> {
    let header = &row.header;
    let person = |id: Option<store::ledger::ActorId>| {
        id.map(|id| names.person(Some(PersonId::from_bytes(*id.bytes()))))
    };
    let donation = (header.subject.kind == SubjectKind::Donation.as_str())
        .then(|| DonationId::from_bytes(*header.subject.id.bytes()));
    let station = StationId::from_bytes(*header.station.bytes());
    let mut changes = Vec::new();
    if let (Some(donation), true) = (donation, row.record.as_ref().is_some_and(corrects))
        && let Some(state) = cx.store()?.find_unit_state(donation).map_err(stored)?
    {
        let made = state
            .corrections
            .iter()
            .filter(|correction| (correction.stamp.station, correction.stamp.seq) == (station, header.seq));
        changes = correction_views(made, &cx.reading_rules(&state)?, names);
    }
    Ok(AuditRow {
        station,
        seq: u32::try_from(header.seq).unwrap_or(u32::MAX),
        at_ms: header.clock.wall_ms,
        doubts: doubt_views(&row.doubts),
        happened_ms: row.record.as_ref().and_then(domain::audit::happened_ms),
        operator: person(header.actors.operator),
        second: person(header.actors.second),
        site_code: names.site(SiteId::from_bytes(*header.site.bytes())),
        station_name: names.station(station),
        kind: header.kind.clone(),
        subject_kind: header.subject.kind.clone(),
        subject: subject(cx, names, header, row.record.as_ref())?,
        donation,
        changes,
        reason: row.record.as_ref().and_then(domain::audit::reason).map(str::to_owned),
        warnings: Vec::new(),
        warning_names: Vec::new(),
        hash: short(&row.hash.to_string()),
    })
}

/// What an entry is about, as people name it.
fn subject(
    cx: &Cx<'_>,
    names: &Names,
    header: &EntryHeader,
    record: Option<&Record>,
) -> Answer<Option<String>> {
    let id = *header.subject.id.bytes();
    Ok(match SubjectKind::parse(&header.subject.kind) {
        Some(SubjectKind::Donation) => {
            let row = cx.store()?.find_unit(DonationId::from_bytes(id)).map_err(stored)?;
            row.and_then(|row| row.din)
        }
        Some(SubjectKind::Person) => Some(names.person(Some(PersonId::from_bytes(id)))),
        Some(SubjectKind::Site) => Some(names.site(SiteId::from_bytes(id))),
        Some(SubjectKind::Station) => Some(names.station(StationId::from_bytes(id))),
        Some(SubjectKind::Tank) => match record {
            Some(Record::TankAdded(tank)) => Some(tank.code.clone()),
            _ => Some(short(&TankId::from_bytes(id).to_string())),
        },
        Some(SubjectKind::SignIn) => match record {
            Some(Record::SignInAttempted(attempt)) => Some(names.person(Some(attempt.person))),
            Some(Record::SignInRefused(attempt)) => attempt.person.map(|person| names.person(Some(person))),
            _ => None,
        },
        Some(SubjectKind::Work) => match record {
            Some(Record::WorkResolved(resolved)) => Some(resolved.about.clone()),
            Some(Record::ResolutionSigned(resolved)) => Some(resolved.about.clone()),
            _ => None,
        },
        Some(SubjectKind::Procedure) => match record {
            Some(Record::ProcedureApproved(approved)) => {
                Some(format!("{} v{}", approved.code, approved.version))
            }
            Some(Record::ProcedureReturned(returned)) => {
                Some(format!("{} v{}", returned.code, returned.version))
            }
            Some(Record::SopDrawn(drawn)) => Some(format!("{} v{}", drawn.sop, drawn.version)),
            Some(Record::SopPieceDrawn(drawn)) => Some(format!("{} v{}", drawn.sop, drawn.version)),
            Some(Record::LimitConfirmed(said)) => {
                Some(format!("{} v{} {}", said.profile, said.version, said.limit))
            }
            _ => None,
        },
        Some(SubjectKind::LabelTemplate) => match record {
            Some(Record::TemplateDrawn(drawn)) => Some(format!("{} v{}", drawn.template, drawn.version)),
            Some(Record::TemplateApproved(approved)) => {
                Some(format!("{} v{}", approved.template, approved.version))
            }
            Some(Record::TemplateWithdrawn(withdrawn)) => {
                Some(format!("{} v{}", withdrawn.template, withdrawn.version))
            }
            _ => None,
        },
        Some(SubjectKind::AnalyserMessage) => match record {
            Some(Record::AnalyserHeard(heard)) => Some(heard.analyser.clone()),
            Some(Record::AnalyserHeardOn(heard)) => {
                Some(format!("{} {}", heard.heard.analyser, heard.device))
            }
            _ => None,
        },
        Some(SubjectKind::Shipment) => match record {
            Some(Record::ShipmentPacked(packed)) => Some(packed.box_code.clone()),
            _ => None,
        },
        _ => None,
    })
}

/// Puts the warnings of a release on its row.
pub(crate) fn warn(row: &mut AuditRow, warnings: Vec<domain::rules::Finding>, rules: &RuleSet) {
    let words = audit_words();
    row.warning_names = warnings
        .iter()
        .map(|warning| match rules.test(&warning.rule) {
            Some(test) => both(&test.name),
            None => named(&words.warnings, &warning.rule),
        })
        .collect();
    row.warnings = warnings.into_iter().map(finding).collect();
}
