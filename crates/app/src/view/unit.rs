//! Everything about one unit.

use super::judgement::{calculation_views, judgement_views, retention_view, signed_profile};
use super::{Names, check_character, correction_views, finding, result_view, short, step_view};
use crate::context::{Answer, Cx, LoadedUnit};
use crate::problem::stored;
use crate::procedures::UnitRules;
use api::wire::*;
use domain::decide;
use domain::record::FamilyNotified;
use domain::rules::{Progress, RecordedBy, Standing, TestDefinition};
use domain::unit::{Contest, ContestKind, CorrectedPart, Stamp, Stamped, UnitState};
use domain::{Answer as Said, DocumentKind, Meaning, Permission, ReceiptDecision, TestState, UnitStatus};

pub(crate) fn unit_view(cx: &Cx<'_>, unit: &LoadedUnit) -> Answer<UnitView> {
    let names = Names::read(cx)?;
    let state = &unit.state;
    let rules = cx.reading_rules(state)?;
    let progress = Progress::of(rules.sop(), &rules.norm, state);
    let here = progress.steps.iter().filter(|placed| placed.step.recorded_by.is_none());
    let done = here.filter(|placed| matches!(placed.standing, Standing::Done | Standing::Skipped));
    let steps = done.map(|placed| step_view(placed, state, &rules, &names));
    // What was asked for, reported or set aside; where nothing asks for a test there is nothing to show.
    let asked = |test: &&TestDefinition| {
        test.placed(state).state != TestState::NotOrdered
            || state.set_aside.iter().any(|one| one.record.tests.contains(&test.code))
    };
    let results = rules.tests().into_iter().filter(asked);
    Ok(UnitView {
        row: names.unit_row(cx.unit_row(state.donation)?),
        due_date: state.enrolment.as_ref().map(|e| e.record.due_date.clone()),
        consent: state.consent.as_ref().map(|c| ConsentView {
            form_version: c.record.form_version.clone(),
            scope: c.record.scope.clone(),
            signed_on: c.record.signed_on.clone(),
        }),
        questionnaire: state.questionnaire.as_ref().map(|q| QuestionnaireView {
            form_version: q.record.form_version.clone(),
            outcome: q.record.outcome,
            flagged: q
                .record
                .answers
                .iter()
                .filter(|answer| answer.answer != Said::No)
                .map(|answer| answer.question.clone())
                .collect(),
        }),
        collection: collection_view(state, &rules, &names),
        cross_checked_ms: state.cross_check.as_ref().map(|c| c.stamp.at_ms),
        label_prints: u32::try_from(state.prints_on_paper()).unwrap_or(u32::MAX),
        labels: crate::command::label_counts(cx, state)?,
        shipment: state.last_shipment(),
        receipt: receipt_view(cx, state)?,
        sop: worked_by(state, &rules),
        steps: steps.collect(),
        results: results.map(|test| result_view(test, state, &names)).collect(),
        locations: locations(cx, state, &names)?,
        holds: holds(state, &unit.contests, &names),
        rejection: state.rejection.as_ref().map(|r| RejectionView {
            reason: r.record.reason.clone(),
            note: r.record.note.clone(),
            by: names.person(r.stamp.operator),
            second: r.stamp.second.map(|second| names.person(Some(second))),
            at_ms: r.stamp.at_ms,
        }),
        research: state.research.as_ref().map(|given| ResearchView {
            note: given.record.note.clone(),
            by: names.person(given.stamp.operator),
            at_ms: given.stamp.at_ms,
        }),
        disposal: state.disposed.as_ref().map(|gone| DisposalView {
            disposal: gone.record.disposal,
            note: gone.record.note.clone(),
            position: gone.record.position.clone(),
            by: names.person(gone.stamp.operator),
            second: names.person(gone.stamp.second),
            at_ms: gone.stamp.at_ms,
        }),
        notices: notices(state, &names),
        judgements: judgement_views(cx, state)?,
        calculations: calculation_views(state),
        retention: retention_view(&rules),
        signatures: signatures(state),
        rejection_digest: state.signing_digest(Meaning::Rejection),
        certificates: papers(cx, state, &names)?,
        next_acts: next_acts(cx, state)?,
    })
}

