//! Documents on A4: headings, facts, tables, signatures, with a header and `page x of y` on every page.
//!
//! Chinese stands first, English beneath or beside it in smaller grey. Nothing is cut: long values wrap, tables break
//! between rows and repeat their head. Deliberately absent: any knowledge of what a document is about.

mod blocks;
mod digest;
mod flow;
mod frame;
mod hand;
mod identity;
mod picture;
mod run;
mod seal;
mod signatures;
mod table;
mod template;

pub use picture::{Jpeg, Picture};
pub use template::{DocumentData, DocumentTemplate, Row, seal};

use isbt128::{DonationNumber, Flags, LocalCode, Scheme};
use serde::Deserialize;

use crate::canvas::{self, Ink};
use crate::error::LabelError;
use crate::fonts::Fonts;
use crate::label::{BankMode, Language};

/// The same words in Chinese and English; either may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// Both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
}

/// Which languages a document speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Languages {
    /// Chinese first, English beneath or beside it.
    #[default]
    Both,
    /// One alone. Marks that keep people from harm stay in both.
    Only(Language),
}

impl Languages {
    /// What stands first, and what beneath it.
    fn pick(self, words: &Bilingual) -> (&str, &str) {
        match self {
            Self::Both if words.zh.is_empty() => (&words.en, ""),
            Self::Both => (&words.zh, &words.en),
            Self::Only(Language::Chinese) => (&words.zh, ""),
            Self::Only(Language::English) => (&words.en, ""),
        }
    }

    fn tag(self) -> &'static str {
        match self {
            Self::Both | Self::Only(Language::Chinese) => "zh-CN",
            Self::Only(Language::English) => "en",
        }
    }
}

/// How a document is dressed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dress {
    /// For people at work.
    #[default]
    Report,
    /// For a family: framed, centred.
    Certificate,
}

/// How a value is to be taken: said by colour and by a sign, so that it survives a grey printer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// An ordinary value.
    #[default]
    Plain,
    /// Passed.
    Good,
    /// Look here.
    Warning,
    /// Failed.
    Bad,
    /// Of little weight.
    Quiet,
}

/// A label with its value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub label: Bilingual,
    /// The value, formatted.
    pub value: String,
    /// How to take it.
    pub tone: Tone,
    /// Values that this one replaced, oldest first: struck through.
    pub was: Vec<String>,
}

impl Fact {
    /// An ordinary fact.
    pub fn new(label: Bilingual, value: impl Into<String>) -> Self {
        Self { label, value: value.into(), ..Self::default() }
    }
}

/// A line to be written on by hand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Blank {
    /// What is to be written.
    pub label: String,
    /// Behind the line.
    pub unit: String,
}

/// One cell of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// The value.
    pub text: String,
    /// A second line in small grey.
    pub note: String,
    /// How to take it.
    pub tone: Tone,
    /// Values that this one replaced, oldest first: struck through.
    pub was: Vec<String>,
    /// Lines to be written on, beneath the text.
    pub blanks: Vec<Blank>,
    /// An empty box to be ticked.
    pub has_box: bool,
}

impl Cell {
    /// An ordinary value.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Chinese with English beneath.
    pub fn bilingual(words: &Bilingual) -> Self {
        if words.zh.is_empty() {
            return Self::new(&words.en);
        }
        Self { text: words.zh.clone(), note: words.en.clone(), ..Self::default() }
    }

    /// The same cell in another tone.
    pub fn toned(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its head.
    pub title: Bilingual,
    /// Its share of the width, relative to the other columns.
    pub share: f32,
}

/// A table; its head is repeated on every page it reaches.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// Columns from the left.
    pub columns: Vec<Column>,
    /// Rows of as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// Said in place of rows when there are none.
    pub empty: Bilingual,
    /// Lines between columns, as on a form to be written on.
    pub is_ruled: bool,
    /// Larger, to be read at arm's length with gloves on.
    pub is_large: bool,
}

/// An electronic signature as it was given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signature {
    /// Printed name of the signer.
    pub name: String,
    /// What the signature means.
    pub meaning: Bilingual,
    /// Local time with zone.
    pub signed_local: String,
    /// The same moment in UTC.
    pub signed_utc: String,
    /// The first characters of the digest of what was signed.
    pub digest: String,
    /// Said where a later change of what was signed made it void.
    pub voided: Option<Bilingual>,
}

/// Where a document is proven: a QR code and the same in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seal {
    /// The text of the QR code.
    pub text: String,
    /// What to do with it.
    pub hint: Bilingual,
    /// What it says, in words.
    pub facts: Vec<Fact>,
}

/// What names the subject of a document, for people and scanners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// A donation, with both symbols.
    Donation {
        /// The number.
        din: DonationNumber,
        /// ISBT 128 or local; local numbers are marked.
        scheme: Scheme,
        /// Flags in the symbols; for a paper usually [`Flags::FORM`].
        flags: Flags,
    },
    /// Something of the bank's own, with a Data Matrix.
    Local {
        /// What people call it by.
        name: String,
        /// What scanners read.
        code: LocalCode,
    },
}

/// What a document is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Its name and symbols.
    pub named: Named,
    /// Facts beside the symbols, few and short.
    pub facts: Vec<Fact>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Name and symbols.
    Identity(Identity),
    /// Opens a section; stays with what follows.
    Heading(Bilingual),
    /// Facts in two columns.
    Facts(Vec<Fact>),
    /// A table.
    Table(Table),
    /// A sentence in a tinted plate.
    Statement {
        /// The sentence.
        text: Bilingual,
        /// How to take it.
        tone: Tone,
    },
    /// Running text.
    Paragraph(Bilingual),
    /// Pictures, two in a row.
    Pictures(Vec<Picture>),
    /// Signatures, two in a row.
    Signatures(Vec<Signature>),
    /// Lines for signatures by hand, two in a row.
    SignHere(Vec<Bilingual>),
    /// Where the document is proven.
    Seal(Seal),
}

