//! The release certificate.

use super::label::{fonts, local_time, mode, scheme, sha256};
use crate::context::{Act, Answer, Cx, LoadedUnit};
use crate::problem::{labelled, refused, stored};
use crate::procedures::UnitRules;
use crate::view::{Names, correction_views, short};
use api::Problem;
use api::wire::*;
use base64::Engine as _;
use domain::record::{CertificateIssued, ReceiptDecisionSigned};
use domain::rules::{Bilingual, Subject, TestDefinition, TestKind};
use domain::unit::{CorrectedPart, Stamp, Stamped, UnitState};
use domain::{
    DeliveryMode, DocumentKind, DocumentSeal, HASH_LENGTH, InfantSex, Inventory, Record, RepeatState,
    Verdict, decide,
};
use isbt128::DonationNumber;
use labels::certificate::{
    CollectionFacts, DeviationRow, Issue, LedgerMark, LocationRow, MarkerRow, ReleaseCertificate, ResultRow,
    StepRow, UnitFacts,
};
use labels::document::Signature;
use store::print::NewJob;
use store::query::TimelineRow;

pub(crate) fn certificate_issue(cx: &mut Cx<'_>, request: IssueCertificate) -> Answer<CertificateReply> {
    let unit = cx.unit(request.donation)?;
    let (copy, reason) =
        decide::issue_certificate(&unit.state, &unit.contests, request.copy_reason.as_deref())
            .map_err(refused)?;
    // What was found in a room since the release, too.
    cx.refuse_environment(request.donation)?;
    cx.refuse_waiting(&unit.state)?;
    let din = unit.state.din().unwrap_or_default().to_owned();
    let number = format!("RC-{din}");
    let certificate = compose(cx, &unit, &number, copy)?;
    let fonts = fonts(cx)?;
    let pdf = labels::render_certificate(&certificate, &fonts).map_err(|e| labelled(&e))?;
    let name = format!("certificate-{din}-{copy}.pdf");
    let content_digest =
        unit.state.release().map(|release| release.record.digest.clone()).unwrap_or_default();
    let record =
        CertificateIssued { number: number.clone(), copy, reason, digest: sha256(&pdf), content_digest };
    let act = Act::new(request.donation.bytes(), Record::CertificateIssued(record));
    let pdf_base64 = base64::engine::general_purpose::STANDARD.encode(&pdf);
    let reply = CertificateReply { number, copy, pdf_base64, path: String::new(), job: None };
    match request.printer {
        Some(printer) => {
            let job = queue(cx, act, &printer, (name, pdf))?;
            Ok(CertificateReply {
                path: job.destination.clone().unwrap_or_default(),
                job: Some(job),
                ..reply
            })
        }
        None => {
            let path = super::printer::save_file(cx, &name, &pdf)?;
            cx.record(vec![act])?;
            Ok(CertificateReply { path, ..reply })
        }
    }
}

/// Orders the print: the record and the job in one transaction.
fn queue(cx: &mut Cx<'_>, act: Act, printer: &str, (name, bytes): (String, Vec<u8>)) -> Answer<PrintJob> {
    let (to, _) = super::printer::find(cx, printer)?;
    if to.language != PrinterLanguage::Pdf {
        return Err(Problem::refusal("document.label_printer").with("printer", printer).at("printer"));
    }
    let job = NewJob {
        printer: to.name,
        name,
        digest: sha256(&bytes),
        bytes,
        labels: 1,
        of: None,
        ordered_by: cx.state.session.map(|session| session.person),
        created_ms: cx.now_ms(),
    };
    let number = cx.record_with_job(vec![act], &job)?;
    crate::print::pump(cx, &job.printer);
    crate::print::await_end(cx, number);
    super::print::view(cx, &Names::read(cx)?, super::print::find(cx, number)?)
}

fn both(zh: &str, en: &str) -> labels::document::Bilingual {
    labels::document::Bilingual { zh: zh.to_owned(), en: en.to_owned() }
}