fn notices(state: &UnitState, names: &Names) -> Vec<NoticeView> {
    let view = |told: &Stamped<FamilyNotified>| NoticeView {
        notice: told.record.notice,
        told_ms: told.record.told_ms,
        note: told.record.note.clone(),
        by: names.person(told.stamp.operator),
    };
    state.notices.iter().map(view).collect()
}

/// Papers about the unit, oldest first, those among them that never came out of a printer.
fn papers(cx: &Cx<'_>, state: &UnitState, names: &Names) -> Answer<Vec<CertificateRow>> {
    let certificates = state.certificates.iter().map(|certificate| CertificateRow {
        document: DocumentKind::ReleaseCertificate,
        number: certificate.record.number.clone(),
        copy: certificate.record.copy,
        at_ms: certificate.stamp.at_ms,
        by: names.person(certificate.stamp.operator),
        reason: certificate.record.reason.clone(),
        called_off: !state.came_out(&certificate.stamp),
    });
    let issued = cx.store()?.list_issued(state.donation.bytes(), "document.issued").map_err(stored)?;
    let documents = issued.into_iter().map(|row| CertificateRow {
        document: row.record.document,
        number: row.record.number,
        copy: row.record.copy,
        at_ms: row.at_ms,
        by: names.person(row.operator),
        reason: row.record.reason,
        called_off: !row.came_out,
    });
    let mut papers: Vec<CertificateRow> = certificates.chain(documents).collect();
    papers.sort_by_key(|paper| paper.at_ms);
    Ok(papers)
}

/// The SOP that a unit is worked by, once something recorded says so. One that has not come to this station has no text to read.
fn worked_by(state: &UnitState, rules: &UnitRules) -> Option<ProcedureName> {
    let pinned = state.sop.as_ref().map(|pinned| &pinned.record);
    if pinned.is_none() && state.steps.is_empty() {
        return None;
    }
    let sop = rules.sop();
    Some(ProcedureName {
        code: sop.code.clone(),
        version: pinned.map_or_else(|| sop.version.clone(), |pinned| pinned.version.clone()),
        zh: sop.title.zh.clone(),
        en: sop.title.en.clone(),
        digest: rules.sop_digest().to_owned(),
    })
}

fn collection_view(state: &UnitState, rules: &UnitRules, names: &Names) -> Option<CollectionView> {
    let collection = state.collection.as_ref()?;
    let record = &collection.record;
    Some(CollectionView {
        din: record.din.clone(),
        check_character: check_character(&record.din).unwrap_or_default(),
        infant_sex: record.infant_sex,
        birth_weight_g: record.birth_weight_g,
        gestation_weeks: record.gestation_d / 7,
        gestation_days: record.gestation_d % 7,
        delivery_mode: record.delivery_mode,
        started_ms: record.started_ms,
        ended_ms: record.ended_ms,
        volume_ml: record.volume_ml.to_string(),
        gross_weight_g: record.gross_weight_g.map(|weight| weight.to_string()),
        bag_lot: record.bag_lot.clone(),
        collector: names.person(collection.stamp.operator),
        corrected: correction_views(state.corrections_of(&CorrectedPart::Collection), rules, names),
    })
}

pub(crate) fn receipt_view(cx: &Cx<'_>, state: &UnitState) -> Answer<Option<ReceiptView>> {
    let Some(receipt) = state.receipts.last() else { return Ok(None) };
    let findings = cx.with_context(|context| decide::receipt_findings(state, context))?;
    let hours = findings.iter().find(|finding| finding.rule == "transport_hours");
    let hours = hours.map(|finding| finding.value.trim_end_matches(" h").to_owned()).unwrap_or_default();
    let decided = state.receipt_decision.as_ref();
    Ok(Some(ReceiptView {
        donation: state.donation,
        received_ms: receipt.stamp.at_ms,
        hours_since_collection: hours,
        temperature_min_c: receipt.record.temperature_min_c.to_string(),
        temperature_max_c: receipt.record.temperature_max_c.to_string(),
        intact: receipt.record.intact,
        proposed: decide::proposed_receipt(&findings),
        findings: findings.into_iter().map(finding).collect(),
        decision: decided.map(|d| d.record.decision),
        decision_reason: decided.and_then(|d| d.record.reason.clone()),
        digest: state.arrival_digest(),
        anew: cx.with_context(|context| decide::arrival_fails(state, context).is_some())?,
    }))
}

