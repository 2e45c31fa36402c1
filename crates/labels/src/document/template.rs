//! Documents as data: which parts, in which order, with which words, from a file in `assets/documents`. Whoever makes a
//! document brings values under the names that the template asks for; a name that nobody brings stands as a dash, and a
//! part whose condition nobody set is left out.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{
    Bilingual, Block, Cell, Column, DocumentModel, Dress, Fact, Identity, Languages, Picture, Seal,
    Signature, Table, Tone,
};
use crate::error::LabelError;

/// A kind of document.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentTemplate {
    title: Bilingual,
    #[serde(default)]
    dress: Dress,
    parts: Vec<Part>,
    /// Words that stand for recorded codes and that values are put together with.
    #[serde(default)]
    words: BTreeMap<String, Bilingual>,
}

#[derive(Debug, Clone, Deserialize)]
struct Part {
    /// Only where this condition is set.
    #[serde(default)]
    when: Option<String>,
    #[serde(flatten)]
    kind: PartKind,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
enum PartKind {
    Identity(Vec<FactPart>),
    Heading(Bilingual),
    Facts(Vec<FactPart>),
    Table(TablePart),
    Statement { text: Bilingual, tone: Tone },
    Paragraph(Bilingual),
    Pictures(String),
    Signatures(Empty),
    SignHere(Vec<Bilingual>),
    Seal { hint: Bilingual, facts: Vec<FactPart> },
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Empty {}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct FactPart {
    name: String,
    label: Bilingual,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct TablePart {
    rows: String,
    columns: Vec<ColumnPart>,
    #[serde(default)]
    empty: Bilingual,
    #[serde(default)]
    ruled: bool,
    #[serde(default)]
    large: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnPart {
    name: String,
    title: Bilingual,
    share: f32,
}

/// The cells of a row, by the names of their columns.
pub type Row = BTreeMap<&'static str, Cell>;

/// What a document says. Labels and texts come from its template.
#[derive(Debug, Clone, Default)]
pub struct DocumentData {
    /// What it is about, without facts.
    pub identity: Option<Identity>,
    /// Values by name; the labels of these facts are not used.
    pub facts: BTreeMap<&'static str, Fact>,
    /// Rows by the name of their table.
    pub tables: BTreeMap<&'static str, Vec<Row>>,
    /// Pictures by the name that the template has for them.
    pub pictures: BTreeMap<&'static str, Vec<Picture>>,
    /// Conditions that are set.
    pub conditions: BTreeSet<&'static str>,
    /// Electronic signatures.
    pub signatures: Vec<Signature>,
}

impl DocumentData {
    /// Sets an ordinary value.
    pub fn fact(&mut self, name: &'static str, value: impl Into<String>) {
        self.facts.insert(name, Fact::new(Bilingual::default(), value));
    }
}

impl DocumentTemplate {
    /// Reads a template.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn parse(name: &str, json: &str) -> Result<Self, LabelError> {
        let reader = &mut serde_json::Deserializer::from_str(json);
        serde_path_to_error::deserialize(reader).map_err(|e| LabelError::Template {
            template: name.to_owned(),
            field: e.path().to_string(),
            value: String::new(),
            reason: e.inner().to_string(),
        })
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &Bilingual {
        &self.title
    }

    /// A word in the language of the document; its key where there is none.
    #[must_use]
    pub fn word(&self, languages: Languages, key: &str) -> String {
        self.words.get(key).map_or(key, |words| languages.pick(words).0).to_owned()
    }

    /// The document that these values make.
    #[must_use]
    pub fn fill(&self, data: DocumentData, model: DocumentModel) -> DocumentModel {
        let blocks = self.parts.iter().filter_map(|part| {
            let wanted = part.when.as_ref().is_none_or(|when| data.conditions.contains(when.as_str()));
            if wanted { block(&part.kind, &data) } else { None }
        });
        let blocks = blocks.collect();
        DocumentModel { title: self.title.clone(), dress: self.dress, blocks, ..model }
    }
}

/// Puts the document's proof where its template wants it.
pub fn seal(model: &mut DocumentModel, text: &str, values: &BTreeMap<&'static str, String>) {
    for block in &mut model.blocks {
        if let Block::Seal(seal) = block {
            text.clone_into(&mut seal.text);
            for fact in &mut seal.facts {
                if let Some(value) = values.get(fact.value.as_str()) {
                    value.clone_into(&mut fact.value);
                }
            }
        }
    }
}

fn facts(parts: &[FactPart], data: &DocumentData) -> Vec<Fact> {
    let fact = |part: &FactPart| {
        let found = data.facts.get(part.name.as_str()).cloned().unwrap_or_default();
        Fact { label: part.label.clone(), ..found }
    };
    parts.iter().map(fact).collect()
}

fn block(kind: &PartKind, data: &DocumentData) -> Option<Block> {
    Some(match kind {
        PartKind::Identity(parts) => {
            let identity = data.identity.clone()?;
            Block::Identity(Identity { facts: facts(parts, data), ..identity })
        }
        PartKind::Heading(words) => Block::Heading(words.clone()),
        PartKind::Facts(parts) => Block::Facts(facts(parts, data)),
        PartKind::Table(part) => Block::Table(table(part, data)),
        PartKind::Statement { text, tone } => Block::Statement { text: filled(text, data), tone: *tone },
        PartKind::Paragraph(words) => Block::Paragraph(filled(words, data)),
        PartKind::Pictures(name) => {
            Block::Pictures(data.pictures.get(name.as_str()).cloned().unwrap_or_default())
        }
        PartKind::Signatures(Empty {}) => Block::Signatures(data.signatures.clone()),
        PartKind::SignHere(list) => Block::SignHere(list.clone()),
        PartKind::Seal { hint, facts } => {
            // The values are put in when the entry is written: until then each stands by its name.
            let facts = facts.iter().map(|part| Fact::new(part.label.clone(), &part.name));
            Block::Seal(Seal { hint: hint.clone(), facts: facts.collect(), text: String::new() })
        }
    })
}

fn table(part: &TablePart, data: &DocumentData) -> Table {
    let columns = part.columns.iter();
    let rows = data.tables.get(part.rows.as_str()).map(Vec::as_slice).unwrap_or_default();
    let cells = |row: &Row| {
        part.columns.iter().map(|column| row.get(column.name.as_str()).cloned().unwrap_or_default()).collect()
    };
    Table {
        columns: columns.map(|c| Column { title: c.title.clone(), share: c.share }).collect(),
        rows: rows.iter().map(cells).collect(),
        empty: part.empty.clone(),
        is_ruled: part.ruled,
        is_large: part.large,
    }
}

/// Values in running text: `{{name}}`.
fn filled(words: &Bilingual, data: &DocumentData) -> Bilingual {
    let fill = |text: &str| {
        data.facts
            .iter()
            .fold(text.to_owned(), |text, (name, fact)| text.replace(&format!("{{{{{name}}}}}"), &fact.value))
    };
    Bilingual { zh: fill(&words.zh), en: fill(&words.en) }
}