fn pair(text: &Bilingual) -> labels::document::Bilingual {
    both(&text.zh, &text.en)
}

fn compose(cx: &Cx<'_>, unit: &LoadedUnit, number: &str, copy: u32) -> Answer<ReleaseCertificate> {
    let bank = cx.bank()?;
    let rules = cx.reading_rules(&unit.state)?;
    let names = Names::read(cx)?;
    let state = &unit.state;
    let collection = state.collection.as_ref().ok_or_else(|| Problem::fault("fault.internal"))?;
    let din =
        DonationNumber::parse(&collection.record.din).map_err(|e| crate::problem::scanned(&e, "din"))?;
    let history = cx.store()?.list_history(state.donation).map_err(stored)?;
    let last = history.last();
    let note: Vec<&str> =
        [bank.address.as_str(), bank.licence_number.as_str()].into_iter().filter(|t| !t.is_empty()).collect();
    let (markers, results): (Vec<_>, Vec<_>) = rules.norm.tests.iter().partition(|test| is_marker(test));
    let signed = |stamp: &Stamp, name: &str, digest: &str, zh: &str, en: &str| Signature {
        name: name.to_owned(),
        meaning: both(zh, en),
        signed_local: local_time(stamp.at_ms),
        signed_utc: utc_time(stamp.at_ms),
        digest: short(digest),
        voided: None,
    };
    let departure = departure(state).filter(|decided| !decided.record.digest.is_empty());
    let signatures = [
        departure.map(|Stamped { stamp, record: r }| {
            signed(stamp, &r.name, &r.digest, "接收偏离：按所述理由接受", "Departure on arrival accepted")
        }),
        state.review().map(|Stamped { stamp, record: r }| {
            signed(stamp, &r.name, &r.digest, "审核：记录完整、正确", "Review: records complete and correct")
        }),
        state.release().map(|Stamped { stamp, record: r }| {
            signed(stamp, &r.name, &r.digest, "放行批准", "Release authorised")
        }),
    ];
    Ok(ReleaseCertificate {
        number: number.to_owned(),
        issued_at: local_time(cx.now_ms()),
        created_utc: utc_time(cx.now_ms()).replacen(' ', "T", 1).replace(" UTC", "Z"),
        bank: both(&bank.name_zh, &bank.name_en),
        bank_note: note.join(" · "),
        facility: bank.facility.clone(),
        din,
        scheme: scheme(collection.record.scheme),
        unit: unit_facts(state, &rules, &names),
        collection: collection_facts(cx, state, &names)?,
        steps: steps(state, &rules, &names),
        results: results.iter().filter_map(|test| result_row(test, state, &rules, &names)).collect(),
        markers: markers.iter().filter_map(|test| marker_row(test, state)).collect(),
        locations: locations(state, &names),
        deviations: deviations(cx, state, &names)?,
        signatures: signatures.into_iter().flatten().collect(),
        issue: if copy > 1 { Issue::Copy(copy) } else { Issue::Original },
        mode: mode(bank.purpose),
        ledger: LedgerMark {
            digest: last.map(|row| row.hash.clone()).unwrap_or_default(),
            chain_position: last
                .map(|row| format!("{} #{}", names.station(row.stamp.station), row.stamp.seq))
                .unwrap_or_default(),
            seal: release_seal(state, &history),
        },
    })
}

/// The code that leads to the entry by which the unit was released, and to what was signed there.
fn release_seal(state: &UnitState, history: &[TimelineRow]) -> String {
    let seal = state.release().and_then(|release| {
        let at = (release.stamp.station, release.stamp.seq);
        let entry = history.iter().find(|row| (row.stamp.station, row.stamp.seq) == at)?;
        Some(DocumentSeal {
            document: DocumentKind::ReleaseCertificate,
            digest: release.record.digest.clone(),
            station: at.0,
            seq: at.1,
            hash: entry.hash.chars().take(HASH_LENGTH).collect(),
        })
    });
    seal.map(|seal| seal.to_string()).unwrap_or_default()
}

