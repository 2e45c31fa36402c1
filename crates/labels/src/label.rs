//! One label: what it says and carries, and drawing it after its template.

mod draw;

pub(crate) use draw::number;

use isbt128::{DonationNumber, Flags, LocalCode, Scheme};

use crate::canvas;
use crate::error::LabelError;
use crate::fonts::Fonts;
use crate::template::{Template, TemplateId};

/// The language of the words on a label. Marks and the proper name also stand in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// zh-CN.
    Chinese,
    /// en.
    English,
}

/// Whether a bank's labels may go on real blood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BankMode {
    /// A real bank.
    Live,
    /// A demonstration: every label says DEMO/演示.
    Demo,
}

/// What the symbols of a label carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LabelCode {
    /// A donation number; local numbers are marked LOCAL/本地.
    Donation {
        /// The number.
        din: DonationNumber,
        /// What the label is stuck on.
        flags: Flags,
        /// ISBT 128 or local.
        scheme: Scheme,
    },
    /// A position, box or other code of the bank's own.
    Local(LocalCode),
}

impl LabelCode {
    /// The exact text in the symbols.
    pub fn scan_text(&self) -> String {
        match self {
            Self::Donation { din, flags, scheme } => isbt128::scan_text(din, *flags, *scheme),
            Self::Local(code) => code.scan_text(),
        }
    }
}

/// The words that fill a template; an empty one leaves its line out. Dates and times come formatted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabelTexts {
    /// The bank.
    pub bank: String,
    /// Collection centre, name or code.
    pub collection_centre: String,
    /// Collection date and time, local.
    pub collected_at: String,
    /// Freezing date and time, local.
    pub frozen_at: String,
    /// Anticoagulant and additives, names with volumes.
    pub anticoagulant: String,
    /// Volume with its unit.
    pub volume: String,
    /// Product modifiers, or `Directed donor`.
    pub modifier: String,
    /// Blood group, once it is known.
    pub blood_group: String,
    /// What the tube is for, or the title of the form.
    pub purpose: String,
    /// Storage temperature.
    pub temperature: String,
    /// A warning that must be seen.
    pub warning: String,
    /// A storage position for the eye.
    pub position: String,
    /// Where a box comes from.
    pub sender: String,
    /// Where a box goes.
    pub recipient: String,
    /// Number of units in a box.
    pub count: String,
}

impl LabelTexts {
    /// The word of a placeholder; none when there is no such placeholder.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        Some(match name {
            "bank" => &self.bank,
            "collection_centre" => &self.collection_centre,
            "collected_at" => &self.collected_at,
            "frozen_at" => &self.frozen_at,
            "anticoagulant" => &self.anticoagulant,
            "volume" => &self.volume,
            "modifier" => &self.modifier,
            "blood_group" => &self.blood_group,
            "purpose" => &self.purpose,
            "temperature" => &self.temperature,
            "warning" => &self.warning,
            "position" => &self.position,
            "sender" => &self.sender,
            "recipient" => &self.recipient,
            "count" => &self.count,
            _ => return None,
        })
    }
}

/// One label to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelModel {
    /// Which label.
    pub template: TemplateId,
    /// Language of the words.
    pub language: Language,
    /// What the symbols carry.
    pub code: LabelCode,
    /// Real bank or demonstration.
    pub mode: BankMode,
    /// The words.
    pub texts: LabelTexts,
}

impl LabelModel {
    /// The word of a placeholder. `{code}` is the local code for the eye, and stands in for a missing position.
    fn word(&self, name: &str) -> &str {
        let text = self.texts.get(name).unwrap_or_default();
        match &self.code {
            LabelCode::Local(code) if name == "code" || (name == "position" && text.is_empty()) => {
                code.text()
            }
            _ => text,
        }
    }

    /// Donation labels carry a donation number, the others a local code.
    fn fits_template(&self) -> bool {
        let wants_local = matches!(self.template, TemplateId::Position | TemplateId::ShippingBox);
        wants_local == matches!(self.code, LabelCode::Local(_))
    }
}

/// One page per label, in true size, in the order given. All are made or none.
pub fn render_pdf(labels: &[LabelModel], fonts: &Fonts) -> Result<Vec<u8>, LabelError> {
    let mut pages = Vec::with_capacity(labels.len());
    for label in labels {
        if !label.fits_template() {
            return Err(LabelError::WrongCode { template: label.template.code() });
        }
        pages.push(draw::page(label, &Template::load(label.template)?, fonts)?);
    }
    let title = labels.first().map_or_else(String::new, |label| label.code.scan_text());
    Ok(canvas::save(&title, pages, fonts))
}
