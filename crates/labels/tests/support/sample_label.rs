//! Believable labels of every template.

#![allow(dead_code, clippy::unwrap_used, reason = "shared by several test programs")]

use isbt128::Scheme;
use labels::{LabelModel, LabelTexts, Language, TemplateId};

/// The two ways in which banks number, each with the language it is tried in.
pub const WAYS: [(Language, Scheme); 4] = [
    (Language::Chinese, Scheme::Local),
    (Language::English, Scheme::Isbt128),
    (Language::Chinese, Scheme::Isbt128),
    (Language::English, Scheme::Local),
];

/// What people read on it.
pub fn texts(template: TemplateId, language: Language) -> LabelTexts {
    label(template, language, Scheme::Local).texts
}

/// A label of a demonstration bank: the marks are there.
pub fn label(template: TemplateId, language: Language, scheme: Scheme) -> LabelModel {
    LabelModel::specimen(template, language, scheme).unwrap()
}

/// The longest real names, and rarer characters than most fonts have.
pub fn longest(template: TemplateId, language: Language, scheme: Scheme) -> LabelModel {
    LabelModel::longest_specimen(template, language, scheme).unwrap()
}