/// A moment in UTC for the eye.
pub(crate) fn utc_time(at_ms: i64) -> String {
    jiff::Timestamp::from_millisecond(at_ms)
        .map_or_else(|_| String::new(), |at| at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string())
}

fn unit_facts(state: &UnitState, rules: &UnitRules, names: &Names) -> UnitFacts {
    let blood_group = rules.norm.test("abo_rhd").and_then(|test| value(test, state)).unwrap_or_default();
    let blood_group = blood_group.replace('\n', " ");
    let bag = state.steps.iter().find(|step| step.record.step == "transfer");
    let bag = bag.and_then(|step| step.record.values.iter().find(|value| value.code == "bag_type"));
    let containers =
        bag.map(|value| choice_text(rules, "transfer", "bag_type", &value.value)).unwrap_or_default();
    UnitFacts {
        inventory: match state.inventory() {
            Inventory::Public => both("公共库", "Public inventory"),
            Inventory::Family => both("自体/家庭库", "Family inventory"),
        },
        product: both("脐带血造血干细胞", "HPC, Cord Blood"),
        blood_group,
        containers,
        volume: state
            .collection
            .as_ref()
            .map(|c| {
                let was = was(state, rules, names, &CorrectedPart::Collection, "volume_ml");
                format!("{} mL{was}", c.record.volume_ml)
            })
            .unwrap_or_default(),
        anticoagulant: rules.norm.bag.anticoagulant.clone(),
        ..UnitFacts::default()
    }
}

/// What a printed value says of its corrections: the values that it had before, oldest first.
fn was(state: &UnitState, rules: &UnitRules, names: &Names, part: &CorrectedPart, field: &str) -> String {
    let corrections = state.corrections_of(part).filter(|correction| correction.field == field);
    let old: Vec<String> =
        correction_views(corrections, rules, names).into_iter().map(|view| bilingual(&view.old)).collect();
    if old.is_empty() { String::new() } else { format!("（更正 corrected; 原 was {}）", old.join("; ")) }
}

fn bilingual(words: &BilingualText) -> String {
    if words.zh == words.en { words.zh.clone() } else { format!("{} {}", words.zh, words.en) }
}

fn choice_text(rules: &UnitRules, step: &str, input: &str, code: &str) -> String {
    let input = rules.sop().step(step).and_then(|step| step.inputs.iter().find(|i| i.code == input));
    match input.map(|input| &input.kind) {
        Some(domain::rules::InputKind::Choice(choices)) => choices
            .iter()
            .find(|choice| choice.code == code)
            .map_or_else(|| code.to_owned(), |choice| format!("{} {}", choice.text.zh, choice.text.en)),
        _ => code.to_owned(),
    }
}

fn collection_facts(cx: &Cx<'_>, state: &UnitState, names: &Names) -> Answer<CollectionFacts> {
    let Some(collection) = &state.collection else { return Ok(CollectionFacts::default()) };
    let sites = cx.store()?.list_sites().map_err(stored)?;
    let site = |id| {
        sites
            .iter()
            .find(|site| site.site == id)
            .map_or_else(|| names.site(id), |site| format!("{} {}", site.name_zh, site.name_en))
    };
    let record = &collection.record;
    let rules = cx.reading_rules(state)?;
    let was = |field: &str| was(state, &rules, names, &CorrectedPart::Collection, field);
    let sex = match record.infant_sex {
        InfantSex::Female => "女 F",
        InfantSex::Male => "男 M",
        InfantSex::Unknown => "—",
    };
    let delivery = match record.delivery_mode {
        DeliveryMode::Vaginal => "阴道分娩 vaginal",
        DeliveryMode::AssistedVaginal => "助产 assisted vaginal",
        DeliveryMode::Caesarean => "剖宫产 caesarean",
    };
    let (weeks, days) = (record.gestation_d / 7, record.gestation_d % 7);
    let receipt = state.receipts.last();
    let frozen = state.steps.iter().find(|step| step.record.step == "freeze");
    Ok(CollectionFacts {
        centre: site(collection.stamp.site),
        collected_at: local_time(record.ended_ms) + &was("ended_ms"),
        collector: names.person(collection.stamp.operator),
        gestation: format!("{weeks} 周 {days} 天 · {weeks} w {days} d{}", was("gestation_d")),
        birth: format!(
            "{sex}{} · {} g{} · {delivery}{}",
            was("infant_sex"),
            record.birth_weight_g,
            was("birth_weight_g"),
            was("delivery_mode")
        ),
        received_at: receipt.map(|r| local_time(r.stamp.at_ms)).unwrap_or_default(),
        processing_site: receipt.map(|r| site(r.stamp.site)).unwrap_or_default(),
        frozen_at: frozen.map(|step| local_time(step.stamp.at_ms)).unwrap_or_default(),
    })
}

