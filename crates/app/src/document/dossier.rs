//! All of a unit on paper.

use super::pictures::pictured;
use super::worked::{step, test, worked_by};
use super::{Desk, code};
use crate::command::{local_time, unit_timeline_of, utc_time};
use crate::context::{Answer, Cx, LoadedUnit};
use crate::view::{deviations_of, parts_view, unit_curve_views, unit_view};
use api::wire::{
    CollectionView, DeviationNote, Finding, ResultView, SignatureView, UnitDeviationRow, UnitSaid, UnitView,
};
use domain::{DocumentKind, Verdict};
use labels::document::{Bilingual, Cell, DocumentData, Row, Signature, Tone};

const fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Pass => Tone::Good,
        Verdict::Warn | Verdict::Unconfirmed | Verdict::Stale => Tone::Warning,
        Verdict::Fail => Tone::Bad,
        Verdict::Info => Tone::Quiet,
    }
}

pub(super) fn data(cx: &Cx<'_>, desk: &Desk, unit: &LoadedUnit) -> Answer<DocumentData> {
    let view = unit_view(cx, unit)?;
    let mut data = DocumentData { identity: desk.identity(unit)?, ..DocumentData::default() };
    data.fact("product", desk.word("product"));
    data.fact("inventory", desk.words.value("inventory", &code(&view.row.inventory)));
    data.fact("status", desk.words.value("status", &code(&view.row.status)));
    if view.row.held {
        data.conditions.insert("held");
    }
    donation(desk, &view, &mut data);
    if let Some(collection) = &view.collection {
        collected(desk, collection, &mut data);
    }
    if let Some(stamped) = &unit.state.collection {
        data.fact("centre", desk.site(cx, stamped.stamp.site)?);
    }
    received(cx, desk, unit, &view, &mut data)?;
    judged(desk, &view, &mut data);
    data.tables.insert("labels", labels(desk, &view));
    data.tables.insert("results", reported(&view).map(|result| test(desk, result)).collect());
    worked_by(cx, desk, unit, &mut data)?;
    data.tables.insert("steps", view.steps.iter().map(|done| step(desk, done)).collect());
    pictured(cx, desk, unit, &view, &mut data)?;
    frozen(cx, desk, unit, &mut data)?;
    super::rooms::rooms(cx, desk, unit, &mut data)?;
    data.tables.insert("locations", locations(desk, &view));
    samples(cx, desk, unit, &mut data)?;
    data.tables.insert("holds", holds(desk, &view));
    data.tables.insert("deviations", deviations(cx, desk, unit)?);
    data.tables.insert("papers", papers(desk, &view));
    data.tables.insert("records", records(cx, desk, unit, &view)?);
    data.signatures = view.signatures.iter().map(|one| signature(desk, one)).collect();
    Ok(data)
}

fn donation(desk: &Desk, view: &UnitView, data: &mut DocumentData) {
    data.fact("due_date", view.due_date.clone().unwrap_or_default());
    if let Some(consent) = &view.consent {
        data.fact("consent", format!("{} · {}", consent.signed_on, consent.form_version));
        let scope: Vec<String> = consent.scope.iter().map(code).collect();
        data.fact("consent_scope", desk.words.value("scope", &scope.join(", ")));
    }
    if let Some(form) = &view.questionnaire {
        let outcome = desk.words.value("outcome", &code(&form.outcome));
        data.fact("questionnaire", format!("{outcome} · {}", form.form_version));
    }
    data.fact("cross_checked", view.cross_checked_ms.map(local_time).unwrap_or_default());
}

fn collected(desk: &Desk, collection: &CollectionView, data: &mut DocumentData) {
    let was = &collection.corrected;
    let mut put = |name, value: String, field| {
        data.facts.insert(name, desk.corrected(value, was, field));
    };
    let weeks = desk.word("gestation");
    let weeks = weeks.replace("{weeks}", &collection.gestation_weeks.to_string());
    put("gestation", weeks.replace("{days}", &collection.gestation_days.to_string()), "gestation_d");
    put("started", local_time(collection.started_ms), "started_ms");
    put("ended", local_time(collection.ended_ms), "ended_ms");
    put("volume", format!("{} mL", collection.volume_ml), "volume_ml");
    put("sex", desk.words.value("infant_sex", &code(&collection.infant_sex)), "infant_sex");
    put("weight", format!("{} g", collection.birth_weight_g), "birth_weight_g");
    put("delivery", desk.words.value("delivery_mode", &code(&collection.delivery_mode)), "delivery_mode");
    put("bag_lot", collection.bag_lot.clone(), "bag_lot");
    put("collector", collection.collector.clone(), "");
}

