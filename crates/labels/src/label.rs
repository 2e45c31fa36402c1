//! One label: what it says and carries, and drawing it after its template.

mod code;
pub(crate) mod draw;
mod specimen;
mod trial;

pub(crate) use draw::number;

pub use code::{LabelCode, ProductCodes};
pub use trial::Misfit;

use isbt128::Scheme;

use crate::canvas::{self, Packing};
use crate::error::LabelError;
use crate::fonts::Fonts;
use crate::symbol::place::Raster;
use crate::template::condition::{Facts, ModeWord, ProductWord, SchemeWord};
use crate::template::element::CodeField;
use crate::template::{TemplateId, Templates};
use crate::zpl::{self, ZplOptions};

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

macro_rules! words {
    ($(#[doc = $doc:literal] $name:ident,)+) => {
        /// The words that fill a template; an empty one leaves its line out. Dates and times come formatted.
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct LabelTexts {
            $(#[doc = $doc] pub $name: String,)+
        }

        impl LabelTexts {
            const NAMES: &[&str] = &[$(stringify!($name)),+];

            /// The word of a placeholder; none when there is no such placeholder.
            pub(crate) fn get(&self, name: &str) -> Option<&str> {
                match name {
                    $(stringify!($name) => Some(&self.$name),)+
                    _ => None,
                }
            }
        }
    };
}

words! {
    /// The bank.
    bank,
    /// Collection centre, name or code.
    collection_centre,
    /// Collection date and time, local.
    collected_at,
    /// Freezing date and time, local.
    frozen_at,
    /// Anticoagulant and additives, names with volumes.
    anticoagulant,
    /// Volume with its unit.
    volume,
    /// Product modifiers, or `Directed donor`.
    modifier,
    /// Blood group, once it is known.
    blood_group,
    /// What the tube is for, or the title of the form.
    purpose,
    /// Storage temperature.
    temperature,
    /// A warning that must be seen.
    warning,
    /// A storage position for the eye.
    position,
    /// Where a box comes from.
    sender,
    /// Where a box goes.
    recipient,
    /// Number of units in a box.
    count,
    /// The product, by its description.
    product,
    /// The bank's own product code, where there is no licensed one.
    product_code,
    /// Expiry date and time.
    expires_at,
    /// Special testing, in words.
    testing,
    /// Which compartment or division, such as `2 / 5`.
    compartment,
    /// What a vial or segment holds, its number included.
    content,
    /// The name of a person or of a piece of equipment.
    name,
    /// A role, a model, a serial number.
    detail,
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
    /// Which print it is, from 1: whatever is above the first is marked `R2` and so on.
    pub copy: u32,
    /// The words.
    pub texts: LabelTexts,
}

impl LabelModel {
    /// The words that templates may speak of, between braces.
    pub fn placeholders() -> impl Iterator<Item = &'static str> {
        std::iter::once("code").chain(LabelTexts::NAMES.iter().copied())
    }

    /// Whether templates may speak of this word.
    pub(crate) fn knows(name: &str) -> bool {
        Self::placeholders().any(|known| known == name)
    }
}

impl Facts for LabelModel {
    fn scheme(&self) -> Option<SchemeWord> {
        self.code.donation().map(|(_, _, scheme)| match scheme {
            Scheme::Isbt128 => SchemeWord::Isbt128,
            Scheme::Local => SchemeWord::Local,
        })
    }

    fn mode(&self) -> ModeWord {
        match self.mode {
            BankMode::Live => ModeWord::Live,
            BankMode::Demo => ModeWord::Demo,
        }
    }

    fn product(&self) -> ProductWord {
        if self.code.product().is_some() { ProductWord::Licensed } else { ProductWord::Local }
    }

    fn has(&self, field: CodeField) -> bool {
        self.code.field(field).is_some()
    }

    /// The word of a placeholder. `{code}` is the code for the eye, and stands in for a missing position; a licensed
    /// product code stands before one of the bank's own.
    fn word(&self, name: &str) -> &str {
        let text = self.texts.get(name).unwrap_or_default();
        match (&self.code, name) {
            (LabelCode::Local(code), "code") => code.text(),
            (LabelCode::Local(code), "position") if text.is_empty() => code.text(),
            (LabelCode::Staff(staff), "code") => staff.as_str(),
            (code, "product_code") => code.product().map_or(text, |product| product.as_str()),
            _ => text,
        }
    }
}

/// Labels of one unit are sent at once and thrown away; a batch is large enough to be packed.
const FAST_MAX: usize = 12;

/// One page per label, in true size, in the order given. All are made or none.
///
/// # Errors
/// [`LabelError::WrongCode`], [`LabelError::Symbol`] or [`LabelError::SymbolSpace`] of the first label that cannot be
/// made right.
pub fn render_pdf(labels: &[LabelModel], fonts: &Fonts) -> Result<Vec<u8>, LabelError> {
    Templates::default().render_pdf(labels, fonts)
}

/// ZPL II of labels in the order given, one format each: `^XA` to `^XZ`, plain ASCII. All are made or none.
///
/// # Errors
/// As [`render_pdf`], and [`LabelError::SymbolDots`] when a symbol would need modules finer than the head's dots allow.
pub fn zpl(labels: &[LabelModel], fonts: &Fonts, options: ZplOptions) -> Result<Vec<u8>, LabelError> {
    Templates::default().zpl(labels, fonts, options)
}

impl Templates {
    /// Which code of the unit stands on this label as a symbol beside its donation number, and its text: the product code
    /// before the blood group. Who reads both in one pass knows that they come from the same label. None where there is
    /// no such code.
    ///
    /// # Errors
    /// [`LabelError::Template`] when the template does not parse.
    pub fn beside_number(
        &self,
        label: &LabelModel,
    ) -> Result<Option<(isbt128::ScanKind, String)>, LabelError> {
        let shown = draw::symbols(label, self)?;
        let beside = [
            (CodeField::Product, isbt128::ScanKind::Product),
            (CodeField::BloodGroup, isbt128::ScanKind::BloodGroup),
        ];
        if !shown.contains(&CodeField::Label) {
            return Ok(None);
        }
        let mut beside = beside.into_iter().filter(|(field, _)| shown.contains(field));
        Ok(beside.find_map(|(field, kind)| Some((kind, label.code.field(field)?))))
    }

    /// [`render_pdf`] by these templates.
    ///
    /// # Errors
    /// As [`render_pdf`].
    pub fn render_pdf(&self, labels: &[LabelModel], fonts: &Fonts) -> Result<Vec<u8>, LabelError> {
        let draw = |label| draw::page(label, self, fonts, Raster::Free);
        let pages: Vec<_> = labels.iter().map(draw).collect::<Result<_, _>>()?;
        let title = labels.first().map_or_else(String::new, |label| label.code.scan_text());
        let packing = if pages.len() > FAST_MAX { Packing::Small } else { Packing::Fast };
        Ok(canvas::save(&title, &pages, fonts, packing))
    }

    /// [`zpl`] by these templates.
    ///
    /// # Errors
    /// As [`zpl`].
    pub fn zpl(
        &self,
        labels: &[LabelModel],
        fonts: &Fonts,
        options: ZplOptions,
    ) -> Result<Vec<u8>, LabelError> {
        let mut out = Vec::new();
        for label in labels {
            let page = draw::page(label, self, fonts, Raster::Dots(options.dpi))?;
            zpl::label(&mut out, &page, fonts, options);
        }
        Ok(out)
    }
}