fn steps(state: &UnitState, rules: &UnitRules, names: &Names) -> Vec<StepRow> {
    let row = |done: &domain::unit::Stamped<domain::record::StepDone>| {
        let step = rules.sop().step(&done.record.step)?;
        let mut person = names.person(done.stamp.operator);
        if let Some(second) = done.stamp.second {
            person = format!("{person} / {}", names.person(Some(second)));
        }
        let part = CorrectedPart::Step(step.code.clone());
        let values = done.record.values.iter().map(|value| {
            let text = choice_text(rules, &step.code, &value.code, &value.value);
            let was = was(state, rules, names, &part, &value.code);
            [text, value.unit.clone(), was].join(" ").trim().to_owned()
        });
        let things: Vec<&str> = done.record.scans.iter().map(|scan| scan.value.as_str()).collect();
        Some(StepRow {
            name: pair(&step.title),
            at: local_time(done.stamp.at_ms),
            person,
            equipment: things.join(" / "),
            record: values.collect::<Vec<_>>().join(" · "),
        })
    };
    state.steps.iter().filter_map(row).collect()
}

/// The current value in words, each language on a line of its own.
fn value(test: &TestDefinition, state: &UnitState) -> Option<String> {
    let result = &state.result(&test.code)?.record;
    match (&test.kind, result.number, &result.choice) {
        (_, Some(number), _) => Some(number.to_string()),
        (TestKind::Choice { choices, .. }, _, Some(code)) => {
            let choice = choices.iter().find(|choice| choice.code == *code);
            Some(choice.map_or_else(|| code.clone(), |c| format!("{}\n{}", c.text.zh, c.text.en)))
        }
        (TestKind::Text(_), _, Some(text)) => Some(text.clone()),
        _ => None,
    }
}

const fn verdict(verdict: Verdict) -> labels::certificate::Verdict {
    match verdict {
        Verdict::Pass => labels::certificate::Verdict::Pass,
        Verdict::Warn | Verdict::Fail => labels::certificate::Verdict::Fail,
        // What a released unit shows of an unconfirmed limit was not needed for its release.
        Verdict::Info | Verdict::Unconfirmed | Verdict::Stale => labels::certificate::Verdict::Information,
    }
}

fn result_row(
    test: &TestDefinition,
    state: &UnitState,
    rules: &UnitRules,
    names: &Names,
) -> Option<ResultRow> {
    let result = &state.result(&test.code)?.record;
    let finding = test.judge_of(state)?;
    Some(ResultRow {
        name: pair(&test.name),
        value: value(test, state).unwrap_or_default()
            + &was(state, rules, names, &CorrectedPart::Result(test.code.clone()), "value"),
        unit: test.unit().to_owned(),
        limit: finding.limit,
        source: finding.source,
        method: result.method.clone(),
        verdict: verdict(finding.verdict),
    })
}

fn marker_row(test: &TestDefinition, state: &UnitState) -> Option<MarkerRow> {
    let stamped = state.result(&test.code)?;
    Some(MarkerRow {
        name: pair(&test.name),
        sample: match test.subject {
            Subject::Unit if !test.name.zh.starts_with(MATERNAL) => both("脐血", "Cord blood"),
            _ => both("母血", "Maternal blood"),
        },
        result: value(test, state).unwrap_or_default() + &repeated(test, state),
        method: stamped.record.method.clone(),
        date: local_time(stamped.stamp.at_ms).chars().take(10).collect(),
        verdict: if is_cleared(test, state) {
            labels::certificate::Verdict::Information
        } else {
            verdict(test.judge_of(state)?.verdict)
        },
    })
}