fn received(
    cx: &Cx<'_>,
    desk: &Desk,
    unit: &LoadedUnit,
    view: &UnitView,
    data: &mut DocumentData,
) -> Answer<()> {
    if let Some(shipment) = view.shipment
        && let Some(row) = cx.store()?.find_shipment(shipment).map_err(crate::problem::stored)?
    {
        data.conditions.insert("shipped");
        data.fact("box", row.box_code.clone());
        data.fact("way", format!("{} → {}", desk.site(cx, row.from_site)?, desk.site(cx, row.to_site)?));
        data.fact("packed", local_time(row.packed_ms));
        data.fact("handed_over", row.handed_over_ms.map(local_time).unwrap_or_default());
        let courier = [row.courier, row.seal].into_iter().flatten().collect::<Vec<_>>();
        data.fact("courier", courier.join(" · "));
    }
    let Some(receipt) = &view.receipt else { return Ok(()) };
    data.conditions.insert("received");
    let stamp = unit.state.receipts.last().map(|receipt| receipt.stamp.operator);
    data.fact("received", local_time(receipt.received_ms));
    data.fact("received_by", desk.names.person(stamp.flatten()));
    data.fact("hours", format!("{} h", receipt.hours_since_collection));
    data.fact("temperatures", format!("{} – {} °C", receipt.temperature_min_c, receipt.temperature_max_c));
    data.fact("intact", desk.words.value("intact", if receipt.intact { "true" } else { "false" }));
    let decision = receipt.decision.map(|decision| desk.words.value("decision", &code(&decision)));
    let reason = receipt.decision_reason.clone().filter(|reason| !reason.is_empty());
    let decided: Vec<String> = [decision, reason].into_iter().flatten().collect();
    data.fact("decision", decided.join(" · "));
    // What was judged beside the results, which have a table of their own.
    let decides = view.judgements.first().map(|judged| judged.findings.as_slice()).unwrap_or_default();
    let is_result = |rule: &str| reported(view).any(|result| result.test == rule);
    let beside = decides.iter().filter(|found| !is_result(&found.rule));
    data.tables.insert("findings", beside.map(|found| finding(desk, found)).collect());
    Ok(())
}

/// The tests that have a result, or one that was set aside: what a paper says was found.
fn reported(view: &UnitView) -> impl Iterator<Item = &ResultView> {
    view.results.iter().filter(|result| result.state.is_some() || !result.set_aside.is_empty())
}

/// What each norm profile says, and how long the records are kept.
fn judged(desk: &Desk, view: &UnitView, data: &mut DocumentData) {
    let rows = view.judgements.iter().map(|judged| {
        let exceptions = judged.findings.iter().filter(|found| tone(found.verdict) != Tone::Good);
        let exceptions = exceptions.filter(|found| found.verdict != Verdict::Info).count();
        let title = desk.pick(&judged.zh, &judged.en);
        Row::from([
            ("profile", Cell::new(format!("{title} · {} {}", judged.code, judged.version))),
            ("part", Cell::new(if judged.decides { desk.word("decides") } else { String::new() })),
            ("exceptions", Cell::new(exceptions.to_string())),
            ("verdict", verdict(desk, judged.verdict)),
        ])
    });
    data.tables.insert("judgements", rows.collect());
    if let Some(longest) = &view.retention {
        data.conditions.insert("retained");
        let words = desk.word("retention").replace("{years}", &longest.years);
        data.fact("retention", words.replace("{profile}", desk.pick(&longest.zh, &longest.en)));
    }
}

