//! From a certificate's values to the blocks of a document.

use isbt128::Flags;

use super::words::Words;
use super::{Issue, ReleaseCertificate, Verdict};
use crate::document::{
    Bilingual, Block, Cell, Column, DocumentModel, Dress, Fact, Identity, Languages, Named, Seal, Table, Tone,
};
use crate::error::LabelError;

pub(crate) fn document(certificate: &ReleaseCertificate) -> Result<DocumentModel, LabelError> {
    let words = Words::load()?;
    let marks = match certificate.issue {
        Issue::Original => vec![],
        Issue::Copy(n) => vec![format!("{} {n}", words.copy.zh)],
    };
    let ledger = &certificate.ledger;
    let footer = vec![
        format!("{} {} {}", words.ledger.zh, words.ledger.en, ledger.digest),
        format!("{} {} {}", words.chain.zh, words.chain.en, ledger.chain_position),
    ];
    Ok(DocumentModel {
        languages: Languages::Both,
        dress: Dress::Report,
        created_utc: certificate.created_utc.clone(),
        blocks: blocks(certificate, &words),
        title: words.title,
        issuer: certificate.bank.clone(),
        issuer_note: certificate.bank_note.clone(),
        number: certificate.number.clone(),
        subject: certificate.din.with_check(),
        marks,
        mode: certificate.mode,
        footer,
    })
}

fn blocks(certificate: &ReleaseCertificate, words: &Words) -> Vec<Block> {
    let mut blocks = vec![
        Block::Identity(identity(certificate, words)),
        statement(certificate, words),
        Block::Heading(words.section_unit.clone()),
        Block::Facts(unit(certificate, words)),
        Block::Heading(words.section_collection.clone()),
        Block::Facts(collection(certificate, words)),
    ];
    for (heading, table) in [
        (&words.section_results, results(certificate, words)),
        (&words.section_markers, markers(certificate, words)),
        (&words.section_steps, steps(certificate, words)),
        (&words.section_locations, locations(certificate, words)),
        (&words.section_deviations, deviations(certificate, words)),
    ] {
        blocks.extend([Block::Heading(heading.clone()), Block::Table(table)]);
    }
    blocks.push(Block::Heading(words.section_signatures.clone()));
    blocks.push(Block::Signatures(certificate.signatures.clone()));
    if !certificate.ledger.seal.is_empty() {
        blocks.push(Block::Seal(Seal {
            text: certificate.ledger.seal.clone(),
            hint: words.seal_hint.clone(),
            facts: vec![
                fact(&words.ledger, &certificate.ledger.digest),
                fact(&words.chain, &certificate.ledger.chain_position),
            ],
        }));
    }
    blocks
}

fn both(words: &Bilingual) -> String {
    format!("{} {}", words.zh, words.en).trim().to_owned()
}

fn fact(label: &Bilingual, value: &str) -> Fact {
    Fact::new(label.clone(), value)
}

fn identity(certificate: &ReleaseCertificate, words: &Words) -> Identity {
    Identity {
        named: Named::Donation { din: certificate.din, scheme: certificate.scheme, flags: Flags::FORM },
        facts: vec![
            fact(&words.product, &both(&certificate.unit.product)),
            fact(&words.inventory, &both(&certificate.unit.inventory)),
            fact(&words.facility, &certificate.facility),
            fact(&words.issued_at, &certificate.issued_at),
        ],
    }
}

/// Released plainly only when no result failed.
fn statement(certificate: &ReleaseCertificate, words: &Words) -> Block {
    let results = certificate.results.iter().map(|row| row.verdict);
    let markers = certificate.markers.iter().map(|row| row.verdict);
    if results.chain(markers).any(|verdict| verdict == Verdict::Fail) {
        Block::Statement { text: words.statement_exception.clone(), tone: Tone::Warning }
    } else {
        Block::Statement { text: words.statement_released.clone(), tone: Tone::Good }
    }
}

fn unit(certificate: &ReleaseCertificate, words: &Words) -> Vec<Fact> {
    let unit = &certificate.unit;
    vec![
        fact(&words.blood_group, &unit.blood_group),
        fact(&words.volume, &unit.volume),
        fact(&words.containers, &unit.containers),
        fact(&words.storage_temperature, &unit.storage_temperature),
        fact(&words.anticoagulant, &unit.anticoagulant),
        fact(&words.expiry, &unit.expiry),
        fact(&words.recipient, &unit.recipient),
        fact(&words.intended_use, &unit.intended_use),
        fact(&words.hla, &unit.hla),
    ]
}

