//! Why a label or document cannot be made.

use std::path::PathBuf;

use crate::symbol::SymbolError;
use crate::template::TemplateRule;

/// The reason a label or document was refused. A label that cannot be made right is not made at all.
#[derive(Debug, thiserror::Error)]
pub enum LabelError {
    /// No Chinese font where one is expected.
    #[error("font {} is missing (package {package})", path.display())]
    FontMissing {
        /// Where it was looked for.
        path: PathBuf,
        /// The Debian package that brings it.
        package: &'static str,
    },
    /// The font file cannot be read.
    #[error("font {} cannot be read: {source}", path.display())]
    FontUnreadable {
        /// The file.
        path: PathBuf,
        /// The operating system's answer.
        source: std::io::Error,
    },
    /// The file is no usable OpenType font.
    #[error("font {} is no OpenType font", path.display())]
    FontInvalid {
        /// The file.
        path: PathBuf,
    },
    /// The font lacks a character of a document: a name is printed right or not at all.
    #[error("the font has no {character:?} (U+{:04X}) of {text:?}", u32::from(*character))]
    Character {
        /// The character.
        character: char,
        /// The text it stands in.
        text: String,
    },
    /// A template is broken.
    #[error("template {template}: {field} {value}: {reason}")]
    Template {
        /// Its name.
        template: String,
        /// Where, such as `elements[3].area`; empty when it is no JSON.
        field: String,
        /// What stands there, as JSON.
        value: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The template wants a donation number and the model has another code, or the reverse.
    #[error("template {template} does not fit the code")]
    WrongCode {
        /// The template's name.
        template: &'static str,
    },
    /// The text cannot be encoded.
    #[error("{text:?}: {source}")]
    Symbol {
        /// The text.
        text: String,
        /// Why.
        source: SymbolError,
    },
    /// The symbol would have to be printed too small to read.
    #[error("the symbol of {text:?} needs {needed_um} µm, {available_um} µm are there")]
    SymbolSpace {
        /// The text.
        text: String,
        /// Width needed at the smallest allowed module, quiet zones included.
        needed_um: u32,
        /// Width of the place in the template.
        available_um: u32,
    },
    /// The symbol would need modules finer than the dots of the print head allow.
    #[error(
        "{template}: the {symbol} of {text:?} needs {needed_dots} dots at {dpi} dpi, {available_dots} are there"
    )]
    SymbolDots {
        /// The template's name.
        template: String,
        /// `code128` or `data_matrix`.
        symbol: &'static str,
        /// The text.
        text: String,
        /// The resolution of the print head.
        dpi: u32,
        /// Dots needed at the smallest allowed module, quiet zones included.
        needed_dots: u32,
        /// Dots across the place in the template.
        available_dots: u32,
    },
}

impl LabelError {
    /// A stable dotted code, the key of the sentence shown to people.
    pub fn code(&self) -> &'static str {
        match self {
            Self::FontMissing { .. } => "font.missing",
            Self::FontUnreadable { .. } => "font.unreadable",
            Self::FontInvalid { .. } => "font.invalid",
            Self::Character { .. } => "font.character",
            Self::Template { .. } => "label.template",
            Self::WrongCode { .. } => "label.wrong_code",
            Self::Symbol { .. } => "label.symbol",
            Self::SymbolSpace { .. } => "label.symbol_space",
            Self::SymbolDots { .. } => "label.symbol_dots",
        }
    }

    /// Which rule a template breaks; none for all other reasons.
    pub fn rule(&self) -> Option<TemplateRule> {
        match self {
            Self::Template { reason, .. } => Some(TemplateRule::of(reason)),
            _ => None,
        }
    }

    /// The values that fill the sentence.
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::FontMissing { path, package } => {
                vec![("path", path.display().to_string()), ("package", (*package).to_owned())]
            }
            Self::FontUnreadable { path, source } => {
                vec![("path", path.display().to_string()), ("reason", source.to_string())]
            }
            Self::FontInvalid { path } => vec![("path", path.display().to_string())],
            Self::Character { character, text } => vec![
                ("character", character.to_string()),
                ("code_point", format!("U+{:04X}", u32::from(*character))),
                ("text", text.clone()),
            ],
            Self::Template { template, field, value, reason } => vec![
                ("template", template.clone()),
                ("field", field.clone()),
                ("value", value.clone()),
                ("reason", reason.clone()),
            ],
            Self::WrongCode { template } => vec![("template", (*template).to_owned())],
            Self::Symbol { text, source } => vec![("text", text.clone()), ("reason", source.to_string())],
            Self::SymbolSpace { text, needed_um, available_um } => vec![
                ("text", text.clone()),
                ("needed_um", needed_um.to_string()),
                ("available_um", available_um.to_string()),
            ],
            Self::SymbolDots { template, symbol, text, dpi, needed_dots, available_dots } => vec![
                ("template", template.clone()),
                ("symbol", (*symbol).to_owned()),
                ("text", text.clone()),
                ("dpi", dpi.to_string()),
                ("needed_dots", needed_dots.to_string()),
                ("available_dots", available_dots.to_string()),
            ],
        }
    }
}
