//! Every label as files, invented, for a look before anything real is printed. For the command line.

use api::Problem;
use isbt128::{DonationNumber, FacilityNumber, Scheme};
use labels::{BankMode, Dpi, Fonts, KitSet, LabelModel, Language, TemplateId, Templates, ZplOptions};

use crate::problem::{labelled, scanned};

/// One file of the gallery.
#[derive(Debug)]
pub struct GalleryFile {
    /// Such as `bag-zh-CN.pdf` and `bag-zh-CN-300.zpl`.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Every template in both languages, under local and under ISBT 128 numbers, as PDF and as ZPL II of each resolution.
///
/// # Errors
/// No fonts; a template that is broken.
pub fn label_gallery() -> Result<Vec<GalleryFile>, Problem> {
    gallery(&Templates::default())
}

impl crate::App {
    /// [`label_gallery`] by the templates in force at a station.
    ///
    /// # Errors
    /// No fonts; a file that cannot be read.
    pub fn label_gallery(&self) -> Result<Vec<GalleryFile>, Problem> {
        let in_force = crate::template::in_force(&self.cx())?;
        gallery(&in_force.templates())
    }
}

fn gallery(templates: &Templates) -> Result<Vec<GalleryFile>, Problem> {
    let fonts = Fonts::load_system().map_err(|e| labelled(&e))?;
    let mut files = Vec::new();
    for template in TemplateId::ALL {
        for (language, locale) in [(Language::Chinese, "zh-CN"), (Language::English, "en")] {
            for (scheme, word) in [(Scheme::Local, "local"), (Scheme::Isbt128, "isbt128")] {
                let label =
                    LabelModel::specimen(template, language, scheme).map_err(|e| scanned(&e, "din"))?;
                let label = std::slice::from_ref(&label);
                let name = format!("{}-{locale}-{word}", template.code());
                let bytes = templates.render_pdf(label, &fonts).map_err(|e| labelled(&e))?;
                files.push(GalleryFile { name: format!("{name}.pdf"), bytes });
                for dpi in Dpi::ALL {
                    let bytes =
                        templates.zpl(label, &fonts, ZplOptions::new(dpi)).map_err(|e| labelled(&e))?;
                    files.push(GalleryFile { name: format!("{name}-{}.zpl", dpi.per_inch()), bytes });
                }
            }
        }
    }
    Ok(files)
}

/// Invented labels, for `cordkeep bench`.
#[derive(Debug)]
pub struct LabelBatch {
    fonts: Fonts,
    models: Vec<LabelModel>,
}

impl LabelBatch {
    /// One label of a collection bag.
    ///
    /// # Errors
    /// No fonts.
    pub fn bag() -> Result<Self, Problem> {
        let bag = LabelModel::specimen(TemplateId::Bag, Language::Chinese, Scheme::Local);
        let models = vec![bag.map_err(|e| scanned(&e, "din"))?];
        Ok(Self { fonts: Fonts::load_system().map_err(|e| labelled(&e))?, models })
    }

    /// The labels of so many kits, each of a number of its own.
    ///
    /// # Errors
    /// No fonts; more kits than a year has numbers.
    pub fn kits(count: u32) -> Result<Self, Problem> {
        let Self { fonts, models } = Self::bag()?;
        let texts = models.into_iter().next().map(|model| model.texts).unwrap_or_default();
        let set = KitSet::standard().map_err(|e| labelled(&e))?;
        let facility = FacilityNumber::parse("A9999").map_err(|e| scanned(&e, "din"))?;
        let mut models = Vec::new();
        for serial in 1..=count {
            let din = DonationNumber::from_parts(facility, 26, serial).map_err(|e| scanned(&e, "din"))?;
            models.extend(set.models((din, Scheme::Local), Language::Chinese, BankMode::Live, &texts));
        }
        Ok(Self { fonts, models })
    }

    /// The batch as PDF.
    ///
    /// # Errors
    /// A template that is broken.
    pub fn pdf(&self) -> Result<Vec<u8>, Problem> {
        labels::render_pdf(&self.models, &self.fonts).map_err(|e| labelled(&e))
    }

    /// The batch as ZPL II for 300 dpi.
    ///
    /// # Errors
    /// A template that is broken.
    pub fn zpl(&self) -> Result<Vec<u8>, Problem> {
        let options = ZplOptions::new(Dpi::Dpi300);
        labels::zpl(&self.models, &self.fonts, options).map_err(|e| labelled(&e))
    }
}