/// How the names of maternal markers begin in profiles that do not say whose specimen a test is measured in.
const MATERNAL: &str = "母血";

fn is_marker(test: &TestDefinition) -> bool {
    test.name.zh.starts_with(MATERNAL) || test.repeat.is_some()
}

fn is_cleared(test: &TestDefinition, state: &UnitState) -> bool {
    test.repeats(state).is_some_and(|repeats| repeats.state == RepeatState::Cleared)
}

/// What the repeats of a reactive marker came to, each language on a line of its own.
fn repeated(test: &TestDefinition, state: &UnitState) -> String {
    let Some(repeats) = test.repeats(state) else { return String::new() };
    let (zh, en) = match repeats.state {
        RepeatState::Cleared => ("重复无反应性", "not confirmed by repeats"),
        RepeatState::Confirmed => ("重复仍有反应性", "repeatedly reactive"),
        RepeatState::Open => ("重复尚未完成", "repeats not complete"),
    };
    format!("\n{zh} {0}/{1}\n{en} {0}/{1}", repeats.made, repeats.times)
}

fn locations(state: &UnitState, names: &Names) -> Vec<LocationRow> {
    let ends = state.places.iter().skip(1).map(|next| local_time(next.stamp.at_ms));
    let ends = ends.chain(std::iter::once(String::new()));
    let rows = state.places.iter().zip(ends).map(|(place, until)| LocationRow {
        position: place.record.position.clone(),
        from: local_time(place.stamp.at_ms),
        until,
        person: names.person(place.stamp.operator),
    });
    rows.collect()
}

/// The decision on arrival where it was milder than what the rules proposed.
fn departure(state: &UnitState) -> Option<&Stamped<ReceiptDecisionSigned>> {
    state.receipt_decision.as_ref().filter(|d| d.record.decision < d.record.proposed)
}

/// Acceptances that departed from what the rules proposed, and deviations that concern the unit with what they came to.
fn deviations(cx: &Cx<'_>, state: &UnitState, names: &Names) -> Answer<Vec<DeviationRow>> {
    let mut rows: Vec<DeviationRow> = departure(state)
        .into_iter()
        .map(|d| DeviationRow {
            number: "1".to_owned(),
            text: d.record.reason.clone().unwrap_or_default(),
            disposition: format!("{} · {}", names.person(d.stamp.operator), local_time(d.stamp.at_ms)),
        })
        .collect();
    for known in &state.deviations {
        let deviation = cx.deviation(known.begun.record.deviation)?;
        if let Some(removal) = deviation.removal_of(state.donation) {
            let Stamped { stamp, record } = &removal.signed;
            rows.push(DeviationRow {
                number: deviation.number(),
                text: deviation.reported.record.what_happened.clone(),
                disposition: format!("{} · {} · {}", record.reason, record.name, local_time(stamp.at_ms)),
            });
            continue;
        }
        let closed = deviation.standing_closings().last().map(|closing| &closing.signed);
        let said = closed.map(|closed| {
            let note = known.settled.as_ref().map(|settled| settled.record.note.as_str());
            let words = [closed.record.conclusion.as_str(), note.unwrap_or_default()];
            let words: Vec<&str> = words.into_iter().filter(|said| !said.is_empty()).collect();
            let signed = format!("{} · {}", closed.record.name, local_time(closed.stamp.at_ms));
            format!("{} · {signed}", words.join(" · "))
        });
        rows.push(DeviationRow {
            number: deviation.number(),
            text: deviation.reported.record.what_happened.clone(),
            disposition: said.unwrap_or_else(|| "—".to_owned()),
        });
    }
    Ok(rows)
}