fn locations(cx: &Cx<'_>, state: &UnitState, names: &Names) -> Answer<Vec<LocationView>> {
    let tanks = cx.store()?.list_tanks().map_err(stored)?;
    let mut found = Vec::new();
    let mut until_ms = None;
    for place in state.places.iter().rev() {
        let tank = tanks.iter().find(|tank| tank.tank == place.record.tank);
        found.push(LocationView {
            position: place.record.position.clone(),
            site_code: names.site(tank.map_or(place.stamp.site, |tank| tank.site)),
            from_ms: place.stamp.at_ms,
            until_ms,
            by: names.person(place.stamp.operator),
        });
        until_ms = Some(place.stamp.at_ms);
    }
    Ok(found)
}

fn holds(state: &UnitState, contests: &[Contest], names: &Names) -> Vec<HoldView> {
    let rule = |reason: &str, note: String, since_ms| HoldView {
        key: String::new(),
        reason: reason.to_owned(),
        note,
        by: None,
        since_ms,
        lifted_ms: None,
        lifted_by: None,
        digest: String::new(),
    };
    let mut found: Vec<HoldView> = contests
        .iter()
        .filter(|contest| contest.kind != ContestKind::RecordUnknown && state.holds_for(contest))
        .map(|contest| rule(contest.kind.as_str(), contest.name(), state.changed_ms))
        .collect();
    // Also where it does not put the unit on hold yet: this station decides nothing about it.
    found.extend(state.unread(contests).map(|record| rule("record_unknown", record.name(), record.at_ms)));
    if state.is_changed_after_release() {
        found.push(rule("content_changed_after_release", String::new(), state.changed_ms));
    }
    found.extend(state.holds.iter().map(|hold| HoldView {
        key: hold.placed.record.key.clone(),
        reason: "manual".to_owned(),
        note: hold.placed.record.note.clone(),
        by: Some(names.person(hold.placed.stamp.operator)),
        since_ms: hold.placed.stamp.at_ms,
        lifted_ms: hold.lifted.as_ref().map(|lifted| lifted.stamp.at_ms),
        lifted_by: hold.lifted.as_ref().map(|lifted| names.person(lifted.stamp.operator)),
        digest: state.lifting_digest(&hold.placed.record.key).unwrap_or_default(),
    }));
    found.sort_by_key(|hold| (hold.lifted_ms.is_some(), hold.since_ms));
    found
}

fn signatures(state: &UnitState) -> Vec<SignatureView> {
    let content = state.reviews.iter().chain(&state.releases).map(|signature| {
        let Stamped { stamp, record } = &signature.signed;
        let view = signature_view(stamp, record.meaning, &record.name, &record.digest, signature.voided);
        SignatureView { profiles: signature.profiles.iter().map(signed_profile).collect(), ..view }
    });
    let rejection = state.rejection.iter().map(|Stamped { stamp, record }| {
        signature_view(stamp, record.meaning, &record.name, &record.digest, state.is_rejection_voided())
    });
    let research = state.research.iter().map(|Stamped { stamp, record }| {
        let voided = state.is_research_voided();
        let view = signature_view(stamp, record.meaning, &record.name, &record.digest, voided);
        SignatureView { profiles: record.profiles.iter().map(signed_profile).collect(), ..view }
    });
    let lifted =
        state.holds.iter().filter_map(|hold| hold.lifted.as_ref()).map(|Stamped { stamp, record }| {
            signature_view(stamp, record.meaning, &record.name, &record.digest, false)
        });
    let arrival = state.receipt_decision.iter().map(|Stamped { stamp, record }| {
        signature_view(stamp, record.meaning, &record.name, &record.digest, state.is_departure_voided())
    });
    let departed = state.steps.iter().filter_map(|Stamped { stamp, record }| {
        let meaning = record.meaning?;
        Some(signature_view(stamp, meaning, &record.name, &record.digest, false))
    });
    let amended = state.amendment_signatures.iter().filter_map(|Stamped { stamp, record }| {
        Some(signature_view(stamp, record.meaning?, &record.name, &record.digest, false))
    });
    let left_out = state.skip_signatures.iter().map(|Stamped { stamp, record }| {
        signature_view(stamp, record.meaning, &record.name, &record.digest, false)
    });
    // What was recorded before these acts carried a signature of their own has no digest.
    let all = content
        .chain(arrival)
        .chain(departed)
        .chain(amended)
        .chain(left_out)
        .chain(rejection)
        .chain(research)
        .chain(lifted);
    let mut found: Vec<SignatureView> = all.filter(|signature| !signature.digest.is_empty()).collect();
    found.sort_by_key(|signature| (signature.at_ms, signature.meaning == Meaning::Release));
    found
}