/// The freezing curve that counts: where it comes from, what was found, who reviewed it.
fn frozen(cx: &Cx<'_>, desk: &Desk, unit: &LoadedUnit, data: &mut DocumentData) -> Answer<()> {
    let curves = unit_curve_views(cx, &unit.state)?;
    let Some(curve) = curves.into_iter().find(|curve| curve.current) else { return Ok(()) };
    data.conditions.insert("frozen");
    let program = &curve.program;
    let named = desk.pick(&program.zh, &program.en);
    let reason = curve.reason.map(|reason| format!(" · {reason}")).unwrap_or_default();
    data.fact("curve_file", format!("{}{reason}", curve.file_name));
    data.fact("curve_digest", curve.file_digest);
    data.fact("curve_program", format!("{named} · {} v{}", program.code, program.version));
    data.fact("curve_freezer", curve.equipment);
    data.fact("curve_recorded", format!("{} {}", curve.recorded_by, local_time(curve.recorded_ms)));
    let review = curve.review.map(|review| {
        let said = desk.words.value("fitness", &code(&review.fitness));
        let parts = [said, review.note, review.by, local_time(review.at_ms)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    });
    data.fact("curve_review", review.unwrap_or_else(|| desk.word("curve_open")));
    let rows = curve.findings.into_iter().map(|found| {
        let mut row = finding(desk, &found.finding);
        let phase = if found.finding.rule.starts_with("phase_") { "curve_envelope" } else { "curve_rule" };
        let name = desk.word(phase).replace("{name}", desk.pick(&found.zh, &found.en));
        row.insert("rule", Cell::new(name));
        if found.finding.value.is_empty() {
            row.insert("value", Cell::new(desk.word("curve_absent")));
        }
        row
    });
    data.tables.insert("curve", rows.collect());
    Ok(())
}

pub(super) fn verdict(desk: &Desk, verdict: Verdict) -> Cell {
    Cell::new(desk.word(&format!("verdict_{}", code(&verdict)))).toned(tone(verdict))
}

fn finding(desk: &Desk, found: &Finding) -> Row {
    // Of the seal and the bag a word is recorded, of all else a number with its unit.
    let value = match found.value.as_str() {
        word @ ("intact" | "damaged") => desk.word(&format!("value_{word}")),
        number => number.to_owned(),
    };
    Row::from([
        ("rule", Cell::new(desk.word(&format!("rule_{}", found.rule)))),
        ("value", Cell::new(value)),
        ("limit", Cell::new(&found.limit)),
        ("source", Cell::new(&found.source).toned(Tone::Quiet)),
        ("verdict", verdict(desk, found.verdict)),
    ])
}

fn labels(desk: &Desk, view: &UnitView) -> Vec<Row> {
    let rows = view.labels.iter().map(|count| {
        Row::from([
            ("template", Cell::new(desk.words.value("template", &code(&count.template)))),
            ("printed", Cell::new(count.printed.to_string())),
            ("applied", Cell::new(count.applied.to_string())),
            ("destroyed", Cell::new(count.destroyed.to_string())),
            ("open", Cell::new(count.open.to_string())),
        ])
    });
    rows.collect()
}

/// A moment with who did it beneath.
pub(super) fn done(at_ms: Option<i64>, by: Option<&str>) -> Cell {
    Cell {
        text: by.unwrap_or_default().to_owned(),
        note: at_ms.map(local_time).unwrap_or_default(),
        ..Cell::default()
    }
}

fn locations(desk: &Desk, view: &UnitView) -> Vec<Row> {
    let rows = view.locations.iter().rev().map(|place| {
        Row::from([
            ("position", Cell::new(&place.position)),
            ("site", Cell::new(&place.site_code)),
            ("from", Cell::new(local_time(place.from_ms))),
            ("until", Cell::new(place.until_ms.map_or_else(|| desk.word("still"), local_time))),
            ("by", Cell::new(&place.by)),
        ])
    });
    rows.collect()
}

/// Samples and other parts, each before what was made of it.
fn samples(cx: &Cx<'_>, desk: &Desk, unit: &LoadedUnit, data: &mut DocumentData) -> Answer<()> {
    let view = parts_view(cx, &unit.state)?;
    if view.parts.is_empty() {
        return Ok(());
    }
    data.conditions.insert("sampled");
    let rows = view.parts.into_iter().map(|part| {
        let measured = desk.words.value("volume_unit", &code(&part.unit));
        let kind = desk.words.value("part_kind", &code(&part.kind));
        let what = [kind, part.compartment.unwrap_or_default()].join(" ").trim().to_owned();
        let of = match part.parent_number {
            Some(number) => format!("← {number:02}"),
            None => format!("← {}", desk.words.value("source", &code(&part.source))),
        };
        let place = part.place.map(|place| {
            let said = [Some(place.device), place.rack, place.box_code, place.cell];
            said.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        });
        let wrong = part.overdrawn || part.twin || part.cell_with.is_some();
        let state = Cell {
            note: place.unwrap_or_default(),
            ..Cell::new(desk.words.value("part_state", &code(&part.state)))
        };
        Row::from([
            ("number", Cell::new(format!("{:02}", part.number))),
            ("what", Cell { text: what, note: of, ..Cell::default() }),
            ("left", Cell::new(format!("{} / {} {measured}", part.left, part.held))),
            ("place", if wrong { state.toned(Tone::Bad) } else { state }),
            ("by", done(Some(part.made_ms), Some(&part.by))),
        ])
    });
    data.tables.insert("samples", rows.collect());
    Ok(())
}

fn holds(desk: &Desk, view: &UnitView) -> Vec<Row> {
    let rows = view.holds.iter().map(|hold| {
        let reason = desk.word(&format!("hold_{}", hold.reason));
        Row::from([
            ("reason", Cell { text: reason, note: hold.note.clone(), ..Cell::default() }),
            ("placed", done(Some(hold.since_ms), hold.by.as_deref())),
            ("lifted", done(hold.lifted_ms, hold.lifted_by.as_deref())),
        ])
    });
    rows.collect()
}

/// Deviations that concern the unit, and what each came to.
fn deviations(cx: &Cx<'_>, desk: &Desk, unit: &LoadedUnit) -> Answer<Vec<Row>> {
    let meaning = desk.words.value("meaning", &code(&domain::Meaning::DeviationClosing));
    let found = deviations_of(cx, unit.state.donation)?;
    let rows = found.rows.into_iter().map(|UnitDeviationRow { row, said, removed, .. }| {
        let class = row.class.map(|class| desk.words.value("class", &code(&class))).unwrap_or_default();
        let lines = |line: &dyn Fn(&UnitSaid) -> String| said.iter().map(line).collect::<Vec<_>>().join("\n");
        let signed = lines(&|one| format!("{} · {meaning} · {}", one.by, local_time(one.at_ms)));
        let closed = if let Some(DeviationNote { text, by, at_ms }) = removed {
            let meaning = desk.words.value("meaning", &code(&domain::Meaning::DeviationUnitRemoval));
            let note = format!("{by} · {meaning} · {}", local_time(at_ms));
            Cell { text, note, ..Cell::default() }
        } else if said.is_empty() {
            Cell::new(desk.words.value("stage", &code(&row.stage))).toned(Tone::Warning)
        } else {
            Cell { text: lines(&|one| one.conclusion.clone()), note: signed, ..Cell::default() }
        };
        let fitness = |one: &UnitSaid| {
            format!("{} {}", desk.words.value("fitness", &code(&one.fitness)), one.note).trim().to_owned()
        };
        Row::from([
            ("number", Cell { text: row.number, note: class, ..Cell::default() }),
            ("what", Cell::new(row.what_happened)),
            ("closed", closed),
            ("unit", Cell::new(lines(&fitness))),
        ])
    });
    Ok(rows.collect())
}

/// Certificates and documents issued before.
fn papers(desk: &Desk, view: &UnitView) -> Vec<Row> {
    let row = |paper: &api::wire::CertificateRow| {
        let note = if paper.called_off { desk.words.value("fate", "not_printed") } else { String::new() };
        Row::from([
            ("number", Cell::new(&paper.number)),
            ("copy", Cell { text: paper.copy.to_string(), note, ..Cell::default() }),
            ("reason", Cell::new(paper.reason.as_deref().unwrap_or_default())),
        ])
    };
    // The dossier itself is left out: otherwise no copy would say the same as the original.
    view.certificates.iter().filter(|paper| paper.document != DocumentKind::Dossier).map(row).collect()
}

/// Every entry about the unit, with its place in the ledger.
fn records(cx: &Cx<'_>, desk: &Desk, unit: &LoadedUnit, view: &UnitView) -> Answer<Vec<Row>> {
    let timeline = unit_timeline_of(cx, unit.state.donation)?;
    let number = format!("UD-{}", unit.state.din().unwrap_or_default());
    let is_own = |event: &&api::wire::TimelineEvent| {
        event.fields.iter().any(|field| field.name == "number" && field.value == number)
    };
    // Which step, which test: a list of thirty steps done says little.
    let of = |event: &api::wire::TimelineEvent| {
        let named =
            |name: &str| event.fields.iter().find(|field| field.name == name).map(|field| &field.value);
        let step = named("step").and_then(|code| view.steps.iter().find(|step| step.code == *code));
        let test = named("test").and_then(|code| view.results.iter().find(|result| result.test == *code));
        let step = step.map(|step| desk.pick(&step.zh, &step.en));
        step.or(test.map(|test| desk.pick(&test.zh, &test.en))).unwrap_or_default().to_owned()
    };
    let rows = timeline.events.iter().filter(|event| !is_own(event)).map(|event| {
        let people = [event.operator.clone(), event.second.clone()].into_iter().flatten().collect::<Vec<_>>();
        let place = format!("{} {} #{}", event.site_code, event.station, event.seq);
        Row::from([
            ("at", Cell::new(local_time(event.at_ms))),
            ("kind", Cell { text: desk.words.kind(&event.kind), note: of(event), ..Cell::default() }),
            ("by", Cell::new(people.join(" / "))),
            ("place", Cell { text: place, note: event.hash.clone(), ..Cell::default() }),
        ])
    });
    Ok(rows.collect())
}

fn signature(desk: &Desk, signature: &SignatureView) -> Signature {
    let meaning = desk.words.value("meaning", &code(&signature.meaning));
    let voided = desk.word("voided");
    Signature {
        name: signature.name.clone(),
        meaning: Bilingual::new(&meaning, &meaning),
        signed_local: local_time(signature.at_ms),
        signed_utc: utc_time(signature.at_ms),
        digest: signature.digest.clone(),
        voided: signature.voided.then(|| Bilingual::new(&voided, &voided)),
    }
}
