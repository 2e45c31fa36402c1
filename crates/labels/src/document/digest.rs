//! The words of a document in one order, so that a digest can be made of what it says: docs/documents.md.

use super::{Block, Cell, DocumentModel, Fact, Signature};
use crate::fonts::Fonts;

/// One line for each word or value, in the order of the page. A line that would break one is written with a space.
pub(crate) fn wording(model: &DocumentModel) -> String {
    let mut out = String::new();
    for text in texts(model) {
        out.push_str(&text.replace('\n', " "));
        out.push('\n');
    }
    out
}

/// The first character that the fonts lack, and the text it stands in.
pub(crate) fn missing(model: &DocumentModel, fonts: &Fonts) -> Option<(char, String)> {
    let all = model.marks.iter().chain(&model.footer).map(String::as_str).chain(texts(model));
    let mut lacking = all.filter_map(|text| Some((fonts.missing(text)?, text.to_owned())));
    lacking.next()
}

fn texts(model: &DocumentModel) -> Vec<&str> {
    let word = |words| model.languages.pick(words);
    let mut out: Vec<&str> = vec![&model.number, &model.subject, &model.issuer_note];
    let add = |out: &mut Vec<_>, (first, second)| out.extend([first, second]);
    add(&mut out, word(&model.title));
    add(&mut out, word(&model.issuer));
    for block in &model.blocks {
        match block {
            Block::Identity(identity) => identity.facts.iter().for_each(|f| fact(&mut out, model, f)),
            Block::Facts(list) => list.iter().for_each(|f| fact(&mut out, model, f)),
            Block::Heading(words) | Block::Paragraph(words) | Block::Statement { text: words, .. } => {
                add(&mut out, word(words));
            }
            Block::Table(table) => {
                table.columns.iter().for_each(|column| add(&mut out, word(&column.title)));
                table.rows.iter().flatten().for_each(|one| cell(&mut out, one));
                if table.rows.is_empty() {
                    add(&mut out, word(&table.empty));
                }
            }
            Block::Signatures(list) => list.iter().for_each(|one| signature(&mut out, model, one)),
            Block::Pictures(list) => {
                list.iter().for_each(|one| out.extend([one.caption.as_str(), &one.note]))
            }
            Block::SignHere(list) => list.iter().for_each(|words| add(&mut out, word(words))),
            Block::Seal(_) => {}
        }
    }
    out.retain(|text| !text.is_empty());
    out
}

fn fact<'a>(out: &mut Vec<&'a str>, model: &'a DocumentModel, fact: &'a Fact) {
    let (first, second) = model.languages.pick(&fact.label);
    out.extend([first, second, &fact.value]);
    out.extend(fact.was.iter().map(String::as_str));
}

fn cell<'a>(out: &mut Vec<&'a str>, cell: &'a Cell) {
    out.push(&cell.text);
    out.extend(cell.was.iter().map(String::as_str));
    out.push(&cell.note);
    out.extend(cell.blanks.iter().flat_map(|blank| [blank.label.as_str(), &blank.unit]));
}

fn signature<'a>(out: &mut Vec<&'a str>, model: &'a DocumentModel, signature: &'a Signature) {
    let (first, second) = model.languages.pick(&signature.meaning);
    out.extend([first, second, &signature.name, &signature.signed_utc, &signature.digest]);
    if let Some(voided) = &signature.voided {
        out.push(model.languages.pick(voided).0);
    }
}