fn signature_view(stamp: &Stamp, meaning: Meaning, name: &str, digest: &str, voided: bool) -> SignatureView {
    let (name, digest) = (name.to_owned(), short(digest));
    SignatureView { meaning, name, at_ms: stamp.at_ms, digest, voided, profiles: Vec::new() }
}

/// What can be done next with a unit, in the order of the job, by the operator's permissions.
fn next_acts(cx: &Cx<'_>, state: &UnitState) -> Answer<Vec<String>> {
    let roles = match cx.state.session {
        Some(_) => cx.operator()?.roles_at(cx.site()?),
        None => Vec::new(),
    };
    let decision = state.receipt_decision.as_ref().map(|d| d.record.decision);
    let accepted = decision == Some(ReceiptDecision::Accept);
    let status = state.status();
    let rules = cx.reading_rules(state)?;
    let progress = Progress::of(rules.sop(), &rules.norm, state);
    let storable = state.place().is_some() || progress.missing_before(RecordedBy::Storage).is_none();
    let here = state.site() == Some(cx.site()?);
    let alive = !matches!(status, UnitStatus::Rejected | UnitStatus::Research);
    let bedside = state.collection.is_none() && !state.is_deferred();
    let acts = [
        ("record_consent", Permission::Collect, state.consent.is_none()),
        ("record_questionnaire", Permission::Collect, state.questionnaire.is_none()),
        (
            "register_collection",
            Permission::Collect,
            bedside && state.consent.is_some() && state.questionnaire.is_some(),
        ),
        ("cross_check", Permission::Collect, status == UnitStatus::Collected),
        ("print_labels", Permission::PrintLabel, state.collection.is_some()),
        ("pack", Permission::Ship, status == UnitStatus::Labelled && here),
        ("receive", Permission::Receive, status == UnitStatus::InTransit),
        (
            "decide_receipt",
            Permission::Receive,
            !state.receipts.is_empty() && decision.is_none_or(|d| d == ReceiptDecision::Quarantine),
        ),
        ("record_step", Permission::RecordStep, accepted && progress.has_bench_work()),
        ("record_result", Permission::EnterResult, accepted),
        ("store", Permission::Store, accepted && storable),
        ("review", Permission::Review, status == UnitStatus::Stored),
        ("release", Permission::Release, status == UnitStatus::Reviewed),
        ("issue_certificate", Permission::Release, status == UnitStatus::Released),
    ];
    let after = [
        ("dispose", Permission::RecordStep, state.din().is_some() && state.disposed.is_none()),
        ("notify_family", Permission::ViewPersonal, true),
    ];
    // A unit that is kept for research is stored and labelled as any other.
    let kept = |act: &str| status == UnitStatus::Research && matches!(act, "print_labels" | "store");
    let living = acts.into_iter().filter(|(act, ..)| alive || kept(act));
    let possible = living
        .chain(after.into_iter().filter(|_| !alive))
        .filter(|(_, permission, possible)| *possible && crate::context::may(&roles, *permission));
    Ok(possible.map(|(act, ..)| act.to_owned()).collect())
}