fn collection(certificate: &ReleaseCertificate, words: &Words) -> Vec<Fact> {
    let collection = &certificate.collection;
    vec![
        fact(&words.collection_centre, &collection.centre),
        fact(&words.collector, &collection.collector),
        fact(&words.collected_at, &collection.collected_at),
        fact(&words.received_at, &collection.received_at),
        fact(&words.gestation, &collection.gestation),
        fact(&words.birth, &collection.birth),
        fact(&words.processing_site, &collection.processing_site),
        fact(&words.frozen_at, &collection.frozen_at),
    ]
}

fn table(words: &Words, columns: &[(&Bilingual, f32)], rows: Vec<Vec<Cell>>) -> Table {
    let columns = columns.iter().map(|(title, share)| Column { title: (*title).clone(), share: *share });
    Table { columns: columns.collect(), rows, empty: words.none.clone(), ..Table::default() }
}

fn verdict(words: &Words, verdict: Verdict) -> Cell {
    match verdict {
        Verdict::Pass => Cell::bilingual(&words.verdict_pass).toned(Tone::Good),
        Verdict::Fail => Cell::bilingual(&words.verdict_fail).toned(Tone::Bad),
        Verdict::Information => Cell::bilingual(&words.verdict_information).toned(Tone::Quiet),
    }
}

fn results(certificate: &ReleaseCertificate, words: &Words) -> Table {
    let columns = [
        (&words.column_test, 2.9),
        (&words.column_result, 2.6),
        (&words.column_limit, 1.9),
        (&words.column_source, 2.3),
        (&words.column_method, 2.3),
        (&words.column_verdict, 1.6),
    ];
    let rows = certificate.results.iter().map(|row| {
        vec![
            Cell::bilingual(&row.name),
            Cell::new(format!("{} {}", row.value, row.unit).trim()),
            Cell::new(&row.limit),
            Cell::new(&row.source).toned(Tone::Quiet),
            Cell::new(&row.method).toned(Tone::Quiet),
            verdict(words, row.verdict),
        ]
    });
    table(words, &columns, rows.collect())
}

fn markers(certificate: &ReleaseCertificate, words: &Words) -> Table {
    let columns = [
        (&words.column_marker, 3.0),
        (&words.column_sample, 1.7),
        (&words.column_result, 2.3),
        (&words.column_method, 2.8),
        (&words.column_date, 2.0),
        (&words.column_verdict, 1.6),
    ];
    let rows = certificate.markers.iter().map(|row| {
        vec![
            Cell::bilingual(&row.name),
            Cell::bilingual(&row.sample),
            Cell::new(&row.result),
            Cell::new(&row.method).toned(Tone::Quiet),
            Cell::new(&row.date),
            verdict(words, row.verdict),
        ]
    });
    table(words, &columns, rows.collect())
}

fn steps(certificate: &ReleaseCertificate, words: &Words) -> Table {
    let columns = [
        (&words.column_step, 2.9),
        (&words.column_time, 2.9),
        (&words.column_person, 2.1),
        (&words.column_equipment, 2.1),
        (&words.column_value, 3.0),
    ];
    let rows = certificate.steps.iter().map(|row| {
        vec![
            Cell::bilingual(&row.name),
            Cell::new(&row.at),
            Cell::new(&row.person),
            Cell::new(&row.equipment).toned(Tone::Quiet),
            Cell::new(&row.record),
        ]
    });
    table(words, &columns, rows.collect())
}

fn locations(certificate: &ReleaseCertificate, words: &Words) -> Table {
    let columns = [
        (&words.column_position, 4.0),
        (&words.column_from, 2.4),
        (&words.column_until, 2.4),
        (&words.column_person, 2.4),
    ];
    let rows = certificate.locations.iter().map(|row| {
        let until = if row.until.is_empty() { "—" } else { &row.until };
        vec![Cell::new(&row.position), Cell::new(&row.from), Cell::new(until), Cell::new(&row.person)]
    });
    table(words, &columns, rows.collect())
}

fn deviations(certificate: &ReleaseCertificate, words: &Words) -> Table {
    let columns =
        [(&words.column_number, 1.6), (&words.column_deviation, 4.6), (&words.column_disposition, 4.6)];
    let rows = certificate
        .deviations
        .iter()
        .map(|row| vec![Cell::new(&row.number), Cell::new(&row.text), Cell::new(&row.disposition)]);
    table(words, &columns, rows.collect())
}