/// A document.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentModel {
    /// Which languages it speaks.
    pub languages: Languages,
    /// How it is dressed.
    pub dress: Dress,
    /// When it was made, UTC, as `2026-11-21T07:02:09Z`; said in the file alone.
    pub created_utc: String,
    /// Its title.
    pub title: Bilingual,
    /// Who issues it.
    pub issuer: Bilingual,
    /// A line under the issuer: address, licence.
    pub issuer_note: String,
    /// Its own number.
    pub number: String,
    /// What every page repeats at its head: the donation number.
    pub subject: String,
    /// Marks at the head of every page, such as `补打 COPY 2`.
    pub marks: Vec<String>,
    /// Real bank or demonstration; the latter is marked across every page.
    pub mode: BankMode,
    /// Lines at the foot of every page.
    pub footer: Vec<String>,
    /// The contents.
    pub blocks: Vec<Block>,
}

/// Typesets a document.
///
/// # Errors
/// A character that the font lacks, named; a number that no symbol can carry.
pub fn render_document(model: &DocumentModel, fonts: &Fonts) -> Result<Vec<u8>, LabelError> {
    render_papers(model, fonts, 1)
}

/// Typesets a document so many times in one file, each with pages of its own count: not every printer counts.
///
/// # Errors
/// As [`render_document`].
pub fn render_papers(model: &DocumentModel, fonts: &Fonts, papers: u32) -> Result<Vec<u8>, LabelError> {
    let papers = (0..papers).map(|_| lay_out(model, fonts)).collect::<Result<Vec<_>, _>>()?;
    let pages: Vec<canvas::Canvas> = papers.into_iter().flatten().collect();
    let title = match model.languages {
        Languages::Both => format!("{} {}", model.title.zh, model.title.en),
        Languages::Only(_) => model.languages.pick(&model.title).0.to_owned(),
    };
    let about = canvas::Description {
        title: format!("{title} {}", model.number).trim().to_owned(),
        author: model.languages.pick(&model.issuer).0.to_owned(),
        language: model.languages.tag(),
        created_utc: model.created_utc.clone(),
    };
    Ok(canvas::save_described(&about, &pages, fonts))
}

/// How many pages a document has.
///
/// # Errors
/// As [`render_document`].
pub fn count_pages(model: &DocumentModel, fonts: &Fonts) -> Result<usize, LabelError> {
    lay_out(model, fonts).map(|pages| pages.len())
}

/// The words of a document in order, for the digest that its record carries: docs/documents.md. Marks, seal and the
/// moment of making are not part of it, so that a copy says the same.
#[must_use]
pub fn wording(model: &DocumentModel) -> String {
    digest::wording(model)
}

fn lay_out(model: &DocumentModel, fonts: &Fonts) -> Result<Vec<canvas::Canvas>, LabelError> {
    let mut flow = flow::Flow::new(model, fonts);
    for (i, block) in model.blocks.iter().enumerate() {
        blocks::block(&mut flow, block, model.blocks.get(i + 1))?;
    }
    let pages = flow.finish();
    let lacks = |text: &canvas::TextMark| {
        // What cannot be shown stands as a sign of that already; the model is asked which character it was.
        text.text.contains(crate::fonts::MISSING)
    };
    if pages.iter().flat_map(canvas::Canvas::texts).any(lacks)
        && let Some((character, text)) = digest::missing(model, fonts)
    {
        return Err(LabelError::Character { character, text });
    }
    Ok(pages)
}

/// Colours of documents.
pub(crate) mod inks {
    use super::{Ink, Tone};

    pub(crate) const TEXT: Ink = Ink(0x001b_2733);
    pub(crate) const LABEL: Ink = Ink(0x004a_5763);
    pub(crate) const GREY: Ink = Ink(0x0078_838d);
    pub(crate) const HAIR: Ink = Ink(0x00d3_dade);
    pub(crate) const TINT: Ink = Ink(0x00f2_f6f7);
    pub(crate) const ACCENT: Ink = Ink(0x000b_5563);
    /// Ornament of certificates.
    pub(crate) const GOLD: Ink = Ink(0x00b0_8a45);
    pub(crate) const WATERMARK: Ink = Ink(0x00ee_f0f1);

    pub(crate) fn of(tone: Tone) -> Ink {
        match tone {
            Tone::Plain => TEXT,
            Tone::Good => Ink(0x001a_6b3c),
            Tone::Warning => Ink(0x008a_5a00),
            Tone::Bad => Ink(0x00a3_2626),
            Tone::Quiet => GREY,
        }
    }

    pub(crate) fn tint(tone: Tone) -> Ink {
        match tone {
            Tone::Good => Ink(0x00eb_f5ef),
            Tone::Warning => Ink(0x00fb_f3e2),
            Tone::Bad => Ink(0x00fa_ebeb),
            Tone::Plain | Tone::Quiet => TINT,
        }
    }

    pub(crate) fn sign(tone: Tone) -> &'static str {
        match tone {
            Tone::Good => "● ",
            Tone::Warning => "▲ ",
            Tone::Bad => "× ",
            Tone::Plain | Tone::Quiet => "",
        }
    }
}
