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
    let hospital =
        "新疆维吾尔自治区克孜勒苏柯尔克孜自治州阿图什市妇幼保健计划生育服务中心（𠮷龘㐂𣲘）妇产科一病区";
    let latin = "The First Affiliated Hospital of the Xinjiang Uygur Autonomous Region Medical University";
    let place = if language == Language::Chinese { hospital } else { latin }.to_owned();
    let person = "阿卜杜喀迪尔·买买提吐尔逊·阿布都热依木江 Abdulkadir Maimaititursun".to_owned();
    let position = "GUANGZHOU-2/TANK-012/RACK-03/LEVEL-2/S-14".to_owned();
    let texts = LabelTexts {
        bank: place.clone(),
        collection_centre: place.clone(),
        sender: place.clone(),
        recipient: place.repeat(2),
        warning: place.clone(),
        purpose: place.clone(),
        modifier: place.clone(),
        anticoagulant: place.clone(),
        testing: place.repeat(3),
        product: place.clone(),
        product_code: position.clone(),
        detail: person.clone(),
        name: person.clone(),
        content: person,
        position,
        ..texts(template, language)
    };
    LabelModel { texts, copy: 12, ..label(template, language, scheme) }
}
